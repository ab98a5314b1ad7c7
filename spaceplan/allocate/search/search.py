"""Search with as many workers as there may be: turns here, threads beside, processes, the proof."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor

from spaceplan.allocate.clock import Clock
from spaceplan.allocate.plan.plan import Plan
from spaceplan.allocate.search.improve import Improver
from spaceplan.allocate.search.island import Islands

#: With fewer offices a process of its own is not worth its beginning.
_LARGE = 500


class Search:
    """Improves a plan until the clock says stop, and proves meanwhile.

    Parameters
    ----------
    found
        Called with every plan that is better than all before.
    failed
        Called when a process that helps has died or cannot be made; the search goes on without.
    """

    def __init__(
        self,
        plan: Plan,
        clock: Clock,
        found: Callable[[Plan], None],
        failed: Callable[[Exception], None],
    ) -> None:
        self.clock = clock
        self.failed = failed
        self.improver = Improver(plan, clock, found)
        problem = plan.problem
        self.islands = Islands(problem, plan.evaluator.geometry, clock.options.seed)
        self._people = problem.people
        self._large = len(problem.offices) >= _LARGE

    def run(
        self,
        prove: Callable[[], bool],
        proof_rests: Callable[[], bool],
        rival: Callable[[], Plan] | None = None,
    ) -> None:
        """Improve until the clock says stop.

        Where there is nothing to improve, ``prove`` is all that is run.

        Parameters
        ----------
        prove
            Does a part of the proof; returns whether there is more to do.
        proof_rests
            Whether the proof, in a process of its own, takes no worker's time to speak of.
        rival
            Returns another plan to begin from.
        """
        if not self._people:
            self._all_of(prove)
        elif self.clock.options.workers == 1:
            self._run_alone(prove, rival)
        else:
            self._run_together(prove, proof_rests, rival)

    def _all_of(self, prove: Callable[[], bool]) -> None:
        while prove() and not self.clock.stopped():
            pass

    def _run_alone(self, prove: Callable[[], bool], rival: Callable[[], Plan] | None) -> None:
        more = prove()
        for _ in self.improver.turns(rival):
            more = more and prove()

    def _run_together(
        self,
        prove: Callable[[], bool],
        proof_rests: Callable[[], bool],
        rival: Callable[[], Plan] | None,
    ) -> None:
        """Take turns here, and keep all other workers busy."""
        workers = self.clock.options.workers
        with ThreadPoolExecutor(workers) as pool:
            proof = pool.submit(self._all_of, prove)
            try:
                for _ in self.improver.turns(rival):
                    self._collect()
                    free = proof.done() or proof_rests()
                    self._keep_busy(pool, workers - 1 if free else workers - 2)
            except BaseException:
                self.clock.interrupt()  # else the proof would be waited for until time is up
                raise
            finally:
                pool.shutdown(wait=False, cancel_futures=True)
                self.islands.close()
                self.improver.stop()
        proof.result()

    def _keep_busy(self, pool: Executor, workers: int) -> None:
        """Have processes make rounds where there is time for one, and threads help here else."""
        while self.islands.running < workers and self._may_begin_island():
            if (leg := self.improver.rounds.beside()) is None:
                break
            try:
                self.islands.begin(pool, leg)
            except OSError as error:  # no process to be had: threads help instead
                self._go_on_without(error)
        while self.improver.beside + self.islands.running < workers:
            if not self.improver.begin_beside(pool):
                break

    def _may_begin_island(self) -> bool:
        """Return whether a process may begin: what it does is not the same each time."""
        may = self._large and not self.improver.repeat and self.improver.moving.is_compiled
        return may and not self.islands.full

    def _collect(self) -> None:
        """Take what others have found."""
        self.improver.collect()
        now = self.improver.plan
        try:
            for offices in self.islands.ended():
                self.improver.learn_from(Plan(now.evaluator, now.assigner, list(offices)))
        except ChildProcessError as error:
            self._go_on_without(error)

    def _go_on_without(self, error: OSError) -> None:
        """Have no more processes, since one died or none can be made."""
        self.islands.close()
        self.failed(error)
