"""Sites and buildings of a file, and the plane in which each building is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from spaceplan.formats.ifc.notes import listed
from spaceplan.formats.ifc.opening import IfcModel, refuse
from spaceplan.formats.ifc.placements import (
    Matrix,
    PlacementError,
    inverse,
    rotation_of,
)
from spaceplan.formats.ifc.spaces import DrawnSpace, label, parents
from spaceplan.formats.ifc.storeys import PlacedStorey, place_storeys
from spaceplan.formats.readable_ids import slug, unique_ids
from spaceplan.i18n import N_, Message

#: Rooms farther than this from the middle of their building are slips, metres.
_FARTHEST_ROOM = 5_000.0
#: A building whose zero is farther from its rooms gets a zero of its own beside them, metres.
_FARTHEST_ZERO = 1_000.0
#: Ids of storeys and rooms begin with the building's.
_LONGEST_ID = 60
#: Names that programs give to sites that nobody named.
_UNNAMED = frozenset({"", "default", "site", "undefined", "unnamed", "gelaende", "gelande"})


@dataclass(frozen=True)
class PlacedBuilding:
    """A building with its storeys.

    Parameters
    ----------
    to_plane
        From the world's axes to the plane in which the building is drawn.
    from_plane
        The other way.
    """

    id: str
    name: str
    instance: Any
    site: Any
    to_plane: Matrix
    from_plane: Matrix
    storeys: tuple[PlacedStorey, ...]


def place_buildings(
    model: IfcModel, path: Path, drawn: tuple[DrawnSpace, ...]
) -> tuple[PlacedBuilding, ...]:
    """Sort rooms by building and storey.

    Raises
    ------
    InputError
        If a building or a storey lies nowhere.
    """
    homes: dict[int, Any] = {}
    rooms: dict[int, list[tuple[DrawnSpace, Any]]] = {}
    for space in drawn:
        above = parents(space.instance)
        building = next((p for p in above if p.is_a("IfcBuilding")), None)
        storey = next((p for p in reversed(above) if p.is_a("IfcBuildingStorey")), None)
        key = 0 if building is None else building.id()
        homes[key] = building
        rooms.setdefault(key, []).append((space, storey))
    names = [_text(homes[key], "Name", "LongName") for key in rooms]
    stem = slug(path.stem).lower()[:_LONGEST_ID] or "building"
    ids = unique_ids([(slug(name).lower()[:_LONGEST_ID] or stem,) for name in names])
    try:
        return tuple(
            _place_building(model, id, name or path.stem, homes[key], rooms[key])
            for id, name, key in zip(ids, names, rooms, strict=True)
        )
    except PlacementError as error:
        found = Message.of(N_("a building with {reason}"), reason=error)
        raise refuse(model.name, found, Message.of(N_("a place"))) from error


def _place_building(
    model: IfcModel,
    id: str,
    name: str,
    building: Any,
    rooms: list[tuple[DrawnSpace, Any]],
) -> PlacedBuilding:
    from_plane = np.eye(4)
    if building is not None:
        from_plane = model.placements.of(building)
    rooms = _without_strays(model, rooms)
    from_plane = _with_near_zero(model, from_plane, rooms)
    to_plane = inverse(from_plane)
    above = [] if building is None else parents(building)
    stated = [
        storey
        for storey in model.file.by_type("IfcBuildingStorey")
        if _is_whole_storey(storey, building)
    ]
    storeys = place_storeys(id, stated, rooms, to_plane, model)
    site = next((p for p in above if p.is_a("IfcSite")), None)
    return PlacedBuilding(id, name, building, site, to_plane, from_plane, storeys)


def _is_whole_storey(storey: Any, building: Any) -> bool:
    above = parents(storey)
    home = next((p for p in above if p.is_a("IfcBuilding")), None)
    return home == building and not any(p.is_a("IfcBuildingStorey") for p in above)


def _middles(rooms: list[tuple[DrawnSpace, Any]]) -> Matrix:
    bounds = np.array([space.footprint.area.bounds for space, _ in rooms], dtype=np.float64)
    return np.asarray(bounds.reshape(-1, 2, 2).mean(axis=1), dtype=np.float64)


def _without_strays(
    model: IfcModel, rooms: list[tuple[DrawnSpace, Any]]
) -> list[tuple[DrawnSpace, Any]]:
    middles = _middles(rooms)
    distances = np.abs(middles - np.median(middles, axis=0)).max(axis=1)
    strays = [space for (space, _), d in zip(rooms, distances, strict=True) if d > _FARTHEST_ROOM]
    if strays:
        names = listed([label(space.instance) for space in strays])
        found = Message.of(
            N_("rooms kilometres away from the rest of their building: {names}"), names=names
        )
        model.notes.add(
            found, Message.of(N_("rooms in it; they were left out")), strays[0].instance
        )
    return [room for room, d in zip(rooms, distances, strict=True) if d <= _FARTHEST_ROOM]


def _with_near_zero(
    model: IfcModel, from_plane: Matrix, rooms: list[tuple[DrawnSpace, Any]]
) -> Matrix:
    """Return the plane with its zero moved beside the rooms where it lies far from them."""
    world = np.append(np.median(_middles(rooms), axis=0), [from_plane[2, 3], 1.0])
    middle = inverse(from_plane) @ world
    if np.abs(middle[:2]).max() <= _FARTHEST_ZERO:
        return from_plane
    shift = np.eye(4)
    shift[:2, 3] = np.round(middle[:2])
    x, y = (float(value) for value in shift[:2, 3])
    found = Message.of(N_("rooms drawn around ({x:.0f}, {y:.0f}) m"), x=x, y=y)
    model.notes.add(found, Message.of(N_("small coordinates; the building's zero was moved there")))
    moved: Matrix = from_plane @ shift
    return moved


def _text(instance: Any, *names: str) -> str:
    texts = (getattr(instance, name, None) for name in names)
    return next((text.strip() for text in texts if text and text.strip()), "")


@dataclass(frozen=True)
class PlacedSite:
    """A site: its id and name, and the site's own axes in the world, moved near its buildings."""

    id: str
    name: str
    instance: Any
    from_plane: Matrix
    at: tuple[float, float]
    north: float


