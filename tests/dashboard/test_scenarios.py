"""Scenarios side by side: figures, changes against the status quo, rename, copy, trash, undo."""

from __future__ import annotations

from pathlib import Path

from spaceplan import pipeline
from spaceplan.dashboard.pages.scenarios import _styles
from spaceplan.dashboard.scenario_rows import ScenarioRow, row_of_summary
from spaceplan.dashboard.session import Session
from spaceplan.store import FolderStore, Scenario
from tests.dashboard.conftest import ShowPage
from tests.dashboard.plans import keep_plan
from tests.dashboard.test_overview import html_of


def kept(town_folder: Path) -> dict[str, Scenario]:
    store = FolderStore(town_folder.with_name("town.scenarios"))
    return {one.name: one for one in store.list_scenarios() if isinstance(one, Scenario)}


def test_without_a_scenario_the_page_says_how_one_comes_about(show_page: ShowPage) -> None:
    app = show_page("scenarios")
    assert "There is no scenario yet" in app.info[0].value


def test_every_scenario_has_a_line_with_its_change_against_the_status_quo(
    show_page: ShowPage, town_folder: Path
) -> None:
    keep_plan(town_folder, "Plan <b>A</b>")
    app = show_page("scenarios")
    table = app.dataframe[0].value
    assert list(table["Scenario"]) == ["Status quo", "Plan <b>A</b>"]
    assert list(table["Without a seat"]) == [1, 0]
    assert table["Δ Without a seat"][1] == -1
    assert table["People who move"][1] == 1
    # 18 + 18 m² with one of staff (9 m²) each, and 18 m² empty, come to nothing
    assert table["Δ Excess (m²)"][1] < 0
    assert table["Made from"][1] == "Status quo"


def test_goals_stand_in_a_line_of_their_own(show_page: ShowPage, town_folder: Path) -> None:
    keep_plan(town_folder, "A")
    app = show_page("scenarios")
    app.number_input(key="scenarios_goal_moved").set_value(0)
    app.button(key="FormSubmitter:scenarios_goals-Keep the goals").click().run()
    table = app.dataframe[0].value
    assert list(table["Scenario"]) == ["Status quo", "Goals", "A"]
    assert table["People who move"][1] == 0


def test_what_misses_its_goal_is_marked_and_what_reaches_it_is_not() -> None:
    class Planner(Session):
        def __init__(self) -> None: ...

        language = "en"
        dark = False

    row = ScenarioRow(unseated=2, excess=105.0, moved=10, findings=3)
    today = ScenarioRow(unseated=1, excess=200.0, moved=0, findings=3)
    goals = {"unseated": 0, "excess": 100, "moved": 10}
    styles = _styles(Planner(), row, today, goals)
    assert "200,64,27" in styles["Without a seat"]
    assert "224,161,0" in styles["Excess (m²)"]
    assert "People who move" not in styles
    assert styles["Δ Excess (m²)"] == "color: #00796B"
    assert styles["Δ Without a seat"] == "color: #B83712"
    assert "Δ Findings" not in styles


def test_a_scenario_is_renamed_copied_deleted_and_had_back(
    show_page: ShowPage, town_folder: Path
) -> None:
    first = keep_plan(town_folder, "A")
    app = show_page("scenarios")
    app.text_input(key=f"scenarios_name_{first.id}").set_value("B")
    app.button(key="scenarios_rename").click().run()
    assert set(kept(town_folder)) == {"B"}
    app.text_input(key=f"scenarios_copy_{first.id}").set_value("C")
    app.button(key="scenarios_duplicate").click().run()
    assert set(kept(town_folder)) == {"B", "C"}
    app.selectbox(key="scenarios_chosen").set_value(first.id).run()
    app.button(key="scenarios_delete").click().run()
    assert set(kept(town_folder)) == {"C"}
    app.button(key="scenarios_undo").click().run()
    assert set(kept(town_folder)) == {"B", "C"}
    assert not app.exception


def test_a_name_that_is_taken_is_refused_in_words(show_page: ShowPage, town_folder: Path) -> None:
    first = keep_plan(town_folder, "A", who="Wang")
    keep_plan(town_folder, "B")
    app = show_page("scenarios", scenario=first.id)
    app.text_input(key=f"scenarios_name_{first.id}").set_value("b")
    app.button(key="scenarios_rename").click().run()
    assert "choose another name" in app.error[0].value
    assert set(kept(town_folder)) == {"A", "B"}


def test_the_scenario_shown_everywhere_is_chosen(show_page: ShowPage, town_folder: Path) -> None:
    first = keep_plan(town_folder, "A")
    app = show_page("scenarios")
    app.button(key="scenarios_show").click().run()
    assert app.query_params["scenario"] == first.id
    assert app.button(key="scenarios_show").disabled


def test_rooms_that_differ_are_listed_below_the_plans(
    show_page: ShowPage, town_folder: Path
) -> None:
    keep_plan(town_folder, "A")
    app = show_page("scenarios", storey="hq-L01")
    differences = app.dataframe[1].value
    assert list(differences["Room"]) == ["hq-102", "hq-104", "hq-105"]


def test_a_broken_folder_is_told_and_the_rest_is_shown(
    show_page: ShowPage, town_folder: Path
) -> None:
    keep_plan(town_folder, "A")
    bad = town_folder.with_name("town.scenarios") / "bad"
    bad.mkdir()
    (bad / "scenario.yaml").write_text("name: [", "utf-8")
    app = show_page("scenarios")
    assert len(app.dataframe[0].value) == 2
    assert any("cannot be read: 1" in expander.label for expander in app.expander)


def test_figures_of_other_files_are_old(town_folder: Path) -> None:
    scenario = keep_plan(town_folder, "A")
    store = FolderStore(town_folder.with_name("town.scenarios"))
    summary = store.load_summary(scenario)
    assert not row_of_summary(summary, pipeline.prepare(town_folder)).is_old
    departments = town_folder / "departments.yaml"
    departments.write_text(departments.read_text("utf-8") + "# changed\n", "utf-8")
    assert row_of_summary(summary, pipeline.prepare(town_folder)).is_old
    assert row_of_summary({}, pipeline.prepare(town_folder)) == ScenarioRow(is_old=True)


def test_the_page_speaks_chinese(show_page: ShowPage, town_folder: Path) -> None:
    keep_plan(town_folder, "甲")
    app = show_page("scenarios", lang="zh")
    assert app.title[0].value == "方案"
    assert "现状" in list(app.dataframe[0].value.iloc[:, 0])
    assert html_of(app) is not None
