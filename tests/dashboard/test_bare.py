"""Pages of a portfolio that has nothing to show, or nothing to mend: words, and what to do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from spaceplan.files import save_portfolio
from spaceplan.model import Portfolio
from tests.dashboard.bare import calm_portfolio, empty_portfolio
from tests.dashboard.conftest import SCRIPT
from tests.dashboard.test_overview import html_of

#: Pages that need rooms or departments.
NEEDY = ("overview", "plan", "mosaic", "stack", "allocate", "edit", "search", "departments")
OTHERS = ("scenarios", "moves", "findings", "rules", "exchange")


def open_page(
    page: str, portfolio: Portfolio, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> AppTest:
    save_portfolio(portfolio, folder / portfolio.id)
    monkeypatch.setenv("SPACEPLAN_PORTFOLIO", str(folder / portfolio.id))
    monkeypatch.setenv("SPACEPLAN_WORKSPACE", str(folder / "scenarios"))
    app = AppTest.from_string(SCRIPT.format(page=page), default_timeout=300)
    app.query_params["lang"] = "en"
    app.run()
    assert not app.exception
    assert not app.error
    return app


@pytest.mark.parametrize("page", NEEDY)
def test_a_page_without_rooms_or_departments_says_so_and_leads_to_the_import(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_page(page, empty_portfolio(), tmp_path, monkeypatch)
    assert "The portfolio has no" in app.info[0].value
    assert "Take in a building or a filled form" in [button.label for button in app.button]


@pytest.mark.parametrize("page", OTHERS)
def test_a_page_that_needs_neither_opens_all_the_same(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_page(page, empty_portfolio(), tmp_path, monkeypatch)


@pytest.mark.parametrize("page", ["overview", "findings", "departments", "allocate", "edit"])
def test_a_page_without_a_ledger_and_without_violations_opens(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_page(page, calm_portfolio(), tmp_path, monkeypatch)
    assert "Take in a building or a filled form" not in [button.label for button in app.button]


def figures_of(app: AppTest) -> dict[str, str]:
    """Return the numbers of the key figures by their labels."""
    return dict(re.findall(r'class="l">([^<]+)</span><span class="n">([^<]+)', html_of(app)))


def test_without_a_ledger_overview_and_edit_say_alike_what_is_not_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    overview = figures_of(open_page("overview", calm_portfolio(), tmp_path, monkeypatch))
    assert overview["Excess over entitlement"] == overview["People with a seat"] == "–"
    edit = open_page("edit", calm_portfolio(), tmp_path, monkeypatch)
    now = figures_of(edit)
    assert now["Excess over entitlement"] == now["Without a seat"] == "–"
    edit.multiselect(key="edit_rooms_hq-L01").set_value(["hq-101"]).run()
    edit.button(key="edit_free").click().run()
    # the plan that begins with this says who sits where: nobody, and nobody holds a room
    now = figures_of(edit)
    assert (now["Excess over entitlement"], now["Without a seat"]) == ("0.0", "5")


def test_without_a_ledger_a_room_is_not_said_to_be_empty_or_too_large(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_page("plan", calm_portfolio(), tmp_path, monkeypatch)
    app.query_params["room"] = "hq-101"
    app.run()
    said = " ".join(str(text.value) for text in (*app.markdown, *app.caption))
    assert "No ledger says who sits there." in said
    assert "justified" not in said
