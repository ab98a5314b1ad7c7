"""Uses of rooms that the spatial graph itself must tell apart.

Every other use is only a key into the rule set, which maps it to a category.
"""

from __future__ import annotations

STAIR = "stair"
LIFT = "lift"
#: Rooms that one walks through: a room without a stated door opens on the one it faces longest.
CORRIDOR_USES = frozenset({"corridor", "lobby"})
#: Rooms that connect: corridors, and the shafts between storeys.
CIRCULATION_USES = CORRIDOR_USES | {STAIR, LIFT}
