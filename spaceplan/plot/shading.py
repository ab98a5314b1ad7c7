"""What a colouring decides: a fill for every room, a note in some, the lines of the legend."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from spaceplan.i18n import N_, translator
from spaceplan.model import Room, Storey
from spaceplan.model.uses import LIFT, STAIR
from spaceplan.plot.colours import (
    CIRCULATION_FILL,
    INK,
    SHAFT_FILL,
    UNHELD_FILL,
    VACANT_FILL,
    Fill,
)
from spaceplan.plot.scene import Scene
from spaceplan.rules import Category
from spaceplan.units import to_m2


@dataclass(frozen=True)
class Entry:
    """One line of a legend: a fill, what it means, and numbers under the legend's headings.

    Parameters
    ----------
    rooms
        Ids of the rooms of the storey that it speaks of.
    """

    fill: Fill
    label: str
    numbers: tuple[str, ...] = ()
    subject: str = ""
    rooms: tuple[str, ...] = ()


@dataclass(frozen=True)
class Shading:
    """How one storey is coloured.

    Parameters
    ----------
    title
        What the colour means.
    fills
        For a room its fills, with the share of the room that each takes.
    notes
        What is written under the number of a room, and in which colour.
    headings
        Of the numbers in the legend.
    outlined
        Rooms that get the outline of what has changed.
    facts
        What the colour of a room says in words: (label, value).
    """

    title: str
    fills: dict[str, tuple[tuple[Fill, float], ...]]
    entries: tuple[Entry, ...]
    headings: tuple[str, ...] = ()
    notes: dict[str, tuple[str, str]] = field(default_factory=dict)
    zones: bool = True
    outlined: tuple[str, ...] = ()
    facts: dict[str, tuple[str, str]] = field(default_factory=dict)


@dataclass
class Tally:
    """Rooms, whole dm² and people under one line of a legend."""

    rooms: int = 0
    area_dm2: int = 0
    people: int = 0
    ids: list[str] = field(default_factory=list)

    def add(self, room: str, area_dm2: int, people: int = 0) -> None:
        """Count one room, or one holder's part of it."""
        self.rooms += 1
        self.ids.append(room)
        self.area_dm2 += area_dm2
        self.people += people

    def numbers(self, *, people: bool = True) -> tuple[str, str, str]:
        """Return what stands in the legend."""
        return (
            f"{self.rooms:,}",
            square_metres(self.area_dm2),
            f"{self.people:,}" if people else "",
        )


def square_metres(area_dm2: int) -> str:
    """Return m² with one decimal and thousands separators."""
    return f"{to_m2(area_dm2):,.1f}"


def room_headings(language: str) -> tuple[str, str, str]:
    """Return the headings of rooms, m² and people."""
    _ = translator(language)
    return (_(N_("rooms")), _(N_("m²")), _(N_("people")))


def quiet_fill(scene: Scene, room: Room) -> Fill:
    """Return the fill of a room that the colouring has nothing to say about."""
    if room.use in (STAIR, LIFT):
        return SHAFT_FILL
    category = scene.category(room)
    if category == Category.CIRCULATION:
        return CIRCULATION_FILL
    return VACANT_FILL if scene.is_vacant(room) else UNHELD_FILL


def quiet_fills(scene: Scene, storey: Storey) -> dict[str, tuple[tuple[Fill, float], ...]]:
    """Return the fills of a storey before a colouring has spoken."""
    return {room.id: ((quiet_fill(scene, room), 1.0),) for room in storey.rooms}


def vacant_entry(scene: Scene, storey: Storey) -> Iterable[Entry]:
    """Yield the line of the legend for vacant offices, if there are any."""
    tally = Tally()
    for room in storey.rooms:
        if scene.is_vacant(room):
            tally.add(room.id, room.area_dm2)
    if tally.rooms:
        label = translator(scene.language)(N_("vacant"))
        yield Entry(VACANT_FILL, label, tally.numbers(people=False), rooms=tuple(tally.ids))


def excess_note(area_dm2: int) -> tuple[str, str]:
    """Return what is written in a room above its limit."""
    return (f"+{to_m2(area_dm2):,.1f} m²", INK)
