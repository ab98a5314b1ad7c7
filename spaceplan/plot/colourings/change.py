"""Colour by change: what another allocation had otherwise, room by room."""

from __future__ import annotations

from spaceplan.i18n import N_, translator
from spaceplan.model import Allocation, AllocationLine, Counts, Room, Storey
from spaceplan.plot.colours import CHANGED, INK, SOFT_INK, Fill, lighter
from spaceplan.plot.scene import Scene
from spaceplan.plot.shading import Entry, Shading, Tally, quiet_fills, room_headings
from spaceplan.plot.wording import clean, short_name
from spaceplan.rules import Category

_QUIET = Fill("#F4F2EC", text=SOFT_INK)
_PASSED_ON = Fill(lighter(CHANGED, 0.5), "///", lighter(CHANGED, 0.2), 0.5)
#: What can have happened to a room, the weightiest first.
FILLS: dict[str, tuple[Fill, str]] = {
    "passed_on": (
        Fill(lighter(CHANGED, 0.5), "///", lighter(CHANGED, 0.2), 0.5),
        N_("passed to another department"),
    ),
    "taken": (Fill(lighter(CHANGED, 0.62)), N_("was vacant, is held")),
    "given_up": (Fill("#FFFFFF", "..", CHANGED), N_("was held, is vacant")),
    "reseated": (Fill(lighter(CHANGED, 0.86)), N_("the same department, other people")),
    "kept": (_QUIET, N_("unchanged")),
}
ARROW = "←"


def shade_by_change(scene: Scene, storey: Storey, before: Allocation) -> Shading:
    """Fill and outline every room by what is other than before; who had it stands in the room.

    Parameters
    ----------
    before
        The allocation that the scene's is compared with.
    """
    _ = translator(scene.language)
    fills = quiet_fills(scene, storey)
    notes: dict[str, tuple[str, str]] = {}
    tallies = {kind: Tally() for kind in FILLS}
    outlined: list[str] = []
    for room in storey.rooms:
        kind = change_of(scene, room, before)
        if kind is None:
            continue
        fills[room.id] = ((FILLS[kind][0], 1.0),)
        people = sum(item.line.occupancy.total for item in scene.holders(room.id))
        tallies[kind].add(room.id, room.area_dm2, people)
        if kind != "kept":
            outlined.append(room.id)
        if kind in ("passed_on", "given_up"):
            notes[room.id] = (f"{ARROW} {_names(scene, before.of_room(room.id))}", INK)
    entries = tuple(
        Entry(fill, _(label), tallies[kind].numbers(), kind, tuple(tallies[kind].ids))
        for kind, (fill, label) in FILLS.items()
        if tallies[kind].rooms
    )
    return Shading(
        _(N_("colour: change against the other allocation")),
        fills,
        entries,
        room_headings(scene.language),
        notes,
        outlined=tuple(outlined),
    )


def change_of(scene: Scene, room: Room, before: Allocation) -> str | None:
    """Return the key in ``FILLS`` of what happened to a room; None: nobody holds such rooms."""
    now = [item.line for item in scene.holders(room.id)]
    then = before.of_room(room.id)
    if not now and not then:
        return "kept" if scene.category(room) == Category.OFFICE else None
    if not then:
        return "taken"
    if not now:
        return "given_up"
    if {line.department for line in now} != {line.department for line in then}:
        return "passed_on"
    return "kept" if _seated(now) == _seated(then) else "reseated"


def _seated(lines: list[AllocationLine] | tuple[AllocationLine, ...]) -> dict[str, Counts]:
    return {line.department: Counts(tuple(sorted(line.occupancy.entries))) for line in lines}


def _names(scene: Scene, lines: tuple[AllocationLine, ...]) -> str:
    portfolio = scene.portfolio
    return ", ".join(
        short_name(portfolio.department(line.department), scene.language)
        if portfolio.has_department(line.department)
        else clean(line.department)
        for line in lines
    )
