"""Hard wishes that couple rooms: the best of all plans that keep them, tried one by one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from spaceplan.allocate import (
    AllocateOptions,
    AllocationResult,
    Status,
    allocator,
)
from spaceplan.allocate.first import gather
from spaceplan.allocate.first.crowding import Crowding
from spaceplan.allocate.order import order
from spaceplan.allocate.problem import wishes
from spaceplan.entitlement import compute_entitlements
from spaceplan.errors import ConflictError
from spaceplan.graph import build_graph
from spaceplan.model import Need, Portfolio, status_quo
from tests.allocate.builders import (
    DEPUTY,
    HEAD,
    STAFF,
    Solved,
    best_of_all,
    book,
    building,
    department,
    ledger_of,
    portfolio,
    solve,
    storey,
    workshop,
)

HQ = building("hq", "centre", [18, 18], [12, 18], [18])
ANNEX = building("annex", "centre", [18, 12], x=60.0)
BRANCH = building("branch", "east", [18, 20])
A, B = department("a", head=1, staff=3), department("b", deputy=1, staff=2)
SEATS = {
    "hq-101": ("a", {HEAD: 1}),
    "hq-201": ("b", {DEPUTY: 1}),
    "annex-101": ("a", {STAFF: 2}),
    "hq-301": ("a", {STAFF: 1}),
    "hq-102": ("b", {STAFF: 2}),
}
#: A search by neighbourhoods, which small cases do not need.
SEARCH = AllocateOptions(time_limit=60.0, work_limit=3.0, workers=1)


def _case(*, ledger: bool = False, b: dict[str, Any] | None = None, **a: Any) -> Portfolio:
    """Return two departments with wishes in two buildings, or three on two sites."""
    people = (replace(A, **a), replace(B, **(b or {})))
    east = "one_site" in a or "sites" in a
    houses = [HQ, ANNEX, BRANCH] if east else [HQ, ANNEX]
    return portfolio(houses, people, ledger=ledger_of(SEATS) if ledger else None)


def _storeys(rooms: set[str]) -> set[str]:
    """Return building and storey number of rooms: hq-101 -> hq-1."""
    return {room[: room.index("-") + 2] for room in rooms}


def _one_building(rooms: set[str], _: set[str]) -> bool:
    return len({room.split("-")[0] for room in rooms}) <= 1


def _two_storeys(rooms: set[str], other: set[str]) -> bool:
    numbers = [int(name[-1]) for name in _storeys(rooms)] or [0]
    return _one_building(rooms, other) and max(numbers) - min(numbers) <= 1


def _one_site(rooms: set[str], _: set[str]) -> bool:
    return len({room.startswith("branch") for room in rooms}) <= 1


def _apart(rooms: set[str], other: set[str]) -> bool:
    return not _storeys(rooms) & _storeys(other)


def _side_by_side(rooms: set[str], other: set[str]) -> bool:
    return bool(_storeys(rooms) & _storeys(other))  # at most two rooms a storey: neighbours


CASES: dict[str, tuple[Portfolio, Callable[[set[str], set[str]], bool]]] = {
    "one building": (_case(one_building=True), _one_building),
    "one site": (_case(one_site=True, max_storey=1), _one_site),
    "within one storey": (_case(within_storeys=1), lambda a, b: len(_storeys(a)) <= 1),
    "within two storeys": (_case(within_storeys=2, b={"max_storey": 1}), _two_storeys),
    "other storeys": (_case(not_on_storeys_of=("b",)), _apart),
    "other storeys, said by the other": (_case(b={"not_on_storeys_of": ("a",)}), _apart),
    "next to each other": (_case(next_to=("b",), b={"min_storey": 2}), _side_by_side),
    "one building, from a status quo": (_case(ledger=True, one_building=True), _one_building),
    "next to each other, from a status quo": (_case(ledger=True, next_to=("b",)), _side_by_side),
}


@cache
def _best(name: str) -> tuple[int, float]:
    return best_of_all(*CASES[name])


def _rooms(solved: Solved, id: str) -> set[str]:
    return {line.room for line in solved.result.allocation.of_department(id)}


@pytest.mark.parametrize("name", CASES)
def test_the_best_plan_is_the_best_of_those_that_keep_the_wish(name: str) -> None:
    case, kept = CASES[name]
    solved = solve(case, start=status_quo(case) if case.ledger else None)
    assert solved.broken == ()
    assert kept(_rooms(solved, "a"), _rooms(solved, "b"))
    assert solved.result.status is Status.OPTIMAL
    assert solved.value == pytest.approx(_best(name), abs=1e-6)


@pytest.mark.parametrize("name", CASES)
def test_the_search_keeps_the_wish_too(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(allocator, "is_small", lambda problem: False)
    case, kept = CASES[name]
    solved = solve(case, SEARCH, start=status_quo(case) if case.ledger else None)
    assert solved.broken == ()
    assert kept(_rooms(solved, "a"), _rooms(solved, "b"))
    best = _best(name)
    assert solved.value[0] == best[0]
    assert solved.value[1] >= best[1] - 1e-6
    assert solved.result.bound <= best[1] + 1e-6


@pytest.mark.parametrize("small", [True, False])
@pytest.mark.parametrize(
    ("keep", "stays"),
    [
        (("hq-301-city_staff-0",), {"hq-301": (STAFF, 1)}),
        (("all",), {"hq-101": (HEAD, 1), "annex-101": (STAFF, 2), "hq-301": (STAFF, 1)}),
    ],
)
def test_people_stay_where_they_are_and_are_named_there(
    keep: tuple[str, ...],
    stays: dict[str, tuple[str, int]],
    small: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if not small:
        monkeypatch.setattr(allocator, "is_small", lambda problem: False)
    case = replace(_case(ledger=True, keep=keep), prices=replace(_case().prices, moved=0.0))
    for start in (None, status_quo(case)):
        solved = solve(case, SEARCH, start=start)
        assert solved.broken == ()
        for room, (rank, number) in stays.items():
            (line,) = solved.result.allocation.of_room(room)
            assert line.department == "a"
            assert line.occupancy[rank] >= number
        if keep != ("all",):
            assert dict(solved.result.allocation.people)[keep[0]] == "hq-301"


def _meeting(*areas: float, **need: Any) -> Portfolio:
    """Return a storey of three offices and meeting rooms, and a department that must have one."""
    uses = {3 + i: "meeting" for i in range(len(areas))}
    house = replace(HQ, storeys=(storey("hq", 1, [18, 18, 18, *areas], uses),))
    wants = (Need("meeting", 20.0, hard=True, **need),)
    return portfolio([house], [replace(department("a", staff=2), needs=wants), B])


def test_a_meeting_room_that_must_be_near_draws_the_department_to_it() -> None:
    solved = solve(_meeting(20, within_m=5.0))
    assert solved.broken == ()
    assert _rooms(solved, "a") == {"hq-103", "hq-104"}  # the only office within 5 m of its door


def test_a_first_plan_goes_where_most_of_the_rooms_are_near_that_it_needs() -> None:
    floors = (
        storey("hq", 1, [18, 20], {1: "meeting"}),
        storey("hq", 2, [20, 18, 20], {0: "meeting", 2: "meeting"}),
    )
    wants = (Need("meeting", 20.0, count=2, within_m=10.0, hard=True),)
    case = portfolio(
        [replace(HQ, storeys=floors)], [replace(department("a", staff=2), needs=wants)]
    )
    parts = workshop(case)
    near = parts.assigner.storeys_near(0, parts.evaluator.geometry.on_storey)
    assert near.tolist() == [False, True]
    plan = parts.first_plan()
    assert (plan.broken, set(plan.costs[0].storeys)) == (0, {1})


def _far_apart() -> Portfolio:
    """Return meeting rooms that are near to an office each, and none to which both are."""
    uses = {0: "meeting", 4: "meeting"}
    house = replace(HQ, storeys=(storey("hq", 1, [20, 18, 18, 18, 20], uses),))
    wants = (Need("meeting", 20.0, count=2, within_m=5.0, hard=True),)
    return portfolio([house], [replace(department("a", staff=2), needs=wants), B])


@pytest.mark.parametrize(
    "case",
    [
        *(_meeting(), _meeting(19.99), _meeting(20, count=2), _meeting(20, within_m=1.0)),
        _far_apart(),
    ],
)
def test_a_need_that_must_be_met_and_cannot_be_is_named(case: Portfolio) -> None:
    with pytest.raises(ConflictError, match=r"a must have \d rooms"):
        solve(case)


def test_pooled_rooms_meet_the_needs_of_several_who_hold_none() -> None:
    uses = {3: "meeting"}
    floor = storey("hq", 1, [18, 18, 18, 20], uses)
    rooms = tuple(
        replace(r, tags=frozenset({"pooled"})) if r.use == "meeting" else r for r in floor.rooms
    )
    house = replace(HQ, storeys=(replace(floor, rooms=rooms),))
    wants = (Need("meeting", 20.0),)
    pair = [replace(d, needs=wants, service="pooled") for d in (department("a", staff=2), B)]
    solved = solve(portfolio([house], pair))
    assert solved.result.objective.unmet_needs == solved.recomputed.unmet_needs == 0
    assert solved.result.allocation.of_room("hq-104") == ()
    assert solved.broken == ()
    held = solve(portfolio([house], [replace(d, service="held") for d in pair]))
    assert held.result.objective.unmet_needs == held.recomputed.unmet_needs == 6  # 2 · ceil(20 / 9)


@pytest.mark.parametrize(
    ("case", "words"),
    [
        (_case(one_building=True, locked=("hq-101", "annex-101")), ["annex-101, hq-101", "place"]),
        (_case(within_storeys=2, locked=("hq-101", "hq-301")), ["hq-301", "one place"]),
        (
            _case(locked=("hq-101",), not_on_storeys_of=("b",), b={"locked": ("hq-102",)}),
            ["a and b both keep", "hq, storey 1"],
        ),
        (_case(next_to=("b",), sites=("east",), b={"sites": ("centre",)}), ["next to one that"]),
        (_case(buildings=("hq",), locked=("annex-101",)), ["annex-101", "none of its buildings"]),
        (_case(public_facing=True, locked=("hq-301",)), []),
        (_case(ledger=True, keep=("all",), forbidden=("hq-301",)), ["hq-301", "forbidden"]),
        (_case(ledger=True, keep=("all",), b={"locked": ("hq-301",)}), ["hq-301", "a, b"]),
        (_case(ledger=True, keep=("all",), one_building=True), ["must lie in one place"]),
    ],
)
def test_wishes_that_no_plan_can_keep_are_named(case: Portfolio, words: list[str]) -> None:
    if not words:  # storey 3 is just low enough for the public
        assert solve(case).broken == ()
        case = replace(case, settings=replace(case.settings, public_max_storey=2))
        words = ["hq-301", "too high for the public"]
    with pytest.raises(ConflictError) as error:
        solve(case)
    for word in words:
        assert word in str(error.value)


def _crowded() -> Portfolio:
    """Return departments that must be next to each other on a storey of a single room."""
    return _case(next_to=("b",), min_storey=3, buildings=("hq",), b={"min_storey": 3})


def test_wishes_that_exclude_each_other_in_a_small_portfolio_are_proven_to() -> None:
    case = _crowded()
    with pytest.raises(
        ConflictError, match="no plan keeps all these requirements together"
    ) as error:
        solve(case)
    assert "a has an office next to one of b" in str(error.value)


def test_wishes_for_which_the_search_finds_no_plan_are_named_as_such(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(allocator, "is_small", lambda problem: False)
    with pytest.raises(ConflictError, match="that there is none is not proven") as error:
        solve(_crowded(), SEARCH)
    assert str(error.value).splitlines()[1:] == ["a has an office next to one of b"]


def test_a_level_that_finds_no_plan_leaves_that_of_the_level_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case = _case(next_to=("b",))
    found = solve(case).result
    answers = iter([found])

    def once(*_: object, **__: object) -> AllocationResult:
        if (answer := next(answers, None)) is None:
            raise ConflictError("no plan was found")
        return answer

    monkeypatch.setattr(order, "allocate_rooms", once)
    parts = (case, build_graph(case), book(), compute_entitlements(case, book()))
    result = order.allocate_in_order(*parts, order=["excess", "opened"], options=SEARCH)
    assert result.allocation == found.allocation


def test_many_departments_with_the_same_wish_are_placed_with_one_look_at_all_storeys(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looks: list[str] = []
    monkeypatch.setattr(wishes, "within", _noting(looks, "storey", wishes.within))
    noted = _noting(looks, "crowding", Crowding.__init__)
    monkeypatch.setattr(Crowding, "__init__", noted)
    houses = [building(f"h{i}", "centre", [18, 12], [12], x=70.0 * i) for i in range(5)]
    case = portfolio(
        houses, [replace(department(f"d{i}", staff=2), within_storeys=2) for i in range(4)]
    )
    parts = workshop(case)
    storeys = len(parts.problem.storeys.ids)
    gather.drop_breaking(parts.problem, parts.evaluator.wishes, [{} for _ in case.departments])
    assert [wishes.places_of(parts.problem, d) for d in range(4)] == 4 * [
        [(2 * i, 2 * i + 1) for i in range(5)]
    ]
    assert looks.count("crowding") == 1
    assert looks.count("storey") <= 2 * storeys**2  # not for each department again


def _noting(looks: list[str], name: str, asked: Callable[..., Any]) -> Callable[..., Any]:
    def noted(*args: Any) -> Any:
        looks.append(name)
        return asked(*args)

    return noted
