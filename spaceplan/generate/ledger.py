"""Ledger: one line a person and room, with invented numbers and no names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from spaceplan.generate.history import Extra, History
from spaceplan.generate.planning import Line
from spaceplan.generate.staffing import Staffed
from spaceplan.model import LedgerEntry
from spaceplan.model.people import CONTRACT, SECONDED


@dataclass(frozen=True)
class Ledger:
    """The ledger, and who is meant by the lines beside the main ones.

    Parameters
    ----------
    persons
        For each extra line of the history, in its order, the id of the person.
    """

    entries: tuple[LedgerEntry, ...]
    persons: tuple[str, ...]


def write_ledger(history: History, rng: np.random.Generator) -> Ledger:
    """Return the ledger of the status quo, department by department."""
    departments = [d for home in history.homes for d in home.departments]
    extras: dict[str, list[Extra]] = {}
    for extra in history.extras:
        extras.setdefault(extra.department, []).append(extra)
    width = max(5, len(str(sum(d.people for d in departments) + len(history.extras))))
    numbers = iter(range(1, 10**width))
    entries: list[LedgerEntry] = []
    own: dict[str, str] = {}
    persons: dict[int, str] = {}
    for department in departments:
        unseated = history.unseated.get(department.id, Counter())
        for entry in _main(department, history.plan.of(department.id), unseated, rng):
            person = f"p{next(numbers):0{width}d}"
            own[entry.room] = person
            entries.append(_numbered(entry, person))
        for extra in extras.get(department.id, ()):
            if extra.holder is None:
                persons[id(extra)] = person = f"p{next(numbers):0{width}d}"
                entries.append(_extra(extra, person))
    for extra in history.extras:
        if extra.holder is not None:
            persons[id(extra)] = own[extra.holder.id]
            entries.append(_extra(extra, own[extra.holder.id]))
    return Ledger(tuple(entries), tuple(persons[id(extra)] for extra in history.extras))


def _numbered(entry: LedgerEntry, person: str) -> LedgerEntry:
    return LedgerEntry(
        person=person,
        department=entry.department,
        room=entry.room,
        division=entry.division,
        rank=entry.rank,
        status=entry.status,
        since=entry.since,
    )


def _main(
    department: Staffed, lines: Sequence[Line], unseated: Counter[str], rng: np.random.Generator
) -> Iterator[LedgerEntry]:
    """Yield the people of a department room by room, division by division, without numbers."""
    divisions = iter([d.id for d in department.divisions for _ in range(d.headcount.total)])
    seated = [(line.room.id, kind) for line in lines for kind in line.people.elements()]
    for room, kind in [*seated, *(("", kind) for kind in unseated.elements())]:
        posted = kind not in (SECONDED, CONTRACT)
        staff = kind == department.staff_rank
        since = None
        if not staff:
            since = date(int(rng.integers(2016, 2026)), int(rng.integers(1, 13)), 1)
        yield LedgerEntry(
            person="",
            department=department.id,
            room=room,
            division=next(divisions, "") if staff else "",
            rank=kind if posted else "",
            status="active" if posted else kind,
            since=since,
        )


def _extra(extra: Extra, person: str) -> LedgerEntry:
    return LedgerEntry(
        person=person,
        department=extra.department,
        room=extra.room.id,
        rank=extra.rank,
        status=extra.status,
        post=extra.post,
        approval=extra.approval,
        since=extra.since,
        until=extra.until,
    )
