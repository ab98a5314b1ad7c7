"""Portfolios with next to nothing in them, for what pages say then."""

from __future__ import annotations

from dataclasses import replace

from spaceplan.model import Building, Holding, Name, Portfolio, Site
from tests.cases import tiny_portfolio


def empty_portfolio() -> Portfolio:
    """Return a portfolio of one building that has no storeys, and no departments."""
    return Portfolio(
        id="empty",
        name=Name("空城", "Empty town"),
        sites=(Site(id="centre", name=Name("中心", "Centre")),),
        buildings=(Building(id="hq", site="centre", storeys=(), name=Name("总部", "HQ")),),
        departments=(),
    )


def calm_portfolio() -> Portfolio:
    """Return a portfolio without a ledger, of which nothing is known that breaks a rule."""
    tiny = tiny_portfolio()
    finance = next(d for d in tiny.departments if d.id == "finance")
    return replace(tiny, departments=(finance,), holdings=(Holding("hq-101", "finance"),))
