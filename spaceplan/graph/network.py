"""The graph as networkx knows it: a MultiGraph whose keys are the kinds of its edges."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np

from spaceplan.graph.doors import DoorTable
from spaceplan.graph.outlines import FloatArray
from spaceplan.graph.places import Places
from spaceplan.graph.walls import WallTable
from spaceplan.graph.ways import OUTDOOR, WayTable
from spaceplan.model import Room
from spaceplan.units import to_m2

if TYPE_CHECKING:
    import networkx as nx

Edge = tuple[str, str, str, dict[str, Any]]


def make_network(
    places: Places, walls: WallTable, doors: DoorTable, ways: tuple[WayTable, ...]
) -> nx.MultiGraph[str]:
    """Return the graph; its contract is the docstring of the package."""
    import networkx as nx  # takes a third of a second, and only exports ask for it

    network: nx.MultiGraph[str] = nx.MultiGraph()
    names = [storey.id for storey in places.storeys]
    network.add_nodes_from(
        (
            room.id,
            {"use": room.use, "storey": names[storey], "area_m2": _area(room)},
        )
        for room, storey in zip(places.rooms, places.storey_of.tolist(), strict=True)
    )
    ids = [room.id for room in places.rooms]
    edges = _wall_edges(ids, walls) + _door_edges(ids, doors)
    edges += [edge for table in ways for edge in _way_edges(ids, table)]
    for a, b, key, data in edges:
        network.add_edge(a, b, key=key, **data)
    return network


def _area(room: Room) -> float:
    """Return the usable area, m²; 0 for an outline that is no outline and states no area."""
    try:
        return to_m2(room.area_dm2)
    except (ValueError, IndexError):
        return 0.0


def _wall_edges(ids: list[str], walls: WallTable) -> list[Edge]:
    return [
        (
            ids[a],
            ids[b],
            "wall",
            {"kind": "wall", "facing_m": facing, "gap_m": gap, "inferred": False},
        )
        for a, b, facing, gap in zip(
            walls.a.tolist(),
            walls.b.tolist(),
            walls.facing_m.tolist(),
            walls.gap_m.tolist(),
            strict=True,
        )
    ]


def _door_edges(ids: list[str], doors: DoorTable) -> list[Edge]:
    seen: dict[tuple[int, int], int] = {}
    edges: list[Edge] = []
    for a, b, x, y, inferred in zip(
        doors.a.tolist(),
        doors.b.tolist(),
        np.round(doors.x, 4).tolist(),
        np.round(doors.y, 4).tolist(),
        doors.inferred.tolist(),
        strict=True,
    ):
        number = seen[a, b] = seen.get((a, b), 0) + 1
        key = "door" if number == 1 else f"door:{number}"
        data = {"kind": "door", "length_m": 0.0, "x_m": x, "y_m": y, "inferred": inferred}
        edges.append((ids[a], ids[b], key, data))
    return edges


def _way_edges(ids: list[str], ways: WayTable) -> list[Edge]:
    return [
        (ids[a], ids[b], kind, {"kind": kind, "length_m": length, "inferred": inferred})
        for a, b, length, inferred, kind in zip(
            ways.a.tolist(),
            ways.b.tolist(),
            np.round(ways.length_m, 4).tolist(),
            ways.inferred.tolist(),
            ways.kind,
            strict=True,
        )
    ]


def ways_between_sites(entrances: dict[int, int], apart: FloatArray) -> WayTable:
    """Return the ways between the entrances of different sites, each pair once.

    Parameters
    ----------
    entrances
        Site of each entrance (index of a room).
    apart
        (sites, sites) metres.
    """
    pairs = [(a, b) for a, b in combinations(sorted(entrances), 2) if entrances[a] != entrances[b]]
    return WayTable(
        np.array([a for a, _ in pairs], dtype=np.intp),
        np.array([b for _, b in pairs], dtype=np.intp),
        np.array([apart[entrances[a], entrances[b]] for a, b in pairs], dtype=float),
        np.ones(len(pairs), bool),
        (OUTDOOR,) * len(pairs),
    )
