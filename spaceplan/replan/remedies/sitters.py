"""Who has a place where, one by one: by name where names are known, else as so many of a kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spaceplan.check.excess import second_office_dm2
from spaceplan.check.situation import Situation
from spaceplan.model import Department, LedgerEntry, Portfolio, occupant_kind
from spaceplan.model.people import ALL, UNESTABLISHED


@dataclass(frozen=True)
class Sitter:
    """One person's place in a room.

    Parameters
    ----------
    person
        None where nobody is known by name.
    department, written
        That of today, and as ledger or plan write it.
    room
        Empty for somebody who needs a seat and has none.
    kind
        What counts in an occupancy; empty for who needs no seat here.
    allowance_dm2
        What the place justifies; None where the rank is not known.
    alone
        Whether the person's rank sits alone.
    stays
        Whether ``keep`` holds the person here.
    """

    person: str | None
    department: str
    written: str
    room: str
    kind: str
    allowance_dm2: int | None
    alone: bool
    stays: bool = False

    @property
    def needs_seat(self) -> bool:
        """Whether the person needs a seat here."""
        return self.kind != ""


def list_sitters(situation: Situation) -> Sequence[Sitter]:
    """Return every place, by room and person, those without a room first."""
    found = _of_ledger(situation) if situation.planned is None else _of_plan(situation)
    return sorted(found, key=lambda s: (s.room, s.person or "", s.kind))


def _of_ledger(situation: Situation) -> Iterator[Sitter]:
    """Yield the places of the ledger, and who needs a seat by headcount, not by name."""
    for entry in situation.portfolio.ledger or ():
        kind = occupant_kind(entry)
        if entry.room or kind is not None:
            yield _sitter(entry, kind, entry.room, situation)


def _sitter(entry: LedgerEntry, kind: str | None, room: str, situation: Situation) -> Sitter:
    book = situation.rulebook
    alone = entry.status not in UNESTABLISHED and book.own_room(entry.rank)
    department = situation.current.get(entry.department, (entry.department,))[0]
    return Sitter(
        entry.person,
        department,
        entry.department,
        room,
        kind or "",
        _allowance_dm2(entry, kind, situation),
        alone,
        kind is not None and _stays(situation.portfolio, department, entry.person),
    )


def _allowance_dm2(entry: LedgerEntry, kind: str | None, situation: Situation) -> int | None:
    book = situation.rulebook
    if entry.status == "active" and not book.knows_rank(entry.rank):
        return None
    if kind is None:
        return second_office_dm2(entry, book)
    return book.allowance_dm2(kind, situation.portfolio.settings)


def _stays(portfolio: Portfolio, department: str, person: str) -> bool:
    keep = portfolio.department(department).keep if portfolio.has_department(department) else ()
    return ALL in keep or person in keep


def _of_plan(situation: Situation) -> Iterator[Sitter]:
    """Yield the places of a plan by name as far as it names people, then those without a seat."""
    portfolio, book, plan = situation.portfolio, situation.rulebook, situation.allocation
    names = _names(situation)
    seated: Counter[tuple[str, str]] = Counter()
    for line in plan.lines:
        for kind, number in line.occupancy:
            seated[line.department, kind] += number
            allowance = book.allowance_dm2(kind, portfolio.settings)
            for _ in range(number):
                known = names.get((line.room, line.department, kind))
                person = known.pop() if known else None
                stays = _stays(portfolio, line.department, person or "")
                yield Sitter(
                    person,
                    line.department,
                    line.department,
                    line.room,
                    kind,
                    allowance,
                    book.own_room(kind),
                    stays,
                )
    unseated = {(d.id, kind): names.get(("", d.id, kind), []) for d, kind in _wanted(portfolio)}
    for (department, kind), known in unseated.items():
        number = portfolio.department(department).people[kind] - seated[department, kind]
        for _ in range(number):
            person = known.pop() if known else None
            allowance = book.allowance_dm2(kind, portfolio.settings)
            yield Sitter(person, department, department, "", kind, allowance, book.own_room(kind))


def _wanted(portfolio: Portfolio) -> Iterator[tuple[Department, str]]:
    for department in portfolio.departments:
        for kind, _ in department.people:
            yield department, kind


def _names(situation: Situation) -> dict[tuple[str, str, str], list[str]]:
    """Return the people of a plan by (room, department, kind), room empty where there is none."""
    plan = situation.allocation
    if not plan.people:
        return {}
    rooms = dict(plan.people)
    found: dict[tuple[str, str, str], list[str]] = {}
    for entry in reversed(situation.portfolio.ledger or ()):
        kind = occupant_kind(entry)
        if kind is None:
            continue
        room = rooms.get(entry.person, "")
        heirs = situation.current.get(entry.department, (entry.department,))
        holders = {line.department for line in plan.of_room(room)}
        department = next((heir for heir in heirs if heir in holders), heirs[0])
        found.setdefault((room, department, kind), []).append(entry.person)
    return found
