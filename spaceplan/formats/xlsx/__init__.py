"""Filled forms, read back into a portfolio: people, departments and holdings, every fault at once.

Forms have no floor plans, so that they are read into a portfolio that has: its places, prices and
settings stay, its ledger and holdings are replaced, its departments changed as the forms say.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from spaceplan.errors import Fault, InputError, Severity
from spaceplan.formats.imported import Imported
from spaceplan.formats.xlsx.grid import ENDINGS, Grid, read_grids
from spaceplan.formats.xlsx.places import Places
from spaceplan.formats.xlsx.rooms import ledger_of, read_rooms, room_table
from spaceplan.formats.xlsx.units import (
    division_table,
    read_divisions,
    read_units,
    unit_table,
)
from spaceplan.formats.xlsx.words import FormWords
from spaceplan.i18n import N_, Message
from spaceplan.model import Portfolio
from spaceplan.progress import SILENT, Progress

__all__ = ["ENDINGS", "FormWords", "is_form", "read_forms"]


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
    paths = _workbooks(source) if source.is_dir() else [source]
    grids: list[Grid] = []
    for i, path in enumerate(paths):
        progress.step(N_("Reading the forms"), i, len(paths))
        grids += (
            replace(grid, name=f"{path.name}[{grid.name}]") if len(paths) > 1 else grid
            for grid in read_grids(path)
        )
    return _imported(grids, source, into, words)


def _imported(grids: list[Grid], source: Path, into: Portfolio, words: FormWords) -> Imported:
    rooms = [table for grid in grids if (table := room_table(grid))]
    taken = {table.grid.name for table in rooms}
    units = [t for g in grids if g.name not in taken and (t := unit_table(g, words))]
    taken |= {table.grid.name for table in units}
    divisions = [t for g in grids if g.name not in taken and (t := division_table(g, words))]
    if not (rooms or units):
        raise InputError([_unknown(grids, source)])
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
    if errors := [fault for fault in faults if fault.severity is Severity.ERROR]:
        raise InputError(errors)
    return Imported(portfolio, tuple(faults))


def _unknown(grids: list[Grid], source: Path) -> Fault:
    listed = "、".join(grid.name for grid in grids[:10])
    found = Message.of(N_("no known form on its sheets ({sheets})"), sheets=listed)
    expected = Message.of(
        N_(
            "the headings of 办公用房使用情况统计表 (房号, 使用单位, 姓名) or of 使用单位基本情况 "
            "(单位名称, 单位类型, numbers by rank)"
        )
    )
    return Fault(source.name, None, found, expected)


def _left_out(named: set[str], into: Portfolio, has_units: bool, source: Path) -> Iterator[Fault]:
    """Note the departments that the sheets on units do not name; they stay as they were."""
    missing = [d.id for d in into.departments if d.id not in named] if has_units else []
    if missing:
        shown = ", ".join(missing[:10])
        found = Message.of(
            N_("{n} units of the portfolio not named ({ids})"), n=len(missing), ids=shown
        )
        expected = Message.of(N_("every unit; these stay as they were"))
        yield Fault(source.name, None, found, expected, Severity.WARNING)
