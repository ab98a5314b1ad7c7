"""Improve a plan: free a neighbourhood, solve it again on counts, lay it out, keep it if better.

The best plan is the current one at any time: nothing worse is ever accepted. Neighbourhoods that
touch neither the same storeys nor the same departments are solved side by side.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from random import Random

from spaceplan.allocate.clock import Clock
from spaceplan.allocate.doubling import share_rooms
from spaceplan.allocate.freed import Freed, free
from spaceplan.allocate.layout import Layout
from spaceplan.allocate.neighbourhoods import Choice, Chooser
from spaceplan.allocate.ortools_models.limits import Limits
from spaceplan.allocate.ortools_models.storeys_model import Solved, StoreysModel
from spaceplan.allocate.plan import Change, Plan
from spaceplan.allocate.pull import pulls
from spaceplan.allocate.shares import rooms_of_shares, shares_of

#: Pairs (department, free room) of a neighbourhood: to begin with, at least, at most.
_SIZE, _SMALLEST, _LARGEST = 300, 100, 2000
#: Deterministic time for one neighbourhood, about seconds: at least, and for each pair.
_WORK, _WORK_A_PAIR = 0.1, 0.0005
#: Work that choosing and modelling a neighbourhood count for, about seconds.
_WORK_A_TRY = 0.01
#: A new solution that costs so much more before its layout (points) is not laid out.
_HOPELESS = 60.0


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
        Called after every improvement.
    most_pairs
        Returns how many (department, storey) pairs a plan may have to be looked at.
    """

    def __init__(
        self,
        plan: Plan,
        clock: Clock,
        found: Callable[[Plan], None],
        most_pairs: Callable[[], float],
    ) -> None:
        self.plan = plan
        self.most_pairs = most_pairs
        self.clock = clock
        self.found = found
        self.random = Random(clock.options.seed)
        self.chooser = Chooser(self.random)
        self.size = float(_SIZE)
        self.jobs: dict[Future[Solved], _Job] = {}
        self.fresh: list[int] = [s for s, users in enumerate(plan.users) if users]
        self.counts = {"solved": 0, "better": 0, "proven": 0, "laid out": 0}

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

    def _all_of(self, beside: Callable[[], bool]) -> None:
        while beside() and not self.clock.stopped():
            pass

    def _run_alone(self, beside: Callable[[], bool]) -> None:
        more = beside()
        while not self.clock.stopped():
            more = more and beside()
            job = self._next_job()
            if job is not None:
                self._finish(job, self._solve(job))
            self._lay_out_one()

    def _run_together(self, workers: int, beside: Callable[[], bool]) -> None:
        with ThreadPoolExecutor(workers) as pool:
            once = pool.submit(self._all_of, beside)
            try:
                while not self.clock.stopped():
                    self._take_turns(pool, workers + (once.done()))
            finally:
                pool.shutdown(wait=False, cancel_futures=True)
                for job in self.jobs.values():
                    job.model.stop()
        once.result()

    def _take_turns(self, pool: ThreadPoolExecutor, most: int) -> None:
        """Keep ``most`` neighbourhoods being solved, and look at those that are."""
        while len(self.jobs) < most and (job := self._next_job()) is not None:
            self.jobs[pool.submit(self._solve, job)] = job
        if self.fresh:
            self._lay_out_one()
            done = [future for future in self.jobs if future.done()]
        else:
            done = list(wait(self.jobs, timeout=0.2, return_when=FIRST_COMPLETED).done)
        for future in done:
            self._finish(self.jobs.pop(future), future.result())

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
        self.chooser.learn(job.choice.rule, gain, solved.work)

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
        if self._scatters(change):
            return
        trial = self.plan.copy()
        trial.apply(change)
        others = set(range(len(problem.departments))) - {p.d for p in job.freed.departments}
        layout = Layout(trial, self.clock.count_changes, self.clock.stopped)
        layout.improve(_changed(self.plan, trial, job), self.random, busy=others, rounds=1)
        if trial.value < self.plan.value:
            self.plan = trial
            self.counts["better"] += 1
            self.fresh += [s for s in job.freed.storeys if s not in self.fresh]
            self.found(self.plan)

    def _scatters(self, change: Change) -> bool:
        """Return whether a change makes more pairs than a plan may have."""
        more = sum(
            len(cost.storeys) - len(self.plan.costs[d].storeys) for d, cost in change.costs.items()
        )
        pairs = sum(self.plan.users)
        return change.unplaced >= 0 and more > 0 and pairs + more > self.most_pairs()

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
        layout = Layout(self.plan, self.clock.count_changes, self.clock.stopped)
        layout.improve([s], self.random, busy=busy)
        share_rooms(self.plan, s, busy)
        if self.plan.value < before:
            self.found(self.plan)


def _changed(before: Plan, after: Plan, job: _Job) -> list[int]:
    """Return the storeys on which a job's departments hold other rooms than before."""
    storey = before.problem.offices.storey
    changed = {
        storey[r]
        for part in job.freed.departments
        for r in before.offices[part.d].keys() ^ after.offices[part.d].keys()
    }
    return sorted(changed)
