"""Every hard requirement, kept and broken, and that the words name room and department."""

from __future__ import annotations

from dataclasses import replace

import pytest

from spaceplan.i18n import in_language
from spaceplan.model import Allocation, AllocationLine, Counts, Department, Portfolio
from tests.cases import tiny_portfolio
from tests.check.builders import (
    GOOD,
    HEAD,
    LEDGER,
    STAFF,
    entry,
    plan,
    verify,
    with_department,
    with_ledger,
    with_new_department,
    with_room,
    with_settings,
)

PEOPLE = tuple((e.person, e.room) for e in LEDGER)


def test_the_good_plan_keeps_everything() -> None:
    assert verify(tiny_portfolio(), GOOD) == ()


def test_an_empty_plan_breaks_nothing() -> None:
    assert verify(tiny_portfolio(), plan()) == ()


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (AllocationLine("hq-999", "finance"), "room hq-999 of Finance Bureau (finance) is not in"),
        (AllocationLine("hq-105", "ghosts"), "department ghosts in room hq-105 is not in"),
        (AllocationLine("hq-104", "archives"), "room hq-104 of Archives (archives) is listed 2"),
        (
            AllocationLine("hq-104", "finance"),
            "room hq-104 is held by Archives (archives), Finance Bureau (finance)",
        ),
        (
            AllocationLine("hq-1c", "finance"),
            "room hq-1c (corridor) of Finance Bureau (finance) is not to be",
        ),
    ],
    ids=["unknown room", "unknown department", "repeated", "two holders", "circulation"],
)
def test_a_line_that_must_not_be_is_named(line: AllocationLine, words: str) -> None:
    (broken,) = verify(tiny_portfolio(), replace(GOOD, lines=(*GOOD.lines, line)))
    assert broken.startswith(words)


def test_a_shared_room_may_have_two_holders() -> None:
    portfolio = with_room(tiny_portfolio(), "hq-104", tags=frozenset({"shared"}))
    second = AllocationLine("hq-104", "finance")
    assert verify(portfolio, replace(GOOD, lines=(*GOOD.lines, second))) == ()


@pytest.mark.parametrize("use", ["plant", "canteen"])
def test_equipment_and_ancillary_rooms_are_not_allocated(use: str) -> None:
    portfolio = with_room(tiny_portfolio(), "hq-106", use=use)
    (broken,) = verify(portfolio, plan({"hq-106": ("finance", {})}))
    assert "hq-106" in broken
    assert "not to be allocated" in broken


def test_a_technical_room_is_held_only_where_it_is_locked() -> None:
    portfolio = with_room(tiny_portfolio(), "hq-106", use="courtroom")
    locked = with_department(portfolio, "finance", locked=("hq-106",))
    held = plan({"hq-106": ("finance", {})})
    assert verify(locked, held) == ()
    assert len(verify(portfolio, held)) == 1


def test_a_pooled_service_room_is_held_by_nobody() -> None:
    portfolio = with_room(tiny_portfolio(), "hq-106", use="meeting", tags=frozenset({"pooled"}))
    broken = verify(portfolio, plan({"hq-106": ("finance", {})}))
    assert any("pooled" in words for words in broken)


def test_people_sit_in_offices_only() -> None:
    portfolio = with_room(tiny_portfolio(), "hq-106", use="courtroom")
    portfolio = with_department(portfolio, "finance", locked=("hq-106",))
    (broken,) = verify(portfolio, plan({"hq-106": ("finance", {STAFF: 1})}))
    assert "people in room hq-106" in broken


@pytest.mark.parametrize(
    ("area", "staff", "kept"),
    [
        (18.0, 3, True),
        (17.99, 3, False),
        (12.0, 2, True),
        (11.99, 2, False),
        (10.0, 1, True),
        (9.99, 1, False),
    ],
)
def test_the_physical_minimum_holds_to_the_last_dm2(area: float, staff: int, kept: bool) -> None:
    portfolio = with_room(tiny_portfolio(), "hq-101", area=area)
    broken = verify(portfolio, plan({"hq-101": ("finance", {STAFF: staff})}))
    assert (broken == ()) is kept


def test_the_physical_minimum_counts_all_holders_of_a_shared_room() -> None:
    portfolio = with_room(tiny_portfolio(), "hq-101", tags=frozenset({"shared"}))
    lines = tuple(
        AllocationLine("hq-101", id, Counts.of({STAFF: 2})) for id in ("archives", "finance")
    )
    (broken,) = verify(portfolio, Allocation(lines))
    assert broken.startswith("room hq-101: 4 people")


@pytest.mark.parametrize(
    ("sharing", "together", "kept"),
    [
        ("none", {HEAD: 1}, True),
        ("none", {HEAD: 1, STAFF: 1}, False),
        ("none", {HEAD: 2}, False),
        ("none", {HEAD: 1, "contract": 1}, False),
        ("like", {HEAD: 2}, True),
        ("like", {HEAD: 2, STAFF: 1}, False),
        ("any", {HEAD: 1, STAFF: 2}, True),
    ],
)
def test_leaders_sit_alone_unless_the_settings_let_them_share(
    sharing: str, together: dict[str, int], kept: bool
) -> None:
    portfolio = with_settings(tiny_portfolio(), share_own_room=sharing)
    headcount = Counts.of({HEAD: 2, STAFF: 4})
    portfolio = with_department(portfolio, "finance", headcount=headcount, contract=1)
    broken = verify(portfolio, plan({"hq-101": ("finance", together)}))
    assert (broken == ()) is kept


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"sites": ("east",)}, "has room hq-104 at Centre (centre), and must be at east"),
        ({"locked": ("hq-104", "hq-105")}, "does not hold its locked room hq-105"),
        ({"forbidden": ("hq-104",)}, "holds room hq-104, which is forbidden to it"),
        ({"min_storey": 2}, "has office hq-104 on storey 1, out of bounds"),
        ({"max_storey": 0}, "has office hq-104 on storey 1, out of bounds"),
        ({"requires": frozenset({"step_free"})}, "is not step_free"),
        (
            {"headcount": Counts.of({STAFF: 1})},
            "seats 2 × Below bureau level (city_staff), and has 1",
        ),
    ],
    ids=["site", "locked", "forbidden", "lowest", "highest", "tag", "headcount"],
)
def test_a_departments_requirement_that_is_broken_is_named(
    changes: dict[str, object], words: str
) -> None:
    (broken,) = verify(with_department(tiny_portfolio(), "archives", **changes), GOOD)
    assert words in broken
    assert "archives" in broken


