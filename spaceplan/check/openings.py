"""Which rooms open on which, by the doors that somebody stated."""

from __future__ import annotations

from collections.abc import Mapping

from spaceplan.check.situation import Situation
from spaceplan.rules import Category


def stated_openings(situation: Situation) -> Mapping[str, frozenset[str]]:
    """Return for every room with a stated door the rooms on which it opens.

    Doors that the graph inferred are no evidence of where one walks.
    """
    rooms, doors = situation.graph.rooms, situation.graph.doors
    stated = ~doors.inferred
    found: dict[str, set[str]] = {}
    for a, b in zip(doors.a[stated].tolist(), doors.b[stated].tolist(), strict=True):
        found.setdefault(rooms[a], set()).add(rooms[b])
        found.setdefault(rooms[b], set()).add(rooms[a])
    return {room: frozenset(others) for room, others in found.items()}


def rooms_open_to_circulation(situation: Situation) -> frozenset[str]:
    """Return the rooms with a stated door to circulation."""
    categories = situation.categories
    return frozenset(
        room
        for room, others in stated_openings(situation).items()
        if any(categories[other] == Category.CIRCULATION for other in others)
    )


def storeys_without_doors(situation: Situation) -> frozenset[str]:
    """Return the storeys of which no door is stated."""
    return frozenset(storey.id for storey in situation.portfolio.storeys if not storey.doors)
