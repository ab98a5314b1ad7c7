"""Misuse of places: a toilet kept for one leader, a store that is entered through others' rooms.

No random number is drawn here, and no room is touched in which anybody could be given a seat: the
city is the same one with and without these sins.
"""

from __future__ import annotations

from collections.abc import Iterator

from spaceplan.generate import quotas
from spaceplan.generate.drafts import RoomDraft
from spaceplan.generate.history import History, leader
from spaceplan.generate.planning import Line
from spaceplan.generate.security import beside

#: How often each sin is planted in a city of scale 1.
TOILETS, ENTERED_THROUGH = 1, 2
#: Uses that no department needs, so that no plan gives such a room to anybody.
STORES = ("storage", "print")
POOLED = "pooled"


def misuse_places(history: History) -> None:
    """Plant the misuse of places, before the doors are put in."""
    keep_toilets(history)
    enter_through_others(history)


def keep_toilets(history: History) -> None:
    """Let a leader keep the toilet beside his office to himself: too large, and not for him."""
    wanted = history.count(TOILETS)
    for toilet in _rooms(history, ("toilet",)):
        line = next(filter(_is_for_a_leader, _lines_beside(toilet, history)), None)
        if wanted and line is not None:
            toilet.private_to = line.room.id
            toilet.tags.discard(POOLED)
            history.touched.add(line.room.id)
            history.sin("private-toilet", "room", toilet.id)
            history.sin("private-rooms", "room", line.room.id)
            wanted -= 1


def _is_for_a_leader(line: Line) -> bool:
    """Return whether a leader below the heads of the city, who may have a toilet, sits there."""
    rank = leader(line)
    return rank is not None and quotas.QUOTA_DM2[rank] <= 2400


def enter_through_others(history: History) -> None:
    """Let a store have its only door to an office of another department."""
    wanted = history.count(ENTERED_THROUGH)
    for store in _rooms(history, STORES):
        held = store in history.plan and store.id not in history.touched
        if not wanted or not held or store in history.witness:
            continue
        holder = history.plan.lines[store.id].department
        lines = (line for line in _lines_beside(store, history) if line.department != holder)
        line = next((line for line in lines if line.people.total() > 1), None)
        if line is not None:
            store.opens_on = line.room
            history.touched |= {store.id, line.room.id}
            history.sin("through-department", "room", store.id)
            wanted -= 1


def _rooms(history: History, uses: tuple[str, ...]) -> Iterator[RoomDraft]:
    """Yield the rooms of some uses in the larger sites, storey by storey."""
    for home in history.homes[:3]:
        for storey in home.site.storeys:
            yield from (room for room in storey.rooms if room.use in uses)


def _lines_beside(room: RoomDraft, history: History) -> Iterator[Line]:
    """Yield who has the offices that share a side wall with a room, if no sin touches them."""
    for other in beside(room):
        if other.use == "office" and other in history.plan and other.id not in history.touched:
            yield history.plan.lines[other.id]
