"""Rooms as GeoJSON: polygons with use, holders, area and excess, for maps and other tools.

Coordinates are metres on the portfolio's own plane (x to the east of its origin, y to the north),
not degrees of longitude and latitude as RFC 7946 wants by default: a portfolio does not say where
on the earth it lies. A foreign member of the collection says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import cos, radians, sin
from typing import Any

from spaceplan.check import LineArea, line_areas
from spaceplan.model import Allocation, Building, Portfolio, Room
from spaceplan.rules import RuleBook
from spaceplan.units import to_m2

_PLANE = "metres on the portfolio's plane: x east, y north; not longitude and latitude"


def rooms_geojson(
    portfolio: Portfolio, rulebook: RuleBook, allocation: Allocation
) -> dict[str, Any]:
    """Return all rooms as a FeatureCollection, in the order of the files."""
    held: dict[str, list[LineArea]] = {}
    for item in line_areas(portfolio, rulebook, allocation):
        held.setdefault(item.line.room, []).append(item)
    return {
        "type": "FeatureCollection",
        "spaceplan": {"portfolio": portfolio.id, "coordinates": _PLANE},
        "features": list(_features(portfolio, rulebook, held)),
    }


def _features(
    portfolio: Portfolio, rulebook: RuleBook, held: dict[str, list[LineArea]]
) -> Iterator[dict[str, Any]]:
    for building in portfolio.buildings:
        for storey in building.storeys:
            for room in storey.rooms:
                yield {
                    "type": "Feature",
                    "id": room.id,
                    "geometry": {
                        "type": "Polygon",
                        "coordinates": [_ring(portfolio, building, ring) for ring in _rings(room)],
                    },
                    "properties": {
                        "id": room.id,
                        "name": None if room.name is None else room.name.text("zh") or None,
                        "use": room.use,
                        "category": rulebook.category(room.use).value,
                        "area_m2": to_m2(room.area_dm2),
                        "site": building.site,
                        "building": building.id,
                        "storey": storey.id,
                        **_holders(held.get(room.id, [])),
                    },
                }


def _holders(items: list[LineArea]) -> dict[str, Any]:
    """Return who holds a room; the excess is None where none is defined (no office, nobody)."""
    excesses = [item.excess_dm2 for item in items if item.excess_dm2 is not None]
    return {
        "departments": [item.line.department for item in items],
        "people": sum(item.line.occupancy.total for item in items),
        "excess_m2": to_m2(sum(excesses)) if excesses else None,
    }


def _rings(room: Room) -> Iterator[tuple[tuple[float, float], ...]]:
    """Yield the outline counter-clockwise and the holes clockwise, as RFC 7946 wants."""
    yield room.outline if _signed(room.outline) >= 0 else room.outline[::-1]
    for hole in room.holes:
        yield hole if _signed(hole) <= 0 else hole[::-1]


def _signed(ring: tuple[tuple[float, float], ...]) -> float:
    """Return twice the area of a ring, negative where it runs clockwise."""
    pairs = zip(ring, (*ring[1:], ring[0]), strict=True)
    return sum(x * next_y - next_x * y for (x, y), (next_x, next_y) in pairs)


def _ring(
    portfolio: Portfolio, building: Building, ring: tuple[tuple[float, float], ...]
) -> list[list[float]]:
    """Return a ring on the portfolio's plane, closed, to the millimetre."""
    site = portfolio.site(building.site)
    angle = radians(-site.north)
    points = []
    for point in (*ring, ring[0]):
        x, y = building.to_site(point)
        east = site.at[0] + x * cos(angle) - y * sin(angle)
        north = site.at[1] + x * sin(angle) + y * cos(angle)
        points.append([round(east, 3), round(north, 3)])
    return points
