"""Colours of departments: families by branch, neighbours apart for every kind of eye."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from spaceplan.graph import build_graph
from spaceplan.model import Allocation, Department, Portfolio
from spaceplan.plot.colours import (
    CONTRACTOR_FILL,
    INK,
    UNHELD_FILL,
    as_seen,
    distances,
    oklch,
    readable_on,
)
from spaceplan.plot.palette import (
    FAMILIES,
    LIGHTNESSES,
    Palette,
    department_palette,
    family_of,
)
from tests.cases import tiny_portfolio
from tests.plot.figures import line

BAYS = 30


def crowd(branch: str, number: int = BAYS) -> Portfolio:
    departments = tuple(
        Department(id=f"d{i:02d}", home_site="centre", branch=branch) for i in range(number)
    )
    return replace(tiny_portfolio(bays=BAYS), departments=departments)


def in_a_row(portfolio: Portfolio) -> Allocation:
    """Give every bay of the storey to the next department."""
    return Allocation(
        tuple(
            line(f"hq-1{i + 1:02d}", department.id)
            for i, department in enumerate(portfolio.departments)
        )
    )


@pytest.mark.parametrize("branch", list(FAMILIES))
def test_neighbours_of_one_branch_never_look_the_same(branch: str) -> None:
    portfolio = crowd(branch)
    palette = department_palette(portfolio, build_graph(portfolio), in_a_row(portfolio))
    for one, other in pairwise(portfolio.departments):
        first, second = palette.fill(one.id), palette.fill(other.id)
        assert first != second
        if first.hatch == second.hatch:
            for vision in ("normal", "protanopia", "deuteranopia"):
                assert distances([first.face, second.face], vision)[0, 1] > 0.04


def test_few_departments_need_no_patterns() -> None:
    portfolio = crowd("government", 3)
    palette = department_palette(portfolio, build_graph(portfolio), in_a_row(portfolio))
    assert {fill.hatch for _, fill in palette.fills} == {""}


def test_the_same_input_gives_the_same_colours() -> None:
    portfolio = crowd("government")
    graph = build_graph(portfolio)
    first = department_palette(portfolio, graph, in_a_row(portfolio))
    assert department_palette(portfolio, graph, in_a_row(portfolio)) == first
    assert department_palette(replace(portfolio), graph, in_a_row(portfolio)) == first


def test_neighbours_of_several_allocations_are_kept_apart_at_once() -> None:
    portfolio = crowd("party", 12)
    graph = build_graph(portfolio)
    forth = in_a_row(portfolio)
    order = [*portfolio.departments[::2], *portfolio.departments[1::2]]
    shuffled = Allocation(tuple(line(f"hq-1{i + 1:02d}", d.id) for i, d in enumerate(order)))
    palette = department_palette(portfolio, graph, forth, shuffled)
    for row in (portfolio.departments, order):
        assert all(palette.fill(a.id) != palette.fill(b.id) for a, b in pairwise(row))


@pytest.mark.parametrize(
    ("kind", "branch", "family"),
    [
        ("organ", "party", "party"),
        ("organ", "Court", "judiciary"),
        ("organ", "政协", "congress"),
        ("institution", "", "institution"),
        ("association", "", "mass"),
        ("organ", "", "government"),
        ("contractor", "party", "contractor"),
    ],
)
def test_the_family_follows_kind_and_branch(kind: str, branch: str, family: str) -> None:
    assert family_of(Department(id="d", home_site="s", kind=kind, branch=branch)) == family


def test_contractors_and_strangers_stand_apart() -> None:
    portfolio = replace(
        tiny_portfolio(),
        departments=(Department(id="guards", home_site="centre", kind="contractor"),),
    )
    palette = department_palette(portfolio, None, Allocation(()))
    assert palette.fill("guards") == CONTRACTOR_FILL
    assert palette.fill("nobody") == UNHELD_FILL
    assert Palette(()).fill("anybody") == UNHELD_FILL


def luminance(colour: str) -> float:
    rgb = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])


@pytest.mark.parametrize("lightness", LIGHTNESSES)
@pytest.mark.parametrize("family", list(FAMILIES))
def test_dark_text_is_readable_on_every_colour(family: str, lightness: float) -> None:
    hues, chroma = FAMILIES[family]
    for hue in hues:
        ground = luminance(oklch(lightness, chroma, hue))
        assert (ground + 0.05) / (luminance(INK) + 0.05) > 4.5  # WCAG 2.2, 1.4.3


def test_text_turns_white_on_dark_grounds() -> None:
    assert readable_on("#FFFFFF") == INK
    assert readable_on("#10305A") == "#FFFFFF"


def test_oklch_gives_the_colours_of_its_paper() -> None:
    assert oklch(1.0, 0.0, 0.0) == "#FFFFFF"
    assert oklch(0.0, 0.0, 0.0) == "#000000"
    assert oklch(0.627955, 0.257704, 29.234) == "#FF0000"  # sRGB red, CSS Color 4, section 9


@pytest.mark.parametrize("vision", ["normal", "protanopia", "deuteranopia", "greyscale"])
def test_grey_is_grey_for_every_eye(vision: str) -> None:
    seen = as_seen(np.array([[0.5, 0.5, 0.5], [1.0, 1.0, 1.0]]), vision)
    assert seen == pytest.approx(np.array([[0.5] * 3, [1.0] * 3]), abs=0.01)
