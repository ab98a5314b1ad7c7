"""The best plan of a search is kept whatever is tried; from a worse one it goes on only early."""

from __future__ import annotations

from spaceplan.allocate import AllocateOptions
from spaceplan.allocate.clock import Clock
from spaceplan.allocate.plan.plan import Plan
from spaceplan.allocate.problem.evaluate import Held
from spaceplan.allocate.search.record import Record
from spaceplan.model import Prices
from spaceplan.progress import SILENT
from tests.allocate.builders import building, department, portfolio, workshop

#: Two storeys at 1,000 points, and moving one room along the corridor costs a zone: half a point.
SHOP = workshop(
    portfolio(
        [building("hq", "centre", [18] * 6, [18] * 6)],
        (department("a", staff=4),),
        prices=Prices(storey=1000.0, zone=0.5, opened=0.0, distance=0.0),
    )
)
TOGETHER: list[Held] = [{0: (2,), 1: (2,)}]
APART: list[Held] = [{0: (2,), 5: (2,)}]  # in two zones: half a point more
ON_TWO_STOREYS: list[Held] = [{0: (2,), 6: (2,)}]
HALF: list[Held] = [{0: (2,)}]


def _record(offices: list[Held], spent: float = 0.0) -> tuple[Record, list[Plan]]:
    clock = Clock(AllocateOptions(work_limit=1.0, workers=1), SILENT)
    clock.work = spent
    told: list[Plan] = []
    return Record(SHOP.plan(offices), clock, told.append), told


def test_only_better_plans_are_told_and_the_best_one_stays_as_it_was() -> None:
    record, told = _record(APART)
    record.note(SHOP.plan(ON_TWO_STOREYS))
    record.note(SHOP.plan(HALF))
    assert told == []
    better = SHOP.plan(TOGETHER)
    record.note(better)
    better.apply(better.propose({0: ON_TWO_STOREYS[0]}))  # the search goes on with it
    assert [plan.offices for plan in told] == [TOGETHER]
    assert record.best.offices == TOGETHER


def test_a_plan_that_is_hardly_worse_may_be_gone_on_from_but_not_towards_the_end() -> None:
    hardly_worse = SHOP.plan(APART)
    assert hardly_worse.cost - SHOP.plan(TOGETHER).cost == 0.5
    assert _record(TOGETHER)[0].allows(hardly_worse)
    assert not _record(TOGETHER, spent=0.5)[0].allows(hardly_worse)
    assert _record(TOGETHER, spent=0.5)[0].allows(SHOP.plan(TOGETHER))
    assert _record(TOGETHER, spent=1.0)[0].allows(SHOP.plan(TOGETHER))


def test_one_who_leaves_people_out_or_costs_a_storey_more_is_not_gone_on_from() -> None:
    record, _told = _record(TOGETHER)
    assert not record.allows(SHOP.plan(HALF))
    assert not record.allows(SHOP.plan(ON_TWO_STOREYS))
