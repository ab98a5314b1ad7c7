"""Where the rounds of a search begin, how long they take, and what becomes of their plans."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from spaceplan.allocate import AllocateOptions
from spaceplan.allocate.clock import Clock
from spaceplan.allocate.plan.plan import Plan
from spaceplan.allocate.problem.evaluate import Held
from spaceplan.allocate.search.island import Leg
from spaceplan.allocate.search.rounds import Round, Rounds
from spaceplan.model import Prices
from spaceplan.progress import SILENT
from tests.allocate.builders import Workshop, building, department, ledger_of, portfolio, workshop

#: Two buildings of two storeys with six rooms of 18 m²; as many seconds are many for so few.
HOUSES = [
    building("east", "centre", [18] * 6, [18] * 6),
    building("west", "centre", [18] * 6, [18] * 6, x=100.0),
]
PEOPLE = (department("a", staff=4), department("b", staff=4))
PRICES = Prices(opened=0.0, building=0.0, moved=1.0)
LEDGER = ledger_of({"east-101": ("a", {"city_staff": 2})})
A_GATHERED: Held = {0: (2,), 1: (2,)}
A_SPLIT: Held = {0: (2,), 6: (2,)}
B_GATHERED: Held = {12: (2,), 13: (2,)}
B_SPLIT: Held = {12: (2,), 18: (2,)}
#: One round of 24 offices takes this much of the work, 16 times that are four.
ONE = 2.4 * 24 / 3000
#: The shortest round where moves are free.
ONE_ANEW = 90.0 * 24 / 3000


def _shop(*, ledger: bool) -> Workshop:
    return workshop(portfolio(HOUSES, PEOPLE, prices=PRICES, ledger=LEDGER if ledger else None))


class _Run:
    """All rounds of a run in which each takes its time and comes to a plan that is given."""

    def __init__(
        self,
        shop: Workshop,
        work: float,
        ends: list[list[Held]],
        rival: Callable[[], Plan] | None = None,
        *,
        can_shake: bool = True,
    ) -> None:
        self.told: list[Plan] = []
        self.shaken: list[Plan] = []
        self.rounds: list[Round] = []
        self.lengths: list[float] = []
        self.start = shop.plan([A_SPLIT, B_SPLIT])
        clock = Clock(AllocateOptions(work_limit=work), SILENT)
        shake = self._shake if can_shake else None
        self.legs: list[Leg | None] = []
        all_rounds = Rounds(self.start, clock, self.told.append, shake)
        for part in all_rounds.all(rival):
            self.legs.append(all_rounds.beside())  # by the clock, which hardly moves here
            end = shop.plan(ends[min(len(self.rounds), len(ends) - 1)])
            self.rounds.append(part)
            self.lengths.append(part.time.whole / work)
            clock.count_work(part.time.whole)
            all_rounds.note(end)
            all_rounds.end(end)
        self.best = all_rounds.best

    def _shake(self, plan: Plan, work: float) -> Plan:
        assert work > 0.0
        self.shaken.append(plan)
        return plan.copy()


def test_a_short_run_is_one_round_from_its_start() -> None:
    run = _Run(_shop(ledger=True), ONE, [[A_GATHERED, B_SPLIT]])
    assert run.lengths == pytest.approx([1.0])
    assert [part.descent for part in run.rounds] == pytest.approx([0.13])
    assert run.rounds[0].plan.offices == run.start.offices
    assert run.best.offices == [A_GATHERED, B_SPLIT]


@pytest.mark.parametrize(("seconds", "gathered"), [(60.0, 2), (0.0, 1)])
def test_plans_are_put_together_as_long_as_there_is_time(seconds: float, gathered: int) -> None:
    shop = _shop(ledger=True)
    clock = Clock(AllocateOptions(time_limit=seconds), SILENT)
    rounds = Rounds(shop.plan([A_GATHERED, B_SPLIT]), clock, lambda _: None, None)
    rounds.put_together(shop.plan([A_SPLIT, B_GATHERED]))
    better = [A_GATHERED, B_GATHERED]
    assert sum(held in better for held in rounds.best.offices) == gathered


def test_a_long_run_begins_often_and_puts_together_what_came_of_it() -> None:
    run = _Run(_shop(ledger=True), 16 * ONE, [[A_GATHERED, B_SPLIT], [A_SPLIT, B_GATHERED]])
    assert run.lengths == pytest.approx([0.225] * 4 + [0.1])
    assert [part.descent for part in run.rounds] == pytest.approx([0.13, 0.13, 0.13, 0, 0])
    assert [plan.offices for plan in run.told] == [[A_GATHERED, B_SPLIT], [A_GATHERED, B_GATHERED]]
    assert [plan.offices for plan in run.shaken] == [[A_GATHERED, B_GATHERED]]
    assert run.rounds[-1].plan is run.best


def test_where_moves_are_free_rounds_are_long_begin_at_the_start_and_nothing_descends() -> None:
    shop = _shop(ledger=False)
    assert len(_Run(shop, 16 * ONE, [[A_GATHERED, B_SPLIT]]).rounds) == 1
    run = _Run(shop, 3.1 * ONE_ANEW, [[A_GATHERED, B_SPLIT]])
    assert run.lengths == pytest.approx([0.32, 0.32, 0.32, 0.04])
    assert [part.plan.offices == run.start.offices for part in run.rounds] == [True] * 3 + [False]
    assert not run.shaken
    assert not any(part.descent for part in run.rounds)


def test_where_walks_are_free_as_well_rounds_are_longer_still() -> None:
    prices = replace(PRICES, affinity=0.0, distance=0.0)
    shop = workshop(portfolio(HOUSES, PEOPLE, prices=prices))
    assert len(_Run(shop, 3.1 * ONE_ANEW, [[A_GATHERED, B_SPLIT]]).rounds) == 1
    assert len(_Run(shop, 8.1 * ONE_ANEW, [[A_GATHERED, B_SPLIT]]).rounds) == 4


def test_where_no_plan_can_be_shaken_all_rounds_but_the_last_begin_at_the_start() -> None:
    run = _Run(_shop(ledger=True), 16 * ONE, [[A_GATHERED, B_SPLIT]], can_shake=False)
    assert [part.plan.offices == run.start.offices for part in run.rounds] == [True] * 4 + [False]


def test_rounds_beside_begin_at_the_start_and_have_to_be_back() -> None:
    run = _Run(_shop(ledger=True), 16 * ONE, [[A_GATHERED, B_SPLIT]])
    begun = [leg for leg in run.legs if leg]
    assert all(leg.offices == tuple(run.start.offices) for leg in begun)
    assert all(leg.descent and not leg.shaking for leg in begun)
    assert len(begun) == 5
    (alone,) = _Run(_shop(ledger=True), ONE, [[A_GATHERED, B_SPLIT]]).legs
    assert alone is not None
    assert alone.seconds == pytest.approx(ONE)


def test_another_start_is_tried_even_in_a_short_run_and_the_better_plan_gone_on_from() -> None:
    shop = _shop(ledger=True)
    rival = shop.plan([A_GATHERED, B_SPLIT])
    run = _Run(shop, ONE, [[A_SPLIT, B_SPLIT], [A_GATHERED, B_SPLIT]], lambda: rival)
    assert run.lengths == pytest.approx([0.15, 0.15, 0.7])
    assert [part.descent for part in run.rounds] == pytest.approx([0.9, 0.9, 0])
    assert run.rounds[1].plan is rival
    assert run.rounds[2].plan.offices == rival.offices


def test_later_rounds_begin_from_the_start_that_came_to_more() -> None:
    shop = _shop(ledger=True)
    rival = shop.plan([A_GATHERED, B_SPLIT])
    ends = [[A_SPLIT, B_SPLIT], [A_GATHERED, B_SPLIT]]
    run = _Run(shop, 49 * ONE, ends, lambda: rival)
    assert len(run.rounds) == 8
    assert run.rounds[2].plan is rival
