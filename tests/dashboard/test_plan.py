"""The page of a storey: its table is counted once it is open, and shares the plan's selection."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from tests.dashboard.conftest import ShowPage


def open_table(app: AppTest) -> AppTest:
    app.session_state["plan_table"] = True
    return app.run()


def test_the_table_is_there_once_it_is_opened(show_page: ShowPage) -> None:
    app = show_page("plan", storey="hq-L01")
    assert not app.dataframe
    table = open_table(app).dataframe[0].value
    held = dict(zip(table["Room"], table["Held by"], strict=True))
    assert held["hq-102"] == "Finance Bureau"
    assert list(table[table["Room"] == "hq-102"]["Excess (m²)"]) == [9.0]


def test_a_walk_without_a_start_colours_nothing_and_says_what_to_do(show_page: ShowPage) -> None:
    app = show_page("plan", storey="hq-L01", by="walk")
    assert "Click a room: the colours then say" in app.info[0].value
