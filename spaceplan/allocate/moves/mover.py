"""Moves groups of a plan in machine code, block by block; what it finds is priced exactly."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import inf
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
from spaceplan.allocate.moves.scope import Scope, Scopes, scope_of
from spaceplan.allocate.moves.storey import storey_now, storey_place
from spaceplan.allocate.moves.tables import allowed_of, known_of, offices_of, sharers, state_of
from spaceplan.allocate.moves.trial import Course, go_back, move_groups
from spaceplan.allocate.needs import ServiceAssigner
from spaceplan.allocate.plan import Plan

#: Whether ``move_groups`` can be called without waiting for the compiler.
preparation = Preparation(
    move_groups, "from spaceplan.allocate.moves.mover import compile_now; compile_now()"
)
#: Steps of annealing, and draws, of one block: a twentieth of a second or so.
_STEPS, _DRAWS = 400_000, 1000
#: So many runs are made in one part of a large portfolio, then others have their turn.
_RUNS = 40
#: Work of a draw, about seconds.
_WORK_A_DRAW = 0.00002


class Writer:
    """Writes plans of one problem down for compiled moves; shared by all that move groups.

    Attributes
    ----------
    scopes
        Where moves are made.
    """

    def __init__(self, evaluator: Evaluator, assigner: ServiceAssigner, random: Random) -> None:
        self.evaluator = evaluator
        self.scopes = Scopes(evaluator.problem, evaluator.geometry, random)
        self._allowed = allowed_of(evaluator, assigner)
        self._whole: Known | None = None

    def write(self, plan: Plan, buildings: Sequence[int]) -> tuple[Scope, Known]:
        """Return what moves may touch, in some buildings of a large portfolio, and know of it."""
        whole = self.scopes.whole
        if whole is None:
            scope = scope_of(plan, buildings)
            return scope, known_of(self.evaluator, scope, self._allowed, plan)
        self._whole = self._whole or known_of(self.evaluator, whole, self._allowed, plan)
        return whole, self._whole


class GroupMover:
    """Moves groups of plans of one problem.

    Parameters
    ----------
    count_steps, count_work
        Called with the steps of annealing done, and with other work.

    Attributes
    ----------
    base
        The best plan that moves led to, as it was then, or the one they began from.
    """

    base: Plan
    scope: Scope
    known: Known

    def __init__(
        self,
        writer: Writer,
        random: Random,
        count_steps: Callable[[int], None],
        count_work: Callable[[float], None],
    ) -> None:
        self.writer = writer
        self.random = random
        self.count_steps = count_steps
        self.count_work = count_work
        self._buildings: list[int] = []
        self._runs = 0
        self._of: tuple[object, ...] = ()
        self._state: State | None = None
        self.counts = {"drawn": 0, "seated": 0, "annealed": 0, "accepted": 0, "better": 0}

    def improve(self, plan: Plan, heat: Heat, wander: tuple[float, float]) -> Plan:
        """Try moves for a while; return the best plan they lead to, or the plan itself.

        See ``run``.
        """
        self.prepare(plan)
        self.run(heat, wander)
        return self.take() or plan

    def shake(self, plan: Plan, heat: Heat, wander: float, stopped: Callable[[], bool]) -> Plan:
        """Return the plan that moves have led to when it is time to stop, however good it is."""
        self.prepare(plan)
        while not stopped():
            self.run(heat, (wander, inf))
            self._count()
        state = self.state
        state.best_holder[:], state.best_people[:] = state.holder, state.people
        self._of = ()
        shaken = self.base.copy()
        shaken.apply(shaken.propose(offices_of(state, self.scope, shaken)))
        return shaken

    def prepare(self, plan: Plan) -> None:
        """Go on from a plan: where the last moves ended, if it is still the one they led to.

        That may be a little worse than the plan. In a large portfolio other buildings have their
        turn now and then.
        """
        scopes = self.writer.scopes
        elsewhere = scopes.whole is None and self._runs >= _RUNS
        if self._state is not None and self._of == (plan, plan.version) and not elsewhere:
            return
        if scopes.whole is None and (elsewhere or not self._buildings):
            self._buildings, self._runs = scopes.next_buildings(), 0
        self._of, self.base = (plan, plan.version), plan.copy()
        known = self._state and self.known
        self.scope, self.known = self.writer.write(plan, self._buildings)
        if self.known is not known:
            self._trial, self._local = trial_of(self.known), local_of(self.known)
            self._place = storey_place(self.known)
        self._state = state = state_of(
            self.known, self.scope, plan, self.random.getrandbits(63) + 1
        )
        self._now = storey_now(self.known, state)
        self._told = state.tally.copy()
        kept = plan.evaluator.wishes.coupled | sharers(plan)
        state.busy[[i for i, d in enumerate(self.scope.departments) if d in kept]] = 1
        go_back(self.known, state)

    def run(self, heat: Heat, wander: tuple[float, float]) -> None:
        """Try moves for a while; nothing else of this is used meanwhile, so a thread may do it.

        Parameters
        ----------
        heat
            How the storeys of a move are annealed.
        wander
            Points by which a plan may be worse than the one before, about (below 0: by which it
            must be better), and than the best one.
        """
        self._runs += 1
        move_groups(
            self.known,
            self.state,
            self._trial,
            self._local,
            self._place,
            self._now,
            Course(heat.steps, heat.hot, heat.cold, *wander),
            _STEPS,
            _DRAWS,
        )

    def take(self) -> Plan | None:
        """Count what was done; return the plan it led to, if that is better in all that counts."""
        self._count()
        offices = offices_of(self.state, self.scope, self.base)
        if not offices:
            return None
        better = self.base.copy()
        if not better.apply_if_better(better.propose(offices)):
            self._of = ()  # service rooms are out of reach: begin again from the plan
            return None
        self.counts["better"] += 1
        self._of, self.base = (better, better.version), better.copy()
        return better

    def _count(self) -> None:
        """Count what was done since the last time."""
        done = (self.state.tally - self._told).tolist()
        self._told = self.state.tally.copy()
        self.count_steps(done[STEPS])
        self.count_work(_WORK_A_DRAW * done[DRAWN])
        for name, number in zip(
            ("drawn", "seated", "annealed", "accepted"), done[1:], strict=False
        ):
            self.counts[name] += number

    @property
    def state(self) -> State:
        """The plan as moves have made it."""
        assert self._state is not None
        return self._state


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
        outside=np.zeros((1, 1)),
        prices=np.zeros(8),
    )
    state = empty_state(known, seed=1)
    go_back(known, state)
    course = Course(steps=1, hot=1.0, cold=1.0, wander=0.0, far=0.0)
    place, now = storey_place(known), storey_now(known, state)
    move_groups(known, state, trial_of(known), local_of(known), place, now, course, 0, 0)
