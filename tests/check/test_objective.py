"""Every term on the tiny portfolio: rooms of 18 m² whose doors are 3.8 m apart along a corridor."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from spaceplan.model import (
    Allocation,
    AllocationLine,
    Building,
    Counts,
    Department,
    LedgerEntry,
    Objective,
    Portfolio,
    Relation,
    Site,
    status_quo,
)
from tests.cases import corridor_storey, tiny_portfolio
from tests.check.builders import (
    GOOD,
    HEAD,
    LEDGER,
    STAFF,
    entry,
    objective,
    plan,
    with_department,
    with_ledger,
    with_room,
    with_settings,
)


def quantity(portfolio: Portfolio, allocation: Allocation, term: str) -> float:
    return objective(portfolio, allocation).term(term).quantity


def test_the_good_plan_costs_what_a_person_works_out() -> None:
    # storeys: 2 departments × 30; distance: hub hq-102, 1 × 3.8 + 2 × 3.8 = 11.4 m × 0.002;
    # opened: 6 × 18 m² × 0.005; all else 0
    found = objective(tiny_portfolio(), GOOD)
    assert (found.unseated, found.unmet_needs) == (0, 0)
    costs = {term.name: term.cost for term in found.terms}
    assert costs.pop("storey") == 60
    assert costs.pop("distance") == pytest.approx(0.0228)
    assert costs.pop("opened") == pytest.approx(0.54)
    assert set(costs.values()) == {0}
    assert found.total == pytest.approx(60.5628)


def test_terms_are_named_and_ordered_as_they_are_priced() -> None:
    names = [term.name for term in objective(with_ledger(*LEDGER), GOOD).terms]
    assert names == [
        *("excess", "moved", "storey", "zone", "building", "site"),
        *("distance", "affinity", "opened"),
    ]


def test_an_empty_plan_seats_nobody_and_costs_nothing() -> None:
    found = objective(tiny_portfolio(), plan())
    assert found.unseated == 7
    assert found.total == 0


def test_unseated_counts_seconded_and_contract_staff() -> None:
    portfolio = with_department(tiny_portfolio(), "archives", seconded=2, contract=1)
    assert objective(portfolio, GOOD).unseated == 3


def test_too_many_seats_of_one_department_do_not_hide_the_lack_of_another() -> None:
    crowded = plan({"hq-104": ("archives", {STAFF: 5})})
    assert objective(tiny_portfolio(), crowded).unseated == 5


def test_without_a_ledger_moved_is_off_and_named() -> None:
    found = objective(tiny_portfolio(), GOOD)
    assert found.terms_off == ("moved",)
    with pytest.raises(KeyError):
        found.term("moved")


def test_who_stays_has_not_moved() -> None:
    found = objective(with_ledger(*LEDGER), GOOD)
    assert (found.term("moved").quantity, found.terms_off) == (0, ())


def test_people_of_one_rank_are_interchangeable_and_the_rest_are_moved() -> None:
    # of the four staff in hq-102 and hq-103 one stays (in hq-102); the head goes: 3 + 1
    moved = plan(
        {
            "hq-101": ("finance", {STAFF: 2}),
            "hq-102": ("finance", {STAFF: 1}),
            "hq-105": ("finance", {HEAD: 1}),
            "hq-106": ("finance", {STAFF: 1}),
            "hq-104": ("archives", {STAFF: 2}),
        }
    )
    assert quantity(with_ledger(*LEDGER), moved, "moved") == 4


def test_people_who_cannot_be_seated_count_as_moved() -> None:
    without_archives = replace(GOOD, lines=GOOD.lines[:3])
    found = objective(with_ledger(*LEDGER), without_archives)
    assert (found.unseated, found.term("moved").quantity) == (2, 2)


@pytest.mark.parametrize(
    "absent",
    [
        entry("x", "archives", "hq-106", status="retired"),
        entry("x", "archives", "hq-106", status="transferred"),
        entry("x", "archives", "hq-106", status="seconded"),
        entry("x", "archives", "hq-106", status="contract"),
        entry("a1", "archives", "hq-106", post="concurrent", approval="no. 7"),
        entry("x", "archives", ""),
        entry("x", "gone", "hq-106"),
    ],
    ids=["retired", "transferred", "seconded", "contract", "second office", "no room", "unknown"],
)
def test_only_active_people_with_a_main_room_can_be_moved(absent: LedgerEntry) -> None:
    portfolio = with_ledger(*LEDGER)
    ledger = (*(portfolio.ledger or ()), absent)
    assert quantity(replace(portfolio, ledger=ledger), GOOD, "moved") == 0


def test_the_people_of_a_merged_department_count_for_its_successor() -> None:
    # two staff of tax sat in hq-102, where two staff of finance, its successor, sit now
    before = (entry("t1", "tax", "hq-102"), entry("t2", "tax", "hq-105"))
    portfolio = with_department(with_ledger(*before), "finance", succeeds=("tax",))
    assert quantity(portfolio, GOOD, "moved") == 1


def test_a_department_that_still_exists_counts_for_itself() -> None:
    portfolio = with_department(with_ledger(*LEDGER), "finance", succeeds=("archives",))
    assert quantity(portfolio, GOOD, "moved") == 0


def test_the_status_quo_moves_nobody() -> None:
    portfolio = with_ledger(*LEDGER)
    assert quantity(portfolio, status_quo(portfolio), "moved") == 0


def test_a_foreign_room_between_two_offices_makes_two_zones() -> None:
    # 101 and 103 have hq-102 between them, 7.6 m from door to door; 104 joins 103 by a wall
    rooms = {"hq-101": 1, "hq-103": 1, "hq-104": 1}
    allocation = plan({room: ("finance", {STAFF: n}) for room, n in rooms.items()})
    assert quantity(tiny_portfolio(), allocation, "zone") == 1


def test_a_longer_reach_joins_zones() -> None:
    portfolio = with_settings(tiny_portfolio(), zone_reach_m=7.6)
    allocation = plan({room: ("finance", {STAFF: 1}) for room in ("hq-101", "hq-103")})
    assert quantity(portfolio, allocation, "zone") == 0


def test_every_storey_with_an_office_counts_and_zones_are_counted_a_storey() -> None:
    allocation = plan({room: ("finance", {STAFF: 1}) for room in ("hq-101", "hq-203")})
    portfolio = tiny_portfolio(storeys=2)
    assert quantity(portfolio, allocation, "storey") == 2
    assert quantity(portfolio, allocation, "zone") == 0
    assert quantity(portfolio, allocation, "opened") == 2 * 6 * 18


def test_service_rooms_neither_scatter_nor_open_a_storey() -> None:
    portfolio = with_room(tiny_portfolio(storeys=2), "hq-203", use="meeting")
    allocation = plan({"hq-101": ("finance", {STAFF: 1}), "hq-203": ("finance", {})})
    assert quantity(portfolio, allocation, "storey") == 1
    assert quantity(portfolio, allocation, "opened") == 6 * 18


def three_places() -> Portfolio:
    """Return two buildings on one site and one on another."""
    portfolio = tiny_portfolio()
    annexe = Building("annexe", "centre", (corridor_storey("annexe"),), origin=(0.0, 40.0))
    depot = Building("depot", "east", (corridor_storey("depot"),))
    return replace(
        portfolio,
        sites=(*portfolio.sites, Site("east", at=(2000.0, 0.0))),
        buildings=(*portfolio.buildings, annexe, depot),
    )


def test_buildings_and_sites_beyond_the_first_are_counted() -> None:
    rooms = ("hq-101", "annexe-101", "depot-101")
    allocation = plan({room: ("finance", {STAFF: 1}) for room in rooms})
    assert quantity(three_places(), allocation, "building") == 2
    assert quantity(three_places(), allocation, "site") == 1


def test_the_hub_is_where_most_people_are() -> None:
    # 2 in hq-101, 1 in hq-104 (11.4 m): hub hq-101, 11.4; the other way 22.8
    allocation = plan({"hq-101": ("finance", {STAFF: 2}), "hq-104": ("finance", {STAFF: 1})})
    assert quantity(tiny_portfolio(), allocation, "distance") == pytest.approx(11.4)


def related(people: int) -> Portfolio:
    return with_department(tiny_portfolio(), "finance", relations=(Relation("archives", people),))


def test_affinity_is_people_times_the_walk_from_hub_to_hub() -> None:
    # hubs hq-102 and hq-104: 7.6 m
    assert quantity(related(5), GOOD, "affinity") == pytest.approx(38.0)


def test_a_relation_written_from_both_sides_counts_twice() -> None:
    portfolio = with_department(related(5), "archives", relations=(Relation("finance", 1),))
    assert quantity(portfolio, GOOD, "affinity") == pytest.approx(45.6)


def test_no_office_no_affinity() -> None:
    assert quantity(related(5), replace(GOOD, lines=GOOD.lines[:3]), "affinity") == 0


def test_equal_hubs_are_decided_by_the_smallest_id() -> None:
    # one person each in hq-101 and hq-102: hub hq-101, from which archives in hq-104 is 11.4 m
    allocation = plan(
        {
            "hq-101": ("finance", {STAFF: 1}),
            "hq-102": ("finance", {STAFF: 1}),
            "hq-104": ("archives", {STAFF: 2}),
        }
    )
    assert quantity(related(1), allocation, "affinity") == pytest.approx(11.4)


def test_own_rooms_shared_counts_every_leader_who_does_not_sit_alone() -> None:
    portfolio = with_settings(tiny_portfolio(), share_own_room="any")
    allocation = plan({"hq-101": ("finance", {HEAD: 1, STAFF: 1})})
    term = objective(portfolio, allocation).term("own_room_shared")
    assert (term.quantity, term.cost) == (1, 50)
    assert quantity(portfolio, GOOD, "own_room_shared") == 0


def test_where_own_rooms_must_not_be_shared_there_is_no_such_term() -> None:
    assert "own_room_shared" not in [t.name for t in objective(tiny_portfolio(), GOOD).terms]


# Names and orders are the user's: they change nothing.

ROOMS = tuple(f"hq-{storey}0{bay}" for storey in (1, 2) for bay in range(1, 7))


@st.composite
def plans(draw: st.DrawFn) -> Allocation:
    """Return any allocation of two storeys to the two departments."""
    lines: list[AllocationLine] = []
    for room in ROOMS:
        department = draw(st.sampled_from(("finance", "archives", "")))
        if department:
            numbers = {HEAD: draw(st.integers(0, 1)), STAFF: draw(st.integers(0, 3))}
            lines.append(AllocationLine(room, department, Counts.of(numbers)))
    return Allocation(tuple(lines))


def terms(found: Objective) -> tuple[object, ...]:
    return (found.unseated, found.unmet_needs, *((t.name, t.quantity) for t in found.terms))


def two_storeys() -> Portfolio:
    portfolio = replace(tiny_portfolio(storeys=2), ledger=LEDGER)
    return with_department(portfolio, "finance", relations=(Relation("archives", 3),))


quick = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@quick
@given(plans())
def test_reordering_changes_no_term(allocation: Allocation) -> None:
    portfolio = two_storeys()
    backwards = replace(
        portfolio,
        departments=portfolio.departments[::-1],
        ledger=(portfolio.ledger or ())[::-1],
        buildings=tuple(
            replace(
                building,
                storeys=tuple(replace(s, rooms=s.rooms[::-1]) for s in building.storeys[::-1]),
            )
            for building in portfolio.buildings
        ),
    )
    reordered = Allocation(allocation.lines[::-1])
    assert terms(objective(backwards, reordered)) == terms(objective(portfolio, allocation))


def renamed(portfolio: Portfolio, name: Callable[[str], str]) -> Portfolio:
    def department(d: Department) -> Department:
        relations = tuple(replace(r, department=name(r.department)) for r in d.relations)
        return replace(d, id=name(d.id), relations=relations)

    return replace(
        portfolio,
        departments=tuple(department(d) for d in portfolio.departments),
        ledger=tuple(
            replace(e, person=name(e.person), department=name(e.department))
            for e in portfolio.ledger or ()
        ),
    )


@quick
@given(plans())
def test_renaming_departments_and_people_changes_no_term(allocation: Allocation) -> None:
    def name(id: str) -> str:
        return id[::-1] + "局"

    portfolio = two_storeys()
    lines = tuple(replace(line, department=name(line.department)) for line in allocation.lines)
    found = objective(renamed(portfolio, name), Allocation(lines))
    assert terms(found) == terms(objective(portfolio, allocation))
