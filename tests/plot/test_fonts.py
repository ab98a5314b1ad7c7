"""Fonts: Chinese is drawn on a machine that has no Chinese font."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from matplotlib.font_manager import fontManager
from matplotlib.ft2font import FT2Font

from spaceplan.assets import FONT_FAMILY
from spaceplan.plot import fonts
from spaceplan.plot.fonts import MISSING, embedded_font, font_families, text_width
from spaceplan.plot.wording import break_in_two, clean, shorten
from tests.cases import tiny_portfolio
from tests.plot.figures import boxes, draw, texts, tiny_plan

pytestmark = pytest.mark.filterwarnings("error")
#: In no common font: a supplementary character of CJK extension B.
RARE = "\U00020bb7"


def forget() -> None:
    for cached in (font_families, fonts.font, fonts._fallback_characters, fonts._advances):
        cached.cache_clear()


@pytest.fixture
def _no_system_fonts(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Hide every font but matplotlib's own."""
    own = [entry for entry in fontManager.ttflist if "/mpl-data/" in Path(entry.fname).as_posix()]
    monkeypatch.setattr(fontManager, "ttflist", own)
    forget()
    yield
    forget()


@pytest.mark.usefixtures("_no_system_fonts")
def test_chinese_is_drawn_without_any_chinese_font_on_the_system() -> None:
    ax = draw(tiny_portfolio(), tiny_plan(), language="zh")
    boxes(ax)  # renders; a missing glyph is an error here
    assert font_families() == (FONT_FAMILY, "DejaVu Sans")
    assert "财政局" in texts(ax)


@pytest.mark.usefixtures("_no_system_fonts")
def test_a_character_that_no_font_has_is_replaced() -> None:
    assert clean(f"{RARE}家") == f"{MISSING}家"


@pytest.mark.usefixtures("_no_system_fonts")
def test_a_missing_glyph_would_be_noticed_here() -> None:
    ax = draw(tiny_portfolio())
    ax.text(0.5, 0.5, RARE, fontproperties=fonts.font(9.0))
    with pytest.raises(UserWarning, match="missing"):
        boxes(ax)


def test_the_font_is_made_once_and_can_be_opened() -> None:
    path = embedded_font()
    written = path.stat().st_mtime_ns
    assert embedded_font().stat().st_mtime_ns == written
    assert FT2Font(str(path)).family_name == FONT_FAMILY


def test_programs_that_make_the_font_at_once_do_not_disturb_each_other(tmp_path: Path) -> None:
    code = "from spaceplan.plot.fonts import embedded_font as f; print(len(f().read_bytes()))"
    environment = {"MPLCONFIGDIR": str(tmp_path), "PATH": ""}
    running = [
        subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, env=environment)
        for _ in range(2)
    ]
    sizes = {program.communicate(timeout=120)[0].strip() for program in running}
    assert sizes == {str(len(embedded_font().read_bytes())).encode()}
    assert len(list(tmp_path.glob("*.otf"))) == 1


@pytest.mark.parametrize("text", ["0512", "财政局", "+9.0 m²", "Finance Bureau"])
def test_widths_are_those_that_are_drawn(text: str) -> None:
    ax = draw(tiny_portfolio())
    drawn = ax.text(0.5, 0.5, text, fontproperties=fonts.font(20.0), parse_math=False)
    extent = next(box for artist, box in boxes(ax) if artist is drawn)
    points = extent.width * 72 / ax.figure.dpi
    assert text_width(text, 20.0) == pytest.approx(points, abs=3.0)


def test_names_are_shortened_to_a_width() -> None:
    assert shorten("财政局", 10.0, 30.0) == "财政局"
    assert shorten("机关事务管理局", 10.0, 41.0) == "机关事…"
    assert shorten("Finance", 10.0, 1.0) == ""
    assert shorten("Finance Bureau", 10.0, 45.0).endswith("...")


def test_names_break_where_the_writing_allows_it() -> None:
    assert break_in_two("医保中心") == ("医保", "中心")
    assert break_in_two("Civil Aff.") == ("Civil", "Aff.")
    assert break_in_two("Commerce") is None
    assert break_in_two("纪委") is None


def test_cleaning_keeps_what_is_harmless() -> None:
    assert clean("  财政局\t(A–B)  ") == "财政局 (A–B)"
    assert clean("\u202ea\u200bb\x00c") == "ab c"
    assert clean("") == ""
