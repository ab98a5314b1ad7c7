"""The town as a portfolio folder, and pages run in this process by Streamlit's AppTest."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.dashboard.town import save_town

SCRIPT = "from spaceplan.dashboard.app import run_page\nrun_page({page!r})\n"
ShowPage = Callable[..., AppTest]


@pytest.fixture
def town_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write the town, and make it the portfolio of the dashboard."""
    folder = save_town(tmp_path / "town")
    monkeypatch.setenv("SPACEPLAN_PORTFOLIO", str(folder))
    monkeypatch.setenv("SPACEPLAN_WORKSPACE", str(tmp_path / "town.scenarios"))
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    monkeypatch.setenv("SPACEPLAN_JOBS", "8")
    return folder


@pytest.fixture
def show_page(town_folder: Path) -> ShowPage:
    """Return what opens a page on the town, with choices as the address has them."""
    del town_folder

    def show(page: str, **chosen: str) -> AppTest:
        app = AppTest.from_string(SCRIPT.format(page=page), default_timeout=300)
        for key, value in {"lang": "en", **chosen}.items():
            app.query_params[key] = value
        app.run()
        assert not app.exception
        return app

    return show


def await_work(app: AppTest) -> AppTest:
    """Look again and again until the work that the page watches is over."""
    until = time.monotonic() + 240
    while any((button.key or "").startswith("stop_") for button in app.button):
        assert time.monotonic() < until, "the work does not end"
        time.sleep(0.3)
        app.run()
    assert not app.exception
    return app
