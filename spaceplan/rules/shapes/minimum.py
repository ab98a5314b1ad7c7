"""Shape of minimum: how many people the size of a room lets sit in it."""

from __future__ import annotations

from abc import abstractmethod
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from spaceplan.rules.amounts import Positive, exact_dm2
from spaceplan.rules.strict import Sourced
from spaceplan.units import half_up


class SeatMinimum(Sourced):
    """One person needs ``alone``; n >= 2 need n times ``person`` and ``extra``, in whole dm²."""

    @property
    @abstractmethod
    def alone_dm2(self) -> int:
        """Least area of a room for one."""

    @property
    @abstractmethod
    def person_dm2(self) -> int:
        """What a further person needs, from the second on."""

    @property
    @abstractmethod
    def extra_dm2(self) -> int:
        """What a room for several needs once."""

    @property
    @abstractmethod
    def shown(self) -> str:
        """Return how the document states it."""


class MinimumPerPerson(SeatMinimum):
    """m² a person, and m² of a room for one person alone.

    Parameters
    ----------
    person_m2
        m² a person, where several sit.
    alone_m2
        m² of a room for one.
    """

    kind: Literal["per-person"]
    person_m2: Positive
    alone_m2: Positive

    @property
    def alone_dm2(self) -> int:
        """Least area of a room for one."""
        return half_up(exact_dm2(self.alone_m2))

    @property
    def person_dm2(self) -> int:
        """What each person needs."""
        return half_up(exact_dm2(self.person_m2))

    @property
    def extra_dm2(self) -> int:
        """Nothing."""
        return 0

    @property
    def shown(self) -> str:
        """Return how the document states it."""
        return f"{self.person_m2} m²; {self.alone_m2} m²"


class MinimumBySeats(SeatMinimum):
    """A room's minimum by its number of seats: ``first_m2`` + ``further_m2`` · (seats - 1).

    Parameters
    ----------
    first_m2
        m² for the first seat.
    further_m2
        m² for each further seat.
    """

    kind: Literal["by-seats"]
    first_m2: Positive
    further_m2: Positive

    @property
    def alone_dm2(self) -> int:
        """Least area of a room for one."""
        return half_up(exact_dm2(self.first_m2))

    @property
    def person_dm2(self) -> int:
        """What each further seat needs."""
        return half_up(exact_dm2(self.further_m2))

    @property
    def extra_dm2(self) -> int:
        """What the first seat needs beyond a further one; it may be negative."""
        return half_up(exact_dm2(Decimal(self.first_m2 - self.further_m2)))

    @property
    def shown(self) -> str:
        """Return how the document states it."""
        return f"{self.first_m2} m² + {self.further_m2} m² × (n - 1)"


Minimum = Annotated[MinimumPerPerson | MinimumBySeats, Field(discriminator="kind")]
