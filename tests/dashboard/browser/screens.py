"""Every page on every screen, as pictures to be looked at: ``make screens``.

Each page of the embedded portfolio in three widths, light and dark, in both languages, and each
page of portfolios that have nothing to show; every picture is judged too. Writes the pictures and
``index.html``, which shows them side by side; ends with 1 where something is wrong with a page.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page, ViewportSize
from playwright.sync_api import Error as PlaywrightError

from spaceplan import pipeline
from spaceplan.dashboard.app import SECTIONS
from spaceplan.files import load_allocation, save_portfolio
from spaceplan.jobs import list_jobs
from spaceplan.saving import save_plan
from spaceplan.store import Details, FolderStore
from tests.dashboard.bare import calm_portfolio, empty_portfolio
from tests.dashboard.browser.conftest import (
    NO_CHROMIUM,
    ROOT,
    chromium,
    note_abroad,
    serving,
    settle,
)
from tests.dashboard.browser.gallery import Gallery, Picture
from tests.dashboard.browser.looks import cut_texts, faults_of

SIZES = {"laptop": (1366, 768), "desktop": (1920, 1080), "phone": (390, 844)}
#: Size, theme, language.
Screen = tuple[str, str, str]
THEMES, LANGUAGES = ("light", "dark"), ("zh", "en")
#: Name to path: the first page has none.
PAGES = {
    entry.module: "" if entry.module == "overview" else entry.module.replace("_", "-")
    for section in SECTIONS.values()
    for entry in section
}
WUXI = ROOT / "floorplans" / "wuxi"
_PLANS = (ROOT / "out" / "wuxi" / "allocation.csv", WUXI / "witness" / "allocation.csv")
#: What is chosen on the pages that show one thing among many.
_CHOSEN = {
    "plan-excess": "plan?storey=cc-3-L05&by=excess&room=cc-3-0512",
    "plan-occupancy": "plan?storey=cc-3-L05&by=occupancy",
    "plan-finding": "plan?storey=cr-1-L02&by=finding",
    "mosaic-excess": "mosaic?by=excess",
    "departments-one": "departments?department={department}",
    "search-room": "search?room=cc-3-0512",
    "findings-one": "findings?finding={finding}",
}
#: Pages that show more, or something else, where a plan is shown instead of the status quo.
_OF_A_PLAN = ("overview", "findings", "edit", "moves", "scenarios")
_PHONES_NAME = (
    "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/131.0.0.0 Mobile Safari/537.36"
)
#: Taller pages are cut: nobody scrolls further.
_TALLEST = 6000


@dataclass(frozen=True)
class Subject:
    """A portfolio that is served, and the addresses that are looked at: name to path."""

    name: str
    folder: Path
    workspace: Path
    paths: dict[str, str]
    screens: tuple[Screen, ...]


def main() -> int:
    """Make the pictures that are asked for; return the exit code."""
    asked = _arguments()
    gallery = Gallery(asked.out)
    asked.out.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as temporary, chromium() as browser:
        if browser is None:
            sys.stderr.write(NO_CHROMIUM + "\n")
            return 2
        try:
            for subject in _subjects(asked, Path(temporary)):
                with serving(subject.folder, subject.workspace) as address:
                    _look_at(browser, address, subject, gallery)
        finally:  # what was seen before somebody stopped it is worth looking at, too
            index = gallery.write_index()
    told = gallery.told()
    sys.stdout.write("\n".join((*told, f"{len(gallery.pictures)} pictures: {index}")) + "\n")
    return 1 if told else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    for name, known in (
        ("subjects", ("wuxi", "calm", "empty")),
        ("pages", ()),
        ("sizes", tuple(SIZES)),
        ("themes", THEMES),
        ("languages", LANGUAGES),
    ):
        said = f"some of {','.join(known)}" if known else "pictures, such as plan,moves-plan"
        parser.add_argument(f"--{name}", type=_split, default=known, help=said)
    parser.add_argument("--out", type=Path, default=ROOT / "out" / "screens")
    parser.add_argument("--workspace", type=Path, help="with the scenarios and runs to be shown")
    parser.add_argument(
        "--plan",
        type=Path,
        default=next(filter(Path.is_file, _PLANS)),
        help="a plan of the embedded portfolio; else what make run wrote, else the known one",
    )
    return parser.parse_args()


def _split(text: str) -> tuple[str, ...]:
    return tuple(text.split(","))


def _subjects(asked: argparse.Namespace, temporary: Path) -> Iterator[Subject]:
    """Yield what is looked at, each portfolio in the order in which it is served."""
    screens = tuple(product(asked.sizes, asked.themes, asked.languages))
    few = tuple(s for s in screens if s[1] == ("dark" if s[0] == "phone" else "light"))
    for name in asked.subjects:
        if name == "wuxi":
            workspace = asked.workspace or temporary / "wuxi.scenarios"
            subject = Subject(name, WUXI, workspace, _paths_of_wuxi(workspace, asked.plan), screens)
        else:
            folder = temporary / name
            save_portfolio({"calm": calm_portfolio, "empty": empty_portfolio}[name](), folder)
            paths = dict(PAGES)
            subject = Subject(name, folder, temporary / f"{name}.scenarios", paths, few)
        wanted = {k: v for k, v in subject.paths.items() if k in asked.pages or not asked.pages}
        yield replace(subject, paths=wanted)


def _paths_of_wuxi(workspace: Path, plan: Path) -> dict[str, str]:
    prepared = pipeline.prepare(WUXI)
    finding = next(iter(pipeline.check(prepared, None).failures("error")))
    department = prepared.portfolio.departments[0].id
    paths = dict(PAGES)
    for name, path in _CHOSEN.items():
        paths[name] = path.format(finding=finding.fingerprint, department=department)
    store = FolderStore(workspace)
    if not store.list_scenarios():
        allocation = load_allocation(plan, prepared.portfolio)
        save_plan(store, prepared, allocation, Details("从头再来 · Anew", who="Li"))
    for scenario in store.list_scenarios()[:1]:
        paths |= {f"{p}-plan": f"{PAGES[p]}?scenario={scenario.id}" for p in _OF_A_PLAN}
    for job in list_jobs(workspace)[:1]:
        paths["allocate-run"] = f"allocate?job={job.id}"
    return paths


def _look_at(browser: Browser, address: str, subject: Subject, gallery: Gallery) -> None:
    """Visit each page once a language and kind of device, and look at it on all their screens.

    A visit takes seconds, another size or theme of what is open a fraction of one.
    """
    visits = sorted({(screen[2], screen[0] == "phone") for screen in subject.screens}, reverse=True)
    begun, done, total = time.monotonic(), 0, len(visits) * len(subject.paths)
    for language, phone in visits:
        screens = [s for s in subject.screens if (s[2], s[0] == "phone") == (language, phone)]
        screens.sort(key=lambda screen: THEMES.index(screen[1]))  # another theme costs a run
        with _window(browser, language, gallery, phone=phone) as page:
            for view, path in subject.paths.items():
                name = f"{subject.name}-{view}"
                try:
                    _look(page, f"{address}/{path}", name, screens, gallery)
                except PlaywrightError as error:  # the other pages are looked at all the same
                    gallery.note(name, [f"not seen: {str(error).splitlines()[0]}"])
                done += 1
                left = (time.monotonic() - begun) / done * (total - done)
                sys.stderr.write(
                    f"{subject.name} {done}/{total}: {view} {language}{' phone' * phone}; "
                    f"{len(gallery.pictures)} pictures, {len(gallery.told())} faults; "
                    f"about {left / 60:.0f} min left with {subject.name}\n"
                )


def _look(page: Page, address: str, view: str, screens: list[Screen], gallery: Gallery) -> None:
    """Open a page, and judge and keep it on each of the screens."""
    shown = None
    for size, theme, language in screens:
        page.set_viewport_size(_box(size))
        if theme != shown:
            page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
            if shown is None:
                page.goto(address)
            else:  # what the server draws is drawn anew in the other theme
                page.wait_for_timeout(300)
                page.keyboard.press("r")
                page.wait_for_timeout(300)
            shown = theme
        settle(page)
        page.wait_for_timeout(500)  # pictures and tables are drawn after the script has ended
        picture = Picture(view, f"{size}-{theme}-{language}", tuple(cut_texts(page)))
        gallery.pictures.append(picture)
        # a violation is told in red on the page of one finding
        found = [
            f
            for f in faults_of(page, language)
            if not view.endswith("findings-one") or "error" not in f
        ]
        gallery.note(picture.name, found)
        _shoot_whole(page, gallery.out / f"{picture.name}.png", size)


def _box(size: str, tall: int | None = None) -> ViewportSize:
    width, height = SIZES[size]
    return {"width": width, "height": tall or height}


@contextmanager
def _window(browser: Browser, language: str, gallery: Gallery, *, phone: bool) -> Iterator[Page]:
    with ExitStack() as closing:
        context = browser.new_context(
            locale="zh-CN" if language == "zh" else "en-GB",
            viewport=_box("phone" if phone else "laptop"),
            has_touch=phone,
            is_mobile=phone,
            user_agent=_PHONES_NAME if phone else None,
        )
        closing.callback(context.close)
        context.set_default_timeout(120_000)
        page = context.new_page()
        faults = gallery.faults.setdefault(f"all of {language}{'-phone' * phone}", [])
        page.on("request", lambda request: note_abroad(faults, request.url))
        page.on("pageerror", lambda error: faults.append(f"script: {error}"))
        yield page


def _shoot_whole(page: Page, path: Path, size: str) -> None:
    """Keep a picture of the page from its head to its foot, not of the first screen alone."""
    tall = page.evaluate(
        "Math.max(innerHeight, document.querySelector('[data-testid=stMain]').scrollHeight)"
    )
    page.set_viewport_size(_box(size, min(tall + 8, _TALLEST)))
    page.wait_for_timeout(300)
    page.screenshot(path=path)
    page.set_viewport_size(_box(size))


if __name__ == "__main__":
    sys.exit(main())
