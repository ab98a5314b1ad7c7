"""What is wrong with a page as one sees it: broken, too wide, or not in its language."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from babel.messages.pofile import read_po
from playwright.sync_api import Page

import spaceplan

PO = Path(spaceplan.__file__).parent / "locale" / "zh" / "LC_MESSAGES" / "spaceplan.po"
_BROKEN = "[data-testid=stException], [data-testid=stAlertContentError]"
#: Two English words in a row; ids, units and formats in the data are no such thing.
_ENGLISH = re.compile(r"\b[A-Z]?[a-z]{2,} [a-z]{2,}\b")

#: Elements, those in the roots of components included.
_EVERY = """
  const every = (root) => [...root.querySelectorAll('*')].flatMap(
    (element) => [element, ...(element.shadowRoot ? every(element.shadowRoot) : [])]);
"""
#: What sticks out of the window to the right and cannot be scrolled within a frame of its own.
_TOO_WIDE = """() => {
  const areas = [document.scrollingElement, ...document.querySelectorAll(
    '[data-testid="stMain"], [data-testid="stMainBlockContainer"]')];
  return areas.filter((area) => area.scrollWidth > area.clientWidth + 1)
    .map((area) => `${area.dataset?.testid ?? area.tagName}: ${area.scrollWidth} px in ${area.clientWidth} px`);
}"""  # noqa: E501 - a program for the browser
#: Words that end in nothing or in dots because their box is too small.
_CUT = (
    "() => {"
    + _EVERY
    + """
  const cut = every(document.querySelector('[data-testid="stMain"]')).filter((element) => {
    if (element.children.length || !element.textContent.trim() || element.scrollWidth <= element.clientWidth + 1) return false;
    const style = getComputedStyle(element);
    return element.clientWidth > 8 && (style.overflowX === 'hidden' || style.overflowX === 'clip');
  });
  return [...new Set(cut.map((element) => element.textContent.trim().slice(0, 60)))];
}"""  # noqa: E501 - a program for the browser
)
_TEXTS = (
    "() => {"
    + _EVERY
    + """
  // Streamlit's own labels are English and cannot be set; those of components are ours.
  // What it says of files is not shown.
  const unseen = '[data-testid="stFileUploaderDropzoneInstructions"]';
  const own = (element) => [...element.childNodes].filter((node) => node.nodeType === 3)
    .map((node) => node.textContent.trim());
  const named = (element) => element.getRootNode() === document ? []
    : ['aria-label', 'title', 'alt'].map((name) => element.getAttribute(name) ?? '');
  const hidden = ['SCRIPT', 'STYLE', 'NOSCRIPT', 'TITLE'];
  const inside = [document.querySelector('[data-testid="stMain"]'),
    document.querySelector('[data-testid="stSidebar"]')].filter(Boolean);
  const seen = inside.flatMap((root) => every(root)).filter((element) => !hidden.includes(element.tagName) && !element.closest(unseen));
  return [...new Set(seen.flatMap((element) => [...own(element), ...named(element)]))].filter(Boolean);
}"""  # noqa: E501 - a program for the browser
)


def faults_of(page: Page, language: str) -> list[str]:
    """Return what is wrong with the page that is open."""
    faults = [f"error: {text}" for text in page.locator(_BROKEN).all_inner_texts()]
    faults += [f"wider than the window: {area}" for area in page.evaluate(_TOO_WIDE)]
    if language == "zh":
        faults += [f"not translated: {text}" for text in untranslated(page)]
    return faults


def cut_texts(page: Page) -> list[str]:
    """Return words that are not seen whole."""
    found: list[str] = page.evaluate(_CUT)
    return found


def untranslated(page: Page) -> list[str]:
    """Return texts of a Chinese page that are English by the catalogue or by their look."""
    texts: list[str] = page.evaluate(_TEXTS)
    english = english_messages()
    return sorted(t for t in texts if t in english or _ENGLISH.search(t))


@cache
def english_messages() -> frozenset[str]:
    """Return messages that are different in Chinese, none of them an id in the data."""
    with PO.open("rb") as stream:
        catalogue = read_po(stream, locale="zh")
    messages: list[Any] = [m for m in catalogue if m.id and m.id != m.string]
    return frozenset(str(m.id) for m in messages if len(str(m.id)) > 2)
