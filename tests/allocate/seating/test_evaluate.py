"""Every kind of constraint, kept and broken, priced by hand."""

import numpy as np
import pytest

from spaceplan.allocate.seating.arrays import UNITS_A_POINT, SeatingArrays
from spaceplan.allocate.seating.value import evaluate

from .builders import problem, rule

#: Three entities of 10 m²; rooms 0, 1 on floor a beside each other, room 2 on floor b.
CASES = [
    ("allocation", 0, (1,), (1, 0, 0), (0, 1, 1), 20),
    ("nonallocation", 0, (1,), (0, 1, 1), (1, 0, 0), 10),
    ("oneof", 0, (0, 2), (2, 0, 1), (1, 0, 2), 10),
    ("capacity", 1, (), (1, 0, 2), (1, 1, 2), 10),
    ("sameroom", 0, (1,), (2, 2, 0), (0, 1, 0), 10),
    ("notsameroom", 0, (1,), (0, 1, 0), (2, 2, 0), 10),
    ("notsharing", 0, (), (0, 1, 1), (0, 0, 1), 50),
    ("adjacency", 0, (1,), (1, 0, 2), (1, 2, 0), 10),
    ("adjacency", 0, (1,), (2, 2, 0), (0, 2, 0), 10),
    ("nearby", 0, (1,), (0, 1, 2), (0, 2, 0), 10),
    ("awayfrom", 0, (1,), (0, 2, 2), (0, 1, 2), 10),
    ("awayfrom", 0, (1,), (2, 1, 2), (1, 1, 2), 10),
]


@pytest.mark.parametrize(("kind", "subject", "targets", "kept", "broken", "weight"), CASES)
@pytest.mark.parametrize("hard", [False, True])
def test_a_constraint_costs_its_weight_only_where_it_is_broken(
    kind: str,
    subject: int,
    targets: tuple[int, ...],
    kept: tuple[int, ...],
    broken: tuple[int, ...],
    weight: int,
    hard: bool,
) -> None:
    case = problem(
        [10, 10, 10],
        [10, 10, 10],
        rule(kind, subject, *targets, hard=hard),
        floors="aab",
        beside=((0, 1),),
    )
    arrays = SeatingArrays(case)
    fine, wrong = (evaluate(arrays, np.array(rooms)) for rooms in (kept, broken))
    assert (fine.hard, fine.soft) == (0, 0)
    expected = (1, 0) if hard else (0, weight * UNITS_A_POINT)
    assert (wrong.hard, wrong.soft) == expected


def test_unused_space_costs_a_point_a_square_metre_and_missing_space_two() -> None:
    arrays = SeatingArrays(problem([10, 4], [12, 7, 5]))
    # Room 0 has 2 m² left over, room 1 lacks nothing and has 3 left, room 2 is empty: 5.
    assert evaluate(arrays, np.array([0, 1])).misuse == 10 * UNITS_A_POINT
    # Room 0 lacks 2 m² (4 points), rooms 1 and 2 are empty: 12.
    assert evaluate(arrays, np.array([0, 0])).misuse == 16 * UNITS_A_POINT


def test_a_head_too_many_breaks_a_hard_limit() -> None:
    arrays = SeatingArrays(problem([1, 1], [2, 2], seats=(1, None)))
    assert evaluate(arrays, np.array([0, 0])).hard == 1
    assert evaluate(arrays, np.array([1, 1])).hard == 0
