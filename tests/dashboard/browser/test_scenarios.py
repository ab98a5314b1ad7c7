"""Scenarios in a real window: chosen for all pages, beside each other, deleted and had back."""

from __future__ import annotations

from dataclasses import replace

from playwright.sync_api import expect

from spaceplan import pipeline
from spaceplan.saving import save_plan
from spaceplan.store import Details, FolderStore, Scenario
from tests.dashboard.browser.conftest import (
    OpenPage,
    Served,
    assert_unbroken,
    choose,
    settle,
    shoot,
)
from tests.dashboard.plans import keep_plan, plan_of_town


def keep_other_plan(served: Served, name: str) -> None:
    """Keep the town's plan with the archives in hq-105 instead of hq-104."""
    plan = plan_of_town()
    lines = tuple(
        replace(line, room="hq-105") if line.room == "hq-104" else line for line in plan.lines
    )
    people = tuple((who, "hq-105" if room == "hq-104" else room) for who, room in plan.people)
    store, prepared = FolderStore(served.workspace), pipeline.prepare(served.folder)
    save_plan(store, prepared, replace(plan, lines=lines, people=people), Details(name, who="Wu"))


def names_in(served: Served) -> list[str]:
    entries = FolderStore(served.workspace).list_scenarios()
    return [one.name for one in entries if isinstance(one, Scenario)]


def test_two_scenarios_stand_beside_each_other(own_town: Served, open_page: OpenPage) -> None:
    keep_plan(own_town.folder, "Plan A")
    keep_other_plan(own_town, "Plan B")
    page = open_page(f"{own_town.address}/scenarios?storey=hq-L01", size=(1366, 1500))
    choose(page, "Left", "Plan A")
    choose(page, "Right", "Plan B")
    page.get_by_text("Rooms that differ on this storey: 2").wait_for()
    expect(page.locator('.room[data-id="hq-105"]')).to_have_count(2)
    assert_unbroken(page)
    shoot(page, "town-scenarios-beside")
    choose(page, "Left", "Status quo")
    page.get_by_text("Rooms that differ on this storey: 3").wait_for()


def test_a_scenario_is_deleted_and_had_back(own_town: Served, open_page: OpenPage) -> None:
    keep_plan(own_town.folder, "Plan A")
    page = open_page(f"{own_town.address}/scenarios?storey=hq-L01")
    page.get_by_role("button", name="Delete").click()
    page.get_by_text("Plan A lies in the trash.").wait_for()
    settle(page)
    assert names_in(own_town) == []
    shoot(page, "town-scenarios-deleted")
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("Saved as Plan A.").wait_for()
    assert names_in(own_town) == ["Plan A"]


def test_the_scenario_chosen_is_what_all_pages_show(own_town: Served, open_page: OpenPage) -> None:
    scenario = keep_plan(own_town.folder, "Plan A")
    page = open_page(own_town.address)
    choose(page, "Scenario shown", "Plan A")
    page.wait_for_url(f"**scenario={scenario.id}**")
    page.get_by_role("link", name="Moves").click()
    page.get_by_text("From the status quo to Plan A; newcomers do not move.").wait_for()
    settle(page)
    assert f"scenario={scenario.id}" in page.url
    page.goto(f"{own_town.address}/edit?storey=hq-L02&room=hq-201&scenario={scenario.id}")
    settle(page)
    page.get_by_text("hq-201: Finance Bureau:").wait_for()
    assert "2" in page.get_by_text("hq-201: Finance Bureau:").inner_text()
    page.goto(f"{own_town.address}/edit?storey=hq-L01&room=hq-102&scenario={scenario.id}")
    settle(page)
    page.get_by_text("hq-102: held by nobody").wait_for()
