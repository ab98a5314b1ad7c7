"""What is laid over a plan."""

from __future__ import annotations

from typing import Any

from spaceplan.dashboard.plan_view import Layers, draw_plan
from spaceplan.graph import build_graph
from spaceplan.model import Allocation
from spaceplan.plot import Colouring
from spaceplan.plot.colourings import shade
from spaceplan.plot.scene import Scene
from tests.cases import tiny_portfolio
from tests.plot.figures import line, rulebook, tiny_plan


def drawing(layers: Layers, plan: Allocation | None = None) -> dict[str, Any]:
    portfolio = tiny_portfolio()
    graph = build_graph(portfolio)
    scene = Scene.of(portfolio, rulebook(), allocation=plan or tiny_plan(), language="en")
    storey = portfolio.storeys[0]
    shading = shade(scene, storey, Colouring.DEPARTMENT)
    return draw_plan(scene, graph, storey.id, shading, layers).drawing


def test_without_layers_none_are_sent() -> None:
    plain = drawing(Layers())
    assert plain["graph"] is None
    assert plain["marked"] is None


def test_the_graph_has_an_edge_a_wall_and_a_door() -> None:
    graph = drawing(Layers(graph=True))["graph"]
    edges = {kind: path.count("M") for kind, path, _ in graph["edges"]}
    # Six offices in a row, each also at the corridor, which has the stair at its end.
    assert edges == {"wall": 5 + 6 + 1, "door": 6 + 1}
    assert len(graph["nodes"]) == 7  # the corridor is no point but drawn whole
    assert graph["long"].count("M") == 1


def test_zones_of_a_department_are_outlined_each() -> None:
    plan = Allocation((line("hq-101", "archives"), line("hq-104", "archives")))
    marked = drawing(Layers(department="archives"), plan)["marked"]
    assert marked["zones"].count("M") == 2
    assert marked["label"] == "2 zones of Archives here"


def test_the_hub_is_the_room_with_the_least_walk_of_all() -> None:
    # Finance: one in 101, two in 102, one in 103: all walk least to 102.
    marked = drawing(Layers(department="finance"))["marked"]
    assert marked["hub_label"] == "hub: hq-102"
    assert marked["hub"] is not None


def test_a_department_that_is_not_here_is_marked_nowhere() -> None:
    marked = drawing(Layers(department="unknown"))["marked"]
    assert marked["zones"] == ""
    assert marked["hub"] is None
