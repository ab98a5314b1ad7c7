"""Hard wishes that name nothing, and that no place or person could meet."""

from __future__ import annotations

from collections.abc import Iterator

from spaceplan.errors import Fault, Severity
from spaceplan.files.known import Known, fault_at
from spaceplan.files.references import Register
from spaceplan.i18n import N_
from spaceplan.model.common import Source
from spaceplan.model.people import ALL, Department
from spaceplan.model.portfolio import Portfolio
from spaceplan.model.status_quo import occupant_kind

_NOWHERE = Source("", 1)


def check_wishes(portfolio: Portfolio, register: Register) -> Iterator[Fault]:
    """Yield a fault for every hard wish that names nothing or contradicts another one."""
    place = portfolio.source or _NOWHERE
    for i, storey in enumerate(portfolio.empty_storeys):
        if register.storeys.lacks(storey):
            line = register.line(place, "empty_storeys", i)
            found = N_("storey '{id}' to be emptied, which does not exist")
            yield register.storeys.fault(place.file, line, found, storey)
    people = _places_of_people(portfolio)
    for index, department in enumerate(portfolio.departments):
        yield from _names(department, index, register)
        yield from _contradictions(department, portfolio)
        yield from _kept(department, index, portfolio, people, register)


def _names(department: Department, index: int, register: Register) -> Iterator[Fault]:
    """Yield buildings and departments that do not exist."""
    place = department.source or _NOWHERE
    named = [
        (
            "buildings",
            department.buildings,
            register.buildings,
            N_("{key} '{id}' of '{department}', a building that does not exist"),
        ),
        (
            "next_to",
            department.next_to,
            register.departments,
            N_("{key} '{id}' of '{department}', a department that does not exist"),
        ),
        (
            "not_on_storeys_of",
            department.not_on_storeys_of,
            register.departments,
            N_("{key} '{id}' of '{department}', a department that does not exist"),
        ),
    ]
    for key, ids, known, found in named:
        for i, id in enumerate(ids):
            line = register.line(place, "departments", index, key, i)
            if known.lacks(id):
                yield known.fault(place.file, line, found, id, key=key, department=department.id)
            elif id == department.id:
                yield fault_at(
                    Source(place.file, line),
                    N_("{key} of '{department}' with itself"),
                    N_("another department"),
                    key=key,
                    department=id,
                )


def _contradictions(department: Department, portfolio: Portfolio) -> Iterator[Fault]:
    """Yield wishes that exclude each other whatever the rooms are."""
    values = {"department": department.id}
    apart = {d.id for d in portfolio.departments if department.id in d.not_on_storeys_of}
    for other in department.next_to:
        if other in apart or other in department.not_on_storeys_of:
            yield fault_at(
                department.source,
                N_("'{department}' next to '{other}' and on other storeys than it"),
                N_("one of the two"),
                other=other,
                **values,
            )
    highest = portfolio.settings.public_max_storey
    if department.public_facing and (department.min_storey or highest) > highest:
        yield fault_at(
            department.source,
            N_("min_storey {low} of '{department}', which faces the public"),
            N_("at most public_max_storey {highest} of the settings"),
            low=department.min_storey,
            highest=highest,
            **values,
        )
    known = [portfolio.building(id) for id in department.buildings if portfolio.has_building(id)]
    if known and department.sites and all(b.site not in department.sites for b in known):
        yield fault_at(
            department.source,
            N_("buildings of '{department}' that lie on none of its sites"),
            N_("a building on one of its sites"),
            **values,
        )


#: Room and department of everybody who needs a seat, by person.
_People = dict[str, tuple[str, str]]


def _places_of_people(portfolio: Portfolio) -> _People:
    return {
        entry.person: (entry.room, entry.department)
        for entry in reversed(portfolio.ledger or ())
        if occupant_kind(entry) is not None
    }


def _kept(
    department: Department, index: int, portfolio: Portfolio, people: _People, register: Register
) -> Iterator[Fault]:
    """Yield people to be kept where they are who have no room of the department."""
    if not department.keep:
        return
    place = department.source or _NOWHERE
    line = register.line(place, "departments", index, "keep")
    if portfolio.ledger is None and not register.people.complete:
        return  # there is a ledger, and what is wrong with it is told
    if portfolio.ledger is None:
        found = N_("people of '{department}' to be kept in their rooms, and no ledger")
        expected = N_("people.csv, which says where they are")
        yield fault_at(Source(place.file, line), found, expected, department=department.id)
        return
    heirs = {
        past: heir.id
        for heir in reversed(portfolio.departments)
        for past in heir.succeeds
        if not portfolio.has_department(past)
    }
    own = {department.id, *(past for past, heir in heirs.items() if heir == department.id)}
    faulty = {e.person for e in portfolio.ledger if not register.is_sound(e)}
    known = Known(
        (person for person, (_, of) in people.items() if of in own),
        register.people.excused | faulty,
        register.people.complete,
    )
    for i, person in enumerate(department.keep):
        line = register.line(place, "departments", index, "keep", i)
        if person == ALL:
            continue
        if known.lacks(person):
            found = N_("'{id}', nobody of '{department}' who needs a seat by the ledger")
            yield known.fault(place.file, line, found, person, department=department.id)
        elif person in known.ids and not people[person][0]:
            yield fault_at(
                Source(place.file, line),
                N_("person '{person}' of '{department}' to be kept, who has no room"),
                N_("somebody with a room"),
                Severity.WARNING,
                person=person,
                department=department.id,
            )
