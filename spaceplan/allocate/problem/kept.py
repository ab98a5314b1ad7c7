"""People who are to stay in their rooms: which rooms, and how many of each kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from spaceplan.model import LedgerEntry, Portfolio, occupant_kind
from spaceplan.model.people import ALL

#: By department: room to people by kind.
Kept = Mapping[str, Mapping[str, Counter[str]]]


def kept_people(portfolio: Portfolio) -> Kept:
    """Return who stays where; those without a room are left out."""
    kept: dict[str, dict[str, Counter[str]]] = {}
    for department, entry, kind in kept_entries(portfolio):
        rooms = kept.setdefault(department, {})
        rooms.setdefault(entry.room, Counter())[kind] += 1
    return kept


def kept_entries(portfolio: Portfolio) -> Iterator[tuple[str, LedgerEntry, str]]:
    """Yield (department, place in the ledger, kind of occupant) of everybody who stays."""
    keeping = {d.id: frozenset(d.keep) for d in portfolio.departments if d.keep}
    if not keeping:
        return
    heirs = heirs_of(portfolio)
    seen: set[str] = set()
    for entry in portfolio.ledger or ():
        kind = occupant_kind(entry)
        department = heirs.get(entry.department, entry.department)
        wanted = keeping.get(department, frozenset())
        if kind is None or not portfolio.has_room(entry.room) or entry.person in seen:
            continue
        if entry.person in wanted or ALL in wanted:
            seen.add(entry.person)
            yield department, entry, kind


def heirs_of(portfolio: Portfolio) -> dict[str, str]:
    """Return the first department that succeeds each one that is no longer there."""
    heirs: dict[str, str] = {}
    for department in portfolio.departments:
        for past in department.succeeds:
            if not portfolio.has_department(past):
                heirs.setdefault(past, department.id)
    return heirs
