"""What a planner can live with is a warning at its line, and what is just right is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.files.folders import Changes, edited, warnings, write_folder

A, B = "buildings/a.yaml", "buildings/b.yaml"
D, H = "departments.yaml", "holdings.csv"
OUTLINE = "[4.2, 0], [8.2, 0], [8.2, 5], [4.2, 5]"

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
    "a tag that no room carries, one like it there is": (
        edited(A, "a-101, use: office,", "a-101, use: office, tags: [classified],")
        | edited(
            D, "    seconded: 1\n", "    seconded: 1\n    requires: [classified, clasified]\n"
        ),
        [
            f"{D}:9: 'finance' requires tag 'clasified', which no room carries; "
            "expected a tag that some room carries, such as 'classified'"
        ],
    ),
    "a tag that no room carries, where others are": (
        edited(A, "a-101, use: office,", "a-101, use: office, tags: [public, quiet],")
        | edited(D, "    seconded: 1\n", "    seconded: 1\n    requires: sealed\n"),
        [
            f"{D}:9: 'finance' requires tag 'sealed', which no room carries; "
            "expected a tag that some room carries: one of public, quiet"
        ],
    ),
    "a tag where no room carries any": (
        edited(D, "    seconded: 1\n", "    seconded: 1\n    requires:\n      - classified\n"),
        [
            f"{D}:10: 'finance' requires tag 'classified', which no room carries; "
            "expected a tag that some room carries; no room carries any"
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
