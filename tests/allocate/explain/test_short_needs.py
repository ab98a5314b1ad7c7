"""Service rooms that are missing whatever is done, counted by hand."""

from __future__ import annotations

from dataclasses import replace

from spaceplan.allocate.explain import ShortNeed, short_needs
from spaceplan.model import Department, Need, Portfolio
from tests.allocate.builders import building, department, portfolio, solve, storey
from tests.allocate.explain.cases import case_of


def _house(*departments: Department) -> Portfolio:
    """Return three offices, and meeting rooms of 20 and 45 m²."""
    house = building("hq", "centre", [12])
    floor = storey("hq", 1, [12, 12, 12, 20, 45], {3: "meeting", 4: "meeting"})
    return portfolio([replace(house, storeys=(floor,))], departments)


def _needing(id: str, least_m2: float, count: int = 1) -> Department:
    need = Need("meeting", min_m2=least_m2, count=count)
    return replace(department(id, staff=2), needs=(need,))


def test_two_who_need_the_only_large_room_are_named_and_not_the_third() -> None:
    case = case_of(_house(_needing("a", 40), _needing("b", 40), _needing("c", 10)))
    (found,) = short_needs(case, case.problem())
    assert found == ShortNeed("meeting", ("a", "b"), 2, 1, 1, 40.0)


def test_what_is_missing_is_missing_in_the_best_plan() -> None:
    small = _house(_needing("a", 40), _needing("b", 40), _needing("c", 10))
    assert solve(small).result.objective.unmet_needs == 5  # 40 m² in parts of 9 m²


def test_where_there_are_rooms_enough_nothing_is_missing() -> None:
    case = case_of(_house(_needing("a", 40), _needing("c", 10)))
    assert list(short_needs(case, case.problem())) == []
