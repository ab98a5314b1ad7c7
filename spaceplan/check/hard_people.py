"""Named people of an allocation: each once, where the department holds the room, as counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from spaceplan.check.evidence import rank_named
from spaceplan.check.hard_words import NAMES
from spaceplan.check.successors import current_departments
from spaceplan.i18n import N_, Message
from spaceplan.model import Allocation, LedgerEntry, Portfolio, occupant_kind
from spaceplan.model.naming import department_named
from spaceplan.rules import RuleBook

#: (room, department, kind of occupant).
Place = tuple[str, str, str]


def broken_by_people(
    portfolio: Portfolio, rulebook: RuleBook, allocation: Allocation
) -> Iterator[str]:
    """Yield where the named people do not fit the occupancies.

    An allocation that names nobody is not judged. One that does must name everybody who is
    counted and stands in the ledger.
    """
    if not allocation.people:
        return
    yield from _repeated(allocation)
    known = _people_with_seats(portfolio)
    current = current_departments(portfolio)
    counted: Counter[Place] = Counter(
        {
            (line.room, line.department, kind): number
            for line in allocation.lines
            for kind, number in line.occupancy
        }
    )
    named: Counter[Place] = Counter()
    for person, room in allocation.people:
        if person not in known:
            yield Message.of(
                N_("person {person} in room {room} is nobody who needs a seat by the ledger"),
                person=person,
                room=room,
                requirement=NAMES,
            )
            continue
        entry, kind = known[person]
        departments = current.get(entry.department, ())
        place = next(
            (place for d in departments if counted[place := (room, d, kind)] > named[place]),
            None,
        )
        if place is None:
            yield Message.of(
                N_("person {person} ({name}, {kind}) is not counted in room {room}"),
                person=person,
                name=department_named(portfolio, entry.department),
                department=entry.department,
                kind=rank_named(rulebook, kind),
                room=room,
                requirement=NAMES,
            )
        else:
            named[place] += 1
    for department, kind, number, given in _unnamed(counted, named, known, current):
        yield Message.of(
            N_("{name} seats {number} × {kind} and names only {given}"),
            name=department_named(portfolio, department),
            department=department,
            number=number,
            kind=rank_named(rulebook, kind),
            given=given,
            requirement=NAMES,
        )


def _repeated(allocation: Allocation) -> Iterator[str]:
    """Yield people who stand more than once."""
    times = Counter(person for person, _ in allocation.people)
    for person in sorted(person for person, number in times.items() if number > 1):
        yield Message.of(
            N_("person {person} is named {number} times"),
            person=person,
            number=times[person],
            requirement=NAMES,
        )


def _people_with_seats(portfolio: Portfolio) -> Mapping[str, tuple[LedgerEntry, str]]:
    """Return everybody in the ledger who needs a seat: main entry, and kind of occupant."""
    return {
        entry.person: (entry, kind)
        for entry in reversed(portfolio.ledger or ())
        if (kind := occupant_kind(entry)) is not None
    }


def _unnamed(
    counted: Counter[Place],
    named: Counter[Place],
    known: Mapping[str, tuple[LedgerEntry, str]],
    current: Mapping[str, tuple[str, ...]],
) -> Iterator[tuple[str, str, int, int]]:
    """Yield where more people are counted than named, though the ledger has more names.

    As (department, kind, counted, named). Who of a department that was split goes where, nobody
    has said: they need not be named.
    """
    names: Counter[tuple[str, str]] = Counter(
        (departments[0], kind)
        for entry, kind in known.values()
        if len(departments := current.get(entry.department, ())) == 1
    )
    totals: Counter[tuple[str, str]] = Counter()
    for (_, department, kind), number in counted.items():
        totals[department, kind] += number
    given: Counter[tuple[str, str]] = Counter()
    for (_, department, kind), number in named.items():
        given[department, kind] += number
    for (department, kind), number in sorted(totals.items()):
        expected = min(number, names[department, kind])
        if given[department, kind] < expected:
            yield department, kind, number, given[department, kind]
