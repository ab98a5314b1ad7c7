"""Tiny cases: what the allocator calls optimal is the best of all plans, tried one by one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from spaceplan.allocate import Status, Stop
from spaceplan.model import Need, Portfolio, Prices, Relation, Settings
from tests.allocate.builders import (
    DEPUTY,
    HEAD,
    STAFF,
    best_of_all,
    building,
    department,
    ledger_of,
    portfolio,
    solve,
    storey,
)
from tests.cases import tiny_portfolio

TWO_STOREYS = (building("hq", "centre", [12, 18, 24], [15, 20]),)
TWO_BUILDINGS = (
    building("hq", "centre", [12, 18, 24]),
    building("annex", "centre", [15, 20], x=60.0),
)
TWO_SITES = (building("hq", "centre", [12, 18, 24]), building("branch", "east", [15, 20]))
PEOPLE = (department("a", head=1, staff=3), department("b", deputy=1, staff=2, contract=1))
WORK_TOGETHER = (replace(PEOPLE[0], relations=(Relation("b", 40),)), PEOPLE[1])
SEATS = {
    "hq-101": ("a", {STAFF: 1}),
    "hq-102": ("b", {DEPUTY: 1}),
    "hq-103": ("b", {STAFF: 2}),
    "hq-201": ("a", {HEAD: 1}),
    "hq-202": ("a", {STAFF: 2}),
}
DEAR_WALKS = Prices(storey=3, distance=0.05, affinity=0.02, zone=8)

CASES: dict[str, Portfolio] = {
    "two storeys": portfolio(TWO_STOREYS, PEOPLE),
    "walks are dear": portfolio(TWO_STOREYS, WORK_TOGETHER, prices=DEAR_WALKS),
    "two buildings": portfolio(TWO_BUILDINGS, WORK_TOGETHER),
    "two sites": portfolio(
        TWO_SITES, WORK_TOGETHER, sites={"east": (900.0, 0.0), "centre": (0.0, 0.0)}
    ),
    "who sat there": portfolio(TWO_STOREYS, PEOPLE, ledger=ledger_of(SEATS)),
    "moves are dear": portfolio(
        TWO_STOREYS, PEOPLE, ledger=ledger_of(SEATS), prices=Prices(moved=40)
    ),
    "more people than seats": portfolio(
        TWO_STOREYS, (department("a", head=2, staff=4), department("b", deputy=2, staff=3))
    ),
    "rooms below the minimum": portfolio(
        (building("hq", "centre", [9.99, 12, 5, 24, 10]),), (PEOPLE[0], department("b", staff=1))
    ),
    "a contractor": portfolio(
        TWO_STOREYS,
        (PEOPLE[0], replace(department("c", contract=4), kind="contractor")),
    ),
    "own rooms shared with anybody": portfolio(
        (building("hq", "centre", [12, 18, 24]),),
        (department("a", head=1, staff=2), department("b", deputy=2)),
        settings=Settings(share_own_room="any"),
    ),
    "own rooms shared with the same rank": portfolio(
        (building("hq", "centre", [12, 18, 24]),),
        (department("a", head=1, staff=2), department("b", deputy=2)),
        settings=Settings(share_own_room="like"),
    ),
    "nothing for those without a quota": portfolio(
        TWO_STOREYS, PEOPLE, settings=Settings(allowance_without_quota="none")
    ),
    "fewer posts than people": portfolio(
        TWO_STOREYS, (department("a", head=1, staff=3, posts=2), PEOPLE[1])
    ),
    "everything free": portfolio(
        TWO_STOREYS,
        PEOPLE,
        prices=Prices(0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
    ),
    "one department": portfolio(TWO_BUILDINGS, (department("a", head=1, deputy=1, staff=4),)),
}


@pytest.mark.parametrize("name", CASES)
def test_what_is_called_optimal_is_the_best_of_all_plans(name: str) -> None:
    case = CASES[name]
    best = best_of_all(case)
    solved = solve(case)
    assert solved.result.status is Status.OPTIMAL
    assert solved.result.stopped is Stop.PROOF
    assert solved.value == pytest.approx(best, abs=1e-6)
    assert solved.result.gap == 0
    assert solved.result.bound_ignores == ()
    assert solved.broken == ()


@pytest.mark.parametrize("name", CASES)
def test_the_checker_counts_the_same_terms(name: str) -> None:
    solved = solve(CASES[name])
    claimed, recomputed = solved.result.objective, solved.recomputed
    assert (claimed.unseated, claimed.unmet_needs) == (recomputed.unseated, recomputed.unmet_needs)
    assert claimed.terms_off == recomputed.terms_off
    for term in recomputed.terms:
        assert claimed.term(term.name).cost == pytest.approx(term.cost, abs=1e-6), term.name
        assert claimed.term(term.name).quantity == pytest.approx(term.quantity, abs=1e-6)


def test_the_best_plan_of_the_hand_solved_case_costs_what_a_person_works_out() -> None:
    # Head alone in 18 m², two times two staff in 18 m² each, archives in the fourth room: all of
    # hq-101 to hq-104 or their mirror image. No excess; two storey pairs at 30; zones are free.
    # Four staff could also sit three and one: 1 person in 18 m² has 9 m² excess, 45 points.
    # Finance's three rooms lie in a row, hub the middle one, with two staff; the other staff room
    # and the head are one door away (3.8 m): (2 + 1) · 3.8 = 11.4 person-metres, 0.0228 points.
    # Six offices of 18 m² are opened: 108 m² · 0.005 = 0.54.
    solved = solve(tiny_portfolio())
    assert solved.result.status is Status.OPTIMAL
    assert solved.value == pytest.approx((0, 2 * 30 + 0.0228 + 0.54), abs=1e-6)


def test_needs_are_met_by_the_smallest_rooms_that_will_do_near_the_hub() -> None:
    uses = {3: "meeting", 4: "meeting", 5: "archive"}
    floor = storey("hq", 1, [12, 18, 24, 30, 20, 16], uses)
    house = replace(building("hq", "centre", [1]), storeys=(floor,))
    wants = (Need("meeting", 20.0), Need("archive", 15.0, within_m=100.0), Need("archive", 5.0))
    case = portfolio([house], [replace(department("a", head=1, staff=2, posts=9), needs=wants)])
    solved = solve(case)
    lines = {line.room for line in solved.result.allocation.lines}
    # one archive is missing: ceil(5 / 9) = 1; of the two ways to leave one out it is the cheaper
    assert solved.result.objective.unmet_needs == solved.recomputed.unmet_needs == 1
    assert {"hq-105", "hq-106"} <= lines
    assert "hq-104" not in lines
    assert solved.result.status is Status.OPTIMAL
    assert solved.broken == ()


def test_a_need_out_of_reach_of_every_hub_stays_unmet() -> None:
    floor = storey("hq", 1, [18, 18, 18, 18, 18, 20], {5: "meeting"})
    house = replace(building("hq", "centre", [1]), storeys=(floor,))
    near = portfolio(
        [house],
        [
            replace(department("a", staff=2), needs=(Need("meeting", 20.0, within_m=5.0),)),
            department("b", staff=2),
        ],
    )
    solved = solve(near)
    # only hq-105 is within 5 m of the meeting room's door, so a is there
    assert solved.result.objective.unmet_needs == 0
    assert solved.result.allocation.of_room("hq-105")[0].department == "a"
    far = replace(
        near,
        departments=(
            replace(near.departments[0], needs=(Need("meeting", 20.0, within_m=1.0),)),
            near.departments[1],
        ),
    )
    solved = solve(far)
    assert solved.result.objective.unmet_needs == solved.recomputed.unmet_needs == 3  # ceil(20/9)
