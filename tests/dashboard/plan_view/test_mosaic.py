"""All storeys at once, as the browser gets them."""

from __future__ import annotations

from typing import Any

from spaceplan.dashboard.plan_view import draw_mosaic, draw_stack
from spaceplan.entitlement import compute_entitlements
from spaceplan.graph import build_graph
from spaceplan.model import Allocation
from spaceplan.plot import Colouring
from spaceplan.plot.colourings import shade
from spaceplan.plot.scene import Scene
from tests.cases import tiny_portfolio
from tests.plot.figures import line, rulebook

#: Finance on both storeys, archives above.
PLAN = Allocation(
    (
        line("hq-101", "finance", city_bureau_head=1),
        line("hq-102", "finance", city_staff=2),
        line("hq-201", "archives", city_staff=2),
        line("hq-202", "finance", city_staff=2),
    )
)


def scene() -> Scene:
    return Scene.of(tiny_portfolio(storeys=2), rulebook(), allocation=PLAN, language="en")


def mosaic(by: Colouring = Colouring.DEPARTMENT) -> dict[str, Any]:
    made = scene()
    graph = build_graph(made.portfolio)
    return draw_mosaic(made, graph, lambda storey: shade(made, storey, by)).drawing


def stack() -> dict[str, Any]:
    made = scene()
    entitlements = compute_entitlements(made.portfolio, made.rulebook)
    return draw_stack(made, entitlements).drawing


def test_the_mosaic_has_every_storey_the_highest_first() -> None:
    (site,) = mosaic()["sites"]
    (building,) = site["buildings"]
    assert [storey["id"] for storey in building["storeys"]] == ["hq-L02", "hq-L01"]
    assert [len(storey["rooms"]) for storey in building["storeys"]] == [8, 8]
    assert building["metres"] == 26.4  # rooms from 0 to 25.8 m, and 0.3 m around


def test_a_room_of_the_mosaic_knows_its_holder_and_its_outline() -> None:
    drawing = mosaic()
    upper, lower = drawing["sites"][0]["buildings"][0]["storeys"]
    number, _fill, path, holders, area, people = upper["rooms"][0]
    assert (number, area, people) == ("201", "18.0", 2)
    assert [drawing["departments"][d]["id"] for d in holders] == ["archives"]
    assert path == "M3 73l36 0 0 -50 -36 0z"  # 3.6 × 5.0 m in decimetres, from the upper left
    assert lower["rooms"][4][3] == []


def test_the_legend_of_the_mosaic_sums_departments_to_families() -> None:
    entries = {e["label"]: e["numbers"][0] for e in mosaic()["legend"]["entries"]}
    assert entries == {"Government": "3", "Institutions": "1", "vacant": "8"}


def test_other_colourings_are_merged_over_all_storeys() -> None:
    entries = {e["label"]: len(e["rooms"]) for e in mosaic(Colouring.CATEGORY)["legend"]["entries"]}
    assert entries == {"Offices": 12, "Circulation": 4}


def test_the_stack_has_a_bar_a_storey_from_below() -> None:
    drawing = stack()
    bars = drawing["sites"][0]["buildings"][0]["bars"]
    assert [bar["storey"] for bar in bars] == ["hq-L01", "hq-L02"]
    assert [(bar["held"], bar["vacant"]) for bar in bars] == [(36.0, 72.0), (36.0, 72.0)]


def test_a_department_keeps_its_place_in_the_bars() -> None:
    drawing = stack()
    below, above = drawing["sites"][0]["buildings"][0]["bars"]
    ids = [drawing["departments"][segment[0]]["id"] for segment in above["segments"]]
    assert ids == ["finance", "archives"]
    assert [segment[1:3] for segment in below["segments"]] == [[0.0, 36.0]]
    assert [segment[1:3] for segment in above["segments"]] == [[0.0, 18.0], [18.0, 18.0]]


def test_the_entitlement_of_a_storey_is_its_departments_share() -> None:
    # Finance may have 24 + 4 × 9 = 60 m² and holds 54; archives may have 18 and holds 18.
    below, above = stack()["sites"][0]["buildings"][0]["bars"]
    assert below["entitled"] == 40.0  # 36 of its 54 m² lie here
    assert above["entitled"] == 38.0  # 18 of its 54 m², and 18 of archives
