"""Forms agree with each other, with the check and with the entitlement to 0.01 m²."""

from __future__ import annotations

from dataclasses import replace

import pytest

from spaceplan.model import Counts, Portfolio
from spaceplan.report.forms import FORMS, make_forms
from spaceplan.report.forms.reconcile import Agreement, reconcile
from spaceplan.report.forms.sheet import Row
from tests.check.builders import GOOD, entry, plan, with_department, with_ledger
from tests.embedded import forms_of_wuxi
from tests.report.forms.cases import data_of, small_town


def with_a_shared_room() -> Portfolio:
    """Return two departments in one room tagged shared, one of them merged from another."""
    people = (
        entry("f1", "treasury", "hq-101", "city_bureau_head"),
        entry("f2", "treasury", "hq-102"),
        entry("a1", "archives", "hq-102"),
        entry("a2", "archives", "", status="contract"),
        entry("f1", "treasury", "hq-103", "city_bureau_head", post="concurrent"),
        entry("f9", "treasury", "hq-104", status="retired"),
    )
    portfolio = with_ledger(*people)
    there = Counts.of({"city_bureau_head": 1, "city_staff": 1})
    portfolio = with_department(portfolio, "finance", succeeds=("treasury",), headcount=there)
    one = Counts.of({"city_staff": 1})
    return with_department(portfolio, "archives", headcount=one, contract=1)


@pytest.mark.parametrize("portfolio", [small_town(), with_a_shared_room()])
def test_totals_of_a_small_case_agree(portfolio: Portfolio) -> None:
    made = make_forms(data_of(portfolio))
    assert made.differing == ()
    assert {agreement.form for agreement in made.agreements} == set(FORMS) - {"vacated"}


def test_totals_of_a_plan_agree() -> None:
    made = make_forms(data_of(small_town(), GOOD))
    assert made.differing == ()


def test_totals_agree_where_one_sits_in_too_large_a_room() -> None:
    alone = plan({"hq-101": ("finance", {"city_staff": 1})})
    made = make_forms(data_of(small_town(), alone))
    above = [a for a in made.agreements if "room by room" in a.what]
    assert [(a.shown, a.expected) for a in above] == [(900, 900)]
    assert made.differing == ()


def test_a_figure_that_is_wrong_by_a_hundredth_is_found() -> None:
    data = data_of(small_town())
    county, *others = make_forms(data, ["county"]).forms
    sheet = county.sheets[0]
    office = sheet.index("office")
    first = sheet.rows[0]
    wrong = Row((*first.cells[:office], 5401, *first.cells[office + 1 :]))
    changed = replace(sheet, rows=(wrong, *sheet.rows[1:]))
    forms = (replace(county, sheets=(changed, *county.sheets[1:])), *others)
    differing = [a for a in reconcile(forms, data) if a.difference]
    assert [a.difference for a in differing] == [1]


@pytest.fixture(scope="module")
def wuxi() -> tuple[Agreement, ...]:
    return make_forms(forms_of_wuxi()).agreements


@pytest.mark.slow
def test_totals_of_the_embedded_portfolio_agree(wuxi: tuple[Agreement, ...]) -> None:
    assert [a for a in wuxi if a.difference] == []
    assert len(wuxi) >= 30
    assert all(a.expected for a in wuxi)
