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
from functools import cached_property
from math import prod
from types import MappingProxyType

import numpy as np

from spaceplan.allocate.arrays import Bools, Floats, Ints
from spaceplan.allocate.bound.apart import Apart
from spaceplan.allocate.bound.department import Asked, DepartmentBound
from spaceplan.allocate.bound.frontier import frontier_of
from spaceplan.allocate.bound.min_plus import IMPOSSIBLE
from spaceplan.allocate.bound.priced import Priced
from spaceplan.allocate.bound.storey_tables import Column, StoreyTables, seating_of
from spaceplan.allocate.bound.sums import Leaf, Sums
from spaceplan.allocate.problem.geometry import Geometry
from spaceplan.allocate.problem.own_rooms import OwnRooms, people_alone
from spaceplan.allocate.problem.problem import Occupancy, Problem
from spaceplan.allocate.problem.stays import stays_by_people

_NONE_COUNTED = OwnRooms()
#: People who sit alone are counted apart where a table then has at most so many entries.
_MOST_ENTRIES = 500
_NO_HUBS = np.empty(0, dtype=np.int64)
#: Entries of tables that count as one unit of work: about a second with all that is around them.
_ENTRIES_A_UNIT = 2.5e8


@dataclass(frozen=True)
class Demand:
    """What a department asks for.

    Parameters
    ----------
    spared
        How many of its people may be left without a seat, fewer than all.
    storeys_needed
        The fewest storeys that could seat it.
    hubs
        On which storeys its hub can be; None: on any.
    """

    spared: int
    storeys_needed: int
    hubs: Bools | None = None


