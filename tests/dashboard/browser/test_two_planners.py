"""Two windows at once: unsaved edits stay in their window, and no saving overwrites another."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from spaceplan.store import FolderStore, Scenario
from tests.dashboard.browser.conftest import OpenPage, Served, settle, shoot


def free_room(page: Page, room: str) -> None:
    """Free a room by hand, without saving."""
    page.get_by_text(f"{room} · 18.0 m²").wait_for()
    page.get_by_role("button", name="Free", exact=True).click()
    page.get_by_text(f"Last: {room} freed").wait_for()
    settle(page)


def save_as(page: Page, name: str, who: str) -> None:
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("Your name").fill(who)
    page.get_by_role("button", name="Save", exact=True).click()


def test_unsaved_edits_stay_in_their_window_and_outlive_its_reload(
    own_town: Served, open_page: OpenPage
) -> None:
    one = open_page(f"{own_town.address}/edit?storey=hq-L01&room=hq-102")
    two = open_page(f"{own_town.address}/edit?storey=hq-L01&room=hq-102")
    free_room(one, "hq-102")
    one.get_by_role("tab", name="Waiting (2)").wait_for()
    two.reload()
    settle(two)
    two.get_by_role("tab", name="Waiting (1)").wait_for()
    two.get_by_text("hq-102: Finance Bureau").wait_for()
    expect(two.get_by_role("button", name="Undo")).to_be_disabled()
    expect(two.get_by_text("Unsaved edits of")).to_have_count(0)
    # The first one's own reload loses nothing, and undo is still there.
    one.reload()
    settle(one)
    one.get_by_text("Unsaved edits of Status quo").wait_for()
    shoot(one, "town-edit-offered")
    one.get_by_role("button", name="Go on with them").click()
    one.get_by_role("tab", name="Waiting (2)").wait_for()
    settle(one)
    one.get_by_role("button", name="Undo").click()
    one.get_by_role("tab", name="Waiting (1)").wait_for()


def test_the_second_to_save_a_name_is_told_and_loses_nothing(
    own_town: Served, open_page: OpenPage
) -> None:
    one = open_page(f"{own_town.address}/edit?storey=hq-L01&room=hq-102", size=(1366, 1400))
    two = open_page(f"{own_town.address}/edit?storey=hq-L01&room=hq-103", size=(1366, 1400))
    free_room(one, "hq-102")
    free_room(two, "hq-103")
    save_as(one, "Spring", "Li")
    one.get_by_text("Saved as Spring.").wait_for()
    save_as(two, "spring", "Wu")
    two.get_by_text("there is a scenario 'Spring' already, saved by Li").wait_for()
    settle(two)
    shoot(two, "town-edit-name-taken")
    two.get_by_role("tab", name="Waiting (3)").wait_for()
    save_as(two, "Summer", "Wu")
    two.get_by_text("Saved as Summer.").wait_for()
    store = FolderStore(own_town.workspace)
    kept = {s.name: s.details.who for s in store.list_scenarios() if isinstance(s, Scenario)}
    assert kept == {"Spring": "Li", "Summer": "Wu"}
