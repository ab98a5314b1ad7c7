"""Ancillary rooms of a rule set: built area by persons, vehicles, guards, members."""

from __future__ import annotations

from spaceplan.files.validation import FileModel
from spaceplan.rules.tables import FirstAndRest, FlatRate

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
