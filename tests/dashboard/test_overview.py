"""The overview of the town: seven people, one without a seat, one alone in 18 m²."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from spaceplan.dashboard.pages import overview
from spaceplan.dashboard.session import Session
from spaceplan.files import load_portfolio, save_portfolio
from spaceplan.model import Allocation, AllocationLine, Counts, LedgerEntry, status_quo
from tests.dashboard.conftest import ShowPage
from tests.dashboard.plans import keep_plan
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


def test_what_the_status_quo_breaks_as_well_is_said_of_a_plan(
    show_page: ShowPage, town_folder: Path
) -> None:
    crowd = [
        replace(e, room="hq-103") if e.person in ("f2", "f5") else e for e in town().ledger or ()
    ]
    save_portfolio(replace(town(), ledger=tuple(crowd)), town_folder)  # 4 in 18 m², where 3 fit
    today = status_quo(load_portfolio(town_folder).portfolio)
    kept = keep_plan(town_folder, "As today", plan=today)
    (warning,) = show_page("overview", scenario=kept.id).warning
    assert "All of it is broken today as well" in warning.value
    assert "changed by hand" not in warning.value
    worse = [
        AllocationLine(line.room, line.department, Counts.of({"city_staff": 5}))
        if line.room == "hq-104"
        else line
        for line in today.lines
    ]
    kept = keep_plan(town_folder, "Worse", plan=Allocation(tuple(worse)))
    (warning,) = show_page("overview", scenario=kept.id).warning
    assert "Broken today as well: 1 of them." in warning.value
    assert "104" in warning.value.splitlines()[2]  # what is new is said first


def test_second_offices_that_no_longer_count_are_said_of_a_plan(
    show_page: ShowPage, town_folder: Path
) -> None:
    second = LedgerEntry(
        *("f1", "finance", "hq-102"), rank="city_bureau_head", post="concurrent", approval="x"
    )
    ledger = (*(e for e in town().ledger or () if e.person != "f2"), second)
    save_portfolio(replace(town(), ledger=ledger), town_folder)
    today = status_quo(load_portfolio(town_folder).portfolio)
    said = "in a plan the 1 approved second offices do not count"
    kept = keep_plan(town_folder, "As today", plan=today)
    assert said in html_of(show_page("overview", scenario=kept.id))
    assert said not in html_of(show_page("overview"))
    free = Allocation(tuple(line for line in today.lines if line.room != "hq-102"), today.people)
    kept = keep_plan(town_folder, "Without", plan=free)
    assert said not in html_of(show_page("overview", scenario=kept.id))


def test_paper_says_of_which_scenario_a_page_is(show_page: ShowPage, town_folder: Path) -> None:
    kept = keep_plan(town_folder, "Plan <b>A</b>")
    printed = html_of(show_page("overview", scenario=kept.id))
    assert '<p class="sp-paper">Town · Plan &lt;b&gt;A&lt;/b&gt; · 2026-06-30</p>' in printed


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
