"""Build the spatial graph of a portfolio, storey by storey."""

from __future__ import annotations

import numpy as np
import shapely

from spaceplan.graph.doors import DoorRow, DoorTable, DrawnStorey, place_stated, stated_pairs
from spaceplan.graph.facing import Stretches, find_facing
from spaceplan.graph.findings import GraphFinding
from spaceplan.graph.inference import infer_doors
from spaceplan.graph.outlines import FloatArray, IntArray, Outlines, Polygons, draw_outlines
from spaceplan.graph.overlaps import (
    find_overlaps,
    report_elevations,
    report_overlaps,
    report_storeys_twice,
)
from spaceplan.graph.places import Places
from spaceplan.graph.portals import find_portals
from spaceplan.graph.spatial import SpatialGraph
from spaceplan.graph.validate import (
    report_doors,
    report_isolated,
    report_outlines,
    report_shafts,
    report_unreachable,
)
from spaceplan.graph.walls import find_walls, join_walls, thickest_wall
from spaceplan.graph.ways import between_sites, find_climbs, find_entrances, find_outdoor
from spaceplan.i18n import N_
from spaceplan.model import Portfolio
from spaceplan.progress import SILENT, Progress


def build_graph(portfolio: Portfolio, *, progress: Progress = SILENT) -> SpatialGraph:
    """Build the spatial graph; whatever is drawn, it reports and goes on.

    Examples
    --------
    >>> from spaceplan.model import Building, Name, Portfolio, Room, Site, Storey
    >>> square = ((0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0))
    >>> beside = tuple((x + 4.2, y) for x, y in square)
    >>> storey = Storey("a-L01", 1, 0.0, (Room("1", "office", square), Room("2", "office", beside)))
    >>> portfolio = Portfolio("p", Name(), (Site("s"),), (Building("a", "s", (storey,)),), ())
    >>> graph = build_graph(portfolio)
    >>> graph.network.edges["1", "2", "wall"]["facing_m"]
    4.0
    """
    places = Places.of(portfolio)
    findings: list[GraphFinding] = []
    drawn, limits = _draw_storeys(places, findings, progress)
    doors = _find_doors(places, drawn, findings)
    walls = join_walls([storey.walls for storey in drawn])
    polygons = _join_polygons(drawn)
    climbs = find_climbs(places, findings)
    entrances = find_entrances(places, findings)
    outdoor, points = find_outdoor(portfolio, places, entrances, polygons, findings)
    findings += report_doors(places, entrances)
    findings += report_isolated(places, walls, doors)
    findings += report_unreachable(places, doors, (climbs, outdoor))
    findings += report_shafts(places)
    findings += report_elevations(places)
    findings += report_storeys_twice(places, polygons)
    return SpatialGraph(
        places=places,
        polygons=polygons,
        walls=walls,
        doors=doors,
        climbs=climbs,
        outdoor=outdoor,
        findings=tuple(findings),
        wall_limit_m=limits,
        entrances=entrances,
        apart_m=between_sites(portfolio, places),
        portals=find_portals(places, doors, climbs, outdoor, points, polygons),
        zone_reach_m=portfolio.settings.zone_reach_m,
    )


def _draw_storeys(
    places: Places, findings: list[GraphFinding], progress: Progress
) -> tuple[list[DrawnStorey], tuple[float, ...]]:
    """Return outlines and walls of all storeys; storeys that are drawn alike are drawn once."""
    known: dict[bytes, tuple[Outlines, Stretches, IntArray, FloatArray]] = {}
    drawn, limits = [], []
    for i, storey in enumerate(places.storeys):
        progress.step(N_("Building the spatial graph"), i, len(places.storeys))
        first = int(places.first[i])
        outlines = draw_outlines(storey.rooms)
        key = b"".join(shapely.to_wkb(outlines.polygons))
        if key not in known:
            overlaps, shared = find_overlaps(outlines.polygons)
            known[key] = outlines, find_facing(outlines.edges), overlaps, shared
        _, stretches, overlaps, shared = known[key]
        pairs = {(a - first, b - first) for _, (a, b) in stated_pairs(storey, places)}
        limit = thickest_wall(stretches, pairs)
        walls = find_walls(outlines.edges, stretches, limit).shifted(first)
        limits.append(limit)
        drawn.append(DrawnStorey(storey, first, outlines, walls, overlaps + first))
        findings += report_outlines(places, first + np.flatnonzero(outlines.mended))
        findings += report_overlaps(places, i, overlaps + first, shared)
    return drawn, tuple(limits)


def _find_doors(
    places: Places, drawn: list[DrawnStorey], findings: list[GraphFinding]
) -> DoorTable:
    stated: list[DoorRow] = []
    inferred: list[DoorRow] = []
    for storey in drawn:
        own = place_stated(storey, places, findings)
        stated += own
        inferred += infer_doors(storey, places, own, findings)
    return DoorTable.of([*stated, *inferred])


def _join_polygons(drawn: list[DrawnStorey]) -> Polygons:
    if not drawn:
        return np.empty(0, dtype=object)
    return np.concatenate([storey.outlines.polygons for storey in drawn])
