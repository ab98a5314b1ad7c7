"""Findings in a real window: filtered, opened, left for now with a reason and a day."""

from __future__ import annotations

import re
from datetime import date

from playwright.sync_api import Page

from spaceplan.check.finding import fingerprint_of
from spaceplan.files import load_portfolio
from tests.dashboard.browser.conftest import OpenPage, Served, settle, shoot

#: Room hq-102: one of staff, whose quota is 9 m², in 18 m².
TOO_LARGE = fingerprint_of("room-area", "room", "hq-102")


def find(page: Page, words: str) -> None:
    page.get_by_label("Find", exact=True).fill(words)
    page.get_by_label("Find", exact=True).press("Enter")
    settle(page)


def test_words_leave_one_finding_and_its_row_opens_it(
    own_town: Served, open_page: OpenPage
) -> None:
    page = open_page(f"{own_town.address}/findings", size=(1366, 1400))
    find(page, "hq-102 room-area")
    page.get_by_text("1 findings", exact=True).wait_for()
    page.get_by_test_id("stDataFrame").first.click(position={"x": 18, "y": 52})
    page.wait_for_url(f"**finding={TOO_LARGE}**")
    settle(page)
    page.get_by_text("18 − 9 = 9 m²").wait_for()
    shoot(page, "town-findings-open")
    find(page, "no such words")
    page.get_by_text("No finding matches.").wait_for()


def test_the_pills_leave_findings_of_one_severity(own_town: Served, open_page: OpenPage) -> None:
    page = open_page(f"{own_town.address}/findings")
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


def test_a_finding_is_left_for_now_and_is_then_waived(
    own_town: Served, open_page: OpenPage
) -> None:
    page = open_page(f"{own_town.address}/findings?finding={TOO_LARGE}", size=(1366, 1400))
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
