"""The nearest known word to one that is not known: what somebody probably meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from spaceplan.i18n import N_, Message

_LISTED = 12


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that looks most like a word, None where none looks like it.

    Examples
    --------
    >>> nearest("ofice", ["office", "corridor"])
    'office'
    """
    by_folded = {text.casefold(): text for text in known}
    close = get_close_matches(word.casefold(), by_folded, n=1, cutoff=0.6)
    return by_folded[close[0]] if close else None


def one_of(known: Iterable[str], word: str | None = None) -> Message:
    """Say which words are known, the nearest one to ``word`` first where one is near.

    Examples
    --------
    >>> one_of(["organ", "institution"], "orgn")
    "'organ'"
    >>> one_of(["organ", "institution"])
    'one of organ, institution'
    """
    words = list(known)
    close = None if word is None else nearest(word, words)
    if close is not None:
        return Message.of(N_("'{word}'"), word=close)
    listed = ", ".join(words[:_LISTED])
    if len(words) > _LISTED:
        return Message.of(
            N_("one of {words} and {more} more"), words=listed, more=len(words) - _LISTED
        )
    return Message.of(N_("one of {words}"), words=listed)


class Suggester:
    """Suggests nearest ids out of many, within a budget of comparisons.

    Comparing is slow (10 µs a pair), so a file with thousands of dangling references among
    thousands of ids would take minutes: past the budget the suggestion is left out.
    """

    def __init__(self, known: Iterable[str], budget: int = 300_000) -> None:
        self._known = list(known)
        self._left = budget
        self._found: dict[str, str | None] = {}

    def nearest(self, word: str) -> str | None:
        """Return the nearest id, None where none is near or the budget is spent."""
        if word not in self._found:
            alike = [id for id in self._known if abs(len(id) - len(word)) <= 2]
            if len(alike) > self._left:
                return None
            self._left -= len(alike)
            self._found[word] = nearest(word, alike)
        return self._found[word]
