"""Forms read back: what was written comes back equal; what people write is understood or named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from spaceplan.errors import InputError
from spaceplan.formats import Imported
from spaceplan.formats.xlsx import read_forms
from spaceplan.formats.xlsx.headings import ROOM_COLUMNS
from spaceplan.model import Holding, LedgerEntry, Portfolio
from spaceplan.report.forms import form_files, form_words, make_forms
from tests.check.builders import book, entry
from tests.embedded import forms_of_wuxi
from tests.report.forms.cases import data_of, small_town

WORDS = form_words(book())
HEADINGS = [column.heading.zh for column in ROOM_COLUMNS]
#: Columns of the hand-filled form below, by what they are called there.
PLACES = {name: HEADINGS.index(name) for name in HEADINGS}


def filled(path: Path, *lines: dict[str, Any], merged: Sequence[tuple[int, int, str]] = ()) -> Path:
    """Write a room-level form as a person fills it in: title, headings, lines.

    ``merged`` has (first line, last line, heading) of cells that are one.
    """
    with xlsxwriter.Workbook(path) as made:
        page = made.add_worksheet("填报")
        page.merge_range(0, 0, 0, len(HEADINGS) - 1, "办公用房使用情况统计表")
        page.write_row(1, 0, HEADINGS)
        day = made.add_format({"num_format": "yyyy-mm-dd"})
        for y, line in enumerate(lines, start=2):
            for name, value in line.items():
                if isinstance(value, date):
                    moment = datetime(value.year, value.month, value.day)
                    page.write_datetime(y, PLACES[name], moment, day)
                else:
                    page.write(y, PLACES[name], value)
        for first, last, name in merged:
            value = lines[first].get(name, "")
            page.merge_range(first + 2, PLACES[name], last + 2, PLACES[name], value)
    return path


def line(room: Any, unit: str, person: str = "", rank: str = "", **more: Any) -> dict[str, Any]:
    stated = {"房号": room, "使用单位": unit, "姓名": person, "职务": rank, **more}
    return {name: value for name, value in stated.items() if value != ""}


def read(path: Path) -> Imported:
    return read_forms(path, replace(small_town(), ledger=None, holdings=()), WORDS)


def people(imported: Imported) -> list[tuple[str, str, str, str]]:
    """Return (person, room, rank, post) of every entry."""
    return [(e.person, e.room, e.rank, e.post) for e in imported.portfolio.ledger or ()]


def faults(path: Path) -> list[str]:
    with pytest.raises(InputError) as caught:
        read(path)
    return [str(fault) for fault in caught.value.faults]


def by_room(portfolio: Portfolio) -> tuple[list[LedgerEntry], list[Holding]]:
    ledger = sorted(portfolio.ledger or (), key=lambda e: (e.person, e.room, e.post))
    return ledger, sorted(portfolio.holdings, key=lambda h: (h.room, h.department))


def whole_town() -> Portfolio:
    """Return the small town with everything that a ledger can say."""
    town = small_town()
    more = (
        entry("f9", "finance", "hq-101", status="retired", until=date(2026, 1, 31)),
        entry("f1", "finance", "hq-106", "city_bureau_head", post="concurrent", approval="批〔1〕"),
        entry(
            "c1", "archives", "hq-104", "", status="contract", name="王五", since=date(2020, 5, 1)
        ),
        entry("s1", "archives", "", status="seconded"),
    )
    kept = Holding("hq-102", "finance", "rented", "租〔2〕号", date(2019, 1, 1), date(2029, 1, 1))
    others = [h for h in town.holdings if h.room != "hq-102"]
    return replace(town, ledger=(*(town.ledger or ()), *more), holdings=(*others, kept))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_was_written_is_read_back_equal(tmp_path: Path, language: str) -> None:
    portfolio = whole_town()
    data = data_of(portfolio)
    for name, content in form_files(make_forms(data, ["rooms", "ledger"]), data, language=language):
        (tmp_path / name).write_bytes(content)
    imported = read_forms(tmp_path, replace(portfolio, ledger=None, holdings=()), WORDS)
    assert by_room(imported.portfolio) == by_room(portfolio)
    assert imported.portfolio.departments == portfolio.departments


def test_a_form_filled_in_by_hand_is_understood(tmp_path: Path) -> None:
    path = filled(
        tmp_path / "form.xlsx",
        line("hq-101", "财政局", "张 三", "正局（处）级", 使用面积="１８㎡", 人数="1人"),
        line(102, "同上", "李四、王五", "局级以下", 楼层="一层", 人数=2.0, 备注="共用"),
        line("", "", "赵六", "局级以下", 是否正式编制="否"),
        {"类别": "合计", "使用面积": 36, "人数": 4},
        line("hq-104", "档案局", "钱七", "局(处)级以下", 备注="借调"),
        {"类别": "注：本表一式两份。"},
    )
    imported = read(path)
    assert people(imported) == [
        ("张三", "hq-101", "city_bureau_head", "main"),
        ("李四", "hq-102", "city_staff", "main"),
        ("王五", "hq-102", "city_staff", "main"),
        ("赵六", "hq-102", "city_staff", "main"),
        ("钱七", "hq-104", "city_staff", "main"),
    ]
    statuses = [e.status for e in imported.portfolio.ledger or ()]
    assert statuses == ["active", "active", "active", "contract", "seconded"]
    held = {(h.room, h.department, h.basis) for h in imported.portfolio.holdings}
    assert held == {
        ("hq-101", "finance", "owned"),
        ("hq-102", "finance", "owned"),
        ("hq-104", "archives", "owned"),
    }


def test_merged_cells_stand_for_all_their_lines(tmp_path: Path) -> None:
    path = filled(
        tmp_path / "form.xlsx",
        line("hq-102", "财政局", "李四", "局级以下"),
        line("", "", "王五", "局级以下"),
        merged=((0, 1, "房号"), (0, 1, "使用单位")),
    )
    assert [room for _, room, _, _ in people(read(path))] == ["hq-102", "hq-102"]


def test_one_person_on_several_lines_has_several_offices(tmp_path: Path) -> None:
    path = filled(
        tmp_path / "form.xlsx",
        line("hq-101", "财政局", "张三", "正处级"),
        line("hq-106", "财政局", "张三", "正处级"),
        line("hq-104", "档案局", "张三", "处级以下"),
    )
    assert people(read(path)) == [
        ("张三-finance", "hq-101", "city_bureau_head", "main"),
        ("张三-finance", "hq-106", "city_bureau_head", "concurrent"),
        ("张三-archives", "hq-104", "city_staff", "main"),
    ]


def test_every_fault_is_named_at_its_cell(tmp_path: Path) -> None:
    path = filled(
        tmp_path / "form.xlsx",
        line("hq-901", "财政局", "张三", "正处级"),
        line("hq-102", "财正局", "李四", "局级以下"),
        line("hq-103", "财政局", "王五", "皇帝"),
        line("hq-103", "财政局", "赵六", ""),
        line("hq-104", "档案局", "钱七", "局级以下", 使用面积="很大"),
        line("hq-105", "", "孙八", "局级以下"),
    )
    assert faults(path) == [
        "填报!E3: room 'hq-901' in building ''; expected 'hq-101'",
        "填报!G4: unit '财正局'; expected '财政局'",
        "填报!M5: post '皇帝'; expected one of 市级正职, 市级副职, 正局(处)级, 副局(处)级, "
        "局(处)级以下",
        "填报!M6: no post of '赵六'; expected one of 市级正职, 市级副职, 正局(处)级, 副局(处)级, "
        "局(处)级以下",
        "填报!I7: '很大'; expected an area in m²",
        "填报!G8: no unit of '孙八'; expected the unit that uses the room",
    ]


def test_what_does_not_agree_with_the_plan_is_noted(tmp_path: Path) -> None:
    path = filled(
        tmp_path / "form.xlsx",
        line("hq-101", "财政局", "张三", "正处级", 使用面积=25.9, 人数=2),
    )
    assert [str(note) for note in read(path).notes] == [
        "填报!I3: 25.90 m² of room 'hq-101'; expected 18.00 m², as the portfolio has it",
        "填报!J3: people in room 'hq-101': 2; expected 1, as many as are named",
    ]


def test_an_empty_room_is_held_by_nobody_or_by_its_unit(tmp_path: Path) -> None:
    path = filled(
        tmp_path / "form.xlsx", line("hq-105", "空置"), line("hq-106", "财政局"), line("hq-104", "")
    )
    imported = read(path)
    assert [(h.room, h.department) for h in imported.portfolio.holdings] == [("hq-106", "finance")]
    assert imported.portfolio.ledger == ()


def test_a_workbook_without_a_known_form_is_refused(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "other.xlsx") as made:
        made.add_worksheet("甲").write_row(0, 0, ["名称", "数量"])
    (fault,) = faults(tmp_path / "other.xlsx")
    assert fault.startswith("other.xlsx: no known form on its sheets (甲)")


def test_what_is_no_workbook_is_refused(tmp_path: Path) -> None:
    (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04 no workbook at all")
    (fault,) = faults(tmp_path / "broken.xlsx")
    assert fault.startswith("broken.xlsx: no readable workbook")


@pytest.mark.slow
def test_the_embedded_portfolio_comes_back_equal(tmp_path: Path) -> None:
    data = forms_of_wuxi()
    portfolio = data.portfolio
    for name, content in form_files(make_forms(data, ["rooms", "ledger"]), data):
        (tmp_path / name).write_bytes(content)
    words = form_words(data.rulebook)
    imported = read_forms(tmp_path, replace(portfolio, ledger=None, holdings=()), words)
    assert imported.portfolio.departments == portfolio.departments
    assert by_room(imported.portfolio) == by_room(portfolio)
    assert imported.notes == ()
