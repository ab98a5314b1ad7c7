"""All storeys small, as data for the browser: rooms with their colours, by building and site."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import shapely

from spaceplan.dashboard.plan_view.families import families_of
from spaceplan.dashboard.plan_view.payload import Fills, Json, Payload
from spaceplan.dashboard.plan_view.words import CITY_WORDS, WORDS, city_facts, say_all
from spaceplan.graph import SpatialGraph
from spaceplan.i18n import N_, translator
from spaceplan.model import Building, Storey
from spaceplan.plot.bars import along_the_site
from spaceplan.plot.colourings.department import department_label
from spaceplan.plot.colours import Fill
from spaceplan.plot.geometry import turn_rooms
from spaceplan.plot.plan_words import department_short
from spaceplan.plot.scene import Scene
from spaceplan.plot.shading import Shading, square_metres
from spaceplan.plot.storey_words import storey_facts, storey_title
from spaceplan.plot.svg_path import Sheet
from spaceplan.plot.wording import clean, room_number, site_name, within_site

#: Units a metre: places are whole units, a decimetre.
UNITS_A_METRE = 10.0
_WALL_M = 0.3

ShadeStorey = Callable[[Storey], Shading]


@dataclass
class _City:
    """What is collected storey by storey: fills, departments, and rooms by entry of the legend."""

    scene: Scene
    fills: Fills = field(default_factory=Fills)
    departments: dict[str, int] = field(default_factory=dict)
    rooms: int = 0
    entries: dict[tuple[Fill, str, str], list[int]] = field(default_factory=dict)
    by_department: dict[str, list[int]] = field(default_factory=dict)

    def number(self, department: str) -> int:
        """Return the number of a department."""
        return self.departments.setdefault(department, len(self.departments))

    def add_entries(self, shading: Shading, numbers: dict[str, int]) -> None:
        """Add the legend of a storey; what is new goes before what follows it there."""
        keys = [(entry.fill, entry.label, entry.subject) for entry in shading.entries]
        order = list(self.entries)
        for i, key in reversed(list(enumerate(keys))):
            if key not in order:
                after = next((k for k in keys[i + 1 :] if k in order), None)
                order.insert(len(order) if after is None else order.index(after), key)
        self.entries = {key: self.entries.get(key, []) for key in order}
        for key, entry in zip(keys, shading.entries, strict=True):
            self.entries[key] += [numbers[id] for id in entry.rooms if id in numbers]


def draw_mosaic(scene: Scene, graph: SpatialGraph, shade_storey: ShadeStorey) -> Payload:
    """Return all storeys as a payload for ``mosaic_view``.

    Parameters
    ----------
    shade_storey
        What the colours mean, such as ``lambda storey: shade(scene, storey, by)``.
    """
    city = _City(scene)
    portfolio = scene.portfolio
    known = {site.id for site in portfolio.sites}
    ids = [s.id for s in portfolio.sites]
    ids += sorted({b.site for b in portfolio.buildings} - known)
    title = ""
    sites: list[Json] = []
    for id in ids:
        buildings = along_the_site([b for b in portfolio.buildings if b.site == id])
        if not buildings:
            continue
        drawn = []
        for building in buildings:
            made, title = _building(city, graph, building, shade_storey, title)
            drawn.append(made)
        sites.append({"name": site_name(portfolio, id, scene.language), "buildings": drawn})
    return Payload.of(
        {
            "title": clean(portfolio.name.text(scene.language) or portfolio.id),
            "when": scene.when,
            "facts": city_facts(scene),
            "units": UNITS_A_METRE,
            "sites": sites,
            "departments": departments_of(scene, city.departments),
            "legend": {
                "title": title,
                "headings": [translator(scene.language)(N_("rooms"))],
                "entries": _entries(city),
            },
            "fills": city.fills.listed(),
            "words": say_all({**WORDS, **CITY_WORDS}, scene.language),
        }
    )


def departments_of(scene: Scene, ids: dict[str, int]) -> list[Json]:
    """Return id, name and short name of departments in the order of their numbers."""
    return [
        {"id": id, "name": department_label(scene, id), "short": department_short(scene, id)}
        for id in ids
    ]


def _building(
    city: _City, graph: SpatialGraph, building: Building, shade_storey: ShadeStorey, title: str
) -> tuple[Json, str]:
    """Return a building, the highest storey first, and what the colours mean."""
    storeys = sorted(building.storeys, key=lambda s: (s.number, s.id), reverse=True)
    drawn = []
    for storey in storeys:
        shading = shade_storey(storey)
        title = title or shading.title
        drawn.append(_storey(city, graph, building, storey, shading))
    name = within_site(city.scene.portfolio, building, city.scene.language)
    longest = max((storey["width"] for storey in drawn), default=0) / UNITS_A_METRE
    return {"name": name, "metres": longest, "storeys": drawn}, title


def _storey(
    city: _City, graph: SpatialGraph, building: Building, storey: Storey, shading: Shading
) -> Json:
    polygons, _turn = turn_rooms(storey, graph)
    drawn = [(r, p) for r, p in zip(storey.rooms, polygons, strict=True) if not p.is_empty]
    bounds = shapely.total_bounds([p for _, p in drawn]) if drawn else (0.0, 0.0, 1.0, 1.0)
    left, low, right, high = (float(edge) for edge in bounds)
    sheet = Sheet(UNITS_A_METRE, left - _WALL_M, high + _WALL_M, decimals=0)
    paths = sheet.shapes([p for _, p in drawn])
    numbers: dict[str, int] = {}
    rooms: list[list[Any]] = []
    for (room, _), path in zip(drawn, paths, strict=True):
        numbers[room.id] = city.rooms
        holders = city.scene.holders(room.id)
        for item in holders:
            city.by_department.setdefault(item.line.department, []).append(city.rooms)
        rooms.append(
            [
                room_number(room, building),
                city.fills.number(shading.fills[room.id][0][0]),
                path,
                [city.number(item.line.department) for item in holders],
                square_metres(room.area_dm2),
                sum(item.line.occupancy.total for item in holders),
            ]
        )
        city.rooms += 1
    city.add_entries(shading, numbers)
    return {
        "id": storey.id,
        "level": storey.number,
        "number": str(storey.number).replace("-", "−"),
        "title": storey_title(city.scene, storey),
        "facts": storey_facts(city.scene, storey),
        "width": round((right - left + 2 * _WALL_M) * UNITS_A_METRE),
        "height": round((high - low + 2 * _WALL_M) * UNITS_A_METRE),
        "rooms": rooms,
    }


def _entries(city: _City) -> list[Json]:
    """Return the entries of all storeys; departments by their families."""
    portfolio = city.scene.portfolio
    entries: list[tuple[Fill, str, list[int]]] = []
    held: list[str] = []
    for (fill, label, subject), rooms in city.entries.items():
        if subject and (portfolio.has_department(subject) or subject in city.departments):
            held.append(subject)
        else:
            entries.append((fill, label, rooms))
    families = [
        (fill, name, sorted({room for id in ids for room in city.by_department.get(id, ())}))
        for fill, name, ids in families_of(portfolio, held, city.scene.language)
    ]
    return [
        {
            "fill": city.fills.number(fill),
            "label": label,
            "numbers": [f"{len(rooms):,}"],
            "rooms": rooms,
        }
        for fill, label, rooms in (*families, *entries)
    ]
