"""Have others make way for departments without a seat that have less choice.

Where a plan goes on from what is there, a department that is tied to a few storeys finds them taken
by others who may sit anywhere. Their groups leave, and find offices at least cost when the plan is
built again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from spaceplan.allocate.first.construct import Constructor
from spaceplan.allocate.plan.plan import Plan
from spaceplan.allocate.problem.occupancy import Seater

#: Those who made way may have others make way so often.
_TURNS = 4


def make_way(plan: Plan, fewest: int, stopped: Callable[[], bool]) -> Plan:
    """Return a plan that seats more people since others made way, else the plan itself.

    Who made way and found nothing has others make way in turn.

    Parameters
    ----------
    fewest
        So many are left out in any plan.
    stopped
        Whether to stop at once: in a large portfolio each turn takes half a minute.
    """
    best = plan
    for _ in range(_TURNS):
        if stopped():
            break
        start = _Start(plan)
        if plan.unseated > fewest:
            for d in sorted(start.wanting(), key=lambda d: (start.choice[d], d)):
                start.seat(d)
        if start.offices == plan.offices:
            break
        parts = plan.evaluator, plan.assigner
        plan = Plan(*parts, Constructor(plan.problem, *parts, start.offices).build())
        best = min(best, plan, key=lambda one: one.value)
    return best


class _Start:
    """Offices from which groups are taken.

    Attributes
    ----------
    choice
        By department: seats of all offices that it may hold.
    """

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.problem = plan.problem
        self.offices = list(plan.offices)
        self.seater = Seater(plan.problem)
        self.choice: list[int] = (
            plan.problem.may_hold @ np.array(plan.problem.offices.seats)
        ).tolist()

    def wanting(self) -> Iterator[int]:
        """Yield departments without a seat for all; those that must lie in one place go there."""
        for d, cost in enumerate(self.plan.costs):
            if cost.unseated and d not in self.plan.evaluator.wishes.coupled:
                yield d

    def seat(self, d: int) -> None:
        """Seat all of a department, storey by storey, where groups with more choice make way."""
        people = list(self.problem.departments[d].kinds.people)
        for occupancy in self.offices[d].values():
            people = [left - there for left, there in zip(people, occupancy, strict=True)]
        given: list[int] = []
        for groups in self._storeys(d):
            for e, rooms in groups:
                if self.seater.fits(d, given, people):
                    break
                given += rooms
                if e >= 0:
                    self.offices[e] = {r: o for r, o in self.offices[e].items() if r not in rooms}
        self.offices[d] = {**self.offices[d], **self.seater.seat(d, given, people)}

    def _storeys(self, d: int) -> list[list[tuple[int, list[int]]]]:
        """Return who holds what that might be given to a department, by storey, −1: nobody.

        The storeys with most seats for it come first, on each vacant offices and small groups.
        """
        holder = {r: e for e, held in enumerate(self.offices) for r in held}
        storeys: dict[int, dict[int, list[int]]] = {}
        for r in self.problem.may_hold[d].nonzero()[0].tolist():
            e = holder.get(r, -1)
            if not self.problem.offices.shared[r] and (e < 0 or self._makes_way(e, d)):
                storeys.setdefault(self.problem.offices.storey[r], {}).setdefault(e, []).append(r)
        seats = {
            s: sum(self.problem.offices.seats[r] for rooms in groups.values() for r in rooms)
            for s, groups in storeys.items()
        }
        return [
            sorted(storeys[s].items(), key=lambda group: (group[0] >= 0, len(group[1]), group[0]))
            for s in sorted(storeys, key=lambda s: (-seats[s], s))
        ]

    def _makes_way(self, e: int, d: int) -> bool:
        """Whether a department asks for nothing of all its offices, and has more choice."""
        if e in self.plan.evaluator.wishes.coupled or self.problem.departments[e].locked:
            return False
        return self.choice[e] > self.choice[d]
