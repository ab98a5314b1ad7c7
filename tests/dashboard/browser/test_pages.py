"""Every page opens, in both languages, with nothing broken and nothing asked of other machines."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import spaceplan
from spaceplan.dashboard.app import SECTIONS
from tests.dashboard.browser.conftest import OpenPage, settle, shoot

PO = Path(spaceplan.__file__).parent / "locale" / "zh" / "LC_MESSAGES" / "spaceplan.po"
PAGES = [entry.module.replace("_", "-") for section in SECTIONS.values() for entry in section]


@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
def test_every_page_opens(town_server: str, open_page: OpenPage, locale: str) -> None:
    page = open_page(town_server, locale=locale)
    for name in PAGES:
        page.goto(f"{town_server}/{name}")
        settle(page)
        assert (
            page.locator("[data-testid=stException], [data-testid=stAlertContentError]").count()
            == 0
        )
        shoot(page, f"town-{name}-{locale}")


def test_a_chinese_page_has_no_english_message(town_server: str, open_page: OpenPage) -> None:
    page = open_page(town_server, locale="zh-CN")
    english = english_messages()
    for name in PAGES:
        page.goto(f"{town_server}/{name}?department=finance")
        settle(page)
        lines = {line.strip() for line in page.locator("body").inner_text().splitlines()}
        assert lines & english == set(), name


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