@pytest.mark.parametrize(
    "changes",
    [
        {"sites": ("centre",)},
        {"locked": ("hq-104",)},
        {"forbidden": ("hq-105",)},
        {"min_storey": 1, "max_storey": 1},
    ],
    ids=["site", "locked", "forbidden", "storeys"],
)
def test_a_departments_requirement_that_is_just_kept_is_not(changes: dict[str, object]) -> None:
    assert verify(with_department(tiny_portfolio(), "archives", **changes), GOOD) == ()


def test_storeys_and_tags_bind_offices_and_not_service_rooms() -> None:
    portfolio = with_room(tiny_portfolio(), "hq-106", use="courtroom")
    portfolio = with_department(
        portfolio, "finance", min_storey=2, requires=frozenset({"quiet"}), locked=("hq-106",)
    )
    assert verify(portfolio, plan({"hq-106": ("finance", {})})) == ()


def classified(*rooms: str) -> Portfolio:
    portfolio = tiny_portfolio()
    for room in rooms:
        portfolio = with_room(portfolio, room, tags=frozenset({"classified"}))
    return portfolio


def test_classified_rooms_are_only_for_departments_that_require_it() -> None:
    secret = classified("hq-104")
    requiring = with_department(secret, "archives", requires=frozenset({"classified"}))
    assert verify(requiring, GOOD) == ()
    (broken,) = verify(secret, GOOD)
    assert broken == "room hq-104 is classified, and Archives (archives) does not require that"


def with_contractor(portfolio: Portfolio) -> Portfolio:
    guards = Department("guards", "centre", kind="contractor", contract=2)
    return with_new_department(portfolio, guards)


@pytest.mark.parametrize(("room", "kept"), [("hq-105", False), ("hq-106", True)])
def test_a_contractor_has_no_wall_in_common_with_a_classified_room(room: str, kept: bool) -> None:
    held = plan({room: ("guards", {"contract": 2})})
    assert (verify(with_contractor(classified("hq-104")), held) == ()) is kept


def test_named_people_that_fit_the_counts_are_kept() -> None:
    assert verify(with_ledger(*LEDGER), replace(GOOD, people=PEOPLE)) == ()


@pytest.mark.parametrize(
    ("people", "words"),
    [
        ((*PEOPLE, ("f2", "hq-103")), "person f2 is named 2 times"),
        (
            (*PEOPLE[:-1], ("a2", "hq-105")),
            "person a2 (Archives (archives), Below bureau level (city_staff)) is not counted in",
        ),
        ((("f1", "hq-102"), *PEOPLE[1:]), "person f1 (Finance Bureau (finance), Bureau head"),
        (
            PEOPLE[:-1],
            "Archives (archives) seats 2 × Below bureau level (city_staff) and names only 1",
        ),
        ((*PEOPLE, ("nobody", "hq-101")), "person nobody in room hq-101 is nobody who needs"),
    ],
    ids=["twice", "wrong department's room", "wrong rank", "missing", "stranger"],
)
def test_named_people_that_do_not_fit_are_named(
    people: tuple[tuple[str, str], ...], words: str
) -> None:
    broken = verify(with_ledger(*LEDGER), replace(GOOD, people=people))
    assert any(one.startswith(words) for one in broken)


def test_who_retired_is_not_seated() -> None:
    portfolio = with_ledger(*LEDGER, entry("old", "archives", "hq-105", status="retired"))
    people = (*PEOPLE, ("old", "hq-105"))
    (broken,) = verify(portfolio, replace(GOOD, people=people))
    assert broken.startswith("person old in room hq-105 is nobody who needs a seat")


def test_newcomers_whom_the_ledger_does_not_know_need_no_name() -> None:
    assert verify(with_ledger(*LEDGER[:-1]), replace(GOOD, people=PEOPLE[:-1])) == ()


def test_people_of_a_merged_department_sit_with_its_successor() -> None:
    before = tuple(replace(e, department="tax") for e in LEDGER[:5])
    portfolio = with_department(with_ledger(*before, *LEDGER[5:]), "finance", succeeds=("tax",))
    assert verify(portfolio, replace(GOOD, people=PEOPLE)) == ()


def test_people_of_a_split_department_may_sit_with_either_successor() -> None:
    portfolio = with_ledger(*(replace(e, department="tax") for e in LEDGER))
    for id in ("finance", "archives"):
        portfolio = with_department(portfolio, id, succeeds=("tax",))
    assert verify(portfolio, replace(GOOD, people=PEOPLE)) == ()
    assert verify(portfolio, replace(GOOD, people=PEOPLE[:5])) == ()


def test_broken_requirements_can_be_shown_in_chinese() -> None:
    (broken,) = verify(tiny_portfolio(), plan({"hq-1c": ("finance", {})}))
    assert "hq-1c" in in_language(broken, "zh")
