"""What one department's own terms cost at least, by the storey of its hub.

Own terms: storeys, buildings, sites, zones, moves, walks to the hub, and a price for each room
held. The department has all its sites to itself. The storeys where its people sit today have tables
of their own; of all other storeys of a building, and of all other buildings of a site, the cheapest
stands for any number of them. That allows more than the rules do, so the least is a lower bound.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from spaceplan.allocate.bound.apart import Apart
from spaceplan.allocate.bound.sums import Leaf, Sums
from spaceplan.allocate.problem.problem import Storeys
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


class DepartmentBound:
    """Writes down how the tables of the storeys are combined for one department.

    Parameters
    ----------
    leaves
        By storey that it may use.
    """

    def __init__(
        self,
        asked: Asked,
        table: Storeys,
        prices: Prices,
        apart: Apart,
        leaves: Mapping[int, Leaf],
        sums: Sums,
    ) -> None:
        self.asked = asked
        self.table = table
        self.prices = prices
        self.apart = apart
        self.leaves = leaves
        self.sums = sums
        self.width = asked.people + 1
        self._nobody = sums.nobody(self.width)
        self._known: dict[object, int] = {}

    def hubs(self) -> dict[int, int]:
        """Return by storey of the hub its number in the sums: points, moves included."""
        found: dict[int, int] = {}
        for site in self._sites:
            for building in self._staying_in(site):
                for s in self._staying_on(building):
                    found |= self._with_hub([s], self._rest(site, building, s))
                others = self._others_in(building)
                if others:
                    found |= self._with_hub(others, self._rest(site, building, None))
            others = self._elsewhere(site)
            if others:
                found |= self._with_hub(others, self._rest(site, None, None))
        return found

    def _with_hub(self, storeys: Sequence[int], rest: int) -> dict[int, int]:
        """Return the numbers of the hub on each of some storeys, all others as in ``rest``."""
        least, most = max(0, self.asked.people - self.asked.spared), self.width
        price = self.prices.storey + self.asked.moved
        return {s: self.sums.hub(self.leaves[s], rest, range(least, most), price) for s in storeys}

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

    def _rest(self, site: int, building: int | None, hub: int | None) -> int:
        """Return the least cost of those who do not sit on the hub's storey.

        Parameters
        ----------
        building
            Where the hub is; None: in a building where nobody can stay.
        hub
            Storey of the hub if some can stay there; None: on another one.
        """
        sums = self.sums
        rest = self._around(site, building, hub)
        for other in self._sites:
            if other != site:
                each = self.apart.sites[site, other]
                whole = sums.priced(self._whole_site(other), self.prices.site, each)
                rest = sums.together(rest, sums.or_nobody(whole))
        if not self.asked.alone:
            rest = sums.priced(rest)  # somebody must sit on another storey
        return rest

    def _around(self, site: int, building: int | None, hub: int | None) -> int:
        """Return the same for the hub's own site."""
        apart, price, sums = self.apart, self.prices.building, self.sums
        if building is None:
            rest = self._some_of(self._elsewhere(site))
        else:
            rest = self._around_hub(building, hub)
            if self._elsewhere(site):
                others = self._some_of(self._elsewhere(site))
                far = sums.priced(others, price, apart.from_hub[building])
                rest = sums.together(rest, sums.or_nobody(far))
        for other in self._staying_in(site):
            if other != building:
                each = apart.to_hub[other] if building is None else apart.buildings[building, other]
                far = sums.priced(self._inside(other), price, each)
                rest = sums.together(rest, sums.or_nobody(far))
        return rest

    def _around_hub(self, building: int, hub: int | None) -> int:
        """Return the least cost on the storeys of the hub's building but its own."""
        sums = self.sums
        least = self.apart.inside[building]
        others = self._others_in(building)
        if hub is not None:
            least = min((self.apart.storeys[hub, s] for s in others), default=least)
        rest = sums.or_nobody(sums.priced(self._some_of(others), 0.0, least))
        for s in self._staying_on(building):
            if s != hub:
                each = least if hub is None else self.apart.storeys[hub, s]
                there = sums.priced(self._storeys((s,)), 0.0, each)
                rest = sums.together(rest, sums.or_nobody(there))
        return rest

    def _inside(self, building: int) -> int:
        """Return the least cost on the storeys of one building, the hub elsewhere."""
        key = "inside", building
        if key not in self._known:
            rest = self._some_of(self._others_in(building))
            for s in self._staying_on(building):
                rest = self.sums.together(rest, self.sums.or_nobody(self._storeys((s,))))
            self._known[key] = rest
        return self._known[key]

    def _whole_site(self, site: int) -> int:
        """Return the least cost on one site, the hub elsewhere."""
        key = "site", site
        if key not in self._known:
            price, sums = self.prices.building, self.sums
            rest = self._nobody
            if self._elsewhere(site):
                elsewhere = sums.priced(self._some_of(self._elsewhere(site)), price)
                rest = sums.together(rest, sums.or_nobody(elsewhere))
            for building in self._staying_in(site):
                inside = sums.priced(self._inside(building), price)
                rest = sums.together(rest, sums.or_nobody(inside))
            self._known[key] = rest
        return self._known[key]

    def _some_of(self, storeys: Sequence[int]) -> int:
        """Return the least cost on any number of storeys, the cheapest as often as one likes."""
        if not storeys:
            return self._nobody
        key = "some", tuple(storeys)
        if key not in self._known:
            place = self._storeys(tuple(storeys))
            self._known[key] = self.sums.or_nobody(self.sums.repeated(place))
        return self._known[key]

    def _storeys(self, storeys: tuple[int, ...]) -> int:
        """Return the cheapest of some storeys, with the price of a storey."""
        key = "storeys", storeys
        if key not in self._known:
            leaves = [self.leaves[s] for s in storeys]
            self._known[key] = self.sums.storey(leaves, self.prices.storey, self.width)
        return self._known[key]
