"""Terms in a strict order: each level against every plan of small portfolios."""

from __future__ import annotations

from dataclasses import replace

import pytest

from spaceplan.allocate import (
    AllocateOptions,
    AllocationResult,
    Status,
    Stop,
    allocate_in_order,
    allocator,
)
from spaceplan.check import recompute_objective, verify_allocation
from spaceplan.entitlement import compute_entitlements
from spaceplan.errors import SpaceplanError
from spaceplan.graph import build_graph
from spaceplan.model import ORDERED, SCATTER, Portfolio, Prices, Settings, check_order
from tests.allocate.builders import ENOUGH, best_of_all, book, building, department, portfolio
from tests.allocate.random_cases import random_case
from tests.allocate.test_limits import town
from tests.allocate.test_random_cases import EXPLORE

NOTHING = dict.fromkeys(vars(Prices()), 0.0)
#: One step of a term outweighs whatever the next one comes to in a small case.
FAR = 1e4


def in_order(case: Portfolio, *order: str, options: AllocateOptions = ENOUGH) -> AllocationResult:
    graph, entitlements = build_graph(case), compute_entitlements(case, book())
    result = allocate_in_order(case, graph, book(), entitlements, order=order, options=options)
    plan = result.allocation
    counted = recompute_objective(case, graph, book(), entitlements, plan)
    assert verify_allocation(case, graph, book(), plan) == ()
    assert result.objective.total == pytest.approx(counted.total, abs=1e-6)
    assert result.bound <= result.objective.total + 1e-6
    return result


def best_in_order(case: Portfolio, *order: str) -> list[float]:
    """Return the least of each level in turn, and of the rest, by trying every plan."""
    own = vars(case.prices)
    held = dict(NOTHING)
    reached: list[float] = []
    rest = {term: price for term, price in own.items() if term not in order}
    for level in [*({term: 1.0} for term in order), rest]:
        _, total = best_of_all(replace(case, prices=Prices(**{**held, **level})))
        before = sum(value * FAR ** (len(reached) - i) for i, value in enumerate(reached))
        reached.append(total - before)
        held = {t: FAR * max(price, level.get(t, 0)) for t, price in held.items()}
    return reached


def test_each_level_is_the_best_that_those_before_it_leave() -> None:
    # two heads at 24 m² each: both offices of that size lie on storeys of their own, and whoever
    # sits on the same storey as the other has 33 m², 9 too many
    houses = [building("hq", "centre", [24, 33], [24])]
    case = portfolio(houses, [department("a", head=2)], prices=Prices(excess=1.0))
    excess_first, scatter_first = in_order(case, "excess"), in_order(case, "scatter")
    assert (excess_first.levels[0].term, excess_first.levels[0].value) == ("excess", 0)
    assert excess_first.objective.term("storey").quantity == 2
    assert scatter_first.objective.term("storey").quantity == 1
    assert scatter_first.objective.term("excess").quantity == 9
    assert excess_first.status is scatter_first.status is Status.OPTIMAL
    assert all(level.proven for level in (*excess_first.levels, *scatter_first.levels))


@pytest.mark.parametrize("number", range(300 if EXPLORE else 8))
def test_every_level_agrees_with_all_plans_tried(number: int) -> None:
    drawn = random_case(number)
    case = replace(drawn, prices=Prices(), settings=Settings())
    order = ("excess", "storey") if case.ledger is None else ("excess", "moved")
    result = in_order(case, *order)
    assert [level.value for level in result.levels] == pytest.approx(
        best_in_order(case, *order), abs=1e-3
    )
    assert [level.proven for level in result.levels] == [True] * 3
    assert result.stopped is Stop.PROOF


def test_a_search_that_proves_nothing_says_so_and_its_bounds_hold(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(allocator, "is_small", lambda problem: False)
    options = AllocateOptions(time_limit=60.0, work_limit=0.3, workers=1)
    for number in range(100 if EXPLORE else 5):
        case = replace(random_case(number), prices=Prices(), settings=Settings())
        best = best_in_order(case, "storey", "excess")
        levels = in_order(case, "storey", "excess", options=options).levels
        assert levels[0].bound <= best[0] + 1e-3
        assert [level.value for level in levels] >= [value - 1e-3 for value in best]
        assert all(level.bound <= level.value for level in levels)


def test_a_term_that_is_off_is_left_out_of_the_order() -> None:
    case = portfolio([building("hq", "centre", [18, 24])], [department("a", head=1, staff=2)])
    assert [level.term for level in in_order(case, "moved", "excess").levels] == ["excess", ""]
    assert in_order(case, "moved").levels == ()


def test_scatter_is_one_level_at_the_portfolio_s_prices() -> None:
    case = portfolio([building("hq", "centre", [24], [24])], [department("a", head=2)])
    first, rest = in_order(case, "scatter").levels
    assert (first.term, first.value, rest.term) == ("scatter", 60, "")


def test_the_levels_share_the_work_limit() -> None:
    options = AllocateOptions(time_limit=100.0, work_limit=1.5, workers=1)
    result = in_order(town(), "scatter", "excess", options=options)
    assert result.work < 3
    assert result.levels[0].bound <= result.levels[0].value
    assert result.stopped in (Stop.WORK_LIMIT, Stop.PROOF)


@pytest.mark.parametrize("order", [("exces",), ("excess", "excess"), ("scatter", "zone")])
def test_an_order_that_means_nothing_is_refused(order: tuple[str, ...]) -> None:
    with pytest.raises(SpaceplanError, match="expected"):
        check_order(order)


def test_every_price_may_be_put_in_order() -> None:
    assert set(ORDERED) == {*vars(Prices()), "scatter"}
    check_order([name for name in ORDERED if name not in SCATTER])
