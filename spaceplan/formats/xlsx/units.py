"""The sheets on units and divisions, read into departments."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from spaceplan.errors import Fault, Severity
from spaceplan.files.nearest import one_of
from spaceplan.formats.readable_ids import slug
from spaceplan.formats.xlsx.columns import Column
from spaceplan.formats.xlsx.grid import Grid
from spaceplan.formats.xlsx.headings import (
    CONTRACT,
    DIVISION_COLUMNS,
    DIVISION_EXTRAS,
    POSTS,
    PRESENT,
    SECONDED,
    UNIT_COLUMNS,
    UNIT_EXTRAS,
)
from spaceplan.formats.xlsx.places import Places
from spaceplan.formats.xlsx.tables import Line, Table, find_table
from spaceplan.formats.xlsx.terms import KINDS
from spaceplan.formats.xlsx.values import number_of
from spaceplan.formats.xlsx.words import FormWords, key_of
from spaceplan.i18n import N_, Message
from spaceplan.model import Counts, Department, Division, Portfolio, in_rank_order
from spaceplan.model.common import Name

_MOST_PEOPLE = 1_000_000


@dataclass
class UnitsRead:
    """Departments as the sheets have them, those that they do not name as they were."""

    departments: dict[str, Department]
    named: set[str] = field(default_factory=set)
    faults: list[Fault] = field(default_factory=list)


def unit_table(grid: Grid, words: FormWords) -> Table | None:
    """Return the table of units on a sheet: it has units, a kind, and numbers by rank."""
    ranks = tuple(
        Column(f"{prefix}:{rank}", name, group)
        for rank, name in words.ranks
        for prefix, group in (("e", POSTS), ("h", PRESENT))
    )
    columns = (*UNIT_COLUMNS, *ranks, SECONDED, CONTRACT, *UNIT_EXTRAS)
    found = find_table(grid, columns, frozenset({"unit", "unit_kind"}))
    has_ranks = found is not None and any(key[:2] in ("e:", "h:") for key in found.columns)
    return found if has_ranks else None


def division_table(grid: Grid, words: FormWords) -> Table | None:
    """Return the table of divisions on a sheet."""
    ranks = tuple(Column(f"h:{rank}", name, PRESENT) for rank, name in words.ranks)
    columns = (*DIVISION_COLUMNS, *ranks, *DIVISION_EXTRAS)
    return find_table(grid, columns, frozenset({"unit", "division"}))


def read_units(tables: Iterable[Table], into: Portfolio, words: FormWords) -> UnitsRead:
    """Return the portfolio's departments as the sheets change them, new ones last."""
    read = UnitsRead({department.id: department for department in into.departments})
    places = Places(into, into.departments)
    for table in tables:
        for line in table.lines():
            _read_unit(line, read, into, words, places)
    return read


def _read_unit(
    line: Line, read: UnitsRead, into: Portfolio, words: FormWords, places: Places
) -> None:
    known = places.unit(line)
    level_text = line.text("level")
    level = words.level(level_text) if level_text else None
    if level_text and level is None:
        found = Message.of(N_("level '{level}'"), level=level_text)
        expected = one_of([name.zh for _, name in words.levels], level_text)
        read.faults.append(line.grid.fault(line.row, line.column("level"), found, expected))
    before = (
        read.departments[known] if isinstance(known, str) and known in read.departments else None
    )
    department = before or _new(line, into, read, level)
    if department is None:
        return
    if before is None:
        places.take_up(department)
    if department.id in read.named:
        found = Message.of(N_("unit '{unit}' a second time"), unit=line.text("unit"))
        fault = line.grid.fault(line.row, line.column("unit"), found, Message.of(N_("it once")))
        read.faults.append(fault)
    read.named.add(department.id)
    level = level or department.level
    kind_text = line.text("unit_kind")
    kind = key_of(KINDS, kind_text) if kind_text else department.kind
    if kind is None:
        found = Message.of(N_("kind of unit '{kind}'"), kind=kind_text)
        expected = one_of([name.zh for name in KINDS.values()], kind_text)
        read.faults.append(line.grid.fault(line.row, line.column("unit_kind"), found, expected))
    read.departments[department.id] = replace(
        department,
        kind=kind or department.kind,
        level=level,
        **_people(line, read, words, level),
    )


