"""Filled forms, read back into a portfolio: people, departments and holdings, every fault at once.

Forms have no floor plans, so that they are read into a portfolio that has: its places, prices and
settings stay, its ledger and holdings are replaced, its departments changed as the forms say.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from spaceplan.errors import Fault, InputError, Severity
from spaceplan.formats.imported import Imported, ReadSheet
from spaceplan.formats.xlsx.grid import ENDINGS, Grid, read_grids
from spaceplan.formats.xlsx.places import Places
from spaceplan.formats.xlsx.rooms import ledger_of, read_rooms, room_table
from spaceplan.formats.xlsx.tables import Table
from spaceplan.formats.xlsx.units import (
    division_table,
    read_divisions,
    read_units,
    unit_table,
)
from spaceplan.formats.xlsx.words import FormWords
from spaceplan.i18n import N_, Message
from spaceplan.model import Name, Portfolio
from spaceplan.progress import SILENT, Progress

__all__ = [
    "ENDINGS",
    "Details",
    "FormWords",
    "is_form",
    "read_details",
    "read_forms",
    "read_workbooks",
    "unknown_form",
]


def is_form(source: Path) -> bool:
    """Return whether a path is a workbook, or a folder of workbooks."""
    if source.is_dir():
        return bool(_workbooks(source))
    return source.suffix.lower() in ENDINGS


def _workbooks(folder: Path) -> list[Path]:
    """Return the workbooks in a folder, without what Excel leaves while one is open (~$...)."""
    return sorted(
        path
        for path in folder.iterdir()
        if path.suffix.lower() in ENDINGS
        and path.is_file()
        and not path.name.startswith(("~", "."))
    )


@dataclass(frozen=True)
class Details:
    """What the sheets on rooms, units and divisions say, and the faults in them.

    Parameters
    ----------
    taken
        The sheets that were read.
    listed
        Those of them that list rooms: what they say is all taken over.
    """

    portfolio: Portfolio
    faults: tuple[Fault, ...] = ()
    taken: tuple[ReadSheet, ...] = ()
    listed: frozenset[str] = frozenset()


def read_forms(
    source: Path, into: Portfolio, words: FormWords, *, progress: Progress = SILENT
) -> Imported:
    """Read a filled form, or all workbooks of a folder, into a portfolio.

    What is read: 使用单位基本情况 (posts and people of units), 处室情况 (divisions), and
    办公用房使用情况统计表 (rooms, who holds them, who sits there). Other sheets are passed over.

    Raises
    ------
    InputError
        With every fault as ``sheet!cell: found; expected``, or where no sheet is known.
    """
    grids = read_workbooks(source, progress=progress)
    read = read_details(grids, source, into, words)
    if not read.taken:
        raise InputError([unknown_form(grids, source)])
    if errors := [fault for fault in read.faults if fault.severity is Severity.ERROR]:
        raise InputError(errors)
    return Imported(read.portfolio, read.faults, read.taken)


def read_workbooks(source: Path, *, progress: Progress = SILENT) -> list[Grid]:
    """Return the sheets of a workbook, or of all in a folder, those with their file's name."""
    paths = _workbooks(source) if source.is_dir() else [source]
    grids: list[Grid] = []
    for i, path in enumerate(paths):
        progress.step(N_("Reading the forms"), i, len(paths))
        grids += (
            replace(grid, name=f"{path.name}[{grid.name}]") if len(paths) > 1 else grid
            for grid in read_grids(path)
        )
    return grids


def read_details(grids: list[Grid], source: Path, into: Portfolio, words: FormWords) -> Details:
    """Read the sheets on rooms, units and divisions; faults are kept, none is raised."""
    rooms = [table for grid in grids if (table := room_table(grid))]
    known = {table.grid.name for table in rooms}
    units = [t for g in grids if g.name not in known and (t := unit_table(g, words))]
    known |= {table.grid.name for table in units}
    divisions = [t for g in grids if g.name not in known and (t := division_table(g, words))]
    if not (rooms or units):
        return Details(into)
    read = read_units(units, into, words)
    read_divisions(divisions, read, into, words)
    portfolio = replace(into, departments=tuple(read.departments.values()))
    faults = read.faults
    if rooms:
        found = read_rooms(rooms, portfolio, Places(portfolio, portfolio.departments), words)
        faults = [*faults, *found.faults]
        portfolio = replace(
            portfolio, holdings=tuple(found.holdings.values()), ledger=ledger_of(found)
        )
    faults = list(dict.fromkeys((*faults, *_left_out(read.named, into, bool(units), source))))
    taken = [*map(_rooms_read, rooms), *map(_units_read, units), *map(_divisions_read, divisions)]
    listed = frozenset(table.grid.name for table in rooms)
    return Details(portfolio, tuple(faults), tuple(taken), listed)


def _rooms_read(table: Table) -> ReadSheet:
    given = Message.of(N_("people, their rooms, who holds these"))
    return _read(table, Name("办公用房使用情况统计表", "Rooms and people"), given)


def _units_read(table: Table) -> ReadSheet:
    given = Message.of(N_("units, posts and people there by rank"))
    return _read(table, Name("使用单位基本情况", "Units"), given)


def _divisions_read(table: Table) -> ReadSheet:
    return _read(table, Name("处室情况", "Divisions"), Message.of(N_("divisions of the units")))


def _read(table: Table, title: Name, given: Message) -> ReadSheet:
    return ReadSheet(table.grid.name, title, sum(1 for _ in table.lines()), (given,))


def unknown_form(grids: list[Grid], source: Path) -> Fault:
    """Return the fault of a workbook without any form that is known."""
    listed = "、".join(grid.name for grid in grids[:10])
    found = Message.of(N_("no known form on its sheets ({sheets})"), sheets=listed)
    expected = Message.of(
        N_(
            "the headings of a form that `spaceplan forms` writes, such as 办公用房使用情况统计表 "
            "(房号, 使用单位, 姓名) or 使用单位基本情况 (单位名称, 单位类型, numbers by rank)"
        )
    )
    return Fault(source.name, None, found, expected)


def _left_out(named: set[str], into: Portfolio, has_units: bool, source: Path) -> Iterator[Fault]:
    """Note the departments that the sheets on units do not name; they stay as they were."""
    missing = [d.id for d in into.departments if d.id not in named] if has_units else []
    if missing:
        shown = ", ".join(missing[:10])
        found = Message.of(
            N_("units of the portfolio not named: {n} ({ids})"), n=len(missing), ids=shown
        )
        expected = Message.of(N_("every unit; these stay as they were"))
        yield Fault(source.name, None, found, expected, Severity.WARNING)
