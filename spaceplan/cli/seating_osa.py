"""What ``spaceplan seat --osa`` does: a published instance is read, solved, verified and shown."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any, NoReturn

import click
from rich.markup import escape

from spaceplan.allocate.seating import SeatingOptions, SeatingResult, solve_seating
from spaceplan.check import recompute_seating
from spaceplan.cli.console import ConsoleProgress, ExitCode, exit_codes, stderr
from spaceplan.errors import Fault, InputError
from spaceplan.files.atomic import write_atomically
from spaceplan.formats.osa import read_osa
from spaceplan.i18n import N_, Message, in_language, translator
from spaceplan.model import SeatingProblem


class _SeatingProgress(ConsoleProgress):
    """Progress that says cost, bound, gap, and hard constraints still broken."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._ = translator(language)
        self._said = 0.0

    def plan(
        self, value: float, bound: float | None, unseated: int, seconds: float, *_: object
    ) -> None:
        """Show a better seating or bound, at most one line a second."""
        now = time.monotonic()
        if now - self._said < 1.0:
            return
        self._said = now
        bound = bound or 0.0
        gap = (value - bound) / value if value else 0.0
        said = N_("cost {cost:,.2f}  bound {bound:,.2f}  gap {gap:.1%}  hard broken: {n}")
        words = self._(said).format(cost=value, bound=bound, gap=gap, n=unseated)
        stderr.print(f"[dim]{seconds:6.1f} s[/]  {escape(words)}")


def seat_instance(
    path: Path, *, output: Path | None, options: SeatingOptions, as_json: bool, language: str
) -> NoReturn:
    """Solve an instance, print what came of it, and end with the exit code."""
    with exit_codes(), _SeatingProgress(language).running() as progress:
        if output is not None:
            _refuse(output)
        problem = read_osa(path)
        result = solve_seating(problem, options=options, progress=progress)
        _verify(problem, result)
        answer = seating_answer(path.stem, result)
        text = json.dumps(answer, ensure_ascii=False)
        if output is not None:
            write_atomically(output, text + "\n")
    click.echo(text if as_json else _words(path.stem, result, language))
    if output is not None:
        stderr.print(f"-> {output}", markup=False)
    sys.exit(ExitCode.FINDINGS if result.hard_broken else ExitCode.CLEAN)


def _refuse(output: Path) -> None:
    """Raise InputError, before the search, where no file can be written."""
    if output.is_dir() or not output.absolute().parent.is_dir():
        found = Message.of(N_("a place where no file can be written"))
        expected = Message.of(N_("a file in a folder that exists"))
        raise InputError([Fault(str(output), None, found, expected)])


def _verify(problem: SeatingProblem, result: SeatingResult) -> None:
    """Count the seating again; what differs is a mistake of the program, and is not shown."""
    again = recompute_seating(problem, result.assignment)
    said = (result.cost, result.misuse, result.soft, result.hard_broken)
    if said != (again.cost, again.misuse, again.soft, again.hard_broken):
        raise AssertionError(f"the solver counts {said}, the checker {again}")


def seating_answer(instance: str, result: SeatingResult) -> dict[str, Any]:
    """Return what ``--json`` prints."""
    return {
        "instance": instance,
        "cost": result.cost,
        "bound": result.bound,
        "gap": round(result.gap, 6),
        "proven": result.proven,
        "misuse": result.misuse,
        "soft": result.soft,
        "hard_broken": result.hard_broken,
        "assignment": list(result.assignment),
        "seconds": round(result.seconds, 3),
        "work": round(result.work, 3),
        "seed": result.seed,
        "stopped": result.stopped.value,
        "fault": result.fault or None,
    }


def _words(instance: str, result: SeatingResult, language: str) -> str:
    _ = translator(language)
    lines = [
        _(N_("{instance}: cost {cost:,.2f} = misuse of space {misuse:,.2f} + wishes {soft:,.2f}")),
        _(N_("proven bound {bound:,.2f}, gap {gap:.1%}, after {seconds:.1f} s")),
    ]
    if result.proven:
        lines.append(_(N_("No better seating exists.")))
    if result.hard_broken:
        lines.append(_(N_("hard constraints broken: {n}; none that keeps them all was found")))
    if result.fault:
        lines.append(_(N_("the search went wrong: {fault}; this is the best seating until then")))
    values = {
        "fault": in_language(result.fault, language),
        "instance": instance,
        "cost": result.cost,
        "misuse": result.misuse,
        "soft": result.soft,
        "bound": result.bound,
        "gap": result.gap,
        "seconds": result.seconds,
        "n": result.hard_broken,
    }
    return "\n".join(line.format(**values) for line in lines)
