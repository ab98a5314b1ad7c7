"""What the terminal sees: progress on stderr, errors in words, one table of exit codes."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum
from types import FrameType
from typing import Any

import click
from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    ProgressColumn,
    SpinnerColumn,
    Task,
)
from rich.progress import Progress as RichProgress
from rich.text import Text

from spaceplan.cli.usage import default_language
from spaceplan.errors import (
    ConflictError,
    Fault,
    InputError,
    MissingExtraError,
    Severity,
    SpaceplanError,
    is_out_of_memory,
)
from spaceplan.i18n import N_, NN_, Message, in_language, translator


class ExitCode(IntEnum):
    """The same everywhere; where several apply, 2 comes before 3 before 1."""

    CLEAN = 0
    FINDINGS = 1
    BAD_INPUT = 2
    CONFLICT = 3


#: Everything but results goes here.
stderr = Console(stderr=True, highlight=False, soft_wrap=True)
_MOST_SHOWN = 200
#: Without a terminal a line a second, later one in so many hundredths of the time gone by.
_RARER = 0.05
#: A time limit beyond an hour is none that anybody waits for.
_LONG = 3600.0
#: What a shell expects of a program that Ctrl-C ended: 128 + SIGINT.
INTERRUPTED = 130
#: Commands that look for a plan, whose conflicts ``spaceplan explain`` explains.
_PLANNING = ("run", "allocate")
#: A mistake of the program itself, as ``sysexits.h`` has it: never to be taken for findings.
OWN_MISTAKE = 70
#: How a severity is called, and in which colour.
_SEVERITIES = {Severity.ERROR: (N_("error"), "red"), Severity.WARNING: (N_("warning"), "yellow")}


def current_language() -> str:
    """Return what ``--language`` says, else the language of the environment."""
    context = click.get_current_context(silent=True)
    given = None if context is None else context.params.get("language")
    return given or default_language()


def fault_text(fault: Fault, language: str) -> str:
    """Return ``file:line: found; expected`` in a language."""
    place = fault.file if fault.line is None else f"{fault.file}:{fault.line}"
    whole = Message.of(
        N_("{place}: {found}; expected {expected}"),
        place=place,
        found=fault.found,
        expected=fault.expected,
    )
    return in_language(whole, language)


class _Bar(BarColumn):
    """A bar for steps whose length is known; nothing else."""

    def render(self, task: Task) -> Any:
        """Return the bar."""
        return super().render(task) if task.total else Text()


class _Number(MofNCompleteColumn):
    """How many of how many, for steps whose length is known."""

    def render(self, task: Task) -> Text:
        """Return the numbers."""
        return super().render(task) if task.total else Text()


class _Told(ProgressColumn):
    """The step with the plan's figures; below, what is being tried and the seconds left."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._left = translator(language)(N_("{seconds:,.0f} s left"))

    def render(self, task: Task) -> Text:
        """Return the lines; the seconds go on falling between two messages."""
        told = Text.from_markup("  ".join(filter(None, (task.description, task.fields["plan"]))))
        until, trying = task.fields["until"], task.fields["trying"]
        left = "" if until is None else self._left.format(seconds=max(0, until - time.monotonic()))
        if trying or left:
            told.append("\n" + "  ".join(filter(None, (left, trying))), style="dim")
        return told


class ConsoleProgress:
    """Progress in the terminal: one line that is kept up to date; without a terminal, few lines.

    Ctrl-C asks to stop.
    """

    def __init__(self) -> None:
        self._asked_to_stop = False
        self._language = current_language()
        self._bar = RichProgress(
            SpinnerColumn(),
            _Told(self._language),
            _Bar(bar_width=20),
            _Number(),
            console=stderr,
            transient=True,
            disable=not stderr.is_terminal,
        )
        self._task = self._bar.add_task(
            "", total=None, visible=False, plan="", trying="", until=None
        )
        self._name = ""
        self._next_line = 0.0

    def step(self, name: str, done: int = 0, total: int = 0) -> None:
        """Show the step; without a terminal one line when it begins."""
        said = escape(_said(name, self._language))
        if name != self._name:
            self._name = name
            self._bar.update(self._task, plan="", trying="", until=None)
            if not stderr.is_terminal:
                stderr.print(f"{said} ...")
        self._bar.update(self._task, description=said, completed=done, visible=True, refresh=False)
        self._bar.tasks[0].total = total or None  # ``update`` takes None for no change

    def plan(
        self,
        value: float,
        bound: float | None,
        unseated: int,
        seconds: float,
        broken: int = 0,
        level: str | None = None,
    ) -> None:
        """Show a better plan or a better bound; without a terminal ever fewer lines."""
        from spaceplan.cli.plan_figures import plan_figures  # late: most commands load no reports

        figures = escape(plan_figures(value, bound, unseated, broken, level, self._language))
        self._bar.update(self._task, plan=figures)
        if stderr.is_terminal or seconds < self._next_line:
            return
        self._next_line = seconds + max(1.0, _RARER * seconds)
        spent = translator(self._language)(N_("{seconds:6.1f} s")).format(seconds=seconds)
        stderr.print(f"{spent}  {figures}")

    def trying(self, what: str, seconds_left: float) -> None:
        """Show what is being tried and how long there is still, on a terminal only."""
        from spaceplan.report.labels import TRIED  # late: most commands load no reports

        tried = translator(self._language)(TRIED[what]) if what in TRIED else what
        until = time.monotonic() + seconds_left if seconds_left < _LONG else None
        self._bar.update(self._task, trying=tried, until=until)

    def stopped(self) -> bool:
        """Return whether Ctrl-C was pressed."""
        return self._asked_to_stop

    def ask_to_stop(self, _signal: int, _frame: FrameType | None) -> None:
        """Remember the first Ctrl-C; the second one interrupts."""
        if self._asked_to_stop:
            raise KeyboardInterrupt
        self._asked_to_stop = True
        said = N_("Stopping with the best plan so far (Ctrl-C again: at once) ...")
        stderr.print(escape(translator(self._language)(said)))

    @contextmanager
    def running(self) -> Iterator[ConsoleProgress]:
        """Show progress, and turn Ctrl-C into a wish to stop, while the block runs."""
        before = signal.signal(signal.SIGINT, self.ask_to_stop)
        try:
            with self._bar:
                yield self
        finally:
            signal.signal(signal.SIGINT, before)


