"""The stack: true order, true scale, seams, what is vacant, what is entitled."""

from __future__ import annotations

from dataclasses import replace

import pytest
from matplotlib.colors import to_rgb
from matplotlib.patches import Rectangle

from spaceplan.entitlement import compute_entitlements
from spaceplan.model import Allocation, Building, Name, Portfolio, Room, Site
from spaceplan.plot import Palette, plot_stack
from spaceplan.plot.bars import Stack, along_the_site, seam_order, stack_buildings
from spaceplan.plot.colours import Fill
from spaceplan.plot.scene import Scene
from tests.cases import box, tiny_portfolio
from tests.plot.figures import boxes, line, rulebook, texts, tiny_plan, tower, with_rooms

pytestmark = pytest.mark.filterwarnings("error")
COLOURS = Palette((("finance", Fill("#112233")), ("archives", Fill("#445566"))))


def stacks(portfolio: Portfolio, plan: Allocation, *, entitled: bool = False) -> tuple[Stack, ...]:
    scene = Scene.of(portfolio, rulebook(), allocation=plan, palette=COLOURS)
    entitlements = compute_entitlements(portfolio, rulebook()) if entitled else None
    return tuple(s for _, group in stack_buildings(scene, entitlements) for s in group)


def ids(buildings: list[Building]) -> list[str]:
    return [building.id for building in buildings]


def test_buildings_stand_in_their_order_along_the_site() -> None:
    middle, east, west = tower("m", 0.0), tower("e", 90.0), tower("w", -90.0)
    assert ids(along_the_site([middle, east, west])) == ["w", "m", "e"]


def test_a_bar_holds_departments_then_what_is_vacant() -> None:
    (stack,) = stacks(tiny_portfolio(), tiny_plan())
    (bar,) = stack.bars
    assert {(s.department, s.area) for s in bar.segments} == {("finance", 54.0), ("archives", 18.0)}
    assert (bar.held, bar.vacant, bar.length, bar.people) == (72.0, 36.0, 108.0, 6)


def test_the_entitlement_of_a_department_is_spread_over_its_offices() -> None:
    # Finance: 24 + 4 × 9 = 60 m² for 54 held; archives: 2 × 9 = 18 m² for 18 held.
    (stack,) = stacks(tiny_portfolio(), tiny_plan(), entitled=True)
    assert stack.bars[0].entitled == pytest.approx(60.0 + 18.0)


def test_storeys_without_offices_say_what_they_are_for() -> None:
    garage = with_rooms(Room(id="hq-b1", use="car_park", outline=box(0.0, 0.0, 20.0, 10.0)))
    (stack,) = stacks(garage, Allocation(()))
    assert (stack.bars[0].other, stack.bars[0].main_use) == (200.0, "car_park")


def test_departments_keep_one_order_so_that_their_pieces_lie_above_each_other() -> None:
    storeys = [{"a": 50, "b": 50}, {"b": 50, "c": 50}, {"a": 50, "b": 50}]
    order = seam_order(storeys)
    assert order == seam_order(storeys)
    assert order in (["a", "b", "c"], ["c", "b", "a"], ["b", "a", "c"], ["b", "c", "a"])


def test_pieces_are_drawn_to_scale() -> None:
    ax = plot_stack(tiny_portfolio(), rulebook(), allocation=tiny_plan(), palette=COLOURS)
    width = {
        colour: patch.get_width()
        for patch in ax.patches
        if isinstance(patch, Rectangle)
        for colour in [tuple(round(255 * c) for c in to_rgb(patch.get_facecolor()))]
    }
    finance, archives = width[0x11, 0x22, 0x33], width[0x44, 0x55, 0x66]
    assert finance / archives == pytest.approx(3.0, rel=0.02)


def test_the_stack_names_buildings_sites_and_the_figures_that_matter() -> None:
    ax = plot_stack(tiny_portfolio(), rulebook(), allocation=tiny_plan(), language="en")
    found = texts(ax)
    assert {"Tiny", "Headquarters", "Centre", "6 people", "Finance Bureau", "Archives"} <= set(
        found
    )
    assert {"2", "6", "72", "36"} <= set(found)  # departments, people, m² held, m² vacant


def test_no_words_lie_over_each_other_with_many_buildings() -> None:
    portfolio = tiny_portfolio()
    portfolio = replace(
        portfolio,
        sites=(
            *portfolio.sites,
            Site(id="far", name=Name("很远的另一个办公区", "Far Away Compound")),
        ),
        buildings=tuple(
            replace(tower(f"t{i}", 60.0 * i, storeys=3), site="far" if i > 5 else "centre")
            for i in range(8)
        ),
    )
    plan = Allocation(tuple(line(f"t{i}-201", "finance", city_staff=2) for i in range(8)))
    entitlements = compute_entitlements(portfolio, rulebook())
    ax = plot_stack(
        portfolio, rulebook(), allocation=plan, entitlements=entitlements, language="en"
    )
    measured = boxes(ax)
    for i, (one, extent) in enumerate(measured):
        for other, another in measured[i + 1 :]:
            assert not extent.overlaps(another), (one.get_text(), other.get_text())


def test_an_empty_portfolio_is_drawn() -> None:
    empty = replace(tiny_portfolio(), buildings=(), departments=())
    assert "Tiny" in texts(plot_stack(empty, rulebook(), allocation=Allocation(()), language="en"))


@pytest.mark.parametrize("name", ["Laboratory House", "An exceedingly long name of a small house"])
def test_a_name_wider_than_its_building_is_written_whole(name: str) -> None:
    old = Site("old", Name("", "Old Well Lane Compound"), (900.0, 0.0))
    small = replace(tower("small", 900.0, bays=1), name=Name("", name), site="old")
    case = tiny_portfolio()
    large = [tower(f"large-{i}", 60.0 * i, bays=40) for i in range(8)]
    case = replace(case, sites=(*case.sites, old), buildings=(*large, small))
    written = " ".join(
        texts(plot_stack(case, rulebook(), allocation=Allocation(()), language="en"))
    )
    assert name in written
    assert "Old Well Lane Compound" in written
    assert "..." not in written
