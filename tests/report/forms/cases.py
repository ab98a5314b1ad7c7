"""A case that a person works out by hand, and short words for the tests of forms."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from spaceplan.check import check_rules
from spaceplan.entitlement import compute_entitlements
from spaceplan.graph import build_graph
from spaceplan.model import (
    Allocation,
    Counts,
    Department,
    Division,
    Holding,
    Name,
    Portfolio,
    status_quo,
)
from spaceplan.report.forms import FormsData
from spaceplan.report.forms.sheet import Cell, Form, RowKind, Sheet
from tests.cases import tiny_portfolio
from tests.check.builders import LEDGER, book, with_department, with_ledger

AS_OF = date(2026, 6, 30)


def small_town() -> Portfolio:
    """Return the tiny case on two sites' worth of storeys, with divisions, a rented room, a county.

    Six offices of 18 m²: finance holds 101 (head), 102 and 103 (two staff each), archives 104 (two
    staff), the county unit 105 (rented, empty); nobody holds 106.
    """
    portfolio = with_ledger(*LEDGER)
    portfolio = with_department(
        portfolio,
        "finance",
        divisions=(Division("budget", Name("预算处", "Budget")),),
    )
    county = Department(
        "town",
        home_site="centre",
        name=Name("街道办", "Town Office"),
        level="county",
        establishment=Counts.of({"county_section_head": 1, "county_staff": 1}),
    )
    ledger = tuple(
        replace(e, division="budget") if e.person in ("f2", "f4") else e
        for e in portfolio.ledger or ()
    )
    return replace(
        portfolio,
        departments=(*portfolio.departments, county),
        ledger=ledger,
        holdings=(*portfolio.holdings, Holding("hq-105", "town", basis="rented")),
    )


def data_of(portfolio: Portfolio, plan: Allocation | None = None) -> FormsData:
    entitlements = compute_entitlements(portfolio, book())
    check = check_rules(
        portfolio, build_graph(portfolio), book(), entitlements, allocation=plan, as_of=AS_OF
    )
    shown = status_quo(portfolio) if plan is None else plan
    return FormsData(portfolio, book(), entitlements, shown, check, AS_OF, planned=plan is not None)


def rows_of(sheet: Sheet, kind: RowKind = RowKind.LINE) -> list[dict[str, Cell]]:
    """Return rows as mappings, names as their Chinese text, empty cells left out."""
    keys = [column.key for column in sheet.columns]
    return [
        {
            key: cell.zh if isinstance(cell, Name) else cell
            for key, cell in zip(keys, row.cells, strict=True)
            if cell is not None
        }
        for row in sheet.rows
        if row.kind is kind
    ]


def sheet_of(form: Form, zh: str) -> Sheet:
    return next(sheet for sheet in form.sheets if sheet.name.zh == zh)


__all__ = ["AS_OF", "data_of", "rows_of", "sheet_of", "small_town", "tiny_portfolio"]
