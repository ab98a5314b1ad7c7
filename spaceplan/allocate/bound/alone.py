"""What one department's storeys, buildings, sites and moves cost at least: a small programme each.

The department has all its sites to itself. Storeys where its people sit today are told apart; the
others of a building are all taken to be as good as the best of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from spaceplan.allocate.bound.hub_costs import Stays
from spaceplan.allocate.bound.storeys_needed import (
    capacities_of,
    copies_needed,
    fewest_storeys,
    largest_of,
)
from spaceplan.allocate.ortools_models.alone_model import AloneModel, PricesAlone, StoreyAlone
from spaceplan.allocate.ortools_models.limits import Limits
from spaceplan.allocate.ortools_models.seats_model import Party
from spaceplan.allocate.problem.capacity import Capacity
from spaceplan.allocate.problem.problem import Problem
from spaceplan.allocate.problem.stays import stays_by_people

_ALONE = 0.5


class AloneBounder:
    """Bounds each department of a problem alone.

    Parameters
    ----------
    parties
        Departments of the same rights together.
    count
        Called with the deterministic time of each model.
    seconds_left
        How long a model may take by the clock.
    """

    def __init__(
        self,
        problem: Problem,
        parties: Sequence[Party],
        count: Callable[[float], None],
        seconds_left: Callable[[], float],
    ) -> None:
        self.problem = problem
        self.parties = parties
        self.count = count
        self.seconds_left = seconds_left
        self._best: dict[tuple[int, int], Capacity] = {}
        self.capacities = [capacities_of(problem, party.departments[0]) for party in parties]

    def storeys_needed(self) -> dict[int, int]:
        """Return by department the fewest storeys that could seat it alone.

        The smallest first: what they need, larger ones of the same rights need as well.
        """
        needed: dict[int, int] = {}
        for party, capacities in zip(self.parties, self.capacities, strict=True):
            known: list[tuple[Party, int]] = []
            for people in sorted(map(self._people, party.departments), key=lambda p: p.people):
                least = max((n for smaller, n in known if smaller.within(people)), default=0)
                fewest = fewest_storeys(capacities, people, self.seconds_left(), least)
                known.append((people, fewest))
                needed[people.departments[0]] = fewest
        return needed

    def scatter_and_moves(self, spared: Sequence[int], needed: Mapping[int, int]) -> list[float]:
        """Return what each department's storeys, buildings, sites and moves cost at least."""
        own = [0.0] * len(self.problem.departments)
        for party, capacities, unseated in zip(self.parties, self.capacities, spared, strict=True):
            for d in party.departments:
                own[d] = self._alone(d, capacities, unseated, needed[d])
        return own

    def not_all_left_out(
        self, spared: Sequence[int], needed: Mapping[int, int], own: Sequence[float]
    ) -> float:
        """Return what departments that may be left out as a whole cost together beyond that.

        ``scatter_and_moves`` takes each of them to be left out, though together they have more
        people than may be. Those left out save what they cost otherwise, and are chosen as well as
        can be, the last one in part (a knapsack, relaxed). ``own``: what it takes each to cost.
        """
        beyond = 0.0
        for party, capacities, unseated in zip(self.parties, self.capacities, spared, strict=True):
            savings = []
            for d in party.departments:
                people = self._people(d).people
                if 0 < people <= unseated:
                    seated = self._alone(d, capacities, people - 1, needed[d])
                    savings.append((seated - own[d], people))
            beyond += sum(max(0.0, saved) for saved, _ in savings) - _most_saved(savings, unseated)
        return beyond

    def _alone(
        self, d: int, capacities: Mapping[int, Capacity], unseated: int, needed: int
    ) -> float:
        """Return what one department's storeys, buildings, sites and moves cost at least."""
        problem = self.problem
        prices = problem.prices
        department = problem.departments[d]
        was = sum(department.before_people) if problem.has_ledger else 0
        moves = prices.moved * was
        people = self._people(d)
        if not people.people:
            return moves
        may_stay = sum(map(min, department.before_people, department.kinds.people)) if was else 0
        if not (was and prices.moved):
            if needed == 1:
                return prices.storey if people.people > unseated else 0.0
            if not unseated and self._some_building_seats(capacities, people, needed):
                return prices.storey * needed
            if 0 < unseated < people.people:
                if _one_seats_most(capacities, people, unseated):
                    return prices.storey
                if needed == 2:
                    return prices.storey * needed
        if not unseated and not self.seconds_left():
            return prices.storey * needed + prices.moved * (was - may_stay)
        model = AloneModel(
            self._storeys_alone(d, capacities, people, needed),
            alone=people.alone,
            sharing=people.sharing,
            prices=PricesAlone(prices.storey, prices.building, prices.site, prices.moved),
            may_stay=may_stay,
            unseated=min(unseated, people.people),
        )
        if not unseated:
            model.at_least(needed)
        value, work = model.bound(Limits(_ALONE, self.seconds_left()))
        self.count(work)
        return moves + max(value, -prices.moved * may_stay)

    def _some_building_seats(
        self, capacities: Mapping[int, Capacity], people: Party, storeys: int
    ) -> bool:
        """Return whether so many storeys of one building seat all: those with most seats."""
        inside: dict[int, list[Capacity]] = {}
        for s, capacity in capacities.items():
            inside.setdefault(self.problem.storeys.building[s], []).append(capacity)
        for some in inside.values():
            largest = sorted(some, key=lambda capacity: -capacity.seats)[:storeys]
            rooms = [n for capacity in largest for n in capacity.rooms]
            if Capacity.of(rooms).fits(people.alone, people.sharing):
                return True
        return False

    def _storeys_alone(
        self, d: int, capacities: Mapping[int, Capacity], people: Party, needed: int
    ) -> list[StoreyAlone]:
        """Return the storeys of the status quo, and as many others as could be wanted.

        The others of a building are all taken to be as good as the best of them; as many as are
        needed of all storeys may lie in one building.
        """
        table = self.problem.storeys
        staying = self._staying(d)
        known = [
            StoreyAlone(capacities[s], table.building[s], table.site[s], staying[s])
            for s in capacities
            if staying.get(s)
        ]
        others: dict[int, list[int]] = {}
        for s in capacities:
            if not staying.get(s):
                others.setdefault(table.building[s], []).append(s)
        for building, storeys in others.items():
            best = self._best_of(capacities, building)
            copies = max(copies_needed(best, people, len(storeys)), min(needed, len(storeys)))
            known.append(StoreyAlone(best, building, table.site[storeys[0]], copies=copies))
        return known

    def _best_of(self, capacities: Mapping[int, Capacity], building: int) -> Capacity:
        """Return a capacity as good as any storey of a building, looked up once a party."""
        key = (id(capacities), building)
        if key not in self._best:
            table = self.problem.storeys
            inside = [c for s, c in capacities.items() if table.building[s] == building]
            self._best[key] = largest_of(inside)
        return self._best[key]

    def _staying(self, d: int) -> dict[int, int]:
        """Return how many who sat on a storey before could stay there, at most."""
        staying: dict[int, int] = {}
        if not (self.problem.has_ledger and self.problem.prices.moved):
            return staying
        for r, was in self.problem.departments[d].before:
            if self.problem.may_hold[d, r]:
                s = self.problem.offices.storey[r]
                by_people = stays_by_people(self.problem, d, was, self.problem.offices.seats[r])
                staying[s] = staying.get(s, 0) + max(by_people, default=0)
        return staying

    def _people(self, d: int) -> Party:
        return Party.of(self.problem, [d], share_own=self.problem.may_share_own)

    def stays(self, d: int) -> Stays:
        """Return where the department's people of the status quo could stay."""
        department = self.problem.departments[d]
        staying = self._staying(d)
        if not self.problem.has_ledger:
            return Stays()
        return Stays(
            storeys=tuple(staying),
            people=tuple(staying.values()),
            most=sum(map(min, department.before_people, department.kinds.people)),
            was=sum(department.before_people),
        )


def _one_seats_most(capacities: Mapping[int, Capacity], people: Party, unseated: int) -> bool:
    """Return whether one storey seats all but so many, whoever they are."""
    kinds = set(capacities.values())
    return any(
        capacity.fits(people.alone - alone, max(0, people.sharing - unseated + alone))
        for alone in range(min(unseated, people.alone) + 1)
        for capacity in kinds
    )


def _most_saved(savings: Sequence[tuple[float, int]], people: int) -> float:
    """Return the most that can be saved by leaving so many people out, given (points, people)."""
    total, left = 0.0, people
    for saved, each in sorted(savings, key=lambda pair: pair[0] / pair[1], reverse=True):
        if saved <= 0.0 or not left:
            break
        part = min(each, left)
        total, left = total + saved * part / each, left - part
    return total
