from __future__ import annotations

import csv
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest

from spaceplan.files import load_allocation
from spaceplan.files.atomic import write_atomically
from spaceplan.model import Allocation
from spaceplan.report import allocation_csv, people_csv
from spaceplan.report.safe import csv_cell, csv_text, visible
from tests.report.cases import book, plan, portfolio

#: Rooms of 18 m²; quotas 24 and 9 m². hq-104 is split 9 : 18 between finance and archives.
EXPECTED = """\
room_id,department,category,occupancy,area_m2,quota_m2,excess_m2
hq-101,finance,office,city_bureau_head:1,18.00,24.00,0.00
hq-102,finance,office,city_staff:2,18.00,18.00,0.00
hq-103,finance,office,city_staff:1,18.00,9.00,9.00
hq-104,archives,office,city_staff:2,12.00,18.00,0.00
hq-104,finance,office,city_staff:1,6.00,9.00,0.00
hq-105,archives,office,,18.00,0.00,18.00
hq-106,archives,service,,18.00,,
"""


def test_the_allocation_is_a_table_with_a_byte_order_mark() -> None:
    assert allocation_csv(portfolio(), book(), plan()) == "\ufeff" + EXPECTED


def test_lines_are_ordered_whatever_the_order_of_the_plan() -> None:
    turned = Allocation(tuple(reversed(plan().lines)))
    assert allocation_csv(portfolio(), book(), turned) == "\ufeff" + EXPECTED


def test_people_are_listed_by_person() -> None:
    assert people_csv(plan()) == "\ufeffperson,room\np1,hq-101\np2,hq-102\n"


def test_a_written_allocation_loads_back_equal(tmp_path: Path) -> None:
    path = tmp_path / "allocation.csv"
    write_atomically(path, allocation_csv(portfolio(), book(), plan()))
    assert load_allocation(path, portfolio()) == replace(plan(), people=())


@pytest.mark.parametrize(
    "text",
    ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", " =1", "\u3000=1", "＝1", "＋1", "－1", "＠1"],
)
def test_a_cell_that_could_be_a_formula_is_text(text: str) -> None:
    assert csv_cell(text).startswith("'")


@pytest.mark.parametrize("text", ["\t=1", "\r=1", "\n=1", "\x00=1", "\u202e=1"])
def test_a_cell_starting_with_a_hidden_character_shows_it(text: str) -> None:
    assert csv_cell(text).startswith("⟨U+")


@pytest.mark.parametrize("text", ["财政局", "hq-101", "city_staff:3;contract:1", "18.00", ""])
def test_an_honest_cell_stays_as_it_is(text: str) -> None:
    assert csv_cell(text) == text


def test_quotes_commas_and_lines_in_a_cell_stay_inside_it() -> None:
    written = csv_text(("a", "b"), [('x","y', "1\n2")])
    assert list(csv.reader(StringIO(written)))[1] == ['x","y', "1⟨U+000A⟩2"]


def test_characters_that_hide_or_reorder_are_shown() -> None:
    assert visible("a\u202eb\u200bc\x1b[31m") == "a⟨U+202E⟩b⟨U+200B⟩c⟨U+001B⟩[31m"
    assert visible("财政局 Finance é ÷") == "财政局 Finance é ÷"
