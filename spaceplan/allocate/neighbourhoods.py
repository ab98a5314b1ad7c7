"""Which storeys and departments to free next.

A rule names departments and storeys in the order of their use; what is freed is cut to a budget of
pairs (department, free room), which is what the model's size grows with.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from random import Random

from spaceplan.allocate.freed import holders_on
from spaceplan.allocate.gather import mending
from spaceplan.allocate.plan import Plan

#: Storeys and departments of one neighbourhood, at most.
_MOST_STOREYS = 12
_MOST_DEPARTMENTS = 16
#: Share of the neighbourhoods that are chosen to mend broken wishes, while there are any.
_MENDING = 0.7
MEND = "mend"
#: How many times the budget an exchange of two departments may take.
_EXCHANGE = 4


@dataclass(frozen=True)
class Choice:
    """A neighbourhood before it is freed, and the name of the rule that chose it."""

    rule: str
    storeys: tuple[int, ...]
    departments: tuple[int, ...]


@dataclass(frozen=True)
class _Wish:
    """What a rule would free: departments, then storeys, the most wanted first.

    ``everybody``: with a storey, all who hold rooms there are freed as well. ``size``: how many
    times the budget it may take.
    """

    departments: Iterable[int]
    storeys: Iterable[int]
    everybody: bool = False
    size: int = 1


class Chooser:
    """Chooses neighbourhoods, those rules more often that found something lately."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.rules: dict[str, Callable[[Plan], _Wish]] = {
            "alone": self._alone,
            "pair": self._pair,
            "exchange": self._exchange,
            "settle": self._settle,
            "close": self._close,
            "visit": self._visit,
            "storeys": self._storeys,
        }
        self.success = dict.fromkeys(self.rules, 100.0)
        self.work = dict.fromkeys(self.rules, 0.1)

    def learn(self, rule: str, gain: float, work: float) -> None:
        """Take note of what a rule's neighbourhood brought for its work."""
        if rule == MEND:
            return
        rate = min(gain, 200.0) / max(work, 0.02)
        self.success[rule] = 0.93 * self.success[rule] + 0.07 * rate
        self.work[rule] = 0.93 * self.work[rule] + 0.07 * work

    def choose(
        self,
        plan: Plan,
        budget: int,
        busy_departments: Collection[int] = (),
        busy_storeys: Collection[int] = (),
    ) -> Choice | None:
        """Return a neighbourhood within a budget of pairs; None if all that is wanted is busy."""
        if plan.broken and self.random.random() < _MENDING:
            return self._mend(plan, budget, busy_departments, busy_storeys)
        names = list(self.rules)
        floor = 0.08 * max(self.success.values()) + 1e-9
        weights = [max(floor, self.success[n]) / max(0.02, self.work[n]) for n in names]
        rule = self.random.choices(names, weights)[0]
        wish = self.rules[rule](plan)
        departments = [d for d in wish.departments if d not in busy_departments]
        if not departments and not wish.everybody:
            return None
        budget *= wish.size
        return self._within(plan, rule, wish, departments, budget, busy_departments, busy_storeys)

    def _mend(
        self, plan: Plan, budget: int, busy: Collection[int], busy_storeys: Collection[int]
    ) -> Choice | None:
        """Free departments whose hard wishes are broken, and all on a storey for them."""
        departments = mending(plan, self.random)
        if not departments or set(departments) & set(busy):
            return None
        own = [s for d in departments for s in self._own(plan, d)]
        wish = _Wish(departments, [*own, *self._roomy(plan, departments[0])], everybody=True)
        return self._within(plan, MEND, wish, departments, 4 * budget, busy, busy_storeys)

    def _within(
        self,
        plan: Plan,
        rule: str,
        wish: _Wish,
        departments: list[int],
        budget: int,
        busy_departments: Collection[int],
        busy_storeys: Collection[int],
    ) -> Choice | None:
        """Take storeys one after the other until the budget is spent."""
        storeys: list[int] = []
        chosen = set(departments[:_MOST_DEPARTMENTS])
        rooms = 0
        for s in wish.storeys:
            if s in storeys or s in busy_storeys:
                continue
            here = chosen
            if wish.everybody:
                here = chosen | (set(holders_on(plan, [s])) - set(busy_departments))
            usable = _usable(plan, s, here)
            pairs = (rooms + usable) * len(here)
            if not usable or (storeys and (pairs > budget or len(here) > _MOST_DEPARTMENTS)):
                continue
            storeys.append(s)
            chosen = here
            rooms += usable
            if len(storeys) >= _MOST_STOREYS or pairs > 0.8 * budget:
                break
        chosen |= self._waiting(plan, storeys, busy_departments)
        if not storeys or not chosen:
            return None
        return Choice(rule, tuple(storeys), tuple(sorted(chosen)))

    @staticmethod
    def _waiting(plan: Plan, storeys: list[int], busy: Collection[int]) -> set[int]:
        """Departments with people unseated who may hold rooms there."""
        waiting = [d for d, cost in enumerate(plan.costs) if cost.unseated and d not in busy]
        rooms = [r for s in storeys for r in plan.evaluator.geometry.on_storey[s]]
        return {d for d in waiting[:4] if plan.problem.may_hold[d, rooms].any()}

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

    def _alone(self, plan: Plan) -> _Wish:
        """Wish for one department, on its storeys and others with vacant rooms."""
        d = self._department(plan)
        return _Wish([d], [*self._own(plan, d), *self._roomy(plan, d)])

    def _pair(self, plan: Plan) -> _Wish:
        """Wish for two departments that share a storey or work together."""
        d = self._department(plan)
        partners = {*holders_on(plan, plan.costs[d].storeys), *plan.evaluator.pairs[d]} - {d}
        e = self.random.choice(sorted(partners)) if partners else d
        storeys = _alternate(self._own(plan, d), self._own(plan, e))
        return _Wish(dict.fromkeys([d, e]), [*storeys, *self._roomy(plan, d)])

    def _exchange(self, plan: Plan) -> _Wish:
        """Wish for two departments on all their storeys, the second the likelier the larger it is.

        Who needs three storeys anyway may sit on the two largest, and keep another from them.
        """
        d = self._department(plan)
        people = [department.kinds.total**2 for department in plan.problem.departments]
        people[d] = 0
        e = self.random.choices(range(len(people)), people)[0] if any(people) else d
        storeys = [*self._own(plan, d), *self._own(plan, e)]
        return _Wish(dict.fromkeys([d, e]), storeys, everybody=True, size=_EXCHANGE)

    def _settle(self, plan: Plan) -> _Wish:
        """Wish to gather a department on one storey, and others there on their own main storeys."""
        d = self._department(plan)
        main = self._main_storeys(plan, d)
        if not main:
            return self._alone(plan)
        target = main[0] if self.random.random() < 0.7 else self.random.choice(main)
        others = [e for e in holders_on(plan, [target]) if e != d]
        self.random.shuffle(others)
        homes = [s for e in others[:4] for s in self._main_storeys(plan, e)[:1]]
        return _Wish([d, *others[:4]], [target, *main, *homes, *self._roomy(plan, d)])

    def _close(self, plan: Plan) -> _Wish:
        """Wish to empty a storey that few use: its users, their storeys, roomy ones."""
        people: dict[int, float] = {}
        for held in plan.offices:
            for r, occupancy in held.items():
                s = plan.problem.offices.storey[r]
                people[s] = people.get(s, 0.0) + sum(occupancy)
        if not people:
            return _Wish([], [])
        s = next(self._drawn({s: 1.0 / (1.0 + n) for s, n in people.items()}))
        holders = holders_on(plan, [s])
        self.random.shuffle(holders)
        homes = [t for d in holders for t in self._main_storeys(plan, d)[:2]]
        return _Wish(holders[:5], [s, *homes, *self._roomy(plan, holders[0])])

    def _visit(self, plan: Plan) -> _Wish:
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
        return _Wish([d, e, *others[:3]], [there, home, *near[:5]])

    def _storeys(self, plan: Plan) -> _Wish:
        """Wish for a storey with all who hold rooms there, and the storeys next to it."""
        table = plan.problem.storeys
        used = [s for s, users in enumerate(plan.users) if users]
        if not used:
            return _Wish([], [])
        s = self.random.choice(used)
        same = [t for t in range(len(table.ids)) if table.building[t] == table.building[s]]
        same.sort(key=lambda t: (abs(table.numbers[t] - table.numbers[s]), self.random.random()))
        return _Wish([], [s, *same], everybody=True)

    def _own(self, plan: Plan, d: int) -> list[int]:
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

    def _roomy(self, plan: Plan, d: int) -> Iterator[int]:
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


def _usable(plan: Plan, s: int, departments: Collection[int]) -> int:
    """Count the rooms of a storey that are vacant or held by the departments."""
    seats, holders = plan.problem.offices.seats, plan.holders
    return sum(
        1
        for r in plan.evaluator.geometry.on_storey[s]
        if seats[r] and (not holders[r] or holders[r][0] in departments)
    )


def _alternate(first: list[int], second: list[int]) -> list[int]:
    """Return the items of two lists in turn."""
    width = max(len(first), len(second))
    return [items[i] for i in range(width) for items in (first, second) if i < len(items)]
