"""Moves of the town: f2 goes from hq-102 to hq-201 upstairs, nobody else changes room."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path

from python_calamine import CalamineWorkbook

from spaceplan.model import Division, Name
from spaceplan.report import Move
from spaceplan.report.moves_workbook import MoveWords, moves_xlsx
from spaceplan.rules import load_rules
from tests.dashboard.conftest import ShowPage
from tests.dashboard.plans import keep_plan, plan_of_town
from tests.dashboard.test_overview import html_of
from tests.dashboard.town import town


def test_without_a_scenario_the_page_says_what_to_do(show_page: ShowPage) -> None:
    app = show_page("moves")
    assert "Choose a scenario" in app.info[0].value
    assert {button.key for button in app.button} >= {"moves_to_scenarios", "moves_to_allocate"}


def test_who_changes_room_is_listed_with_the_walk(show_page: ShowPage, town_folder: Path) -> None:
    app = show_page("moves", scenario=keep_plan(town_folder, "A").id)
    table = app.dataframe[0].value
    assert list(table["Person"]) == ["f2"]
    assert (table["From"][0], table["To"][0]) == ("hq-102", "hq-201")
    assert (table["From storey"][0], table["To storey"][0]) == (
        "Headquarters · 1",
        "Headquarters · 2",
    )
    assert table["Walk (m)"][0] > 15  # at least along the corridor to the stair
    assert "People who change room" in html_of(app)


def test_a_plan_that_names_nobody_does_not_say_that_nobody_moves(
    show_page: ShowPage, town_folder: Path
) -> None:
    unnamed = replace(plan_of_town(), people=())
    app = show_page("moves", scenario=keep_plan(town_folder, "A", plan=unnamed).id)
    assert not app.success
    assert app.info[0].value.startswith("By the numbers in the plan, 1 person would")


def test_filters_narrow_the_list(show_page: ShowPage, town_folder: Path) -> None:
    app = show_page("moves", scenario=keep_plan(town_folder, "A").id)
    app.text_input(key="moves_text").set_value("HQ-201").run()
    assert len(app.dataframe[0].value) == 1
    app.text_input(key="moves_text").set_value("nobody").run()
    assert "No move passes" in app.info[0].value
    app.text_input(key="moves_text").set_value("")
    app.toggle(key="moves_elsewhere").set_value(True).run()
    assert "No move passes" in app.info[0].value


def test_nothing_in_the_workbook_is_a_formula_and_sums_are_by_department() -> None:
    portfolio = town()
    moves = (
        Move("=1+1", "finance", "", "city_staff", "hq-102", "hq-201", 31.26),
        Move("f3", "finance", "", "city_staff", "hq-103", None, None),
        Move("a1", "archives", "", "city_staff", "hq-104", "hq-105", 3.8),
    )
    rulebook = load_rules(portfolio.rule_sets, None)
    book = CalamineWorkbook.from_filelike(BytesIO(moves_xlsx(moves, portfolio, rulebook, "en")))
    rows = book.get_sheet_by_name("Moves").to_python()
    assert rows[1][0] == "=1+1"
    assert rows[1][5:9] == ["Headquarters · 1", "hq-201", "Headquarters · 2", 31.3]
    assert rows[2][6:9] == ["", "", ""]
    sums = book.get_sheet_by_name("By department").to_python()
    assert sums[1][1:] == [2.0, 1.0, 31.3]
    assert portfolio.department("archives").name != Name()


def test_divisions_are_called_by_their_names() -> None:
    portfolio = town()
    divided = tuple(
        replace(d, divisions=(Division("fin-1", Name("预算处", "Budget")), Division("fin-2")))
        if d.id == "finance"
        else d
        for d in portfolio.departments
    )
    rulebook = load_rules(portfolio.rule_sets, None)
    words = MoveWords(replace(portfolio, departments=divided), rulebook, "en")
    assert words.division("finance", "fin-1") == "Budget"
    assert words.division("finance", "fin-2") == "fin-2"
    assert words.division("abolished", "x-1") == "x-1"
