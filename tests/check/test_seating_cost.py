"""The checker's own count of a seating: every kind kept and broken, misuse, seats."""

from __future__ import annotations

import pytest

from spaceplan.check import recompute_seating
from tests.allocate.seating.builders import problem, rule
from tests.allocate.seating.test_evaluate import CASES


@pytest.mark.parametrize(("kind", "subject", "targets", "kept", "broken", "weight"), CASES)
@pytest.mark.parametrize("hard", [False, True])
def test_a_constraint_counts_only_where_it_is_broken(
    kind: str,
    subject: int,
    targets: tuple[int, ...],
    kept: tuple[int, ...],
    broken: tuple[int, ...],
    weight: int,
    hard: bool,
) -> None:
    wish = rule(kind, subject, *targets, hard=hard)
    case = problem([10, 10, 10], [10, 10, 10], wish, floors="aab", beside=((0, 1),))
    fine, wrong = recompute_seating(case, kept), recompute_seating(case, broken)
    assert (fine.hard_broken, fine.soft, fine.broken) == (0, 0, ())
    assert (wrong.hard_broken, wrong.soft, wrong.broken) == (hard, 0 if hard else weight, (0,))


def test_space_unused_and_missing_is_priced_room_by_room() -> None:
    # Room 0 lacks 2 m² at 2 points, rooms 1 and 2 are empty: 7 + 5.
    check = recompute_seating(problem([10, 4], [12, 7, 5]), (0, 0))
    assert (check.misuse, check.cost) == (16, 16)


def test_a_head_too_many_breaks_a_hard_limit() -> None:
    case = problem([1, 1], [2, 2], seats=(1, None))
    assert recompute_seating(case, (0, 0)).hard_broken == 1
    assert recompute_seating(case, (1, 1)).hard_broken == 0


@pytest.mark.parametrize("rooms", [(0,), (0, 1, 0), (0, 2), (-1, 0)])
def test_a_seating_that_names_no_room_is_refused(rooms: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="seating names"):
        recompute_seating(problem([1, 1], [2, 2]), rooms)
