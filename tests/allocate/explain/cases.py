"""Small portfolios that are short of something, worked out by hand."""

from __future__ import annotations

from dataclasses import replace

from spaceplan.allocate.explain import Case
from spaceplan.entitlement import compute_entitlements
from spaceplan.graph import build_graph
from spaceplan.model import Department, Portfolio
from tests.allocate.builders import book, building, department, portfolio


def case_of(portfolio: Portfolio) -> Case:
    """Return a portfolio as the explanation takes it."""
    entitlements = compute_entitlements(portfolio, book())
    return Case(portfolio, build_graph(portfolio), book(), entitlements)


def tied(id: str, *sites: str, **people: int) -> Department:
    """Return a department that must be on some sites."""
    home = sites[0] if sites else "centre"
    return replace(department(id, site=home, **people), sites=sites)


def short_of_seats() -> Portfolio:
    """Return two sites: at ``lane`` two rooms of 12 m² (4 seats), at ``park`` five of them.

    ``a`` (3 people) and ``b`` (2) must be at the lane: one has no seat. ``c`` (4 people) is free to
    go to the park, which has 10 seats.
    """
    lane = building("ln", "lane", [12, 12])
    park = building("pk", "park", [12] * 5, x=500.0)
    free = department("c", staff=4, site="park")
    people = [tied("a", "lane", staff=3), tied("b", "lane", staff=2), free]
    return portfolio([lane, park], people)


def heads_alone() -> Portfolio:
    """Return one site with two rooms of 12 m², 4 seats, for one head and three others in ``a``.

    If the head takes a room alone, three have two seats; else he stands. Were he to share, there
    would be room for all four.
    """
    return portfolio([building("hq", "centre", [12, 12])], [department("a", head=1, staff=3)])
