"""Findings in a real window: filtered, opened, left for now with a reason and a day."""

from __future__ import annotations

import json
import re
from datetime import date

from playwright.sync_api import Page, expect

from spaceplan.check.finding import fingerprint_of
from spaceplan.files import load_portfolio
from tests.dashboard.browser.conftest import OpenPage, Served, fetch, settle, shoot
from tests.dashboard.browser.test_downloads import rows_of_csv, rows_of_workbook

#: Room hq-102: one of staff, whose quota is 9 m², in 18 m².
TOO_LARGE = fingerprint_of("room-area", "room", "hq-102")


def find(page: Page, words: str) -> None:
    page.get_by_label("Find", exact=True).fill(words)
    page.get_by_label("Find", exact=True).press("Enter")
    settle(page)


def take_all(page: Page) -> None:
    """Take all findings as table, workbook and JSON, and open each."""
    said = page.get_by_text(re.compile(r"^\d+ findings")).first.inner_text()
    number = sum(map(int, re.findall(r"\d+", said)))
    page.get_by_role("button", name="Download all findings").click()
    ids = {
        finding["fingerprint"] for finding in json.loads(fetch(page, "findings.json"))["findings"]
    }
    assert len(ids) == number
    assert len(rows_of_csv(fetch(page, "findings.csv"))) == number
    cells = {cell for row in rows_of_workbook(fetch(page, "findings.xlsx")) for cell in row}
    assert {"hq-102", "hq-104"} <= cells
    page.keyboard.press("Escape")


def test_all_are_taken_away_words_leave_one_and_its_row_opens_it(
    own_town: Served, open_page: OpenPage
) -> None:
    page = open_page(f"{own_town.address}/findings", size=(1366, 1400))
    take_all(page)
    find(page, "hq-102 room-area")
    page.get_by_text("1 finding", exact=True).wait_for()
    steps = page.evaluate("history.length")
    page.get_by_test_id("stDataFrame").first.click(position={"x": 18, "y": 52})
    page.wait_for_url(f"**finding={TOO_LARGE}**")
    settle(page)
    assert page.evaluate("history.length") == steps  # going back leaves the page
    page.get_by_text("18 − 9 = 9 m²").wait_for()
    shoot(page, "town-findings-open")
    find(page, "no such words")
    page.get_by_text("No finding matches.").wait_for()


def test_the_finding_of_a_link_that_was_sent_is_in_sight(
    own_town: Served, open_page: OpenPage
) -> None:
    page = open_page(f"{own_town.address}/findings?finding={TOO_LARGE}")
    expect(page.get_by_role("tab", name="What would cure it")).to_be_in_viewport()
    expect(page.get_by_test_id("stDataFrame").first).to_be_in_viewport()


def judge_by_others(page: Page, rules: str) -> None:
    """Have other rules judge, on the page of rules; what they say comes from work elsewhere."""
    page.get_by_role("tab", name="By other rules").click()
    page.get_by_role("combobox", name="Rule sets, the later ones over the earlier").click()
    page.get_by_role("option", name=rules).click()
    page.keyboard.press("Escape")  # the open list lies on the button
    page.get_by_role("button", name="See what changes").click()
    page.get_by_role("button", name="Stop").wait_for()
    page.get_by_text("Findings that would be new").wait_for(timeout=180_000)


def test_other_rules_judge_and_the_pills_leave_findings_of_one_severity(
    own_town: Served, open_page: OpenPage
) -> None:
    page = open_page(f"{own_town.address}/rules")
    judge_by_others(page, "cn-1999")
    shoot(page, "town-rules-switched")
    page.goto(f"{own_town.address}/findings")
    settle(page)
    pill = page.get_by_role("button", name="Violation · ")
    number = pill.inner_text().rpartition("· ")[2]
    pill.click()
    said = page.get_by_text(re.compile(r"^\d+ findings")).first
    for _try in range(300):
        listed = int(said.inner_text().split()[0])  # what is waived or not judged is said apart
        if listed == int(number):
            return
        page.wait_for_timeout(200)
    raise AssertionError(f"{listed} findings are listed, {number} were asked for")


def test_a_finding_is_cured_in_a_scenario_and_left_for_now_in_the_portfolio(
    own_town: Served, open_page: OpenPage
) -> None:
    address = f"{own_town.address}/findings?finding={TOO_LARGE}"
    page = open_page(address, size=(1366, 1400))
    page.get_by_role("tab", name="What would cure it").click()
    page.get_by_role("button", name="Look for the cheapest cure").click()
    page.get_by_role("button", name="Stop").wait_for()
    page.reload()  # the search goes on
    settle(page)
    page.get_by_role("tab", name="What would cure it").click()
    page.get_by_text("The checker has confirmed").wait_for(timeout=180_000)
    settle(page)
    page.get_by_role("button", name="Try it").click()
    page.get_by_text("is shown from now on").wait_for()
    settle(page)
    assert "scenario=" in page.url
    find(page, "hq-102 room-area")
    page.get_by_text("No finding matches.").wait_for()
    shoot(page, "town-findings-cured")
    page.goto(address)
    settle(page)
    page.get_by_role("tab", name="Leave it for now").click()
    page.get_by_label("Reason").fill("moves in autumn")
    page.get_by_label("Approved by").fill("Wu")
    page.get_by_role("button", name="Leave it for now").click()
    page.get_by_text("Recorded in the portfolio's waivers").wait_for()
    page.get_by_text("By Wu until 2026-12-30: moves in autumn", exact=True).wait_for()
    settle(page)
    page.get_by_role("button", name="Waived · 1").wait_for()
    shoot(page, "town-findings-waived")
    (waiver,) = load_portfolio(own_town.folder).portfolio.waivers
    assert (waiver.rule, waiver.subject, waiver.reason) == (
        "room-area",
        "hq-102",
        "moves in autumn",
    )
    assert (waiver.approver, waiver.until) == ("Wu", date(2026, 12, 30))
