"""Colour by occupancy: how many m² each person in an office has."""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise

from matplotlib import colormaps
from matplotlib.colors import to_hex

from spaceplan.i18n import N_, translator
from spaceplan.model import Room, Storey
from spaceplan.plot.colours import SHORTAGE, Fill, readable_on
from spaceplan.plot.scene import Scene
from spaceplan.plot.shading import Entry, Shading, Tally, quiet_fills, room_headings, vacant_entry
from spaceplan.rules import Category

#: Breaks between the classes, m² a person: 6 is the physical minimum, 9 the quota of a city's
#: staff, 18 that of deputy heads of bureaus.
BREAKS = (6.0, 7.5, 9.0, 18.0)
#: Where in cividis the five classes lie: dense is dark, spacious is bright.
_STOPS = (0.12, 0.34, 0.56, 0.78, 1.0)
_CROWDED_LINES = "#E9D8F5"


def class_fills() -> tuple[Fill, ...]:
    """Return the fills of the five classes, least m² a person first."""
    colours = [to_hex(colormaps["cividis"](stop)).upper() for stop in _STOPS]
    return tuple(Fill(colour, text=readable_on(colour)) for colour in colours)


def shade_by_occupancy(scene: Scene, storey: Storey) -> Shading:
    """Fill every office in use by its m² a person; crowded rooms are marked as a shortage."""
    _ = translator(scene.language)
    steps = class_fills()
    crowded = Fill(SHORTAGE, "///", _CROWDED_LINES, 0.8, readable_on(SHORTAGE))
    unused = Fill("#FFFFFF", "\\\\\\", "#C9CDD0", 0.5)
    styles = (crowded, *steps, unused)
    labels = (
        _(N_("more people than seats")),
        _(N_("under {limit} m² a person")).format(limit=f"{BREAKS[0]:g}"),
        *(
            _(N_("{low} to {high} m²")).format(low=f"{a:g}", high=f"{b:g}")
            for a, b in pairwise(BREAKS)
        ),
        _(N_("{limit} m² or more")).format(limit=f"{BREAKS[-1]:g}"),
        _(N_("held, nobody seated")),
    )
    fills = quiet_fills(scene, storey)
    tallies = [Tally() for _fill in styles]
    for room in storey.rooms:
        if not scene.occupants_known:
            break
        if scene.category(room) == Category.OFFICE and scene.holders(room.id):
            people = sum(item.line.occupancy.total for item in scene.holders(room.id))
            step = _class_of(scene, room, people)
            tallies[step].add(room.id, room.area_dm2, people)
            fills[room.id] = ((styles[step], 1.0),)
    entries = [
        Entry(fill, label, tally.numbers(), rooms=tuple(tally.ids))
        for i, (fill, label, tally) in enumerate(zip(styles, labels, tallies, strict=True))
        if tally.rooms or 0 < i <= len(steps)
    ]
    return Shading(
        _(N_("colour: m² a person in offices")),
        fills,
        (*entries, *vacant_entry(scene, storey)),
        room_headings(scene.language),
    )


def _class_of(scene: Scene, room: Room, people: int) -> int:
    if not people:
        return len(BREAKS) + 2
    if people > scene.rulebook.seats(room.area_dm2):
        return 0
    return 1 + bisect_right(BREAKS, room.area_dm2 / people / 100)
