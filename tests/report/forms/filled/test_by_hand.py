"""Forms that sum up, filled in by hand: what is taken over, what differs, what is refused."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from spaceplan.formats import Imported
from spaceplan.importing import import_forms
from spaceplan.model import Counts, Portfolio
from tests.report.forms.filled.cases import differences, faults, filled, saved, town, written

BOOKS = {
    "national": "江苏省-无锡市-320200000000.xlsx",
    "county": "办公用房管理使用情况登记表.xlsx",
    "entitlement": "办公用房建筑面积核算表.xlsx",
    "vacated": "清理腾退情况统计表.xlsx",
}
OFFICES, UNITS = "表2 办公用房信息", "市级机关·按单位"
AS_HERE = "as the portfolio has it"


def form(tmp_path: Path, kind: str, sheet: str, cells: dict[str, Any]) -> Path:
    """Return a form of the town with some cells changed."""
    forms = written(town(), tmp_path / "forms", kind)
    return filled(forms / BOOKS[kind], sheet, cells, tmp_path / "form.xlsx")


def read(tmp_path: Path, source: Path, into: Portfolio | None = None) -> Imported:
    return import_forms(source, saved(into or town(), tmp_path / "town"))


def test_posts_and_land_are_taken_over_and_totals_compared(tmp_path: Path) -> None:
    # rows 5 to 7 are finance, archives, vacant rooms; row 8 is the sum
    changed = {"C5": 2000, "D5": "900㎡", "M5": "１２人", "N5": 60.5, "T5": "2001"}
    imported = read(tmp_path, form(tmp_path, "national", OFFICES, changed))
    assert imported.portfolio.sites[0].site_area == 2000
    assert imported.portfolio.department("finance").establishment["city_staff"] == 12
    row = "'观山路1号 / 财政局'"
    assert differences(imported) == [
        f"{OFFICES}!N5: Usable area, Office '60.50 m²' of {row}; expected '54.00 m²', {AS_HERE}",
        f"{OFFICES}!T5: Built '2001' of {row}; expected '1998', {AS_HERE}",
        f"{OFFICES}!C8: sum of Land (m²) '1,234.50 m²'; expected '2,000.00 m²', the sum of the "
        "lines above",
        f"{OFFICES}!M8: sum of Approved posts, Below bureau level '6'; expected '14', the sum of "
        "the lines above",
        f"{OFFICES}!N8: sum of Usable area, Office '90.00 m²'; expected '96.50 m²', the sum of "
        "the lines above",
    ]
    (sheet,) = imported.sheets
    assert (sheet.lines, sheet.differing) == (3, 5)
    assert sheet.given == ("posts by rank", "land of sites, kinds of units")


def test_all_that_cannot_be_read_is_named_at_once_and_once_a_cell(tmp_path: Path) -> None:
    changed = {"C5": "很大", "G5": "财正局", "M6": 2.5, "N6": "=1+1", "L6": -1, "O6": "#REF!"}
    assert faults(
        form(tmp_path, "national", OFFICES, changed), saved(town(), tmp_path / "town")
    ) == [
        f"{OFFICES}!C5: '很大'; expected an area in m²",
        f"{OFFICES}!G5: unit '财正局'; expected '财政局'",
        f"{OFFICES}!L6: '-1'; expected a whole number of people",
        f"{OFFICES}!M6: '2.5'; expected a whole number of people",
        f"{OFFICES}!N6: '=1+1'; expected an area in m²",
        f"{OFFICES}!O6: '#REF!'; expected an area in m²",
    ]


def test_a_new_unit_is_taken_up_at_the_site_of_its_block(tmp_path: Path) -> None:
    source = form(tmp_path, "national", OFFICES, {"G7": "气象台", "H7": "事业单位", "M7": 4})
    imported = read(tmp_path, source)
    new = imported.portfolio.department("气象台")
    assert (new.kind, new.level, new.home_site) == ("institution", "city", "centre")
    assert new.establishment == Counts.of({"city_staff": 4})
    assert f"{OFFICES}!G7: new unit '气象台', taken up as '气象台'" in differences(imported)[0]


def test_people_of_the_register_are_taken_over_and_their_sums_compared(tmp_path: Path) -> None:
    # D people there, E head of a bureau or office … I below; J without post, K area in all
    source = form(tmp_path, "county", UNITS, {"D5": 8, "I5": 7, "J5": 1, "K5": "1,000"})
    imported = read(tmp_path, source, replace(town(), ledger=None))
    finance = imported.portfolio.department("finance")
    assert finance.headcount == Counts.of({"city_bureau_head": 1, "city_staff": 7})
    assert (finance.seconded, finance.contract) == (0, 0)
    assert differences(imported)[:2] == [
        f"{UNITS}!J5: People, Seconded and contract staff '1' of '财政局'; expected '0', {AS_HERE}",
        f"{UNITS}!K5: In use, Area in all '1,000.00 m²' of '财政局'; expected '54.00 m²', "
        f"{AS_HERE}",
    ]


def test_ranks_that_a_form_lumps_together_stay_apart(tmp_path: Path) -> None:
    mixed = Counts.of({"city_bureau_head": 1, "city_staff": 3, "section_staff": 1})
    departments = tuple(
        replace(d, establishment=mixed) if d.id == "finance" else d for d in town().departments
    )
    into = replace(town(), departments=departments)
    # of the town finance has 4 at the lowest rank: the 3 and 1 lumped together
    same = read(tmp_path, form(tmp_path, "national", OFFICES, {}), into)
    assert same.portfolio.department("finance").establishment == mixed
    assert differences(same) == []


def test_numbers_that_cannot_be_taken_apart_are_not_taken_over(tmp_path: Path) -> None:
    mixed = Counts.of({"city_bureau_head": 1, "city_staff": 3, "section_staff": 5})
    departments = tuple(
        replace(d, establishment=mixed) if d.id == "finance" else d for d in town().departments
    )
    imported = read(
        tmp_path,
        form(tmp_path, "national", OFFICES, {}),
        replace(town(), departments=departments),
    )
    assert imported.portfolio.department("finance").establishment == mixed
    assert differences(imported)[0] == (
        f"{OFFICES}!M5: other numbers of 'finance', whose ranks are lumped here; expected the "
        "numbers of the portfolio, or a form with all its ranks"
    )


def test_the_arithmetic_of_a_computation_is_checked_with_its_own_posts(tmp_path: Path) -> None:
    # K5 posts at the lowest rank of finance: 4 → 5; the areas stay those of 4
    imported = read(tmp_path, form(tmp_path, "entitlement", UNITS, {"L5": 5, "C5": 6}))
    assert imported.portfolio.department("finance").establishment["city_staff"] == 5
    assert differences(imported)[0] == (
        f"{UNITS}!M5: Below bureau level, 9 m² each, Area '36.00 m²' of '财政局'; "
        f"expected '45.00 m²', {AS_HERE}"
    )


def test_rooms_to_vacate_are_compared_and_nothing_is_taken_over(tmp_path: Path) -> None:
    sheet = "县级机关·明细"
    source = form(tmp_path, "vacated", sheet, {"F4": "hq-106", "I5": 20})
    imported = read(tmp_path, source)
    assert imported.portfolio == town()
    assert differences(imported) == [
        f"{sheet}!I5: sum of To be vacated '20.00 m²'; expected '18.00 m²', the sum of the lines "
        "above",
        f"{sheet}!F4: a line of '未经批准租用、借用 / 街道办 / hq-106'; expected a line that the "
        "portfolio's form has, as of 'hq-105'",
        f"{sheet}!A4: 1 lines of the portfolio not there (未经批准租用、借用 / 街道办 / hq-105); "
        "expected all its lines; what is not there was not compared",
    ]


def test_a_missing_column_is_noted_and_posts_are_then_not_taken_over(tmp_path: Path) -> None:
    source = form(tmp_path, "national", OFFICES, {"I4": "某级", "M5": 12})
    imported = read(tmp_path, source)
    assert imported.portfolio.departments == town().departments
    assert f"{OFFICES}!A4: 1 columns of the form not there (批复编制·市级正职)" in " ".join(
        differences(imported)
    )


@pytest.mark.parametrize("name", ["=1+1", "a\u202eb", "<b>财</b>", "财" * 300])
def test_hostile_names_come_back_as_they_are_written(tmp_path: Path, name: str) -> None:
    departments = tuple(
        replace(d, name=replace(d.name, zh=name)) if d.id == "finance" else d
        for d in town().departments
    )
    portfolio = replace(town(), departments=departments)
    forms = written(portfolio, tmp_path / "forms", "county", "vacated")
    imported = read(tmp_path, forms, portfolio)
    assert imported.portfolio.departments == portfolio.departments
    assert imported.notes == ()


def test_numbers_beyond_all_measure_are_differences_and_no_crash(tmp_path: Path) -> None:
    source = form(tmp_path, "county", UNITS, {"K5": 1e11, "M5": "1e400", "O5": "nan"})
    found = faults(source, saved(town(), tmp_path / "town"))
    assert found == [
        f"{UNITS}!M5: '1e400'; expected an area in m²",
        f"{UNITS}!O5: 'nan'; expected an area in m²",
    ]
