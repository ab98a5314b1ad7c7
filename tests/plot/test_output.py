"""Figures as files: the three formats, the same bytes every time, SVG that is small and sound."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from spaceplan.assets import FONT_FAMILY
from spaceplan.errors import SpaceplanError
from spaceplan.model import Allocation
from spaceplan.plot import figure_svg, save_figure
from tests.cases import tiny_portfolio
from tests.plot.figures import curved_portfolio, draw, figure_of, line, tiny_plan, with_rooms

pytestmark = pytest.mark.filterwarnings("error")
SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize(
    ("ending", "start"), [("png", b"\x89PNG\r\n"), ("svg", b"<svg"), ("pdf", b"%PDF-")]
)
def test_the_ending_decides_the_format(tmp_path: Path, ending: str, start: bytes) -> None:
    path = tmp_path / f"storey.{ending.upper()}"
    save_figure(figure_of(draw(tiny_portfolio(), tiny_plan())), path)
    assert path.read_bytes().startswith(start)
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


def test_an_unknown_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SpaceplanError, match=r"storey\.gif"):
        save_figure(figure_of(draw(tiny_portfolio())), tmp_path / "storey.gif")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("ending", ["png", "svg", "pdf"])
def test_the_same_storey_gives_the_same_bytes(tmp_path: Path, ending: str) -> None:
    for name in ("one", "two"):
        figure = figure_of(draw(curved_portfolio(), Allocation((line("hq-102", "finance"),))))
        save_figure(figure, tmp_path / f"{name}.{ending}")
    one, two = (tmp_path / f"{name}.{ending}" for name in ("one", "two"))
    assert one.read_bytes() == two.read_bytes()


def test_svg_is_xml_of_rooms_with_their_ids_and_nothing_that_runs() -> None:
    svg = figure_svg(figure_of(draw(tiny_portfolio(), tiny_plan())), title="Storey <1> & up")
    root = ElementTree.fromstring(svg)
    assert root.findtext(f"{SVG}title") == "Storey <1> & up"
    ids = [element.get("id", "") for element in root.iter()]
    assert {f"room-hq-10{i}" for i in range(1, 7)} <= set(ids)
    named = [id for id in ids if id]
    assert len(named) == len(set(named))
    assert not any(element.tag == f"{SVG}script" for element in root.iter())
    assert not re.search(r"20\d\d-\d\d-\d\dT", svg)


def test_hostile_room_ids_leave_the_svg_sound() -> None:
    rooms = tuple(
        replace(room, id=f"{room.id}<&\"'\x07>") for room in tiny_portfolio().storeys[0].rooms
    )
    root = ElementTree.fromstring(figure_svg(figure_of(draw(with_rooms(*rooms)))))
    assert "room-hq-101<&\"' >" in {element.get("id") for element in root.iter()}


def test_letters_are_drawn_unless_text_is_to_stay_selectable() -> None:
    figure = figure_of(draw(tiny_portfolio(), tiny_plan()))
    assert "<text" not in figure_svg(figure)
    selectable = figure_svg(figure, selectable=True)
    assert "财政局" in selectable
    assert FONT_FAMILY in selectable
    assert len(selectable) < len(figure_svg(figure))


def test_a_storey_of_forty_rooms_stays_small() -> None:
    portfolio = tiny_portfolio(bays=40)
    plan = Allocation(tuple(line(f"hq-1{i:02d}", "finance", city_staff=2) for i in range(1, 41)))
    assert len(figure_svg(figure_of(draw(portfolio, plan))).encode()) < 250_000
