"""Which rooms one reaches without stairs: over doors and lifts, from an entrance."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from spaceplan.graph.doors import DoorTable
from spaceplan.graph.places import Places
from spaceplan.graph.ways import WayTable
from spaceplan.model.uses import LIFT

STEP_FREE = "step_free"


def find_step_free(
    places: Places, doors: DoorTable, climbs: WayTable, entrances: Collection[int]
) -> list[int]:
    """Return the rooms (indexes) that hang together with an entrance or a room tagged so.

    A stair is crossed like any room, and not climbed.
    """
    lifts = np.array([kind == LIFT for kind in climbs.kind], dtype=bool)
    a = np.concatenate([doors.a, climbs.a[lifts]])
    b = np.concatenate([doors.b, climbs.b[lifts]])
    count = len(places.rooms)
    graph = coo_array((np.ones(len(a)), (a, b)), shape=(count, count))
    _, group = connected_components(graph, directed=False)
    tagged = [i for i, room in enumerate(places.rooms) if STEP_FREE in room.tags]
    reached = set(group[[*entrances, *tagged]].tolist())
    return [i for i, of in enumerate(group.tolist()) if of in reached]
