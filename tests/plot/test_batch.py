"""All storeys at once: in order, and the same whoever draws them."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree

import pytest

from spaceplan.graph import build_graph
from spaceplan.model import Allocation
from spaceplan.plot import figure_svg, plot_all_storeys
from tests.cases import tiny_portfolio
from tests.plot.figures import draw, figure_of, line, rulebook, tower

pytestmark = pytest.mark.filterwarnings("error")


def test_every_storey_is_drawn_in_order_and_as_alone() -> None:
    portfolio = tiny_portfolio(storeys=3)
    plan = Allocation((line("hq-201", "finance", city_staff=2),))
    drawn = list(
        plot_all_storeys(
            portfolio, build_graph(portfolio), allocation=plan, rulebook=rulebook(), workers=1
        )
    )
    assert [id for id, _ in drawn] == ["hq-L01", "hq-L02", "hq-L03"]
    alone = figure_svg(figure_of(draw(portfolio, plan, storey="hq-L02")), title="中心·总部·2 层")
    assert drawn[1][1] == alone


def test_two_processes_draw_what_one_draws() -> None:
    portfolio = replace(tiny_portfolio(), buildings=(tower("a", 0.0, 2), tower("b", 50.0, 2)))
    graph = build_graph(portfolio)
    plan = Allocation((line("a-101", "finance", city_staff=2),))

    def drawn(workers: int) -> list[tuple[str, str]]:
        options = {"allocation": plan, "rulebook": rulebook(), "workers": workers}
        return list(plot_all_storeys(portfolio, graph, **options))  # type: ignore[arg-type] # by name

    assert drawn(2) == drawn(1)
    assert all(ElementTree.fromstring(svg).tag.endswith("svg") for _, svg in drawn(1))
