"""What a seating costs, counted straight from the people of each group in each room."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import combinations

from spaceplan.allocate.named.problem import DepartmentProblem, WishTerm
from spaceplan.allocate.named.start import Counted


class Costs:
    """Counts points, in ``UNITS``, of one seating of one department."""

    def __init__(self, problem: DepartmentProblem, counts: Counted) -> None:
        self.problem = problem
        self.counts = counts
        self._rooms = range(len(problem.places))

    @property
    def total(self) -> int:
        """Divisions and broken soft wishes; moves and excess where they are priced."""
        problem = self.problem
        total = self._divisions() + sum(
            self._times(wish) * wish.units for wish in problem.wishes if not wish.hard
        )
        if problem.free:
            total += self._excess_dm2() * problem.prices.excess_dm2
        if not problem.fewest:
            with_room = sum(group.size - group.homeless for group in problem.groups)
            total += (with_room - self.staying) * problem.prices.moved
        return total

    @property
    def staying(self) -> int:
        """How many can stay in their rooms of today."""
        return self._staying(range(len(self.problem.groups)))

    def used(self, groups: Iterable[int]) -> set[int]:
        """Return the rooms with anybody of some groups."""
        return {r for g in groups for r in self._rooms if self.counts[g][r]}

    def _staying(self, groups: Iterable[int]) -> int:
        return sum(
            min(number, self.counts[g][r])
            for g in groups
            for r, number in self.problem.groups[g].there.items()
        )

    def _divisions(self) -> int:
        prices, places = self.problem.prices, self.problem.places
        total = 0
        for groups in self.problem.divisions.values():
            used = self.used(groups)
            zones, storeys = {places[r].zone for r in used}, {places[r].storey for r in used}
            total += prices.room * len(used)
            total += prices.zone * max(0, len(zones) - 1)
            total += prices.storey * max(0, len(storeys) - 1)
        return total

    def _times(self, wish: WishTerm) -> int:
        """Return how often a wish is broken."""
        rules: dict[str, Callable[[WishTerm], int]] = {
            "keep": self._leaving,
            "rooms": lambda wish: self._in(wish, set(self._rooms) - wish.rooms),
            "avoid": lambda wish: self._in(wish, wish.rooms),
            "alone": self._with_company,
            "together": lambda wish: int(len(self.used(wish.everybody)) > 1),
            "separate": self._meeting,
            "apart": self._meeting,
        }
        return rules.get(wish.wish, self._clashing)(wish)

    def _leaving(self, wish: WishTerm) -> int:
        groups = [self.problem.groups[g] for g in wish.everybody]
        with_room = sum(group.size - group.homeless for group in groups)
        return with_room - self._staying(wish.everybody)

    def _in(self, wish: WishTerm, rooms: Iterable[int]) -> int:
        return sum(self.counts[g][r] for g in wish.everybody for r in rooms)

    def _with_company(self, wish: WishTerm) -> int:
        return sum(
            any(
                self.problem.places[r].foreign
                or any(row[r] for g, row in enumerate(self.counts) if g not in party)
                for r in self.used(party)
            )
            for party in wish.parties
        )

    def _clashing(self, wish: WishTerm) -> int:
        used = self.used(wish.everybody)
        return int(any(r in used and s in used for r, s in wish.clashes))

    def _meeting(self, wish: WishTerm) -> int:
        used = [self.used(party) for party in wish.parties]
        return int(
            any(
                r in one and s in other
                for one, other in combinations(used, 2)
                for r, s in wish.clashes
            )
        )

    def _excess_dm2(self) -> int:
        problem = self.problem
        above = 0
        for r, place in enumerate(problem.places):
            justified = sum(
                row[r] * problem.allowances[group.kind]
                for group, row in zip(problem.groups, self.counts, strict=True)
            )
            above += max(0, place.area_dm2 - justified)
        held = sum(place.area_dm2 for place in problem.places)
        return max(above, held - problem.entitlement_dm2, 0)
