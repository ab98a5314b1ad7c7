"""Every page on every screen, as pictures to be looked at: ``make screens``.

Each page of the embedded portfolio in three widths, light and dark, in both languages, and each
page of portfolios that have nothing to show; every picture is judged too. Writes the pictures and
``index.html``, which shows them side by side; ends with 1 where something is wrong with a page.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from html import escape
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page

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
from tests.dashboard.browser.looks import cut_texts, faults_of

SIZES = {"laptop": (1366, 768), "desktop": (1920, 1080), "phone": (390, 844)}
THEMES, LANGUAGES = ("light", "dark"), ("zh", "en")
#: Name to path: the first page has none.
PAGES = {
    entry.module: "" if entry.module == "overview" else entry.module.replace("_", "-")
    for section in SECTIONS.values()
    for entry in section
}
WUXI = ROOT / "floorplans" / "wuxi"
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
    screens: tuple[tuple[str, str, str], ...]


@dataclass
class Gallery:
    """The pictures made, and what is wrong with them."""

    out: Path
    names: list[tuple[str, str, str]] = field(default_factory=list)
    faults: dict[str, list[str]] = field(default_factory=dict)
    cut: dict[str, list[str]] = field(default_factory=dict)


def main() -> int:
    """Make the pictures that are asked for; return the exit code."""
    asked = _arguments()
    gallery = Gallery(asked.out)
    asked.out.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as temporary, chromium() as browser:
        if browser is None:
            sys.stderr.write(NO_CHROMIUM + "\n")
            return 2
        for subject in _subjects(asked, Path(temporary)):
            with serving(subject.folder, subject.workspace) as address:
                for screen in subject.screens:
                    _look(browser, address, subject, screen, gallery)
    (asked.out / "index.html").write_text(_contact_sheet(gallery), "utf-8")
    found = [f"{name}: {fault}" for name, faults in gallery.faults.items() for fault in faults]
    told = (*found, f"{len(gallery.names)} pictures: {asked.out / 'index.html'}")
    sys.stdout.write("\n".join(told) + "\n")
    return 1 if found else 0


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
        default=ROOT / "out" / "wuxi" / "allocation.csv",
        help="a plan of the embedded portfolio; make run writes it",
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
    if not store.list_scenarios() and plan.is_file():
        allocation = load_allocation(plan, prepared.portfolio)
        save_plan(store, prepared, allocation, Details("从头再来 · Anew", who="Li"))
    for scenario in store.list_scenarios()[:1]:
        paths |= {f"{p}-plan": f"{PAGES[p]}?scenario={scenario.id}" for p in _OF_A_PLAN}
    for job in list_jobs(workspace)[:1]:
        paths["allocate-run"] = f"allocate?job={job.id}"
    return paths


def _look(
    browser: Browser, address: str, subject: Subject, screen: tuple[str, str, str], gallery: Gallery
) -> None:
    size, theme, language = screen
    with _window(browser, size, theme, language, gallery) as page:
        for name, path in subject.paths.items():
            picture = "-".join((subject.name, name, size, theme, language))
            page.goto(f"{address}/{path}")
            settle(page)
            page.wait_for_timeout(500)  # pictures and tables are drawn after the script has ended
            gallery.names.append((f"{subject.name}-{name}", f"{size}-{theme}-{language}", picture))
            # a violation is told in red on the page of one finding
            found = [
                f for f in faults_of(page, language) if name != "findings-one" or "error" not in f
            ]
            gallery.faults.setdefault(picture, []).extend(found)
            gallery.cut[picture] = cut_texts(page)
            _shoot_whole(page, gallery.out / f"{picture}.png", SIZES[size])


@contextmanager
def _window(
    browser: Browser, size: str, theme: str, language: str, gallery: Gallery
) -> Iterator[Page]:
    with ExitStack() as closing:
        context = browser.new_context(
            locale="zh-CN" if language == "zh" else "en-GB",
            color_scheme="dark" if theme == "dark" else "light",
            viewport={"width": SIZES[size][0], "height": SIZES[size][1]},
            has_touch=size == "phone",
            is_mobile=size == "phone",
            user_agent=_PHONES_NAME if size == "phone" else None,
        )
        closing.callback(context.close)
        context.set_default_timeout(120_000)
        page = context.new_page()
        faults = gallery.faults.setdefault(f"all of {size}-{theme}-{language}", [])
        page.on("request", lambda request: note_abroad(faults, request.url))
        page.on("pageerror", lambda error: faults.append(f"script: {error}"))
        yield page


def _shoot_whole(page: Page, path: Path, size: tuple[int, int]) -> None:
    """Keep a picture of the page from its head to its foot, not of the first screen alone."""
    tall = page.evaluate(
        "Math.max(innerHeight, document.querySelector('[data-testid=stMain]').scrollHeight)"
    )
    page.set_viewport_size({"width": size[0], "height": min(tall + 8, _TALLEST)})
    page.wait_for_timeout(300)
    page.screenshot(path=path)
    page.set_viewport_size({"width": size[0], "height": size[1]})


_STYLE = """
body { font: 14px/1.5 sans-serif; margin: 24px; color: #22282e; background: #fffefb; }
.row { display: flex; gap: 12px; overflow-x: auto; align-items: start; padding-bottom: 12px; }
figure { margin: 0; flex: none; } img { height: 360px; border: 1px solid #ccc; }
figcaption { color: #4f6273; } li { color: #b83712; } small { color: #4f6273; display: block; max-width: 600px; }
"""  # noqa: E501


def _contact_sheet(gallery: Gallery) -> str:
    """Return a page that shows all pictures, a row a page, with what is wrong with them."""
    parts = ['<!doctype html><meta charset="utf-8"><title>screens</title>']
    parts.append(f"<style>{_STYLE}</style><ul>")
    parts += [
        f"<li>{escape(name)}: {escape(fault)}</li>"
        for name, faults in gallery.faults.items()
        for fault in faults
    ]
    parts.append("</ul>")
    for view in dict.fromkeys(view for view, _screen, _picture in gallery.names):
        parts.append(f"<h2>{escape(view)}</h2><div class=row>")
        for of, screen, picture in gallery.names:
            if of == view:
                cut = " · ".join(gallery.cut[picture])
                parts.append(
                    f'<figure><a href="{picture}.png"><img loading=lazy src="{picture}.png"></a>'
                    f"<figcaption>{escape(screen)}<small>{escape(cut)}</small></figcaption></figure>"
                )
        parts.append("</div>")
    return "\n".join(parts)


if __name__ == "__main__":
    sys.exit(main())
