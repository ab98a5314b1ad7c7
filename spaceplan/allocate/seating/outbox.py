"""What one process of a seating run tells another: pairs of a kind and a value, sent in order.

Kinds are ``found`` and ``gathered`` (rooms of everybody), ``proved`` (units), ``counted`` (work),
``step`` (what is being done), ``error`` (an exception), ``ended``.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from queue import Queue
from threading import Thread

from spaceplan.allocate.arrays import Ints


class Outbox:
    """A queue of messages with a thread that sends them; as a watcher, it tells what it hears."""

    def __init__(self, send: Callable[[object], None]) -> None:
        self._send = send
        self._queue: Queue[tuple[str, object] | None] = Queue()
        self._writer = Thread(target=self._write, daemon=True)
        self._writer.start()

    def _write(self) -> None:
        with suppress(OSError, ValueError):  # nobody listens any more
            while (message := self._queue.get()) is not None:
                self._send(message)

    def tell(self, kind: str, value: object = None) -> None:
        """Send a message as soon as those before it are sent."""
        self._queue.put((kind, value))

    def finish(self) -> None:
        """Return when everything is sent."""
        self._queue.put(None)
        self._writer.join()

    @property
    def waiting(self) -> int:
        """How many messages wait."""
        return self._queue.qsize()

    def found(self, rooms: Ints) -> None:
        """Tell of a better seating."""
        self.tell("found", rooms.copy())

    def gathered(self, rooms: Ints) -> None:
        """Tell nothing, unless the other one combines rooms."""

    def proved(self, bound: int) -> None:
        """Tell of a better bound."""
        self.tell("proved", bound)

    def counted(self, units: float) -> None:
        """Tell nothing, unless the other one counts work."""
