"""Colour by category: what rooms are for."""

from __future__ import annotations

from spaceplan.i18n import N_, translator
from spaceplan.model import Storey
from spaceplan.model.uses import LIFT, STAIR
from spaceplan.plot.colours import CIRCULATION_FILL, SHAFT_FILL, Fill, oklch
from spaceplan.plot.scene import Scene
from spaceplan.plot.shading import Entry, Shading, Tally, room_headings
from spaceplan.rules import Category

FILLS: dict[Category, Fill] = {
    Category.OFFICE: Fill(oklch(0.83, 0.065, 245.0)),
    Category.SERVICE: Fill(oklch(0.878, 0.085, 95.0)),
    Category.TECHNICAL: Fill(oklch(0.74, 0.080, 330.0), "\\\\\\", oklch(0.55, 0.08, 330.0), 0.5),
    Category.ANCILLARY: Fill(oklch(0.82, 0.075, 155.0), "|||", oklch(0.62, 0.075, 155.0), 0.5),
    Category.EQUIPMENT: Fill(oklch(0.70, 0.025, 250.0), "---", oklch(0.50, 0.02, 250.0), 0.5),
    Category.CIRCULATION: CIRCULATION_FILL,
}
NAMES: dict[Category, str] = {
    Category.OFFICE: N_("Offices"),
    Category.SERVICE: N_("Service rooms"),
    Category.TECHNICAL: N_("Technical rooms"),
    Category.ANCILLARY: N_("Ancillary rooms"),
    Category.EQUIPMENT: N_("Equipment rooms"),
    Category.CIRCULATION: N_("Circulation"),
}


def shade_by_category(scene: Scene, storey: Storey) -> Shading:
    """Fill every room with the colour of its category."""
    _ = translator(scene.language)
    fills: dict[str, tuple[tuple[Fill, float], ...]] = {}
    tallies: dict[Category, Tally] = {}
    for room in storey.rooms:
        category = scene.category(room)
        fill = SHAFT_FILL if room.use in (STAIR, LIFT) else FILLS[category]
        fills[room.id] = ((fill, 1.0),)
        people = sum(item.line.occupancy.total for item in scene.holders(room.id))
        tallies.setdefault(category, Tally()).add(room.id, room.area_dm2, people)
    entries = tuple(
        Entry(
            FILLS[category],
            _(NAMES[category]),
            tallies[category].numbers(),
            category.value,
            tuple(tallies[category].ids),
        )
        for category in FILLS
        if category in tallies
    )
    return Shading(
        _(N_("colour: category")), fills, entries, room_headings(scene.language), zones=False
    )
