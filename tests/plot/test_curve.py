"""The curve of a run: value and bound as stairs, the gap in figures."""

from __future__ import annotations

import pytest
from matplotlib.figure import Figure

from spaceplan.allocate import Step
from spaceplan.plot import plot_curve
from tests.plot.figures import texts

pytestmark = pytest.mark.filterwarnings("error")
STEPS = (
    Step(0.8, 1500.0, 0.0, 3),
    Step(1.2, 2000.0, 0.0, 0),
    Step(5.0, 1600.0, 900.0, 0),
    Step(40.0, 1250.0, 1000.0, 0),
)


def test_the_curve_says_value_bound_and_gap() -> None:
    said = texts(plot_curve(STEPS, until=60.0, title="From nothing", language="en"))
    assert {"1,250", "1,000", "20.0%", "best plan", "proven bound", "From nothing"} <= set(said)


def test_the_scale_of_seconds_ends_with_the_run() -> None:
    said = texts(plot_curve(STEPS, until=60.0, language="en"))
    assert {"1", "10", "60"} <= set(said)
    assert "120" not in said


def test_one_step_makes_a_curve_in_given_axes() -> None:
    axes = Figure().add_axes((0.0, 0.0, 1.0, 1.0))
    assert plot_curve(STEPS[:1], language="zh", ax=axes) is axes
    assert "1,500" in texts(axes)


def test_a_plan_that_costs_nothing_has_no_gap() -> None:
    assert "0.0%" in texts(plot_curve([Step(1.0, 0.0, 0.0, 0)], language="en"))


def test_no_step_makes_no_curve() -> None:
    with pytest.raises(ValueError, match="at least one step"):
        plot_curve([])
