"""Colour by department: who holds what."""

from __future__ import annotations

from spaceplan.i18n import N_, translator
from spaceplan.model import Storey
from spaceplan.plot.colours import Fill
from spaceplan.plot.palette import lighter_fill
from spaceplan.plot.scene import Scene
from spaceplan.plot.shading import (
    Entry,
    Shading,
    Tally,
    quiet_fills,
    room_headings,
    vacant_entry,
)
from spaceplan.plot.wording import clean, full_name
from spaceplan.rules import Category


def shade_by_department(scene: Scene, storey: Storey) -> Shading:
    """Fill every room with its holder's colour: offices full, other rooms lighter."""
    fills = quiet_fills(scene, storey)
    tallies: dict[str, Tally] = {id: Tally() for id in scene.departments_on(storey)}
    for room in storey.rooms:
        holders = scene.holders(room.id)
        for item in holders:
            tally = tallies[item.line.department]
            tally.add(room.id, item.area_dm2, item.line.occupancy.total)
        if holders:
            whole = sum(item.area_dm2 for item in holders) or 1
            fills[room.id] = tuple(
                (
                    holder_fill(scene, item.line.department, item.category),
                    item.area_dm2 / whole if len(holders) > 1 else 1.0,
                )
                for item in holders
            )
    entries = [
        Entry(
            scene.palette.fill(id),
            department_label(scene, id),
            tally.numbers(),
            id,
            tuple(tally.ids),
        )
        for id, tally in tallies.items()
    ]
    return Shading(
        title=translator(scene.language)(N_("colour: department")),
        fills=fills,
        entries=(*entries, *vacant_entry(scene, storey)),
        headings=room_headings(scene.language),
    )


def holder_fill(scene: Scene, department: str, category: Category) -> Fill:
    """Return the fill of a room that a department holds."""
    fill = scene.palette.fill(department)
    return fill if category == Category.OFFICE else lighter_fill(fill)


def department_label(scene: Scene, department: str) -> str:
    """Return the name of a department in a legend, its id where it is not described."""
    if scene.portfolio.has_department(department):
        return full_name(scene.portfolio.department(department), scene.language)
    return clean(department)
