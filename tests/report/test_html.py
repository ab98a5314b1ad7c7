from __future__ import annotations

import re
from base64 import b64decode, b64encode
from dataclasses import replace
from functools import cache
from gzip import decompress
from hashlib import sha256
from html.parser import HTMLParser
from io import BytesIO

import pytest
from fontTools.ttLib import TTFont

from spaceplan.allocate.bound.bounder import METHOD
from spaceplan.assets import font_characters
from spaceplan.i18n import Message
from spaceplan.model import Name
from spaceplan.report import Picture, ReportData, render_html
from spaceplan.report.html_chart import chart
from spaceplan.report.html_rows import MOST_FINDINGS, finding_lines
from tests.report.cases import Solved, Step, check, finding, hostile_report, report

IN_ORDER = "level by level in the order given, for plans no worse at those before: {how}"

HOSTILE_SVG = '<svg xmlns="http://www.w3.org/2000/svg" onload="x()"><script>y()</script></svg>'


class Page(HTMLParser):
    """What a browser would see of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.texts: dict[str, list[str]] = {}
        self._open = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {key: value or "" for key, value in attrs}))
        self._open = tag

    def handle_endtag(self, tag: str) -> None:
        self._open = ""

    def handle_data(self, data: str) -> None:
        self.texts.setdefault(self._open, []).append(data)

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.tags if name == tag]

    @property
    def text(self) -> str:
        return " ".join(t for tag, ts in self.texts.items() for t in ts if tag != "script")


@cache
def page_of_run() -> str:
    pictures = (
        Picture(HOSTILE_SVG, title=Name("堆叠图", "Stack")),
        Picture(HOSTILE_SVG, storey="hq-L01"),
    )
    return render_html(report(), pictures)


@cache
def page_of_hostile_run() -> str:
    return render_html(hostile_report())


def test_the_page_shows_the_figures_that_matter() -> None:
    text = Page(page_of_run()).text
    for shown in ("Tiny", "小城", "All 7 people have a seat.", "124.0", "96.8", "22.0%", "6.0 m²"):
        assert shown in text
    assert "发改投资〔2014〕2674号" in text
    assert "room hq-103: 9 m² too many" in text


def test_figures_that_nobody_checked_are_named() -> None:
    listed = page_of_run().split('class="unverified"')[1].split("</details>")[0]
    assert "Ranks that sit alone" in listed
    assert "Physical minimum a person" in listed
    assert "Below the physical minimum" in listed  # a rule with a finding
    assert "Service rooms a person" not in listed  # the city's table was checked


@pytest.mark.parametrize("page", [page_of_run, page_of_hostile_run])
def test_only_the_pages_own_script_can_run(page: object) -> None:
    assert callable(page)
    text = page()
    seen = Page(text)
    (script,) = seen.texts["script"]
    assert len(seen.all("script")) == 1
    policy = next(m["content"] for m in seen.all("meta") if "http-equiv" in m)
    digest = b64encode(sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy
    assert not [name for _, attributes in seen.tags for name in attributes if name.startswith("on")]


@pytest.mark.parametrize("page", [page_of_run, page_of_hostile_run])
def test_the_page_reaches_for_nothing_outside_itself(page: object) -> None:
    assert callable(page)
    seen = Page(page())
    links = [a[key] for _, a in seen.tags for key in ("src", "href", "srcset", "data") if key in a]
    assert links
    assert all(link.startswith(("data:image/svg+xml;base64,", "#")) for link in links)
    style = "".join(seen.texts["style"])
    assert "@import" not in style
    assert all(url.startswith("data:font/woff2;") for url in re.findall(r"url\(([^)]*)", style))


def test_names_stay_text() -> None:
    text = page_of_hostile_run()
    seen = Page(text)
    assert not seen.all("img")
    assert "<b>bold</b>.yaml" in seen.text
    assert "<script>alert(1)</script>" in seen.text
    assert "onerror=alert(1)>⟨U+202E⟩⟨U+0007⟩" in seen.text
    assert "\u202e" not in text
    assert "\x07" not in text


def test_drawings_are_images_and_nothing_else() -> None:
    text = page_of_run()
    assert "onload" not in text
    stack, storey = Page(text).all("img")
    assert (
        b64decode(stack["src"].removeprefix("data:image/svg+xml;base64,")).decode() == HOSTILE_SVG
    )
    assert decompress(b64decode(storey["data-svgz"])).decode() == HOSTILE_SVG
    assert "src" not in storey


def test_the_embedded_font_draws_every_character_that_it_can() -> None:
    text = page_of_run()
    found = re.search(r"base64,([^)]*)\) format", text)
    assert found is not None
    drawn = {chr(code) for code in TTFont(BytesIO(b64decode(found.group(1)))).getBestCmap()}
    shown = {c for c in Page(text).text + "■▲●◇↕↑↓" if c.isprintable()}
    assert shown & font_characters() <= drawn
    assert "财" in drawn
    assert len(found.group(1)) < 200_000


def test_both_languages_are_in_the_page_and_one_is_shown_first() -> None:
    chinese, english = page_of_run(), render_html(report(), language="en")
    assert 'data-language="zh"' in chinese
    assert 'data-language="en"' in english
    assert Page(chinese).all("bdi")
    assert {attributes.get("lang") for attributes in Page(chinese).all("bdi")} >= {"zh", "en"}


@pytest.mark.parametrize("ordered", [False, True])
def test_how_a_plan_was_computed_is_said_in_chinese_too(ordered: bool) -> None:
    method = Message.of(IN_ORDER, how=Message.of(METHOD)) if ordered else METHOD
    steps = (("check_status_quo", 1.0), ("check_plan", 2.0))
    run = replace(report(), solution=Solved(bound_method=method), timing=steps)
    text = Page(render_html(run)).text
    for chinese, english in (
        ("结构性超标（线性规划）", "structural excess (linear programme)"),
        ("步骤：检查方案", "Step: Checking the plan"),
        ("按建筑高度", "by building"),
    ):
        assert text.count(chinese) == text.count(english) == 1


def test_the_same_run_gives_the_same_page() -> None:
    assert render_html(report()) == render_html(report())


def mere_check() -> ReportData:
    return replace(report(), after=None, solution=None)


def from_nothing() -> ReportData:
    return replace(report(), before=None)


def without_findings() -> ReportData:
    base = report()
    assert base.after is not None
    return replace(base, after=replace(base.after, check=check()))


@pytest.mark.parametrize("make", [mere_check, from_nothing, without_findings])
def test_reports_of_every_kind_are_whole_pages(make: object) -> None:
    assert callable(make)
    text = render_html(make())
    opened = re.findall(r"<(section|table|tr|details|div|article|figure)\b", text)
    for tag in set(opened):
        assert len(re.findall(rf"<{tag}\b", text)) == text.count(f"</{tag}>"), tag
    assert text.rstrip().endswith("</html>")


def test_without_findings_the_page_says_so() -> None:
    assert "every rule is met" in Page(render_html(without_findings())).text


def test_a_report_needs_something_to_report() -> None:
    with pytest.raises(ValueError, match="status quo or a plan"):
        render_html(replace(report(), before=None, after=None, solution=None))


def test_very_many_findings_are_cut_and_counted() -> None:
    base = report()
    assert base.after is not None
    many = check(*(finding(id=f"hq-{i}") for i in range(MOST_FINDINGS + 5)))
    shown, left_out = finding_lines(replace(base, after=replace(base.after, check=many)))
    assert (len(shown), left_out) == (MOST_FINDINGS, 5)


def test_the_course_of_a_search_leaves_out_plans_with_more_people_unseated() -> None:
    steps = [Step(0.0, 50.0, 0.0, 9), Step(1.0, 200.0, 20.0, 0), Step(2.0, 100.0, 40.0, 0)]
    drawn = chart(steps, 40.0)
    assert drawn is not None
    # 600 wide for 2 s, 120 high from 20 to 200 points: 100 points lie at 120 · 100 / 180
    assert drawn.best == "300.0,0.0 600.0,0.0 600.0,66.7"
    # the bound rises from 20 to 40 points after 2 s: 40 points lie at 120 · 160 / 180
    assert drawn.bound == "300.0,120.0 600.0,120.0 600.0,106.7 600.0,106.7"
    assert chart(steps[:2], 40.0) is None
    assert chart([], 0.0) is None
