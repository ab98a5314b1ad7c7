"""The child's side of ``island``: read a task from stdin, then make rounds until nobody asks."""

from __future__ import annotations

import os
import pickle
import sys
from contextlib import suppress
from time import time as now

from spaceplan.allocate.clock import Clock, Part
from spaceplan.allocate.plan.plan import Plan
from spaceplan.allocate.problem.evaluate import Evaluator
from spaceplan.allocate.problem.needs import ServiceAssigner
from spaceplan.allocate.result import AllocateOptions
from spaceplan.allocate.search.improve import Improver
from spaceplan.allocate.search.island import Leg, Task
from spaceplan.allocate.search.rounds import Round
from spaceplan.progress import SILENT

#: The parent says how long a round is, and ends this process: no time limit of its own.
_FOR_EVER = 1e9


def main() -> None:
    """Be the child."""
    searcher = Searcher(pickle.load(sys.stdin.buffer))
    with suppress(EOFError):  # the parent is gone
        while True:
            best = searcher.search(pickle.load(sys.stdin.buffer))
            pickle.dump(tuple(best.offices), sys.stdout.buffer)
            sys.stdout.buffer.flush()


class Searcher:
    """Makes rounds of one problem."""

    def __init__(self, task: Task) -> None:
        self._evaluator = Evaluator(task.problem, task.geometry)
        self._assigner = ServiceAssigner(task.problem, task.geometry)
        options = AllocateOptions(time_limit=_FOR_EVER, workers=1, seed=task.seed)
        self._clock = Clock(options, SILENT)
        self._improver: Improver | None = None
        self._parent = os.getppid()

    def search(self, leg: Leg) -> Plan:
        """Make one round; return the best plan that it led to.

        Raises
        ------
        EOFError
            If the parent is gone meanwhile.
        """
        plan = Plan(self._evaluator, self._assigner, list(leg.offices))
        if self._improver is None:
            self._improver = Improver(plan, self._clock, _ignore)
            self._improver.moving.make_ready(plan)
        time = Part(self._clock, min(leg.seconds, leg.until - now()))
        if leg.shaking:
            plan = self._improver.moving.shaken(plan, leg.shaking)
        for _ in self._improver.turns_of(Round(plan, time, leg.descent)):
            if os.getppid() != self._parent:
                raise EOFError
        return self._improver.record.best


def _ignore(plan: Plan) -> None:
    """Tell nobody of a plan."""
