"""How long a batch still takes, from what its finished runs took."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from statistics import fmean

from spaceplan.batch.plan import Run


class TimeLeft:
    """Learns from every run that ends.

    A run is expected to take what runs of its portfolio with the same time limit took on average;
    else runs of its portfolio; else runs with its time limit, else all; before any has ended, its
    time limit.

    Parameters
    ----------
    jobs
        How many runs go on at once.
    """

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs
        self._taken: dict[tuple[str, float] | str | float | None, list[float]] = defaultdict(list)
        self._begun: dict[str, float] = {}

    def begin(self, run: Run, now: float) -> None:
        """Take note that a run began, seconds on any clock."""
        self._begun[run.id] = now

    def end(self, run: Run, seconds: float) -> None:
        """Take note of how long a run took."""
        self._begun.pop(run.id, None)
        for key in _keys(run):
            self._taken[key].append(seconds)

    def expected(self, run: Run) -> float:
        """Return how long a run will take, seconds."""
        known = next((self._taken[key] for key in _keys(run) if self._taken.get(key)), None)
        return fmean(known) if known else run.settings.seconds

    def left(self, runs: Sequence[Run], now: float) -> float:
        """Return the seconds until all of these runs are done, those under way among them."""
        each = [self._remaining(run, now) for run in runs]
        return max(sum(each) / self._jobs, *each, 0.0) if each else 0.0

    def _remaining(self, run: Run, now: float) -> float:
        spent = now - self._begun[run.id] if run.id in self._begun else 0.0
        return max(0.0, self.expected(run) - spent)


def _keys(run: Run) -> tuple[tuple[str, float] | str | float | None, ...]:
    """Return the groups that a run belongs to, the most like it first."""
    limit = run.settings.seconds
    return ((run.portfolio, limit), run.portfolio, limit, None)
