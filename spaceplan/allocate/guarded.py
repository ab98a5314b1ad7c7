"""The search in a process of its own: whatever becomes of it, the best plan so far is kept.

A solver that runs out of memory, crashes or is killed takes its process with it, and no exception
handler helps. So the search runs in a child that hands on what it has about once a second; the
parent shows progress, passes on the wish to stop, and outlives it. Where processes cannot be
forked, the search runs here.
"""

from __future__ import annotations

import errno
import faulthandler
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from mmap import mmap
from multiprocessing import current_process, get_all_start_methods, get_context
from multiprocessing.connection import Connection
from threading import Lock, current_thread, main_thread
from time import perf_counter
from typing import Any

from spaceplan.allocate.faults import fault_message
from spaceplan.allocate.result import AllocationResult, Stop
from spaceplan.errors import ConflictError, SolverFaultError, SpaceplanError
from spaceplan.i18n import N_, Message
from spaceplan.progress import Progress

#: Returns the best plan of a running search.
Source = Callable[[], AllocationResult]
#: A search: takes the progress, and whom to tell where the best plan so far can be had.
Search = Callable[[Progress, Callable[[Source], None]], AllocationResult]
#: Seconds between two plans handed on, and how much of its time that may take.
_BETWEEN, _SHARE = 1.0, 0.03
#: Seconds past the time limit after which the search is ended from outside: at least, and a share.
_GRACE, _LATE = 5.0, 0.05
#: Exit code of a child that has no memory to say so.
_NO_MEMORY = errno.ENOMEM
#: Seconds that the child may take to end once it has answered, or has closed its mouth.
_LAST_WORDS = 1.0


def search_guarded(
    search: Search,
    progress: Progress,
    time_limit: float,
    on_plan: Callable[[AllocationResult], None] | None = None,
) -> AllocationResult:
    """Run a search in a child process, and return its answer or the best that it handed on.

    Parameters
    ----------
    on_plan
        Told every best plan that is handed on, about once a second at most; it must return at
        once. Where processes cannot be forked it is told none.

    Raises
    ------
    SpaceplanError
        What the search raises; and if it ends before it has any plan.
    """
    if not _can_fork():
        return search(progress, _nobody_watches)
    context = get_context("fork")
    inbox, outbox = context.Pipe(duplex=False)
    flag = mmap(-1, 1)
    child = context.Process(target=_work, args=(search, outbox, flag), name="spaceplan-search")
    try:
        child.start()
    except OSError:  # no process to be had: no reason not to search
        return search(progress, _nobody_watches)
    outbox.close()
    follower = _Follower(inbox, flag, progress, time_limit, on_plan)
    try:
        follower.follow()
    finally:
        child.join(0.0 if follower.ended else _LAST_WORDS)
        child.kill()
        child.join()
        inbox.close()
    return follower.answer(child.exitcode)


def _nobody_watches(_source: Source) -> None:
    """Take no note."""


def _can_fork() -> bool:
    return (
        "fork" in get_all_start_methods()
        and sys.platform != "darwin"  # its libraries do not survive a fork
        and not current_process().daemon
    )


class _Follower:
    """The parent's side: shows what the child says, keeps its plans, tells it to stop."""

    def __init__(
        self,
        inbox: Connection,
        flag: mmap,
        progress: Progress,
        seconds: float,
        on_plan: Callable[[AllocationResult], None] | None,
    ) -> None:
        self.inbox = inbox
        self.on_plan = on_plan
        self.flag = flag
        self.progress = progress
        self.last_second = perf_counter() + seconds + max(_GRACE, _LATE * seconds)
        self.best: AllocationResult | None = None
        self.result: AllocationResult | None = None
        self.error: BaseException | None = None
        self.ended: Stop | None = None

    def follow(self) -> None:
        """Follow the child to its end, or as long as it may run."""
        try:
            while self.result is None and self.error is None:
                if self.progress.stopped():
                    self.flag[0] = 1
                if self.inbox.poll(0.05):
                    self._take(*self.inbox.recv())
                elif self.best is not None and perf_counter() > self.last_second:
                    self.ended = Stop.TIME_LIMIT
                    return
        except (EOFError, OSError):
            return
        except KeyboardInterrupt:
            if self.best is None:
                raise
            self.ended = Stop.USER

    def _take(self, kind: str, value: Any) -> None:
        if kind == "step":
            self.progress.step(*value)
        elif kind == "plan":
            self.progress.plan(*value)
        elif kind == "trying":
            self.progress.trying(*value)
        else:
            setattr(self, kind, value)
            if kind == "best" and self.on_plan is not None:
                self.on_plan(value)

    def answer(self, exit_code: int | None) -> AllocationResult:
        """Return the child's answer, else the best plan that it handed on."""
        if self.result is not None:
            return self.result
        if self.error is not None and (self.best is None or isinstance(self.error, ConflictError)):
            raise self.error
        ended = self._fault(exit_code)
        if self.best is None:
            raise SolverFaultError(ended)
        if self.ended is not None:
            return replace(self.best, stopped=self.ended)
        return replace(self.best, stopped=Stop.FAULT, fault=self.best.fault or ended)

    def _fault(self, exit_code: int | None) -> Message:
        """Return what is told of a search without an answer."""
        if exit_code == _NO_MEMORY:
            return fault_message(MemoryError())
        if self.error is not None:
            return fault_message(self.error)
        text = N_("the search's process ended before its work was done ({how})")
        return Message.of(text, how=_how(exit_code))


