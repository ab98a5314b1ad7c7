"""When to stop: time limit, work limit, the user; whichever comes first."""

from __future__ import annotations

from time import perf_counter

from spaceplan.allocate.result import AllocateOptions, Stop
from spaceplan.progress import Progress

#: Changes priced by the search itself that count as one unit of work: about a second.
CHANGES_A_UNIT = 8000
#: Steps of an annealing that count as one unit of work: about a second.
STEPS_A_UNIT = 5_000_000


class Clock:
    """Counts seconds and work since the call, and knows whether to stop."""

    def __init__(self, options: AllocateOptions, progress: Progress) -> None:
        self.options = options
        self.progress = progress
        self.started = perf_counter()
        self.work = 0.0
        self._user = False
        self._proven = False

    @property
    def seconds(self) -> float:
        """Seconds since the call."""
        return perf_counter() - self.started

    def seconds_left(self) -> float:
        """Return the seconds until the time limit, 0 once the user has stopped."""
        return 0.0 if self._user else max(0.0, self.options.time_limit - self.seconds)

    @property
    def whole(self) -> float:
        """How long the run may take: work where that is limited, else seconds."""
        limit = self.options.work_limit
        return max(1e-9, self.options.time_limit if limit is None else limit)

    @property
    def over(self) -> float:
        """How much of ``whole`` is over."""
        return self.seconds if self.options.work_limit is None else self.work

    @property
    def spent(self) -> float:
        """How much of the run is over, 0 to 1."""
        return min(1.0, self.over / self.whole)

    def count_changes(self, changes: int) -> None:
        """Count changes that the search priced itself."""
        self.work += changes / CHANGES_A_UNIT

    def count_steps(self, steps: int) -> None:
        """Count steps of an annealing."""
        self.work += steps / STEPS_A_UNIT

    def count_work(self, units: float) -> None:
        """Count deterministic time of a solver, about seconds."""
        self.work += units

    def interrupt(self) -> None:
        """Take note that the user wants to stop."""
        self._user = True

    def proven(self) -> None:
        """Take note that nothing better is possible."""
        self._proven = True

    def trying(self, what: str) -> None:
        """Say what is being tried now."""
        self.progress.trying(what, self.seconds_left())

    def reason(self) -> Stop | None:
        """Return why to stop now, None to go on."""
        if self._proven:
            return Stop.PROOF
        if self._user or self.progress.stopped():
            self._user = True
            return Stop.USER
        if self.options.work_limit is not None and self.work >= self.options.work_limit:
            return Stop.WORK_LIMIT
        if self.seconds >= self.options.time_limit:
            return Stop.TIME_LIMIT
        return None

    def stopped(self) -> bool:
        """Return whether to stop now."""
        return self.reason() is not None

    def out_of_time(self) -> bool:
        """Return whether the user or the time limit says stop, however little work is done."""
        self.reason()  # asks the user
        return self.seconds_left() <= 0.0


class Part:
    """A part of a run, from now on.

    Parameters
    ----------
    whole
        How long it may take: work where that is limited, else seconds.
    """

    def __init__(self, clock: Clock, whole: float) -> None:
        self.whole = max(1e-9, whole)
        self._clock = clock
        self._begun = clock.over

    @property
    def spent(self) -> float:
        """How much of the part is over, 0 to 1."""
        return min(1.0, (self._clock.over - self._begun) / self.whole)

    def stopped(self) -> bool:
        """Return whether it is over, or the run."""
        return self.spent >= 1.0 or self._clock.stopped()
