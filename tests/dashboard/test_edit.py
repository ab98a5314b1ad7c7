"""Editing by hand: give, free, undo, redo, save as a scenario."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from streamlit.testing.v1 import AppTest

from spaceplan.files import save_portfolio
from spaceplan.model import AllocationLine
from tests.dashboard.conftest import ShowPage
from tests.dashboard.plans import keep_plan, plan_of_town
from tests.dashboard.town import town


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


def warned(app: AppTest) -> str:
    """Return the first warning of a page as one reads it."""
    return str(app.warning[0].value).replace("\\", "")


def with_meeting_room(town_folder: Path, id: str) -> None:
    """Make a room of the town's first storey a meeting room, which nobody there needs."""
    portfolio = town()
    (building,) = portfolio.buildings
    first, *others = building.storeys
    rooms = tuple(replace(r, use="meeting") if r.id == id else r for r in first.rooms)
    building = replace(building, storeys=(replace(first, rooms=rooms), *others))
    save_portfolio(replace(portfolio, buildings=(building,)), town_folder)


def test_a_kept_plan_says_which_requirement_it_breaks_and_how_that_is_mended(
    show_page: ShowPage, town_folder: Path
) -> None:
    with_meeting_room(town_folder, "hq-106")
    plan = plan_of_town()
    lines = (*plan.lines[:3], AllocationLine("hq-106", "archives"), *plan.lines[3:])
    kept = keep_plan(town_folder, "Too much", plan=replace(plan, lines=lines))
    said = warned(show_page("overview", scenario=kept.id))
    assert said.startswith("This plan breaks a requirement that must be kept:")
    assert "service room hq-106 (meeting room) beyond its needs" in said
    app = show_page("edit", scenario=kept.id, storey="hq-L01")
    assert "service room hq-106" in warned(app)
    app.button(key="edit_free_needless").click().run()
    assert list(app.warning) == []
    app.button(key="edit_undo").click().run()
    assert "service room hq-106" in warned(app)


def test_what_the_status_quo_breaks_is_told_by_kind(show_page: ShowPage, town_folder: Path) -> None:
    with_meeting_room(town_folder, "hq-105")  # which archives hold, and do not need
    app = show_page("edit", storey="hq-L01")
    cards = " ".join(element.proto.body for element in app.get("html"))
    assert "Service rooms held beyond what is needed" in cards
    lists = [text.value for text in app.markdown if "beyond what is needed" in text.value]
    assert [text.splitlines()[0] for text in lists] == [
        "**Service rooms held beyond what is needed** (1)"
    ]
    assert "service room hq-105 (meeting room)" in lists[0].replace("\\", "")
