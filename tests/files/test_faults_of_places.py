"""Every fault of buildings, rooms and ways is found, at its line: one table."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.files.folders import Changes, edited, errors, write_folder

A, B = "buildings/a.yaml", "buildings/b.yaml"
OUTLINE = "[4.2, 0], [8.2, 0], [8.2, 5], [4.2, 5]"
EXISTS = "expected an id that exists"

ERRORS: dict[str, tuple[Changes, list[str]]] = {
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
        [f"{A}:9: outline[1] with only 1 value in 'a-102'; expected 2 values"],
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
}


@pytest.mark.parametrize("fault", ERRORS)
def test_a_fault_is_named_at_its_line(tmp_path: Path, fault: str) -> None:
    changes, expected = ERRORS[fault]
    assert errors(write_folder(tmp_path, changes)) == expected
