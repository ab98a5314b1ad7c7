"""Posts and people by rank, and kinds of units, from forms that list units."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from spaceplan.errors import Fault, Severity
from spaceplan.formats.xlsx.tables import Line
from spaceplan.i18n import N_, Message
from spaceplan.model import RANKS_BY_LEVEL, Counts, in_rank_order
from spaceplan.report.forms.filled.match import Filled
from spaceplan.report.forms.filled.state import Taking
from spaceplan.report.forms.sheet import Sheet

POSTS = N_("posts by rank")
_PEOPLE = N_("people there by rank")
_RANKS = frozenset(rank for ranks in RANKS_BY_LEVEL.values() for rank in ranks)


def rank_columns(sheet: Sheet) -> tuple[str, ...]:
    """Return the ranks that have a column for numbers of people, the lowest last."""
    keys = (column.key.removeprefix("n_") for column in sheet.columns if column.key[:2] == "n_")
    return tuple(key for key in keys if key in _RANKS)


def take_posts(filled: Filled, state: Taking) -> None:
    """Take over the approved posts of the units in a computation of areas."""
    _take(filled, state, "establishment", POSTS)


def take_people(filled: Filled, state: Taking) -> None:
    """Take over the people by rank in a register of use; staff without posts are one sum there."""
    _take(filled, state, "headcount", _PEOPLE)


def _take(filled: Filled, state: Taking, what: str, said: str) -> None:
    places = state.places
    has_ranks = _has_ranks(filled)
    for line, row in filled.pairs:
        unit = places.unit(line)
        if isinstance(unit, Fault):
            if row is None:
                state.faults.append(unit)
        elif unit in state.departments and has_ranks:
            take_counts(filled, line, unit, state, what)
    state.given[filled.name] = (Message.of(said),) if has_ranks else ()


def _has_ranks(filled: Filled) -> bool:
    return all(f"n_{rank}" in filled.table.columns for rank in rank_columns(filled.own))


def take_counts(filled: Filled, line: Line, unit: str, state: Taking, what: str) -> None:
    """Take over numbers by rank, unless the form only lumps together what is known apart."""
    ranks, before = rank_columns(filled.own), state.departments[unit]
    numbers = {rank: state.people_in(line, f"n_{rank}") for rank in ranks}
    if all(number is None for number in numbers.values()):
        return
    stated = {rank: number or 0 for rank, number in numbers.items()}
    known: Counts = getattr(before, what)
    others = [rank for rank, _ in known if rank not in ranks]
    if stated == _lumped(known, ranks):
        return
    if others:
        lowest = line.columns[f"n_{ranks[-1]}"]
        found = Message.of(N_("other numbers of '{unit}', whose ranks are lumped here"), unit=unit)
        expected = Message.of(N_("the numbers of the portfolio, or a form with all its ranks"))
        state.faults.append(line.grid.fault(line.row, lowest, found, expected, Severity.WARNING))
        return
    counts = in_rank_order({rank: n for rank, n in stated.items() if n})
    changed: Any = {what: counts}
    state.departments[unit] = replace(before, **changed)


def _lumped(counts: Counts, ranks: tuple[str, ...]) -> dict[str, int]:
    """Return numbers as a form prints them: people of other ranks count in the lowest one."""
    printed = {rank: counts[rank] for rank in ranks}
    printed[ranks[-1]] += sum(n for rank, n in counts if rank not in ranks)
    return printed


def take_posts_of(filled: Filled, line: Line, unit: str, state: Taking) -> None:
    """Take over the posts in one line of a form that has a column for each rank."""
    if _has_ranks(filled):
        take_counts(filled, line, unit, state, "establishment")
