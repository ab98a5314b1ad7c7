"""Editing by hand: give, free, undo, redo, save as a scenario."""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1 import AppTest

from tests.dashboard.conftest import ShowPage


def editing(show_page: ShowPage) -> AppTest:
    return show_page("edit", storey="hq-L02")


def choose(app: AppTest, *rooms: str) -> AppTest:
    app.multiselect(key="edit_rooms_hq-L02").set_value(list(rooms))
    return app.run()


def waiting(app: AppTest) -> dict[str, int]:
    tables = [t.value for t in app.dataframe if "Waiting" in t.value]
    return dict(zip(tables[0]["Department"], tables[0]["Waiting"], strict=True)) if tables else {}


def test_a_room_given_to_who_waits_seats_them_and_undo_takes_it_back(show_page: ShowPage) -> None:
    app = editing(show_page)
    assert sum(waiting(app).values()) == 1
    choose(app, "hq-202")
    app.selectbox(key="edit_department").set_value("archives")
    app.run()
    app.button(key="edit_give").click().run()
    assert waiting(app) == {}
    app.button(key="edit_undo").click().run()
    assert sum(waiting(app).values()) == 1
    app.button(key="edit_redo").click().run()
    assert waiting(app) == {}


def test_a_room_that_is_freed_leaves_its_people_waiting(show_page: ShowPage) -> None:
    app = choose(editing(show_page), "hq-201")
    app.button(key="edit_free").click().run()
    assert waiting(app)["Finance Bureau"] == 1


def test_edits_are_kept_as_a_scenario_that_is_then_shown(
    show_page: ShowPage, town_folder: Path
) -> None:
    app = choose(editing(show_page), "hq-201")
    app.button(key="edit_free").click().run()
    app.text_input(key="edit_name").set_value("Ohne 201 / 测试")
    app.button(key="FormSubmitter:edit_save-Save").click().run()
    assert not app.exception
    assert "Saved as" in app.success[0].value
    workspace = town_folder.with_name("town.scenarios")
    (scenario,) = [p for p in workspace.iterdir() if not p.name.startswith(".")]
    assert list(workspace.glob(".drafts/*/*.json")) == []
    assert "hq-201" not in (scenario / "allocation.csv").read_text("utf-8-sig")
    assert app.query_params["scenario"] == scenario.name


def test_two_planners_do_not_see_each_others_edits(show_page: ShowPage) -> None:
    one, other = editing(show_page), editing(show_page)
    choose(one, "hq-201")
    one.button(key="edit_free").click().run()
    assert "Finance Bureau" in waiting(one)
    assert "Finance Bureau" not in waiting(other.run())
