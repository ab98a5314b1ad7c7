"""What must hold for every small portfolio, drawn at random."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from spaceplan.allocate import AllocateOptions, Status, allocator
from spaceplan.model import Department, Portfolio, Prices, Relation, Room
from tests.allocate.builders import best_of_all, building, solve, workshop
from tests.allocate.strategies import small_portfolios

FEW = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
ONLY_EXCESS = Prices.only(excess=1.0)
NO_WALKS = Prices(opened=0, affinity=0, distance=0)


@FEW
@given(small_portfolios())
def test_the_optimum_is_the_best_of_all_plans_and_keeps_every_rule(case: Portfolio) -> None:
    best = best_of_all(case)
    solved = solve(case)
    assert solved.broken == ()
    assert solved.result.status is Status.OPTIMAL
    assert solved.value == pytest.approx(best, abs=1e-6)
    assert solved.recomputed.total == pytest.approx(best[1], abs=1e-6)


@FEW
@given(small_portfolios())
def test_no_bound_exceeds_what_some_plan_with_the_fewest_unseated_costs(case: Portfolio) -> None:
    fewest, cost = best_of_all(case)
    proof = workshop(case).prove(fewest)
    assert proof.unseated <= fewest
    assert proof.value <= cost + 1e-6
    _, excess_m2 = best_of_all(replace(case, prices=ONLY_EXCESS))
    assert proof.excess_dm2 <= 100 * excess_m2 + 1e-6


@FEW
@given(small_portfolios())
def test_the_search_alone_keeps_every_rule_and_never_beats_the_optimum(case: Portfolio) -> None:
    best = best_of_all(case)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(allocator, "is_small", lambda problem: False)
        solved = solve(case, AllocateOptions(time_limit=60.0, work_limit=0.2, workers=1))
    assert solved.broken == ()
    assert solved.value >= (best[0], best[1] - 1e-6)
    assert solved.recomputed.total == pytest.approx(solved.value[1], abs=1e-6)


@FEW
@given(small_portfolios(prices=NO_WALKS, with_ledger=False))
def test_a_room_more_never_makes_the_best_worse(case: Portfolio) -> None:
    more = replace(case, buildings=(*case.buildings, building("new", "centre", [18], x=140.0)))
    assert solve(more).value <= _not_below(solve(case).value)


@FEW
@given(small_portfolios())
def test_a_person_more_never_lowers_unseated(case: Portfolio) -> None:
    first, *others = case.departments
    more = replace(case, departments=(replace(first, seconded=first.seconded + 1), *others))
    assert solve(more).value[0] >= solve(case).value[0]


@FEW
@given(small_portfolios())
def test_names_and_order_change_nothing(case: Portfolio) -> None:
    assert solve(_renamed(case)).value == pytest.approx(solve(case).value, abs=1e-6)


@FEW
@given(small_portfolios())
def test_prices_times_ten_give_a_plan_of_ten_times_the_value(case: Portfolio) -> None:
    tenfold = Prices(**{name: 10 * price for name, price in vars(case.prices).items()})
    unplaced, cost = solve(case).value
    dearer = solve(replace(case, prices=tenfold))
    assert dearer.value == pytest.approx((unplaced, 10 * cost), abs=1e-5)


def _not_below(value: tuple[int, float]) -> tuple[int, float]:
    return value[0], value[1] + 1e-6


def _renamed(case: Portfolio) -> Portfolio:
    """Return the same portfolio with other department ids, departments and ledger reversed.

    Rooms keep their ids: hubs are chosen by them where walks are equal.
    """
    names = {"a": "z", "b": "c"}

    def renamed(department: Department) -> Department:
        relations = tuple(Relation(names[r.department], r.people) for r in department.relations)
        return replace(
            department,
            id=names[department.id],
            relations=relations,
            not_on_storeys_of=tuple(names[id] for id in department.not_on_storeys_of),
        )

    ledger = case.ledger
    if ledger is not None:
        ledger = tuple(replace(e, department=names[e.department]) for e in reversed(ledger))
    return replace(
        case,
        departments=tuple(renamed(d) for d in reversed(case.departments)),
        ledger=ledger,
        buildings=tuple(replace(b, storeys=b.storeys[::-1]) for b in reversed(case.buildings)),
    )


def test_the_strategies_draw_offices_too_small_to_sit_in() -> None:
    room = Room("x", "office", ((0.0, 0.0), (2.0, 0.0), (2.0, 4.995), (0.0, 4.995)))
    assert room.area_dm2 == 999