def _people(line: Line, read: UnitsRead, words: FormWords, level: str) -> dict[str, Any]:
    """Return what a line says of posts and people; what has no column stays as it was."""
    stated: dict[str, Any] = {}
    for prefix, key in (("e:", "establishment"), ("h:", "headcount")):
        columns = [column for column in line.columns if column.startswith(prefix)]
        if columns:
            stated[key] = _counts(line, columns, read, words, level)
    for column, key in (("n_seconded", "seconded"), ("n_contract", "contract")):
        if column in line.columns:
            stated[key] = _number(line, column, read)
    return stated


def _counts(
    line: Line, columns: list[str], read: UnitsRead, words: FormWords, level: str
) -> Counts:
    """Return numbers by rank; a name that several levels have means the unit's own level."""
    names = dict(words.ranks)
    numbers: dict[str, int] = {}
    for column in columns:
        if number := _number(line, column, read):
            rank = words.rank(names[column[2:]].zh, level) or column[2:]
            numbers[rank] = numbers.get(rank, 0) + number
    return in_rank_order(numbers)


def _number(line: Line, column: str, read: UnitsRead) -> int:
    value = line.value(column)
    if value is None:
        return 0
    number = number_of(value)
    if number is None or number < 0 or number > _MOST_PEOPLE or not number.is_integer():
        found = Message.of(N_("'{value}'"), value=line.text(column))
        expected = Message.of(N_("a whole number of people"))
        read.faults.append(line.grid.fault(line.row, line.columns[column], found, expected))
        return 0
    return int(number)


def _new(line: Line, into: Portfolio, read: UnitsRead, level: str | None) -> Department | None:
    """Return a department that the portfolio did not have; None where its site is not known."""
    name = line.text("unit")
    site = line.text("home_site")
    if not site and len(into.sites) == 1:
        site = into.sites[0].id
    if site not in {s.id for s in into.sites}:
        found = Message.of(N_("new unit '{unit}' at site '{site}'"), unit=name, site=site)
        expected = Message.of(
            N_("in column 主驻地编码 its home site, one of {sites}"),
            sites=", ".join(s.id for s in into.sites),
        )
        where = line.column("home_site", "unit")
        read.faults.append(line.grid.fault(line.row, where, found, expected))
        return None
    id = slug(line.text("unit_id") or name) or f"unit-{line.row + 1}"
    found = Message.of(N_("new unit '{unit}', taken up as '{id}'"), unit=name, id=id)
    expected = Message.of(N_("a unit of the portfolio, or a new one as here"))
    read.faults.append(
        line.grid.fault(line.row, line.column("unit"), found, expected, Severity.WARNING)
    )
    return Department(id, home_site=site, name=Name(name), level=level or into.level)


def read_divisions(
    tables: Iterable[Table], read: UnitsRead, into: Portfolio, words: FormWords
) -> None:
    """Replace the divisions of every unit that the sheets name."""
    found: dict[str, list[Division]] = {}
    places = Places(into, read.departments.values())
    for table in tables:
        for line in table.lines():
            unit = places.unit(line)
            if isinstance(unit, Fault):
                read.faults.append(unit)
            elif unit in read.departments:
                found.setdefault(unit, []).append(_division(line, read, words, unit))
    for unit, divisions in found.items():
        read.departments[unit] = replace(read.departments[unit], divisions=tuple(divisions))


def _division(line: Line, read: UnitsRead, words: FormWords, unit: str) -> Division:
    department = read.departments[unit]
    name, id = line.text("division"), line.text("division_id")
    columns = [column for column in line.columns if column.startswith("h:")]
    people = _counts(line, columns, read, words, department.level)
    for before in department.divisions:
        if before.id == id or (not id and name in (before.name.zh, before.name.en)):
            return replace(before, headcount=people if columns else before.headcount)
    return Division(slug(id or name) or f"division-{line.row + 1}", Name(name), people)
