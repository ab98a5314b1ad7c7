"""Reading ahead: pages wait for the files, not for the check, and learn of faults as ever."""

from __future__ import annotations

import asyncio
import webbrowser
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest
import streamlit as st

from spaceplan.dashboard import ahead, cached
from spaceplan.errors import SpaceplanError
from tests.dashboard.conftest import ShowPage


@pytest.fixture(autouse=True)
def no_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webbrowser, "open", lambda _url: True)


def start() -> None:
    """Begin and end a server's life, in a thread: a browser's test may have a loop in this one."""

    async def live() -> None:
        async with ahead.reading_ahead(None):
            pass

    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, live()).result()


def test_a_page_waits_for_the_files_and_the_check_for_the_storey_that_is_seen_first(
    town_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawing, draw_on, checking = Event(), Event(), Event()

    def draw(loaded: cached.Loaded, languages: Sequence[str], *, checked: bool) -> None:
        assert (loaded.prepared.folder, checked) == (town_folder, False)
        assert len(languages) == 1  # the other one takes as long, and can wait
        drawing.set()
        draw_on.wait(60)

    def check(_loaded: cached.Loaded) -> None:
        checking.set()
        raise SpaceplanError("enough of it")

    monkeypatch.setattr(ahead, "_draw", draw)
    monkeypatch.setattr(cached, "stage", check)
    start()
    ahead.wait("en")
    assert drawing.wait(60)
    assert not ahead.is_reading()
    assert not checking.is_set()
    draw_on.set()
    ahead.give_way()
    assert checking.wait(60)


def test_the_storey_is_drawn_first_in_the_language_of_who_waits(
    town_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[tuple[str, ...]] = []
    load, done = cached.load, Event()

    def load_as_somebody_waits(folder: Path) -> cached.Loaded:
        ahead._asked[:] = ["en"]
        return load(folder)

    def draw(_loaded: cached.Loaded, languages: Sequence[str], *, checked: bool) -> None:
        drawn.append(tuple(languages))
        if checked:
            done.set()

    monkeypatch.setattr(cached, "load", load_as_somebody_waits)
    monkeypatch.setattr(ahead, "_draw", draw)
    start()
    assert done.wait(60)
    assert drawn == [("en",), ("en", "zh")]


def test_a_portfolio_with_faults_keeps_no_page_waiting(
    show_page: ShowPage, town_folder: Path
) -> None:
    (town_folder / "departments.yaml").write_text("departments: 7\n", "utf-8")
    start()
    ahead.wait("en")
    app = show_page("overview")
    assert "faults" in app.error[0].value


@pytest.mark.parametrize(
    ("headless", "address", "opened"),
    [
        (True, None, None),
        (False, None, "http://localhost:8501"),
        (False, "0.0.0.0", "http://localhost:8501"),
        (False, "192.0.2.7", "http://192.0.2.7:8501"),
    ],
)
def test_a_browser_is_opened_unless_the_server_is_to_run_without(
    monkeypatch: pytest.MonkeyPatch, headless: bool, address: str | None, opened: str | None
) -> None:
    options = {"server.headless": headless, "server.address": address, "server.port": 8501}
    monkeypatch.setattr(st, "get_option", options.get)
    assert ahead.page_to_open() == opened
