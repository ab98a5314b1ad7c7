"""A real browser on a real server: Chromium driven by Playwright, on the town and on Wuxi's size.

A page that asks any other machine for anything makes its test fail.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.dashboard.town import save_town

ROOT = Path(__file__).parents[3]
ARTEFACTS = Path(os.environ.get("SPACEPLAN_SCREENSHOTS", ROOT / "out" / "screenshots"))
_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
NO_CHROMIUM = "no Chromium here: install Debian's package chromium, or name it in CHROMIUM"
_FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@contextmanager
def chromium() -> Iterator[Browser | None]:
    """Start Chromium; None where there is none."""
    asked = os.environ.get("CHROMIUM")
    found = asked or next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None:
        yield None
        return
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=_FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start Chromium once."""
    with chromium() as browser:
        if browser is None:
            pytest.skip(
                "no Chromium here: install Debian's package chromium, or name it in CHROMIUM"
            )
        yield browser


@contextmanager
def serving(portfolio: Path, workspace: Path) -> Iterator[str]:
    """Run the app on a free port of this machine; yield its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {
        **os.environ,
        "SPACEPLAN_PORTFOLIO": str(portfolio),
        "SPACEPLAN_WORKSPACE": str(workspace),
        "SPACEPLAN_JOBS": "8",  # other work of this machine's user is not waited for
    }
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "app_streamlit.py")]
    options = [f"--server.port={port}", "--server.address=127.0.0.1", "--server.headless=true"]
    address = f"http://127.0.0.1:{port}"
    with subprocess.Popen(
        [*command, *options],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as server:
        try:
            _await_health(address, server)
            yield address
        finally:
            server.terminate()


def _await_health(address: str, server: subprocess.Popen[bytes]) -> None:
    for _try in range(600):
        assert server.poll() is None, "the server ended at once"
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the server does not answer")


@pytest.fixture(scope="session")
def town_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the town."""
    folder = tmp_path_factory.mktemp("town")
    with serving(save_town(folder / "town"), folder / "town.scenarios") as address:
        yield address


@pytest.fixture(scope="session")
def wuxi_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the embedded portfolio."""
    workspace = tmp_path_factory.mktemp("wuxi")
    with serving(ROOT / "floorplans" / "wuxi", workspace / "wuxi.scenarios") as address:
        yield address


@dataclass(frozen=True)
class Served:
    """A portfolio that a server shows, and where its scenarios lie."""

    address: str
    folder: Path
    workspace: Path


@pytest.fixture(scope="session")
def _spare_town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("spare") / "town"
    workspace = folder.with_name("town.scenarios")
    with serving(save_town(folder), workspace) as address:
        yield Served(address, folder, workspace)


@pytest.fixture
def own_town(_spare_town: Served) -> Served:
    """Serve a town that the test may change: as new, and without scenarios."""
    shutil.rmtree(_spare_town.workspace, ignore_errors=True)
    shutil.rmtree(_spare_town.folder)
    save_town(_spare_town.folder)
    return _spare_town


OpenPage = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    """Open addresses in windows of their own; fail if one of them reaches out, or breaks."""
    contexts = []
    abroad: list[str] = []
    broken: list[str] = []

    def open_(
        address: str,
        *,
        locale: str = "en-GB",
        dark: bool = False,
        size: tuple[int, int] = (1366, 768),
    ) -> Page:
        context = browser.new_context(
            locale=locale,
            color_scheme="dark" if dark else "light",
            viewport={"width": size[0], "height": size[1]},
            accept_downloads=True,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.on("request", lambda request: note_abroad(abroad, request.url))
        page.on("pageerror", lambda error: broken.append(str(error)))
        page.goto(address)
        settle(page)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert abroad == [], "the page asked other machines"
    assert broken == [], "scripts of the page failed"


def note_abroad(abroad: list[str], url: str) -> None:
    """Note an address that is of another machine."""
    if not url.startswith(("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:")):
        abroad.append(url)


def settle(page: Page) -> None:
    """Wait until the page is there and nothing on it is still being computed."""
    page.wait_for_selector("h1")
    page.wait_for_function(
        """() => {
            const app = document.querySelector('[data-testid="stApp"]');
            return app.getAttribute('data-test-script-state') === 'notRunning'
                && !document.querySelector('[data-testid="stSkeleton"], [data-stale="true"]');
        }"""
    )


def assert_unbroken(page: Page) -> None:
    """Fail where the page shows an exception or an error in red."""
    broken = page.locator("[data-testid=stException], [data-testid=stAlertContentError]")
    assert broken.all_inner_texts() == []


def choose(page: Page, label: str, option: str) -> None:
    """Choose an option of a list of choices."""
    page.get_by_role("combobox", name=label).click()
    page.get_by_role("option", name=option, exact=True).click()
    settle(page)


def fetch(page: Page, button: str) -> bytes:
    """Press a button that hands over a file, and return what it holds."""
    with page.expect_download() as download:
        page.get_by_role("button", name=button, exact=True).click()
    return Path(download.value.path()).read_bytes()


def shoot(page: Page, name: str) -> None:
    """Keep a picture of the page."""
    ARTEFACTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=ARTEFACTS / f"{name}.png")
