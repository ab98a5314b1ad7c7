"""Rounds of the search in processes of their own, so that they are not kept waiting for Python.

The parent sends one pickled ``Task``, then one ``Leg`` after the other; each is answered with the
offices of the best plan found.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor, Future
from dataclasses import dataclass

from spaceplan.allocate.child import Child
from spaceplan.allocate.problem.evaluate import Held
from spaceplan.allocate.problem.geometry import Geometry
from spaceplan.allocate.problem.problem import Problem

#: Processes at most: each holds the whole problem, some 0.5 GB for a city.
_MOST = 7
_CHILD = "from spaceplan.allocate.search.island_process import main; main()"


@dataclass(frozen=True)
class Task:
    """What all rounds are about, and what is drawn at random."""

    problem: Problem
    geometry: Geometry
    seed: int


@dataclass(frozen=True)
class Leg:
    """One round: from which offices, and how long.

    Parameters
    ----------
    until
        When it must be over by the clock on the wall, seconds since 1970: a process takes some
        seconds to begin.
    shaking
        Seconds in which the plan is shaken first.
    descent
        The share of the time in which moves must gain much.
    """

    offices: tuple[Held, ...]
    seconds: float
    until: float
    shaking: float
    descent: float


class Islands:
    """Processes that search, each on its own."""

    def __init__(self, problem: Problem, geometry: Geometry, seed: int) -> None:
        self._problem = problem
        self._geometry = geometry
        self._seed = seed
        self._children: list[Child] = []
        self._idle: list[Child] = []
        self._running: dict[Future[tuple[Held, ...]], Child] = {}
        self._closed = False

    @property
    def running(self) -> int:
        """How many are at work."""
        return len(self._running)

    @property
    def full(self) -> bool:
        """Whether there may be no more: there are enough, or they are closed."""
        return self._closed or self.running >= _MOST

    def begin(self, pool: Executor, leg: Leg) -> None:
        """Have a process make a round; a thread of the pool waits for it."""
        task = None
        if not self._idle:
            self._idle.append(Child(_CHILD))
            self._children += self._idle
            task = Task(self._problem, self._geometry, self._seed + len(self._children))
        child = self._idle.pop()
        self._running[pool.submit(_run, child, task, leg)] = child

    def ended(self) -> Iterator[tuple[Held, ...]]:
        """Yield the offices to which each round led that has ended.

        Raises
        ------
        ChildProcessError
            If a process died.
        """
        for future in [future for future in self._running if future.done()]:
            child = self._running.pop(future)
            offices = future.result()
            self._idle.append(child)
            yield offices

    def close(self) -> None:
        """End all of them at once, for good."""
        self._closed = True
        self._running.clear()
        for child in self._children:
            child.close()


def _run(child: Child, task: Task | None, leg: Leg) -> tuple[Held, ...]:
    """Send a process what it needs, and wait for its answer.

    Raises
    ------
    ChildProcessError
        If it died.
    """
    try:
        if task is not None:
            child.send(task)
        child.send(leg)
    except BrokenPipeError:
        child.check()
    answer: tuple[Held, ...] | None = next(child.messages(), None)
    if answer is None:
        child.check()
        raise ChildProcessError("no answer")
    return answer
