"""Two processes search together: what either finds counts; whatever ends one, the best stays."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from threading import Timer
from time import monotonic, sleep

import numpy as np
import pytest

from spaceplan.allocate.child import Child
from spaceplan.allocate.result import Stop
from spaceplan.allocate.seating import SeatingOptions, SeatingResult, helper, solve_seating
from spaceplan.allocate.seating.anneal import compile_now
from spaceplan.allocate.seating.arrays import SeatingArrays
from spaceplan.allocate.seating.clock import Run
from spaceplan.allocate.seating.helper import Helper, Task
from spaceplan.allocate.seating.relaxation import Relaxation
from spaceplan.allocate.seating.value import Value
from spaceplan.check import recompute_seating
from spaceplan.errors import ConflictError
from spaceplan.model import SeatingProblem
from spaceplan.progress import SILENT, Silent

from .builders import problem, rule
from .test_solve import crowd

LONGEST = 120.0


def quarrel(number: int = 60) -> SeatingProblem:
    """Return a problem of which no proof is near: nobody wants to share, and rooms are few."""
    rng = np.random.default_rng(1)
    spaces, areas = (rng.integers(5, 25, count).tolist() for count in (number, number // 2))
    alone = [rule("notsharing", i) for i in range(number)]
    wishes = [rule("nearby", i, i + 1) for i in range(0, number - 1, 3)]
    wishes += [rule("awayfrom", i, i + 2) for i in range(0, number - 2, 2)]
    return problem(spaces, areas, *alone, *wishes, floors="abc" * (number // 6))


CASE = quarrel()


@pytest.fixture(autouse=True, scope="module")
def compiled() -> None:
    """Have nobody wait for the compiler in the midst of a test."""
    compile_now()


@pytest.fixture
def children(monkeypatch: pytest.MonkeyPatch) -> list[Child]:
    """Return the processes as they are started."""
    started: list[Child] = []

    def start(code: str) -> Child:
        started.append(Child(code))
        return started[-1]

    monkeypatch.setattr(helper, "Child", start)
    return started


def together(seconds: float, progress: Silent = SILENT) -> SeatingResult:
    options = SeatingOptions(time_limit=seconds, workers=2)
    result = solve_seating(CASE, options=options, progress=progress)
    check = recompute_seating(CASE, result.assignment)
    assert (check.cost, check.hard_broken) == (result.cost, result.hard_broken)
    assert result.bound <= result.cost
    return result


def start_helper(case: SeatingProblem) -> tuple[Run, Helper]:
    run = Run(SeatingArrays(case), SeatingOptions(time_limit=LONGEST), SILENT)
    rooms = np.arange(run.arrays.n) % run.arrays.m
    run.offer(rooms)
    task = Task(case, run.options, 1, rooms, monotonic() + LONGEST)
    run.watchers.append(beside := Helper(run, task))
    return run, beside


def wait_until(what: Callable[[], bool], seconds: float = LONGEST) -> None:
    until = monotonic() + seconds
    while not what() and monotonic() < until:
        sleep(0.05)
    assert what()


def test_the_helper_s_bound_and_seatings_are_heard() -> None:
    case = crowd()
    relaxed = Relaxation(SeatingArrays(case)).solve(LONGEST)
    assert relaxed is not None
    run, beside = start_helper(case)
    first = run.value
    try:
        wait_until(lambda: run.bound >= relaxed.bound and run.value < first)
    finally:
        beside.close()
    assert run.bound <= run.value.cost
    assert not beside.child.running


def test_the_helper_hears_what_the_run_finds() -> None:
    # Rooms of 10, 20 ... 300 m² and an entity for each: everybody fits exactly, and costs nothing.
    spaces = [10 * i for i in range(1, 31)]
    run, beside = start_helper(problem(spaces, spaces[::-1]))
    try:
        run.offer(np.arange(30)[::-1].copy())
        assert run.value == Value(0, 0)
        # It has nothing left to do, and ends long before its time.
        wait_until(lambda: not beside.child.running)
    finally:
        beside.close()
    assert run.fault == ""


def test_a_conflict_that_the_helper_proves_is_the_run_s() -> None:
    alone = [rule("notsharing", i, hard=True) for i in range(40)]
    run, beside = start_helper(problem([10] * 40, [10] * 30, *alone))
    try:
        wait_until(run.stopped)
    finally:
        beside.close()
    assert isinstance(run.conflict, ConflictError)


@pytest.mark.parametrize("code", ["import os; os.abort()", "import sys; sys.exit('no paper')"])
def test_a_helper_that_dies_is_a_fault_and_the_best_is_kept(
    code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(helper, "_CHILD", code)
    result = together(3.0)
    assert (result.stopped, result.hard_broken) == (Stop.FAULT, 0)
    assert "worker process" in result.fault


def test_a_helper_that_is_killed_is_a_fault_and_the_best_is_kept(children: list[Child]) -> None:
    class Killer(Silent):
        killed = LONGEST + monotonic()

        def plan(self, _value: float, _bound: float | None, unseated: int, *_: object) -> None:
            if children and not unseated:
                children[0].kill()
                self.killed = min(self.killed, monotonic())

        def stopped(self) -> bool:
            return monotonic() > self.killed + 2.0  # time enough to hear of it

    result = together(LONGEST, Killer())
    assert (result.stopped, result.hard_broken) == (Stop.FAULT, 0)
    assert "worker process" in result.fault


def test_ctrl_c_keeps_the_best_and_leaves_no_process(children: list[Child]) -> None:
    # Who starts tests in the background of a shell has Ctrl-C ignored.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    timer = Timer(4.0, os.kill, (os.getpid(), signal.SIGINT))
    timer.start()
    try:
        result = together(LONGEST)
    finally:
        timer.cancel()
        signal.signal(signal.SIGINT, before)
    assert (result.stopped, result.fault) == (Stop.USER, "")
    assert result.seconds < LONGEST / 2
    assert children
    assert not any(child.running for child in children)


def test_the_time_limit_ends_both(children: list[Child]) -> None:
    result = together(3.0)
    assert (result.stopped, result.fault) == (Stop.TIME_LIMIT, "")
    assert not any(child.running for child in children)


_PARENT = """
from tests.allocate.seating.test_helper import start_helper, CASE
run, beside = start_helper(CASE)
print(beside.child.process.pid, flush=True)
input()
"""


def test_a_parent_that_is_killed_leaves_no_process() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", _PARENT],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    ) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        parent.kill()
    wait_until(lambda: not alive(child))


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
