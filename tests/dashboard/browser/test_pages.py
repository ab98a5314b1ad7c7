"""Every page opens, in both languages, with nothing broken and nothing asked of other machines."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.dashboard.browser.conftest import OpenPage, settle, shoot
from tests.dashboard.browser.looks import faults_of
from tests.dashboard.browser.screens import PAGES

#: The navigation is Streamlit's own: no app can change how it builds its lists.
_BUT_THE_FRAME = {"exclude": [["[data-testid='stSidebarNav']"]]}


@pytest.mark.parametrize(("locale", "dark"), [("zh-CN", False), ("en-GB", True)])
def test_every_page_opens_in_its_language_and_without_a_serious_fault(
    town_server: str, open_page: OpenPage, locale: str, dark: bool
) -> None:
    """Nothing is broken or too wide, nothing English is Chinese, axe-core is content."""
    address = f"{town_server}/?department=finance&storey=hq-L01&room=hq-101"
    page = open_page(address, locale=locale, dark=dark)
    faults: list[str] = []
    for name, path in PAGES.items():
        if path:
            go_to(page, path)
        shoot(page, f"town-{name}-{locale}")
        found = [*faults_of(page, locale[:2]), *serious(page)]
        if locale == "en-GB":  # the longer words
            found += faults_on_a_phone(page, f"town-{name}-phone")
        faults += [f"{name}: {fault}" for fault in found]
    assert not faults, "\n".join(faults)


def go_to(page: Page, path: str) -> None:
    """Choose a page in the navigation, which is out of sight in a narrow window."""
    before = page.locator("h1").first.inner_text()
    page.locator(f"[data-testid=stSidebarNavLink][href$='/{path}']").dispatch_event("click")
    page.wait_for_function("was => document.querySelector('h1')?.innerText !== was", arg=before)
    settle(page)
    assert page.url.endswith(f"/{path}?storey=hq-L01&room=hq-101&department=finance")


def faults_on_a_phone(page: Page, name: str) -> list[str]:
    """Return what is wrong with the page that is open in a window as wide as a phone."""
    page.set_viewport_size({"width": 390, "height": 844})
    shoot(page, name)
    faults = [f"on a phone: {fault}" for fault in faults_of(page, "en")]
    page.set_viewport_size({"width": 1366, "height": 768})
    return faults


def serious(page: Page) -> list[str]:
    """Return what axe-core calls serious or critical, with the elements."""
    found = Axe().run(page, context=_BUT_THE_FRAME).response["violations"]
    return [
        f"{fault['id']}: {node['html'][:160]}"
        for fault in found
        if fault["impact"] in ("serious", "critical")
        for node in fault["nodes"]
    ]


def test_names_from_data_stay_text(town_server: str, open_page: OpenPage) -> None:
    page = open_page(f"{town_server}/departments?department=archives&lang=zh")
    heading = page.get_by_role("heading", level=3).first
    assert heading.inner_text() == "<b>档案</b>局=1+1 **粗** :red[红]"
    page.goto(f"{town_server}/departments?department=archives&lang=en")
    settle(page)
    heading = page.get_by_role("heading", level=3).first
    assert heading.inner_text() == '"><script>alert(1)</script> $x$ [link](javascript:1)'


def test_the_language_is_switched_and_stays_in_the_address(
    town_server: str, open_page: OpenPage
) -> None:
    """The overview is found by its name too, with what the address chooses."""
    page = open_page(f"{town_server}/overview?room=hq-101", locale="zh-CN")
    assert page.url == f"{town_server}/?room=hq-101"
    page.get_by_role("heading", name="小城").wait_for()
    page.get_by_text("English", exact=True).click()
    page.get_by_role("heading", name="Town").wait_for()
    settle(page)
    assert "lang=en" in page.url
    page.reload()
    page.get_by_role("heading", name="Town").wait_for()
