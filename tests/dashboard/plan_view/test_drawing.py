"""A storey as the browser gets it."""

from __future__ import annotations

import json
import pickle
import re
from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest
import shapely

from spaceplan.dashboard.plan_view.drawing import draw_plan
from spaceplan.dashboard.plan_view.payload import Payload
from spaceplan.graph import build_graph
from spaceplan.model import Allocation, Name, Portfolio, Room
from spaceplan.plot import Colouring
from spaceplan.plot.colourings import shade
from spaceplan.plot.fonts import text_width
from spaceplan.plot.scene import Scene
from tests.cases import box, tiny_portfolio
from tests.plot.figures import (
    NOBODY,
    curved_portfolio,
    line,
    rulebook,
    tiny_plan,
    with_rooms,
)

HOSTILE = "<img src=x onerror=alert(1)>"


def payload(
    portfolio: Portfolio,
    allocation: Allocation = NOBODY,
    *,
    by: Colouring = Colouring.DEPARTMENT,
    language: str = "en",
) -> Payload:
    graph = build_graph(portfolio)
    scene = Scene.of(portfolio, rulebook(), graph=graph, allocation=allocation, language=language)
    storey = portfolio.storeys[0]
    return draw_plan(scene, graph, storey.id, shade(scene, storey, by))


def room(drawing: dict[str, Any], id: str) -> dict[str, Any]:
    found: dict[str, Any] = next(r for r in drawing["rooms"] if r["id"] == id)
    return found


def points(path: str) -> list[tuple[float, float]]:
    """Return the corners of a path of straight lines."""
    return [(float(x), float(y)) for x, y in re.findall(r"[ML](\S+) ([^MLZ]+)", path)]


def drawn(drawing: dict[str, Any], id: str) -> shapely.Polygon:
    return shapely.Polygon(points(room(drawing, id)["parts"][0][1]))


def walk(drawing: dict[str, Any], id: str, direction: int) -> str | None:
    step = room(drawing, id)["steps"][direction]
    return None if step is None else str(drawing["rooms"][step]["id"])


RIGHT, DOWN, LEFT, UP = range(4)


def test_an_l_shaped_room_keeps_its_shape_and_its_size() -> None:
    ell = ((0.0, 0.0), (8.0, 0.0), (8.0, 3.0), (3.0, 3.0), (3.0, 7.0), (0.0, 7.0))
    drawing = payload(with_rooms(Room("hq-101", "office", ell))).drawing
    shape = drawn(drawing, "hq-101")
    assert len(points(room(drawing, "hq-101")["parts"][0][1])) == 6
    assert shape.area / drawing["scale"] ** 2 == pytest.approx(8 * 3 + 3 * 4, rel=0.002)
    assert shape.covers(shapely.Point(room(drawing, "hq-101")["at"]))


def test_a_hole_is_wound_against_its_room() -> None:
    court = tuple(reversed(box(3.0, 3.0, 2.0, 2.0)))
    ring = Room("hq-101", "office", box(0.0, 0.0, 8.0, 8.0), holes=(court,))
    path = room(payload(with_rooms(ring)).drawing, "hq-101")["parts"][0][1]
    outer, inner = (shapely.LinearRing(points(f"M{part}")) for part in path.split("M")[1:])
    assert outer.is_ccw != inner.is_ccw


def test_a_curved_building_keeps_a_corner_a_degree() -> None:
    drawing = payload(curved_portfolio()).drawing
    assert len(points(room(drawing, "hq-101")["parts"][0][1])) == 20


def test_words_never_lie_on_each_other_at_any_zoom() -> None:
    drawing = payload(tiny_portfolio(), tiny_plan(), by=Colouring.EXCESS).drawing
    for level in drawing["levels"]:
        lines = [line[1:] for line in level["rooms"]] + level["zones"]
        boxes = [
            shapely.box(x - w / 2, y - size / 2, x + w / 2, y + size / 2)
            for x, y, text, size, *_ in lines
            for w in [text_width(text, size)]
        ]
        assert len(boxes) > 6
        assert not any(a.intersection(b).area > 0.01 for a, b in combinations(boxes, 2))


def test_areas_are_written_when_one_comes_closer() -> None:
    levels = payload(tiny_portfolio(), tiny_plan()).drawing["levels"]
    written = {level["zoom"]: [line[3] for line in level["rooms"]] for level in levels}
    assert "18.0 m²" not in written[1.0]
    assert "18.0 m²" in written[5.0]


