"""The page of a storey: its table is counted once it is open, and shares the plan's selection."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from spaceplan.dashboard import address
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


def selected(app: AppTest) -> list[str]:
    """Return the rooms of which the page tells."""
    shown = [text.value.replace("\\", "").strip("* ") for text in app.markdown]
    return [text for text in shown if text.startswith("hq-")]


def test_a_room_that_another_page_opens_takes_the_place_of_the_one_selected_before(
    show_page: ShowPage,
) -> None:
    app = show_page("plan", room="hq-101")
    assert selected(app) == ["hq-101"]
    app.query_params["room"] = "hq-102"
    app.run()
    assert selected(app) == ["hq-102"]
    assert app.query_params["room"] == "hq-102"


def test_a_step_back_in_the_history_takes_back_also_what_was_not_chosen_there(
    show_page: ShowPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = show_page("plan", storey="hq-L01")
    app.query_params["room"] = "hq-102"
    app.run()
    del app.query_params["room"]
    app.run()  # as when a page is opened by its link: what was chosen stays
    assert selected(app) == ["hq-102"]
    del app.query_params["room"]
    monkeypatch.setattr(address, "walks_history", lambda: True)
    app.run()
    assert selected(app) == []
    assert "room" not in app.query_params
