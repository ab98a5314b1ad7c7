"""The commands forms and certificates: files written, whole or not at all, exit codes."""

from __future__ import annotations

from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from spaceplan.files import load_portfolio, save_portfolio
from tests.cli.test_commands import spaceplan
from tests.report.forms.cases import small_town


@pytest.fixture
def town(tmp_path: Path) -> Path:
    folder = tmp_path / "town"
    save_portfolio(small_town(), folder)
    return folder


def test_forms_writes_a_workbook_a_form(town: Path, tmp_path: Path) -> None:
    result = spaceplan("forms", town, "-o", tmp_path / "out", "--language", "zh")
    assert result.exit_code == 0, result.output
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        "小城.xlsx",
        "小城-县级机关.xlsx",
        "办公用房管理使用情况登记表.xlsx",
        "办公用房使用情况统计表.xlsx",
        "办公用房建筑面积核算表.xlsx",
        "清理腾退情况统计表.xlsx",
        "办公用房台账.xlsx",
    }


def test_forms_writes_only_what_is_asked_for_in_english_too(town: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    result = spaceplan("forms", town, "-o", out, "--form", "county", "--language", "en")
    assert result.exit_code == 0, result.output
    (path,) = out.iterdir()
    assert path.name == "county.xlsx"
    book = CalamineWorkbook.from_path(path)
    assert "City organs, units" in book.sheet_names
    headings = book.get_sheet_by_name("City organs, units").to_python()[2]
    assert "单位名称\nUnit" in headings


def test_certificates_writes_two_sheets_a_department(town: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    result = spaceplan("certificates", town, "-o", out, "--format", "both", "--language", "zh")
    assert result.exit_code == 0, result.output
    written = {str(path.relative_to(out)) for path in out.rglob("*.*")}
    assert written == {
        f"{kind}/{department}.{ending}"
        for kind in ("certificates", "publications")
        for department in ("finance", "archives", "town")
        for ending in ("pdf", "html")
    }


def test_an_unknown_department_is_a_fault_and_writes_nothing(town: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    result = spaceplan("certificates", town, "-o", out, "--department", "finanze")
    assert result.exit_code == 2
    assert "'finance'" in result.stderr
    assert not out.exists()


def test_a_written_form_is_imported_into_a_new_folder(town: Path, tmp_path: Path) -> None:
    forms, new = tmp_path / "forms", tmp_path / "new"
    assert spaceplan("forms", town, "-o", forms, "--form", "rooms").exit_code == 0
    result = spaceplan("import", forms, "--into", town, "-o", new)
    assert result.exit_code == 0, result.output
    before, after = load_portfolio(town).portfolio, load_portfolio(new).portfolio
    assert sorted(after.ledger or (), key=str) == sorted(before.ledger or (), key=str)
    assert sorted(after.holdings, key=str) == sorted(before.holdings, key=str)
    assert (after.departments, after.buildings) == (before.departments, before.buildings)


def test_without_a_folder_a_form_is_only_compared(town: Path, tmp_path: Path) -> None:
    forms = tmp_path / "forms"
    spaceplan("forms", town, "-o", forms, "--form", "county", "--form", "vacated")
    same = spaceplan("import", forms, "--into", town, "--language", "en")
    assert same.exit_code == 0, same.output
    assert "taken over: people there by rank; cells compared with the portfolio" in same.stdout
    assert "would change: departments 0, people 0, rooms 0, others 0; differences 0" in same.stdout
    text = (town / "departments.yaml").read_text(encoding="utf-8")
    (town / "departments.yaml").write_text(text.replace("city_staff: 4", "city_staff: 5", 1))
    other = spaceplan("import", forms, "--into", town, "--language", "en")
    assert other.exit_code == 1
    assert "'6', as the portfolio has it" in " ".join(other.stderr.split())


def test_a_form_alone_has_no_floor_plans(town: Path, tmp_path: Path) -> None:
    forms, new = tmp_path / "forms", tmp_path / "new"
    spaceplan("forms", town, "-o", forms, "--form", "rooms")
    result = spaceplan("import", forms, "-o", new)
    assert result.exit_code == 2
    assert "--into PORTFOLIO" in result.stderr
    assert not new.exists()
