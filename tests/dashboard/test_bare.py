"""Pages of a portfolio that has nothing to show, or nothing to mend: words, and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from spaceplan.files import save_portfolio
from spaceplan.model import Portfolio
from tests.dashboard.bare import calm_portfolio, empty_portfolio
from tests.dashboard.conftest import SCRIPT

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
