"""Local processes: each task in a fresh one; one that is killed takes no other along.

A fresh process a task costs two seconds of imports; a run takes longer. It has its memory to
itself, gives it all back, and how much that was at most can be told. The pool of the standard
library is lost as a whole when one of its processes is killed.
"""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from threading import Thread
from typing import Any, TypeVar

from spaceplan.batch.executor import Done, Lost, Started

T = TypeVar("T")
R = TypeVar("R")
#: Seconds between two looks whether to stop, or whether a process is gone without a word.
_POLL = 0.1
#: Seconds that a process may take to end once it has answered.
_FAREWELL = 5.0


@dataclass(frozen=True)
class _Worker:
    """A process at work on a task."""

    index: int
    attempt: int
    process: SpawnProcess
    inbox: Connection


class LocalProcesses:
    """Carries out tasks in processes of this machine.

    Parameters
    ----------
    jobs
        How many at once.
    attempts
        How often a task is begun whose process is killed.
    """

    def __init__(self, jobs: int, *, attempts: int = 2) -> None:
        if jobs < 1 or attempts < 1:
            raise ValueError("jobs and attempts must be 1 or more")
        self._jobs = jobs
        self._attempts = attempts

    @property
    def jobs(self) -> int:
        """How many tasks are worked on at once."""
        return self._jobs

    def execute(
        self, work: Callable[[T], R], tasks: Sequence[T], stopped: Callable[[], bool]
    ) -> Generator[Started | Done[R] | Lost, None, None]:
        """Yield what becomes of the tasks; see ``Executor``."""
        waiting = deque((index, 1) for index in range(len(tasks)))
        running: list[_Worker] = []
        try:
            while running or (waiting and not stopped()):
                while waiting and len(running) < self._jobs and not stopped():
                    index, attempt = waiting.popleft()
                    running.append(_begin(work, tasks[index], index, attempt))
                    yield Started(index)
                for worker, answers in _ended(running):
                    running.remove(worker)
                    yield from self._outcome(worker, answers, waiting)
        finally:
            for worker in running:
                _end(worker, patience=0.0)

    def _outcome(
        self, worker: _Worker, answers: list[R], waiting: deque[tuple[int, int]]
    ) -> Iterator[Done[R] | Lost]:
        """Yield what became of a task; one whose process died waits again, first in the row."""
        _end(worker, patience=_FAREWELL if answers else 0.0)
        if answers:
            yield Done(worker.index, answers[0])
        elif worker.attempt < self._attempts:
            waiting.appendleft((worker.index, worker.attempt + 1))
        else:
            yield Lost(worker.index, _how(worker.process.exitcode), worker.attempt)


def _begin(work: Callable[[T], R], task: T, index: int, attempt: int) -> _Worker:
    context = get_context("spawn")
    inbox, outbox = context.Pipe(duplex=False)
    process = context.Process(target=_serve, args=(work, task, outbox), name=f"run-{index}")
    with _deaf():
        process.start()
    outbox.close()
    return _Worker(index, attempt, process, inbox)


def _ended(running: Sequence[_Worker]) -> Iterator[tuple[_Worker, list[Any]]]:
    """Wait a moment; yield each worker that has answered or is gone, with its answer if any.

    That a process is gone is asked of the system: its children may keep its pipe open.
    """
    answered = wait([worker.inbox for worker in running], timeout=_POLL)
    for worker in tuple(running):
        gone = worker.process.exitcode is not None
        if worker.inbox in answered or gone:
            yield worker, _answers(worker)


def _answers(worker: _Worker) -> list[Any]:
    with suppress(EOFError, OSError):
        if worker.inbox.poll():
            return [worker.inbox.recv()]
    return []


def _end(worker: _Worker, *, patience: float) -> None:
    worker.process.join(patience)
    if worker.process.exitcode is None:
        worker.process.kill()
        worker.process.join()
    worker.inbox.close()


def _how(exit_code: int | None) -> str:
    """Return the name of the signal that ended a process, else its exit code."""
    if exit_code is not None and exit_code < 0:
        with suppress(ValueError):
            return signal.Signals(-exit_code).name
    return str(exit_code)


@contextmanager
def _deaf() -> Iterator[None]:
    """Let a process begin that Ctrl-C does not reach: the terminal sends it to all of us."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(work: Callable[[T], R], task: T, outbox: Connection) -> None:
    """Be the process: do the work, send the answer; end when nobody is left to hear it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_follow_parent, daemon=True).start()
    outbox.send(work(task))
    outbox.close()


def _follow_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