class Relaxation:
    """The departments of a problem, each for itself, at given prices of rooms.

    Parameters
    ----------
    demands
        By department, of those that have people.
    opening
        By department and storey: what it pays of what opening the storey costs, if it holds an
        office there, points. All departments together pay no more than that for a storey.
    own_rooms
        What rooms cost by who sits there.
    """

    def __init__(
        self,
        problem: Problem,
        geometry: Geometry,
        demands: Mapping[int, Demand],
        apart: Apart,
        opening: Mapping[tuple[int, int], float] = MappingProxyType({}),
        own_rooms: OwnRooms = _NONE_COUNTED,
    ) -> None:
        self.problem = problem
        self.own_rooms = own_rooms
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
        self._like: dict[tuple[int, bytes, object], int] = {}
        self._largest = max((problem.departments[d].kinds.total for d in demands), default=0)
        self.asked = {d: self._asked(d, demand) for d, demand in demands.items()}
        self.columns = {s: columns for s, columns in self.columns.items() if columns}
        self._seating = {s: seating_of(columns) for s, columns in self.columns.items()}
        self._place = [(s, c) for s, columns in self.columns.items() for c in range(len(columns))]
        self._first = {s: row for row, (s, column) in enumerate(self._place) if not column}
        self._write_sums(demands)
        self._entries = 0

    def _write_sums(self, demands: Mapping[int, Demand]) -> None:
        """Write down once how the storeys' tables are combined."""
        sums = Sums()
        self.hubs: dict[int, dict[int, int]] = {}
        for d, asked in self.asked.items():
            leaves = {
                s: Leaf(self.row_of(d, s), self.opening.get((d, s), 0.0))
                for s in (*asked.staying, *asked.others)
            }
            table, prices = self.problem.storeys, self.problem.prices
            bound = DepartmentBound(asked, table, prices, self.apart, leaves, sums)
            possible = demands[d].hubs
            self.hubs[d] = {
                s: number for s, number in bound.hubs().items() if possible is None or possible[s]
            }
        self.steps = sums.steps()

    def _asked(self, d: int, demand: Demand) -> Asked:
        """Take a department in: a column on each storey that it may use."""
        department = self.problem.departments[d]
        stays = self._stays(d)
        locked = set(department.locked)
        few_ways = not self.problem.may_share_own and 1 < self._ways(d) <= _MOST_ENTRIES
        staying: list[int] = []
        others: list[int] = []
        for s, tables in self.storeys.items():
            rights = self.problem.may_hold[d, tables.rooms]
            kept = locked.intersection(tables.frontier.rooms)
            if not kept and not (rights & (np.array(tables.seats) > 0)).any():
                continue
            here = {r: stays[r] for r in tables.frontier.rooms if r in stays}
            (staying if here else others).append(s)
            column = self._column_counted_alone if here and few_ways else self._column
            self._column_of[d, s] = column(d, s, here, kept)
        was = sum(department.before_people) if self.problem.has_ledger else 0
        return Asked(
            d=d,
            people=department.kinds.total,
            spared=demand.spared,
            alone=demand.storeys_needed < 2 or demand.spared > 0,
            staying=tuple(staying),
            others=tuple(others),
            moved=self.problem.prices.moved * was + self.own_rooms.paid_back(self.problem, d),
        )

    def _ways(self, d: int) -> int:
        """Return in how many ways people of a department can be counted, those alone apart."""
        alone = people_alone(self.problem, d)
        others = self.problem.departments[d].kinds.total - sum(alone.values())
        return (others + 1) * prod(number + 1 for number in alone.values()) if alone else 1

    def _column(
        self, d: int, s: int, here: Mapping[int, Occupancy], locked: Collection[int]
    ) -> int:
        """Return the column of a department on a storey; nobody staying, one for all alike."""
        tables, problem = self.storeys[s], self.problem
        may_hold = problem.may_hold[d]
        alike = not here and not locked
        key = s, may_hold[tables.rooms].tobytes(), self.own_rooms.look(problem, d)
        if alike and key in self._like:
            return self._like[key]

        def costs(r: int) -> Floats:
            return self.own_rooms.costs(problem, d, r, here.get(r)) if may_hold[r] else np.zeros(0)

        people = self._largest if alike else problem.departments[d].kinds.total
        self.columns[s].append(tables.column(costs, people, locked))
        if alike:
            self._like[key] = len(self.columns[s]) - 1
        return len(self.columns[s]) - 1

    def _column_counted_alone(
        self, d: int, s: int, here: Mapping[int, Occupancy], locked: Collection[int]
    ) -> int:
        """Return the column of a department whose people who sit alone are counted apart.

        Where some can stay, much depends on whether those alone fit into rooms for one.
        """
        problem, offices, tables = self.problem, self.problem.offices, self.storeys[s]
        numbers = people_alone(problem, d)
        none = np.full(len(numbers), IMPOSSIBLE)

        def sharing(r: int) -> Floats:
            may = problem.may_hold[d, r]
            return self.own_rooms.sharing(problem, d, r, here.get(r)) if may else np.zeros(0)

        def alone(r: int) -> Floats:
            may = problem.may_hold[d, r] and offices.least[r] == 1 and offices.seats[r]
            return self.own_rooms.alone(problem, d, r, here.get(r)) if may else none

        people = problem.departments[d].kinds.total
        column = tables.column(sharing, people, locked, (tuple(numbers.values()), alone))
        self.columns[s].append(column)
        return len(self.columns[s]) - 1

    def _stays(self, d: int) -> dict[int, Occupancy]:
        """Return by office who sat there, where some can stay and it is worth anything."""
        problem = self.problem
        if not (problem.has_ledger and problem.prices.moved):
            return {}
        seats, may_hold = problem.offices.seats, problem.may_hold[d]
        return {
            r: was
            for r, was in problem.departments[d].before
            if may_hold[r] and any(stays_by_people(problem, d, was, seats[r]))
        }

    def take_work(self) -> float:
        """Return the deterministic work since the last call, about seconds."""
        work, self._entries = self._entries / _ENTRIES_A_UNIT, 0
        return work

    @cached_property
    def _size(self) -> Mapping[int, int]:
        """Entries of the tables of each storey, for one hub."""
        return {
            s: sum(layer.before for layer in self.storeys[s].frontier.layers)
            * sum(column.entries for column in columns)
            for s, columns in self.columns.items()
        }

    def at(
        self,
        prices: Floats,
        left_out: float = 0.0,
        *,
        hubs: Mapping[int, Ints] | None,
        stopped: Callable[[], bool],
    ) -> Priced:
        """Return what every department costs at these prices.

        Parameters
        ----------
        prices
            By office, points.
        left_out
            Price of leaving somebody without a seat, points.
        hubs
            By storey which rooms may be hubs, ``all_hubs`` or some of them: then it is no bound;
            None: walks on storeys are not counted.

        Raises
        ------
        InterruptedError
            If ``stopped`` says so meanwhile.
        """
        tables = np.empty((len(self._place), 2, self._largest + 1))
        nearest = np.empty((len(self._place), self._largest + 1), dtype=np.int64)
        for s, seating in self._seating.items():
            if stopped():
                raise InterruptedError
            first = self._first[s]
            rows = slice(first, first + len(seating.people))
            here = hubs[s] if hubs is not None else _NO_HUBS
            self._entries += self._size[s] * (1 + len(here))
            self.storeys[s].least(seating, prices, here, found=tables[rows], nearest=nearest[rows])
        return Priced(self, prices, left_out, tables, None if hubs is None else nearest)

    @cached_property
    def all_hubs(self) -> Mapping[int, Ints]:
        """By storey the rooms that may be hubs."""
        return {s: self.storeys[s].all_hubs for s in self.columns}

    def row_of(self, d: int, s: int) -> int:
        """Return the row of the tables of a department on a storey."""
        return self._first[s] + self._column_of[d, s]

    def count_rooms(
        self, row: int, people: int, prices: Floats, used: Ints, *, hub: int | None
    ) -> None:
        """Count the offices of a cheapest way to seat people up, by row of the tables."""
        s, column = self._place[row]
        self.storeys[s].count_rooms(self._seating[s], column, people, prices, used, hub=hub)
