"""The process of a helper: it hears a task, searches, and tells what it finds."""

from __future__ import annotations

import faulthandler
import os
import pickle
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from threading import Thread
from time import monotonic
from typing import IO, Any

from spaceplan.allocate.faults import fault_message
from spaceplan.allocate.seating.arrays import SeatingArrays
from spaceplan.allocate.seating.clock import Run
from spaceplan.allocate.seating.crew import Crew
from spaceplan.allocate.seating.helper import NO_MEMORY, Task
from spaceplan.allocate.seating.outbox import Outbox
from spaceplan.errors import SpaceplanError
from spaceplan.progress import Silent

#: Seconds that a helper ends before the run, so that its last word is heard.
_EARLY = 0.3


class _Relay(Silent):
    """Progress that tells the run what is being done."""

    def __init__(self, outbox: Outbox) -> None:
        self._outbox = outbox

    def step(self, name: str, done: int = 0, total: int = 0) -> None:
        """Hand the step's name on."""
        del done, total
        self._outbox.tell("step", name)


class _Voice(Outbox):
    """What the run hears of the helper."""

    def counted(self, units: float) -> None:
        """Tell of work."""
        self.tell("counted", units)


def main() -> None:
    """Be the helper: hear from stdin, tell on stdout."""
    faulthandler.disable()
    # What a library prints must not get between the messages.
    voice = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    heard = _messages(sys.stdin.buffer)
    _, task = next(heard)
    outbox = _Voice(lambda message: _send(message, voice))
    try:
        _help(task, heard, outbox)
        outbox.tell("ended")
    except MemoryError:
        os._exit(NO_MEMORY)  # not even for these words
    except SpaceplanError as error:
        outbox.tell("error", error)
    except Exception as error:
        outbox.tell("error", SpaceplanError(fault_message(error)))
    outbox.finish()
    os._exit(0)  # the thread that listens would wait for the parent


def _send(message: object, voice: IO[bytes]) -> None:
    pickle.dump(message, voice)
    voice.flush()


def _messages(file: IO[bytes]) -> Iterator[Any]:
    with suppress(EOFError, pickle.UnpicklingError):
        while True:
            yield pickle.load(file)


def _help(task: Task, heard: Iterator[Any], outbox: Outbox) -> None:
    seconds = max(0.0, min(task.options.time_limit, task.until - monotonic() - _EARLY))
    options = replace(task.options, time_limit=seconds)
    run = Run(SeatingArrays(task.problem), options, _Relay(outbox))
    run.offer(task.rooms)
    run.watchers.append(outbox)
    Thread(target=_listen, args=(run, heard), daemon=True).start()
    Crew(run).help(task.number)


def _listen(run: Run, heard: Iterator[Any]) -> None:
    """Take over what the others found; without a parent there is nobody to help."""
    for kind, value in heard:
        if kind == "found":
            run.offer(value)
        elif kind == "gathered":
            run.patterns.collect(value)
        elif kind == "proved":
            run.prove(value)
    os._exit(1)
