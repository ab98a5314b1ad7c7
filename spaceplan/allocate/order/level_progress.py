"""Progress of a search for one level of an order: which it is, by the clock of all levels."""

from __future__ import annotations

from dataclasses import dataclass

from spaceplan.i18n import N_, Message
from spaceplan.progress import Progress


@dataclass(frozen=True)
class Place:
    """Where in an order the search is.

    Parameters
    ----------
    number, levels
        The level, counted from 1, and how many there are.
    term
        What it makes small, empty for all the rest together.
    held
        What the levels before it weighed, when it began, in the sum that the search bounds.
    """

    number: int
    levels: int
    term: str
    held: float


class LevelProgress:
    """Tells of which level the search is, and of the level what is proven of the weighted sum.

    Parameters
    ----------
    since
        Seconds that had gone by when the level began.
    """

    def __init__(self, progress: Progress, place: Place, since: float) -> None:
        self._progress = progress
        self._place = place
        self._since = since
        told = N_("level {n} of {levels}: {term}")
        rest = N_("level {n} of {levels}: the rest")
        self._level = Message.of(
            told if place.term else rest, n=place.number, levels=place.levels, term=place.term
        )
        progress.step(self._level)

    def step(self, name: str, done: int = 0, total: int = 0) -> None:
        """Say the step, and of which level it is."""
        said = Message.of(N_("{level}; {step}"), level=self._level, step=Message.of(name))
        self._progress.step(said, done, total)

    def plan(
        self,
        value: float,
        bound: float | None,
        unseated: int,
        seconds: float,
        broken: int = 0,
        level: str | None = None,
    ) -> None:
        """Say what the plan has of the level, and what is proven of it."""
        del level
        self._progress.plan(
            value,
            None if bound is None else max(0.0, bound - self._place.held),
            unseated,
            self._since + seconds,
            broken,
            self._place.term,
        )

    def trying(self, what: str, seconds_left: float) -> None:
        """Hand it on."""
        self._progress.trying(what, seconds_left)

    def stopped(self) -> bool:
        """Return whether the user wants to stop."""
        return self._progress.stopped()
