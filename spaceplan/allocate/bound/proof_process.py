"""Prove beside the search, in a process of its own: both are busy in Python.

The parent sends one pickled task, the child answers with one pickled ``Proof`` after the other, and
ends when nothing more is to be proven, its time is up, or the parent is gone.
"""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from threading import Thread
from time import perf_counter, sleep

from spaceplan.allocate.bound.bounder import Proof
from spaceplan.allocate.bound.raised import all_proofs
from spaceplan.allocate.child import Child
from spaceplan.allocate.problem.geometry import Geometry
from spaceplan.allocate.problem.problem import Problem

_POLL = 0.2
_CHILD = "from spaceplan.allocate.bound.proof_process import main; main()"


@dataclass(frozen=True)
class Task:
    """What is to be proven, and the seconds there are for it; see ``all_proofs``."""

    problem: Problem
    geometry: Geometry
    unplaced: int
    seconds: float


def proofs_beside(
    task: Task, stopped: Callable[[], bool], rests: Callable[[], bool]
) -> Iterator[Proof]:
    """Yield better and better proofs from a process of its own until it ends, or is stopped.

    Parameters
    ----------
    rests
        Whether it has become so slow that it should let others go first.

    Raises
    ------
    ChildProcessError
        If it died.
    """
    child = Child(_CHILD)
    watcher = Thread(target=_watch, args=(stopped, rests, child), daemon=True)
    watcher.start()
    try:
        with suppress(BrokenPipeError):  # it has ended; its exit code says why
            child.send(task)
            child.end_input()
        yield from child.messages()
        if not stopped():
            child.check()
    finally:
        child.close()


def _watch(stopped: Callable[[], bool], rests: Callable[[], bool], child: Child) -> None:
    """Kill the child when the parent stops, so that nobody waits for its next proof."""
    hurried = True
    while child.running:
        if stopped():
            child.kill()
        elif hurried and rests():
            hurried = False
            child.step_back()
        sleep(_POLL)


def main() -> None:
    """Be the child: read the task from stdin, write proofs to stdout."""
    task: Task = pickle.load(sys.stdin.buffer)
    until, parent = perf_counter() + task.seconds, os.getppid()

    def seconds_left() -> float:
        return max(0.0, until - perf_counter()) if os.getppid() == parent else 0.0

    best = None
    for proof in all_proofs(
        task.problem,
        task.geometry,
        task.unplaced,
        count=lambda _: None,
        seconds_left=seconds_left,
    ):
        if proof is not best:
            best = proof
            pickle.dump(proof, sys.stdout.buffer)
            sys.stdout.buffer.flush()
