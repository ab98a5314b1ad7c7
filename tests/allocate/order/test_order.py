"""Terms in a strict order: each level against every plan of small portfolios."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from spaceplan.allocate import (
    AllocateOptions,
    AllocationResult,
    Status,
    Stop,
    allocate_in_order,
    allocator,
)
from spaceplan.allocate.level_search import LevelSearch
from spaceplan.allocate.order import order
from spaceplan.check import recompute_objective, verify_allocation
from spaceplan.entitlement import compute_entitlements
from spaceplan.errors import SpaceplanError
from spaceplan.graph import build_graph
from spaceplan.model import ORDERED, SCATTER, Portfolio, Prices, Settings, check_order
from spaceplan.progress import SILENT, Progress, Silent
from tests.allocate.builders import ENOUGH, best_of_all, book, building, department, portfolio
from tests.allocate.random_cases import random_case
from tests.allocate.test_limits import town
from tests.allocate.test_random_cases import EXPLORE

NOTHING = dict.fromkeys(vars(Prices()), 0.0)
#: One step of a term outweighs whatever the next one comes to in a small case.
FAR = 1e4
BRIEF = AllocateOptions(time_limit=600.0, work_limit=0.6, workers=1)


def in_order(
    case: Portfolio,
    *order: str,
    options: AllocateOptions = ENOUGH,
    progress: Progress = SILENT,
) -> AllocationResult:
    graph, entitlements = build_graph(case), compute_entitlements(case, book())
    result = allocate_in_order(
        case, graph, book(), entitlements, order=order, options=options, progress=progress
    )
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
    options = AllocateOptions(time_limit=60.0, work_limit=0.1, workers=1)
    for number in range(100 if EXPLORE else 5):
        case = replace(random_case(number), prices=Prices(), settings=Settings())
        best = best_in_order(case, "storey", "excess")
        levels = in_order(case, "storey", "excess", options=options).levels
        for level, least in zip(levels, best, strict=True):
            assert level.bound <= least + 1e-3
        assert [level.value for level in levels] >= [value - 1e-3 for value in best]
        assert all(level.bound <= level.value for level in levels)


def test_a_level_that_is_not_proven_leaves_the_later_ones_their_own_bounds() -> None:
    """Of opened area little is known; a storey each is what departments need at least."""
    opened, scatter, _ = in_order(town(), "opened", "scatter", options=BRIEF).levels
    assert not opened.proven
    assert scatter.bound >= len(town().departments) * town().prices.storey


def test_what_one_proof_knows_of_another_level_counts_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The proof of the second level does not come to its end; that of the first knew storeys."""

    def without_proof(*arguments: Any, **options: Any) -> AllocationResult:
        result = allocator.allocate_rooms(*arguments, **options)
        return result if options["start"] is None else replace(result, bound=0.0, storeys_needed=0)

    monkeypatch.setattr(order, "allocate_rooms", without_proof)
    _, scatter, _ = in_order(town(), "opened", "scatter", options=BRIEF).levels
    assert scatter.bound == 14 * 30


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


def test_later_levels_count_a_little_in_the_search_and_not_in_the_proof(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """5 points a m² and 30 a storey: the level at its price, 2 % of the next, 1 % of the rest."""
    asked: list[tuple[Prices, Prices | None]] = []

    def once(case: Portfolio, *arguments: Any, **options: Any) -> AllocationResult:
        asked.append((case.prices, options["level"].proven))
        return allocator.allocate_rooms(case, *arguments, **options)

    monkeypatch.setattr(order, "allocate_rooms", once)
    in_order(replace(town(), prices=Prices()), "excess", "storey", options=BRIEF)
    (first, proven), (second, _), (third, last) = asked
    assert (first.excess, first.storey, first.distance) == pytest.approx((5, 0.6, 2e-5))
    assert proven == Prices.only(excess=1.0)
    assert (second.storey, second.distance) == pytest.approx((30, 2e-5))
    assert third == last
    assert third.distance == 0.002


def test_no_plan_that_is_told_has_more_of_the_first_level_than_the_one_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(allocator, "is_small", lambda problem: False)
    listener = Listener()
    in_order(town(), "opened", "excess", options=BRIEF, progress=listener)
    told = [value for level, value, *_ in listener.plans if level == "opened"]
    assert len(told) > 1
    assert told == sorted(told, reverse=True)


class Listener(Silent):
    """Somebody who writes down the figures of every plan, and every step."""

    def __init__(self) -> None:
        self.plans: list[tuple[str | None, float, float | None, float]] = []
        self.steps: list[str] = []

    def step(self, name: str, done: int = 0, total: int = 0) -> None:
        self.steps.append(name)

    def plan(
        self,
        value: float,
        bound: float | None,
        unseated: int,
        seconds: float,
        broken: int = 0,
        level: str | None = None,
    ) -> None:
        self.plans.append((level, value, bound, seconds))


def test_progress_tells_of_each_level_in_its_own_quantity_and_of_one_clock() -> None:
    """Two heads of 24 m²: on one storey, for 30 points, one of them has 33 m²."""
    houses = [building("hq", "centre", [24, 33], [24])]
    listener = Listener()
    in_order(portfolio(houses, [department("a", head=2)]), "scatter", "excess", progress=listener)
    told = {level: (value, bound) for level, value, bound, _ in listener.plans}
    assert told["scatter"] == pytest.approx((30, 30), abs=1e-3)
    assert told["excess"] == pytest.approx((9, 9), abs=1e-3)
    seconds = [second for *_, second in listener.plans]
    assert seconds == sorted(seconds)
    assert "level 2 of 3: excess; improving" in listener.steps


def test_a_search_tells_of_its_plans_what_somebody_wants_to_know() -> None:
    """Two heads of 24 m² in 24 and 33: 9 m² too many, for 30 points a storey and 5 a m² above."""
    case = portfolio([building("hq", "centre", [24, 33])], [department("a", head=2)])
    graph, entitlements = build_graph(case), compute_entitlements(case, book())
    listener = Listener()
    result = allocator.allocate_rooms(
        case,
        graph,
        book(),
        entitlements,
        progress=listener,
        level=LevelSearch(worth=lambda objective: objective.term("excess").quantity),
    )
    assert result.objective.total > 9 * 5 + 30
    assert {value for _, value, *_ in listener.plans} == {9.0}


@pytest.mark.parametrize("order", [("exces",), ("excess", "excess"), ("scatter", "zone")])
def test_an_order_that_means_nothing_is_refused(order: tuple[str, ...]) -> None:
    with pytest.raises(SpaceplanError, match="expected"):
        check_order(order)


def test_every_price_may_be_put_in_order() -> None:
    assert set(ORDERED) == {*vars(Prices()), "scatter"}
    check_order([name for name in ORDERED if name not in SCATTER])
