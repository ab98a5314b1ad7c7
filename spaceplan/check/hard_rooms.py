"""Hard requirements of rooms: who may hold them, and how many may sit there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from spaceplan.check.evidence import rank_named
from spaceplan.check.hard_words import (
    ALONE,
    CROWDED,
    HOLDERS,
    PLACES,
    UNKNOWN,
    of_department,
)
from spaceplan.graph import SpatialGraph
from spaceplan.i18n import N_, Message
from spaceplan.model import Allocation, AllocationLine, Counts, Portfolio, Room
from spaceplan.model.naming import department_named, listed, storey_named
from spaceplan.rules import Category, RuleBook
from spaceplan.things import PEOPLE, number_of
from spaceplan.units import to_m2

CLASSIFIED = "classified"
SHARED = "shared"
POOLED = "pooled"


def unknown_or_repeated(portfolio: Portfolio, allocation: Allocation) -> tuple[str, ...]:
    """Return which lines name an unknown room or department, or stand twice."""
    broken: list[str] = []
    times = Counter((line.room, line.department) for line in allocation.lines)
    for (room, department), number in sorted(times.items()):
        if not portfolio.has_room(room):
            broken.append(
                Message.of(
                    N_("room {room} of {name} is not in the portfolio"),
                    room=room,
                    name=department_named(portfolio, department),
                    department=department,
                    requirement=UNKNOWN,
                )
            )
        if not portfolio.has_department(department):
            broken.append(
                Message.of(
                    N_("department {department} in room {room} is not in the portfolio"),
                    room=room,
                    department=department,
                    requirement=UNKNOWN,
                )
            )
        if number > 1:
            broken.append(
                Message.of(
                    N_("room {room} of {name} is listed {number} times"),
                    room=room,
                    name=department_named(portfolio, department),
                    department=department,
                    number=number,
                    requirement=UNKNOWN,
                )
            )
    return tuple(broken)


def broken_by_rooms(
    portfolio: Portfolio, graph: SpatialGraph, rulebook: RuleBook, allocation: Allocation
) -> Iterator[str]:
    """Yield what is broken room by room, in the order of the ids."""
    for id in sorted({line.room for line in allocation.lines}):
        room = portfolio.room(id)
        lines = allocation.of_room(id)
        yield from _one_holder(portfolio, room, lines)
        for line in lines:
            yield from _category(portfolio, rulebook, room, line)
            yield from _security(portfolio, graph, room, line)
            yield from _emptied(portfolio, rulebook, room, line)
        people = _together(lines)
        yield from _seats(rulebook, room, people)
        yield from _alone(portfolio, rulebook, room, people)


def _together(lines: tuple[AllocationLine, ...]) -> Counts:
    """Return who sits in a room, of all its holders."""
    people: Counter[str] = Counter()
    for line in lines:
        people.update(dict(line.occupancy))
    return Counts.of(people)


def _one_holder(
    portfolio: Portfolio, room: Room, lines: tuple[AllocationLine, ...]
) -> Iterator[str]:
    """Yield a room that has more than one department without being ``shared``."""
    if len(lines) > 1 and SHARED not in room.tags:
        yield Message.of(
            N_("room {room} is held by {departments}, and it is not shared"),
            room=room.id,
            departments=listed(
                department_named(portfolio, id) for id in sorted(line.department for line in lines)
            ),
            requirement=HOLDERS,
        )


def _category(
    portfolio: Portfolio, rulebook: RuleBook, room: Room, line: AllocationLine
) -> Iterator[str]:
    """Yield rooms that nobody may hold, and people in rooms that are not offices."""
    category = rulebook.category(room.use)
    department = portfolio.department(line.department)
    locked = room.id in department.locked
    held_by_nobody = category in (Category.EQUIPMENT, Category.ANCILLARY, Category.CIRCULATION)
    pooled = category == Category.SERVICE and POOLED in room.tags
    values = {
        **of_department(department),
        "room": room.id,
        "use": rulebook.use_named(room.use),
        "requirement": HOLDERS,
    }
    if held_by_nobody or (category == Category.TECHNICAL and not locked):
        yield Message.of(N_("room {room} ({use}) of {name} is not to be allocated"), **values)
    if pooled:
        yield Message.of(N_("room {room} ({use}) of {name} is pooled for its site"), **values)
    if line.occupancy and category != Category.OFFICE:
        yield Message.of(N_("{name} has people in room {room} ({use}), no office"), **values)


def _security(
    portfolio: Portfolio, graph: SpatialGraph, room: Room, line: AllocationLine
) -> Iterator[str]:
    """Yield classified rooms of others, and contractors beside classified rooms."""
    department = portfolio.department(line.department)
    if CLASSIFIED in room.tags and CLASSIFIED not in department.requires:
        yield Message.of(
            N_("room {room} is classified, and {name} does not require that"),
            room=room.id,
            **of_department(department),
            requirement=HOLDERS,
        )
    if department.kind != "contractor":
        return
    for other in sorted(graph.neighbours(room.id)):
        if CLASSIFIED in portfolio.room(other).tags:
            yield Message.of(
                N_("room {room} of contractor {name} lies beside classified room {other}"),
                room=room.id,
                **of_department(department),
                other=other,
                requirement=PLACES,
            )


def _emptied(
    portfolio: Portfolio, rulebook: RuleBook, room: Room, line: AllocationLine
) -> Iterator[str]:
    """Yield offices on storeys that are to be emptied."""
    storey = portfolio.storey_of(room.id).id
    is_office = rulebook.category(room.use) == Category.OFFICE
    if is_office and storey in portfolio.empty_storeys:
        yield Message.of(
            N_("office {room} of {name} lies on a storey to be emptied: {storey}"),
            room=room.id,
            **of_department(portfolio.department(line.department)),
            storey=storey_named(portfolio, storey),
            requirement=PLACES,
        )


def _seats(rulebook: RuleBook, room: Room, people: Counts) -> Iterator[str]:
    """Yield an office with more people than n <= seats(area)."""
    seats = rulebook.seats(room.area_dm2)
    if people.total > seats and rulebook.category(room.use) == Category.OFFICE:
        yield Message.of(
            N_("room {room}: {people}, where {area:.2f} m² have room for {seats}"),
            room=room.id,
            people=number_of(PEOPLE, people.total),
            area=to_m2(room.area_dm2),
            seats=seats,
            requirement=CROWDED,
        )


def _alone(portfolio: Portfolio, rulebook: RuleBook, room: Room, people: Counts) -> Iterator[str]:
    """Yield ranks that sit alone and do not, as far as the settings do not allow it."""
    sharing = portfolio.settings.share_own_room
    for rank, number in people:
        if not rulebook.own_room(rank) or people.total == 1 or sharing == "any":
            continue
        if sharing == "like" and number == people.total:
            continue
        yield Message.of(
            N_("room {room}: {rank} must sit alone, and {people} sit there"),
            room=room.id,
            rank=rank_named(rulebook, rank),
            people=people.total,
            requirement=ALONE,
        )
