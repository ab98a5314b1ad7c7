"""The plan view under hand: legend, zoom, card, and what stays as it is when one clicks."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.dashboard.browser.conftest import OpenPage, settle, shoot


def open_plan(open_page: OpenPage, server: str, query: str = "storey=hq-L01") -> Page:
    page = open_page(f"{server}/plan?{query}")
    page.locator(".room").first.wait_for()
    return page


def middle_of(page: Page, room: str) -> tuple[float, float]:
    box = page.locator(f'.room[data-id="{room}"]').bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_an_entry_of_the_legend_dims_all_other_rooms_until_it_is_let_go(
    town_server: str, open_page: OpenPage
) -> None:
    page = open_plan(open_page, town_server)
    page.get_by_role("button", name="Finance Bureau").click()
    page.mouse.move(5, 5)
    assert page.locator(".room:not(.dim)").count() == 3
    shoot(page, "town-plan-filtered")
    page.get_by_role("button", name="Show everything again").click()
    page.mouse.move(5, 5)
    expect(page.locator(".room.dim")).to_have_count(0)


def test_dragging_moves_the_plan_and_selects_nothing(town_server: str, open_page: OpenPage) -> None:
    page = open_plan(open_page, town_server)
    page.get_by_role("button", name="Zoom in").click()
    page.get_by_role("button", name="Zoom in").click()
    x, y = middle_of(page, "hq-103")
    before = page.locator(".picture").get_attribute("viewBox")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 60, y, steps=4)
    page.mouse.up()
    assert page.locator(".picture").get_attribute("viewBox") != before
    assert page.locator('.room[aria-selected="true"]').count() == 0
    page.get_by_role("button", name="Show all").click()
    page.mouse.click(*middle_of(page, "hq-103"))
    expect(page.locator('.room[aria-selected="true"]')).to_have_attribute("data-id", "hq-103")


def test_the_card_shows_hostile_names_as_text(town_server: str, open_page: OpenPage) -> None:
    page = open_plan(open_page, town_server)
    page.mouse.move(*middle_of(page, "hq-104"))
    card = page.locator(".card")
    expect(card).to_contain_text('"><script>alert(1)</script>')
    assert card.locator("script").count() == 0


def test_a_click_redraws_nothing(town_server: str, open_page: OpenPage) -> None:
    page = open_plan(open_page, town_server)
    room = page.locator('.room[data-id="hq-101"]')
    room.evaluate("element => { element.kept = true; }")
    page.mouse.click(*middle_of(page, "hq-102"))
    page.wait_for_url("**room=hq-102**")
    settle(page)
    assert room.evaluate("element => element.kept === true")


def test_enter_opens_and_escape_lets_go(town_server: str, open_page: OpenPage) -> None:
    page = open_plan(open_page, town_server)
    page.mouse.click(*middle_of(page, "hq-102"))
    page.wait_for_url("**room=hq-102**")
    page.keyboard.press("Escape")
    expect(page.locator('.room[aria-selected="true"]')).to_have_count(0)
    page.locator('.room[data-id="hq-103"]').focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/departments**")
