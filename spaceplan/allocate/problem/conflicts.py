"""Hard requirements that exclude each other room by room, named in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spaceplan.allocate.problem.kept import Kept
from spaceplan.allocate.problem.masks import (
    CLASSIFIED,
    CONTRACTOR,
    POOLED,
    SHARED,
    Places,
    between_its_storeys,
    carries_its_tags,
    in_its_buildings,
    low_enough,
    not_emptied,
    not_forbidden,
    on_its_sites,
    reached_without_stairs,
)
from spaceplan.errors import ConflictError
from spaceplan.graph import SpatialGraph
from spaceplan.i18n import N_, Message
from spaceplan.model import Department, Portfolio, Room
from spaceplan.model.naming import department_named, listed, named
from spaceplan.rules import Category, RuleBook

#: Of so many rooms the same is told one by one.
_MOST_ALIKE = 5
#: Rules that speak of one department and one room it keeps, with the words for breaking them.
_RULES = (
    (
        N_("room '{room}' must stay with {department}, but lies on none of its sites"),
        on_its_sites,
    ),
    (N_("room '{room}' must stay with {department}, and is forbidden to it"), not_forbidden),
)
#: The same, of offices only.
_OFFICE_RULES = (
    (
        N_("room '{room}' must stay with {department}, but lies in none of its buildings"),
        in_its_buildings,
    ),
    (
        N_("room '{room}' must stay with {department}, but lies outside its storeys"),
        between_its_storeys,
    ),
    (
        N_("room '{room}' must stay with {department}, but lies too high for the public"),
        low_enough,
    ),
    (
        N_("room '{room}' must stay with {department}, but is not reached without stairs"),
        reached_without_stairs,
    ),
    (
        N_("room '{room}' must stay with {department}, but lies on a storey to be emptied"),
        not_emptied,
    ),
    (
        N_("room '{room}' must stay with {department}, but lacks a tag that it requires"),
        carries_its_tags,
    ),
)


def refuse_conflicts(
    portfolio: Portfolio, graph: SpatialGraph, rulebook: RuleBook, kept: Kept
) -> None:
    """Raise ConflictError with every pair of hard requirements that no plan can keep.

    Rooms that are locked for a department stay with it, and so do those of people whom it keeps.
    """
    staying = {
        department.id: tuple(dict.fromkeys((*department.locked, *kept.get(department.id, ()))))
        for department in portfolio.departments
    }
    found = [
        *_rooms_of_two(portfolio, staying),
        *(
            conflict
            for department in portfolio.departments
            for conflict in _rooms_of(
                department, staying[department.id], portfolio, graph, rulebook
            )
        ),
        *_people_kept(portfolio, rulebook, kept),
    ]
    if found:
        raise ConflictError(*_first_of_each(found))


def _first_of_each(found: Sequence[Message]) -> Iterator[Message]:
    """Yield what is told of the first rooms, and of how many more of the same holders it is true.

    Whoever keeps everybody in hundreds of rooms reads each reason a few times.
    """
    alike: dict[tuple[str, str], list[Message]] = {}
    for said in found:
        holders = said.values.get("departments") or said.values["department"]
        alike.setdefault((said.template, holders), []).append(said)
    for (_, holders), told in alike.items():
        shown = told if len(told) <= _MOST_ALIKE + 1 else told[:_MOST_ALIKE]
        yield from shown
        if more := len(told) - len(shown):
            text = N_("... and {n:,} more rooms of {departments}, for the same reason")
            yield Message.of(text, n=more, departments=holders)


def _rooms_of_two(portfolio: Portfolio, staying: dict[str, tuple[str, ...]]) -> Iterator[Message]:
    keepers: dict[str, list[str]] = {}
    for department, rooms in staying.items():
        for room in rooms:
            keepers.setdefault(room, []).append(department)
    for room, departments in keepers.items():
        if len(departments) > 1 and not _is_shared(portfolio, room):
            yield Message.of(
                N_("room '{room}' must stay with {departments}, and is not tagged 'shared'"),
                room=room,
                departments=listed(department_named(portfolio, id) for id in departments),
            )


def _is_shared(portfolio: Portfolio, room: str) -> bool:
    return portfolio.has_room(room) and SHARED in portfolio.room(room).tags


def _rooms_of(
    department: Department,
    staying: tuple[str, ...],
    portfolio: Portfolio,
    graph: SpatialGraph,
    rulebook: RuleBook,
) -> Iterator[Message]:
    known = [id for id in staying if portfolio.has_room(id)]
    if not known:
        return
    places = Places.of([portfolio.room(id) for id in known], portfolio, graph)
    rules = [(template, rule(department, places)) for template, rule in _RULES]
    offices = [(template, rule(department, places)) for template, rule in _OFFICE_RULES]
    for i, room in enumerate(places.rooms):
        category = rulebook.category(room.use)
        for template, kept in [*rules, *offices] if category == Category.OFFICE else rules:
            if not kept[i]:
                yield Message.of(
                    template, room=room.id, department=named(department.name, department.id)
                )
        use, beside = rulebook.use_named(room.use), bool(places.beside_classified[i])
        yield from _wrong_room(department, room, use, category, beside)


def _wrong_room(
    department: Department, room: Room, use: str, category: Category, beside_classified: bool
) -> Iterator[Message]:
    names = {"room": room.id, "department": named(department.name, department.id)}
    if category in (Category.CIRCULATION, Category.EQUIPMENT, Category.ANCILLARY):
        template = N_(
            "room '{room}' must stay with {department}, but a room of use '{use}' "
            "is never allocated"
        )
        yield Message.of(template, use=use, **names)
    if category == Category.SERVICE and POOLED in room.tags:
        template = N_("room '{room}' must stay with {department}, but is pooled for its site")
        yield Message.of(template, **names)
    if CLASSIFIED in room.tags and CLASSIFIED not in department.requires:
        template = N_(
            "room '{room}' must stay with {department}, but is classified, "
            "which it does not require"
        )
        yield Message.of(template, **names)
    if department.kind == CONTRACTOR and beside_classified:
        template = N_(
            "room '{room}' must stay with contractor {department}, but has a wall or "
            "a door in common with a classified room"
        )
        yield Message.of(template, **names)


def _people_kept(portfolio: Portfolio, rulebook: RuleBook, kept: Kept) -> Iterator[Message]:
    """Yield rooms in which those who are to stay must not sit, or not together."""
    together: dict[str, list[tuple[str, str, int]]] = {}
    for department, rooms in kept.items():
        for id, numbers in rooms.items():
            together.setdefault(id, []).extend((department, k, n) for k, n in numbers.items())
    for id, people in together.items():
        room = portfolio.room(id)
        whose = dict.fromkeys(department for department, _, _ in people)
        names = listed(department_named(portfolio, department) for department in whose)
        values = {"room": id, "departments": names}
        number = sum(n for *_, n in people)
        seats = rulebook.seats(room.area_dm2)
        if rulebook.category(room.use) != Category.OFFICE:
            template = N_(
                "people of {departments} are to stay in room '{room}', which is no office"
            )
            yield Message.of(template, **values)
        elif number > seats:
            template = N_(
                "{number} people of {departments} are to stay in room '{room}', which "
                "has room for {seats}"
            )
            yield Message.of(template, number=number, seats=seats, **values)
        elif number > 1 and not _may_sit_together(portfolio, rulebook, people):
            template = N_(
                "people of {departments} are to stay together in room '{room}', and one "
                "of them must sit alone"
            )
            yield Message.of(template, **values)


def _may_sit_together(
    portfolio: Portfolio, rulebook: RuleBook, people: list[tuple[str, str, int]]
) -> bool:
    share = portfolio.settings.share_own_room
    if share == "any" or not any(rulebook.own_room(kind) for _, kind, _ in people):
        return True
    return share == "like" and len({kind for _, kind, _ in people}) == 1
