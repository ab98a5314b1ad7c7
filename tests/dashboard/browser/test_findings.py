"""Findings in a real window: filtered by severity."""

from __future__ import annotations

from tests.dashboard.browser.conftest import OpenPage, Served


def test_the_pills_leave_findings_of_one_severity(own_town: Served, open_page: OpenPage) -> None:
    page = open_page(f"{own_town.address}/findings")
    pill = page.get_by_role("button", name="Violation · ")
    number = pill.inner_text().rpartition("· ")[2]
    pill.click()
    page.get_by_text(f"{number} findings", exact=True).wait_for()
