"""A room as a form lists it: who holds it, as what, and who sits there."""

from __future__ import annotations

from dataclasses import dataclass

from spaceplan.check import LineArea
from spaceplan.model import Building, Holding, LedgerEntry, Room, Storey
from spaceplan.rules import Category

#: Who holds what nobody holds: rooms for everybody on a site, and empty offices.
COMMON, VACANT = "*common", "*vacant"


@dataclass(frozen=True)
class Held:
    """A room, or one holder's part of it, with its place and who sits there.

    Parameters
    ----------
    unit
        A department of today, a former one whose rooms are not yet divided, COMMON or VACANT.
    area_dm2, allowance_dm2, excess_dm2
        As the checker has them; the last two None but for offices that somebody holds.
    entries
        The places of named people of the holder there; empty where nobody is named.
    people
        Persons there who need a seat, named or not; None where no ledger says.
    """

    room: Room
    storey: Storey
    building: Building
    unit: str
    category: Category
    area_dm2: int
    allowance_dm2: int | None = None
    excess_dm2: int | None = None
    line: LineArea | None = None
    entries: tuple[LedgerEntry, ...] = ()
    people: int | None = 0
    holding: Holding | None = None

    @property
    def is_room(self) -> bool:
        """Whether it counts as a room: not where people are listed in a room of others."""
        return self.area_dm2 > 0

    @property
    def is_idle(self) -> bool:
        """Whether it is an office in which nobody has a place."""
        return self.category is Category.OFFICE and self.people == 0 and not self.entries
