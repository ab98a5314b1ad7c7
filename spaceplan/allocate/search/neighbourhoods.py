"""Which storeys and departments to free next.

A rule (``neighbourhood_rules``) names departments and storeys in the order of their use; what is
freed is cut to a budget of pairs (department, free room): the model's size grows with them.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from random import Random

from spaceplan.allocate.first.gather import mending
from spaceplan.allocate.plan.freed import holders_on
from spaceplan.allocate.plan.plan import Plan
from spaceplan.allocate.search.neighbourhood_rules import Rules, Wish

#: Storeys and departments of one neighbourhood, at most.
_MOST_STOREYS = 12
_MOST_DEPARTMENTS = 16
#: Share of the neighbourhoods that are chosen to mend broken wishes, while there are any.
_MENDING = 0.7
MEND = "mend"


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
        self.rules = Rules(random)
        self.success = dict.fromkeys(self.rules.by_name, 100.0)
        self.work = dict.fromkeys(self.rules.by_name, 0.1)

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
        names = list(self.rules.by_name)
        floor = 0.08 * max(self.success.values()) + 1e-9
        weights = [max(floor, self.success[n]) / max(0.02, self.work[n]) for n in names]
        rule = self.random.choices(names, weights)[0]
        wish = self.rules.by_name[rule](plan)
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
        own = [s for d in departments for s in self.rules.own(plan, d)]
        wish = Wish(departments, [*own, *self.rules.roomy(plan, departments[0])], everybody=True)
        return self._within(plan, MEND, wish, departments, 4 * budget, busy, busy_storeys)

    def _within(
        self,
        plan: Plan,
        rule: str,
        wish: Wish,
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


def _usable(plan: Plan, s: int, departments: Collection[int]) -> int:
    """Count the rooms of a storey that are vacant or held by the departments."""
    seats, holders = plan.problem.offices.seats, plan.holders
    return sum(
        1
        for r in plan.evaluator.geometry.on_storey[s]
        if seats[r] and (not holders[r] or holders[r][0] in departments)
    )
