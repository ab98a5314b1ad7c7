"""An allocation is read back, and its faults are located."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from spaceplan.errors import InputError
from spaceplan.files import load_allocation
from spaceplan.model import Allocation, AllocationLine, Counts, LedgerEntry
from tests.cases import tiny_portfolio

HEADER = "room_id,department,category,occupancy,area_m2,quota_m2,excess_m2\n"
LINES = (
    "hq-102,finance,office,city_staff:2,18.00,18.00,0.00\n"
    "hq-101,finance,office,city_bureau_head:1,18.00,24.00,0.00\n"
    "hq-103,archives,office,,18.00,,\n"
)


def written(folder: Path, text: str, people: str | None = None) -> Path:
    (folder / "allocation.csv").write_text("\ufeff" + text, encoding="utf-8")
    if people is not None:
        (folder / "people.csv").write_text(people)
    return folder / "allocation.csv"


def faults(path: Path) -> list[str]:
    with pytest.raises(InputError) as caught:
        load_allocation(path, tiny_portfolio())
    return [str(fault) for fault in caught.value.faults]


def test_an_allocation_is_ordered_by_room(tmp_path: Path) -> None:
    expected = Allocation(
        (
            AllocationLine("hq-101", "finance", Counts.of({"city_bureau_head": 1})),
            AllocationLine("hq-102", "finance", Counts.of({"city_staff": 2})),
            AllocationLine("hq-103", "archives"),
        )
    )
    path = written(tmp_path, HEADER + LINES)
    assert load_allocation(path, tiny_portfolio()) == expected
    assert load_allocation(tmp_path, tiny_portfolio()) == expected


def test_only_what_counts_must_be_there(tmp_path: Path) -> None:
    path = written(tmp_path, "room_id,department,occupancy\nhq-101,finance,city_staff:1\n")
    assert len(load_allocation(path, tiny_portfolio()).lines) == 1


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "hq-1O1,finance,office,,,,",
            "2: room 'hq-1O1', which does not exist; expected an id that exists, such as 'hq-101'",
        ),
        (
            "hq-101,finances,office,,,,",
            "2: department 'finances', which does not exist; "
            "expected an id that exists, such as 'finance'",
        ),
        (
            "hq-101,finance,office,city_staf:1,,,",
            "2: unknown rank 'city_staf' in the occupancy; expected 'city_staff'",
        ),
        (
            "hq-101,finance,office,city_staff,,,",
            "2: occupancy 'city_staff' ('city_staff' is not "
            "rank:number); expected rank:number;rank:number",
        ),
        (
            "hq-101,finance,office,city_staff:-1,,,",
            "2: occupancy 'city_staff:-1' ('city_staff:-1' "
            "is not rank:number); expected rank:number;rank:number",
        ),
        ("hq-101,finance,office,,nan,,", "2: area_m2 'nan'; expected a finite number"),
        (
            "hq-101,finance,office,,,,\nhq-101,finance,office,,,,",
            "3: room 'hq-101' of department "
            "'finance' again (first on line 2); expected one line a room and department",
        ),
    ],
)
def test_a_fault_is_named_at_its_line(tmp_path: Path, line: str, expected: str) -> None:
    path = written(tmp_path, f"{HEADER}{line}\n")
    assert faults(path) == [f"{path}:{expected}"]


def test_who_sits_where_is_read_beside_it(tmp_path: Path) -> None:
    ledger = (
        LedgerEntry("p1", "finance", "hq-101", rank="city_bureau_head"),
        LedgerEntry("p2", "finance", "hq-101", rank="city_staff"),
    )
    portfolio = replace(tiny_portfolio(), ledger=ledger)
    path = written(tmp_path, HEADER + LINES, "person,room\np2,hq-102\np1,hq-101\n")
    assert load_allocation(path, portfolio).people == (("p1", "hq-101"), ("p2", "hq-102"))
    (tmp_path / "people.csv").write_text("person,room\np1,hq-101\np1,hq-102\np3,hq-1o1\n")
    with pytest.raises(InputError) as caught:
        load_allocation(path, portfolio)
    seats = tmp_path / "people.csv"
    assert [str(fault) for fault in caught.value.faults] == [
        f"{seats}:3: person 'p1' again (first on line 2); expected one line a person",
        f"{seats}:4: room 'hq-1o1', which does not exist; "
        "expected an id that exists, such as 'hq-101'",
        f"{seats}:4: person 'p3', whom the ledger does not have; expected an id that exists",
    ]


def test_a_ledger_beside_it_is_not_taken_for_its_people(tmp_path: Path) -> None:
    path = written(tmp_path, HEADER + LINES, "person,department,room\np1,finance,hq-101\n")
    assert load_allocation(path, tiny_portfolio()).people == ()


def test_a_missing_allocation_is_a_fault(tmp_path: Path) -> None:
    assert faults(tmp_path / "none.csv") == [
        f"{tmp_path}/none.csv: no readable file (No such file or directory); expected a file"
    ]
