"""Hard wishes in the files: read as they stand, and every slip with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from spaceplan.files import load_portfolio
from tests.files.folders import FILES, Changes, edited, errors, warnings, write_folder

D = "departments.yaml"
EXISTS = "expected an id that exists"
LAST = "    succeeds: [old-archives]\n"


def _archives(wish: str) -> Changes:
    """Return the change that gives the archives (line 16) a wish in line 20."""
    return edited(D, LAST, f"{LAST}    {wish}\n")


def test_wishes_are_read_as_they_stand(tmp_path: Path) -> None:
    wishes = (
        "buildings: a\n    one_building: true\n    within_storeys: 2\n    public_facing: yes\n"
        "    step_free: true\n    next_to: finance\n    keep: all\n    service: pooled"
    )
    folder = write_folder(
        tmp_path,
        {
            **_archives(wishes),
            **edited(
                "portfolio.yaml",
                "sites:\n",
                "empty_storeys: [b-L01]\nsettings:\n  public_max_storey: 2\nsites:\n",
            ),
        },
    )
    portfolio = load_portfolio(folder).portfolio
    archives = portfolio.department("archives")
    assert (archives.buildings, archives.next_to, archives.keep) == (("a",), ("finance",), ("all",))
    assert archives.one_building
    assert archives.public_facing
    assert archives.step_free
    assert not archives.one_site
    assert (archives.within_storeys, archives.service) == (2, "pooled")
    assert portfolio.empty_storeys == ("b-L01",)
    assert portfolio.settings.public_max_storey == 2


FAULTS: dict[str, tuple[Changes, str]] = {
    "a building that does not exist": (
        _archives("buildings: [a, c]"),
        f"{D}:20: buildings 'c' of 'archives', a building that does not exist; {EXISTS}",
    ),
    "a neighbour that does not exist": (
        _archives("next_to: [finances]"),
        f"{D}:20: next_to 'finances' of 'archives', a department that does not exist; "
        f"{EXISTS}, such as 'finance'",
    ),
    "apart from itself": (
        _archives("not_on_storeys_of: archives"),
        f"{D}:20: not_on_storeys_of of 'archives' with itself; expected another department",
    ),
    "together and apart": (
        _archives("next_to: finance\n    not_on_storeys_of: finance"),
        f"{D}:16: 'archives' next to 'finance' and on other storeys than it; "
        "expected one of the two",
    ),
    "together, and apart for the other": (
        {
            D: FILES[D]
            .replace("    locked: [a-101]", "    locked: [a-101]\n    not_on_storeys_of: archives")
            .replace(LAST, f"{LAST}    next_to: finance\n")
        },
        f"{D}:17: 'archives' next to 'finance' and on other storeys than it; "
        "expected one of the two",
    ),
    "no storey at all": (
        _archives("within_storeys: 0"),
        f"{D}:20: within_storeys '0' in 'archives'; expected at least 1",
    ),
    "neither yes nor no": (
        _archives("step_free: perhaps"),
        f"{D}:20: step_free 'perhaps' in 'archives'; expected true or false",
    ),
    "another kind of service": (
        _archives("service: rented"),
        f"{D}:20: service 'rented' in 'archives'; expected one of held, pooled",
    ),
    "too high for the public": (
        _archives("public_facing: true\n    min_storey: 4"),
        f"{D}:16: min_storey 4 of 'archives', which faces the public; "
        "expected at most public_max_storey 3 of the settings",
    ),
    "a building on none of its sites": (
        {
            **_archives("sites: [east]\n    buildings: [a]"),
            **edited("portfolio.yaml", "sites:\n", "sites:\n  - id: east\n"),
        },
        f"{D}:16: buildings of 'archives' that lie on none of its sites; "
        "expected a building on one of its sites",
    ),
    "a person that nobody is": (
        _archives("keep: [p6]"),
        f"{D}:20: 'p6', nobody of 'archives' who needs a seat by the ledger; {EXISTS}",
    ),
    "a person of another department": (
        _archives("keep: [p5, p2]"),
        f"{D}:20: 'p2', nobody of 'archives' who needs a seat by the ledger; {EXISTS}",
    ),
    "people kept without a ledger": (
        {**_archives("keep: all"), "people.csv": None},
        f"{D}:20: people of 'archives' to be kept in their rooms, and no ledger; "
        "expected people.csv, which says where they are",
    ),
    "a storey that does not exist": (
        edited("portfolio.yaml", "sites:\n", "empty_storeys: [a-L02]\nsites:\n"),
        f"portfolio.yaml:2: storey 'a-L02' to be emptied, which does not exist; "
        f"{EXISTS}, such as 'a-L01'",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_wish_that_means_nothing_is_a_fault(name: str, tmp_path: Path) -> None:
    changes, fault = FAULTS[name]
    assert errors(write_folder(tmp_path, changes)) == [fault]


def test_somebody_without_a_room_who_is_to_stay_is_a_warning(tmp_path: Path) -> None:
    changes = edited(D, "    locked: [a-101]", "    locked: [a-101]\n    keep: [p3]")
    assert warnings(write_folder(tmp_path, changes)) == [
        f"{D}:16: person 'p3' of 'finance' to be kept, who has no room; "
        "expected somebody with a room"
    ]


BROKEN_LEDGERS = {
    "a row of other width": ("p5,old-archives,,city_staff,active,main,a-102,,,", "p5,old-archives"),
    "no such column": ("person,department", "person,departement"),
    "not a row": ("p5,old-archives,,city_staff", 'p5,old-archives,,"city_staff'),
    "no rank": ("p5,old-archives,,city_staff", "p5,old-archives,,"),
    "no such rank": ("p5,old-archives,,city_staff", "p5,old-archives,,city_staf"),
    "no such department": ("p5,old-archives", "p5,old-archive"),
    "no such room": ("main,a-102,,,\n", "main,a-1022,,,\n"),
}


@pytest.mark.parametrize("fault", BROKEN_LEDGERS)
def test_a_broken_ledger_is_told_and_not_the_wishes_that_speak_of_its_people(
    tmp_path: Path, fault: str
) -> None:
    wishes = "keep: [p5]\n    seating:\n      - {wish: keep, people: [p5]}"
    changes = {**_archives(wishes), **edited("people.csv", *BROKEN_LEDGERS[fault])}
    said = errors(write_folder(tmp_path, changes))
    assert said
    assert [fault for fault in said if not fault.startswith("people.csv:")] == []


def test_a_ledger_that_cannot_be_read_is_told_and_no_wish(tmp_path: Path) -> None:
    changes = {**_archives("keep: [p5]"), "people.csv": b"\xff\xfe\xff"}
    (said,) = errors(write_folder(tmp_path, changes))
    assert said.startswith("people.csv:")


def test_a_wish_to_keep_nobody_is_told_beside_a_faulty_line_of_another(tmp_path: Path) -> None:
    changes = {**_archives("keep: [p9]"), **edited("people.csv", "p4,finance", "p4,finnance")}
    said = errors(write_folder(tmp_path, changes))
    assert [fault.split(";")[0] for fault in said] == [
        f"{D}:20: 'p9', nobody of 'archives' who needs a seat by the ledger",
        "people.csv:5: department 'finnance', which does not exist",
    ]
