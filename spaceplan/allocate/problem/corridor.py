"""The order in which one passes the rooms of a storey."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from spaceplan.allocate.problem.geometry import Geometry


def along_corridor(geometry: Geometry, rooms: Sequence[int]) -> list[int]:
    """Order rooms of a storey by the walk from the one at its far end."""
    if len(rooms) < 3:
        return list(rooms)
    walks = geometry.walks(rooms)
    end = int(np.argmax(walks[0]))
    return [rooms[i] for i in np.argsort(walks[end], kind="stable").tolist()]
