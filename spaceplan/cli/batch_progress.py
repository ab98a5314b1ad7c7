"""What one sees of a batch: a bar over all runs with the time left, a line a run that ended."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, ProgressColumn, SpinnerColumn, Task
from rich.progress import Progress as RichProgress
from rich.text import Text

from spaceplan.batch import Run, RunRecord, RunState
from spaceplan.cli import console
from spaceplan.i18n import N_, translator
from spaceplan.report.safe import visible

_HOUR, _MINUTE = 3600, 60
_MOST_NAMED = 3


class _Left(ProgressColumn):
    """The time left, which goes on falling between two runs that end."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language

    def render(self, task: Task) -> Text:
        """Return the time, and what is under way."""
        until, under_way = task.fields["until"], task.fields["under_way"]
        left = time_left(max(0.0, until - time.monotonic()), self._language) if until else ""
        return Text("  ".join(filter(None, (left, under_way))), style="dim", overflow="ellipsis")


class ConsoleBatch:
    """A batch in the terminal; without a terminal, a line a run. Ctrl-C asks to stop."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._say = translator(language)
        self._asked_to_stop = False
        self._ended = self._runs = 0
        self._until: float | None = None
        self._under_way: dict[str, None] = {}
        self._bar = RichProgress(
            SpinnerColumn(),
            BarColumn(bar_width=30),
            MofNCompleteColumn(),
            _Left(language),
            console=console.stderr,
            transient=True,
            disable=not console.stderr.is_terminal,
        )
        self._task = self._bar.add_task("", total=None, until=None, under_way="")

    def begin(self, runs: int, kept: int) -> None:
        """Say how many runs there are, and how many need not be repeated."""
        self._runs, self._ended = runs, kept
        self._bar.update(self._task, total=runs, completed=kept)
        self._print(
            self._say(N_("Runs: {n:,}; finished already: {kept:,}")).format(n=runs, kept=kept)
        )

    def started(self, run: Run) -> None:
        """Show that a run is under way."""
        self._under_way[run.id] = None
        self._show()

    def ended(self, record: RunRecord, seconds_left: float) -> None:
        """Print the line of a run, and show the time that is left."""
        self._under_way.pop(record.run, None)
        self._ended += 1
        self._bar.update(self._task, completed=self._ended)
        self._show(time.monotonic() + seconds_left)
        number = f"[{self._ended:>{len(str(self._runs))}}/{self._runs}]"
        line = f"{number} {run_line(record, self._language)}"
        left = time_left(seconds_left, self._language) if self._ended < self._runs else ""
        self._print("  ".join(filter(None, (line, "" if console.stderr.is_terminal else left))))

    def _show(self, until: float | None = None) -> None:
        names = [visible(name) for name in self._under_way]
        more = f" +{len(names) - _MOST_NAMED}" if len(names) > _MOST_NAMED else ""
        said = ", ".join(names[:_MOST_NAMED]) + more
        self._until = self._until if until is None else until
        self._bar.update(self._task, under_way=said, until=self._until)

    def _print(self, text: str) -> None:
        console.stderr.print(escape(text))

    def stopped(self) -> bool:
        """Return whether Ctrl-C was pressed."""
        return self._asked_to_stop

    def ask_to_stop(self, _signal: int, _frame: FrameType | None) -> None:
        """Remember the first Ctrl-C; the second one interrupts."""
        if self._asked_to_stop:
            raise KeyboardInterrupt
        self._asked_to_stop = True
        said = N_("No further run is begun; those under way end first (Ctrl-C again: at once) ...")
        self._print(self._say(said))

    @contextmanager
    def running(self) -> Iterator[ConsoleBatch]:
        """Show progress, and turn Ctrl-C into a wish to stop, while the block runs."""
        before = signal.signal(signal.SIGINT, self.ask_to_stop)
        try:
            with self._bar:
                yield self
        finally:
            signal.signal(signal.SIGINT, before)


def run_line(record: RunRecord, language: str) -> str:
    """Return what a run came to, in a line."""
    say = translator(language)
    name = visible(record.run)
    if record.state == RunState.FAILED:
        reason = record.reason.text(language) if record.reason else ""
        first, *more = map(visible, reason.split("\n"))
        if more:
            first += " " + say(N_("(and {n:,} more)")).format(n=len(more))
        return say(N_("{run}: failed: {reason}")).format(run=name, reason=first)
    said = N_(
        "{run}: without a seat {unseated:,}, {total:,.0f} points, gap {gap:.1%}, "
        "violations {violations:,}, {seconds:,.0f} s"
    )
    return say(said).format(
        run=name,
        unseated=int(record.number("unseated") or 0),
        total=record.number("total") or 0.0,
        gap=record.number("gap") or 0.0,
        violations=int(record.number("findings_error") or 0),
        seconds=record.seconds,
    )


def time_left(seconds: float, language: str) -> str:
    """Return a time left in words.

    Examples
    --------
    >>> [time_left(s, "en") for s in (8.2, 150.0, 7500.0)]
    ['about 8 s left', 'about 2 min 30 s left', 'about 2 h 05 min left']
    """
    say = translator(language)
    whole = round(seconds)
    if whole >= _HOUR:
        said = say(N_("about {h} h {min:02d} min left"))
        return said.format(h=whole // _HOUR, min=whole % _HOUR // _MINUTE)
    if whole >= _MINUTE:
        said = say(N_("about {min} min {s:02d} s left"))
        return said.format(min=whole // _MINUTE, s=whole % _MINUTE)
    return say(N_("about {s} s left")).format(s=whole)
