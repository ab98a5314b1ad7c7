"""Colour by walk: how far it is from one room to every other, from door to door."""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise

from spaceplan.graph import SpatialGraph
from spaceplan.i18n import N_, translator
from spaceplan.model import Storey
from spaceplan.plot.colourings.occupancy import class_fills
from spaceplan.plot.colours import HALO, INK, SOFT_INK, Fill
from spaceplan.plot.scene import Scene
from spaceplan.plot.shading import Entry, Shading, Tally
from spaceplan.plot.wording import room_number
from spaceplan.units import UNREACHABLE_M

#: Round breaks between five classes, metres; the first set is taken whose last break comes near
#: the longest walk.
BREAKS = (
    (2, 5, 10, 15),
    (5, 10, 15, 20),
    (5, 10, 20, 30),
    (10, 20, 30, 50),
    (20, 40, 60, 100),
    (50, 100, 150, 200),
    (100, 200, 300, 500),
    (200, 400, 600, 1000),
)
_NEAR_THE_END = 0.8
_START = Fill(INK, text=HALO)
_QUIET = Fill("#FBFAF7", text=SOFT_INK)
_NO_WAY = Fill("#FFFFFF", "xx", "#B4B1AB", 0.5)


def shade_by_walk(scene: Scene, graph: SpatialGraph, storey: Storey, start: str) -> Shading:
    """Fill every room by the walk from a room, the nearest brightest.

    Parameters
    ----------
    start
        Id of the room from which one walks; it may lie on another storey.
    """
    _ = translator(scene.language)
    numbers = [graph.index(room.id) for room in storey.rooms]
    walks = graph.walk([graph.index(start)], numbers)[0].tolist()
    far = max((walk for walk in walks if walk < UNREACHABLE_M), default=0.0)
    breaks = next((b for b in BREAKS if b[-1] >= _NEAR_THE_END * far), BREAKS[-1])
    styles = (_START, *reversed(class_fills()), _NO_WAY)
    origin = room_number(scene.portfolio.room(start), scene.portfolio.building_of(start))
    labels = (
        _(N_("from here: {room}")).format(room=origin),
        _(N_("up to {limit} m")).format(limit=breaks[0]),
        *(_(N_("{low} to {high} m")).format(low=a, high=b) for a, b in pairwise(breaks)),
        _(N_("more than {limit} m")).format(limit=breaks[-1]),
        _(N_("no way")),
    )
    tallies = [Tally() for _style in styles]
    fills: dict[str, tuple[tuple[Fill, float], ...]] = {}
    facts: dict[str, tuple[str, str]] = {}
    for room, walk in zip(storey.rooms, walks, strict=True):
        step = 1 + bisect_left(breaks, walk) if walk < UNREACHABLE_M else len(styles) - 1
        step = 0 if room.id == start else step
        tallies[step].add(room.id, room.area_dm2)
        fills[room.id] = ((styles[step], 1.0),)
        said = _(N_("no way")) if walk >= UNREACHABLE_M else f"{walk:,.1f} m"
        facts[room.id] = (_(N_("walk from {room}")).format(room=origin), said)
    entries = tuple(
        Entry(fill, label, (f"{tally.rooms:,}",), rooms=tuple(tally.ids))
        for i, (fill, label, tally) in enumerate(zip(styles, labels, tallies, strict=True))
        if tally.rooms or 0 < i < len(styles) - 1
    )
    return Shading(
        _(N_("colour: walk from room {room}, metres")).format(room=origin),
        fills,
        entries,
        (_(N_("rooms")),),
        facts=facts,
        zones=False,
    )


def shade_before_walk(scene: Scene, storey: Storey) -> Shading:
    """Leave every room quiet: there is no room yet from which one walks."""
    _ = translator(scene.language)
    fills: dict[str, tuple[tuple[Fill, float], ...]] = {
        room.id: ((_QUIET, 1.0),) for room in storey.rooms
    }
    return Shading(_(N_("colour: walk, once a room is selected")), fills, (), zones=False)
