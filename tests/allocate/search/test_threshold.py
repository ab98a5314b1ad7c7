"""What one move may cost, over the time of a round."""

from __future__ import annotations

import pytest

from spaceplan.allocate import AllocateOptions
from spaceplan.allocate.clock import Clock, Part
from spaceplan.allocate.search.threshold import Threshold
from spaceplan.progress import SILENT


def _clock(work_limit: float) -> Clock:
    return Clock(AllocateOptions(work_limit=work_limit), SILENT)


def test_a_move_must_gain_much_then_less_then_may_cost_a_little() -> None:
    clock = _clock(1000.0)
    clock.count_work(700.0)
    threshold = Threshold(Part(clock, 100.0), descent=0.2)
    seen = []
    for work in (0.0, 10.0, 10.0, 40.0, 40.0):  # the descent is over after 20 of 100
        clock.count_work(work)
        seen.append((threshold.points, threshold.descending))
    assert [descending for _, descending in seen] == [True, True, False, False, False]
    assert [points for points, _ in seen] == pytest.approx([-100, -50, 4 * 0.8**2, 4 * 0.4**2, 0])


def test_without_a_descent_moves_may_cost_a_little_at_once() -> None:
    threshold = Threshold(_clock(100.0))
    assert not threshold.descending
    assert threshold.points == pytest.approx(4)
