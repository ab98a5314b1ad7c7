"""How long a planner waits: the app's first paint, its pages, and a click on a room.

Run ``python -m tests.benchmarks.bench_app``: ``spaceplan dashboard`` on the embedded portfolio and
headless Chromium, both on this machine (``streamlit run app_streamlit.py`` starts the same). "At
once" is a visit while the server is still reading the portfolio; "first" the first visit after that
(it begins when it starts); "again" a new window with an empty cache of its own. A page's time runs
from the click in the navigation until what it is for is on the screen. A click on a room is timed
twice: from the command to the driver, which moves the pointer and looks whether it may, and in the
page, from the click to the card as Python wrote it.
"""

from __future__ import annotations

import os
import shutil
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[2]
_FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
#: What is to be reached, seconds (issue of the dashboard).
GOALS = {"first paint": 3.0, "Plan": 1.0, "All storeys": 3.0, "Stack": 3.0, "click": 0.3}
_SIGNS = {"Plan": ".room", "All storeys": ".storey", "Stack": ".bar[role]"}
#: Seconds that the server has for itself before the first visit.
_HEAD_START = 15.0
_CLICKS = 20
_WATCH = """() => {
  document.addEventListener("click", () => { window.clicked = performance.now(); }, true);
  const seek = () => {
    const said = document.querySelector("[data-testid=stMarkdownContainer] strong")?.textContent;
    if (window.seen === 0 && said?.includes(window.wanted)) window.seen = performance.now();
  };
  new MutationObserver(seek).observe(document.body,
    { subtree: true, childList: true, characterData: true });
}"""


@contextmanager
def serving() -> Iterator[str]:
    """Start the dashboard as its command does; yield its address when it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with TemporaryDirectory() as workspace:
        command = [sys.executable, "-m", "spaceplan", "dashboard", "floorplans/wuxi"]
        options = ["--port", str(port), "--no-browser", "--workspace", workspace]
        with subprocess.Popen(
            [*command, *options],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        ) as server:
            try:
                address = f"http://127.0.0.1:{port}"
                _await(address)
                yield address
            finally:
                os.killpg(server.pid, 15)


def _await(address: str) -> None:
    begun = time.perf_counter()
    while time.perf_counter() - begun < 120:
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=1):
                print(f"the server answers after {time.perf_counter() - begun:.1f} s")
                return
        except OSError:
            time.sleep(0.05)
    raise SystemExit("the server does not answer")


def first_paint(browser: Browser, address: str) -> tuple[float, float, Page]:
    """Return seconds to the heading and to the key figures, and the page."""
    page = browser.new_context(locale="en-GB", viewport={"width": 1366, "height": 768}).new_page()
    page.set_default_timeout(120_000)
    begun = time.perf_counter()
    page.goto(address)
    page.wait_for_selector("h1")
    heading = time.perf_counter() - begun
    page.wait_for_selector(".sp-figures")
    return heading, time.perf_counter() - begun, page


def open_page(page: Page, title: str) -> float:
    """Return seconds from a click in the navigation to the picture."""
    begun = time.perf_counter()
    page.get_by_role("link", name=title, exact=True).click()
    page.locator(_SIGNS[title]).last.wait_for()
    return time.perf_counter() - begun


def clicks(page: Page) -> tuple[list[float], list[float]]:
    """Return seconds from clicks on rooms to their cards, to the driver and in the page."""
    page.evaluate(_WATCH)
    rooms = page.locator(".room")
    driven, seen = [], []
    for i in range(_CLICKS):
        room = rooms.nth(i + 2)
        id = room.get_attribute("data-id") or ""
        page.evaluate("id => { window.wanted = id; window.seen = 0; }", id)
        begun = time.perf_counter()
        room.click(force=True)
        page.locator("[data-testid=stMarkdownContainer] strong", has_text=id).first.wait_for()
        driven.append(time.perf_counter() - begun)
        seen.append(page.evaluate("window.seen - window.clicked") / 1000)
    return driven, seen


def show(what: str, seconds: float, goal: float | None = None) -> None:
    """Print a line."""
    said = "" if goal is None else f"   goal {goal:.1f}: {'met' if seconds <= goal else 'missed'}"
    print(f"{what:34} {seconds:6.2f} s{said}")


def main() -> None:
    """Measure and print."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if chromium is None:
        raise SystemExit("no Chromium here")
    print(f"load average {os.getloadavg()[0]:.1f}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=_FLAGS)
        with serving() as address:
            heading, figures, page = first_paint(browser, address)
            show("first paint, heading (at once)", heading, GOALS["first paint"])
            show("first paint, figures (at once)", figures)
            show("Plan (at once)", open_page(page, "Plan"), GOALS["Plan"])
        with serving() as address:
            time.sleep(_HEAD_START)
            _visit(browser, address)
        browser.close()


def _visit(browser: Browser, address: str) -> None:
    """Measure a server that has read its portfolio."""
    for visit in ("first", "again", "again"):
        heading, figures, page = first_paint(browser, address)
        show(f"first paint, heading ({visit})", heading, GOALS["first paint"])
        show(f"first paint, figures ({visit})", figures)
    for visit in ("first", "again"):
        for title in _SIGNS:
            show(f"{title} ({visit})", open_page(page, title), GOALS[title])
    open_page(page, "Plan")
    page.wait_for_timeout(1500)
    for what, taken in zip(("with the driver", "in the page"), clicks(page), strict=True):
        show(f"click to detail {what}, median", statistics.median(taken), GOALS["click"])
        show(f"click to detail {what}, worst", max(taken))


if __name__ == "__main__":
    main()
