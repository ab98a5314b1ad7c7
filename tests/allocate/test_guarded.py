"""The search in a process of its own: killed, out of memory or stopped, its best plan is kept."""

from __future__ import annotations

import os
import resource
import signal
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from time import sleep

import pytest

from spaceplan.allocate import (
    AllocateOptions,
    AllocationResult,
    Stop,
    allocate_in_order,
    search_guarded,
)
from spaceplan.allocate.guarded import Source
from spaceplan.check import verify_allocation
from spaceplan.entitlement import compute_entitlements
from spaceplan.errors import ConflictError, SolverFaultError
from spaceplan.graph import build_graph
from spaceplan.model import Portfolio
from spaceplan.progress import SILENT, Progress, Silent
from tests.allocate.builders import book
from tests.allocate.test_limits import town

Watch = Callable[[Source], None]
#: What a child process fills its memory with.
BALLAST: list[bytearray] = []
LONG = AllocateOptions(time_limit=100.0, workers=1)
BRIEF = AllocateOptions(time_limit=100.0, work_limit=0.2, workers=1)


def search(
    progress: Progress,
    watch: Watch,
    *,
    case: Portfolio,
    options: AllocateOptions = LONG,
    order: tuple[str, ...] = (),
) -> AllocationResult:
    graph, entitlements = build_graph(case), compute_entitlements(case, book())
    return allocate_in_order(
        case,
        graph,
        book(),
        entitlements,
        order=order,
        options=options,
        progress=progress,
        watch=watch,
    )


def ended_by(end: Callable[[], object], progress: Progress, watch: Watch) -> AllocationResult:
    """Search, and once there is a plan come to this end."""

    def watch_and_end(source: Source) -> None:
        watch(source)
        end()

    return search(progress, watch_and_end, case=town())


def use_up_memory() -> None:
    """Leave no memory for anything but the smallest things."""
    used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + (8 << 20), resource.RLIM_INFINITY))
    size = 1 << 20
    while size > 1 << 10:
        try:
            BALLAST.append(bytearray(size))
        except MemoryError:
            size //= 2


def kept(result: AllocationResult) -> bool:
    """Return whether the plan seats all and keeps every rule."""
    case = town()
    broken = verify_allocation(case, build_graph(case), book(), result.allocation)
    return broken == () and result.objective.unseated == 0


@pytest.mark.parametrize("by", [signal.SIGKILL, signal.SIGSEGV])
def test_a_search_that_is_killed_leaves_its_best_plan(by: signal.Signals) -> None:
    def die() -> None:
        os.kill(os.getpid(), by)

    result = search_guarded(partial(ended_by, die), SILENT, 100.0)
    assert result.stopped is Stop.FAULT
    assert by.name in result.fault
    assert kept(result)


def test_a_search_without_memory_leaves_its_best_plan() -> None:
    result = search_guarded(partial(ended_by, use_up_memory), SILENT, 100.0)
    assert result.stopped is Stop.FAULT
    assert "memory ran out" in result.fault or "SIG" in result.fault
    assert kept(result)


def test_a_search_that_does_not_end_in_time_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("spaceplan.allocate.guarded._GRACE", 0.0)
    result = search_guarded(partial(ended_by, partial(sleep, 100.0)), SILENT, 1.0)
    assert result.stopped is Stop.TIME_LIMIT
    assert result.fault == ""
    assert kept(result)


def test_a_search_that_dies_without_a_plan_is_an_error_that_says_so() -> None:
    def die(progress: Progress, watch: Watch) -> AllocationResult:
        os._exit(3)

    with pytest.raises(SolverFaultError, match=r"ended before its work was done \(3\)"):
        search_guarded(die, SILENT, 10.0)


@pytest.mark.parametrize("error", [ConflictError("two locks"), ZeroDivisionError("ours")])
def test_what_the_search_raises_is_raised(error: Exception) -> None:
    def fail(progress: Progress, watch: Watch) -> AllocationResult:
        raise error

    with pytest.raises(type(error), match=str(error)):
        search_guarded(fail, SILENT, 10.0)


class _Stops(Silent):
    """Somebody who wants an end once three plans were shown."""

    def __init__(self) -> None:
        self.shown: list[float] = []
        self.steps: list[str] = []

    def step(self, name: str, done: int = 0, total: int = 0) -> None:
        self.steps.append(name)

    def plan(self, value: float, *_: object) -> None:
        self.shown.append(value)

    def stopped(self) -> bool:
        return len(self.shown) >= 3


def test_progress_and_the_wish_to_stop_cross_over() -> None:
    progress = _Stops()
    result = search_guarded(partial(search, case=town()), progress, 100.0)
    assert result.stopped is Stop.USER
    assert result.seconds < 60
    assert "improving" in progress.steps
    assert kept(result)


def test_a_second_interrupt_ends_the_search_where_there_is_no_plan_yet() -> None:
    class _Interrupts(Silent):
        def step(self, name: str, done: int = 0, total: int = 0) -> None:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        search_guarded(partial(search, case=town()), _Interrupts(), 100.0)


@pytest.mark.parametrize("order", [(), ("scatter", "excess")])
def test_the_answer_is_the_same_as_without_a_process(order: tuple[str, ...]) -> None:
    options = AllocateOptions(time_limit=100.0, work_limit=0.2, workers=1)
    task = partial(search, case=town(4), options=options, order=order)
    here, there = task(SILENT, lambda _: None), search_guarded(task, SILENT, 100.0)
    assert here.allocation == there.allocation
    assert (here.bound, here.work, here.levels) == (there.bound, there.work, there.levels)


def test_what_a_level_led_to_is_kept_when_the_next_one_dies_at_once() -> None:
    def die(progress: Progress, watch: Watch) -> AllocationResult:
        result = search(progress, lambda _: None, case=town(2), options=BRIEF)
        for level in (1, 2):
            watch(partial(replace, result, seed=level))
        os._exit(9)

    assert search_guarded(die, SILENT, 100.0).seed == 2


def test_a_level_that_dies_leaves_the_plan_in_the_portfolio_s_prices() -> None:
    def die(progress: Progress, watch: Watch) -> AllocationResult:
        def watch_and_die(source: Source) -> None:
            watch(source)
            os._exit(9)

        return search(progress, watch_and_die, case=town(), order=("storey",))

    result = search_guarded(die, SILENT, 100.0)
    assert result.objective.term("excess").price == 5
    assert [level.term for level in result.levels] == ["storey", ""]
    assert kept(result)