def place_sites(model: IfcModel, buildings: tuple[PlacedBuilding, ...]) -> tuple[PlacedSite, ...]:
    """Return the sites of buildings, the first at the zero of the city's plane."""
    first: dict[int, PlacedBuilding] = {}
    for building in buildings:
        first.setdefault(0 if building.site is None else building.site.id(), building)
    names = [_text(building.site, "Name", "LongName") for building in first.values()]
    readable = [slug(name).lower() for name in names]
    ids = unique_ids([("site" if id in _UNNAMED else id,) for id in readable])
    planes = [_site_plane(model, building) for building in first.values()]
    north = _north(model)
    zero = planes[0][:2, 3]
    return tuple(
        PlacedSite(
            id,
            "" if slug(name).lower() in _UNNAMED else name,
            building.site,
            plane,
            (round(float(plane[0, 3] - zero[0]), 3), round(float(plane[1, 3] - zero[1]), 3)),
            round((north - rotation_of(plane)) % 360.0, 3) % 360.0,
        )
        for id, name, building, plane in zip(ids, names, first.values(), planes, strict=True)
    )


def _site_plane(model: IfcModel, building: PlacedBuilding) -> Matrix:
    """Return a site's axes; a zero far from its first building (map coordinates) is moved to it."""
    plane = np.eye(4)
    if building.site is not None:
        plane = model.placements.of(building.site)
    offset = (inverse(plane) @ building.from_plane)[:2, 3]
    if np.abs(offset).max() > _FARTHEST_ZERO:
        shift = np.eye(4)
        shift[:2, 3] = np.round(offset)
        plane = plane @ shift
    return plane


def _north(model: IfcModel) -> float:
    """Return true north in the world's axes, degrees counter-clockwise from y."""
    for context in model.file.by_type("IfcGeometricRepresentationContext", include_subtypes=False):
        direction = context.TrueNorth
        if direction is not None and len(direction.DirectionRatios) >= 2:
            x, y = (float(value) for value in direction.DirectionRatios[:2])
            if np.isfinite((x, y)).all() and (x or y):
                return float(np.degrees(np.arctan2(-x, y)))
    return 0.0


def place_on_site(building: PlacedBuilding, site: PlacedSite) -> tuple[tuple[float, float], float]:
    """Return a building's origin (m) and rotation (degrees) on its site's plane."""
    matrix = inverse(site.from_plane) @ building.from_plane
    x, y = (round(float(value), 3) + 0.0 for value in matrix[:2, 3])
    return (x, y), round(rotation_of(matrix), 4) + 0.0
