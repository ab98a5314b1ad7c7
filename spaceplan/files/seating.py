"""Seating wishes that name nobody: people whom the ledger or the department does not have."""

from __future__ import annotations

from collections.abc import Iterator

from spaceplan.errors import Fault, Severity
from spaceplan.files.known import Known, fault_at
from spaceplan.files.references import Register
from spaceplan.i18n import N_
from spaceplan.model.common import Source
from spaceplan.model.people import Department
from spaceplan.model.portfolio import Portfolio
from spaceplan.model.seating_wishes import SeatingWish
from spaceplan.model.status_quo import occupant_kind


def check_seating(portfolio: Portfolio, register: Register) -> Iterator[Fault]:
    """Yield a fault for every person, division or room of a seating wish that does not exist.

    People are looked up only where there is a ledger.
    """
    if not any(department.seating for department in portfolio.departments):
        return
    people = _People(portfolio, register)
    for index, department in enumerate(portfolio.departments):
        parts = (part.id for part in department.divisions)
        divisions = Known(parts, register.rooms.excused)
        for i, wish in enumerate(department.seating):
            path = ("departments", index, "seating", i)
            at = Source(
                department.source.file if department.source else "",
                register.line(department.source, *path),
            )
            yield from _places(department, wish, divisions, register, at)
            for person in wish.people:
                yield from people.faults(department, person, at)


def _places(
    department: Department, wish: SeatingWish, divisions: Known, register: Register, at: Source
) -> Iterator[Fault]:
    for room in wish.rooms:
        if register.rooms.lacks(room):
            found = N_("seating wish of '{department}' for room '{id}', which does not exist")
            yield register.rooms.fault(at.file, at.line, found, room, department=department.id)
    for part in wish.divisions:
        if divisions.lacks(part):
            found = N_("seating wish for division '{id}', which department '{department}' lacks")
            yield divisions.fault(at.file, at.line, found, part, department=department.id)


class _People:
    """Whom the ledger has, and who of them needs a seat in which department."""

    def __init__(self, portfolio: Portfolio, register: Register) -> None:
        ledger = portfolio.ledger or ()
        self._known = Known(
            register.people.ids,
            register.people.excused,
            portfolio.ledger is not None and register.people.complete,
        )
        self._faulty = {entry.person for entry in ledger if not register.is_sound(entry)}
        heirs: dict[str, set[str]] = {}
        for department in portfolio.departments:
            gone = (id for id in department.succeeds if not portfolio.has_department(id))
            for id in (department.id, *gone):
                heirs.setdefault(id, set()).add(department.id)
        self._homes: dict[str, set[str]] = {}
        for entry in ledger:
            if occupant_kind(entry) is not None:
                homes = self._homes.setdefault(entry.person, set())
                homes |= heirs.get(entry.department, set())

    def faults(self, department: Department, person: str, at: Source) -> Iterator[Fault]:
        """Yield the fault of naming a person in a department's wish, if there is one."""
        values = {"person": person, "department": department.id}
        if self._known.lacks(person):
            found = N_("seating wish of '{department}' for person '{id}', whom the ledger lacks")
            yield self._known.fault(at.file, at.line, found, person, department=department.id)
        elif person not in self._known.ids or person in self._faulty:
            return
        elif person not in self._homes:
            found = N_("seating wish for person '{person}', who needs no seat")
            expected = N_("somebody who is active, seconded or on contract")
            yield fault_at(at, found, expected, Severity.WARNING, **values)
        elif department.id not in self._homes[person]:
            found = N_("seating wish of '{department}' for person '{person}' of another department")
            yield fault_at(at, found, N_("a person of '{department}'"), **values)
