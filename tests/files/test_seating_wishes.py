"""Seating wishes in departments.yaml: read, written, and every slip named at its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from spaceplan.files import load_portfolio, save_portfolio
from spaceplan.model import SeatingWish
from tests.files.folders import Changes, edited, errors, warnings, write_folder

D = "departments.yaml"
LOCKED = "    locked: [a-101]"


def wishing(*wishes: str) -> Changes:
    """Return the change that gives finance these wishes; the first stands on line 17."""
    lines = "".join(f"\n      - {wish}" for wish in wishes)
    return edited(D, LOCKED, f"{LOCKED}\n    seating:{lines}")


SLIPS = {
    "{wish: beside, people: [p1, p2]}": "wish 'beside' in 'finance'; expected one of",
    "{wish: keep}": "seating wish 'keep'; expected people or divisions whom it is about",
    "{wish: together, people: [p1]}": (
        "seating wish 'together'; expected two people or divisions at least"
    ),
    "{wish: apart, divisions: [budget]}": (
        "seating wish 'apart'; expected two people or divisions at least"
    ),
    "{wish: rooms, people: [p1]}": "seating wish 'rooms'; expected the rooms that it is about",
    "{wish: keep, people: [p1], rooms: [a-101]}": (
        "seating wish 'keep'; expected no rooms (rooms and avoid do)"
    ),
    "{wish: keep, people: [p1], metres: 3}": (
        "seating wish 'keep'; expected no metres (near and apart have them)"
    ),
    "{wish: keep, people: [p1], weight: -1}": "weight '-1' in 'finance'; expected at least 0",
    "{wish: keep, people: [p9]}": (
        "seating wish of 'finance' for person 'p9', whom the ledger lacks; "
        "expected an id that exists"
    ),
    "{wish: keep, people: [p5]}": (
        "seating wish of 'finance' for person 'p5' of another department; "
        "expected a person of 'finance'"
    ),
    "{wish: keep, divisions: [budgets]}": (
        "seating wish for division 'budgets', which department 'finance' lacks; "
        "expected an id that exists, such as 'budget'"
    ),
    "{wish: avoid, people: [p1], rooms: [a-999]}": (
        "seating wish of 'finance' for room 'a-999', which does not exist; "
        "expected an id that exists"
    ),
}


@pytest.mark.parametrize("wish", SLIPS)
def test_a_slip_in_a_wish_is_named_at_its_line(tmp_path: Path, wish: str) -> None:
    (fault,) = errors(write_folder(tmp_path, wishing("{wish: keep, people: [p1]}", wish)))
    assert fault.startswith(f"{D}:18: {SLIPS[wish]}")


def test_a_wish_for_somebody_who_needs_no_seat_is_a_warning(tmp_path: Path) -> None:
    folder = write_folder(tmp_path, wishing("{wish: keep, people: [p4]}"))
    assert warnings(folder) == [
        f"{D}:17: seating wish for person 'p4', who needs no seat; "
        "expected somebody who is active, seconded or on contract"
    ]


def test_without_a_ledger_nobody_knows_who_is_missing(tmp_path: Path) -> None:
    changes = dict(wishing("{wish: keep, people: [p9]}")) | {"people.csv": None}
    assert errors(write_folder(tmp_path, changes)) == []


def test_a_wish_loads_and_is_written_as_it_stood(tmp_path: Path) -> None:
    line = "{wish: near, people: [p2], divisions: [budget], metres: 12.5, hard: true, weight: 3}"
    loaded = load_portfolio(write_folder(tmp_path / "one", wishing(line))).portfolio
    near = SeatingWish("near", ("p2",), ("budget",), metres=12.5, hard=True, weight=3.0)
    assert loaded.department("finance").seating == (near,)
    save_portfolio(loaded, tmp_path / "two")
    assert f"      - {line}" in (tmp_path / "two" / D).read_text("utf-8").splitlines()


def test_a_wish_costs_what_its_kind_costs_unless_it_says_so() -> None:
    assert SeatingWish("alone", ("p1",)).points == 50
    assert SeatingWish("near", ("p1", "p2"), weight=0).points == 0
    assert SeatingWish("near", ("p1", "p2")).reach_m == 20
