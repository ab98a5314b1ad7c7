"""Groups moved by other threads: what they made better is brought into the plan as it is then."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor, wait
from random import Random

import pytest

from spaceplan.allocate import AllocateOptions
from spaceplan.allocate.clock import Clock
from spaceplan.allocate.plan.plan import Plan
from spaceplan.allocate.problem.evaluate import Held
from spaceplan.allocate.search.anneal import Annealer, Heat
from spaceplan.allocate.search.moving import Moving, merged
from spaceplan.progress import SILENT
from tests.allocate.builders import building, department, portfolio, workshop

#: Two storeys of six rooms of 18 m²; a and b each sit on both.
HOUSE = building("hq", "centre", [18] * 6, [18] * 6)
PEOPLE = (department("a", staff=4), department("b", staff=4))
SPLIT: list[Held] = [{0: (2,), 6: (2,)}, {1: (2,), 7: (2,)}]
A_BELOW: Held = {0: (2,), 2: (2,)}
B_ABOVE: Held = {7: (2,), 8: (2,)}


def _split() -> Plan:
    return workshop(portfolio([HOUSE], PEOPLE)).plan(SPLIT)


def _with(plan: Plan, offices: dict[int, Held]) -> Plan:
    changed = plan.copy()
    changed.apply(changed.propose(offices))
    return changed


def test_changes_of_different_departments_are_both_kept() -> None:
    base = _split()
    both = merged(_with(base, {0: A_BELOW}), base, _with(base, {1: B_ABOVE}))
    assert both is not None
    assert both.offices == [A_BELOW, B_ABOVE]
    assert both.value == pytest.approx(Plan(both.evaluator, both.assigner, both.offices).value)


@pytest.mark.parametrize(
    "meanwhile",
    [
        {1: {1: (2,), 2: (2,)}},  # the same department has moved
        {0: {6: (2,), 8: (2,)}},  # a room that it wants is taken
    ],
)
def test_what_has_changed_meanwhile_is_left_as_it_is(meanwhile: dict[int, Held]) -> None:
    base = _split()
    assert merged(_with(base, meanwhile), base, _with(base, {1: B_ABOVE})) is None


def test_what_no_longer_pays_is_not_taken() -> None:
    base = _split()
    worse = _with(base, {1: {1: (2,), 8: (1,), 9: (1,)}})
    assert merged(base, base, worse) is None


def test_another_thread_gathers_departments() -> None:
    plan, clock = _split(), Clock(AllocateOptions(work_limit=1.0), SILENT)
    random = Random(0)
    annealer = Annealer(random, clock.count_steps, clock.stopped)
    moving = Moving(plan, clock, random, annealer, Heat(400, 3.0, 0.1), wait=True)
    clock.count_work(0.5)
    with ThreadPoolExecutor(1) as pool:
        assert moving.begin(pool, plan)
        assert moving.beside == 1
        wait(moving._beside)
        (_, better), *_ = moving.ended()
    assert moving.beside == 0
    assert better is not None
    assert [len(cost.storeys) for cost in better.costs] == [1, 1]
    assert [len(cost.storeys) for cost in plan.costs] == [2, 2]
