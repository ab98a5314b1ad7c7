"""A helper of a seating run: a process of its own, for the solvers' models keep Python busy.

What either finds, the other one hears of. A helper that dies is a fault of the run; what was found
so far is kept, and the run goes on without it.
"""

from __future__ import annotations

import errno
from dataclasses import dataclass
from threading import Thread
from typing import Any

from spaceplan.allocate.arrays import Ints
from spaceplan.allocate.child import Child
from spaceplan.allocate.faults import fault_message
from spaceplan.allocate.seating.clock import Run
from spaceplan.allocate.seating.outbox import Outbox
from spaceplan.allocate.seating.result import SeatingOptions
from spaceplan.errors import ConflictError
from spaceplan.model import SeatingProblem

_CHILD = "from spaceplan.allocate.seating.helper_process import main; main()"
#: Messages that may wait to be sent before good seatings are left out.
_WAITING = 100
#: Exit code of a child that has no memory to say so.
NO_MEMORY = errno.ENOMEM


@dataclass(frozen=True)
class Task:
    """What a helper is to do.

    Parameters
    ----------
    number
        Of the helper; the first one proves.
    rooms
        The best seating so far.
    until
        What ``monotonic()`` says when the run ends.
    """

    problem: SeatingProblem
    options: SeatingOptions
    number: int
    rooms: Ints
    until: float


class Helper(Outbox):
    """The run's end of a helper."""

    def __init__(self, run: Run, task: Task) -> None:
        self.run = run
        self.child = Child(_CHILD)
        super().__init__(self.child.send)
        self.tell("task", task)
        self._ended = False
        self._closing = False
        self._reader = Thread(target=self._listen, daemon=True)
        self._reader.start()

    def gathered(self, rooms: Ints) -> None:
        """Tell of a good seating, unless too much waits already."""
        if self.waiting < _WAITING:
            self.tell("gathered", rooms.copy())

    def close(self) -> None:
        """End the helper at once."""
        self._closing = True
        self.child.kill()
        self._reader.join()
        self.finish()
        self.child.close()

    def _listen(self) -> None:
        try:
            for kind, value in self.child.messages():
                self._hear(kind, value)
            if not self._ended:
                self.child.check()
        except Exception as error:
            if not self._closing:
                self._fail(error)

    def _hear(self, kind: str, value: Any) -> None:
        run = self.run
        if kind == "found":
            run.offer(value)
        elif kind == "proved":
            run.prove(value)
        elif kind == "counted":
            run.count_work(value)
        elif kind == "step":
            run.progress.step(value)
        elif kind == "error":
            self._ended = True
            self._fail(value)
        else:
            self._ended = True

    def _fail(self, error: Exception) -> None:
        if isinstance(error, ConflictError):
            self.run.refute(error)
        elif self.child.process.returncode == NO_MEMORY:
            self.run.fail(fault_message(MemoryError()))
        else:
            self.run.fail(fault_message(error))
