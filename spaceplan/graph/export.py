"""The graph as files for other tools: GraphML and node-link JSON."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from typing import Any

from spaceplan.files.atomic import write_atomically
from spaceplan.graph.spatial import SpatialGraph


def to_json(graph: SpatialGraph) -> dict[str, Any]:
    """Return the network as ``node_link_data`` with its edges under ``edges``."""
    import networkx as nx

    data: dict[str, Any] = nx.node_link_data(graph.network, edges="edges")
    return data


def write_json(graph: SpatialGraph, path: Path) -> None:
    """Write the network as node-link JSON."""
    write_atomically(path, to_json_text(graph))


def to_json_text(graph: SpatialGraph) -> str:
    """Return the network as the text of node-link JSON."""
    return json.dumps(to_json(graph), ensure_ascii=False, allow_nan=False, indent=1) + "\n"


def write_graphml(graph: SpatialGraph, path: Path) -> None:
    """Write the network as GraphML."""
    write_atomically(path, to_graphml(graph))


def to_graphml(graph: SpatialGraph) -> bytes:
    """Return the network as GraphML.

    Ids of edges must be unique there, so they are ``room|room|key``; the kind is an attribute.
    """
    import networkx as nx

    network = graph.network.copy()
    for a, b, key, data in network.edges(keys=True, data=True):
        data["id"] = f"{a}|{b}|{key}"
    stream = BytesIO()
    nx.write_graphml(network, stream, edge_id_from_attribute="id")
    return stream.getvalue()
