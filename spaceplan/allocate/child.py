"""A Python process of our own that is spoken with in pickles, over its stdin and stdout."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from tempfile import TemporaryFile
from typing import Any

#: The lowest priority there is.
_LAST = 19
#: How many bytes of what it said are looked at for its last words.
_WORDS = 10_000


class Child:
    """A process that runs some code; it is a session of its own, without the keyboard's signals.

    When its parent is gone, however that came about, its stdin ends.
    """

    def __init__(self, code: str) -> None:
        with ExitStack() as opened:
            # a pipe that nobody reads until the end is full after 64 KB, and whoever writes waits
            self._errors = opened.enter_context(TemporaryFile())
            self.process = subprocess.Popen(
                [sys.executable, "-c", code],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._errors,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
                start_new_session=True,  # the keyboard interrupts the parent, which stops the child
            )
            opened.pop_all()

    @property
    def running(self) -> bool:
        """Whether it has not ended yet."""
        return self.process.poll() is None

    def send(self, message: object) -> None:
        """Send a message.

        Raises
        ------
        BrokenPipeError
            If the process does not listen any more.
        """
        assert self.process.stdin is not None
        pickle.dump(message, self.process.stdin)
        self.process.stdin.flush()

    def end_input(self) -> None:
        """Say that no more messages will come."""
        assert self.process.stdin is not None
        self.process.stdin.close()

    def messages(self) -> Iterator[Any]:
        """Yield what it sends until it ends, or dies in the middle of a word."""
        assert self.process.stdout is not None
        with suppress(EOFError, BrokenPipeError, pickle.UnpicklingError):
            while True:
                yield pickle.load(self.process.stdout)

    def check(self) -> None:
        """Wait until it has ended.

        Raises
        ------
        ChildProcessError
            If it died, with what it said last.
        """
        if code := self.process.wait():
            raise ChildProcessError(self._last_words() or f"exit code {code}")

    def _last_words(self) -> str:
        """Return the last line that it wrote to stderr."""
        said = self._errors.seek(0, os.SEEK_END)
        self._errors.seek(max(0, said - _WORDS))
        words = self._errors.read().decode(errors="replace").strip()
        return words.rsplit("\n", 1)[-1]

    def step_back(self) -> None:
        """Let others go first, for good, where the system knows of that."""
        with suppress(AttributeError, OSError):
            os.setpriority(os.PRIO_PROCESS, self.process.pid, _LAST)

    def kill(self) -> None:
        """End it at once."""
        self.process.kill()

    def close(self) -> None:
        """End it at once, and let go of all that belongs to it."""
        self.kill()
        for stream in (self.process.stdin, self.process.stdout, self._errors):
            if stream is not None:
                with suppress(BrokenPipeError):  # it was stopped before it had read everything
                    stream.close()
        self.process.wait()
