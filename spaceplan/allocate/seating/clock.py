"""When to stop the seating run, what the best is so far, and what is proven of it."""

from __future__ import annotations

from math import ceil
from threading import RLock
from time import perf_counter
from typing import Protocol

import numpy as np

from spaceplan.allocate.arrays import Bools, Floats, Ints
from spaceplan.allocate.result import Stop
from spaceplan.allocate.seating.arrays import UNITS_A_POINT, SeatingArrays
from spaceplan.allocate.seating.patterns import Patterns
from spaceplan.allocate.seating.result import SeatingOptions, SeatingStep
from spaceplan.allocate.seating.value import Parts, Value, evaluate
from spaceplan.errors import ConflictError
from spaceplan.progress import Progress

#: A share of an entity that is a rounding error.
_NOTHING = 1e-6


class Watcher(Protocol):
    """Who is told what a run comes to know, whichever thread says so; must return at once."""

    def found(self, rooms: Ints) -> None:
        """Hear of a seating better than all before."""

    def gathered(self, rooms: Ints) -> None:
        """Hear of a good seating, whose rooms may be worth combining."""

    def proved(self, bound: int) -> None:
        """Hear of a better bound, units."""

    def counted(self, units: float) -> None:
        """Hear of deterministic work."""


class Run:
    """The best seating so far, its bound, the curve of both, and the limits of the run.

    Attributes
    ----------
    watchers
        Who is told of what is found.
    combines
        Whether the rooms of good seatings are combined in this process.
    fault
        What ended a part of the search early; empty if nothing did.
    conflict
        The proof that there is no seating to be found, None as long as nobody has it.
    """

    def __init__(self, arrays: SeatingArrays, options: SeatingOptions, progress: Progress) -> None:
        self.arrays, self.options, self.progress = arrays, options, progress
        self.started = perf_counter()
        self.work = 0.0
        self.patterns = Patterns(arrays)
        self.rooms: Ints = np.zeros(arrays.n, dtype=np.int64)
        self.parts: Parts = evaluate(arrays, self.rooms)
        self.bound = 0
        self._reduced: Floats | None = None
        self._suggested: Bools | None = None
        self._lock = RLock()
        self.steps: list[SeatingStep] = []
        self.step = arrays.cost_step()
        self.watchers: list[Watcher] = []
        self.combines = True
        self.fault: str = ""
        self.conflict: ConflictError | None = None
        self._user = self._closed = False

    @property
    def seconds(self) -> float:
        """Seconds since the call."""
        return perf_counter() - self.started

    @property
    def value(self) -> Value:
        """What the best seating is worth."""
        return self.parts.value

    @property
    def proven(self) -> bool:
        """Whether no better seating exists."""
        return self.value.hard == 0 and self.bound >= self.value.cost

    def offer(self, rooms: Ints) -> bool:
        """Take a seating if it is better than the best; return whether it was."""
        parts = evaluate(self.arrays, rooms)
        with self._lock:
            if self.steps and (self._closed or not parts.value < self.value):
                return False
            self.rooms, self.parts = rooms.copy(), parts
            self._tell()
            for watcher in self.watchers:
                watcher.found(self.rooms)
        if self.combines:
            self.patterns.collect(rooms)
        return True

    def collect(self, rooms: Ints) -> None:
        """Take the rooms of a good seating over, to be combined with others."""
        if self.combines:
            self.patterns.collect(rooms)
        for watcher in self.watchers:
            watcher.gathered(rooms)

    def best(self) -> tuple[Ints, Value]:
        """Return the best seating and what it is worth."""
        with self._lock:
            return self.rooms.copy(), self.value

    def prove(self, bound: float) -> None:
        """Take a lower bound (units) if it is better than the best; costs come in steps."""
        whole = ceil(bound / self.step) * self.step
        with self._lock:
            if whole > self.bound:
                self.bound = whole
                self._tell()
                for watcher in self.watchers:
                    watcher.proved(whole)

    def exclude(self, bound: float, reduced: Floats, share: Floats) -> None:
        """Take note by how much a bound rises where an entity sits in a room, and who sits where.

        ``share`` says how much of the entity the relaxation puts there.
        """
        with self._lock:
            self._reduced = bound + reduced
            self._suggested = share > _NOTHING

    def allowed(self, *, narrow: bool = False) -> Bools | None:
        """Return who may sit where in a seating that is better than the best; None: anywhere.

        ``narrow``: only where the relaxation puts some of him.
        """
        with self._lock:
            if self._reduced is None or self._suggested is None or self.value.hard:
                return None
            allowed: Bools = self._reduced < self.value.cost
            return allowed & self._suggested if narrow else allowed

    def count_work(self, units: float) -> None:
        """Count deterministic work."""
        with self._lock:
            self.work += units
            for watcher in self.watchers:
                watcher.counted(units)

    def _tell(self) -> None:
        value, seconds = self.value, self.seconds
        bound = min(self.bound, value.cost) / UNITS_A_POINT
        self.steps.append(SeatingStep(seconds, value.points, bound, value.hard))
        self.progress.plan(value.points, bound, value.hard, seconds)

    def spent(self) -> float:
        """Return which share of its limits the run has used, 0 to 1 and beyond."""
        options = self.options
        if options.work_limit is not None:
            return self.work / options.work_limit if options.work_limit else 1.0
        return self.seconds / options.time_limit if options.time_limit else 1.0

    def seconds_left(self) -> float:
        """Return the seconds until the time limit, 0 once the user has stopped."""
        return (
            0.0 if self._user or self._closed else max(0.0, self.options.time_limit - self.seconds)
        )

    def interrupt(self) -> None:
        """Take note that the user wants to stop."""
        self._user = True

    def fail(self, fault: str) -> None:
        """Take note of what ended a part of the search early; the first fault counts."""
        with self._lock:
            self.fault = self.fault or fault

    def refute(self, conflict: ConflictError) -> None:
        """Take note of the proof that no seating keeps all hard constraints, and stop."""
        self.conflict = conflict
        self.close()

    def close(self) -> None:
        """Have every worker stop: the run is over."""
        self._closed = True

    def reason(self) -> Stop | None:
        """Return why to stop now, None to go on."""
        if self.proven:
            return Stop.PROOF
        if self._user or self.progress.stopped():
            self._user = True
            return Stop.USER
        limit = self.options.work_limit
        if limit is not None and self.work >= limit:
            return Stop.WORK_LIMIT
        return Stop.TIME_LIMIT if self.seconds >= self.options.time_limit else None

    def stopped(self) -> bool:
        """Return whether to stop now."""
        return self._closed or self.reason() is not None
