"""Colour by excess: offices above what their occupants justify, and how far others lie below."""

from __future__ import annotations

from dataclasses import dataclass, replace

from spaceplan.i18n import N_, translator
from spaceplan.model import Storey
from spaceplan.plot.colours import ABOVE, Fill
from spaceplan.plot.scene import Scene
from spaceplan.plot.shading import (
    Entry,
    Shading,
    Tally,
    excess_note,
    quiet_fills,
    square_metres,
    vacant_entry,
)


@dataclass(frozen=True)
class _Class:
    """A class of the scale: dm² above the allowance up to which it reaches, fill and words."""

    up_to_dm2: float
    fill: Fill
    label: str


#: Blue-grey below the allowance, near white at it, vermilion and hatched above it.
CLASSES = (
    _Class(-600, Fill("#C2D1DC"), N_("6 m² or more below")),
    _Class(-200, Fill("#DCE4EA"), N_("2 to 6 m² below")),
    _Class(0, Fill("#F4F5F4"), N_("within the allowance")),
    _Class(300, Fill("#FBE3D8", "///", ABOVE, 0.6), N_("up to 3 m² above")),
    _Class(600, Fill("#F4B69E", "///", ABOVE, 0.9), N_("3 to 6 m² above")),
    _Class(float("inf"), Fill("#EC8A68", "///", "#9E2C0E", 1.2), N_("more than 6 m² above")),
)


def shade_by_excess(scene: Scene, storey: Storey) -> Shading:
    """Fill every held office by area less allowance; the m² above are written in the room."""
    _ = translator(scene.language)
    fills = quiet_fills(scene, storey)
    notes: dict[str, tuple[str, str]] = {}
    tallies = [Tally() for _class in CLASSES]
    for room in storey.rooms:
        items = [i for i in scene.holders(room.id) if i.allowance_dm2 is not None]
        if not items:
            continue
        parts = []
        for item in items:
            above = item.area_dm2 - (item.allowance_dm2 or 0)
            step = next(i for i, c in enumerate(CLASSES) if above <= c.up_to_dm2)
            tallies[step].add(room.id, above, item.line.occupancy.total)
            share = item.area_dm2 / (room.area_dm2 or 1) if len(items) > 1 else 1.0
            parts.append((CLASSES[step].fill, share))
        fills[room.id] = tuple(parts)
        excess = sum(item.excess_dm2 or 0 for item in items)
        if excess > 0:
            notes[room.id] = excess_note(excess)
    entries = [
        Entry(c.fill, _(c.label), (f"{t.rooms:,}", _signed(t.area_dm2)), rooms=tuple(t.ids))
        for c, t in zip(CLASSES, tallies, strict=True)
        if t.rooms
    ]
    # Their m² are an area, not a difference: under this heading they would be read as one.
    vacant = [replace(e, numbers=(e.numbers[0], "")) for e in vacant_entry(scene, storey)]
    return Shading(
        _(N_("colour: m² against the occupants' allowance")),
        fills,
        (*reversed(entries), *vacant),
        (_(N_("rooms")), _(N_("m²"))),
        notes,
    )


def _signed(area_dm2: int) -> str:
    sign = "+" if area_dm2 > 0 else "−" if area_dm2 < 0 else ""
    return sign + square_metres(abs(area_dm2))
