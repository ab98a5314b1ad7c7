"""Commands that plan: run and allocate."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import click

from spaceplan import pipeline
from spaceplan.allocate import AllocateOptions
from spaceplan.cli.console import (
    ConsoleProgress,
    ExitCode,
    exit_codes,
    show_warning,
    show_warnings,
    stderr,
)
from spaceplan.cli.options import (
    fail_on_option,
    json_switch,
    language_option,
    optional_portfolio,
    output_folder,
    portfolio_argument,
    rule_options,
    solver_options,
)
from spaceplan.cli.outcome import exit_code
from spaceplan.errors import Fault, InputError
from spaceplan.files import find_portfolio
from spaceplan.files.lookup import PORTFOLIO_FILE
from spaceplan.i18n import N_, Message
from spaceplan.report import ReportData, run_text, summary_dict

#: Default time limit, seconds; and where a limit of work is given instead.
_SECONDS, _A_DAY = 60.0, 86_400.0
_Make = Callable[..., ReportData]


@click.command()
@optional_portfolio
@output_folder
@solver_options
@rule_options
@click.option(
    "--remedies", is_flag=True, help="Look for the cheapest cure of each finding as well."
)
@fail_on_option
@json_switch
@language_option
def run(
    portfolio: str, remedies: bool, fail_on: str, as_json: bool, language: str, **options: Any
) -> None:
    """Load, allocate, check, report and draw a portfolio.

    Example: spaceplan run floorplans/wuxi -o out/wuxi --time-limit 60
    """
    make = partial(pipeline.run, language=language, remedies=remedies)
    report, target = _plan(portfolio, make, **options)
    _show(report, target / "report.html", as_json, language)
    stage = report.last
    sys.exit(exit_code(stage.check, report.rulebook, fail_on, unseated=stage.objective.unseated))


@click.command()
@portfolio_argument
@output_folder
@solver_options
@rule_options
@json_switch
@language_option
def allocate(portfolio: str, as_json: bool, language: str, **options: Any) -> None:
    """Find an allocation and write allocation.csv, people.csv, moves.csv and summary.json.

    Example: spaceplan allocate floorplans/wuxi --from nothing --time-limit 30
    """
    report, target = _plan(portfolio, pipeline.allocate, **options)
    _show(report, target / "allocation.csv", as_json, language)
    sys.exit(ExitCode.FINDINGS if report.last.objective.unseated else ExitCode.CLEAN)


def _plan(
    name: str,
    make: _Make,
    *,
    output: Path | None,
    start: str | None,
    time_limit: float | None,
    work_limit: float | None,
    seed: int,
    workers: int,
    prices: tuple[tuple[str, float], ...],
    order: tuple[str, ...],
    rules: tuple[str, ...],
    as_of: date | None,
) -> tuple[ReportData, Path]:
    """Plan a portfolio; return what came of it, and the folder that was written."""
    if time_limit is None:
        time_limit = _SECONDS if work_limit is None else _A_DAY
    options = AllocateOptions(
        time_limit=time_limit, work_limit=work_limit, seed=seed, workers=workers
    )
    with exit_codes(), ConsoleProgress().running() as progress:
        folder = find_portfolio(name)
        target = output or Path("out") / folder.resolve().name
        refuse_target(target)
        prepared = pipeline.prepare(folder, rule_sets=rules, as_of=as_of, progress=progress)
        show_warnings(prepared.warnings)
        prepared = pipeline.with_prices(prepared, dict(prices))
        report = make(
            prepared, start=start, options=options, order=order, target=target, progress=progress
        )
        if report.solution is not None and report.solution.fault:
            text = N_(
                "the search went wrong: {fault}; the plan is the best until then, and checked"
            )
            show_warning(Message.of(text, fault=report.solution.fault))
    return report, target


def refuse_target(target: Path) -> None:
    """Raise InputError, before the search, where results would replace a portfolio or cannot go."""
    if (target / PORTFOLIO_FILE).exists():
        found = Message.of(N_("a portfolio, whose files the results would replace"))
        raise InputError([Fault(str(target), None, found, Message.of(N_("another folder")))])
    there = [path for path in (target, *target.absolute().parents) if path.exists()]
    needed = there[:2] if target.exists() else there[:1]  # it is replaced by one beside it
    if all(path.is_dir() and os.access(path, os.W_OK | os.X_OK) for path in needed):
        return
    found = Message.of(N_("a place where nothing can be written"))
    expected = Message.of(N_("a folder, in a folder, that you may write to"))
    raise InputError([Fault(str(target), None, found, expected)])


def _show(report: ReportData, where: Path, as_json: bool, language: str) -> None:
    if as_json:
        click.echo(json.dumps(summary_dict(report), ensure_ascii=False, indent=2))
    else:
        click.echo(run_text(report, language))
    stderr.print(f"-> {where}", markup=False)
