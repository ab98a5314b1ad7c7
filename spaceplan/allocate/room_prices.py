"""Own terms of all departments together: each has the storeys to itself, but rooms have a price.

With a price λ_r >= 0 on holding office r, the least costs of all departments alone, prices
included, less Σ λ_r, are together a lower bound on the own terms of every plan: a room that is held
once pays its price, one that nobody holds pays less than is taken off (Lagrangian relaxation of
'one holder a room'). Prices move along the subgradient: up where several departments want a room,
down where none does.

What opening a storey costs is shared out over departments: Σ_d ν_ds <= opened_s. A storey on
which somebody holds an office is opened, so that what those who hold offices there pay of it is
never more than it costs.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from spaceplan.allocate.apart import Apart
from spaceplan.allocate.department_bound import Asked, DepartmentBound, Tables
from spaceplan.allocate.frontier import frontier_of
from spaceplan.allocate.geometry import Geometry
from spaceplan.allocate.min_plus import Floats
from spaceplan.allocate.problem import Problem
from spaceplan.allocate.stays import stays_by_people
from spaceplan.allocate.storey_tables import Column, StoreyTables

#: Entries of tables that count as one unit of work: about a second with all that is around them.
_ENTRIES_A_UNIT = 2e7
#: By storey: for each of its columns the least costs, hub elsewhere and hub here.
_Tables = Mapping[int, list[tuple[Floats, Floats]]]


@dataclass(frozen=True)
class Demand:
    """What a department asks for.

    Parameters
    ----------
    spared
        How many of its people may be left without a seat, fewer than all.
    storeys_needed
        The fewest storeys that could seat it.
    """

    spared: int
    storeys_needed: int


class Relaxation:
    """The departments of a problem, each for itself, at given prices of rooms.

    Parameters
    ----------
    demands
        By department, of those that have people.
    opening
        By department and storey: what it pays of what opening the storey costs, if it holds an
        office there, points. All departments together pay no more than that for a storey.
    """

    def __init__(
        self,
        problem: Problem,
        geometry: Geometry,
        demands: Mapping[int, Demand],
        apart: Apart,
        opening: Mapping[tuple[int, int], float] = MappingProxyType({}),
    ) -> None:
        self.problem = problem
        self.opening = opening
        self.apart = apart
        usable = np.asarray(problem.may_hold.any(axis=0))
        self.storeys = {
            s: StoreyTables(problem, geometry, frontier_of(geometry, s), apart.off_storey)
            for s, rooms in enumerate(geometry.on_storey)
            if rooms and usable[rooms].any()
        }
        self.columns: dict[int, list[Column]] = {s: [] for s in self.storeys}
        self._column_of: dict[tuple[int, int], int] = {}
        self._like: dict[tuple[int, bytes], int] = {}
        self._largest = max((problem.departments[d].kinds.total for d in demands), default=0)
        self.asked = {d: self._asked(d, demand) for d, demand in demands.items()}

    def _asked(self, d: int, demand: Demand) -> Asked:
        """Take a department in: a column on each storey that it may use."""
        department = self.problem.departments[d]
        stays = self._stays(d)
        locked = set(department.locked)
        staying: list[int] = []
        others: list[int] = []
        for s, tables in self.storeys.items():
            rights = self.problem.may_hold[d, tables.rooms]
            kept = locked.intersection(tables.frontier.rooms)
            if not kept and not (rights & (np.array(tables.seats) > 0)).any():
                continue
            here = {r: stays[r] for r in tables.frontier.rooms if r in stays}
            (staying if here else others).append(s)
            self._column_of[d, s] = self._column(d, s, rights.tobytes(), here, kept)
        was = sum(department.before_people) if self.problem.has_ledger else 0
        return Asked(
            d=d,
            people=department.kinds.total,
            spared=demand.spared,
            alone=demand.storeys_needed < 2 or demand.spared > 0,
            staying=tuple(staying),
            others=tuple(others),
            moved=self.problem.prices.moved * was,
        )

    def _column(
        self,
        d: int,
        s: int,
        rights: bytes,
        here: Mapping[int, tuple[float, ...]],
        locked: Collection[int],
    ) -> int:
        """Return the column of a department on a storey; nobody staying, one for all alike."""
        alike = not here and not locked
        if alike and (s, rights) in self._like:
            return self._like[s, rights]
        people = self._largest if alike else self.problem.departments[d].kinds.total
        column = self.storeys[s].column(self.problem.may_hold[d], people, here, locked)
        self.columns[s].append(column)
        if alike:
            self._like[s, rights] = len(self.columns[s]) - 1
        return len(self.columns[s]) - 1

    def _stays(self, d: int) -> dict[int, tuple[float, ...]]:
        """Return by office what is saved when m = 1, 2, ... people sit where some sit today."""
        price = self.problem.prices.moved
        if not (self.problem.has_ledger and price):
            return {}
        found = {}
        for r, was in self.problem.departments[d].before:
            if self.problem.may_hold[d, r] and self.problem.offices.seats[r]:
                most = stays_by_people(self.problem, d, was, self.problem.offices.seats[r])
                if any(most):
                    found[r] = tuple(price * number for number in most)
        return found

    @property
    def work(self) -> float:
        """Deterministic work of one evaluation without walks to hubs, about seconds."""
        entries = sum(
            sum(layer.before for layer in storey.frontier.layers)
            * sum(column.people + 1 for column in self.columns[s])
            for s, storey in self.storeys.items()
        )
        return entries / _ENTRIES_A_UNIT

    def at(self, prices: Floats, *, group: int, stopped: Callable[[], bool]) -> Priced:
        """Return what every department costs at these prices.

        Parameters
        ----------
        prices
            By office, points.
        group
            How many hubs are taken together where walks on their storey are counted; 0: they are
            not counted.

        Raises
        ------
        InterruptedError
            If ``stopped`` says so meanwhile.
        """
        tables = {}
        for s, storey in self.storeys.items():
            if stopped():
                raise InterruptedError
            columns = self.columns[s]
            tables[s] = storey.least(columns, prices, width=self._largest + 1, group=group)
        return Priced(self, prices, tables)

    def column(self, d: int, s: int) -> tuple[Column, int]:
        """Return the column of a department on a storey, and its place there."""
        place = self._column_of[d, s]
        return self.columns[s][place], place


class Priced:
    """The departments at one set of prices."""

    def __init__(self, relaxation: Relaxation, prices: Floats, tables: _Tables) -> None:
        self.relaxation = relaxation
        self.prices = prices
        problem = relaxation.problem

        def costs_of(d: int) -> Tables:
            def costs(s: int) -> tuple[Floats, Floats]:
                away, here = tables[s][relaxation.column(d, s)[1]]
                paid = relaxation.opening.get((d, s))
                return (away, here) if paid is None else (away + paid, here + paid)

            return costs

        self.bounds = {
            d: DepartmentBound(
                asked, problem.storeys, problem.prices, relaxation.apart, costs_of(d)
            )
            for d, asked in relaxation.asked.items()
        }

    def by_hub(self) -> dict[int, dict[int, float]]:
        """Return points by department and storey of its hub, prices of rooms included."""
        return {d: bound.by_hub() for d, bound in self.bounds.items()}

    def used(self, hubs: Mapping[int, int]) -> Floats:
        """Return how many departments hold each office in their cheapest plans.

        Parameters
        ----------
        hubs
            By department the storey of its hub.
        """
        relaxation = self.relaxation
        used = np.zeros(len(self.prices))
        for d, hub in hubs.items():
            for s, people in self.bounds[d].places(hub):
                column, _ = relaxation.column(d, s)
                used[relaxation.storeys[s].rooms_of(column, people, self.prices)] += 1
        return used