def test_arrow_keys_walk_along_the_corridor_and_through_doors() -> None:
    drawing = payload(tiny_portfolio()).drawing
    assert walk(drawing, "hq-102", RIGHT) == "hq-103"
    assert walk(drawing, "hq-102", LEFT) == "hq-101"
    assert walk(drawing, "hq-102", UP) == "hq-1c"
    assert walk(drawing, "hq-102", DOWN) is None
    assert walk(drawing, "hq-1c", RIGHT) == "hq-1s"


def test_a_room_without_neighbours_is_reached_by_sight() -> None:
    one, far = Room("hq-101", "office", box(0, 0, 4, 5)), Room("hq-102", "office", box(20, 0, 4, 5))
    drawing = payload(with_rooms(one, far)).drawing
    assert walk(drawing, "hq-101", RIGHT) == "hq-102"


def test_the_card_says_who_sits_there_and_what_that_justifies() -> None:
    drawing = payload(tiny_portfolio(), tiny_plan()).drawing
    facts = dict(room(drawing, "hq-103")["facts"])
    assert facts["held by"] == "Finance Bureau"
    assert facts["area"] == "18.0 m²"
    assert facts["people"].startswith("1 · ")
    assert facts["area justified"] == "9.0 m²"
    assert facts["above"] == "+9.0 m²"
    assert dict(room(drawing, "hq-105")["facts"])["held by"] == "vacant"


@pytest.mark.parametrize("by", list(Colouring))
def test_legend_entries_name_rooms_of_their_fill(by: Colouring) -> None:
    drawing = payload(tiny_portfolio(), tiny_plan(), by=by).drawing
    for entry in drawing["legend"]["entries"]:
        fills = {fill for i in entry["rooms"] for fill, _ in drawing["rooms"][i]["parts"]}
        assert not fills or entry["fill"] in fills


def test_the_legend_of_departments_covers_their_rooms_and_the_vacant_ones() -> None:
    drawing = payload(tiny_portfolio(), tiny_plan()).drawing
    covered = {
        entry["label"]: [drawing["rooms"][i]["id"] for i in entry["rooms"]]
        for entry in drawing["legend"]["entries"]
    }
    assert covered == {
        "Finance Bureau": ["hq-101", "hq-102", "hq-103"],
        "Archives": ["hq-104"],
        "vacant": ["hq-105", "hq-106"],
    }


def test_a_shared_room_is_cut_into_a_piece_a_holder() -> None:
    shared = Allocation((line("hq-101", "archives"), line("hq-101", "finance")))
    parts = room(payload(tiny_portfolio(), shared).drawing, "hq-101")["parts"]
    assert len({fill for fill, _ in parts}) == len(parts) == 2


def test_hostile_names_stay_text() -> None:
    portfolio = tiny_portfolio()
    finance = replace(portfolio.departments[0], name=Name(HOSTILE, HOSTILE))
    portfolio = replace(portfolio, departments=(finance, *portfolio.departments[1:]))
    made = payload(portfolio, tiny_plan())
    drawing = made.drawing
    assert dict(room(drawing, "hq-101")["facts"])["held by"] == HOSTILE
    assert HOSTILE in [entry["label"] for entry in drawing["legend"]["entries"]]
    assert "\u202e" not in payload_with_name("a\u202eb").text


def payload_with_name(name: str) -> Payload:
    rooms = [replace(r, name=Name(name, name)) for r in tiny_portfolio().storeys[0].rooms]
    return payload(with_rooms(*rooms), tiny_plan())


def test_a_payload_is_json_in_both_languages_and_can_be_pickled() -> None:
    zh = payload(tiny_portfolio(), tiny_plan(), language="zh")
    assert json.loads(zh.text)["title"] == "中心·总部·1 层"
    assert pickle.loads(pickle.dumps(zh)) == zh


def test_the_signature_changes_when_the_drawing_does() -> None:
    one, again = payload(tiny_portfolio(), tiny_plan()), payload(tiny_portfolio(), tiny_plan())
    assert one.signature == again.signature
    assert one.signature != payload(tiny_portfolio()).signature


def test_a_storey_without_rooms_says_so() -> None:
    drawing = payload(with_rooms()).drawing
    assert drawing["empty"] == "no room is drawn on this storey"
    assert drawing["rooms"] == []
