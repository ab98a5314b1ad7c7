"""What one move may cost, over the time of a run."""

from __future__ import annotations

import pytest

from spaceplan.allocate import AllocateOptions
from spaceplan.allocate.clock import Clock
from spaceplan.allocate.threshold import Threshold
from spaceplan.progress import SILENT


def _clock(work_limit: float) -> Clock:
    return Clock(AllocateOptions(work_limit=work_limit), SILENT)


def test_a_move_must_gain_much_then_less_then_may_cost_a_little() -> None:
    clock = _clock(100.0)
    threshold = Threshold(clock, moves_cost=True)
    threshold.descend()
    seen = []
    for work in (0.0, 6.5, 6.5, 43.5, 43.5):  # the descent is over after 13 of 100
        clock.count_work(work)
        seen.append((threshold.points, threshold.descending))
    assert [descending for _, descending in seen] == [True, True, False, False, False]
    assert [points for points, _ in seen] == pytest.approx(
        [-100, -50, 4 * 0.87**2, 4 * 0.435**2, 0]
    )


def test_a_long_run_descends_more_than_once() -> None:
    clock = _clock(1600.0)
    threshold = Threshold(clock, moves_cost=True)
    clock.count_work(20.0)
    assert not threshold.descending
    threshold.descend()
    clock.count_work(12.0)
    assert threshold.points == pytest.approx(-25)  # 4 of 16 are left
    often = [Threshold(_clock(work), moves_cost=True).descents for work in (1, 60, 130, 300, 1600)]
    assert often == [1, 1, 1, 2, 3]


def test_where_moves_are_free_there_is_no_descent() -> None:
    threshold = Threshold(_clock(100.0), moves_cost=False)
    assert threshold.descents == 0
    assert not threshold.descending
    assert threshold.points == pytest.approx(4)
