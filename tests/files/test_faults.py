"""Every fault is found, at its line, in words that say what to do: one table."""

from __future__ import annotations

from pathlib import Path

import pytest

from spaceplan.errors import InputError
from spaceplan.files import load_portfolio
from tests.files.folders import DEPARTMENTS, FILES, edited, errors, warnings, write_folder

Changes = dict[str, str | bytes | None]
A, B = "buildings/a.yaml", "buildings/b.yaml"
D, P, H = "departments.yaml", "people.csv", "holdings.csv"
OUTLINE = "[4.2, 0], [8.2, 0], [8.2, 5], [4.2, 5]"
EXISTS = "expected an id that exists"


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
    "a room twice in a file": (
        edited(
            B,
            "    rooms:\n",
            "    rooms:\n      - {id: b-lobby, use: lobby, outline: [[50, 0], [60, 0], [60, 5]]}\n",
        ),
        [f"{B}:9: room 'b-lobby' a second time (first in {B}:8); expected an id of its own"],
    ),
    "a room in two buildings": (
        edited(
            B,
            "    rooms:\n",
            "    rooms:\n      - {id: a-101, use: lobby, outline: [[50, 0], [60, 0], [60, 5]]}\n",
        ),
        [f"{B}:8: room 'a-101' a second time (first in {A}:8); expected an id of its own"],
    ),
    "a storey drawn in two files": (
        {
            "buildings/c.yaml": "building: a\nsite: centre\n"
            "storeys:\n  - {number: 1, elevation: 0}\n"
        },
        [
            f"buildings/c.yaml:1: building 'a' a second time (first in {A}:1); "
            "expected an id of its own",
            f"buildings/c.yaml:4: storey 'a-L01' drawn a second time (first in {A}:5); "
            "expected a storey in one place",
        ],
    ),
    "a department twice": (
        edited(
            D, "  - id: archives\n", "  - id: finance\n    home_site: centre\n  - id: archives\n"
        ),
        [f"{D}:16: department 'finance' a second time (first in {D}:2); expected an id of its own"],
    ),
    "an outline that crosses itself": (
        edited(A, OUTLINE, "[4.2, 0], [8.2, 5], [8.2, 0], [4.2, 5]"),
        [
            f"{A}:9: outline of room 'a-102' crosses or touches itself near (6.20, 2.50); "
            "expected a simple polygon"
        ],
    ),
    "an outline in one line": (
        edited(A, OUTLINE, "[4.2, 0], [8.2, 0], [6.2, 0]"),
        [
            f"{A}:9: outline of room 'a-102' without an area; "
            "expected at least three corners around it"
        ],
    ),
    "an outline of two points": (
        edited(A, OUTLINE, "[4.2, 0], [8.2, 0]"),
        [f"{A}:9: outline with 2 entries in 'a-102'; expected at least 3 entries"],
    ),
    "an outline of two points and the first again": (
        edited(A, OUTLINE, "[4.2, 0], [8.2, 0], [4.2, 0]"),
        [
            f"{A}:9: outline of room 'a-102' without an area; "
            "expected at least three corners around it"
        ],
    ),
    "a hole outside": (
        edited(A, "area: 20", "holes: [[[20, 20], [21, 20], [21, 21]]]"),
        [
            f"{A}:8: holes of room 'a-101' that do not lie inside of it, near (20.00, 20.00); "
            "expected a simple polygon"
        ],
    ),
    "a point of one number": (
        edited(A, OUTLINE, "[4.2, 0], [8.2], [8.2, 5], [4.2, 5]"),
        [f"{A}:9: outline[1] with only 1 values in 'a-102'; expected 2 values"],
    ),
    "a coordinate that is no number": (
        edited(A, OUTLINE, "[nan, 0], [8.2, 0], [8.2, -inf], [4.2, 5]"),
        [
            f"{A}:9: outline[0][0] 'nan' in 'a-102'; expected a finite number",
            f"{A}:9: outline[2][1] '-inf' in 'a-102'; expected a finite number",
        ],
    ),
    "a coordinate of a thousand kilometres": (
        edited(A, OUTLINE, "[4.2, 0], [1e9, 0], [8.2, 5], [4.2, 5]"),
        [f"{A}:9: outline[1][0] '1e9' in 'a-102'; expected at most 1000000"],
    ),
    "an area below zero": (
        edited(A, "area: 20", "area: -20"),
        [f"{A}:8: area '-20' in 'a-101'; expected more than 0"],
    ),
    "an area of a province": (
        edited(A, "area: 20", "area: 1e11"),
        [f"{A}:8: area '1e11' in 'a-101'; expected at most 10000000"],
    ),
    "a door to nothing": (
        edited(A, "between: [a-102, a-lobby]", "between: [a-12, a-lobby]"),
        [f"{A}:13: door to room 'a-12', which does not exist; {EXISTS}, such as 'a-102'"],
    ),
    "an entrance of another building": (
        edited(A, "entrances: [a-lobby]", "entrances:\n  - a-lobby\n  - b-lobby"),
        [f"{A}:5: entrance 'b-lobby', a room of another building; {EXISTS}, such as 'a-lobby'"],
    ),
    "a room private to nothing": (
        edited(A, "area: 20", "private_to: a-201"),
        [
            f"{A}:8: room 'a-101' private to room 'a-201', which does not exist; "
            f"{EXISTS}, such as 'a-101'"
        ],
    ),
    "a building on no site": (
        edited(A, "site: centre", "site: center"),
        [f"{A}:2: building on site 'center', which does not exist; {EXISTS}, such as 'centre'"],
    ),
    "a way outside to nothing": (
        edited("portfolio.yaml", "b-lobby", "b-loby"),
        [
            "portfolio.yaml:6: way outside to room 'b-loby', which does not exist; "
            f"{EXISTS}, such as 'b-lobby'"
        ],
    ),
    "unknown ranks, kinds and levels": (
        {
            D: DEPARTMENTS.replace("name: 财政局", "kind: orgn\n    level: citty").replace(
                "headcount: {city_bureau_head", "headcount: {city_bureau_hed"
            )
        },
        [
            f"{D}:3: kind 'orgn' in 'finance'; expected 'organ'",
            f"{D}:4: level 'citty' in 'finance'; expected 'city'",
            f"{D}:8: unknown key 'city_bureau_hed' in 'finance'; expected 'city_bureau_head'",
        ],
    ),
    "half a person": (
        edited(D, "    seconded: 1\n", "    seconded: 1.5\n"),
        [f"{D}:8: seconded '1.5' in 'finance'; expected a whole number"],
    ),
    "a home on no site": (
        edited(D, "  - id: archives\n    home_site: centre", "  - id: archives\n    home_site: c"),
        [f"{D}:17: home_site 'c' of 'archives', a site that does not exist; {EXISTS}"],
    ),
    "locks that contradict each other": (
        edited(D, "    locked: [a-101]", "    locked: [a-101, a-1011]\n    forbidden: [a-101]"),
        [
            f"{D}:2: room 'a-101' both locked and forbidden for department 'finance'; "
            "expected one of the two",
            f"{D}:15: locked room 'a-1011' of 'finance', which does not exist; "
            f"{EXISTS}, such as 'a-101'",
        ],
    ),
    "a lowest storey above the highest": (
        edited(D, "    seconded: 1\n", "    seconded: 1\n    min_storey: 3\n    max_storey: 1\n"),
        [
            f"{D}:2: min_storey 3 above max_storey 1 of department 'finance'; "
            "expected storeys from the lowest to the highest"
        ],
    ),
    "working with nobody": (
        edited(D, "{with: archives", "{with: archive"),
        [
            f"{D}:12: 'finance' works with department 'archive', which does not exist; "
            f"{EXISTS}, such as 'archives'"
        ],
    ),
    "working with itself": (
        edited(D, "{with: archives", "{with: finance"),
        [f"{D}:2: department 'finance' works with itself; expected another department"],
    ),
    "a held room that does not exist": (
        edited(H, "a-102,old-archives", "a-l02,old-archives"),
        [f"{H}:3: room 'a-l02', which does not exist; {EXISTS}, such as 'a-102'"],
    ),
    "a holder that does not exist": (
        edited(H, "a-102,old-archives", "a-102,olde-archives"),
        [
            f"{H}:3: department 'olde-archives', which does not exist; "
            f"{EXISTS}, such as 'old-archives'"
        ],
    ),
    "an unknown basis": (
        edited(H, "rented", "leased"),
        [f"{H}:3: basis 'leased'; expected one of owned, rented, borrowed, lent"],
    ),
    "a holding twice": (
        edited(H, "a-101,finance,owned,,2019-03-01,\n", "a-101,finance,owned,,2019-03-01,\n" * 2),
        [
            f"{H}:3: a line for room 'a-101' and department 'finance' again (first in {H}:2); "
            "expected one line a room and department"
        ],
    ),
    "unknown words in the ledger": (
        edited(P, "budget,city_staff,active,main", "budget,city_staf,activ,mian"),
        [
            f"{P}:3: rank 'city_staf'; expected 'city_staff'",
            f"{P}:3: status 'activ'; expected 'active'",
            f"{P}:3: post 'mian'; expected 'main'",
        ],
    ),
    "an unknown division": (
        edited(P, "p2,finance,budget,", "p2,finance,budgets,"),
        [
            f"{P}:3: division 'budgets', which department 'finance' does not have; "
            f"{EXISTS}, such as 'budget'"
        ],
    ),
    "an active person without a rank": (
        edited(P, "p2,finance,budget,city_staff,", "p2,finance,budget,,"),
        [f"{P}:3: no rank for active person 'p2'; expected a key of the quota table"],
    ),
    "the same line again": (
        edited(P, "p3,finance,,,seconded,main,,,,\n", "p3,finance,,,seconded,main,,,,\n" * 2),
        [f"{P}:5: the same line for person 'p3' again (first in {P}:4); expected every line once"],
    ),
    "a second main place": (
        edited(P, "p3,finance,,,seconded", "p2,finance,,,seconded"),
        [
            f"{P}:4: a second main place for person 'p2' (first in {P}:3); expected one line "
            "with post 'main' a person, 'concurrent' for a second office"
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


WARNINGS: dict[str, tuple[Changes, list[str]]] = {
    "rooms that overlap": (
        edited(A, OUTLINE, "[3, 0], [8.2, 0], [8.2, 5], [3, 5]"),
        [f"{A}:9: rooms 'a-101' and 'a-102' overlap by 5.00 m²; expected outlines side by side"],
    ),
    "an area unlike the drawn one": (
        edited(A, "area: 20", "area: 21.5"),
        [
            f"{A}:8: area 21.50 m² stated of room 'a-101', 20.00 m² drawn; "
            "expected areas that differ by at most 5 %"
        ],
    ),
    "a door to another storey": (
        edited(A, "[a-102, a-lobby]", "[a-102, b-lobby]"),
        [
            f"{A}:13: door on storey 'a-L01' to room 'b-lobby' of another storey; "
            "expected rooms of one storey"
        ],
    ),
    "a room of two holders": (
        edited(H, "a-102,old-archives", "a-101,old-archives"),
        [
            f"{H}:3: room 'a-101' held by 'old-archives' and by 'finance'; "
            "expected one holder, or the room tagged 'shared'"
        ],
    ),
    "an end before the beginning": (
        edited(H, "2019-03-01,", "2019-03-01,2018-03-01"),
        [f"{H}:2: until 2018-03-01, before since 2019-03-01; expected the later date in 'until'"],
    ),
    "a waiver for nothing": (
        edited("waivers.yaml", "subject: a-101", "subject: a-999"),
        [
            "waivers.yaml:2: a waiver for 'a-999', which is no room, department or person; "
            "expected the id of one that exists"
        ],
    ),
    "a site preferred that is not allowed": (
        edited("portfolio.yaml", "sites:\n", "sites:\n  - {id: north}\n")
        | edited(D, "    sites: [centre]", "    sites: [centre]\n    prefer_site: north"),
        [
            f"{D}:2: prefer_site 'north' of department 'finance', not one of its sites; "
            "expected a site where it may be"
        ],
    ),
    "a building file that is not listed": (
        edited("portfolio.yaml", "sites:", f"files:\n  buildings: [{A}, {B}]\nsites:")
        | {"buildings/old.yaml": "building: old\nsite: centre\n"},
        [
            "portfolio.yaml:3: file 'buildings/old.yaml', which files.buildings does not list; "
            "expected every building listed"
        ],
    ),
}


@pytest.mark.parametrize("fault", WARNINGS)
def test_what_a_planner_can_live_with_is_a_warning(tmp_path: Path, fault: str) -> None:
    changes, expected = WARNINGS[fault]
    assert warnings(write_folder(tmp_path, changes)) == expected


@pytest.mark.parametrize(
    "changes",
    [
        edited(A, OUTLINE, "[3.99, 0], [8.2, 0], [8.2, 5], [3.99, 5]"),  # 0.05 m² of overlap
        edited(A, "area: 20", "area: 21"),  # exactly the tolerance of 5 %
        edited(A, OUTLINE, "[4, 0], [8.2, 0], [8.2, 5], [4, 5]"),  # walls without thickness
        edited(A, OUTLINE, f"{OUTLINE}, [4.2, 0]"),  # the first corner repeated
        edited(A, "area: 20", "holes: [[[1, 1], [2, 1], [2, 2]]]"),
    ],
)
def test_what_is_just_right_is_no_fault(tmp_path: Path, changes: Changes) -> None:
    assert warnings(write_folder(tmp_path, changes)) == []


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
