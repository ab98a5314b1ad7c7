"""CSV as people save it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spaceplan.files import load_portfolio
from spaceplan.files.csv_reader import escape_cell, plain_cell
from tests.files.folders import HOLDINGS, PEOPLE, edited, errors, warnings, write_folder

P = "people.csv"
HEADER = PEOPLE.splitlines()[0]


@pytest.mark.parametrize(
    "text",
    [
        PEOPLE,
        "\ufeff" + PEOPLE,
        PEOPLE.replace("\n", "\r\n"),
        PEOPLE.replace("\n", "\r"),
        PEOPLE.replace(",", ";"),
        "\ufeff" + PEOPLE.replace(",", ";").replace("\n", "\r\n"),
        PEOPLE.replace(",", "\t"),
        "sep=;\r\n" + PEOPLE.replace(",", ";"),
        PEOPLE.replace(",", " , "),
        PEOPLE + ",,,,,,,,,\n\n",
        PEOPLE.replace("\n", ",,\n"),
        PEOPLE.replace("p1,", '"p1",'),
    ],
    ids=[
        *("plain", "byte order mark", "Windows lines", "old Mac lines", "semicolons", "Excel"),
        *("tabs", "sep line", "spaces", "empty rows", "empty cells at the end", "quotes"),
    ],
)
def test_every_way_of_saving_gives_the_same_ledger(tmp_path: Path, text: str) -> None:
    usual = load_portfolio(write_folder(tmp_path / "usual")).portfolio
    other = load_portfolio(write_folder(tmp_path / "other", {P: text})).portfolio
    assert other.ledger == usual.ledger


def test_columns_may_stand_in_any_order_and_optional_ones_be_left_out(tmp_path: Path) -> None:
    text = "department,room\nfinance,a-101\n"
    portfolio = load_portfolio(write_folder(tmp_path, {"holdings.csv": text})).portfolio
    assert [(h.room, h.department, h.basis) for h in portfolio.holdings] == [
        ("a-101", "finance", "owned")
    ]


CASES = {
    "a missing column": (
        PEOPLE.replace(",rank,", ",", 1).replace(",,city_bureau_head,", ",,", 1),
        [f"{P}:1: no column 'rank'; expected the columns {HEADER.replace(',', ', ')}, name"],
    ),
    "an unknown column": (
        PEOPLE.replace("approval", "aproval", 1),
        [f"{P}:1: unknown column 'aproval'; expected 'approval'"],
    ),
    "a column twice": (
        PEOPLE.replace("approval", "room", 1),
        [f"{P}:1: column 'room' a second time; expected it once"],
    ),
    "too few cells": (
        PEOPLE.replace("p2,finance,budget,", "p2,finance,", 1),
        [f"{P}:3: 9 cells; expected 10 cells"],
    ),
    "too many cells": (
        PEOPLE.replace("p2,finance,budget,", "p2,finance,budget,x,", 1),
        [f"{P}:3: 11 cells; expected 10 cells"],
    ),
    "an open quote": (
        PEOPLE.replace("p5,", '"p5,', 1),
        [
            f"{P}:6: a row that is not CSV (unexpected end of data); "
            "expected cells of ordinary length, quotes in pairs"
        ],
    ),
    "a cell of a megabyte": (
        PEOPLE.replace("p5,", "p" * 1_000_000 + ",", 1),
        [
            f"{P}:6: a row that is not CSV (field larger than field limit (131072)); "
            "expected cells of ordinary length, quotes in pairs"
        ],
    ),
    "an empty file": (
        "",
        [
            f"{P}:1: no column '{name}'; expected the columns {HEADER.replace(',', ', ')}, name"
            for name in ("person", "department", "rank", "status", "post", "room")
        ],
    ),
    "a person without a department": (
        PEOPLE.replace("p2,finance,", "p2,,", 1),
        [f"{P}:3: no 'department'; expected 'department: ...'"],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_fault_of_form_is_named_at_its_line(tmp_path: Path, case: str) -> None:
    text, expected = CASES[case]
    assert errors(write_folder(tmp_path, {P: text})) == expected


def test_lines_are_counted_over_cells_of_several_lines(tmp_path: Path) -> None:
    text = HOLDINGS.replace("批 12", '"批\n12\n"') + "a-l02,finance,owned,,,\n"
    (found,) = errors(write_folder(tmp_path, {"holdings.csv": text}))
    assert found.startswith("holdings.csv:6: room 'a-l02'")


def test_a_cell_that_excel_would_compute_is_read_as_it_was_meant(tmp_path: Path) -> None:
    changes = edited("holdings.csv", "批 12", "'=1+1")
    folder = write_folder(tmp_path, changes)
    assert warnings(folder) == []
    assert load_portfolio(folder).portfolio.holdings[1].approval == "=1+1"


@given(st.text())
def test_escaping_is_undone_by_reading(text: str) -> None:
    escaped = escape_cell(text)
    assert plain_cell(escaped) == text
    assert escaped[:1] not in set("=+-@\t\r")
