"""清理腾退情况统计表: what is to be vacated by kind, unit, site and division, with equal totals."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from spaceplan.model import Allocation, Holding, Portfolio
from spaceplan.report.forms.sheet import Cell, RowKind
from spaceplan.report.forms.vacated_form import vacated_form
from tests.check.builders import HEAD, STAFF, entry, plan, with_room
from tests.report.forms.cases import data_of, rows_of, sheet_of, small_town

#: Finance gives up 103, in which f4 of the budget division sits today, and f5 of none.
FEWER = plan(
    {
        "hq-101": ("finance", {HEAD: 1}),
        "hq-102": ("finance", {STAFF: 4}),
        "hq-104": ("archives", {STAFF: 2}),
    }
)


def town() -> Portfolio:
    """Return the small town with 102 at 20 m², 2 more than two of staff justify, and one retired.

    f2 in 102 is of the budget division, f3 of none; "old", who retired from it, alone keeps 106.
    """
    portfolio = with_room(small_town(), "hq-102", area=20.0)
    old = entry("old", "finance", "hq-106", status="retired", until=date(2026, 1, 31))
    return replace(
        portfolio,
        ledger=(*(portfolio.ledger or ()), replace(old, division="budget")),
        holdings=(*portfolio.holdings, Holding("hq-106", "finance")),
    )


def lines(
    portfolio: Portfolio, zh: str, planned: Allocation | None = None
) -> list[dict[str, Cell]]:
    return rows_of(sheet_of(vacated_form(data_of(portfolio, planned)), zh))


def test_a_division_gives_back_its_part_of_what_its_people_have() -> None:
    nobody, budget = lines(town(), "市级机关·按处室")
    assert (nobody["unit"], nobody["division"]) == ("财政局", "单位领导及未分处室")
    assert (nobody["rooms"], nobody["office"], nobody["sum"]) == (0, 100, 100)
    assert budget["division"] == "预算处"
    # 1 m² of 102, and all of 106
    assert (budget["rooms"], budget["office"], budget["sum"]) == (1, 1900, 1900)


def test_divisions_with_nothing_to_vacate_are_left_out() -> None:
    (row,) = lines(small_town(), "县级机关·按处室")
    assert (row["unit"], row["rooms"], row["office"]) == ("街道办", 1, 1800)  # 105, rented
    assert lines(small_town(), "市级机关·按处室") == []


def test_a_room_that_the_plan_gives_back_is_of_those_who_sit_there_today() -> None:
    rows = lines(small_town(), "市级机关·按处室", FEWER)
    parts = {row["division"]: (row["rooms"], row["office"]) for row in rows}
    assert parts == {"单位领导及未分处室": (1, 900), "预算处": (0, 900)}


@pytest.mark.parametrize("planned", [None, FEWER])
def test_all_sheets_of_a_level_have_the_same_totals(planned: Allocation | None) -> None:
    form = vacated_form(data_of(town(), planned))
    for level in ("市级机关", "县级机关"):
        totals = []
        for view in ("按类型", "按单位", "按办公区", "按处室"):
            (total,) = rows_of(sheet_of(form, f"{level}·{view}"), RowKind.TOTAL)
            totals.append({key: total[key] for key in ("rooms", "office", "sum", "ancillary")})
        assert totals == [totals[0]] * 4
