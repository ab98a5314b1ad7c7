"""Security: the classified rooms of one department, and the contractor who sits beside them."""

from __future__ import annotations

from collections import Counter

import numpy as np

from spaceplan.generate import catalogue, quotas
from spaceplan.generate.catalogue import Entry
from spaceplan.generate.dead_end import DeadEndError
from spaceplan.generate.drafts import RoomDraft, StoreyDraft
from spaceplan.generate.layout import Home
from spaceplan.generate.planning import Plan
from spaceplan.generate.seating import Demand, take
from spaceplan.generate.staffing import Staffed
from spaceplan.i18n import N_
from spaceplan.model import Name
from spaceplan.model.people import CONTRACT

CLASSIFIED = "classified"
#: One of the contractor's people looks after so many of the civic centre; more come from outside.
PEOPLE_PER_CLEANER, MOST_CLEANERS = 320, 24
#: The contractor sits low in the house.
LOW = 4


def beside(room: RoomDraft) -> list[RoomDraft]:
    """Return the rooms that share a side wall with a room: the next ones of its row."""
    return [
        other
        for other in room.storey.rooms
        if other is not room
        and other.row == room.row != 0
        and (other.span.s0 == room.span.s1 or other.span.s1 == room.span.s0)
    ]


def hire_contractor(home: Home) -> Staffed:
    """Return the outside contractor of a site: an enterprise whose people hold no posts."""
    looked_after = sum(department.people for department in home.departments)
    people = min(max(6, looked_after // PEOPLE_PER_CLEANER), MOST_CLEANERS)
    entry = Entry(
        id="property-services",
        name=catalogue.CONTRACTOR,
        short=Name("物业", "Property"),
        branch="contractor",
        kind="contractor",
        level="city",
        size="S",
        role="contractor",
    )
    contractor = Staffed(entry, home.site.id, tied=True)
    contractor.extras[CONTRACT] = people
    return contractor


def classify(
    home: Home, contractor: Staffed, plan: Plan, today: Plan, rng: np.random.Generator
) -> RoomDraft | None:
    """Set rooms apart for the classified department, with the contractor beside them today.

    Returns
    -------
    The classified room that shares a wall with a room of the contractor; None where no department
    is classified.
    """
    secret = next((d for d in home.departments if d.entry.role == CLASSIFIED), None)
    if secret is None:
        return None
    storeys = [s for b in home.site.buildings for s in b.storeys if s.number > 2]
    for i in rng.permutation(len(storeys)):
        witness = _set_apart(storeys[int(i)], secret, contractor, plan, today)
        if witness is not None:
            return witness
    raise DeadEndError(N_("no storey has room for the classified department"))


def _set_apart(
    storey: StoreyDraft, secret: Staffed, contractor: Staffed, plan: Plan, today: Plan
) -> RoomDraft | None:
    """Try a storey; returns the classified room beside the contractor, None where it will not do.

    The rooms lie at the left end of the storey, one more than the department needs.
    """
    offices = storey.offices
    placement = take(offices, Demand.of(secret), clean=True)
    if placement is None:
        return None
    last = max(offices.index(room) for room in placement.occupants)
    chosen, others = offices[: last + 2], offices[last + 2 :]
    edge = next((room for room in reversed(chosen) if _next_to(room, others)), None)
    if edge is None:
        return None
    rooms = _contractor_rooms(edge, others, contractor)
    if not rooms or sum(bool(_touching(room, chosen)) for room in rooms) != 1:
        return None
    for room in chosen:
        room.tags.add(CLASSIFIED)
    for target in (plan, today):
        target.add(secret.id, placement)
    for room, people in rooms.items():
        today.hold(room, contractor.id, people)
    secret.requires = frozenset({CLASSIFIED})
    secret.tied = True
    return edge


def _next_to(room: RoomDraft, others: list[RoomDraft]) -> RoomDraft | None:
    return next((other for other in _touching(room, others)), None)


def _touching(room: RoomDraft, others: list[RoomDraft]) -> list[RoomDraft]:
    return [other for other in beside(room) if other in others]


def _contractor_rooms(
    edge: RoomDraft, others: list[RoomDraft], contractor: Staffed
) -> dict[RoomDraft, Counter[str]]:
    """Return rooms of one row from a classified room on, full of the contractor's people."""
    row = [room for room in others if room.row == edge.row and room.span.s0 >= edge.span.s1]
    rooms: dict[RoomDraft, Counter[str]] = {}
    left = contractor.people
    for room in row:
        if left:
            here = min(left, room.seats)
            rooms[room] = Counter({CONTRACT: here})
            left -= here
    return rooms if not left else {}


def place_contractor(home: Home, contractor: Staffed, plan: Plan) -> None:
    """Plan the contractor: rooms for six square metres a person, away from classified rooms."""
    low = [s for s in home.site.storeys if 0 < s.number <= LOW]
    best: list[RoomDraft] = []
    waste = 0
    for storey in low:
        rooms = _least_waste(plan.free(storey), contractor.people)
        spare = sum(room.area_dm2 for room in rooms)
        if rooms and (not best or spare < waste):
            best, waste = rooms, spare
    if not best:
        raise DeadEndError(N_("no rooms are left for the contractor"))
    left = contractor.people
    for room in best:
        here = min(left, room.seats)
        plan.hold(room, contractor.id, Counter({CONTRACT: here}))
        left -= here


def _least_waste(free: list[RoomDraft], people: int) -> list[RoomDraft]:
    """Return neighbouring rooms with just enough seats and the least area, none if too few."""
    free = [room for room in free if not _near_classified(room)]
    best: list[RoomDraft] = []
    for first in range(len(free)):
        rooms: list[RoomDraft] = []
        seats = 0
        for room in free[first:]:
            if seats < people and quotas.seats(room.area_dm2) > 1:
                rooms.append(room)
                seats += room.seats
        area = sum(room.area_dm2 for room in rooms)
        if seats >= people and (not best or area < sum(room.area_dm2 for room in best)):
            best = rooms
    return best


def _near_classified(room: RoomDraft) -> bool:
    return any(CLASSIFIED in other.tags for other in beside(room))
