"""Runs compared: figures at the bars, the status quo first, failures in words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from matplotlib.patches import Rectangle

from spaceplan.plot import ComparedPortfolio, ComparedRun, plot_comparison
from tests.plot.figures import boxes, figure_of, texts

pytestmark = pytest.mark.filterwarnings("error")
RUN = ComparedRun("as-priced", 2000.0, 1500.0, 3, 40, 500.0, 200.0, 7)
CITY = ComparedPortfolio(
    "Northern city",
    "10 departments",
    (RUN, replace(RUN, setting="few moves", total=1000.0, bound=1000.0, moved=None)),
    today=ComparedRun("Status quo", unseated=12, excess=900.0, violations=30),
)


def test_each_line_says_points_gap_and_figures() -> None:
    said = texts(plot_comparison([CITY], language="en"))
    assert {"Northern city", "2,000  gap 25.0%", "1,000  gap 0.0%", "500", "40", "7"} <= set(said)
    assert said.index("Status quo") < said.index("as-priced")
    assert {"12", "900", "30", "–"} <= set(said)


def test_points_share_a_scale_only_where_prices_are_the_same() -> None:
    """Bars have 172 points of the page: 2,000 at 1,500 proven, and 1,000 all proven."""
    runs = (ComparedRun("a", 2000.0, 1500.0), ComparedRun("b", 1000.0, 1000.0))
    city = replace(CITY, runs=runs, today=None)
    assert bars(city) == pytest.approx([43.0, 129.0, 86.0])
    assert bars(replace(city, same_prices=False)) == pytest.approx([43.0, 129.0, 172.0])


def bars(portfolio: ComparedPortfolio) -> list[float]:
    """Return the widths of all bars, points."""
    patches = plot_comparison([portfolio], language="en").patches
    boxes = [patch for patch in patches if isinstance(patch, Rectangle)]
    return [box.get_width() for box in boxes if box.get_height() == 11.0]


def test_without_a_bound_nothing_is_said_to_be_proven() -> None:
    unproven = replace(CITY, runs=(replace(RUN, bound=0.0),))
    assert "2,000  nothing proven" in texts(plot_comparison([unproven], language="en"))


def test_a_failed_run_says_why_and_has_no_bars() -> None:
    failed = ComparedPortfolio("x", "", (ComparedRun("a", failed="no file <b>\n=1"),))
    said = texts(plot_comparison([failed], language="en"))
    assert "failed: no file <b> =1" in said


def test_other_prices_and_runs_left_out_are_told_of() -> None:
    many = replace(CITY, runs=(RUN,) * 300, same_prices=False)
    said = " ".join(texts(plot_comparison([many, CITY], language="en")))
    assert "no common measure" in said
    assert "Further runs, in the tables only: 63." in said


@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_is_written_beyond_the_page(language: str) -> None:
    long = replace(CITY, name="长" * 90, runs=(replace(RUN, setting="s" * 80, total=9e9),))
    axes = plot_comparison([long, CITY], language=language)
    width = figure_of(axes).bbox.width
    for text, box in boxes(axes):
        assert box.x0 >= 0, text
        assert box.x1 <= width, text


def test_no_portfolio_makes_no_figure() -> None:
    with pytest.raises(ValueError, match="at least one"):
        plot_comparison([])
