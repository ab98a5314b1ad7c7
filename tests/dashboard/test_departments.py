"""Departments: the table, the search, one department in full."""

from __future__ import annotations

from tests.dashboard.conftest import ShowPage


def test_every_department_is_a_row_with_its_quota_and_excess(show_page: ShowPage) -> None:
    table = show_page("departments").dataframe[0].value
    finance = table[table["Department"] == "Finance Bureau"].iloc[0]
    # rooms 101, 102, 103, 201 of 18 m²; quotas 24 + 4 × 9
    assert (finance["Offices (m²)"], finance["Entitlement (m²)"]) == (72.0, 60.0)


def test_the_search_leaves_what_matches_and_says_so_when_nothing_does(show_page: ShowPage) -> None:
    app = show_page("departments")
    app.text_input(key="department_search").set_value("finan").run()
    assert list(app.dataframe[0].value["Department"]) == ["Finance Bureau"]
    app.text_input(key="department_search").set_value("nobody").run()
    assert "No department matches" in app.info[0].value


def test_one_department_shows_its_rooms(show_page: ShowPage) -> None:
    app = show_page("departments", department="finance")
    rooms = app.dataframe[1].value
    assert list(rooms["Room"]) == ["hq-101", "hq-102", "hq-103", "hq-201"]
    assert list(rooms["People"]) == [1, 1, 2, 1]


def test_a_department_that_does_not_exist_is_not_shown(show_page: ShowPage) -> None:
    app = show_page("departments", department="../../etc/passwd")
    assert not app.error
    assert len(app.dataframe) == 1
