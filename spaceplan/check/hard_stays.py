"""Hard requirements on people: those who are to stay in their rooms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from spaceplan.check.hard_words import LOCKED, of_department
from spaceplan.check.successors import current_departments
from spaceplan.i18n import N_, Message
from spaceplan.model import Allocation, LedgerEntry, Portfolio, occupant_kind
from spaceplan.model.people import ALL


def broken_by_stays(portfolio: Portfolio, allocation: Allocation) -> Iterator[str]:
    """Yield people who are to stay and for whom the department has no seat in their rooms.

    An allocation that names people must name them in those very rooms.
    """
    staying = [*_staying(portfolio)]
    if not staying:
        return
    seats: Counter[tuple[str, str, str]] = Counter()
    for line in allocation.lines:
        for kind, number in line.occupancy:
            seats[line.department, line.room, kind] += number
    named = dict(allocation.people)
    for department, entry, kind in staying:
        place = (department, entry.room, kind)
        seats[place] -= 1
        elsewhere = bool(named) and named.get(entry.person) != entry.room
        if seats[place] < 0 or elsewhere:
            yield Message.of(
                N_("person {person} of {name} does not stay in room {home}"),
                person=entry.person,
                **of_department(portfolio.department(department)),
                home=entry.room,
                requirement=LOCKED,
            )


def _staying(portfolio: Portfolio) -> Iterator[tuple[str, LedgerEntry, str]]:
    """Yield (department, place, kind) of everybody who is to stay, by ``keep``."""
    wanted = {d.id: frozenset(d.keep) for d in portfolio.departments if d.keep}
    if not wanted:
        return
    current = current_departments(portfolio)
    for entry in portfolio.ledger or ():
        kind = occupant_kind(entry)
        department = next(iter(current.get(entry.department, ())), "")
        keeping = wanted.get(department, frozenset())
        if kind is not None and entry.room and (entry.person in keeping or ALL in keeping):
            yield department, entry, kind
