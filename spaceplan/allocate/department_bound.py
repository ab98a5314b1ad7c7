"""What one department's own terms cost at least, by the storey of its hub.

Own terms: storeys, buildings, sites, zones, moves, walks to the hub, and a price for each room
held. The department has all its sites to itself. The storeys where its people sit today have tables
of their own; of all other storeys of a building, and of all other buildings of a site, the cheapest
stands for any number of them. That allows more than the rules do, so the least is a lower bound.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from spaceplan.allocate.apart import Apart
from spaceplan.allocate.min_plus import (
    IMPOSSIBLE,
    Costs,
    Floats,
    Nobody,
    Place,
    Plus,
    Together,
    any_number,
    or_nobody,
)
from spaceplan.allocate.problem import Storeys
from spaceplan.model import Prices


@dataclass(frozen=True)
class Asked:
    """A department as its bound sees it.

    Parameters
    ----------
    people, spared
        How many need a seat, and how many of them may be left without.
    alone
        Whether one storey could seat it.
    staying
        Storeys where some of its people can stay.
    others
        All other storeys that it may use.
    moved
        Points for moving everybody who was there before.
    """

    d: int
    people: int
    spared: int
    alone: bool
    staying: tuple[int, ...]
    others: tuple[int, ...]
    moved: float


#: Returns of a storey the least cost of n people with the hub elsewhere, and with the hub here.
Tables = Callable[[int], tuple[Floats, Floats]]


class DepartmentBound:
    """Combines the tables of the storeys for one department."""

    def __init__(
        self, asked: Asked, table: Storeys, prices: Prices, apart: Apart, costs: Tables
    ) -> None:
        self.asked = asked
        self.table = table
        self.prices = prices
        self.apart = apart
        self.costs = costs
        self.width = asked.people + 1

    def by_hub(self) -> dict[int, float]:
        """Return points by storey of the hub, moves included."""
        found: dict[int, float] = {}
        for site in self._sites:
            for building in self._staying_in(site):
                for s in self._staying_on(building):
                    found |= self._with_hub([s], self._rest(site, building, s))
                found |= self._with_hub(self._others_in(building), self._rest(site, building, None))
            found |= self._with_hub(self._elsewhere(site), self._rest(site, None, None))
        return found

    def _with_hub(self, storeys: Sequence[int], rest: Costs) -> dict[int, float]:
        """Return points with the hub on each of some storeys, all others as in ``rest``."""
        if not storeys:
            return {}
        here = np.array([self.costs(s)[1][: self.width] for s in storeys])
        least = np.full(len(storeys), IMPOSSIBLE)
        for n in self._totals:
            np.minimum(least, (here[:, : n + 1] + rest.values[n::-1]).min(axis=1), out=least)
        least += self.prices.storey + self.asked.moved
        return dict(zip(storeys, least.tolist(), strict=True))

    @property
    def _totals(self) -> range:
        """How many people may be seated in all."""
        return range(max(0, self.asked.people - self.asked.spared), self.width)

    def places(self, hub: int) -> Iterator[tuple[int, int]]:
        """Yield storeys and people of a cheapest plan with its hub on storey ``hub``."""
        site, building = self.table.site[hub], self.table.building[hub]
        staying = hub if hub in self.asked.staying else None
        rest = self._rest(site, building if building in self._staying_in(site) else None, staying)
        here = self.costs(hub)[1]
        totals = [float((here[: n + 1] + rest.values[n::-1]).min()) for n in self._totals]
        people = self._totals[int(np.argmin(totals))]
        inside = int((here[: people + 1] + rest.values[people::-1]).argmin())
        yield hub, inside
        for place, number in rest.trace(people - inside):
            yield place.storey(number), number

    # The department's storeys, by building and site.

    @cached_property
    def _sites(self) -> list[int]:
        return sorted({self.table.site[s] for s in (*self.asked.staying, *self.asked.others)})

    def _staying_in(self, site: int) -> list[int]:
        """Return the buildings of a site where some can stay."""
        return sorted(
            {self.table.building[s] for s in self.asked.staying if self.table.site[s] == site}
        )

    def _staying_on(self, building: int) -> list[int]:
        return [s for s in self.asked.staying if self.table.building[s] == building]

    def _others_in(self, building: int) -> list[int]:
        return [s for s in self.asked.others if self.table.building[s] == building]

    def _elsewhere(self, site: int) -> list[int]:
        inside = set(self._staying_in(site))
        return [
            s
            for s in self.asked.others
            if self.table.site[s] == site and self.table.building[s] not in inside
        ]

    # What the storeys beside the hub's cost.

    def _rest(self, site: int, building: int | None, hub: int | None) -> Costs:
        """Return the least cost of those who do not sit on the hub's storey.

        Parameters
        ----------
        building
            Where the hub is; None: in a building where nobody can stay.
        hub
            Storey of the hub if some can stay there; None: on another one.
        """
        key = (site, building, hub)
        if key not in self._rests:
            rest = self._around(site, building, hub)
            for other in self._sites:
                if other != site:
                    each = self.apart.sites[site, other]
                    whole = Plus(self._whole_site(other), self.prices.site, each)
                    rest = Together(rest, or_nobody(whole))
            if not self.asked.alone:
                rest = Plus(rest)  # somebody must sit on another storey
            self._rests[key] = rest
        return self._rests[key]

    def _around(self, site: int, building: int | None, hub: int | None) -> Costs:
        """Return the same for the hub's own site."""
        apart, price = self.apart, self.prices.building
        if building is None:
            rest = self._some_of(self._elsewhere(site))
        else:
            rest = self._around_hub(building, hub)
            if self._elsewhere(site):
                others = self._some_of(self._elsewhere(site))
                rest = Together(rest, or_nobody(Plus(others, price, apart.from_hub[building])))
        for other in self._staying_in(site):
            if other != building:
                far = apart.to_hub[other] if building is None else apart.buildings[building, other]
                rest = Together(rest, or_nobody(Plus(self._inside(other), price, far)))
        return rest

    def _around_hub(self, building: int, hub: int | None) -> Costs:
        """Return the least cost on the storeys of the hub's building but its own."""
        least = self.apart.inside[building]
        others = self._others_in(building)
        if hub is not None:
            least = min((self.apart.storeys[hub, s] for s in others), default=least)
        rest = or_nobody(Plus(self._some_of(others), 0.0, least))
        for s in self._staying_on(building):
            if s != hub:
                each = least if hub is None else self.apart.storeys[hub, s]
                rest = Together(rest, or_nobody(Plus(self._storeys((s,)), 0.0, each)))
        return rest

    def _inside(self, building: int) -> Costs:
        """Return the least cost on the storeys of one building, the hub elsewhere."""
        if building not in self._insides:
            rest = self._some_of(self._others_in(building))
            for s in self._staying_on(building):
                rest = Together(rest, or_nobody(self._storeys((s,))))
            self._insides[building] = rest
        return self._insides[building]

    def _whole_site(self, site: int) -> Costs:
        """Return the least cost on one site, the hub elsewhere."""
        if site not in self._wholes:
            price = self.prices.building
            rest: Costs = self._nobody
            if self._elsewhere(site):
                rest = Together(rest, or_nobody(Plus(self._some_of(self._elsewhere(site)), price)))
            for building in self._staying_in(site):
                rest = Together(rest, or_nobody(Plus(self._inside(building), price)))
            self._wholes[site] = rest
        return self._wholes[site]

    def _some_of(self, storeys: Sequence[int]) -> Costs:
        """Return the least cost on any number of storeys, the cheapest as often as one likes."""
        if not storeys:
            return self._nobody
        return or_nobody(any_number(self._storeys(tuple(storeys))))

    def _storeys(self, storeys: tuple[int, ...]) -> Place:
        """Return the cheapest of some storeys, with the price of a storey."""
        tables = np.array([self.costs(s)[0][: self.width] for s in storeys])
        values = tables.min(axis=0) + self.prices.storey
        values[0] = IMPOSSIBLE
        return Place(values, storeys, tables.argmin(axis=0))

    @cached_property
    def _nobody(self) -> Costs:
        return Nobody(self.asked.people)

    @cached_property
    def _rests(self) -> dict[tuple[int, int | None, int | None], Costs]:
        return {}

    @cached_property
    def _insides(self) -> dict[int, Costs]:
        return {}

    @cached_property
    def _wholes(self) -> dict[int, Costs]:
        return {}
