"""Move groups of a plan for a while: in machine code where that knows all that is asked, or Python.

Machine code may run in other threads too, each from the plan as it was then. What becomes better
there is brought into the plan as it is now, unless the same departments or rooms have changed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from concurrent.futures import Executor, Future
from math import log
from random import Random
from typing import TYPE_CHECKING

from spaceplan.allocate.clock import Clock, Part
from spaceplan.allocate.plan.plan import Plan
from spaceplan.allocate.search.anneal import Annealer, Heat
from spaceplan.allocate.search.blocks import Mover
from spaceplan.allocate.search.moves.tables import can_be_written
from spaceplan.allocate.search.threshold import Threshold

if TYPE_CHECKING:
    from spaceplan.allocate.search.moves.mover import GroupMover

#: Work of one turn, about seconds.
TURN = 0.1
#: How much worse than the best plan one may be from which moves go on, points: machine code tries
#: many more of them.
_FAR, _FAR_COMPILED = 15.0, 30.0
#: So many times the threshold is what chance allows at most, in Python.
_MOST_CHANCE = 4.0
#: How much worse a move may make a plan that is shaken, points, about.
_SHAKING = 48.0


class Moving:
    """Moves groups of plans of one problem.

    Parameters
    ----------
    plan
        One of the plans.
    heat
        How the storeys of a move are annealed.
    wait
        Whether to wait for the compiler, the first time on a machine.
    """

    def __init__(
        self,
        plan: Plan,
        clock: Clock,
        random: Random,
        annealer: Annealer,
        heat: Heat,
        *,
        wait: bool,
    ) -> None:
        self.clock = clock
        self.random = random
        self.heat = heat
        self.threshold = Threshold(clock)
        self._mover = Mover(annealer, random, heat, clock.count_work)
        self._wait = wait
        self.can_be_written = can_be_written(plan.evaluator)
        self._here: GroupMover | None = None
        self._idle: list[GroupMover] = []
        self._beside: dict[Future[None], GroupMover] = {}
        self._wander = (plan, plan, plan.version)

    def turn(self, plan: Plan, busy: Collection[int], storeys: Collection[int]) -> Plan:
        """Move groups for a while; return the best plan they lead to, or the plan itself.

        Parameters
        ----------
        busy, storeys
            Departments and storeys that others are at work on: Python leaves them alone.
        """
        end = self.clock.work + TURN
        here = self._compiled(plan)
        if here is None:
            return self._in_python(plan, end, busy, storeys)
        while self.clock.work < end and not self.clock.stopped():
            plan = here.improve(plan, self.heat, (self.threshold.points, _FAR_COMPILED))
        return plan

    def begin(self, pool: Executor, plan: Plan) -> bool:
        """Have another thread move groups for a while; return whether that can be."""
        if (here := self._compiled(plan)) is None:
            return False
        mover = self._idle.pop() if self._idle else self._twin(here)
        mover.prepare(plan)
        wander = (self.threshold.points, _FAR_COMPILED)
        self._beside[pool.submit(mover.run, self.heat, wander)] = mover
        return True

    def shaken(self, plan: Plan, time: float) -> Plan:
        """Return another plan, made by moves for a while, about as good, or the plan itself.

        Python is too slow for that.
        """
        if (here := self._compiled(plan)) is None:
            return plan
        return here.shake(plan, self.heat, _SHAKING, Part(self.clock, time).stopped)

    def make_ready(self, plan: Plan) -> None:
        """Load what moves groups in machine code, which takes a second."""
        self._compiled(plan)

    @property
    def is_compiled(self) -> bool:
        """Whether moves are made in machine code by now."""
        return self._here is not None

    @property
    def beside(self) -> int:
        """How many other threads move groups."""
        return len(self._beside)

    def ended(self) -> Iterator[tuple[Plan, Plan | None]]:
        """Yield for each thread that ended where it began, and the better plan if there is one."""
        for future in [future for future in self._beside if future.done()]:
            future.result()
            mover = self._beside.pop(future)
            self._idle.append(mover)
            base = mover.base
            yield base, mover.take()

    def _compiled(self, plan: Plan) -> GroupMover | None:
        """Return what moves groups in machine code, as soon as it can be."""
        if self._here is None and self.can_be_written:
            from spaceplan.allocate.search.moves.mover import (  # the compiler
                GroupMover,
                Writer,
                preparation,
            )

            if preparation.ready(wait=self._wait):
                writer = Writer(plan.evaluator, plan.assigner, self.random)
                count = self.clock.count_steps, self.clock.count_work
                self._here = GroupMover(writer, self.random, *count)
        return self._here

    def _twin(self, here: GroupMover) -> GroupMover:
        from spaceplan.allocate.search.moves.mover import GroupMover

        return GroupMover(here.writer, self.random, here.count_steps, here.count_work)

    def _in_python(
        self, plan: Plan, end: float, busy: Collection[int], storeys: Collection[int]
    ) -> Plan:
        """Move groups one move at a time, from the plan or from one a little worse."""
        heat = self.threshold.points
        wandering = heat > 0.0 and not (busy or storeys)
        at, best = self._wandering(plan) if wandering else plan, plan
        while self.clock.work < end and not self.clock.stopped():
            slack = min(heat, 0.0)
            if wandering:
                slack = heat * min(-log(self.random.random() + 1e-12), _MOST_CHANCE)
            at = self._mover.improve(at, busy, storeys, slack=slack)
            if at.value < best.value:
                best = at
        self._wander = (at, best, best.version)
        return best

    def _wandering(self, plan: Plan) -> Plan:
        """Return the plan to move groups of: the best, or one near it that led from it."""
        at, best, version = self._wander
        if best is not plan or version != best.version:
            return plan
        near = at.unplaced == best.unplaced and at.cost < best.cost + _FAR
        return at if near else best


def merged(plan: Plan, base: Plan, better: Plan) -> Plan | None:
    """Return a plan with what became better since ``base``; None: it has changed there, or worse.

    Offices of departments are replaced where they change, never altered.
    """
    changed = {d: held for d, held in enumerate(better.offices) if held is not base.offices[d]}
    for d, held in changed.items():
        if plan.offices[d] is not base.offices[d]:
            return None
        for r in held.keys() - base.offices[d].keys():
            if any(e not in changed for e in plan.holders[r]):
                return None
    trial = plan.copy()
    return trial if trial.apply_if_better(trial.propose(changed)) else None