def _how(exit_code: int | None) -> str:
    """Return the name of the signal that ended a process, else its exit code."""
    if exit_code is not None and exit_code < 0:
        with suppress(ValueError):
            return signal.Signals(-exit_code).name
    return str(exit_code)


def _work(search: Search, outbox: Connection, flag: mmap) -> None:
    """Search in the child; what a dying library prints there would only be in the way."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent says when to stop
    faulthandler.disable()
    with open(os.devnull, "wb") as nowhere:
        os.dup2(nowhere.fileno(), 2)
    relay = _Relay(outbox, flag)
    try:
        try:
            relay.send("result", search(relay, relay.watch))
        except SpaceplanError as error:
            relay.send("error", error)
        except Exception as error:
            error.add_note(str(fault_message(error)))
            relay.send("error", error)
    except MemoryError:
        os._exit(_NO_MEMORY)  # not even for these words


class _Relay:
    """The child's side: progress that is handed on, and the best plan about once a second."""

    def __init__(self, outbox: Connection, flag: mmap) -> None:
        self.outbox = outbox
        self.flag = flag
        self.parent = os.getppid()
        self.lock = Lock()
        self.source: Source | None = None
        self.is_new = False
        self.next_time = 0.0
        self.next_word = 0.0

    def send(self, kind: str, value: object) -> None:
        """Send a message, whichever thread says so."""
        with self.lock:
            self.outbox.send((kind, value))

    def watch(self, source: Source) -> None:
        """Take note of where the best plan so far can be had, and hand it on at once.

        With an order each level tells of it anew: what the one before led to is then safe.
        """
        self.source, self.is_new, self.next_time = source, True, 0.0
        self._hand_on()

    def step(self, name: str, done: int = 0, total: int = 0) -> None:
        """Hand a step on."""
        self.send("step", (name, done, total))

    def plan(
        self,
        value: float,
        bound: float | None,
        unseated: int,
        seconds: float,
        broken: int = 0,
        level: str | None = None,
    ) -> None:
        """Hand the figures of a better plan on, the plan itself if the last one was long ago."""
        self.is_new = True
        self._hand_on()  # what is shown is not lost
        self.send("plan", (value, bound, unseated, seconds, broken, level))

    def trying(self, what: str, seconds_left: float) -> None:
        """Hand on what is being tried, a few times a second."""
        now = perf_counter()
        if now >= self.next_word:
            self.next_word = now + _BETWEEN / 4
            self.send("trying", (what, seconds_left))

    def stopped(self) -> bool:
        """Return whether the parent wants an end, or has come to its own."""
        self._hand_on()
        return self.flag[0] != 0

    def _hand_on(self) -> None:
        """Hand the best plan on where there is a new one and it is time; the search's thread only.

        A plan that breaks hard wishes is none yet.
        """
        begun = perf_counter()
        if begun < self.next_time or self.source is None or current_thread() is not main_thread():
            return
        self.next_time = begun + _BETWEEN
        if os.getppid() != self.parent:
            os._exit(1)  # nobody would hear the answer
        if not self.is_new:
            return
        self.is_new = False
        with suppress(ConflictError):
            self.send("best", self.source())
        spent = perf_counter() - begun
        self.next_time = perf_counter() + max(_BETWEEN, spent / _SHARE)
