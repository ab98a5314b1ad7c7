"""The status quo as an allocation: who holds and sits in what today, from holdings and ledger."""

from __future__ import annotations

from spaceplan.model.allocation import Allocation, AllocationLine
from spaceplan.model.common import Counts
from spaceplan.model.people import CONTRACT, RANKS, SECONDED, LedgerEntry
from spaceplan.model.portfolio import Portfolio

_ORDER = {kind: i for i, kind in enumerate((*RANKS, SECONDED, CONTRACT))}


def occupant_kind(entry: LedgerEntry) -> str | None:
    """Return what an entry counts as in an occupancy: a rank, ``seconded`` or ``contract``.

    None for those who need no seat: retired and transferred people, and second offices.
    """
    if entry.post != "main" or entry.status in ("retired", "transferred"):
        return None
    return entry.status if entry.status in (SECONDED, CONTRACT) else entry.rank


def is_approved_second_office(entry: LedgerEntry) -> bool:
    """Return whether an entry is an active person's second office that somebody approved."""
    approved = entry.post == "concurrent" and entry.approval != ""
    return approved and entry.status == "active" and entry.room != ""


def in_rank_order(numbers: dict[str, int]) -> Counts:
    """Return counts by rank in the order of the quota tables, seconded and contract last."""
    return Counts.of({k: numbers[k] for k in sorted(numbers, key=lambda k: _ORDER.get(k, 99))})


#: The last portfolio that was asked for, and its status quo: most ask several times for one.
_last: tuple[Portfolio, Allocation] | None = None


def status_quo(portfolio: Portfolio) -> Allocation:
    """Return today's holdings and occupancies; without a ledger nobody is seated.

    A room where somebody of a department sits without a holding gets a line all the same.
    """
    global _last  # one assignment, so that threads see either pair whole
    known = _last
    if known is not None and known[0] is portfolio:
        return known[1]
    found = _status_quo(portfolio)
    _last = portfolio, found
    return found


def _status_quo(portfolio: Portfolio) -> Allocation:
    seats: dict[tuple[str, str], dict[str, int]] = {
        (holding.room, holding.department): {} for holding in portfolio.holdings
    }
    people: list[tuple[str, str]] = []
    for entry in portfolio.ledger or ():
        kind = occupant_kind(entry)
        if kind is not None and entry.room:
            there = seats.setdefault((entry.room, entry.department), {})
            there[kind] = there.get(kind, 0) + 1
            people.append((entry.person, entry.room))
    lines = tuple(
        AllocationLine(room, department, in_rank_order(numbers))
        for (room, department), numbers in sorted(seats.items())
    )
    seconds = tuple(
        sorted(
            (entry.room, entry.department, entry.rank)
            for entry in portfolio.ledger or ()
            if is_approved_second_office(entry)
        )
    )
    return Allocation(lines, tuple(sorted(people)), seconds)
