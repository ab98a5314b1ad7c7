"""How long work tells what it is doing; silent by default, shown by the faces."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """What long work calls; every method may be called from any step and must return at once."""

    def step(self, name: str, done: int = 0, total: int = 0) -> None:
        """Say that a step is under way: ``done`` of ``total`` (0: length unknown)."""

    def plan(
        self,
        value: float,
        bound: float | None,
        unseated: int,
        seconds: float,
        broken: int = 0,
        level: str | None = None,
    ) -> None:
        """Say what the best plan so far costs, and what no plan can cost less than.

        Parameters
        ----------
        value, bound
            Points of all terms; where terms have an order, the quantity of the ``level``.
        unseated
            People without a seat.
        seconds
            Since the search began.
        broken
            How far hard wishes are from being kept; 0: the plan keeps them all.
        level
            The term that is worked on, empty for all the rest together; None: without an order.
        """

    def trying(self, what: str, seconds_left: float) -> None:
        """Say what is being tried now (a short word), and how long there is still."""

    def stopped(self) -> bool:
        """Return True once the user asked to stop; the best so far is then returned."""


class Silent:
    """Progress that nobody watches and nobody stops."""

    def step(self, name: str, done: int = 0, total: int = 0) -> None:
        """Do nothing."""

    def plan(
        self,
        value: float,
        bound: float | None,
        unseated: int,
        seconds: float,
        broken: int = 0,
        level: str | None = None,
    ) -> None:
        """Do nothing."""

    def trying(self, what: str, seconds_left: float) -> None:
        """Do nothing."""

    def stopped(self) -> bool:
        """Never stop."""
        return False


SILENT = Silent()
