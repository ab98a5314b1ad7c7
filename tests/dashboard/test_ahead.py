"""Reading ahead: pages wait for the files, not for the check, and learn of faults as ever."""

from __future__ import annotations

import asyncio
from pathlib import Path
from threading import Event

import pytest

from spaceplan.dashboard import ahead, cached
from tests.dashboard.conftest import ShowPage


async def _start() -> None:
    async with ahead.reading_ahead(None):
        pass


def test_a_page_waits_for_the_files_and_not_for_the_check(
    town_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checking, go_on = Event(), Event()

    def check(loaded: cached.Loaded) -> None:
        assert loaded.prepared.folder == town_folder
        checking.set()
        go_on.wait(60)

    monkeypatch.setattr(cached, "stage", check)
    asyncio.run(_start())
    ahead.wait()
    assert checking.wait(60)
    assert not ahead.is_reading()
    go_on.set()


def test_a_portfolio_with_faults_keeps_no_page_waiting(
    show_page: ShowPage, town_folder: Path
) -> None:
    (town_folder / "departments.yaml").write_text("departments: 7\n", "utf-8")
    asyncio.run(_start())
    ahead.wait()
    app = show_page("overview")
    assert "faults" in app.error[0].value
