"""Rounds in processes of their own: what they find comes back and is put together."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor, wait
from math import inf
from random import Random
from time import sleep, time

import pytest

from spaceplan.allocate import AllocateOptions
from spaceplan.allocate.clock import Clock
from spaceplan.allocate.plan.plan import Plan
from spaceplan.allocate.problem.evaluate import Held
from spaceplan.allocate.search import island, search
from spaceplan.allocate.search.island import Islands, Leg, Task
from spaceplan.allocate.search.island_process import Searcher
from spaceplan.allocate.search.search import Search
from spaceplan.progress import SILENT
from tests.allocate.builders import Workshop, building, department, portfolio, workshop

PEOPLE = tuple(department(id, staff=4) for id in "abcdef")
#: Everybody sits on two storeys, and need not.
SPLIT: list[Held] = [{d: (2,), 6 + d: (2,)} for d in range(6)]


def _shop() -> Workshop:
    return workshop(portfolio([building("hq", "centre", [18] * 6, [18] * 6)], PEOPLE))


def _fail(error: Exception) -> None:
    raise error


def _split_storeys(plan: Plan) -> list[int]:
    return [len(cost.storeys) for cost in plan.costs]


def test_a_round_gathers_departments_with_and_without_being_shaken() -> None:
    shop = _shop()
    searcher = Searcher(Task(shop.problem, shop.evaluator.geometry, seed=1))
    for shaking in (0.0, 0.2):
        best = searcher.search(Leg(tuple(SPLIT), 3.0, inf, shaking, 0.0))
        assert _split_storeys(best) == [1] * 6
        assert best.unseated == 0


def test_a_round_is_over_when_it_must_be() -> None:
    shop = _shop()
    searcher = Searcher(Task(shop.problem, shop.evaluator.geometry, seed=1))
    begun = time()
    searcher.search(Leg(tuple(SPLIT), 1000.0, begun + 1.0, 0.0, 0.0))
    assert time() - begun < 60.0


def test_a_process_whose_parent_is_gone_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    shop = _shop()
    searcher = Searcher(Task(shop.problem, shop.evaluator.geometry, seed=1))
    monkeypatch.setattr(os, "getppid", lambda: 1)
    with pytest.raises(EOFError):
        searcher.search(Leg(tuple(SPLIT), 1000.0, inf, 0.0, 0.0))


def test_two_processes_answer_and_are_used_again() -> None:
    shop = _shop()
    islands = Islands(shop.problem, shop.evaluator.geometry, seed=0)
    leg = Leg(tuple(SPLIT), 2.0, inf, 0.0, 0.0)
    with ThreadPoolExecutor(2) as pool:
        try:
            found: list[tuple[Held, ...]] = []
            for _ in range(2):
                islands.begin(pool, leg)
                islands.begin(pool, leg)
                assert islands.running == 2
                wait(islands._running)
                found += islands.ended()
            assert islands.running == 0
            assert len(islands._children) == 2
        finally:
            islands.close()
    assert len(found) == 4
    assert all(_split_storeys(shop.plan(offices)) == [1] * 6 for offices in found)


def test_one_that_dies_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    shop = _shop()
    monkeypatch.setattr(island, "_CHILD", "import os; os.abort()")
    islands = Islands(shop.problem, shop.evaluator.geometry, seed=0)
    with ThreadPoolExecutor(1) as pool:
        islands.begin(pool, Leg(tuple(SPLIT), 0.5, inf, 0.0, 0.0))
        wait(islands._running)
        with pytest.raises(ChildProcessError):
            list(islands.ended())
        islands.close()


def test_a_run_with_several_workers_puts_together_what_they_find(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(search, "_LARGE", 1)
    shop, told = _shop(), list[Plan]()
    order = Random(0).sample(range(6), 6)
    start = shop.plan([SPLIT[d] for d in order])
    clock = Clock(AllocateOptions(time_limit=60.0, workers=2), SILENT)
    several = Search(start, clock, told.append, _fail)

    def prove() -> bool:
        """Prove nothing, and stop when a process has come back."""
        sleep(0.05)
        if several.improver.counts["beside"]:
            clock.interrupt()
        return True

    several.run(prove, lambda: True)
    assert several.improver.counts["beside"] > 0
    assert clock.seconds < 50.0
    assert _split_storeys(told[-1]) == [1] * 6
    assert [plan.value for plan in told] == sorted((p.value for p in told), reverse=True)
    assert not any(child.running for child in several.islands._children)


def test_a_run_goes_on_without_processes_that_die(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "_LARGE", 1)
    monkeypatch.setattr(island, "_CHILD", "import os; os.abort()")
    shop, told, failed = _shop(), list[Plan](), list[Exception]()
    clock = Clock(AllocateOptions(time_limit=4.0, workers=2), SILENT)
    several = Search(shop.plan(SPLIT), clock, told.append, failed.append)
    several.run(lambda: False, lambda: False)
    assert [type(error) for error in failed] == [ChildProcessError]
    assert _split_storeys(told[-1]) == [1] * 6
    assert clock.seconds > 3.0


def test_a_run_goes_on_where_no_process_can_be_made(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_code: str) -> None:
        raise BlockingIOError("no more processes")

    monkeypatch.setattr(search, "_LARGE", 1)
    monkeypatch.setattr(island, "Child", refuse)
    shop, told, failed = _shop(), list[Plan](), list[Exception]()
    clock = Clock(AllocateOptions(time_limit=60.0, workers=2), SILENT)
    several = Search(shop.plan(SPLIT), clock, told.append, failed.append)

    def prove() -> bool:
        """Prove nothing, and stop when all sit together without a process."""
        sleep(0.05)
        if failed and told and _split_storeys(told[-1]) == [1] * 6:
            clock.interrupt()
        return True

    several.run(prove, lambda: True)
    assert [type(error) for error in failed] == [BlockingIOError]
    assert clock.seconds < 50.0


@pytest.mark.parametrize("error", [ZeroDivisionError("by zero"), KeyboardInterrupt()])
def test_a_search_that_fails_waits_for_no_proof(
    monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    def fail(_rival: object) -> None:
        raise error

    def prove() -> bool:
        """Prove nothing, for as long as there is time."""
        sleep(0.05)
        return True

    clock = Clock(AllocateOptions(time_limit=60.0, workers=2), SILENT)
    several = Search(_shop().plan(SPLIT), clock, lambda _plan: None, _fail)
    monkeypatch.setattr(several.improver, "turns", fail)
    with pytest.raises(type(error)):
        several.run(prove, lambda: False)
    assert clock.seconds < 30.0
