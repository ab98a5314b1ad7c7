"""Which hard constraints of a seating problem exclude each other: as few as can be found.

First one set is found of which none can be left out. Then sets that hit every known way out are
tried, the smallest first: the first that excludes itself is a smallest one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from time import perf_counter

from spaceplan.allocate.arrays import Ints
from spaceplan.allocate.ortools_models.excluding_model import ExcludingModel
from spaceplan.allocate.ortools_models.limits import Limits
from spaceplan.allocate.shrink import Core, smallest_hitting
from spaceplan.i18n import N_, Message
from spaceplan.model import SeatingConstraint, SeatingProblem
from spaceplan.model.constraint_words import constraint_words
from spaceplan.progress import Progress

#: Of larger sets it is not proven that none is smaller: the sets that hit every way out are many.
_MOST_PROVEN = 12
#: Constraints that are named at most.
_MOST_NAMED = 40
#: Deterministic time for one question, about seconds.
_QUESTION = 5.0


def excluding_constraints(
    problem: SeatingProblem,
    rooms: Ints,
    seconds: float,
    *,
    seed: int = 0,
    stopped: Callable[[], bool] = lambda: False,
) -> Core[SeatingConstraint] | None:
    """Return hard constraints that no seating keeps together, each needed for that.

    None: there is a seating that keeps all, or the time does not suffice to say.

    Parameters
    ----------
    rooms
        A seating that keeps many of them.
    seconds
        How long to look.
    """
    search = _Search(problem, perf_counter() + seconds, seed, stopped)
    search.take(rooms)
    try:
        core = search.shrunk()
    except TimeoutError:
        return None
    if core is None:
        return None
    if core.checked and len(core.elements) <= _MOST_PROVEN:
        core = search.smallest(core)
    of = tuple(problem.constraints[c] for c in core.elements)
    return Core(of, core.smallest, core.checked)


def excluding_words(
    problem: SeatingProblem, rooms: Ints, seconds: float, seed: int, progress: Progress
) -> Iterator[Message]:
    """Yield in words which hard constraints exclude each other, and how well that is known.

    Parameters
    ----------
    rooms, seconds
        As for ``excluding_constraints``.
    """
    progress.step(N_("Looking for constraints that exclude each other"))
    stopped = progress.stopped
    core = excluding_constraints(problem, rooms, seconds, seed=seed, stopped=stopped)
    if core is None:
        yield Message.of(N_("There was no time to find out which of them do."))
        return
    if core.smallest:
        intro = N_("These do, and without any one of them the others can be kept; no fewer do:")
    elif core.checked:
        intro = N_(
            "These do, and without any one of them the others can be kept; that no fewer do is "
            "not proven:"
        )
    else:
        intro = N_("These do; there was no time to find out whether all of them are needed:")
    yield Message.of(intro)
    for constraint in core.elements[:_MOST_NAMED]:
        yield constraint_words(problem, constraint)
    if more := len(core.elements[_MOST_NAMED:]):
        yield Message.of(N_("... and {n:,} more"), n=more)


class _Search:
    """Asks the model; what was found to hold together once is not asked for again."""

    def __init__(
        self, problem: SeatingProblem, until: float, seed: int, stopped: Callable[[], bool]
    ) -> None:
        self.hard = [c for c, of in enumerate(problem.constraints) if of.hard]
        self._model = ExcludingModel(problem, self.hard)
        self._until, self._seed, self._stopped = until, seed, stopped
        self._held: list[frozenset[int]] = []

    def take(self, rooms: Ints) -> None:
        """Take note of what a seating keeps."""
        self._held.append(self._model.kept_by(rooms))

    def _held_with(self, part: frozenset[int]) -> frozenset[int] | None:
        """Return what holds in a seating that keeps a part; None: there is none.

        Raises
        ------
        TimeoutError
            If there is no time to say.
        """
        known = next((held for held in self._held if part <= held), None)
        if known is not None:
            return known
        left = self._until - perf_counter()
        if left <= 0 or self._stopped():
            raise TimeoutError
        held = self._model.held_with(part, Limits(_QUESTION, left, self._seed))
        if held is not None:
            self._held.append(held)
        return held

    def shrunk(self) -> Core[int] | None:
        """Return constraints of which none can be left out; None where all can be kept.

        Halves are left out, then quarters and so on to single ones. Of those that time does not
        suffice to ask for it is not known whether they are needed.

        Raises
        ------
        TimeoutError
            If it cannot even be said that they exclude each other.
        """
        if self._held_with(frozenset(self.hard)) is not None:
            return None
        kept, checked = list(self.hard), True
        size = max(1, len(kept) // 2)
        while True:
            kept, asked = self._without_pieces(kept, size)
            if size == 1:
                return Core(tuple(kept), smallest=False, checked=checked and asked)
            size = -(-size // 2)

    def _without_pieces(self, kept: Sequence[int], size: int) -> tuple[list[int], bool]:
        """Leave out what can be, so many at once; return the rest, and whether all was asked."""
        left, start, asked = list(kept), 0, True
        while start < len(left):
            rest = left[:start] + left[start + size :]
            try:
                needed = self._held_with(frozenset(rest)) is not None
            except TimeoutError:
                needed, asked = True, False
            if needed:
                start += size
            else:
                left = rest
        return left, asked

    def smallest(self, core: Core[int]) -> Core[int]:
        """Return a smallest set that excludes itself, or the one known if time does not suffice."""
        ways_out = [frozenset(self.hard) - held for held in self._held]
        while True:
            tried = smallest_hitting(self.hard, ways_out)
            if len(tried) >= len(core.elements):
                return replace(core, smallest=True)
            try:
                held = self._held_with(tried)
            except TimeoutError:
                return core
            if held is None:
                elements = tuple(c for c in self.hard if c in tried)
                return Core(elements, smallest=True)
            ways_out.append(frozenset(self.hard) - held)
