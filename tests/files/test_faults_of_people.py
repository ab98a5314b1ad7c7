"""Every fault of departments, holdings and the ledger is found, at its line: one table."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.files.folders import DEPARTMENTS, Changes, edited, errors, write_folder

D, P, H = "departments.yaml", "people.csv", "holdings.csv"
EXISTS = "expected an id that exists"

ERRORS: dict[str, tuple[Changes, list[str]]] = {
    "a department twice": (
        edited(
            D, "  - id: archives\n", "  - id: finance\n    home_site: centre\n  - id: archives\n"
        ),
        [f"{D}:16: department 'finance' a second time (first in {D}:2); expected an id of its own"],
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
    "a faulty division, in which people of the ledger are": (
        edited(D, "{id: budget, name: 预算处}", "{id: budget, headcount: many}"),
        [f"{D}:10: headcount 'many' in 'budget'; expected a mapping (key: value)"],
    ),
    "wishes of a wrong type beside others for what does not exist": (
        edited(
            D,
            "    sites: [centre]\n",
            "    sites: [centr]\n    within_storeys: lots\n    next_to: [archive]\n",
        ),
        [
            f"{D}:5: sites 'centr' of 'finance', a site that does not exist; "
            f"{EXISTS}, such as 'centre'",
            f"{D}:6: within_storeys 'lots' in 'finance'; expected a whole number",
            f"{D}:7: next_to 'archive' of 'finance', a department that does not exist; "
            f"{EXISTS}, such as 'archives'",
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
}


@pytest.mark.parametrize("fault", ERRORS)
def test_a_fault_is_named_at_its_line(tmp_path: Path, fault: str) -> None:
    changes, expected = ERRORS[fault]
    assert errors(write_folder(tmp_path, changes)) == expected
