"""Hard requirements that exclude each other are named, not solved."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from spaceplan.allocate import AllocateOptions
from spaceplan.errors import ConflictError
from spaceplan.model import Building, Portfolio, Room
from tests.allocate.builders import STAFF, building, department, ledger_of, portfolio, solve


def _case(tags: frozenset[str] = frozenset(), use: str = "office", **wishes: Any) -> Portfolio:
    """Return two departments and three rooms; the tags and the use are those of hq-101."""
    house = building("hq", "centre", [18, 18, 18])
    floor = house.storeys[0]

    def changed(room: Room) -> Room:
        return replace(room, tags=tags, use=use) if room.id == "hq-101" else room

    floor = replace(floor, rooms=tuple(changed(room) for room in floor.rooms))
    first = replace(department("a", staff=2), **wishes)
    other = replace(department("b", staff=2), locked=("hq-102",))
    return portfolio([replace(house, storeys=(floor,))], [first, other])


@pytest.mark.parametrize(
    ("case", "words"),
    [
        (_case(locked=("hq-102",)), ["hq-102", "a, b", "shared"]),
        (_case(locked=("hq-101",), forbidden=("hq-101",)), ["hq-101", "with a,", "forbidden"]),
        (_case(locked=("hq-101",), sites=("east",)), ["hq-101", "none of its sites"]),
        (_case(locked=("hq-101",), min_storey=2), ["hq-101", "outside its storeys"]),
        (_case(locked=("hq-101",), requires=frozenset({"step_free"})), ["hq-101", "lacks a tag"]),
        (_case(frozenset({"classified"}), locked=("hq-101",)), ["hq-101", "classified"]),
        (_case(frozenset({"pooled"}), "meeting", locked=("hq-101",)), ["hq-101", "pooled"]),
        (_case(use="pump", locked=("hq-101",)), ["hq-101", "'pump room'", "never allocated"]),
    ],
)
def test_locks_that_no_plan_can_keep_are_named(case: Portfolio, words: list[str]) -> None:
    with pytest.raises(ConflictError) as error:
        solve(case)
    for word in words:
        assert word in str(error.value)


def test_a_contractor_is_not_locked_beside_a_classified_room() -> None:
    case = _case(frozenset({"classified"}), locked=("hq-102",), kind="contractor")
    case = replace(case, departments=(case.departments[0], department("b", staff=1)))
    with pytest.raises(ConflictError, match=r"hq-102.*contractor a.*classified"):
        solve(case)


def test_all_conflicts_are_named_at_once() -> None:
    case = _case(locked=("hq-102", "hq-103"), forbidden=("hq-103",))
    with pytest.raises(ConflictError) as error:
        solve(case)
    assert len(str(error.value).splitlines()) == 2


def _refused(keep: int, house: Building, **wishes: Any) -> list[str]:
    """Return what is said to a department that keeps everybody, one in each of so many rooms."""
    rooms = [room.id for s in house.storeys for room in s.rooms if room.use == "office"][:keep]
    today = ledger_of({room: ("a", {STAFF: 1}) for room in rooms})
    a = replace(department("a", staff=keep), keep=("all",), **wishes)
    with pytest.raises(ConflictError) as error:
        solve(portfolio([house], [a], ledger=today))
    return str(error.value).splitlines()


def test_of_many_rooms_to_be_kept_in_one_place_the_first_are_named_and_the_rest_counted() -> None:
    house = building("hq", "centre", [12] * 7, [12] * 6)
    named = ", ".join([f"hq-10{i}" for i in range(1, 8)] + [f"hq-20{i}" for i in range(1, 6)])
    said = "must stay with a, which must lie in one place"
    assert _refused(12, house, within_storeys=1) == [f"rooms {named} {said}"]
    assert _refused(13, house, within_storeys=1) == [f"rooms {named} and 1 more {said}"]


def test_of_many_rooms_with_the_same_fault_the_first_are_named_and_the_rest_counted() -> None:
    house = building("hq", "centre", [12] * 8)
    assert len(_refused(6, house, min_storey=2)) == 6
    said = _refused(8, house, min_storey=2, forbidden=("hq-108",))
    assert said[:5] == [
        f"room 'hq-10{i}' must stay with a, but lies outside its storeys" for i in range(1, 6)
    ]
    assert said[5:] == [
        "... and 3 more rooms of a, for the same reason",
        "room 'hq-108' must stay with a, and is forbidden to it",
    ]


def test_a_room_that_is_shared_may_be_locked_for_two() -> None:
    case = _case(frozenset({"shared"}), locked=("hq-101",))
    b = replace(case.departments[1], locked=("hq-101",))
    options = AllocateOptions(time_limit=30.0, work_limit=0.2, workers=1)
    solved = solve(replace(case, departments=(case.departments[0], b)), options)
    assert {line.department for line in solved.result.allocation.of_room("hq-101")} == {"a", "b"}
    assert solved.broken == ()
    assert solved.result.objective.unseated == 0
