"""A storey as a figure: what stands on it, where, and what never does."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
import shapely
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from spaceplan.graph import build_graph
from spaceplan.model import Allocation, Name, Room
from spaceplan.plot.colours import GROUND, VACANT
from spaceplan.plot.geometry import draw_shapes
from spaceplan.plot.storey_words import north_angle
from tests.cases import box, tiny_portfolio
from tests.plot.figures import (
    arc_room,
    boxes,
    colour_at,
    curved_portfolio,
    draw,
    figure_of,
    line,
    room_patches,
    texts,
    tiny_plan,
    with_rooms,
)

pytestmark = pytest.mark.filterwarnings("error")


def test_a_storey_is_drawn_on_axes_without_axis() -> None:
    ax = draw(tiny_portfolio(), tiny_plan())
    assert isinstance(ax, Axes)
    assert not ax.axison


def test_the_title_names_site_building_storey_date_and_colour() -> None:
    portfolio = replace(tiny_portfolio(), as_of=date(2026, 6, 30))
    found = texts(draw(portfolio, tiny_plan(), language="en"))
    assert "Centre·Headquarters·Storey 1" in found
    assert "2026-06-30·plan·colour: department" in found


def test_the_legend_lists_exactly_who_is_on_the_storey() -> None:
    portfolio = tiny_portfolio(storeys=2)
    upstairs = line("hq-201", "archives", city_staff=2)
    plan = Allocation((*tiny_plan().lines[:3], upstairs))
    found = texts(draw(portfolio, plan, language="en", storey="hq-L01"))
    assert found.count("Finance Bureau") == 2  # in the legend, and on its zone
    assert "Archives" not in found
    assert {"3", "54.0", "4"} <= set(found)  # rooms, m² and people of finance
    assert {"vacant", "3", "54.0"} <= set(found)


def test_every_zone_carries_its_department_once() -> None:
    apart = Allocation((line("hq-101", "archives"), line("hq-106", "archives")))
    assert texts(draw(tiny_portfolio(), apart, language="en")).count("Archives") == 3
    joined = Allocation((line("hq-101", "archives"), line("hq-102", "archives")))
    assert texts(draw(tiny_portfolio(), joined, language="en")).count("Archives") == 2


def test_room_numbers_lie_inside_their_rooms_and_never_on_other_words() -> None:
    ax = draw(curved_portfolio(), Allocation((line("hq-102", "finance"),)))
    measured = boxes(ax)
    patches = room_patches(ax)
    numbers = [(t, b) for t, b in measured if f"hq-{t.get_text()}" in patches]
    assert len(numbers) == 6
    for text, extent in numbers:
        patch = patches[f"hq-{text.get_text()}"]
        outline = patch.get_transform().transform(np.asarray(patch.get_path().vertices))
        assert shapely.Polygon(outline).covers(shapely.box(*extent.extents))
    for i, (one, extent) in enumerate(measured):
        for other, another in measured[i + 1 :]:
            assert not extent.overlaps(another), (one.get_text(), other.get_text())


def test_a_number_that_would_not_fit_is_hidden() -> None:
    closet = Room(id="hq-closet-by-the-stairs", use="office", outline=box(0.0, 0.0, 0.5, 0.5))
    hall = Room(id="hq-hall", use="office", outline=box(0.7, 0.0, 20.0, 8.0))
    found = texts(draw(with_rooms(closet, hall)))
    assert "hall" in found
    assert "closet-by-the-stairs" not in found


def test_curved_outlines_keep_every_point_of_their_curve() -> None:
    patches = room_patches(draw(curved_portfolio()))
    assert {len(patch.get_path()) for patch in patches.values()} == {21}  # 20 points, closed


def test_a_room_with_a_hole_is_drawn_with_its_hole() -> None:
    yard = Room(id="hq-101", use="office", outline=box(0, 0, 9, 9), holes=(box(3, 3, 3, 3),))
    ax = draw(with_rooms(yard))
    assert colour_at(ax, 4.5, 4.5) == GROUND
    assert colour_at(ax, 1.5, 7.5) == VACANT


def test_walls_are_as_thick_as_the_gap_between_rooms() -> None:
    portfolio = tiny_portfolio()
    shapes = draw_shapes(portfolio.storeys[0], build_graph(portfolio))
    assert shapes.wall_m == pytest.approx(0.2)
    assert shapes.walls.covers(shapely.Point(3.7, 2.5))  # between rooms 101 and 102
    assert not shapes.walls.covers(shapely.Point(3.7, -1.0))


def test_stated_doors_have_a_leaf_and_inferred_ones_are_dashed() -> None:
    portfolio = tiny_portfolio()
    stated = draw_shapes(portfolio.storeys[0], build_graph(portfolio)).doors
    assert [door.inferred for door in stated] == [False] * 7
    bare = with_rooms(*portfolio.storeys[0].rooms)
    inferred = draw_shapes(bare.storeys[0], build_graph(bare)).doors
    assert inferred
    assert all(door.inferred for door in inferred)

    def dashed(ax: Axes) -> bool:
        return any(isinstance(patch.get_linestyle(), tuple) for patch in ax.patches)

    assert dashed(draw(bare))
    assert not dashed(draw(portfolio))


def test_a_plan_that_stands_upright_is_laid_flat() -> None:
    upright = with_rooms(Room(id="hq-101", use="office", outline=box(0.0, 0.0, 5.0, 30.0)))
    shapes = draw_shapes(upright.storeys[0], build_graph(upright))
    left, low, right, high = shapes.bounds
    assert shapes.turn == -90.0
    assert right - left > 5 * (high - low)


def test_north_turns_with_site_building_and_plan() -> None:
    portfolio = tiny_portfolio()
    storey = portfolio.storeys[0]
    # North along the site's negative x axis, building turned a quarter: north is the plan's up.
    turned = replace(
        portfolio,
        sites=(replace(portfolio.sites[0], north=90.0),),
        buildings=(replace(portfolio.buildings[0], rotation=90.0),),
    )
    assert north_angle(turned, storey, 0.0) == 0.0
    assert north_angle(portfolio, storey, -90.0) == -90.0


def test_a_storey_without_rooms_says_so() -> None:
    assert "no room is drawn on this storey" in texts(draw(with_rooms(), language="en"))


def test_a_storey_with_one_room_is_drawn() -> None:
    found = texts(draw(with_rooms(arc_room("hq-101", 0.0, 9.0)), language="en"))
    assert "101" in found
    assert "1 office·40.5 m²·0 people" in found  # 9/360 of a ring


def test_given_axes_are_drawn_into_and_returned() -> None:
    figure = Figure(figsize=(8.0, 5.0))
    left = figure.add_subplot(1, 2, 1)
    right = figure.add_subplot(1, 2, 2)
    ax = draw(tiny_portfolio(), tiny_plan(), ax=left)
    assert ax is left
    assert figure_of(ax) is figure
    assert not right.texts


def test_a_shared_room_shows_all_its_holders() -> None:
    shared = Allocation(
        (line("hq-101", "archives", city_staff=1), line("hq-101", "finance", city_staff=1))
    )
    patches = room_patches(draw(tiny_portfolio(), shared))
    assert {"hq-101", "hq-101-2"} <= set(patches)
    assert patches["hq-101"].get_facecolor() != patches["hq-101-2"].get_facecolor()


def test_a_department_that_the_portfolio_does_not_describe_is_shown_by_its_id() -> None:
    found = texts(draw(tiny_portfolio(), Allocation((line("hq-101", "ghost"),))))
    assert found.count("ghost") == 2


HOSTILE = [
    "$\\frac{1}{0}$ $x_",
    "<script>alert(1)</script>&amp;",
    "a\x00b\x1b[31mc\nd\te",
    "\u202eevil\u2066 \u200bname",
    "财" * 5000,
    "lone \ud800 surrogate",
    "\U00020bb7 \U000f0000 emoji \U0001f600",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_drawn_as_harmless_text(name: str) -> None:
    portfolio = tiny_portfolio()
    departments = tuple(
        replace(d, name=Name(name, name), short=Name(name, name)) for d in portfolio.departments
    )
    building = replace(portfolio.buildings[0], name=Name(name, name))
    ax = draw(replace(portfolio, departments=departments, buildings=(building,)), tiny_plan())
    boxes(ax)  # renders; a missing glyph is an error here
    for text in texts(ax):
        assert len(text) <= 120
        assert text.isprintable()
        assert not any(0xD800 <= ord(c) <= 0xDFFF or c in "\u202e\u2066\u200b" for c in text)


def test_mathematics_in_names_is_not_set_as_mathematics() -> None:
    portfolio = tiny_portfolio()
    departments = tuple(replace(d, short=Name("$x^2$", "$x^2$")) for d in portfolio.departments)
    ax = draw(replace(portfolio, departments=departments), tiny_plan())
    assert "$x^2$" in texts(ax)
    assert not any(text.get_parse_math() for text in ax.texts)
