"""What is broken is told by kind, and names departments and places in the reader's language."""

from __future__ import annotations

from dataclasses import replace

from spaceplan.check import broken_by_kind
from spaceplan.i18n import in_language
from tests.cases import tiny_portfolio
from tests.check.builders import STAFF, plan, verify, with_department, with_room


def test_what_is_broken_is_told_by_kind_and_the_kind_with_most_first() -> None:
    case = tiny_portfolio()
    for room in ("hq-104", "hq-105"):
        case = with_room(case, room, use="meeting")
    held = plan(
        {
            "hq-103": ("finance", {STAFF: 4}),  # 18 m² have room for 3
            "hq-104": ("finance", {}),
            "hq-105": ("archives", {}),
        }
    )
    kinds = broken_by_kind(verify(case, held))
    assert [(kind, len(texts)) for kind, texts in kinds] == [
        ("Service rooms held beyond what is needed", 2),
        ("More people in an office than it has room for", 1),
    ]


def test_a_line_that_says_no_kind_is_told_among_others() -> None:
    assert broken_by_kind(["kept by an older program"]) == (
        ("Other requirements", ("kept by an older program",)),
    )


def test_names_are_in_the_readers_language_and_ids_behind_them() -> None:
    case = replace(tiny_portfolio(2), empty_storeys=("hq-L02",))
    case = with_department(case, "finance", not_on_storeys_of=("archives",))
    held = plan({"hq-201": ("finance", {STAFF: 1}), "hq-202": ("archives", {STAFF: 1})})
    said = [in_language(text, "zh") for text in verify(case, held)]
    assert said == [
        "财政局（finance）的办公室 hq-201 位于应腾空的楼层：总部（hq）第 2 层",
        "档案局（archives）的办公室 hq-202 位于应腾空的楼层：总部（hq）第 2 层",
        "财政局（finance）与档案局（archives）同在总部（hq）第 2 层，而两者不得同层",
    ]


def test_who_holds_no_post_is_called_by_words_too() -> None:
    case = with_department(tiny_portfolio(), "archives", contract=1)
    (said,) = verify(case, plan({"hq-104": ("archives", {"contract": 2})}))
    assert said == "Archives (archives) seats 2 × contract staff (contract), and has 1"
    assert "聘用人员（contract）" in in_language(said, "zh")
