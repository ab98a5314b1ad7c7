"""Colour by vacancy: offices that nobody holds and for how long, and seats that stand free."""

from __future__ import annotations

from datetime import date

from spaceplan.i18n import N_, translator
from spaceplan.model import Room, Storey
from spaceplan.plot.colours import INK, SOFT_INK, VACANT_DOTS, Fill, oklch
from spaceplan.plot.scene import Scene
from spaceplan.plot.shading import Entry, Shading, Tally, quiet_fills, square_metres
from spaceplan.rules import Category

#: Fills with what they mean, the longest vacancy first. More ink: more to be had.
CLASSES: tuple[tuple[Fill, str], ...] = (
    (Fill(oklch(0.70, 0.075, 235.0), "..", INK), N_("vacant for more than a year")),
    (Fill(oklch(0.84, 0.050, 235.0), "..", INK), N_("vacant for up to a year")),
    (Fill("#FFFFFF", "..", VACANT_DOTS, 0.0, SOFT_INK), N_("vacant, since when is not known")),
    (Fill("#FFFFFF", "\\\\\\", "#9AA3AB", 0.5), N_("held, nobody seated")),
    (Fill(oklch(0.93, 0.030, 235.0)), N_("in use, seats free")),
    (Fill("#F4F2EC", text=SOFT_INK), N_("in use, full")),
)
_LONG, _SHORT, _UNKNOWN, _EMPTY, _FREE, _FULL = range(len(CLASSES))
_YEAR_DAYS = 365


def shade_by_vacancy(scene: Scene, storey: Storey) -> Shading:
    """Fill every office by whether it is free, and for how long; the month stands in the room."""
    _ = translator(scene.language)
    fills = quiet_fills(scene, storey)
    notes: dict[str, tuple[str, str]] = {}
    tallies = [Tally() for _class in CLASSES]
    seats = [0 for _class in CLASSES]
    for room in storey.rooms:
        if scene.category(room) != Category.OFFICE:
            continue
        step, free = _class_of(scene, room)
        fills[room.id] = ((CLASSES[step][0], 1.0),)
        tallies[step].add(room.id, room.area_dm2)
        seats[step] += free
        if step in (_LONG, _SHORT) and room.vacant_since is not None:
            notes[room.id] = (f"{room.vacant_since:%Y-%m}", CLASSES[step][0].text)
    entries = tuple(
        Entry(
            fill,
            _(label),
            (f"{tally.rooms:,}", square_metres(tally.area_dm2), f"{free:,}"),
            rooms=tuple(tally.ids),
        )
        for (fill, label), tally, free in zip(CLASSES, tallies, seats, strict=True)
        if tally.rooms
    )
    headings = (_(N_("rooms")), _(N_("m²")), _(N_("free seats")))
    return Shading(_(N_("colour: vacancy of offices")), fills, entries, headings, notes)


def _class_of(scene: Scene, room: Room) -> tuple[int, int]:
    """Return the class of an office and the seats that are free in it."""
    seats = scene.rulebook.seats(room.area_dm2)
    if scene.is_vacant(room):
        if room.vacant_since is None:
            return _UNKNOWN, seats
        days = ((scene.portfolio.as_of or date.today()) - room.vacant_since).days
        return (_LONG if days > _YEAR_DAYS else _SHORT), seats
    people = sum(item.line.occupancy.total for item in scene.holders(room.id))
    if not people:
        return _EMPTY, seats
    return (_FREE if people < seats else _FULL), max(0, seats - people)
