"""Moves groups of a plan in machine code, block by block; what it finds is priced exactly."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import inf
from random import Random

import numpy as np

from spaceplan.allocate.machine_code import Preparation
from spaceplan.allocate.plan.plan import Plan
from spaceplan.allocate.problem.evaluate import Evaluator
from spaceplan.allocate.problem.needs import ServiceAssigner
from spaceplan.allocate.search.anneal import Heat
from spaceplan.allocate.search.moves.arrays import (
    BEST,
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
from spaceplan.allocate.search.moves.scope import Scope, Scopes, scope_of
from spaceplan.allocate.search.moves.storey import storey_now, storey_place
from spaceplan.allocate.search.moves.tables import (
    Ground,
    Partners,
    allowed_of,
    known_of,
    offices_of,
    partners_of,
    sharers,
    state_of,
)
from spaceplan.allocate.search.moves.trial import Course, go_back, move_groups

#: Whether ``move_groups`` can be called without waiting for the compiler.
preparation = Preparation(
    move_groups, "from spaceplan.allocate.search.moves.mover import compile_now; compile_now()"
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
        self._whole: Written | None = None

    def write(self, plan: Plan, before: Written | None, *, elsewhere: bool) -> Written:
        """Write down what moves may touch and must know.

        Parameters
        ----------
        before
            What was written before; what still holds is taken from there.
        elsewhere
            Whether, in a large portfolio, other buildings have their turn.
        """
        if self.scopes.whole is not None:
            self._whole = self._whole or self._written(self.scopes.whole, plan, None)
            return self._whole
        if before is None or elsewhere:
            return self._written(scope_of(plan, self.scopes.next_area(plan)), plan, None)
        return self._written(scope_of(plan, before.scope.area), plan, before)

    def _written(self, scope: Scope, plan: Plan, before: Written | None) -> Written:
        partners = partners_of(scope, plan)
        if before is not None and (before.scope, before.partners) == (scope, partners):
            return before
        ground = before.ground if before else Ground(self.evaluator, scope.area)
        known = known_of(self.evaluator, scope, ground, self._allowed, partners)
        return Written(scope, partners, ground, known)


@dataclass(frozen=True, eq=False)
class Written:
    """What moves may touch and must know."""

    scope: Scope
    partners: Partners
    ground: Ground
    known: Known


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
        self._written: Written | None = None
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
        """Return the plan that moves have led to when it is time to stop, however good it is.

        In a large portfolio they stay within one part of it.
        """
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
        elsewhere = self.writer.scopes.whole is None and self._runs >= _RUNS
        if self._state is not None and self._of == (plan, plan.version) and not elsewhere:
            return
        self._of, self.base = (plan, plan.version), plan.copy()
        before, self._runs = self._written, 0 if elsewhere else self._runs
        self._written = written = self.writer.write(plan, before, elsewhere=elsewhere)
        if written is not before:
            self._trial, self._local = trial_of(written.known), local_of(written.known)
            self._place = storey_place(written.known)
        seed = self.random.getrandbits(63) + 1
        self._state = state = state_of(written.known, written.scope, plan, seed)
        self._now = storey_now(written.known, state)
        self._told, self._taken = state.tally.copy(), state.points[BEST]
        kept = plan.evaluator.wishes.coupled | sharers(plan)
        state.busy[[i for i, d in enumerate(written.scope.departments) if d in kept]] = 1
        go_back(written.known, state)

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
        if self.state.points[BEST] >= self._taken:
            return None
        self._taken = self.state.points[BEST]
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
    def known(self) -> Known:
        """What no move changes."""
        assert self._written is not None
        return self._written.known

    @property
    def scope(self) -> Scope:
        """What moves may touch."""
        assert self._written is not None
        return self._written.scope

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
        smallest=np.zeros((1, MOST_OFFICES), dtype=np.int64),
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
