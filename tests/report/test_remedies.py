"""Remedies in words and for programs."""

from __future__ import annotations

from datetime import date

from spaceplan.i18n import in_language
from spaceplan.model.remedy import (
    Answer,
    Edit,
    Move,
    Obstacle,
    Remedy,
    Scope,
    Searched,
    Transfer,
    Tried,
    Works,
)
from spaceplan.report.remedy_data import fixes_of
from spaceplan.report.remedy_words import answer_message

THERE = Move("p1", "finance", "city_staff", "hq-101", "hq-102", 7.0)
BACK = Move("p2", "archives", "city_staff", "hq-102", "hq-101", 7.0)
SWAP = Remedy("swap", Scope.STOREY, (THERE, BACK), regained_dm2=760, cures=("ab",))
NONE = Tried("swap", (Searched(Scope.PORTFOLIO, 7, ((Obstacle.TOO_LARGE, 7),)),))


def words(answer: Answer, language: str = "en") -> str:
    return in_language(answer_message(answer), language)


def test_a_swap_says_who_with_whom_where_and_what_it_costs() -> None:
    assert words(Answer("ab", SWAP)) == (
        "swap: person p1 and person p2 in hq-102 change places, both then within quota; "
        "2 move 14 m in all; 7.60 m² above the limit go"
    )
    assert words(Answer("ab", SWAP), "zh") == (
        "调换：p1与hq-102的p2互换，换后双方均不超标；2人搬迁，步行共14 m；消除超标7.60 m²"
    )


def test_works_say_what_becomes_common() -> None:
    works = Remedy("simple_works", Scope.STOREY, works=(Works("hq-101", 700, "hq-1c"),))
    assert words(Answer("ab", works)) == "simple works: open 7.00 m² of hq-101 to hq-1c"


def test_vacating_names_the_day() -> None:
    gone = Move("p1", "finance", "", "hq-101", None)
    vacate = Remedy("vacate", Scope.STOREY, (gone,), due=date(2026, 4, 1), cures=("ab", "cd"))
    assert words(Answer("ab", vacate)) == (
        "person p1 gives up hq-101, due by 2026-04-01; cures 2 findings"
    )


def test_handing_back_names_the_rooms_and_what_it_breaks() -> None:
    rooms = (Transfer("b", "finance", None, 1000), Transfer("a", "finance", None, 800))
    remedy = Remedy("hand_back", Scope.STOREY, transfers=rooms, new_zones=1)
    assert words(Answer("ab", remedy)) == "hand back a, b (18.00 m²); 1 zone more"


def test_where_there_is_none_it_says_what_was_tried_and_whether_that_is_a_proof() -> None:
    assert words(Answer("ab", None, (NONE,))) == (
        "no remedy exists, every candidate was judged; "
        "swap rooms: none of 7 in the portfolio (too large for their quotas 7)"
    )
    cut = Tried("swap", NONE.searched, complete=False)
    assert words(Answer("ab", None, (cut,))).startswith("no remedy found, not every candidate")


def test_sarif_fixes_replace_drop_and_add_lines() -> None:
    edits = (
        Edit("people.csv", 2, "p1,hq-101", "p1,hq-102"),
        Edit("holdings.csv", 2, "hq-101,finance", None),
        Edit("holdings.csv", 9, None, "hq-102,finance"),
    )
    (fix,) = fixes_of(Answer("ab", SWAP, edits=edits), "en")
    holdings, people = fix["artifactChanges"]
    assert [r["deletedRegion"] for r in holdings["replacements"]] == [
        {"startLine": 2, "startColumn": 1, "endLine": 3, "endColumn": 1},
        {"startLine": 9, "startColumn": 1, "endLine": 9, "endColumn": 1},
    ]
    (change,) = people["replacements"]
    assert change["insertedContent"] == {"text": "p1,hq-102"}
    assert change["deletedRegion"] == {"startLine": 2, "startColumn": 1, "endLine": 2}


def test_without_a_change_of_a_file_there_is_no_fix() -> None:
    assert fixes_of(Answer("ab", SWAP), "en") == []
    assert fixes_of(None, "en") == []
