"""axe-core, run in the browser on every page, finds no serious fault."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.dashboard.browser.conftest import OpenPage, settle
from tests.dashboard.browser.test_pages import PAGES

#: The navigation is Streamlit's own: no app can change how it builds its lists.
_BUT_THE_FRAME = {"exclude": [["[data-testid='stSidebarNav']"]]}


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_no_page_has_a_serious_fault(town_server: str, open_page: OpenPage, dark: bool) -> None:
    page = open_page(town_server, dark=dark)
    faults = []
    for name in PAGES:
        page.goto(f"{town_server}/{name}?department=finance&storey=hq-L01&room=hq-101")
        settle(page)
        for fault in Axe().run(page, context=_BUT_THE_FRAME).response["violations"]:
            if fault["impact"] in ("serious", "critical"):
                places = [node["html"][:160] for node in fault["nodes"]]
                faults.append((name, fault["id"], places))
    assert not faults, "\n".join(f"{page}: {id}: {places}" for page, id, places in faults)
