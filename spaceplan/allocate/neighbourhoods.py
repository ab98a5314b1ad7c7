"""Which storeys and departments to free next."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from random import Random

from spaceplan.allocate.freed import holders_on
from spaceplan.allocate.plan import Plan

#: Departments of one neighbourhood, at most.
_MOST_DEPARTMENTS = 16


@dataclass(frozen=True)
class Choice:
    """A neighbourhood before it is freed, and the name of the rule that chose it."""

    rule: str
    storeys: tuple[int, ...]
    departments: tuple[int, ...]


class Chooser:
    """Chooses neighbourhoods, those rules more often that found something lately."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.rules: dict[str, Callable[[Plan, frozenset[int]], Iterator[int]]] = {
            "gather": self._gather,
            "close": self._close,
            "next": self._next,
            "relate": self._relate,
        }
        self.success = dict.fromkeys(self.rules, 1.0)

    def learn(self, rule: str, gain: float, work: float) -> None:
        """Take note of what a rule's neighbourhood brought."""
        rate = min(gain, 200.0) / max(work, 0.05)
        self.success[rule] = 0.9 * self.success[rule] + 0.1 * rate

    def choose(
        self,
        plan: Plan,
        size: int,
        busy_departments: Collection[int] = (),
        busy_storeys: Collection[int] = (),
    ) -> Choice | None:
        """Return storeys of about ``size`` free rooms with their departments; None: all is busy."""
        names = list(self.rules)
        floor = 0.1 * max(self.success.values()) + 1e-9
        weights = [max(floor, self.success[name]) for name in names]
        rule = self.random.choices(names, weights)[0]
        blocked = frozenset(busy_storeys)
        storeys: list[int] = []
        departments: set[int] = set()
        rooms = 0
        for s in self.rules[rule](plan, blocked):
            if s in storeys or s in blocked:
                continue
            here = set(holders_on(plan, [s])) - set(busy_departments)
            usable = self._usable(plan, s, here)
            if not usable:
                continue
            if storeys and (
                rooms + usable > 1.3 * size or len(departments | here) > _MOST_DEPARTMENTS
            ):
                continue
            storeys.append(s)
            departments |= here
            rooms += usable
            if rooms >= size:
                break
        departments |= self._waiting(plan, storeys, busy_departments)
        if not storeys or not departments:
            return None
        return Choice(rule, tuple(storeys), tuple(sorted(departments)))

    @staticmethod
    def _usable(plan: Plan, s: int, departments: Collection[int]) -> int:
        return sum(
            1
            for r in plan.evaluator.geometry.on_storey[s]
            if plan.problem.offices.seats[r]
            and (not plan.holders[r] or plan.holders[r][0] in departments)
        )

    @staticmethod
    def _waiting(plan: Plan, storeys: list[int], busy: Collection[int]) -> set[int]:
        """Departments with people unseated who may hold rooms there."""
        rooms = [r for s in storeys for r in plan.evaluator.geometry.on_storey[s]]
        return {
            d
            for d, cost in enumerate(plan.costs)
            if cost.unseated and d not in busy and plan.problem.may_hold[d, rooms].any()
        }

    def _department(self, plan: Plan) -> int:
        """Pick a department, the likelier the more of its cost may be avoidable."""
        prices = plan.problem.prices
        weights = [
            1e-3
            + 1e-4 * prices.storey
            + prices.storey * max(0, len(cost.storeys) - 1)
            + prices.zone * cost.zones
            + prices.building * cost.buildings
            + prices.site * cost.sites
            + prices.excess * cost.excess_dm2 / 100
            + prices.moved * cost.moved / 4
            + 100 * min(3, cost.unseated)
            for cost in plan.costs
        ]
        return self.random.choices(range(len(weights)), weights)[0]

    def _gather(self, plan: Plan, blocked: frozenset[int]) -> Iterator[int]:
        """Yield storeys of one department, then roomy ones, in its buildings first."""
        d = self._department(plan)
        own = list(plan.costs[d].storeys)
        self.random.shuffle(own)
        yield from own[:3]
        before = [plan.problem.offices.storey[r] for r, _ in plan.problem.departments[d].before]
        if before and self.random.random() < 0.5:
            yield self.random.choice(before)
        yield from self._roomy(plan, d, blocked)

    def _roomy(self, plan: Plan, d: int, blocked: frozenset[int]) -> Iterator[int]:
        """Yield storeys that a department may use, those with vacant seats rather."""
        seats: dict[int, float] = {}
        offices = plan.problem.offices
        here = {plan.problem.storeys.building[s] for s in plan.costs[d].storeys}
        for r in plan.problem.may_hold[d].nonzero()[0].tolist():
            s = offices.storey[r]
            if s not in blocked:
                vacant = offices.seats[r] if not plan.holders[r] else 0.1
                seats[s] = seats.get(s, 0.0) + vacant
        for s in seats:
            if plan.problem.storeys.building[s] in here:
                seats[s] *= 3
        yield from self._drawn(seats)

    def _drawn(self, weights: dict[int, float]) -> Iterator[int]:
        """Draw without replacement, by weight."""
        keyed = sorted(
            weights, key=lambda s: (-(self.random.random() ** (1 / max(weights[s], 1e-6))), s)
        )
        yield from keyed

    def _close(self, plan: Plan, blocked: frozenset[int]) -> Iterator[int]:
        """Yield a storey that few use, then other storeys of its users, then roomy ones."""
        people: dict[int, int] = {}
        for held in plan.offices:
            for r, occupancy in held.items():
                s = plan.problem.offices.storey[r]
                people[s] = people.get(s, 0) + sum(occupancy)
        if not people:
            return
        s = next(self._drawn({s: 1.0 / (1 + n) for s, n in people.items() if s not in blocked}), -1)
        if s < 0:
            return
        yield s
        holders = holders_on(plan, [s])
        others = {t: 1.0 for d in holders for t in plan.costs[d].storeys if t != s}
        yield from list(self._drawn(others))[:2]
        if holders:
            yield from self._roomy(plan, self.random.choice(holders), blocked)

    def _next(self, plan: Plan, blocked: frozenset[int]) -> Iterator[int]:
        """Yield a storey and those of its building, the nearest in number first."""
        table = plan.problem.storeys
        used = [s for s, users in enumerate(plan.users) if users and s not in blocked]
        if not used:
            return
        s = self.random.choice(used)
        yield s
        same = [t for t in range(len(table.ids)) if table.building[t] == table.building[s]]
        same.sort(key=lambda t: (abs(table.numbers[t] - table.numbers[s]), self.random.random()))
        yield from same

    def _relate(self, plan: Plan, blocked: frozenset[int]) -> Iterator[int]:
        """Yield the storeys of two departments that work together, and roomy ones for the first."""
        d = self._department(plan)
        related = list(plan.evaluator.pairs[d])
        yield from plan.costs[d].storeys[:2]
        if related:
            e = self.random.choice(related)
            yield from plan.costs[e].storeys[:2]
        yield from self._roomy(plan, d, blocked)
