"""Forms written by us, changed cell by cell as a person would, and read into a portfolio folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import xlsxwriter
from python_calamine import CalamineWorkbook

from spaceplan.errors import InputError
from spaceplan.files import load_portfolio, save_portfolio
from spaceplan.formats import Imported
from spaceplan.importing import import_forms
from spaceplan.model import Name, Portfolio, Project
from spaceplan.report.forms import form_files, make_forms
from tests.report.forms.cases import data_of
from tests.report.forms.test_national import stated

PROJECT = Project(Name("改造", "Alteration"), users=("finance", "某中心"), size_m2=90.5, cost=35.0)


def town() -> Portfolio:
    """Return the small town with all that its papers say, and a project."""
    return replace(stated(), projects=(PROJECT,))


def saved(portfolio: Portfolio, folder: Path) -> Path:
    """Write a portfolio and return its folder."""
    save_portfolio(portfolio, folder)
    return folder


def written(portfolio: Portfolio, folder: Path, *forms: str, language: str = "zh") -> Path:
    """Write forms of a portfolio as it is loaded, and return their folder."""
    loaded = load_portfolio(saved(portfolio, folder.with_name("written"))).portfolio
    folder.mkdir()
    data = data_of(loaded)
    for name, content in form_files(make_forms(data, forms), data, language=language):
        (folder / name).write_bytes(content)
    return folder


def filled(path: Path, sheet: str, cells: Mapping[str, Any], to: Path) -> Path:
    """Copy one sheet of a workbook as plain cells, some of them changed; merged cells are not."""
    grid = CalamineWorkbook.from_path(path).get_sheet_by_name(sheet).to_python()
    with xlsxwriter.Workbook(to, {"strings_to_formulas": False}) as book:
        page = book.add_worksheet(sheet)
        for y, row in enumerate(grid):
            page.write_row(y, 0, row)
        for cell, value in cells.items():
            page.write(cell, value)
    return to


def faults(source: Path, folder: Path) -> list[str]:
    """Return all faults for which a form is refused."""
    try:
        import_forms(source, folder)
    except InputError as error:
        return [str(fault) for fault in error.faults]
    raise AssertionError("nothing was refused")


def differences(imported: Imported) -> list[str]:
    """Return what was noted."""
    return [str(note) for note in imported.notes]
