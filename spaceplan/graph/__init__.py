"""The spatial graph: rooms as nodes; walls, doors, stairs, lifts and ways outside as edges.

The contract of ``SpatialGraph.network``, an undirected ``networkx.MultiGraph``:

Nodes are the ids of all rooms of the portfolio, in its order, with ``use``, ``storey`` (id) and
``area_m2`` (the usable area that counts, to 0.01).

Edges carry their kind as key, and these attributes, where they apply; ``inferred`` is True for
what is stated nowhere and was worked out.

``wall`` (at most one a pair, on one storey)
    The two rooms face each other across what is a wall on this storey. ``facing_m``: over how many
    metres, all stretches together, at least 0.3; ``gap_m``: distance between the outlines over most
    of that (the median). Rooms that touch at a corner only, and rooms with a third between them,
    have none.
``door``, ``door:2``, ... (one a door)
    ``x_m``, ``y_m``: its position in the plane of the building; ``length_m`` is 0. A room without a
    stated door opens, inferred, on the corridor or lobby that it faces longest.
``stair``, ``lift``
    Between the rooms of one shaft on the next storey that has it. ``length_m``: height climbed.
``outdoor``
    Between two entrances. ``length_m``: as the site states it; else, inferred, 1.2 times the
    straight line on a site, 1.3 times the distance of the two sites.

Walking distances are from door to door: inside a room straight from door to door where the line
stays in the outline, else around its corners; a stair or lift is entered in its middle, an entrance
left by its outer door (its stated door that joins no second room, else its middle). What cannot be
right, or had to be guessed, stands in ``SpatialGraph.findings``; no room is ever left out.
"""

from spaceplan.graph.build import build_graph
from spaceplan.graph.doors import DoorTable
from spaceplan.graph.export import (
    to_graphml,
    to_json,
    to_json_text,
    write_graphml,
    write_json,
)
from spaceplan.graph.findings import GraphFinding
from spaceplan.graph.spatial import SpatialGraph
from spaceplan.graph.walls import WallTable
from spaceplan.graph.ways import WayTable

__all__ = [
    "DoorTable",
    "GraphFinding",
    "SpatialGraph",
    "WallTable",
    "WayTable",
    "build_graph",
    "to_graphml",
    "to_json",
    "to_json_text",
    "write_graphml",
    "write_json",
]
