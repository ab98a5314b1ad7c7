"""What stands under ``seating`` of a department: who sits with whom, near, apart, where."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from spaceplan.files.fields import Ids, Metres
from spaceplan.files.validation import FileModel, OneOf, mistake
from spaceplan.i18n import N_, Message
from spaceplan.model.seating_wishes import OF_METRES, OF_ROOMS, OF_SEVERAL, WISHES

_MOST_POINTS = 1e6
Points = Annotated[float, Field(ge=0, le=_MOST_POINTS)]


class FileSeatingWish(FileModel):
    """A wish on who sits where inside what the department holds."""

    wish: Annotated[str, OneOf(WISHES)] = Field(
        description="keep (today's room), rooms, avoid, alone, together (one room), next_to, near, "
        "separate (different rooms), apart"
    )
    people: Ids = Field((), description="ids of people of the ledger")
    divisions: Ids = Field((), description="ids of divisions: each stands for all its people")
    rooms: Ids = Field((), description="ids of rooms, for the wishes rooms and avoid")
    metres: Metres | None = Field(
        None, description="walk: near up to it, apart beyond it, metres; left out: 20"
    )
    hard: bool = Field(False, description="whether it must be met")
    weight: Points | None = Field(
        None, description="points where it is broken; left out: 50 alone, 20 keep, rooms, else 10"
    )

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if not self.people and not self.divisions:
            raise self._lacks(N_("people or divisions whom it is about"))
        one_party = len(self.people) + len(self.divisions) == 1
        if self.wish in OF_SEVERAL and one_party and (self.people or self.wish not in _OF_ONE):
            raise self._lacks(N_("two people or divisions at least"))
        if (self.wish in OF_ROOMS) != bool(self.rooms):
            several = (
                N_("the rooms that it is about")
                if self.wish in OF_ROOMS
                else N_("no rooms (rooms and avoid do)")
            )
            raise self._lacks(several)
        if self.metres is not None and self.wish not in OF_METRES:
            raise self._lacks(N_("no metres (near and apart have them)"))
        return self

    def _lacks(self, expected: str) -> Exception:
        found = Message.of(N_("seating wish '{wish}'"), wish=self.wish)
        return mistake(Message.of(expected), found)


#: Kinds that say something of one division alone: its people among themselves.
_OF_ONE = ("together", "next_to", "near")
