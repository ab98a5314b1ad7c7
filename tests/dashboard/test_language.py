"""No visible text is written but in the catalogue: pages say nothing that is not translated."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import spaceplan
import spaceplan.dashboard
from tests.dashboard.conftest import ShowPage

FOLDER = Path(spaceplan.dashboard.__file__).parent
PO = Path(spaceplan.__file__).parent / "locale" / "zh" / "LC_MESSAGES" / "spaceplan.po"
FILES = sorted(FOLDER.rglob("*.py"))
#: Calls whose first argument somebody reads.
SHOWN = {
    *("title", "header", "subheader", "caption", "markdown", "write", "text", "info", "warning"),
    *("error", "success", "button", "download_button", "text_input", "text_area", "selectbox"),
    *("number_input", "date_input", "toggle", "checkbox", "radio", "slider", "multiselect"),
    *("segmented_control", "pills", "expander", "spinner", "form_submit_button", "metric"),
    *("file_uploader", "toast", "popover", "status", "progress", "link_button", "page_link"),
}
WORDS = ("label", "help", "placeholder", "body")
_LETTERS = re.compile(r"[A-Za-z\u4e00-\u9fff]{2}")


def untranslated(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield (line, text) of literals that are shown as they stand."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        if node.func.attr in SHOWN:
            said = [*node.args[:1], *(k.value for k in node.keywords if k.arg in WORDS)]
            for value in said:
                parts = [value, *getattr(value, "values", [])]
                texts = [part for part in parts if isinstance(part, ast.Constant)]
                yield from (
                    (text.lineno, text.value)
                    for text in texts
                    if isinstance(text.value, str) and _LETTERS.search(text.value)
                )


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(FOLDER).as_posix())
def test_every_text_of_a_page_is_in_the_catalogue(path: Path) -> None:
    assert list(untranslated(ast.parse(path.read_text("utf-8")))) == []


def test_the_test_finds_what_it_looks_for() -> None:
    code = (
        "st.title('Plan')\nst.info(f'{n} rooms')\nst.button(_('Go'), help='Goes')\nst.title(_('x'))"
    )
    assert [text for _line, text in untranslated(ast.parse(code))] == ["Plan", " rooms", "Goes"]


@pytest.mark.parametrize("page", ["edit", "search", "findings", "departments"])
def test_lists_to_choose_from_are_new_ones_in_another_language(
    show_page: ShowPage, page: str
) -> None:
    """A list that keeps its key keeps showing the words of the language before."""
    shown = {}
    for language in ("en", "zh"):
        app = show_page(page, lang=language)
        shown[language] = {
            str(box.key): set(box.options) for box in (*app.selectbox, *app.multiselect)
        }
    kept = set(shown["en"]) & set(shown["zh"])
    assert len(kept) < len(shown["en"])
    assert {key for key in kept if shown["en"][key] != shown["zh"][key]} <= set()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(FOLDER).as_posix())
def test_every_message_of_a_page_is_translated(path: Path) -> None:
    """The extractor does not look into f-strings: what is said there only is in no catalogue."""
    with PO.open("rb") as stream:
        known = {message.id for message in read_po(stream) if message.string}
    said = {
        node.args[0].value
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("_", "N_")
        and isinstance(node.args[0], ast.Constant)
    }
    assert said - known == set()
