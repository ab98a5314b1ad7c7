"""Outlines that lie over each other: rooms of one storey, and whole storeys drawn twice."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import shapely

from spaceplan.errors import Severity
from spaceplan.graph.findings import GraphFinding
from spaceplan.graph.outlines import FloatArray, IntArray, Polygons, boxes
from spaceplan.graph.places import Places
from spaceplan.i18n import N_

#: Two outlines overlap when they share more than this, m²; less is drawing slop along an edge.
OVERLAP_M2 = 0.1
#: Two storeys are the same drawing when they share this much of the smaller one.
_SAME = 0.5


def find_overlaps(polygons: Polygons) -> tuple[IntArray, FloatArray]:
    """Return pairs of outlines that overlap, (n, 2) with the smaller first, and shared m²."""
    bounds = shapely.bounds(polygons)
    around = boxes(bounds[:, :2], bounds[:, 2:])
    one, other = shapely.STRtree(around).query(around)
    keep = one < other
    one, other = one[keep], other[keep]
    low = np.maximum(bounds[one, :2], bounds[other, :2])
    high = np.minimum(bounds[one, 2:], bounds[other, 2:])
    keep = np.prod(np.maximum(high - low, 0.0), axis=1) > OVERLAP_M2
    one, other = one[keep], other[keep]
    shared = shapely.area(shapely.intersection(polygons[one], polygons[other]))
    keep = shared > OVERLAP_M2
    order = np.lexsort((other[keep], one[keep]))
    return np.column_stack((one, other))[keep][order], shared[keep][order]


def report_overlaps(
    places: Places, storey: int, pairs: IntArray, shared: FloatArray
) -> list[GraphFinding]:
    """Report rooms of a storey (indexes of the portfolio) that are drawn over each other."""
    found = []
    name = places.storeys[storey].id
    for (a, b), area in zip(pairs.tolist(), shared.tolist(), strict=True):
        ids = places.ids((a, b))
        found.append(
            GraphFinding(
                "overlapping-outlines",
                Severity.WARNING,
                name,
                ids,
                N_("storey {storey}: {room} and {other} are drawn over each other on {area} m²"),
                {"storey": name, "room": ids[0], "other": ids[1], "area": round(area, 2)},
                places.rooms[b].source,
            )
        )
    return found


def report_storeys_twice(places: Places, polygons: Polygons) -> list[GraphFinding]:
    """Report storeys of one site, of the same number, that lie over each other."""
    groups: dict[tuple[int, int], list[int]] = {}
    for i, storey in enumerate(places.storeys):
        site = int(places.site_of[places.building_of[i]])
        groups.setdefault((site, storey.number), []).append(i)
    found = []
    for storeys in groups.values():
        if len(storeys) > 1:
            found += _twice_among(places, polygons, storeys)
    return found


def _twice_among(places: Places, polygons: Polygons, storeys: list[int]) -> list[GraphFinding]:
    """Report each storey that lies over an earlier one, with the first such."""
    plans = np.array([_on_site(places, polygons, s) for s in storeys], dtype=object)
    hulls = shapely.convex_hull(plans)
    later, earlier = shapely.STRtree(hulls).query(hulls, predicate="intersects")
    solid = [_solid(plan) if i in later[later != earlier] else None for i, plan in enumerate(plans)]
    found: dict[int, GraphFinding] = {}
    for k, i in sorted(zip(later.tolist(), earlier.tolist(), strict=True)):
        if i < k and k not in found and _same_place(hulls[i], hulls[k]):
            shared = shapely.area(shapely.intersection(solid[i], solid[k]))
            if shared > _SAME * min(shapely.area(solid[i]), shapely.area(solid[k])):
                found[k] = _twice(places, storeys[i], storeys[k], shared)
    return list(found.values())


def _same_place(a: Any, b: Any) -> bool:
    shared = shapely.area(shapely.intersection(a, b))
    return bool(shared > _SAME * min(shapely.area(a), shapely.area(b)))


def _on_site(places: Places, polygons: Polygons, storey: int) -> Any:
    """Return all outlines of a storey as one collection on the site's plane."""
    first, end = places.first[storey : storey + 2]
    drawn = shapely.geometrycollections(polygons[first:end])
    building = places.buildings[places.building_of[storey]]
    zero, x, y = (np.array(building.to_site(p)) for p in ((0.0, 0.0), (1.0, 0.0), (0.0, 1.0)))
    turn = np.array([x - zero, y - zero])
    return shapely.transform(drawn, lambda points: points @ turn + zero)


def _solid(plan: Any) -> Any:
    return shapely.union_all(shapely.make_valid(shapely.get_parts(plan)))


def _twice(places: Places, a: int, b: int, shared: float) -> GraphFinding:
    one, other = places.storeys[a], places.storeys[b]
    return GraphFinding(
        "storey-drawn-twice",
        Severity.ERROR,
        other.id,
        (),
        N_(
            "storeys {storey} and {other} have the same number and lie over each other on "
            "{area} m²: one of them is drawn twice, or a building lacks its origin"
        ),
        {"storey": one.id, "other": other.id, "area": round(shared, 1)},
        other.source,
    )


def report_elevations(places: Places) -> list[GraphFinding]:
    """Report buildings in which a higher storey number does not lie higher."""
    found = []
    for i, building in enumerate(places.buildings):
        own = [places.storeys[s] for s in np.flatnonzero(places.building_of == i).tolist()]
        own.sort(key=lambda storey: storey.number)
        for low, high in pairwise(own):
            if high.number > low.number and high.elevation <= low.elevation:
                found.append(
                    GraphFinding(
                        "elevations-out-of-order",
                        Severity.WARNING,
                        high.id,
                        (),
                        N_(
                            "building {building}: storey {storey} does not lie above {other}: "
                            "elevations {elevation} m and {below} m"
                        ),
                        {
                            "building": building.id,
                            "storey": high.id,
                            "other": low.id,
                            "elevation": high.elevation,
                            "below": low.elevation,
                        },
                        high.source,
                    )
                )
    return found
