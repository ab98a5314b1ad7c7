"""The ledger against what the departments state: where they differ, the ledger wins."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from spaceplan.errors import Fault, Severity
from spaceplan.files.known import fault_at
from spaceplan.files.references import Register
from spaceplan.i18n import N_
from spaceplan.model.common import Counts
from spaceplan.model.people import CONTRACT, SECONDED, Department, Holding, LedgerEntry
from spaceplan.model.portfolio import Portfolio
from spaceplan.model.status_quo import in_rank_order, occupant_kind


def check_ledger(portfolio: Portfolio) -> Iterator[Fault]:
    """Yield the faults of single lines: an active person without a rank, dates the wrong way."""
    for entry in portfolio.ledger or ():
        if entry.status == "active" and not entry.rank:
            found = N_("no rank for active person '{person}'")
            yield fault_at(entry.source, found, N_("a key of the quota table"), person=entry.person)
    lines: tuple[Holding | LedgerEntry, ...] = (*portfolio.holdings, *(portfolio.ledger or ()))
    for line in lines:
        if line.since is not None and line.until is not None and line.until < line.since:
            found = N_("until {until}, before since {since}")
            values = {"until": line.until.isoformat(), "since": line.since.isoformat()}
            expected = N_("the later date in 'until'")
            yield fault_at(line.source, found, expected, Severity.WARNING, **values)


def check_holdings(portfolio: Portfolio) -> Iterator[Fault]:
    """Yield a warning for every room that several departments hold and that is not ``shared``."""
    holders: dict[str, str] = {}
    for holding in portfolio.holdings:
        first = holders.setdefault(holding.room, holding.department)
        if first == holding.department or not portfolio.has_room(holding.room):
            continue
        if "shared" not in portfolio.room(holding.room).tags:
            found = N_("room '{room}' held by '{other}' and by '{first}'")
            values = {"room": holding.room, "first": first, "other": holding.department}
            expected = N_("one holder, or the room tagged 'shared'")
            yield fault_at(holding.source, found, expected, Severity.WARNING, **values)


def apply_ledger(
    departments: tuple[Department, ...], ledger: tuple[LedgerEntry, ...] | None, register: Register
) -> tuple[tuple[Department, ...], tuple[Fault, ...]]:
    """Return the departments with the ledger's people, and a warning where that changed them.

    The people of a department that was merged into another count for that one. A department of
    which the ledger has no line at all keeps what it states; so do those of which another one
    succeeds the same one, as nobody can tell whose people are whose.
    """
    if ledger is None:
        return departments, ()
    unclear = _unclear(departments)
    people = _people(departments, ledger)
    changed: list[Department] = []
    faults: list[Fault] = []
    for index, department in enumerate(departments):
        counted = people.get(department.id)
        if department.id in unclear or (counted is None and not department.people):
            changed.append(department)
        elif counted is None:
            faults.append(_absent(department))
            changed.append(department)
        else:
            new = _with_people(department, counted)
            if dict(new.people) != dict(department.people):
                faults.append(_differs(department, new, index, register))
            changed.append(new)
    both = zip(changed, departments, strict=True)
    stated = tuple(replace(new, stated_people=old.people) for new, old in both)
    return stated, tuple(faults)


def _people(
    departments: tuple[Department, ...], ledger: tuple[LedgerEntry, ...]
) -> dict[str, Counter[str]]:
    """Count everybody once who needs a seat, by today's department."""
    today = {department.id: department.id for department in departments}
    for department in departments:
        for former in department.succeeds:
            today.setdefault(former, department.id)
    people: dict[str, Counter[str]] = {}
    seen: set[str] = set()
    for entry in ledger:
        id = today.get(entry.department)
        if id is None:
            continue
        counted = people.setdefault(id, Counter())
        kind = occupant_kind(entry)
        if kind is not None and entry.person not in seen:
            seen.add(entry.person)
            counted[kind] += 1
    return people


def _unclear(departments: tuple[Department, ...]) -> frozenset[str]:
    """Return the departments of which another one claims the same people by ``succeeds``."""
    claims = Counter(id for d in departments for id in {d.id, *d.succeeds})
    return frozenset(d.id for d in departments if any(claims[id] > 1 for id in (d.id, *d.succeeds)))


def _with_people(department: Department, counted: Counter[str]) -> Department:
    by_rank = {k: n for k, n in counted.items() if k not in (SECONDED, CONTRACT)}
    headcount = in_rank_order(by_rank)
    if dict(headcount) == dict(department.headcount):
        headcount = department.headcount
    return replace(
        department,
        headcount=headcount,
        seconded=counted[SECONDED],
        contract=counted[CONTRACT],
    )


def _differs(old: Department, new: Department, index: int, register: Register) -> Fault:
    stated, counted = old.people, new.people
    ranks = dict.fromkeys(rank for counts in (stated, counted) for rank, _ in counts)
    wrong = [rank for rank in ranks if stated[rank] != counted[rank]]
    path = ("departments", index, "headcount")
    fault = fault_at(
        old.source,
        N_("people of department '{department}': {stated} stated, {counted} in the ledger"),
        N_("the same numbers (the ledger's are used)"),
        Severity.WARNING,
        department=old.id,
        stated=_numbers(stated, wrong),
        counted=_numbers(counted, wrong),
    )
    return replace(fault, line=register.line(old.source, *path))


def _numbers(counts: Counts, ranks: list[str]) -> str:
    return ";".join(f"{rank}:{counts[rank]}" for rank in ranks)


def _absent(department: Department) -> Fault:
    return fault_at(
        department.source,
        N_("people of department '{department}', none of whom the ledger has: {n}"),
        N_("a line a person in the ledger (what the department states is used)"),
        Severity.WARNING,
        n=department.people.total,
        department=department.id,
    )
