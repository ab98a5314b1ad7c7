"""What every page of ours is put into: style, script, font, and a policy that lets nothing else in.

Every text from data is escaped by the template engine, drawings are images, and a content policy
lets the browser run only the page's own script, known by its hash.
"""

from __future__ import annotations

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from spaceplan.assets import FONT_FAMILY, font_subset_woff2
from spaceplan.report.safe import visible

if TYPE_CHECKING:  # the dashboard starts without it: only who writes a page needs it
    from jinja2 import Environment

_TEMPLATES = Path(__file__).parent / "templates"
#: Stands in the page where the font goes, which can be cut only once all characters are known.
_FONT_PLACE = "/*font*/"
_TAGS = re.compile(r"<script.*?</script>|<style.*?</style>|data-svgz=\"[^\"]*\"|<[^>]*>", re.S)


def render_page(template: str, *, language: str, **values: Any) -> str:
    """Return a page from one of our templates, with all that it needs inside it.

    Parameters
    ----------
    language
        What is shown where the reader's browser says nothing else; the page has both.
    """
    style = (_TEMPLATES / "style.css").read_text(encoding="utf-8")
    script = (_TEMPLATES / "page.js").read_text(encoding="utf-8")
    page = (
        _environment()
        .get_template(template)
        .render(
            **values,
            language=language,
            font_family=FONT_FAMILY,
            style=Markup(style),
            script=Markup(script),
            script_hash=b64encode(sha256(script.encode()).digest()).decode("ascii"),
        )
    )
    return page.replace(_FONT_PLACE, _font_face(page, style), 1)


@cache
def _environment() -> Environment:
    """Return templates that escape everything, and show what is hidden in texts from data."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: (
            visible(value) if type(value) is str else value  # Markup and Both stay as they are
        ),
    )


def _font_face(page: str, style: str) -> str:
    """Return the style rule of a font with just the characters that the page shows."""
    shown = {*unescape(_TAGS.sub(" ", page)), *style, *map(chr, range(0x20, 0x7F))}
    data = b64encode(font_subset_woff2("".join(sorted(shown)))).decode("ascii")
    return (
        f'@font-face{{font-family:"{FONT_FAMILY}";font-weight:400;'
        f"src:url(data:font/woff2;base64,{data}) format('woff2')}}"
    )
