"""The course of the search as a small chart: best total and proven bound over the seconds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from spaceplan.report.data import CourseStep

_WIDTH, _HEIGHT = 600.0, 120.0
_MOST_POINTS = 400


@dataclass(frozen=True)
class Chart:
    """Points of two lines for SVG, and the ends of the axes.

    ``low`` and ``high`` are points of the objective, ``seconds`` is where the axis ends.
    """

    width: float
    height: float
    best: str
    bound: str
    low: float
    high: float
    seconds: float


def chart(trajectory: Sequence[CourseStep], bound: float) -> Chart | None:
    """Return the chart, None where fewer than two plans were found.

    Only plans with the fewest people unseated are drawn: the total of others is not comparable.
    """
    fewest = min((step.unseated for step in trajectory), default=0)
    steps = [step for step in trajectory if step.unseated == fewest]
    if len(steps) < 2:
        return None
    steps = [*steps[: -1 : max(1, len(steps) // _MOST_POINTS)], steps[-1]]
    end = max(step.seconds for step in steps) or 1.0
    high = max(step.value for step in steps)
    proven = [step for step in steps if 0 < step.bound <= high]  # 0: nothing proven yet
    low = min(bound, *(step.value for step in steps), *(step.bound for step in proven))
    span = (high - low) or 1.0

    def place(seconds: float, value: float) -> str:
        return f"{_WIDTH * seconds / end:.1f},{_HEIGHT * (high - value) / span:.1f}"

    best = [place(steps[0].seconds, steps[0].value)]
    for earlier, later in pairwise(steps):
        best += [place(later.seconds, earlier.value), place(later.seconds, later.value)]
    bounds = [place(proven[0].seconds, proven[0].bound)] if proven else [place(0.0, bound)]
    for earlier, later in pairwise(proven):
        bounds += [place(later.seconds, earlier.bound), place(later.seconds, later.bound)]
    return Chart(
        width=_WIDTH,
        height=_HEIGHT,
        best=" ".join(best),
        bound=" ".join([*bounds, place(end, bound)]),
        low=low,
        high=high,
        seconds=end,
    )
