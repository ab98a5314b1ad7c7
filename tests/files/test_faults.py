"""Faults of files and words are found, at their line, in words that say what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from spaceplan.errors import InputError
from spaceplan.files import load_portfolio
from tests.files.folders import DEPARTMENTS, FILES, Changes, edited, errors, warnings, write_folder

A, B = "buildings/a.yaml", "buildings/b.yaml"
D, P, H = "departments.yaml", "people.csv", "holdings.csv"


def test_the_folder_without_a_fault_loads_without_a_word(tmp_path: Path) -> None:
    assert warnings(write_folder(tmp_path)) == []


ERRORS: dict[str, tuple[Changes, list[str]]] = {
    "a word for a number": (
        edited(A, "area: 20", "area: wide"),
        [f"{A}:8: area 'wide' in 'a-101'; expected a number"],
    ),
    "a list for a word": (
        edited(A, "a-102, use: office", "a-102, use: [office]"),
        [f"{A}:9: use (a list) in 'a-102'; expected text"],
    ),
    "a missing key": (
        edited(A, "a-102, use: office", "a-102"),
        [f"{A}:9: no 'use' in 'a-102'; expected 'use: ...'"],
    ),
    "an unknown key": (
        edited(A, "area: 20", "aera: 20"),
        [f"{A}:8: unknown key 'aera' in 'a-101'; expected 'area'"],
    ),
    "an unknown key at the top": (
        edited("portfolio.yaml", "sites:", "as-of: 2026-01-01\nsites:"),
        ["portfolio.yaml:2: unknown key 'as-of'; expected 'as_of'"],
    ),
    "a key twice": (
        edited(A, "site: centre", "site: centre\nsite: centre"),
        [f"{A}:3: 'site' a second time (first on line 2); expected it once"],
    ),
    "a price below zero": (
        edited("portfolio.yaml", "sites:", "prices: {excess: -1}\nsites:"),
        ["portfolio.yaml:2: excess '-1'; expected at least 0"],
    ),
    "an unknown setting's word": (
        edited("portfolio.yaml", "sites:", "settings: {share_own_room: lik}\nsites:"),
        ["portfolio.yaml:2: share_own_room 'lik'; expected 'like'"],
    ),
    "a number for a date": (
        edited("portfolio.yaml", "sites:", "as_of: 20260101\nsites:"),
        ["portfolio.yaml:2: as_of '20260101'; expected a date as 2024-05-31"],
    ),
    "a day that no month has": (
        edited("portfolio.yaml", "sites:", "as_of: 2026-02-30\nsites:"),
        ["portfolio.yaml:2: as_of '2026-02-30'; expected a date as 2024-05-31"],
    ),
    "a project without a name, of no size": (
        edited("portfolio.yaml", "sites:", "projects:\n  - {size_m2: 0, cost: -1}\nsites:"),
        [
            "portfolio.yaml:3: no 'name'; expected 'name: ...'",
            "portfolio.yaml:3: size_m2 '0'; expected more than 0",
            "portfolio.yaml:3: cost '-1'; expected at least 0",
        ],
    ),
    "a waiver without a reason": (
        edited("waivers.yaml", "reason: 待搬迁, ", ""),
        ["waivers.yaml:2: no 'reason'; expected 'reason: ...'"],
    ),
    "no departments": (
        {D: None},
        [f"{D}: no readable file (No such file or directory); expected a file"],
    ),
    "no buildings": (
        {A: None, B: None},
        ["portfolio.yaml:1: no file 'buildings/*.yaml'; expected a file a building"],
    ),
    "a listed building that is not there": (
        edited("portfolio.yaml", "sites:", "files:\n  buildings: [buildings/x.yaml]\nsites:"),
        ["buildings/x.yaml: no readable file (No such file or directory); expected a file"],
    ),
    "a building listed twice": (
        edited("portfolio.yaml", "sites:", f"files:\n  buildings: [{A}, {B}, {A}]\nsites:"),
        [f"portfolio.yaml:3: file '{A}' listed twice; expected every file once"],
    ),
    "a list for a portfolio": (
        {"portfolio.yaml": "- name: x\n"},
        ["portfolio.yaml:1: file (a list); expected a mapping (key: value)"],
    ),
    "text that is not YAML": (
        {A: "building: a\nstoreys: [\n"},
        [
            f"{A}:3: text that is not YAML (did not find expected node content); expected valid "
            "YAML (a bracket or brace may be missing, here or just above)"
        ],
    ),
    "an empty file": ({A: ""}, [f"{A}: an empty file; expected a YAML mapping"]),
}


@pytest.mark.parametrize("fault", ERRORS)
def test_a_fault_is_named_at_its_line(tmp_path: Path, fault: str) -> None:
    changes, expected = ERRORS[fault]
    assert errors(write_folder(tmp_path, changes)) == expected


def test_all_faults_of_all_files_come_at_once(tmp_path: Path) -> None:
    changes = (
        edited("portfolio.yaml", "length: 40", "length: -40")
        | edited(A, "area: 20", "area: wide")
        | edited(B, "[6, 5]", "[6, 5], [3, -5]")
        | edited(D, "{with: archives", "{with: archive")
        | edited(P, "p2,finance,budget,", "p2,finance,budgets,")
        | edited(H, "rented", "rentd")
        | {"waivers.yaml": "waivers: 3\n"}
    )
    places = [fault.split(": ")[0] for fault in errors(write_folder(tmp_path, changes))]
    assert places == [
        "portfolio.yaml:6",
        f"{A}:8",
        f"{B}:8",
        f"{D}:12",
        f"{H}:3",
        f"{P}:3",
        "waivers.yaml:1",
    ]


def test_a_faulty_room_is_no_second_fault_where_it_is_named(tmp_path: Path) -> None:
    folder = write_folder(tmp_path, edited(A, "a-102, use: office", "a-102"))
    assert len(errors(folder)) == 1, "door, holding and ledger name a-102 and are right to"


def test_a_file_that_cannot_be_parsed_hides_no_other_fault(tmp_path: Path) -> None:
    changes = {A: "building: [\n"} | edited(D, "{with: archives", "{with: archive")
    places = [fault.split(": ")[0] for fault in errors(write_folder(tmp_path, changes))]
    assert places == [f"{A}:2", f"{D}:12"]


def test_errors_carry_no_warnings_and_warnings_stop_nothing(tmp_path: Path) -> None:
    changes = edited(A, "area: 20", "area: 30") | edited(D, "seconded: 1", "seconded: x")
    with pytest.raises(InputError) as caught:
        load_portfolio(write_folder(tmp_path, changes))
    assert [fault.file for fault in caught.value.faults] == [D]


def test_hashes_name_every_file_that_was_read(tmp_path: Path) -> None:
    hashes = dict(load_portfolio(write_folder(tmp_path)).hashes)
    assert set(hashes) == set(FILES)
    other = dict(load_portfolio(write_folder(tmp_path, {D: DEPARTMENTS + "\n"})).hashes)
    assert {name for name in FILES if hashes[name] != other[name]} == {D}


def test_every_part_knows_where_it_was_written(tmp_path: Path) -> None:
    portfolio = load_portfolio(write_folder(tmp_path)).portfolio
    assert str(portfolio.room("a-102").source) == f"Source(file='{A}', line=9)"
    assert str(portfolio.storey("a-L01").doors[1].source) == f"Source(file='{A}', line=13)"
    assert str(portfolio.department("archives").source) == f"Source(file='{D}', line=16)"
    assert str(portfolio.holdings[1].source) == f"Source(file='{H}', line=3)"
    assert portfolio.ledger is not None
    assert str(portfolio.ledger[4].source) == f"Source(file='{P}', line=6)"
