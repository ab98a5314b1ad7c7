"""Each hard rule where it is met and where it would pay to break it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from spaceplan.allocate import AllocateOptions, allocator
from spaceplan.model import Department, Need, Portfolio, Prices, Room, Settings
from tests.allocate.builders import (
    STAFF,
    Solved,
    allocation,
    building,
    department,
    portfolio,
    solve,
)

HOUSE = building("hq", "centre", [18, 18, 18, 18], [18, 18])
BRANCH = building("branch", "east", [18, 18])


def _with_tags(case: Portfolio, tags: dict[str, frozenset[str]]) -> Portfolio:
    def changed(room: Room) -> Room:
        return replace(room, tags=tags.get(room.id, room.tags))

    return replace(
        case,
        buildings=tuple(
            replace(
                b,
                storeys=tuple(replace(s, rooms=tuple(map(changed, s.rooms))) for s in b.storeys),
            )
            for b in case.buildings
        ),
    )


def _rooms(solved: Solved, id: str) -> set[str]:
    return {line.room for line in solved.result.allocation.of_department(id)}


CHANGES: list[tuple[str, Callable[[Department], Department], set[str]]] = [
    ("locked", lambda d: replace(d, locked=("hq-201",)), {"hq-201"}),
    ("max_storey", lambda d: replace(d, max_storey=1), set()),
    ("min_storey", lambda d: replace(d, min_storey=2), {"hq-201", "hq-202"}),
    ("sites", lambda d: replace(d, sites=("east",)), {"branch-101", "branch-102"}),
    ("buildings", lambda d: replace(d, buildings=("branch",)), {"branch-101", "branch-102"}),
]


@pytest.mark.parametrize(("name", "change", "within"), CHANGES)
def test_a_wish_that_is_hard_is_kept(
    name: str, change: Callable[[Department], Department], within: set[str]
) -> None:
    a = change(department("a", staff=2))
    solved = solve(portfolio([HOUSE, BRANCH], [a, department("b", staff=3)]))
    assert solved.broken == ()
    assert solved.result.objective.unseated == 0
    held = _rooms(solved, "a")
    assert held <= within if name != "max_storey" else all("-1" in room for room in held)
    assert held


def test_a_department_that_faces_the_public_is_low() -> None:
    # without the wish storey 2 is cheaper: less area is opened
    public = replace(department("a", staff=2), public_facing=True)
    for highest, rooms in (
        (2, {"hq-201", "hq-202"}),
        (1, {"hq-101", "hq-102", "hq-103", "hq-104"}),
    ):
        settings = Settings(public_max_storey=highest)
        solved = solve(portfolio([HOUSE], [public], settings=settings))
        assert _rooms(solved, "a") <= rooms
        assert solved.broken == ()


def test_a_storey_to_be_emptied_is_empty() -> None:
    case = portfolio([HOUSE], [department("a", staff=2), department("b", staff=3)])
    solved = solve(replace(case, empty_storeys=("hq-L02",)))
    assert {room[:4] for id in "ab" for room in _rooms(solved, id)} == {"hq-1"}
    assert solved.broken == ()
    crowded = portfolio([HOUSE], [department("a", staff=14)])
    solved = solve(replace(crowded, empty_storeys=("hq-L02",)))
    assert solved.result.objective.unseated == 2  # four rooms of three seats


def test_a_step_free_department_stays_where_no_stair_is_climbed() -> None:
    free = replace(department("a", staff=2), step_free=True)
    solved = solve(portfolio([HOUSE], [free]))
    assert {room[:4] for room in _rooms(solved, "a")} == {"hq-1"}
    assert solved.broken == ()
    tagged = _with_tags(portfolio([HOUSE], [free]), {"hq-2c": frozenset({"step_free"})})
    assert {room[:4] for room in _rooms(solve(tagged), "a")} == {"hq-2"}


def test_a_contractor_keeps_away_from_classified_rooms_whoever_comes_first() -> None:
    tags = {"hq-102": frozenset({"classified"}), "hq-103": frozenset({"classified"})}
    secret = replace(department("a", staff=4), requires=frozenset({"classified"}))
    contractor = replace(department("c", contract=3), kind="contractor")
    house = building("hq", "centre", [18, 18, 18, 18, 18])
    for people in ((secret, contractor), (contractor, secret)):
        solved = solve(_with_tags(portfolio([house], people), tags))
        # both classified rooms are needed, so hq-101 and hq-104 stay closed to the contractor
        assert _rooms(solved, "a") == {"hq-102", "hq-103"}
        assert _rooms(solved, "c") == {"hq-105"}
        assert solved.result.objective.unseated == 0
        assert solved.broken == ()


def test_a_locked_room_is_kept_even_if_it_stays_empty() -> None:
    a = replace(department("a", head=1), locked=("hq-101", "hq-201"))
    solved = solve(portfolio([HOUSE], [a]))
    assert _rooms(solved, "a") == {"hq-101", "hq-201"}
    assert solved.broken == ()
    # one of the two rooms of 18 m² is empty: its area is excess
    assert solved.result.objective.term("excess").quantity == 18


def test_classified_rooms_are_held_only_by_who_requires_them() -> None:
    tags = {"hq-201": frozenset({"classified"}), "hq-202": frozenset({"classified"})}
    secret = replace(department("a", staff=2), requires=frozenset({"classified"}))
    case = _with_tags(portfolio([HOUSE], [secret, department("b", staff=15)]), tags)
    solved = solve(case)
    assert _rooms(solved, "a") <= {"hq-201", "hq-202"}
    # b may not have the classified room that a leaves: four rooms of three seats, three unseated
    assert solved.result.objective.unseated == 3
    assert solved.broken == ()


def test_a_contractor_keeps_a_room_between_itself_and_a_classified_one() -> None:
    tags = {"hq-102": frozenset({"classified"})}
    secret = replace(department("a", staff=2), requires=frozenset({"classified"}))
    contractor = replace(department("c", contract=4), kind="contractor")
    case = _with_tags(
        portfolio([building("hq", "centre", [18, 18, 18, 18])], [secret, contractor]), tags
    )
    solved = solve(case)
    assert _rooms(solved, "c") == {"hq-104"}
    assert solved.result.objective.unseated == 1
    assert solved.broken == ()


def test_a_technical_room_is_held_if_locked_and_seats_nobody() -> None:
    house = building("hq", "centre", [18, 30])
    floor = house.storeys[0]
    rooms = tuple(replace(r, use="laboratory") if r.id == "hq-102" else r for r in floor.rooms)
    house = replace(house, storeys=(replace(floor, rooms=rooms),))
    case = portfolio([house], [replace(department("a", staff=4), locked=("hq-102",))])
    solved = solve(case)
    assert _rooms(solved, "a") == {"hq-101", "hq-102"}
    assert solved.result.objective.unseated == 1
    assert solved.broken == ()


def test_a_pooled_service_room_meets_no_need() -> None:
    house = building("hq", "centre", [18, 30])
    floor = house.storeys[0]
    rooms = tuple(
        replace(r, use="meeting", tags=frozenset({"pooled"})) if r.id == "hq-102" else r
        for r in floor.rooms
    )
    house = replace(house, storeys=(replace(floor, rooms=rooms),))
    case = portfolio([house], [replace(department("a", staff=2), needs=(Need("meeting", 20.0),))])
    solved = solve(case)
    assert _rooms(solved, "a") == {"hq-101"}
    assert solved.result.objective.unmet_needs == 3  # ceil(20 / 9)
    assert solved.broken == ()


def test_locked_rooms_are_filled_again_by_the_search() -> None:
    # from this start the staff sit beside the locked room of 24 m², which stays empty
    house = building("hq", "centre", [24, 18, 18])
    a = replace(department("a", staff=3), locked=("hq-101",))
    case = portfolio([house], [a, department("b", staff=2)])
    start = allocation({"hq-102": ("a", {STAFF: 3}), "hq-103": ("b", {STAFF: 2})})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(allocator, "is_small", lambda problem: False)
        options = AllocateOptions(time_limit=60.0, work_limit=0.5, workers=1)
        solved = solve(case, options, start=start)
    assert _rooms(solved, "a") == {"hq-101"}
    assert solved.result.objective.term("excess").quantity == 0
    assert solved.broken == ()


@pytest.mark.parametrize("factor", [0.0, 1e-6, 1e6])
def test_prices_of_any_size_are_searched_with(factor: float) -> None:
    prices = Prices(**{name: factor * price for name, price in vars(Prices()).items()})
    case = portfolio(
        [HOUSE, BRANCH],
        [department("a", head=1, staff=5), department("b", deputy=1, staff=3)],
        prices=prices,
        sites={"east": (900.0, 0.0), "centre": (0.0, 0.0)},
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(allocator, "is_small", lambda problem: False)
        options = AllocateOptions(time_limit=60.0, work_limit=0.5, workers=1)
        solved = solve(case, options)
    assert solved.result.objective.unseated == 0
    assert solved.broken == ()
    assert solved.result.bound <= solved.result.objective.total * (1 + 1e-9)
    # each on one storey of one building: two pairs, nothing scattered
    expected = 2 if factor else solved.result.objective.term("storey").quantity
    assert solved.result.objective.term("storey").quantity == expected