def _said(text: str, language: str) -> str:
    """Return a message, or a plain text that the catalogue may know, in a language."""
    return in_language(text, language) if isinstance(text, Message) else translator(language)(text)


def _print_fault(fault: Fault, language: str) -> None:
    name, colour = _SEVERITIES[fault.severity]
    _print_titled(name, colour, fault_text(fault, language), language)


def _print_titled(title: str, colour: str, text: str, language: str) -> None:
    stderr.print(f"[{colour}]{translator(language)(title)}[/] {escape(text)}")


def say_error(text: str) -> None:
    """Print what is wrong on stderr, a message in the user's language."""
    language = current_language()
    _print_titled(N_("error"), "red", _said(text, language), language)


def show_warning(text: str) -> None:
    """Print a warning on stderr, a message in the user's language."""
    language = current_language()
    _print_titled(N_("warning"), "yellow", _said(text, language), language)


def show_warnings(faults: tuple[Fault, ...]) -> None:
    """Print warnings on stderr; beyond the first many only their number."""
    language = current_language()
    for fault in faults[:_MOST_SHOWN]:
        _print_fault(fault, language)
    if len(faults) > _MOST_SHOWN:
        templates = NN_("... and {n:,} more warning", "... and {n:,} more warnings")
        more = Message.counted(templates, "n", n=len(faults) - _MOST_SHOWN)
        stderr.print(f"[yellow]{in_language(more, language)}[/]")


@contextmanager
def exit_codes() -> Iterator[None]:
    """Turn what the library raises into words on stderr and an exit code."""
    language = current_language()
    _ = translator(language)
    try:
        yield
    except InputError as error:
        for fault in error.faults[:_MOST_SHOWN]:
            _print_fault(fault, language)
        if len(error.faults) > _MOST_SHOWN:
            more = _(N_("... and {n:,} more"))
            stderr.print(more.format(n=len(error.faults) - _MOST_SHOWN))
        number = sum(fault.severity == Severity.ERROR for fault in error.faults)
        stderr.print(_(N_("errors: {n:,}; nothing was written")).format(n=number))
        sys.exit(ExitCode.BAD_INPUT)
    except ConflictError as error:
        _print_titled(N_("no plan"), "red", _words_of(error, language), language)
        _advise(language)
        sys.exit(ExitCode.CONFLICT)
    except (SpaceplanError, OSError) as error:
        _print_titled(N_("error"), "red", _words_of(error, language), language)
        sys.exit(ExitCode.BAD_INPUT)
    except (MemoryError, ImportError) as error:
        if not is_out_of_memory(error):
            raise
        text = _(N_("memory ran out; nothing was written"))
        _print_titled(N_("error"), "red", text, language)
        sys.exit(ExitCode.BAD_INPUT)
    except KeyboardInterrupt:
        stderr.print(_(N_("Interrupted; nothing was written")))
        sys.exit(INTERRUPTED)


def _advise(language: str) -> None:
    """Say what to do where no plan keeps all requirements."""
    context = click.get_current_context(silent=True)
    if context is None or context.info_name not in _PLANNING:
        return
    text = N_(
        "drop or weaken one of these requirements; 'spaceplan explain {portfolio}' names the "
        "smallest set that conflicts and the cheapest way out"
    )
    said = translator(language)(text).format(portfolio=context.params.get("portfolio", ""))
    _print_titled(N_("what to do"), "yellow", said, language)


def _words_of(error: SpaceplanError | OSError, language: str) -> str:
    """Return what an error says; its messages in a language."""
    if isinstance(error, MissingExtraError):
        needs = N_("{purpose} needs the optional part '{extra}': pip install 'spaceplan[{extra}]'")
        purpose = _said(error.purpose, language)
        return translator(language)(needs).format(purpose=purpose, extra=error.extra)
    if isinstance(error, SpaceplanError):
        return "\n".join(in_language(line, language) for line in error.args)
    return str(error)
