"""Named people to rooms, for a plan that says only how many of each rank sit where.

Within each department and rank whoever can stay in his room stays, so that the number who move is
the term of the objective; the others are seated in the order of their division and id.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection

from spaceplan.allocate.problem.kept import heirs_of, kept_entries
from spaceplan.model import Allocation, LedgerEntry, Portfolio, occupant_kind

_Group = tuple[str, str]


def seat_people(portfolio: Portfolio, allocation: Allocation) -> tuple[tuple[str, str], ...]:
    """Return (person, room) for everybody of the ledger who gets a seat, ordered by person.

    Where the plan has fewer seats of a rank than the ledger has people, the last stay without.
    """
    seats: dict[_Group, Counter[str]] = defaultdict(Counter)
    for line in allocation.lines:
        for kind, number in line.occupancy:
            seats[line.department, kind][line.room] += number
    people: dict[_Group, list[LedgerEntry]] = defaultdict(list)
    heirs = heirs_of(portfolio)
    for entry in portfolio.ledger or ():
        sits_as = occupant_kind(entry)
        department = heirs.get(entry.department, entry.department)
        if sits_as is not None and portfolio.has_department(department):
            people[department, sits_as].append(entry)
    seated: dict[str, str] = {}
    staying = {entry.person for _, entry, _ in kept_entries(portfolio)}
    for group, entries in people.items():
        _seat_group(entries, seats[group], staying, seated)
    return tuple(sorted(seated.items()))


def _seat_group(
    entries: list[LedgerEntry],
    seats: Counter[str],
    staying: Collection[str],
    seated: dict[str, str],
) -> None:
    """Seat people of one department and rank; ``seats`` are those of each room.

    Those who must stay where they are (``staying``) come first.
    """
    left = Counter(seats)
    ordered = sorted(
        {entry.person: entry for entry in entries}.values(),
        key=lambda entry: (entry.division, entry.person),
    )
    for entry in sorted(ordered, key=lambda entry: entry.person not in staying):
        if left[entry.room] > 0:
            left[entry.room] -= 1
            seated[entry.person] = entry.room
    rooms = [room for room in sorted(left) for _ in range(left[room])]
    waiting = [entry for entry in ordered if entry.person not in seated]
    for entry, room in zip(waiting, rooms, strict=False):
        seated[entry.person] = room
