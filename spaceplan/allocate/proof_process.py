"""Prove beside the search, in a process of its own: both are busy in Python.

The parent sends one pickled task, the child answers with one pickled ``Proof`` after the other, and
ends when nothing more is to be proven or its time is up.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from threading import Thread
from time import perf_counter, sleep

from spaceplan.allocate.bound import Proof
from spaceplan.allocate.geometry import Geometry
from spaceplan.allocate.problem import Problem
from spaceplan.allocate.raise_bound import all_proofs

_POLL = 0.2
_CHILD = "from spaceplan.allocate.proof_process import main; main()"


@dataclass(frozen=True)
class Task:
    """What is to be proven, and the seconds there are for it; see ``all_proofs``."""

    problem: Problem
    geometry: Geometry
    unplaced: int
    seconds: float


def proofs_beside(task: Task, stopped: Callable[[], bool]) -> Iterator[Proof]:
    """Yield better and better proofs from a process of its own until it ends, or is stopped.

    Raises
    ------
    ChildProcessError
        If it died.
    """
    child = subprocess.Popen(
        [sys.executable, "-c", _CHILD],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        start_new_session=True,  # the keyboard interrupts the parent, which stops the child
    )
    watcher = Thread(target=_kill_once, args=(stopped, child), daemon=True)
    watcher.start()
    try:
        yield from _conversation(child, task)
        if not stopped() and child.wait():
            raise ChildProcessError(_last_words(child))
    finally:
        child.kill()
        for stream in (child.stdin, child.stdout, child.stderr):
            if stream is not None:
                with suppress(BrokenPipeError):  # it was stopped before it had read its task
                    stream.close()
        child.wait()


def _kill_once(stopped: Callable[[], bool], child: subprocess.Popen[bytes]) -> None:
    """Kill the child when the parent stops, so that nobody waits for its next proof."""
    while child.poll() is None:
        if stopped():
            child.kill()
        sleep(_POLL)


def _conversation(child: subprocess.Popen[bytes], task: Task) -> Iterator[Proof]:
    assert child.stdin is not None
    assert child.stdout is not None
    try:
        pickle.dump(task, child.stdin)
        child.stdin.close()
        while True:
            yield pickle.load(child.stdout)
    except (EOFError, BrokenPipeError, pickle.UnpicklingError):
        return  # it has ended; its exit code says why


def _last_words(child: subprocess.Popen[bytes]) -> str:
    assert child.stderr is not None
    words = child.stderr.read().decode(errors="replace").strip()
    return words.rsplit("\n", 1)[-1] or f"exit code {child.returncode}"


def main() -> None:
    """Be the child: read the task from stdin, write proofs to stdout."""
    task: Task = pickle.load(sys.stdin.buffer)
    until = perf_counter() + task.seconds

    def seconds_left() -> float:
        return max(0.0, until - perf_counter())

    best = None
    for proof in all_proofs(
        task.problem,
        task.geometry,
        task.unplaced,
        count=lambda _: None,
        seconds_left=seconds_left,
        hurry=True,
    ):
        if proof is not best:
            best = proof
            pickle.dump(proof, sys.stdout.buffer)
            sys.stdout.buffer.flush()
