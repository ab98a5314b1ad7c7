"""Erecting: buildings grow storey by storey until a site has the offices that it needs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from spaceplan.generate import programme
from spaceplan.generate.blocks import Shape, lay_storey
from spaceplan.generate.drafts import BuildingDraft, RoomDraft, StoreyDraft
from spaceplan.generate.programme import Bays, Part, Rows

GROUND_HEIGHT_M = {True: 5.1, False: 3.9}
STOREY_HEIGHT_M = {True: 3.9, False: 3.6}
BASEMENT_M = -4.5
#: Uses that an office takes on when a site has more offices than it is meant to have.
SPARE_USES = ("meeting", "storage", "archive", "meeting", "filing", "reception", "print")


@dataclass(eq=False)
class Builder:
    """A building under construction.

    Parameters
    ----------
    rank
        Buildings of a low rank are built higher: one of rank 2 ends two storeys below rank 0.
    """

    building: BuildingDraft
    shape: Shape
    part: Part
    rank: int = 0
    basement: bool = False
    bays: Bays | None = None
    repeats: int = 0

    @property
    def height(self) -> int:
        """Storeys above ground."""
        return sum(storey.number > 0 for storey in self.building.storeys)

    def elevation(self, number: int) -> float:
        """Return the elevation of a storey above the ground, metres."""
        high = self.building.high_rise
        if number < 2:
            return 0.0 if number == 1 else BASEMENT_M
        return round(GROUND_HEIGHT_M[high] + (number - 2) * STOREY_HEIGHT_M[high], 2)

    def add_storey(self, rng: np.random.Generator) -> StoreyDraft:
        """Add the next storey, the ones at and below the ground first."""
        number = self.height + 1
        if number == 1:
            if self.basement:
                self._lay(-1, programme.basement(self.shape, self.part), rng)
            storey = self._lay(1, programme.ground(rng, self.shape, self.part), rng)
            lobby = [room.id for room in storey.rooms if room.use == "lobby"][-1]
            self.building.entrances.append(lobby)
            return storey
        if self.bays is None or not self.repeats:
            self.bays = programme.bays(rng, self.shape, self.part)
            self.repeats = int(rng.integers(1, 4))
        self.repeats -= 1
        rows = programme.ordinary(rng, self.shape, self.bays, number)
        return self._lay(number, rows, rng)

    def _lay(self, number: int, rows: Rows, rng: np.random.Generator) -> StoreyDraft:
        elevation = self.elevation(number)
        return lay_storey(self.building, self.shape, number, elevation, rows, rng)

    def crown(self) -> None:
        """Give the top storey the machines of lifts and air, in place of offices."""
        offices = self.building.storeys[-1].offices[::-1]
        wanted = [("lift_machine", 5, 8)] if self.shape.lifts else []
        for use, least, most in [*wanted, ("plant", 6, 12)]:
            for room in offices:
                if room.use == "office" and least <= room.modules <= most:
                    room.use = use
                    break


def erect(
    builders: Sequence[Builder],
    enough: Callable[[list[RoomDraft]], bool],
    rng: np.random.Generator,
    least: int = 2,
) -> None:
    """Add storeys, the lowest building first, until the offices are enough."""
    offices: list[RoomDraft] = []
    while True:
        next_up = min(builders, key=lambda builder: builder.height + builder.rank)
        if min(b.height for b in builders) >= least and enough(offices):
            break
        offices += next_up.add_storey(rng).offices
    for builder in builders:
        builder.crown()


def trim(offices: Sequence[RoomDraft], stock_dm2: int, rng: np.random.Generator) -> None:
    """Turn offices into service rooms until no more than a stock of office area is left, dm²."""
    total = sum(room.area_dm2 for room in offices if room.use == "office")
    order = rng.permutation(len(offices))
    for turn, i in enumerate(order):
        room = offices[int(i)]
        if total <= stock_dm2:
            return
        if room.use != "office" or not 4 <= room.modules <= 12:
            continue
        total -= room.area_dm2
        room.use = SPARE_USES[turn % len(SPARE_USES)]
        if room.use == "meeting" and turn % 2:
            room.tags.add("pooled")
