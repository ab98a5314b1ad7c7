"""The page that finds rooms, departments, divisions and people."""

from __future__ import annotations

from tests.dashboard.conftest import ShowPage


def test_without_words_all_rooms_are_listed_and_filters_leave_the_vacant_ones(
    show_page: ShowPage,
) -> None:
    app = show_page("search")
    assert len(app.dataframe[0].value) == 16  # two storeys of six offices, corridor and stair
    app.toggle(key="rooms_vacant").set_value(True).run()
    left = list(app.dataframe[0].value["Room"])
    assert left == ["hq-106", "hq-202", "hq-203", "hq-204", "hq-205", "hq-206"]
    assert set(app.dataframe[0].value["Held by"]) == {""}


def test_words_find_people_and_the_rooms_where_they_sit(show_page: ShowPage) -> None:
    app = show_page("search", person="f3")
    app.text_input(key="search_text").set_value("f3").run()
    assert not app.exception
    people = app.dataframe[0].value
    assert list(people["Person"]) == ["f3"]
    assert list(people["Room"]) == ["hq-103"]
    assert list(app.dataframe[1].value["Room in the ledger"]) == ["hq-103"]


def test_a_room_shows_its_findings_and_its_hostile_holder_as_text(show_page: ShowPage) -> None:
    app = show_page("search", room="hq-104")
    shown = "\n".join(str(part.value) for part in (*app.markdown, *app.caption))
    labels = [button.label for button in app.button]
    assert "<script>" not in shown + "".join(labels)
    assert any(label.startswith("Violation") for label in labels)


def test_words_that_stand_nowhere_say_what_to_do(show_page: ShowPage) -> None:
    app = show_page("search")
    app.text_input(key="search_text").set_value("<script>nothing").run()
    assert "Nothing has these words" in app.info[0].value


def test_an_address_with_a_person_shows_that_person(show_page: ShowPage) -> None:
    assert list(show_page("search", person="f3").dataframe[0].value["Room in the ledger"]) == [
        "hq-103"
    ]
    assert not show_page("search", person="nobody").exception
