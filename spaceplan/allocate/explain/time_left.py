"""How long an explanation may still take: the seconds that are left, and the user's stop."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import inf
from time import perf_counter

from spaceplan.allocate.ortools_models.limits import Limits


@dataclass(frozen=True)
class TimeLeft:
    """What everything that solves asks before and while it does.

    An answer that was being looked for when the time was up is none.

    Parameters
    ----------
    until
        Time of ``perf_counter`` at which all must be done.
    asked
        Whether the user wants to stop.
    """

    until: float = inf
    asked: Callable[[], bool] = lambda: False

    @property
    def seconds(self) -> float:
        """Seconds that are left; 0 once the user has stopped."""
        return 0.0 if self.asked() else max(0.0, self.until - perf_counter())

    def stopped(self) -> bool:
        """Return whether the time is up or the user wants to stop."""
        return self.seconds <= 0.0

    def limits(self, most: Limits) -> Limits:
        """Return limits of one solve: no more than is left, and it ends when the user stops."""
        return Limits(most.work, min(most.seconds, self.seconds), most.seed, self.asked)


#: For callers that wait until all is done.
ENDLESS = TimeLeft()


class Quiet:
    """Lets the user stop a search whose steps are of no interest."""

    def __init__(self, asked: Callable[[], bool]) -> None:
        self.stopped = asked

    def step(self, name: str, done: int = 0, total: int = 0) -> None:
        """Say nothing."""

    def plan(self, *_: object) -> None:
        """Say nothing."""

    def trying(self, what: str, seconds_left: float) -> None:
        """Say nothing."""
