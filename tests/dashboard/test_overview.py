"""The overview of the town: seven people, one without a seat, one alone in 18 m²."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from spaceplan.dashboard.pages import overview
from spaceplan.dashboard.session import Session
from spaceplan.files import save_portfolio
from tests.dashboard.conftest import ShowPage
from tests.dashboard.town import town


def html_of(app: object) -> str:
    return " ".join(element.proto.body for element in app.get("html"))  # type: ignore[attr-defined] # of HTML


def test_the_overview_says_how_many_sit_and_how_many_do_not(show_page: ShowPage) -> None:
    app = show_page("overview")
    assert app.title[0].value == "Town"
    assert "of 7; 1 without a seat" in html_of(app)


def test_what_needs_no_check_is_shown_before_it(
    show_page: ShowPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Session, "shown", None)  # as while the check goes on
    monkeypatch.setattr(overview, "_show_all", lambda session: None)
    early = html_of(show_page("overview"))
    assert "of 7; 1 without a seat" in early
    assert "the rules are being checked" in early


def test_the_overview_speaks_chinese(show_page: ShowPage) -> None:
    app = show_page("overview", lang="zh")
    assert app.title[0].value == "小城"
    assert "共 7 人；1 人无座位" in html_of(app)


def test_a_faulty_file_is_said_with_its_place_and_what_was_expected(
    show_page: ShowPage, town_folder: Path
) -> None:
    departments = town_folder / "departments.yaml"
    departments.write_text(departments.read_text().replace("centre", "nowhere"))
    app = show_page("overview")
    assert "The files have" in app.error[0].value
    (table,) = app.dataframe
    assert "departments.yaml" in set(table.value["File"])


def test_an_empty_portfolio_is_no_error(show_page: ShowPage, town_folder: Path) -> None:
    empty = replace(town(), departments=(), ledger=None, holdings=(), buildings=())
    save_portfolio(empty, town_folder)
    app = show_page("overview")
    assert app.title[0].value == "Town"
    assert not app.error
