"""Prove what the prices of each level of an order say alone, in a process beside all levels.

A level of a short run ends before a process of its own, begun with it, comes to its first bound.
What is proven here holds for all plans, so that it does not matter which level is searched for.
The parent sends one pickled task; the child answers with a bound for each level in turn.
"""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from threading import Thread
from time import perf_counter

from spaceplan.allocate.bound.bounder import Bounder
from spaceplan.allocate.child import Child
from spaceplan.allocate.faults import fault_message
from spaceplan.allocate.plan.plan import Plan
from spaceplan.allocate.problem.geometry import Geometry
from spaceplan.allocate.problem.problem import Problem
from spaceplan.model import Prices

_CHILD = "from spaceplan.allocate.order.level_proofs import main; main()"
#: With fewer offices each level's own proof is quick enough.
_LARGE = 500
#: Seconds to wait for what is being read once the process is killed.
_LAST_WORDS = 1.0


@dataclass(frozen=True)
class Task:
    """What is to be proven: the least of each of some prices where so many people are left out."""

    problem: Problem
    geometry: Geometry
    unplaced: int
    prices: tuple[Prices, ...]
    seconds: float


class LevelProofs:
    """What is proven so far of each level alone.

    Attributes
    ----------
    bounds
        Of the first levels: no plan with the fewest unseated has less, in the level's prices.
    fault
        Why the process died, where it did.
    """

    def __init__(self, prices: Sequence[Prices]) -> None:
        self.bounds: list[float] = []
        self.fault = ""
        self._prices = tuple(prices)
        self._child: Child | None = None
        self._reader: Thread | None = None
        self._closed = False

    def begin(self, plan: Plan, seconds: float) -> None:
        """Begin in a large portfolio, given a plan: none that counts leaves out more than it."""
        if len(plan.problem.offices) <= _LARGE or self._child is not None:
            return
        with suppress(OSError):  # no process to be had: the levels prove for themselves
            self._child = Child(_CHILD)
        if self._child is not None:
            geometry = plan.evaluator.geometry
            task = Task(plan.problem, geometry, plan.unplaced, self._prices, seconds)
            self._reader = Thread(target=self._read, args=(self._child, task), daemon=True)
            self._reader.start()

    def _read(self, child: Child, task: Task) -> None:
        try:
            with suppress(BrokenPipeError):  # it has ended; its exit code says why
                child.send(task)
                child.end_input()
            for bound in child.messages():
                self.bounds.append(bound)
            if not self._closed:
                child.check()
        except Exception as error:
            if not self._closed:
                self.fault = fault_message(error)

    def close(self) -> None:
        """End the process; what was proven until then stays."""
        self._closed = True
        if self._child is not None and self._reader is not None:
            self._child.kill()
            self._reader.join(_LAST_WORDS)
            self._child.close()


def main() -> None:
    """Be the child: read the task from stdin, write bounds to stdout."""
    task: Task = pickle.load(sys.stdin.buffer)
    until, parent = perf_counter() + task.seconds, os.getppid()

    def seconds_left() -> float:
        return max(0.0, until - perf_counter()) if os.getppid() == parent else 0.0

    for prices in task.prices:
        if not seconds_left():
            return
        problem = replace(task.problem, prices=prices)
        bounder = Bounder(problem, task.geometry, lambda _: None, seconds_left)
        *_, proof = bounder.proofs(task.unplaced)
        pickle.dump(proof.value, sys.stdout.buffer)
        sys.stdout.buffer.flush()
