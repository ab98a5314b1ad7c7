"""Tables on paper: the same words and figures as on the screen, and nothing of them is markup."""

from __future__ import annotations

import pytest
import streamlit

from spaceplan.dashboard import printed
from spaceplan.dashboard.tables import M2, WHOLE


@pytest.fixture
def markup(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return where what is shown as markup ends up."""
    shown: list[str] = []
    monkeypatch.setattr(streamlit, "html", shown.append)
    return shown


def test_figures_are_printed_as_on_the_screen(markup: list[str]) -> None:
    rows = [{"Site": "Centre", "Area (m²)": 1234.56, "People": 12345, "Known": None}]
    printed.show_printed(rows, {"Area (m²)": M2, "People": WHOLE})
    assert (
        '<td>Centre</td><td class="n">1,234.6</td><td class="n">12,345</td><td></td>' in markup[0]
    )


def test_names_are_printed_as_text(markup: list[str]) -> None:
    printed.show_printed([{"<b>Site</b>": "<script>alert(1)</script>"}], {})
    assert "<th>&lt;b&gt;Site&lt;/b&gt;</th>" in markup[0]
    assert "<script>" not in markup[0]


def test_long_words_may_fill_several_lines(markup: list[str]) -> None:
    printed.show_printed([{"Severity": "Notice", "Finding": "a long one"}], {}, ("Finding",))
    assert '<td>Notice</td><td class="w">a long one</td>' in markup[0]


def test_no_rows_print_nothing(markup: list[str]) -> None:
    printed.show_printed([], {})
    assert markup == []
