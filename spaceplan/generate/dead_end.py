"""Dead ends: a city that cannot be completed with the numbers that chance has drawn."""

from __future__ import annotations

from spaceplan.errors import SpaceplanError


class DeadEndError(SpaceplanError):
    """The rooms drawn do not suffice for what is to be placed; other random numbers may do."""
