"""Hard requirements that exclude each other, named in words."""

from __future__ import annotations

from collections.abc import Iterator

from spaceplan.allocate.masks import (
    CLASSIFIED,
    CONTRACTOR,
    POOLED,
    SHARED,
    Places,
    between_its_storeys,
    carries_its_tags,
    not_forbidden,
    on_its_sites,
)
from spaceplan.errors import ConflictError
from spaceplan.graph import SpatialGraph
from spaceplan.i18n import N_, Message
from spaceplan.model import Department, Portfolio, Room
from spaceplan.rules import Category, RuleBook


def refuse_conflicts(portfolio: Portfolio, graph: SpatialGraph, rulebook: RuleBook) -> None:
    """Raise ConflictError with every pair of hard requirements that no plan can keep."""
    found = [
        *_rooms_locked_twice(portfolio),
        *(
            conflict
            for department in portfolio.departments
            for conflict in _locks_of(department, portfolio, graph, rulebook)
        ),
    ]
    if found:
        raise ConflictError("\n".join(found))


def _rooms_locked_twice(portfolio: Portfolio) -> Iterator[str]:
    keepers: dict[str, list[str]] = {}
    for department in portfolio.departments:
        for room in dict.fromkeys(department.locked):
            keepers.setdefault(room, []).append(department.id)
    for room, departments in keepers.items():
        if len(departments) > 1 and not _is_shared(portfolio, room):
            yield Message.of(
                N_("room '{room}' is locked for {departments}, and is not tagged 'shared'"),
                room=room,
                departments=", ".join(departments),
            )


def _is_shared(portfolio: Portfolio, room: str) -> bool:
    return portfolio.has_room(room) and SHARED in portfolio.room(room).tags


def _locks_of(
    department: Department, portfolio: Portfolio, graph: SpatialGraph, rulebook: RuleBook
) -> Iterator[str]:
    known = [id for id in dict.fromkeys(department.locked) if portfolio.has_room(id)]
    if not known:
        return
    places = Places.of([portfolio.room(id) for id in known], portfolio, graph)
    rules = {
        N_("room '{room}' is locked for '{department}', but lies on none of its sites"): (
            on_its_sites(department, places)
        ),
        N_("room '{room}' is both locked and forbidden for '{department}'"): (
            not_forbidden(department, places)
        ),
    }
    offices = {
        N_("room '{room}' is locked for '{department}', but lies outside its storeys"): (
            between_its_storeys(department, places)
        ),
        N_("room '{room}' is locked for '{department}', but lacks a tag that it requires"): (
            carries_its_tags(department, places)
        ),
    }
    for i, room in enumerate(places.rooms):
        category = rulebook.category(room.use)
        applying = {**rules, **offices} if category == Category.OFFICE else rules
        for template, kept in applying.items():
            if not kept[i]:
                yield Message.of(template, room=room.id, department=department.id)
        yield from _lock_of_wrong_room(
            department, room, category, bool(places.beside_classified[i])
        )


def _lock_of_wrong_room(
    department: Department, room: Room, category: Category, beside_classified: bool
) -> Iterator[str]:
    names = {"room": room.id, "department": department.id}
    if category in (Category.CIRCULATION, Category.EQUIPMENT, Category.ANCILLARY):
        template = N_("room '{room}' is locked for '{department}', but a room of use '{use}' "
                      "is never allocated")  # fmt: skip
        yield Message.of(template, use=room.use, **names)
    if category == Category.SERVICE and POOLED in room.tags:
        template = N_("room '{room}' is locked for '{department}', but pooled for its site")
        yield Message.of(template, **names)
    if CLASSIFIED in room.tags and CLASSIFIED not in department.requires:
        template = N_("room '{room}' is locked for '{department}', but classified, "
                      "which it does not require")  # fmt: skip
        yield Message.of(template, **names)
    if department.kind == CONTRACTOR and beside_classified:
        template = N_("room '{room}' is locked for contractor '{department}', but has a wall or "
                      "a door in common with a classified room")  # fmt: skip
        yield Message.of(template, **names)
