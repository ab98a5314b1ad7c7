"""Moves groups of a plan in machine code, block by block; what it finds is priced exactly."""

from __future__ import annotations

from collections.abc import Callable, Collection
from random import Random

import numpy as np

from spaceplan.allocate.anneal import Heat
from spaceplan.allocate.evaluate import Evaluator
from spaceplan.allocate.machine_code import Preparation
from spaceplan.allocate.moves.arrays import (
    DRAWN,
    MOST_OFFICES,
    NOBODY,
    STEPS,
    Known,
    State,
    empty_state,
    local_of,
    trial_of,
)
from spaceplan.allocate.moves.storey import storey_now, storey_place
from spaceplan.allocate.moves.tables import known_of, offices_of, sharers, state_of
from spaceplan.allocate.moves.trial import Course, go_back, move_groups
from spaceplan.allocate.needs import ServiceAssigner
from spaceplan.allocate.plan import Plan

#: Whether ``move_groups`` can be called without waiting for the compiler.
preparation = Preparation(
    move_groups, "from spaceplan.allocate.moves.mover import compile_now; compile_now()"
)
#: Steps of annealing, and draws, of one block: a twentieth of a second or so.
_STEPS, _DRAWS = 400_000, 1000
#: Work of a draw, about seconds.
_WORK_A_DRAW = 0.00002


class GroupMover:
    """Moves groups of plans of one problem.

    Parameters
    ----------
    count_steps, count_work
        Called with the steps of annealing done, and with other work.
    """

    def __init__(
        self,
        evaluator: Evaluator,
        assigner: ServiceAssigner,
        random: Random,
        count_steps: Callable[[int], None],
        count_work: Callable[[float], None],
    ) -> None:
        self.random = random
        self.count_steps = count_steps
        self.count_work = count_work
        self.known = known_of(evaluator, assigner)
        self._trial, self._local = trial_of(self.known), local_of(self.known)
        self._place = storey_place(self.known)
        self._of: tuple[object, ...] = ()
        self._untouched: tuple[frozenset[int], ...] = ()
        self._tied: frozenset[int] = frozenset()
        self.state: State | None = None
        self.counts = {"drawn": 0, "seated": 0, "annealed": 0, "accepted": 0, "better": 0}

    def improve(
        self,
        plan: Plan,
        heat: Heat,
        wander: tuple[float, float],
        busy: Collection[int] = (),
        closed: Collection[int] = (),
    ) -> Plan:
        """Try moves for a while; return the best plan they lead to, or the plan itself.

        It goes on where the last call ended, a little worse than the plan perhaps.

        Parameters
        ----------
        heat
            How the storeys of a move are annealed.
        wander
            Points by which a plan may be worse than the one before, about, and than the best one.
        busy, closed
            Departments and storeys that must not be touched.
        """
        state = self._state_for(plan, frozenset(busy), frozenset(closed))
        before = state.tally.copy()
        move_groups(
            self.known,
            state,
            self._trial,
            self._local,
            self._place,
            self._now,
            Course(heat.steps, heat.hot, heat.cold, *wander),
            _STEPS,
            _DRAWS,
        )
        done = (state.tally - before).tolist()
        self.count_steps(done[STEPS])
        self.count_work(_WORK_A_DRAW * done[DRAWN])
        for name, number in zip(
            ("drawn", "seated", "annealed", "accepted"), done[1:], strict=False
        ):
            self.counts[name] += number
        return self._taken(plan, state)

    def _state_for(self, plan: Plan, busy: frozenset[int], closed: frozenset[int]) -> State:
        """Return the state that goes on from a plan; it goes back to it where others are busy."""
        of, touched = (plan, plan.version), (busy, closed)
        if self.state is None or self._of != of:
            self.state = state_of(self.known, plan, self.random.getrandbits(63) + 1)
            self._now = storey_now(self.known, self.state)
            self._tied = plan.evaluator.wishes.coupled | sharers(plan)
        elif self._untouched == touched:
            return self.state
        self._of, self._untouched = of, touched
        go_back(self.known, self.state)
        for flags, numbers in ((self.state.busy, busy | self._tied), (self.state.closed, closed)):
            flags[:] = 0
            flags[list(numbers)] = 1
        return self.state

    def _taken(self, plan: Plan, state: State) -> Plan:
        """Return the plan with what is better, if it is better in all that is counted."""
        offices = offices_of(state, plan)
        if not offices:
            return plan
        trial = plan.copy()
        if not trial.apply_if_better(plan.propose(offices)):
            self._of = ()  # service rooms are out of reach: begin again from the plan
            return plan
        self.counts["better"] += 1
        self._of = (trial, trial.version)
        return trial


def compile_now() -> None:
    """Call the loops once, for nothing."""
    known = Known(
        room=np.zeros((1, 5), dtype=np.int64),
        on_storey=np.full((1, MOST_OFFICES), NOBODY, dtype=np.int64),
        along=np.full((1, MOST_OFFICES), NOBODY, dtype=np.int64),
        reach_on=np.zeros((1, MOST_OFFICES), dtype=np.uint64),
        may=np.zeros((1, 1), dtype=np.uint8),
        allowed=np.zeros((1, 1), dtype=np.uint8),
        quota=np.zeros((1, 1), dtype=np.int64),
        own=np.zeros((1, 1), dtype=np.uint8),
        alone_first=np.full((1, 1), NOBODY, dtype=np.int64),
        sharing_first=np.full((1, 1), NOBODY, dtype=np.int64),
        department=np.zeros((1, 3), dtype=np.int64),
        storey=np.zeros((1, 3), dtype=np.int64),
        was_row=np.full((1, 1), NOBODY, dtype=np.int32),
        was=np.zeros((1, 1), dtype=np.int64),
        was_on=np.zeros((1, 1), dtype=np.int64),
        walks=np.zeros((1, 1), dtype=np.int32),
        between=np.zeros((1, 1), dtype=np.int64),
        opened=np.zeros(1),
        pair_first=np.zeros(2, dtype=np.int64),
        pair=np.zeros((1, 2), dtype=np.int64),
        prices=np.zeros(8),
    )
    state = empty_state(known, seed=1)
    go_back(known, state)
    course = Course(steps=1, hot=1.0, cold=1.0, wander=0.0, far=0.0)
    place, now = storey_place(known), storey_now(known, state)
    move_groups(known, state, trial_of(known), local_of(known), place, now, course, 0, 0)
