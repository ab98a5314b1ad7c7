"""What may be in conflict: hard requirements that are stated, rules, and that people need seats."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spaceplan.allocate.explain.case import Case, without_people
from spaceplan.allocate.problem.masks import CLASSIFIED
from spaceplan.model import Department, Portfolio, requirements
from spaceplan.model.requirements import OWN_ROOM, Requirement

#: That the people of a department need seats.
SEATS = "seats"
#: Rules for all: classified rooms are kept apart, everybody needs so many m².
CLASSIFIED_APART, PHYSICAL_MINIMUM = "classified", "physical_minimum"
#: Facts rather than wishes: they are let go of last.
FACTS = (SEATS, PHYSICAL_MINIMUM)
#: Stands for the tag where classified rooms are no longer kept apart, only asked for.
_ONLY_ASKED_FOR = "classified, not kept apart"
#: Kinds that name many rooms, and are looked at together.
_TOGETHER = ("forbidden",)


def stated_requirements(case: Case) -> tuple[Requirement, ...]:
    """Return the hard requirements that the portfolio states, one by one, those of sites last."""
    ranks = {rank for d in case.portfolio.departments for rank, _ in d.headcount}
    nobody_alone = not any(case.rulebook.own_room(rank) for rank in ranks)
    found = [
        r
        for r in requirements.requirements_of(case.portfolio, case.rulebook.use_named)
        if r.hard and not (r.kind == OWN_ROOM and nobody_alone)
    ]
    return tuple(sorted(found, key=lambda requirement: requirement.kind == "sites"))


def all_requirements(case: Case) -> tuple[Requirement, ...]:
    """Return everything that seats have to keep to, what one would rather let go of first.

    Rooms that are forbidden to a department are one requirement.
    """
    stated = dict.fromkeys(
        Requirement(r.kind, r.department) if r.kind in _TOGETHER else r
        for r in stated_requirements(case)
    )
    seats = [Requirement(SEATS, d.id) for d in case.portfolio.departments if d.people]
    return (*kept_apart(case), *stated, *seats, Requirement(PHYSICAL_MINIMUM))


def kept_apart(case: Case) -> tuple[Requirement, ...]:
    """Return the rule on classified rooms where there are any."""
    there_are = any(CLASSIFIED in room.tags for room in case.portfolio.rooms)
    return (Requirement(CLASSIFIED_APART),) if there_are else ()


def without(case: Case, *dropped: Requirement) -> Case:
    """Return the case without some requirements."""
    for requirement in dropped:
        if requirement.kind == PHYSICAL_MINIMUM:
            book = replace(case.rulebook, minimum_dm2=1, minimum_alone_dm2=1, minimum_extra_dm2=0)
            case = replace(case, rulebook=book)
        elif requirement.kind == OWN_ROOM:
            case = replace(case, rulebook=case.rulebook.without_own_rooms())
        else:
            case = replace(case, portfolio=_without(case.portfolio, requirement))
    return case


def _without(portfolio: Portfolio, requirement: Requirement) -> Portfolio:
    if requirement.kind == CLASSIFIED_APART:
        return _not_apart(portfolio)
    if requirement.kind == SEATS:
        return _changed(portfolio, without_people(portfolio.department(requirement.department)))
    if requirement.kind in _TOGETHER and not requirement.value:
        department = portfolio.department(requirement.department)
        return _changed(portfolio, replace(department, forbidden=()))
    portfolio = requirements.without(portfolio, requirement)
    if (requirement.kind, requirement.value) == ("requires", CLASSIFIED):
        asked = replace(requirement, value=_ONLY_ASKED_FOR)  # as it is called once they are not
        portfolio = requirements.without(portfolio, asked)
    return portfolio


def _changed(portfolio: Portfolio, changed: Department) -> Portfolio:
    departments = (changed if d.id == changed.id else d for d in portfolio.departments)
    return replace(portfolio, departments=tuple(departments))


def _not_apart(portfolio: Portfolio) -> Portfolio:
    """Return the portfolio with classified rooms open to all; who requires them still does."""
    buildings = tuple(
        replace(
            building,
            storeys=tuple(
                replace(
                    storey,
                    rooms=tuple(
                        replace(room, tags=_renamed(room.tags)) if CLASSIFIED in room.tags else room
                        for room in storey.rooms
                    ),
                )
                for storey in building.storeys
            ),
        )
        for building in portfolio.buildings
    )
    departments = tuple(replace(d, requires=_renamed(d.requires)) for d in portfolio.departments)
    return replace(portfolio, buildings=buildings, departments=departments)


def _renamed(tags: frozenset[str]) -> frozenset[str]:
    return tags - {CLASSIFIED} | {_ONLY_ASKED_FOR} if CLASSIFIED in tags else tags


def sites_of(case: Case, departments: frozenset[str]) -> Iterator[Requirement]:
    """Yield the ties of departments to their sites."""
    for department in case.portfolio.departments:
        if department.id in departments and department.sites:
            yield Requirement("sites", department.id)
