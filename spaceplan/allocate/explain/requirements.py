"""Hard requirements one by one: what each is called, and the case without it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from spaceplan.allocate.explain.case import Case, without_people
from spaceplan.allocate.masks import CLASSIFIED
from spaceplan.model import Department

#: Stands for the tag where classified rooms are no longer kept apart, only asked for.
_ONLY_ASKED_FOR = "classified, not kept apart"


class Kind(StrEnum):
    """What a requirement is about, in the order in which one would rather let go of them."""

    OWN_ROOM = "own_room"
    CLASSIFIED = "classified"
    LOCKED = "locked"
    FORBIDDEN = "forbidden"
    STOREYS = "storeys"
    REQUIRES = "requires"
    SITES = "sites"
    SEATS = "seats"
    PHYSICAL_MINIMUM = "physical_minimum"


@dataclass(frozen=True)
class Requirement:
    """One hard requirement.

    Parameters
    ----------
    department
        Whose it is; empty for rules that hold for all.
    subjects
        What it names: sites, tags, rooms, storey numbers, ranks.
    """

    kind: Kind
    department: str = ""
    subjects: tuple[str, ...] = ()


def requirements_of(case: Case) -> tuple[Requirement, ...]:
    """Return every hard requirement of a case, those that one would rather let go of first."""
    found = list(_rules(case))
    for department in case.portfolio.departments:
        found += _wishes(department)
    order = list(Kind)
    return tuple(sorted(found, key=lambda requirement: order.index(requirement.kind)))


def _rules(case: Case) -> Iterator[Requirement]:
    ranks = {rank for d in case.portfolio.departments for rank, _ in d.headcount}
    alone = tuple(sorted(rank for rank in ranks if case.rulebook.own_room(rank)))
    if alone and case.portfolio.settings.share_own_room == "none":
        yield Requirement(Kind.OWN_ROOM, subjects=alone)
    if any(CLASSIFIED in room.tags for room in case.portfolio.rooms):
        yield Requirement(Kind.CLASSIFIED)
    yield Requirement(Kind.PHYSICAL_MINIMUM)


def _wishes(department: Department) -> Iterator[Requirement]:
    if department.people:
        yield Requirement(Kind.SEATS, department.id)
    if department.sites:
        yield Requirement(Kind.SITES, department.id, department.sites)
    if department.requires:
        yield Requirement(Kind.REQUIRES, department.id, tuple(sorted(department.requires)))
    if department.forbidden:
        yield Requirement(Kind.FORBIDDEN, department.id, department.forbidden)
    if department.min_storey is not None or department.max_storey is not None:
        ends = (department.min_storey, department.max_storey)
        storeys = tuple("" if end is None else str(end) for end in ends)
        yield Requirement(Kind.STOREYS, department.id, storeys)
    for room in dict.fromkeys(department.locked):
        yield Requirement(Kind.LOCKED, department.id, (room,))


def without(case: Case, *requirements: Requirement) -> Case:
    """Return the case without some requirements."""
    for requirement in requirements:
        case = _without_rule(case, requirement.kind)
        if requirement.department:
            department = case.portfolio.department(requirement.department)
            case = case.with_department(_without_wish(department, requirement))
    return case


def _without_wish(department: Department, requirement: Requirement) -> Department:
    kept = tuple(room for room in department.locked if room not in requirement.subjects)
    changed = {
        Kind.SITES: lambda: replace(department, sites=()),
        Kind.REQUIRES: lambda: replace(department, requires=frozenset()),
        Kind.FORBIDDEN: lambda: replace(department, forbidden=()),
        Kind.STOREYS: lambda: replace(department, min_storey=None, max_storey=None),
        Kind.LOCKED: lambda: replace(department, locked=kept),
        Kind.SEATS: lambda: without_people(department),
    }
    return changed[requirement.kind]()


def _without_rule(case: Case, kind: Kind) -> Case:
    if kind == Kind.OWN_ROOM:
        return replace(case, rulebook=case.rulebook.without_own_rooms())
    if kind == Kind.PHYSICAL_MINIMUM:
        return replace(case, rulebook=replace(case.rulebook, minimum_dm2=1, minimum_alone_dm2=1))
    if kind == Kind.CLASSIFIED:
        return _not_apart(case)
    return case


def _not_apart(case: Case) -> Case:
    """Return the case with classified rooms open to all; who requires them still does."""

    def renamed(tags: frozenset[str]) -> frozenset[str]:
        if CLASSIFIED not in tags:
            return tags
        return tags - {CLASSIFIED} | {_ONLY_ASKED_FOR}

    portfolio = case.portfolio
    buildings = tuple(
        replace(
            building,
            storeys=tuple(
                replace(
                    storey,
                    rooms=tuple(
                        replace(room, tags=renamed(room.tags)) if CLASSIFIED in room.tags else room
                        for room in storey.rooms
                    ),
                )
                for storey in building.storeys
            ),
        )
        for building in portfolio.buildings
    )
    departments = tuple(replace(d, requires=renamed(d.requires)) for d in portfolio.departments)
    return replace(case, portfolio=replace(portfolio, buildings=buildings, departments=departments))
