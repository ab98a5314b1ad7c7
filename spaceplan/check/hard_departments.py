"""Hard requirements of departments: sites, locks, storeys, tags, headcount, service rooms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from spaceplan.check.evidence import rank_named
from spaceplan.check.hard_words import (
    HOLDERS,
    LOCKED,
    NAMES,
    NEEDED,
    NEEDLESS,
    PLACES,
    of_department,
)
from spaceplan.check.needs import POOLED, meet_needs, unmet_rooms
from spaceplan.check.offices import Offices, held_offices
from spaceplan.graph import SpatialGraph
from spaceplan.i18n import N_, Message
from spaceplan.model import Allocation, Department, Portfolio
from spaceplan.model.naming import building_named, listed, site_named
from spaceplan.rules import Category, RuleBook
from spaceplan.things import ROOMS, number_of

_NEEDLESS = N_("{name} holds service room {room} ({use}) beyond its needs")


def broken_by_departments(
    portfolio: Portfolio, graph: SpatialGraph, rulebook: RuleBook, allocation: Allocation
) -> Iterator[str]:
    """Yield what is broken department by department, in the portfolio's order."""
    offices = held_offices(portfolio, rulebook, allocation)
    for department in portfolio.departments:
        rooms = sorted({line.room for line in allocation.of_department(department.id)})
        yield from _sites(portfolio, department, rooms)
        yield from _locked(department, rooms)
        yield from _forbidden(department, rooms)
        yield from _storeys(portfolio, department, offices[department.id].rooms)
        yield from _buildings(portfolio, department, offices[department.id].rooms)
        yield from _public(portfolio, department, offices[department.id].rooms)
        yield from _step_free(graph, department, offices[department.id].rooms)
        yield from _tags(portfolio, department, offices[department.id].rooms)
        yield from _headcount(rulebook, department, allocation)
        mine = offices[department.id]
        yield from _needless(portfolio, graph, rulebook, department, rooms, mine)
        yield from _hard_needs(portfolio, graph, rulebook, department, rooms, mine)


def _sites(portfolio: Portfolio, department: Department, rooms: Sequence[str]) -> Iterator[str]:
    """Yield rooms outside the sites where the department must be."""
    for room in rooms:
        site = portfolio.building_of(room).site
        if department.sites and site not in department.sites:
            yield Message.of(
                N_("{name} has room {room} at {site}, and must be at {sites}"),
                **of_department(department),
                room=room,
                site=site_named(portfolio, site),
                sites=listed(site_named(portfolio, id) for id in department.sites),
                requirement=PLACES,
            )


def _locked(department: Department, rooms: Sequence[str]) -> Iterator[str]:
    """Yield locked rooms that the department does not hold."""
    for room in sorted(set(department.locked) - set(rooms)):
        yield Message.of(
            N_("{name} does not hold its locked room {room}"),
            **of_department(department),
            room=room,
            requirement=LOCKED,
        )


def _forbidden(department: Department, rooms: Sequence[str]) -> Iterator[str]:
    """Yield rooms that the department must not hold."""
    for room in sorted(set(department.forbidden) & set(rooms)):
        yield Message.of(
            N_("{name} holds room {room}, which is forbidden to it"),
            **of_department(department),
            room=room,
            requirement=HOLDERS,
        )


def _storeys(portfolio: Portfolio, department: Department, rooms: Sequence[str]) -> Iterator[str]:
    """Yield offices below min_storey or above max_storey."""
    lowest = float("-inf") if department.min_storey is None else department.min_storey
    highest = float("inf") if department.max_storey is None else department.max_storey
    for room in rooms:
        number = portfolio.storey_of(room).number
        if not lowest <= number <= highest:
            yield Message.of(
                N_("{name} has office {room} on storey {number}, out of bounds"),
                **of_department(department),
                room=room,
                number=number,
                requirement=PLACES,
            )


def _buildings(portfolio: Portfolio, department: Department, rooms: Sequence[str]) -> Iterator[str]:
    """Yield offices outside the buildings where the department must be."""
    for room in rooms:
        building = portfolio.building_of(room).id
        if department.buildings and building not in department.buildings:
            yield Message.of(
                N_("{name} has office {room} in {building}, and must be in {places}"),
                **of_department(department),
                room=room,
                building=building_named(portfolio, building),
                places=listed(building_named(portfolio, id) for id in department.buildings),
                requirement=PLACES,
            )


