"""Improve a plan: free a neighbourhood, solve it again on counts, lay it out, keep it if better.

The current plan is the best one or a little worse (``record``). Neighbourhoods that touch neither
the same storeys nor the same departments are solved side by side.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from math import log
from random import Random
from typing import TYPE_CHECKING

from spaceplan.allocate.anneal import Annealer, Heat
from spaceplan.allocate.blocks import Mover
from spaceplan.allocate.clock import Clock
from spaceplan.allocate.doubling import share_rooms
from spaceplan.allocate.freed import Freed, free, holders_on
from spaceplan.allocate.layout import Layout
from spaceplan.allocate.moves.tables import can_be_written
from spaceplan.allocate.neighbourhoods import Choice, Chooser
from spaceplan.allocate.ortools_models.limits import Limits
from spaceplan.allocate.ortools_models.storeys_model import Solved, StoreysModel
from spaceplan.allocate.plan import Plan
from spaceplan.allocate.pull import pulls
from spaceplan.allocate.record import Record
from spaceplan.allocate.shares import rooms_of_shares, shares_of

if TYPE_CHECKING:
    from spaceplan.allocate.moves.mover import GroupMover

#: Pairs (department, free room) of a neighbourhood: to begin with, at least, at most.
_SIZE, _SMALLEST, _LARGEST = 300, 100, 2000
#: Deterministic time for one neighbourhood, about seconds: at least, and for each pair.
_WORK, _WORK_A_PAIR = 0.1, 0.0005
#: Work that choosing and modelling a neighbourhood count for, about seconds.
_WORK_A_TRY = 0.01
#: A new solution that costs so much more before it is annealed (points) is given up.
_HOPELESS = 60.0
#: Work of one turn of either kind, about seconds.
_WORK_A_TURN = {"models": 0.1, "moves": 0.1}
#: How much worse a plan may become by one move of groups, points, about: at the beginning; less and
#: less towards the end. And how much worse than the best one in all.
_WANDER, _FAR = 2.0, 15.0
#: The same where moves are compiled, which try many more of them.
_FAR_COMPILED = 30.0
#: How the rooms of a storey are annealed: at once after each solution, and once more if it is kept.
_QUICK = Heat(steps=8000, hot=1.5, cold=0.15)
_LONG = Heat(steps=60000, hot=3.0, cold=0.15)


@dataclass(frozen=True)
class _Job:
    choice: Choice
    freed: Freed
    model: StoreysModel
    seed: int


class Improver:
    """Improves a plan until the clock says stop.

    Parameters
    ----------
    found
        Called with every plan that is better than all before.
    """

    def __init__(self, plan: Plan, clock: Clock, found: Callable[[Plan], None]) -> None:
        self.plan = plan
        self.clock = clock
        self.record = Record(plan, clock, found)
        self.random = Random(clock.options.seed)
        self.chooser = Chooser(self.random)
        self.repeat = clock.options.workers == 1 or clock.options.work_limit is not None
        self.annealer = Annealer(self.random, clock.count_steps, clock.stopped, wait=self.repeat)
        self.size = float(_SIZE)
        self.jobs: dict[Future[Solved], _Job] = {}
        self.fresh: list[int] = [s for s, users in enumerate(plan.users) if users]
        self.mover = Mover(self.annealer, self.random, _QUICK, clock.count_work)
        self._groups: GroupMover | None = None
        self.wander = (plan, plan, plan.version)
        self.rates = dict.fromkeys(_WORK_A_TURN, 100.0)
        self.counts = {"moved": 0, "solved": 0, "better": 0, "proven": 0, "laid out": 0}

    def run(self, beside: Callable[[], bool]) -> None:
        """Improve until the clock says stop; ``beside`` goes on beside it while it returns True.

        Where there is nothing to improve, ``beside`` is all that is run.
        """
        if not self.plan.problem.people:
            self._all_of(beside)
        elif self.clock.options.workers == 1:
            self._run_alone(beside)
        else:
            self._run_together(self.clock.options.workers, beside)

    def warm_up(self, work: float) -> Plan:
        """Move groups for so much work; return the best plan."""
        end = self.clock.work + work
        while self.plan.problem.people and self.clock.work < end and not self.clock.stopped():
            self._move()
        return self.record.best

    def _all_of(self, beside: Callable[[], bool]) -> None:
        while beside() and not self.clock.stopped():
            pass

    def _run_alone(self, beside: Callable[[], bool]) -> None:
        more = beside()
        while not self.clock.stopped():
            more = more and beside()
            self._take_turn()

    def _take_turn(self) -> None:
        """Solve one neighbourhood, or move groups for a while; then anneal a storey."""
        if not self.record.allows(self.plan):
            self._go_back()
        if self._turn() == "models":
            job = self._next_job()
            if job is not None:
                self._finish(job, self._solve(job))
        else:
            self._move()
        self._lay_out_one()

    def _go_back(self) -> None:
        """Go on from the best plan: what is being solved was asked of another one."""
        for job in self.jobs.values():
            job.model.stop()
        self.jobs.clear()
        self.plan = self.record.best.copy()

    def _run_together(self, workers: int, beside: Callable[[], bool]) -> None:
        """Take turns here, keep ``beside`` going, and have other threads solve neighbourhoods.

        Moves and annealings are Python and cannot use more than one core.
        """
        with ThreadPoolExecutor(workers) as pool:
            once = pool.submit(self._all_of, beside)
            try:
                while not self.clock.stopped():
                    self._fill(pool, workers - 1 - (not once.done()))
                    self._take_turn()
                    for future in [future for future in self.jobs if future.done()]:
                        self._finish(self.jobs.pop(future), future.result())
            finally:
                pool.shutdown(wait=False, cancel_futures=True)
                for job in self.jobs.values():
                    job.model.stop()
        once.result()

    def _fill(self, pool: ThreadPoolExecutor, most: int) -> None:
        """Keep ``most`` neighbourhoods being solved."""
        while len(self.jobs) < most and (job := self._next_job()) is not None:
            self.jobs[pool.submit(self._solve, job)] = job

    def _turn(self) -> str:
        """Choose between models and moves: whichever gained more for its work lately, mostly."""
        names = list(self.rates)
        floor = 0.15 * max(self.rates.values()) + 1e-9
        weights = [max(floor, self.rates[name]) / _WORK_A_TURN[name] for name in names]
        return self.random.choices(names, weights)[0]

    def _learn(self, name: str, value: tuple[float, ...], work: float) -> None:
        """Take note of what a turn brought: unseated count much."""
        gain = 0.0
        for before, after in zip(value[::-1], self.plan.value[::-1], strict=True):
            gain += before - after if not gain else 100.0 * (before - after)
        gain = max(0.0, gain)
        share = min(0.2, 0.05 * work / 0.1)
        self.rates[name] += share * (min(gain, 200.0) / max(work, 0.002) - self.rates[name])

    def _move(self) -> None:
        """Move groups for a while, from the best plan or from one a little worse."""
        busy = {part.d for job in self.jobs.values() for part in job.freed.departments}
        storeys = {s for job in self.jobs.values() for s in job.freed.storeys}
        work, value = self.clock.work, self.plan.value
        heat = _WANDER * (1.0 - self.clock.spent)
        if (groups := self._group_mover()) is not None:
            self._move_compiled(groups, heat, busy, storeys)
            self._learn("moves", value, self.clock.work - work)
            return
        heat = 0.0 if self.jobs else heat
        at = self._wandering() if heat else self.plan
        while self.clock.work - work < _WORK_A_TURN["moves"] and not self.clock.stopped():
            slack = -heat * log(self.random.random() + 1e-12)
            at = self.mover.improve(at, busy, storeys, slack=min(slack, 4.0 * heat))
            if at.value < self.plan.value:
                self.plan = at
                self.counts["moved"] += 1
                self.record.note(at)
        self.wander = (at, self.plan, self.plan.version)
        self._learn("moves", value, self.clock.work - work)

    def _group_mover(self) -> GroupMover | None:
        """Return what moves groups in machine code, as soon as it can be."""
        if self._groups is None and can_be_written(self.plan.evaluator):
            from spaceplan.allocate.moves.mover import GroupMover, preparation  # the compiler

            if preparation.ready(wait=self.repeat):
                plan, clock = self.plan, self.clock
                self._groups = GroupMover(
                    plan.evaluator, plan.assigner, self.random, clock.count_steps, clock.count_work
                )
        return self._groups

    def _move_compiled(
        self, groups: GroupMover, wander: float, busy: Collection[int], storeys: Collection[int]
    ) -> None:
        """Move groups for a while by the compiled loop."""
        work = self.clock.work
        while self.clock.work - work < _WORK_A_TURN["moves"] and not self.clock.stopped():
            at = groups.improve(self.plan, _QUICK, (wander, _FAR_COMPILED), busy, storeys)
            if at is not self.plan:
                self.plan = at
                self.counts["moved"] += 1
                self.record.note(at)

    def _wandering(self) -> Plan:
        """Return the plan to move groups of: the best, or one near it that led from it."""
        at, best, version = self.wander
        if best is not self.plan or version != best.version:
            return self.plan
        near = at.unplaced == best.unplaced and at.cost < best.cost + _FAR
        return at if near else best

    def _next_job(self) -> _Job | None:
        """Free a neighbourhood that no running job touches, and model it."""
        self.clock.count_work(_WORK_A_TRY)
        departments = {part.d for job in self.jobs.values() for part in job.freed.departments}
        storeys = {s for job in self.jobs.values() for s in job.freed.storeys}
        choice = self.chooser.choose(self.plan, round(self.size), departments, storeys)
        if choice is None:
            return None
        self.clock.trying(choice.rule)
        freed = free(self.plan, choice.storeys, choice.departments)
        model = StoreysModel(self.plan.problem, freed, pulls(self.plan, freed))
        model.hint(shares_of(self.plan.problem, freed))
        return _Job(choice, freed, model, self.random.randrange(1 << 30))

    def _solve(self, job: _Job) -> Solved:
        pairs = job.freed.rooms * len(job.freed.departments)
        work = _WORK + _WORK_A_PAIR * pairs
        return job.model.solve(Limits(work, self.clock.seconds_left(), job.seed))

    def _finish(self, job: _Job, solved: Solved) -> None:
        """Lay the solution out, and keep it if the plan becomes better."""
        self.clock.count_work(solved.work)
        self.counts["solved"] += 1
        self.counts["proven"] += solved.proven
        before = self.plan.value
        if solved.found:
            self._try(job, solved)
        factor = 1.02 if solved.proven else 0.96
        self.size = min(_LARGEST, max(_SMALLEST, self.size * factor))
        gain = before[1] - self.plan.value[1] + 100.0 * (before[0] - self.plan.value[0])
        self.chooser.learn(job.choice.rule, max(0.0, gain), solved.work)
        self._learn("models", before, solved.work + _WORK_A_TRY)

    def _try(self, job: _Job, solved: Solved) -> None:
        problem = self.plan.problem
        if solved.shares == shares_of(problem, job.freed):
            return
        offices = rooms_of_shares(problem, self.plan.evaluator.geometry, job.freed, solved.shares)
        change = self.plan.propose(offices)
        if not self.plan.broken and (
            change.unplaced > 0 or (change.unplaced == 0 and change.cost > _HOPELESS)
        ):
            return
        trial = self.plan.copy()
        trial.apply(change)
        others = set(range(len(problem.departments))) - {p.d for p in job.freed.departments}
        self._anneal(trial, _changed(self.plan, trial, job), _QUICK, busy=others)
        if trial.value < self.plan.value or self.record.allows(trial):
            self.plan = trial
            self.counts["better"] += 1
            self.fresh += [s for s in job.freed.storeys if s not in self.fresh]
            self.record.note(self.plan)

    def _anneal(
        self, plan: Plan, storeys: Sequence[int], heat: Heat, busy: Collection[int] = ()
    ) -> None:
        """Anneal the rooms of each storey, and keep what makes the plan better.

        Departments that hard wishes tie together are left to swaps that are priced exactly.
        """
        coupled = plan.evaluator.wishes.coupled
        for s in storeys:
            offices = self.annealer.anneal(plan, [s], heat, busy=busy)
            if offices:
                plan.apply_if_better(plan.propose(offices))
            if coupled and not coupled.isdisjoint(holders_on(plan, [s])):
                layout = Layout(plan, self.clock.count_changes, self.clock.stopped)
                layout.improve([s], self.random, busy=busy, rounds=1)

    def _lay_out_one(self) -> None:
        """Swap rooms on a storey that changed since it was last laid out."""
        if not self.fresh:
            return
        s = self.fresh.pop(0)
        busy = {part.d for job in self.jobs.values() for part in job.freed.departments}
        if any(s in job.freed.storeys for job in self.jobs.values()):
            self.fresh.append(s)
            return
        self.counts["laid out"] += 1
        before = self.plan.value
        self._anneal(self.plan, [s], _LONG, busy=busy)
        share_rooms(self.plan, s, busy)
        if self.plan.value < before:
            self.record.note(self.plan)


def _changed(before: Plan, after: Plan, job: _Job) -> list[int]:
    """Return the storeys on which a job's departments hold other rooms than before."""
    storey = before.problem.offices.storey
    changed = {
        storey[r]
        for part in job.freed.departments
        for r in before.offices[part.d].keys() ^ after.offices[part.d].keys()
    }
    return sorted(changed)
