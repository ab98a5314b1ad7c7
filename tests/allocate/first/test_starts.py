"""From the status quo: what may stay is taken over, what breaks a rule is mended."""

from __future__ import annotations

from dataclasses import replace

import pytest

from spaceplan.allocate import AllocateOptions
from spaceplan.allocate.first.adopt import adopt_start, from_nothing
from spaceplan.model import LedgerEntry, Settings, status_quo
from tests.allocate.builders import (
    HEAD,
    STAFF,
    allocation,
    building,
    department,
    ledger_of,
    portfolio,
    solve,
    workshop,
)

HOUSE = building("hq", "centre", [18, 18, 18, 9.5])
PEOPLE = (department("a", head=1, staff=3), department("b", staff=2))


def test_a_start_that_keeps_every_rule_is_taken_over_as_it_is() -> None:
    case = portfolio([HOUSE], PEOPLE)
    start = allocation(
        {"hq-101": ("a", {HEAD: 1}), "hq-102": ("a", {STAFF: 3}), "hq-103": ("b", {STAFF: 2})}
    )
    held = adopt_start(workshop(case).problem, case, start)
    assert held == [{0: (1, 0), 1: (0, 3)}, {2: (2,)}]


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        ({"hq-101": ("a", {HEAD: 1, STAFF: 2})}, [{0: (0, 2)}, {}]),  # the head would sit alone
        ({"hq-104": ("a", {STAFF: 1})}, [{}, {}]),  # 9.5 m² are below the minimum
        ({"hq-101": ("a", {STAFF: 5})}, [{0: (0, 3)}, {}]),  # five in 18 m²
        ({"hq-101": ("a", {})}, [{}, {}]),  # held but empty
        ({"hq-102": ("b", {STAFF: 2}), "hq-103": ("b", {STAFF: 1})}, [{}, {1: (2,)}]),  # too many
        ({"hq-102": ("x", {STAFF: 2})}, [{}, {}]),  # nobody knows x
        ({"nowhere": ("a", {STAFF: 2})}, [{}, {}]),
    ],
)
def test_what_breaks_a_rule_is_dropped(
    lines: dict[str, tuple[str, dict[str, int]]], kept: list[dict[int, tuple[int, ...]]]
) -> None:
    case = portfolio([HOUSE], PEOPLE)
    assert adopt_start(workshop(case).problem, case, allocation(lines)) == kept


def test_what_a_merged_department_held_counts_for_its_successor() -> None:
    heir = replace(PEOPLE[0], succeeds=("old",))
    case = portfolio([HOUSE], [heir, PEOPLE[1]])
    start = allocation({"hq-103": ("old", {STAFF: 3})})
    assert adopt_start(workshop(case).problem, case, start) == [{2: (0, 3)}, {}]
    # and its people have not moved if they stay: two of three there, one of the three elsewhere
    ledger = ledger_of({"hq-103": ("old", {STAFF: 2}), "hq-102": ("old", {STAFF: 1})})
    solved = solve(replace(case, ledger=ledger))
    assert solved.result.objective.term("moved").quantity == 1
    assert solved.recomputed.term("moved").quantity == 1


def test_from_nothing_starts_with_the_locked_rooms() -> None:
    locked = replace(PEOPLE[0], locked=("hq-101", "hq-104"))
    problem = workshop(portfolio([HOUSE], [locked, PEOPLE[1]])).problem
    first, second = from_nothing(problem)
    assert set(first) == {0, 3}
    assert sum(map(sum, first.values())) >= 1
    assert second == {}


def test_moves_are_counted_from_nothing_as_well() -> None:
    ledger = ledger_of({"hq-101": ("a", {HEAD: 1}), "hq-103": ("b", {STAFF: 2})})
    case = portfolio([HOUSE], PEOPLE, ledger=ledger)
    from_scratch = solve(case)
    kept = solve(case, start=status_quo(case))
    assert from_scratch.value == pytest.approx(kept.value, abs=1e-6)
    assert from_scratch.result.objective.term("moved").quantity == 0


def test_without_a_ledger_moves_are_off() -> None:
    objective = solve(portfolio([HOUSE], PEOPLE)).result.objective
    assert objective.terms_off == ("moved",)
    assert "moved" not in {term.name for term in objective.terms}


def test_retired_seconded_and_second_offices_never_count_as_moved() -> None:
    ledger = (
        LedgerEntry("p1", "b", "hq-101", rank=STAFF, status="retired"),
        LedgerEntry("p2", "b", "hq-101", rank=STAFF, status="seconded"),
        LedgerEntry("p3", "b", "hq-101", rank=STAFF, post="concurrent"),
        LedgerEntry("p4", "b", "", rank=STAFF),
        LedgerEntry("p5", "b", "hq-103", rank=STAFF),
    )
    settings = Settings(share_own_room="none")
    case = portfolio([HOUSE], [department("b", staff=1)], ledger=ledger, settings=settings)
    solved = solve(case)
    assert solved.result.objective.term("moved").quantity == 0
    assert solved.result.allocation.of_department("b")[0].room == "hq-103"
    assert solved.recomputed.term("moved").quantity == 0


def test_a_search_from_a_start_is_never_worse_than_the_start() -> None:
    case = portfolio([HOUSE], PEOPLE)
    start = allocation(
        {"hq-101": ("a", {HEAD: 1}), "hq-102": ("a", {STAFF: 3}), "hq-103": ("b", {STAFF: 2})}
    )
    options = AllocateOptions(time_limit=30.0, work_limit=0.1, workers=1)
    result = solve(case, options, start=start).result
    values = [step.value for step in result.trajectory]
    assert values == sorted(values, reverse=True)


def test_people_move_into_a_locked_office_that_nobody_sits_in() -> None:
    # b keeps hq-101 and sits in hq-103 today: its two go there together, and hq-103 is given up
    case = portfolio([HOUSE], [PEOPLE[0], replace(PEOPLE[1], locked=("hq-101",))])
    start = allocation({"hq-102": ("a", {STAFF: 3}), "hq-103": ("b", {STAFF: 2})})
    assert adopt_start(workshop(case).problem, case, start) == [{1: (0, 3)}, {0: (2,)}]


def test_a_locked_office_stays_empty_where_nobody_may_move_there() -> None:
    # the head of a sits alone in hq-101, and one of staff alone would not fill nine and a half m²
    case = portfolio([HOUSE], [replace(PEOPLE[0], locked=("hq-104",)), PEOPLE[1]])
    start = allocation({"hq-101": ("a", {HEAD: 1}), "hq-102": ("a", {STAFF: 3})})
    kept = {0: (1, 0), 1: (0, 3), 3: (0, 0)}
    assert adopt_start(workshop(case).problem, case, start) == [kept, {}]


def test_who_fits_on_no_one_storey_leaves_the_largest_to_who_needs_it_whole() -> None:
    house = building("hq", "centre", [18, 18], *[[18, 12]] * 4)  # 6 seats, and four times 5
    parts = workshop(portfolio([house], [department("a", staff=10), department("b", staff=6)]))
    plan = parts.first_plan()
    assert plan.unseated == 0
    assert [len(cost.storeys) for cost in plan.costs] == [2, 1]
    assert set(plan.costs[1].storeys) == {0}
