"""The smallest part of a set that still conflicts, found and proven by asking again and again.

``conflicts(part)`` says whether a part conflicts; whatever contains a conflicting part conflicts.
Elements without which nothing conflicts are in every conflict: if they conflict by themselves, they
are the only one. Else elements are left out one by one, as long as what is left conflicts; then
smallest sets that hit every known way out are tried, until one conflicts: no conflicting part can
be smaller, for it must hit every way out.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

T = TypeVar("T")
#: How many questions may be asked to prove that nothing smaller conflicts.
_MOST_QUESTIONS = 300


@dataclass(frozen=True)
class Core(Generic[T]):
    """A part that conflicts, and ceases to whichever element is left out.

    Parameters
    ----------
    smallest
        Whether no part with fewer elements conflicts; else that is not known.
    checked
        Whether it was asked of each element that it cannot be left out.
    """

    elements: tuple[T, ...]
    smallest: bool
    checked: bool = True


class _Questions(Generic[T]):
    """Asks nothing that follows from what was answered; knows when enough was asked."""

    def __init__(self, conflicts: Callable[[frozenset[T]], bool]) -> None:
        self._conflicts = conflicts
        self._conflicting: list[frozenset[T]] = []
        self._met: list[frozenset[T]] = []
        self.left = _MOST_QUESTIONS

    def __call__(self, part: frozenset[T]) -> bool:
        if any(known <= part for known in self._conflicting):
            return True
        if any(part <= known for known in self._met):
            return False
        self.left -= 1
        answer = self._conflicts(part)
        (self._conflicting if answer else self._met).append(part)
        return answer


def smallest_core(
    elements: Sequence[T],
    conflicts: Callable[[frozenset[T]], bool],
    stopped: Callable[[], bool] = lambda: False,
    likely: Collection[T] = (),
) -> Core[T]:
    """Return a smallest part that conflicts, of elements that conflict together.

    Parameters
    ----------
    elements
        Where there is a choice, those that stand first are left out first.
    stopped
        Whether to be content with a part of which nothing can be left out.
    likely
        A part that may well conflict by itself: it is asked first, however short the time, and the
        others are left out at once if it does.
    """
    ask = _Questions(conflicts)
    everything = frozenset(elements)
    kept = list(elements)
    if likely and ask(frozenset(likely)):
        kept = [element for element in elements if element in likely]
    needed = tuple(e for e in elements if not stopped() and not ask(everything - {e}))
    if not stopped() and ask(frozenset(needed)):
        return Core(needed, smallest=True)
    for element in tuple(kept):
        if stopped():
            return Core(tuple(kept), smallest=False, checked=False)
        rest = [other for other in kept if other != element]
        if ask(frozenset(rest)):
            kept = rest
    if stopped():
        return Core(tuple(kept), smallest=False, checked=False)  # as to the last one asked
    return _smaller(elements, kept, needed, ask, stopped)


def _smaller(
    elements: Sequence[T],
    kept: Sequence[T],
    needed: Sequence[T],
    ask: _Questions[T],
    stopped: Callable[[], bool],
) -> Core[T]:
    """Look for a smaller part than ``kept``; ``needed`` are in every one."""
    ways_out = [frozenset([e]) for e in needed]
    while ask.left > 0 and not stopped():
        tried = smallest_hitting(elements, ways_out)
        if len(tried) >= len(kept):
            return Core(tuple(kept), smallest=True)
        if ask(tried):
            return Core(tuple(e for e in elements if e in tried), smallest=True)
        met = set(tried)
        for element in elements:
            if element not in met and not ask(frozenset(met | {element})):
                met.add(element)
        ways_out.append(frozenset(elements) - met)
    return Core(tuple(kept), smallest=False)


def smallest_hitting(elements: Sequence[T], sets: Sequence[frozenset[T]]) -> frozenset[T]:
    """Return as few elements as possible with at least one of each set (integer programme)."""
    if not sets:
        return frozenset()
    rows = np.array([[element in one for element in elements] for one in sets], dtype=float)
    answer = milp(
        np.ones(len(elements)),
        constraints=LinearConstraint(rows, lb=np.ones(len(sets))),
        integrality=np.ones(len(elements), dtype=np.int64),
        bounds=Bounds(0, 1),
    )
    chosen = np.zeros(len(elements)) if answer.x is None else answer.x
    return frozenset(e for e, taken in zip(elements, chosen, strict=True) if taken > 0.5)