def _public(portfolio: Portfolio, department: Department, rooms: Sequence[str]) -> Iterator[str]:
    """Yield offices of a department that faces the public on a storey above public_max_storey."""
    highest = portfolio.settings.public_max_storey
    for room in rooms:
        number = portfolio.storey_of(room).number
        if department.public_facing and number > highest:
            yield Message.of(
                N_(
                    "{name} faces the public and has office {room} on storey {number}, above "
                    "{highest}"
                ),
                **of_department(department),
                room=room,
                number=number,
                highest=highest,
                requirement=PLACES,
            )


def _step_free(graph: SpatialGraph, department: Department, rooms: Sequence[str]) -> Iterator[str]:
    """Yield offices that one reaches over stairs only, where none must be."""
    for room in rooms:
        if department.step_free and room not in graph.step_free:
            yield Message.of(
                N_("office {room} of {name} is not reached without stairs"),
                **of_department(department),
                room=room,
                requirement=PLACES,
            )


def _tags(portfolio: Portfolio, department: Department, rooms: Sequence[str]) -> Iterator[str]:
    """Yield offices without a tag that the department requires."""
    for room in rooms:
        for tag in sorted(department.requires - portfolio.room(room).tags):
            yield Message.of(
                N_("office {room} of {name} is not {tag}"),
                **of_department(department),
                room=room,
                tag=tag,
                requirement=PLACES,
            )


def _headcount(rulebook: RuleBook, department: Department, allocation: Allocation) -> Iterator[str]:
    """Yield kinds of people of whom more sit somewhere than there are."""
    seated: Counter[str] = Counter()
    for line in allocation.of_department(department.id):
        seated.update(dict(line.occupancy))
    for kind, number in sorted(seated.items()):
        there_are = department.people[kind]
        if number > there_are:
            yield Message.of(
                N_("{name} seats {number} × {kind}, and has {there_are}"),
                **of_department(department),
                number=number,
                kind=rank_named(rulebook, kind),
                there_are=there_are,
                requirement=NAMES,
            )


def _needless(
    portfolio: Portfolio,
    graph: SpatialGraph,
    rulebook: RuleBook,
    department: Department,
    rooms: Sequence[str],
    offices: Offices,
) -> Iterator[str]:
    """Yield service rooms that meet no need; locked ones may, and meet needs first."""
    locked_first = sorted(rooms, key=lambda room: (room not in department.locked, room))
    met = meet_needs(portfolio, graph, rulebook, department, locked_first, offices)
    if department.service == POOLED:
        met = {}
    for id in rooms:
        room = portfolio.room(id)
        is_service = rulebook.category(room.use) == Category.SERVICE
        if is_service and id not in met and id not in department.locked:
            yield Message.of(
                _NEEDLESS,
                **of_department(department),
                room=id,
                use=rulebook.use_named(room.use),
                requirement=NEEDLESS,
            )


def needless_rooms(allocation: Allocation, broken: Iterable[str]) -> tuple[str, ...]:
    """Return the service rooms that are held by nobody who needs them.

    Parameters
    ----------
    broken
        What ``verify_allocation`` says of the allocation.
    """
    said = [
        text.values for text in broken if isinstance(text, Message) and text.template == _NEEDLESS
    ]
    pairs = {(values["room"], values["department"]) for values in said}
    rooms = dict.fromkeys(room for room, _department in sorted(pairs))
    return tuple(
        room
        for room in rooms
        if all((room, line.department) in pairs for line in allocation.of_room(room))
    )


def _hard_needs(
    portfolio: Portfolio,
    graph: SpatialGraph,
    rulebook: RuleBook,
    department: Department,
    rooms: Sequence[str],
    offices: Offices,
) -> Iterator[str]:
    """Yield needs that must be met and are not."""
    if not any(need.hard for need in department.needs):
        return
    met = meet_needs(portfolio, graph, rulebook, department, rooms, offices)
    for i, missing in unmet_rooms(department, met).items():
        need = department.needs[i]
        if need.hard:
            yield Message.of(
                N_("{name} lacks {missing} of {rooms} ({use}, {area:g} m²) that it must have"),
                **of_department(department),
                missing=missing,
                rooms=number_of(ROOMS, need.count),
                use=rulebook.use_named(need.use),
                area=need.min_m2,
                requirement=NEEDED,
            )
