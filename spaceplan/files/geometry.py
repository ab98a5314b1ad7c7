"""Outlines: those that cross themselves, enclose nothing, overlap, or differ from the survey."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np
import shapely
from numpy.typing import NDArray

from spaceplan.errors import Fault, Severity
from spaceplan.files.known import fault_at
from spaceplan.i18n import N_
from spaceplan.model.places import Ring, Room, Storey
from spaceplan.units import to_dm2

#: Rooms may overlap by this much, m²: where a surveyor's lines do not quite meet.
LARGEST_OVERLAP_M2 = 0.1
_FEWEST_POINTS = 3
#: A storey drawn wholly twice has a pair for every two rooms: look at few rooms at a time and stop.
_ROOMS_AT_ONCE = 32
_MOST_OVERLAPS = 100
_REASON = re.compile(r"(?P<reason>[^\[]*)\[(?P<x>\S+) (?P<y>\S+)\]")
Polygons = NDArray[np.object_]


def check_geometry(storeys: Sequence[Storey], area_tolerance: float) -> Iterator[Fault]:
    """Yield the faults of all outlines.

    Crossing outlines and outlines without an area are errors: nothing can be computed from them.
    Overlaps and areas that differ are warnings: real plans are full of them, and the surveyed
    area is what counts.

    Parameters
    ----------
    area_tolerance
        Share of the drawn area by which the stated one may differ.
    """
    rooms = [room for storey in storeys for room in storey.rooms]
    drawable = [room for room in rooms if _has_points(room)]
    for room in rooms:
        if not _has_points(room):
            yield _without_area(room)
    polygons = _polygons(drawable)
    valid = shapely.is_valid(polygons)
    areas = shapely.area(polygons)
    for i in np.flatnonzero(~valid | (areas < 1.0)).tolist():
        yield from _outline_faults(drawable[i], polygons[i], bool(valid[i]))
    yield from _stated_areas(drawable, areas, valid, area_tolerance)
    by_room = dict(zip((id(room) for room in drawable), polygons, strict=True))
    usable = {id(room) for room, sound in zip(drawable, valid, strict=True) if sound}
    for storey in storeys:
        sound = [room for room in storey.rooms if id(room) in usable]
        outlines = np.array([by_room[id(room)] for room in sound], dtype=object)
        yield from _overlaps(storey, sound, outlines)


def _has_points(room: Room) -> bool:
    return all(len(ring) >= _FEWEST_POINTS for ring in (room.outline, *room.holes))


def _without_area(room: Room) -> Fault:
    found = N_("outline of room '{room}' without an area")
    return fault_at(room.source, found, N_("at least three corners around it"), room=room.id)


def _polygons(rooms: Sequence[Room]) -> Polygons:
    """Return the outlines less their holes, all made in three calls."""
    shells = _rings([room.outline for room in rooms])
    holes = [hole for room in rooms for hole in room.holes]
    if not holes:
        return np.asarray(shapely.polygons(shells), dtype=object)
    owner = np.repeat(np.arange(len(rooms)), [len(room.holes) for room in rooms])
    rings = np.concatenate([shells, _rings(holes)])
    order = np.argsort(np.concatenate([np.arange(len(rooms)), owner]), kind="stable")
    indices = np.concatenate([np.arange(len(rooms)), owner])[order]
    return np.asarray(shapely.polygons(rings[order], indices=indices), dtype=object)


def _rings(rings: Sequence[Ring]) -> Polygons:
    if not rings:
        return np.empty(0, dtype=object)
    points = np.array([point for ring in rings for point in ring], dtype=float)
    owner = np.repeat(np.arange(len(rings)), [len(ring) for ring in rings])
    return np.asarray(shapely.linearrings(points, indices=owner), dtype=object)


def _outline_faults(room: Room, polygon: shapely.Polygon, valid: bool) -> Iterator[Fault]:
    """Say what is wrong with one outline that is invalid or small."""
    if to_dm2(shapely.convex_hull(polygon).area) == 0 or (valid and to_dm2(polygon.area) == 0):
        yield _without_area(room)
        return
    if valid:
        return
    match = _REASON.match(shapely.is_valid_reason(polygon))
    reason = match["reason"] if match else ""
    x, y = (f"{float(match[axis]):.2f}" for axis in "xy") if match else ("?", "?")
    if "elf-intersection" in reason:
        found = N_("outline of room '{room}' crosses or touches itself near ({x}, {y})")
    elif "ole" in reason:
        found = N_("holes of room '{room}' that do not lie inside of it, near ({x}, {y})")
    else:
        found = N_("outline of room '{room}' is not a polygon near ({x}, {y})")
    yield fault_at(room.source, found, N_("a simple polygon"), room=room.id, x=x, y=y)


def _stated_areas(
    rooms: Sequence[Room], drawn: NDArray[np.float64], valid: NDArray[np.bool_], tolerance: float
) -> Iterator[Fault]:
    stated = np.array([np.nan if room.area is None else room.area for room in rooms])
    differs = np.abs(stated - drawn) > tolerance * drawn + 1e-9
    for i in np.flatnonzero(differs & valid).tolist():
        yield fault_at(
            rooms[i].source,
            N_("area {stated:.2f} m² stated of room '{room}', {drawn:.2f} m² drawn"),
            N_("areas that differ by at most {percent:g} %"),
            Severity.WARNING,
            room=rooms[i].id,
            stated=float(stated[i]),
            drawn=float(drawn[i]),
            percent=round(tolerance * 100, 6),
        )


def _overlaps(storey: Storey, rooms: Sequence[Room], polygons: Polygons) -> Iterator[Fault]:
    """Yield the pairs of one storey's rooms that share more than a sliver, as far as it helps."""
    if len(rooms) < 2:
        return
    tree, found = shapely.STRtree(polygons), 0
    for start in range(0, len(rooms), _ROOMS_AT_ONCE):
        a, b = tree.query(polygons[start : start + _ROOMS_AT_ONCE], predicate="intersects")
        a = a + start
        a, b = a[a < b], b[a < b]
        shared = shapely.area(shapely.intersection(polygons[a], polygons[b]))
        for i in np.flatnonzero(shared > LARGEST_OVERLAP_M2).tolist():
            yield _overlap(rooms[a[i]], rooms[b[i]], float(shared[i]))
            found += 1
            if found == _MOST_OVERLAPS:
                yield _more_overlaps(storey)
                return


def _overlap(one: Room, other: Room, area: float) -> Fault:
    return fault_at(
        other.source,
        N_("rooms '{one}' and '{other}' overlap by {area:.2f} m²"),
        N_("outlines side by side"),
        Severity.WARNING,
        one=one.id,
        other=other.id,
        area=area,
    )


def _more_overlaps(storey: Storey) -> Fault:
    return fault_at(
        storey.source,
        N_("storey '{storey}' where {n} pairs of rooms overlap, and maybe more"),
        N_("outlines side by side"),
        Severity.WARNING,
        storey=storey.id,
        n=_MOST_OVERLAPS,
    )
