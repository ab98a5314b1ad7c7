"""Improve a plan: free a neighbourhood, solve it again on counts, lay it out, keep it if better.

The current plan is the best one or a little worse (``record``). Neighbourhoods that touch neither
the same storeys nor the same departments are solved side by side.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import Executor, Future
from random import Random

from spaceplan.allocate.clock import Clock
from spaceplan.allocate.ortools_models.storeys_model import Solved
from spaceplan.allocate.plan.freed import holders_on
from spaceplan.allocate.plan.plan import Plan
from spaceplan.allocate.plan.shares import rooms_of_shares, shares_of
from spaceplan.allocate.search.anneal import Annealer, Heat
from spaceplan.allocate.search.doubling import share_rooms
from spaceplan.allocate.search.layout import Layout
from spaceplan.allocate.search.moving import TURN, Moving, merged
from spaceplan.allocate.search.neighbourhood_job import Job
from spaceplan.allocate.search.neighbourhoods import Chooser
from spaceplan.allocate.search.record import Record
from spaceplan.allocate.search.rounds import Round, Rounds
from spaceplan.allocate.search.threshold import Threshold

#: Pairs (department, free room) of a neighbourhood: to begin with, at least, at most.
_SIZE, _SMALLEST, _LARGEST = 300, 100, 2000
#: Work that choosing and modelling a neighbourhood count for, about seconds; and what a unit of a
#: solver's deterministic time does.
_WORK_A_TRY, _WORK_A_UNIT = 0.06, 3.0
#: A new solution that costs so much more before it is annealed (points) is given up.
_HOPELESS = 60.0
#: Work of one turn of either kind, about seconds.
_WORK_A_TURN = {"models": 0.4, "moves": TURN}
#: How the rooms of a storey are annealed: at once after each solution, and once more if it is kept.
_QUICK = Heat(steps=8000, hot=1.5, cold=0.15)
_LONG = Heat(steps=60000, hot=3.0, cold=0.15)


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
        self.random = Random(clock.options.seed)
        self.chooser = Chooser(self.random)
        self.repeat = clock.options.workers == 1 or clock.options.work_limit is not None
        self.annealer = Annealer(self.random, clock.count_steps, clock.stopped, wait=self.repeat)
        self.size = float(_SIZE)
        self.jobs: dict[Future[Solved], Job] = {}
        self.fresh: list[int] = [s for s, users in enumerate(plan.users) if users]
        self.moving = Moving(plan, clock, self.random, self.annealer, _QUICK, wait=self.repeat)
        shake = self.moving.shaken if self.moving.can_be_written else None
        self.rounds = Rounds(plan, clock, found, shake)
        self.record = Record(plan, clock, self.rounds.note)
        self.rates = dict.fromkeys(_WORK_A_TURN, 100.0)
        names = ("moved", "solved", "better", "proven", "laid out", "beside")
        self.counts = dict.fromkeys(names, 0)

    def turns(self, rival: Callable[[], Plan] | None) -> Iterator[None]:
        """Take one turn after the other, round by round, until the clock says stop.

        Parameters
        ----------
        rival
            Returns another plan to begin from.
        """
        for part in self.rounds.all(rival):
            yield from self.turns_of(part)
            self.rounds.end(self.record.best)
        self.plan = self.rounds.best.copy()

    def turns_of(self, part: Round) -> Iterator[None]:
        """Go on from where a round begins, turn by turn, until it is over; see ``record``."""
        self.record = Record(part.plan, part.time, self.rounds.note)
        self.moving.threshold = Threshold(part.time, part.descent)
        self._go_back()
        self.fresh = [s for s, users in enumerate(self.plan.users) if users]
        while not part.time.stopped():
            if self.moving.threshold.descending:
                self._move()
            else:
                self._take_turn()
            yield

    def _take_turn(self) -> None:
        """Solve one neighbourhood, or move groups for a while; then anneal a storey."""
        if not self.record.allows(self.plan):
            self._go_back()
        if self._turn() == "models":
            job = self._next_job()
            if job is not None:
                self._finish(job, job.solve(self.clock.seconds_left()))
        else:
            self._move()
        self._lay_out_one()

    def _go_back(self) -> None:
        """Go on from the best plan of the round: what is being solved was asked of another one."""
        self.stop()
        self.plan = self.record.best.copy()

    def begin_beside(self, pool: Executor) -> bool:
        """Have another thread move groups, or solve a neighbourhood, unless all that is busy."""
        if self._turn() == "moves" and self.moving.begin(pool, self.plan):
            return True
        if (job := self._next_job()) is None:
            return False
        self.jobs[pool.submit(job.solve, self.clock.seconds_left())] = job
        return True

    @property
    def beside(self) -> int:
        """How many other threads are at work."""
        return len(self.jobs) + self.moving.beside

    def collect(self) -> None:
        """Take what other threads have found."""
        for future in [future for future in self.jobs if future.done()]:
            self._finish(self.jobs.pop(future), future.result())
        work, value = self.clock.work, self.plan.value
        for base, better in self.moving.ended():
            plan = better and merged(self.plan, base, better)
            if plan is not None:
                self._adopt(plan)
            self._learn("moves", value, self.clock.work - work)
            work, value = self.clock.work, self.plan.value

    def learn_from(self, plan: Plan) -> None:
        """Put together what another process found and the best plan; go on from that at the end."""
        self.counts["beside"] += 1
        self.rounds.put_together(plan)
        if self.rounds.ending and self.rounds.best.value < self.record.best.value:
            self.record.note(self.rounds.best)
            self._go_back()

    def stop(self) -> None:
        """End what other threads are solving."""
        for job in self.jobs.values():
            job.model.stop()
        self.jobs.clear()

    def _adopt(self, plan: Plan) -> None:
        """Go on from a plan of moves; models of what it changes are given up."""
        for future, job in list(self.jobs.items()):
            if job.is_touched(self.plan, plan):
                job.model.stop()
                del self.jobs[future]
        self.plan = plan
        self.counts["moved"] += 1
        self.record.note(plan)

    def _turn(self) -> str:
        """Choose between models and moves: whichever gained more for its work lately, mostly.

        A descent is a matter of moves.
        """
        if self.moving.threshold.descending:
            return "moves"
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
        """Move groups for a while."""
        busy, storeys = self._busy()
        work, value = self.clock.work, self.plan.value
        plan = self.moving.turn(self.plan, busy, storeys)
        if plan is not self.plan:
            self._adopt(plan)
        self._learn("moves", value, self.clock.work - work)

    def _busy(self) -> tuple[set[int], set[int]]:
        """Return the departments and the storeys of the neighbourhoods that are being solved."""
        jobs = self.jobs.values()
        return {d for job in jobs for d in job.departments}, {
            s for job in jobs for s in job.freed.storeys
        }

    def _next_job(self) -> Job | None:
        """Free a neighbourhood that no running job touches, and model it."""
        self.clock.count_work(_WORK_A_TRY)
        departments, storeys = self._busy()
        choice = self.chooser.choose(self.plan, round(self.size), departments, storeys)
        if choice is None:
            return None
        self.clock.trying(choice.rule)
        return Job.of(self.plan, choice, self.random.randrange(1 << 30))

    def _finish(self, job: Job, solved: Solved) -> None:
        """Lay the solution out, and keep it if the plan becomes better."""
        work = _WORK_A_UNIT * solved.work
        self.clock.count_work(work)
        self.counts["solved"] += 1
        self.counts["proven"] += solved.proven
        before = self.plan.value
        if solved.found:
            self._try(job, solved)
        factor = 1.02 if solved.proven else 0.96
        self.size = min(_LARGEST, max(_SMALLEST, self.size * factor))
        gain = before[1] - self.plan.value[1] + 100.0 * (before[0] - self.plan.value[0])
        self.chooser.learn(job.choice.rule, max(0.0, gain), work)
        self._learn("models", before, work + _WORK_A_TRY)

    def _try(self, job: Job, solved: Solved) -> None:
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
        others = set(range(len(problem.departments))) - job.departments
        self._anneal(trial, job.changed_storeys(self.plan, trial), _QUICK, busy=others)
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
        busy, storeys = self._busy()
        if s in storeys:
            self.fresh.append(s)
            return
        self.counts["laid out"] += 1
        before = self.plan.value
        self._anneal(self.plan, [s], _LONG, busy=busy)
        share_rooms(self.plan, s, busy)
        if self.plan.value < before:
            self.record.note(self.plan)
