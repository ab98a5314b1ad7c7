"""What the terminal sees: progress on stderr, errors in words, one table of exit codes."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum
from types import FrameType

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TextColumn
from rich.progress import Progress as RichProgress

from spaceplan.errors import (
    ConflictError,
    Fault,
    InputError,
    SpaceplanError,
)


class ExitCode(IntEnum):
    """The same everywhere; where several apply, 2 comes before 3 before 1."""

    CLEAN = 0
    FINDINGS = 1
    BAD_INPUT = 2
    CONFLICT = 3


#: Everything but results goes here.
stderr = Console(stderr=True, highlight=False, soft_wrap=True)
_MOST_SHOWN = 200
#: What a shell expects of a program that Ctrl-C ended: 128 + SIGINT.
_INTERRUPTED = 130


class ConsoleProgress:
    """Progress in the terminal: a bar a step, a line a better plan; Ctrl-C asks to stop."""

    def __init__(self) -> None:
        self._asked_to_stop = False
        self._bar = RichProgress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(bar_width=28),
            MofNCompleteColumn(),
            console=stderr,
            transient=True,
            disable=not stderr.is_terminal,
        )
        self._task = self._bar.add_task("", total=None, visible=False)
        self._name = ""
        self._last_plan = 0.0

    def step(self, name: str, done: int = 0, total: int = 0) -> None:
        """Show the step; without a terminal one line when it begins."""
        if name != self._name:
            self._name = name
            if not stderr.is_terminal:
                stderr.print(f"{escape(name)} ...")
        self._bar.update(
            self._task, description=escape(name), completed=done, total=total or None, visible=True
        )

    def plan(self, value: float, bound: float | None, unseated: int, seconds: float) -> None:
        """Show a better plan, at most one line a second."""
        now = time.monotonic()
        if now - self._last_plan < 1.0:
            return
        self._last_plan = now
        gap = ""
        if bound is not None and value > 0:
            gap = f"  bound {bound:,.1f}  gap {(value - bound) / value:.1%}"
        stderr.print(
            f"[dim]{seconds:6.1f} s[/]  plan {value:,.1f} points{gap}  without a seat: {unseated:,}"
        )

    def stopped(self) -> bool:
        """Return whether Ctrl-C was pressed."""
        return self._asked_to_stop

    def ask_to_stop(self, _signal: int, _frame: FrameType | None) -> None:
        """Remember the first Ctrl-C; the second one interrupts."""
        if self._asked_to_stop:
            raise KeyboardInterrupt
        self._asked_to_stop = True
        stderr.print("Stopping with the best plan so far (Ctrl-C again: at once) ...")

    @contextmanager
    def running(self) -> Iterator[ConsoleProgress]:
        """Show progress, and turn Ctrl-C into a wish to stop, while the block runs."""
        before = signal.signal(signal.SIGINT, self.ask_to_stop)
        try:
            with self._bar:
                yield self
        finally:
            signal.signal(signal.SIGINT, before)


def show_warnings(faults: tuple[Fault, ...]) -> None:
    """Print warnings on stderr; beyond the first many only their number."""
    for fault in faults[:_MOST_SHOWN]:
        stderr.print(f"[yellow]warning[/] {escape(str(fault))}")
    if len(faults) > _MOST_SHOWN:
        stderr.print(f"[yellow]... and {len(faults) - _MOST_SHOWN:,} more warnings[/]")


@contextmanager
def exit_codes() -> Iterator[None]:
    """Turn what the library raises into words on stderr and an exit code."""
    try:
        yield
    except InputError as error:
        for fault in error.faults:
            stderr.print(f"[red]{fault.severity}[/] {escape(str(fault))}")
        errors = sum(fault.severity == "error" for fault in error.faults)
        stderr.print(f"{errors:,} error{'s' if errors != 1 else ''}; nothing was written")
        sys.exit(ExitCode.BAD_INPUT)
    except ConflictError as error:
        stderr.print(f"[red]no plan[/] {escape(str(error))}")
        sys.exit(ExitCode.CONFLICT)
    except SpaceplanError as error:
        stderr.print(f"[red]error[/] {escape(str(error))}")
        sys.exit(ExitCode.BAD_INPUT)
    except OSError as error:
        stderr.print(f"[red]error[/] {escape(str(error))}")
        sys.exit(ExitCode.BAD_INPUT)
    except KeyboardInterrupt:
        stderr.print("Interrupted; nothing was written")
        sys.exit(_INTERRUPTED)
