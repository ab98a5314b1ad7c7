"""What to free next, by rule: departments and storeys in the order of their use."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from random import Random

from spaceplan.allocate.plan.freed import holders_on
from spaceplan.allocate.plan.plan import Plan

#: How many times the budget an exchange of two departments may take.
_EXCHANGE = 4


@dataclass(frozen=True)
class Wish:
    """What a rule would free: departments, then storeys, the most wanted first.

    ``everybody``: with a storey, all who hold rooms there are freed as well. ``size``: how many
    times the budget it may take.
    """

    departments: Iterable[int]
    storeys: Iterable[int]
    everybody: bool = False
    size: int = 1


class Rules:
    """The rules by name; they draw at random."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.by_name: Mapping[str, Callable[[Plan], Wish]] = {
            "alone": self._alone,
            "pair": self._pair,
            "exchange": self._exchange,
            "settle": self._settle,
            "close": self._close,
            "visit": self._visit,
            "storeys": self._storeys,
        }

    def _department(self, plan: Plan) -> int:
        """Pick a department, the likelier the more of its cost may be avoidable."""
        prices = plan.problem.prices
        weights = [
            0.01
            + 0.05 * prices.storey
            + prices.storey * max(0, len(cost.storeys) - 1)
            + prices.zone * cost.zones
            + prices.building * cost.buildings
            + prices.site * cost.sites
            + prices.excess * cost.room_excess_dm2 / 100
            + 0.3 * prices.moved * cost.moved
            + 100 * min(3, cost.unseated)
            if plan.offices[d] or cost.unseated
            else 0.0
            for d, cost in enumerate(plan.costs)
        ]
        return self.random.choices(range(len(weights)), weights)[0] if any(weights) else 0

    def _alone(self, plan: Plan) -> Wish:
        """Wish for one department, on its storeys and others with vacant rooms."""
        d = self._department(plan)
        return Wish([d], [*self.own(plan, d), *self.roomy(plan, d)])

    def _pair(self, plan: Plan) -> Wish:
        """Wish for two departments that share a storey or work together."""
        d = self._department(plan)
        partners = {*holders_on(plan, plan.costs[d].storeys), *plan.evaluator.pairs[d]} - {d}
        e = self.random.choice(sorted(partners)) if partners else d
        storeys = _alternate(self.own(plan, d), self.own(plan, e))
        return Wish(dict.fromkeys([d, e]), [*storeys, *self.roomy(plan, d)])

    def _exchange(self, plan: Plan) -> Wish:
        """Wish for two departments on all their storeys, the second the likelier the larger it is.

        Who needs three storeys anyway may sit on the two largest, and keep another from them.
        """
        d = self._department(plan)
        people = [department.kinds.total**2 for department in plan.problem.departments]
        people[d] = 0
        e = self.random.choices(range(len(people)), people)[0] if any(people) else d
        storeys = [*self.own(plan, d), *self.own(plan, e)]
        return Wish(dict.fromkeys([d, e]), storeys, everybody=True, size=_EXCHANGE)

    def _settle(self, plan: Plan) -> Wish:
        """Wish to gather a department on one storey, and others there on their own main storeys."""
        d = self._department(plan)
        main = self._main_storeys(plan, d)
        if not main:
            return self._alone(plan)
        target = main[0] if self.random.random() < 0.7 else self.random.choice(main)
        others = [e for e in holders_on(plan, [target]) if e != d]
        self.random.shuffle(others)
        homes = [s for e in others[:4] for s in self._main_storeys(plan, e)[:1]]
        return Wish([d, *others[:4]], [target, *main, *homes, *self.roomy(plan, d)])

    def _close(self, plan: Plan) -> Wish:
        """Wish to empty a storey that few use: its users, their storeys, roomy ones."""
        people: dict[int, float] = {}
        for held in plan.offices:
            for r, occupancy in held.items():
                s = plan.problem.offices.storey[r]
                people[s] = people.get(s, 0.0) + sum(occupancy)
        if not people:
            return Wish([], [])
        s = next(self._drawn({s: 1.0 / (1.0 + n) for s, n in people.items()}))
        holders = holders_on(plan, [s])
        self.random.shuffle(holders)
        homes = [t for d in holders for t in self._main_storeys(plan, d)[:2]]
        return Wish(holders[:5], [s, *homes, *self.roomy(plan, holders[0])])

    def _visit(self, plan: Plan) -> Wish:
        """Wish to bring a department to one that it works with: both main storeys, all on them."""
        prices, geometry = plan.problem.prices, plan.evaluator.geometry
        hubs = [cost.hub for cost in plan.costs]
        pairs = {
            (d, e): people * geometry.walk(hubs[d], hubs[e])
            for d, others in enumerate(plan.evaluator.pairs)
            for e, people in others.items()
            if hubs[d] >= 0 and hubs[e] >= 0
        }
        if not prices.affinity or not any(pairs.values()):
            return self._alone(plan)
        d, e = self.random.choices(list(pairs), list(pairs.values()))[0]
        table = plan.problem.storeys
        home = self._main_storeys(plan, d)[0]
        there = self._main_storeys(plan, e)[0]
        near = [s for s in range(len(table.ids)) if table.building[s] == table.building[there]]
        near.sort(key=lambda s: (abs(table.numbers[s] - table.numbers[there]), s))
        others = [f for f in holders_on(plan, [self.random.choice(near[:4])]) if f not in (d, e)]
        self.random.shuffle(others)
        return Wish([d, e, *others[:3]], [there, home, *near[:5]])

    def _storeys(self, plan: Plan) -> Wish:
        """Wish for a storey with all who hold rooms there, and the storeys next to it."""
        table = plan.problem.storeys
        used = [s for s, users in enumerate(plan.users) if users]
        if not used:
            return Wish([], [])
        s = self.random.choice(used)
        same = [t for t in range(len(table.ids)) if table.building[t] == table.building[s]]
        same.sort(key=lambda t: (abs(table.numbers[t] - table.numbers[s]), self.random.random()))
        return Wish([], [s, *same], everybody=True)

    def own(self, plan: Plan, d: int) -> list[int]:
        """Return the storeys of a department in any order."""
        own = list(plan.costs[d].storeys)
        self.random.shuffle(own)
        return own

    @staticmethod
    def _main_storeys(plan: Plan, d: int) -> list[int]:
        """Return the department's storeys, those with most of its people first."""
        people: dict[int, int] = {}
        for r, occupancy in plan.offices[d].items():
            s = plan.problem.offices.storey[r]
            people[s] = people.get(s, 0) + sum(occupancy)
        return sorted(people, key=lambda s: (-people[s], s))

    def roomy(self, plan: Plan, d: int) -> Iterator[int]:
        """Yield storeys that a department may use, those with vacant seats rather."""
        seats: dict[int, float] = {}
        offices = plan.problem.offices
        here = {plan.problem.storeys.building[s] for s in plan.costs[d].storeys}
        for r in plan.problem.may_hold[d].nonzero()[0].tolist():
            if not plan.holders[r]:
                s = offices.storey[r]
                seats[s] = seats.get(s, 0.0) + offices.seats[r]
        for r, _ in plan.problem.departments[d].before:
            s = offices.storey[r]
            seats[s] = seats.get(s, 0.0) + 3.0
        for s in seats:
            if plan.problem.storeys.building[s] in here:
                seats[s] *= 3
        yield from self._drawn(seats)

    def _drawn(self, weights: dict[int, float]) -> Iterator[int]:
        """Draw without replacement, by weight."""
        yield from sorted(
            weights, key=lambda s: (-(self.random.random() ** (1 / max(weights[s], 1e-6))), s)
        )


def _alternate(first: list[int], second: list[int]) -> list[int]:
    """Return the items of two lists in turn."""
    width = max(len(first), len(second))
    return [items[i] for i in range(width) for items in (first, second) if i < len(items)]
