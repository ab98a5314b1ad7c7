"""Ancillary rooms of a rule set: built area by persons, vehicles, guards, members."""

from __future__ import annotations

from pydantic import Field

from spaceplan.files.validation import FileModel
from spaceplan.rules.amounts import Positive, exact_dm2
from spaceplan.rules.strict import Sourced
from spaceplan.units import half_up


class FirstAndRest(Sourced):
    """Built m² an item: ``rate`` for each of the first ``first``, ``rest`` for each beyond.

    Parameters
    ----------
    first
        Number of items up to which ``rate`` counts.
    rate
        Built m² for each of these.
    rest
        Built m² for each one beyond.
    """

    first: int = Field(ge=0)
    rate: Positive
    rest: Positive

    @property
    def shown(self) -> str:
        """Return the figures."""
        return f"≤ {self.first}: {self.rate} m²; > {self.first}: {self.rest} m²"

    def area_dm2(self, number: int) -> int:
        """Return the built area for a number of items, whole dm²."""
        beyond = max(0, number - self.first)
        return half_up(exact_dm2(self.rate) * (number - beyond) + exact_dm2(self.rest) * beyond)


class FlatRate(Sourced):
    """Built m² an item.

    Parameters
    ----------
    rate
        Built m² an item.
    """

    rate: Positive

    @property
    def shown(self) -> str:
        """Return the figure."""
        return f"{self.rate} m²"

    def area_dm2(self, number: int) -> int:
        """Return the built area for a number of items, whole dm²."""
        return half_up(exact_dm2(self.rate) * number)


Rate = FirstAndRest | FlatRate


class Ancillary(FileModel):
    """Built m²: canteen a person, the rest a vehicle, a guard or a member of the assembly.

    Parameters
    ----------
    canteen
        By the number of people.
    car_park, bicycle, ebike_motorcycle
        By the number of such vehicles.
    guard
        By the number of guards.
    assembly
        By the number of members of the assembly.
    """

    canteen: FirstAndRest | FlatRate | None = None
    car_park: FirstAndRest | FlatRate | None = None
    bicycle: FlatRate | None = None
    ebike_motorcycle: FlatRate | None = None
    guard: FlatRate | None = None
    assembly: FlatRate | None = None
