"""Every page opens, in both languages, with nothing broken and nothing asked of other machines."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from babel.messages.pofile import read_po
from playwright.sync_api import Page

import spaceplan
from spaceplan.dashboard.app import SECTIONS
from tests.dashboard.browser.conftest import OpenPage, settle, shoot

PO = Path(spaceplan.__file__).parent / "locale" / "zh" / "LC_MESSAGES" / "spaceplan.po"
PAGES = [entry.module.replace("_", "-") for section in SECTIONS.values() for entry in section]


#: The navigation is Streamlit's own: no app can change how it builds its lists.
_BUT_THE_FRAME = {"exclude": [["[data-testid='stSidebarNav']"]]}
_BROKEN = "[data-testid=stException], [data-testid=stAlertContentError]"


@pytest.mark.parametrize(("locale", "dark"), [("zh-CN", False), ("en-GB", True)])
def test_every_page_opens_in_its_language_and_without_a_serious_fault(
    town_server: str, open_page: OpenPage, locale: str, dark: bool
) -> None:
    """Nothing is broken, nothing English stands on a Chinese page, axe-core is content."""
    page = open_page(town_server, locale=locale, dark=dark)
    english = english_messages() if locale == "zh-CN" else set()
    faults: list[str] = []
    for name in PAGES:
        page.goto(f"{town_server}/{name}?department=finance&storey=hq-L01&room=hq-101")
        settle(page)
        shoot(page, f"town-{name}-{locale}")
        faults += [f"{name}: an error"] * page.locator(_BROKEN).count()
        lines = {line.strip() for line in page.locator("body").inner_text().splitlines()}
        faults += [f"{name}: not translated: {line}" for line in sorted(lines & english)]
        faults += [f"{name}: {fault}" for fault in serious(page)]
    assert not faults, "\n".join(faults)


def serious(page: Page) -> list[str]:
    """Return what axe-core calls serious or critical, with the elements."""
    found = Axe().run(page, context=_BUT_THE_FRAME).response["violations"]
    return [
        f"{fault['id']}: {node['html'][:160]}"
        for fault in found
        if fault["impact"] in ("serious", "critical")
        for node in fault["nodes"]
    ]


def english_messages() -> set[str]:
    """Return messages that are different in Chinese, none of them an id in the data."""
    with PO.open("rb") as stream:
        catalogue = read_po(stream, locale="zh")
    return {str(m.id) for m in catalogue if m.id and m.id != m.string and len(str(m.id)) > 2}


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
    page = open_page(town_server, locale="zh-CN")
    page.get_by_text("English", exact=True).click()
    page.get_by_role("heading", name="Town").wait_for()
    settle(page)
    assert "lang=en" in page.url
    page.reload()
    page.get_by_role("heading", name="Town").wait_for()
