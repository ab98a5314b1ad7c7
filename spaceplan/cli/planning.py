"""Commands that plan and check: run, allocate, check, entitlement."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path

import click

from spaceplan.cli.console import ConsoleProgress, ExitCode, exit_codes, show_warnings, stderr
from spaceplan.cli.options import (
    DEFAULT_PORTFOLIO,
    allocation_option,
    fail_on_option,
    json_switch,
    language_option,
    optional_portfolio,
    output_folder,
    portfolio_argument,
    rule_options,
    solver_options,
)

_SEVERITIES = ("error", "warning", "notice")


@click.command()
@optional_portfolio
@output_folder
@solver_options
@rule_options
@fail_on_option
@language_option
def run(
    portfolio: str,
    output: Path | None,
    start: str | None,
    time_limit: float,
    work_limit: float | None,
    seed: int,
    workers: int,
    rules: tuple[str, ...],
    as_of: date | None,
    fail_on: str,
    language: str,
) -> None:
    """Load, allocate, check, report and draw a portfolio.

    Example: spaceplan run floorplans/wuxi -o out/wuxi --time-limit 60
    """
    with exit_codes():
        from spaceplan import pipeline
        from spaceplan.allocate import AllocateOptions
        from spaceplan.files import find_portfolio
        from spaceplan.report import run_text

        folder = find_portfolio(portfolio)
        target = output or Path("out") / folder.name
        with ConsoleProgress().running() as progress:
            prepared = pipeline.prepare(
                folder, rule_sets=rules, as_of=as_of, progress=progress
            )
            show_warnings(prepared.warnings)
            outcome = pipeline.run(
                prepared,
                start=pipeline.starting_point(prepared, start),
                options=AllocateOptions(
                    time_limit=time_limit, work_limit=work_limit, seed=seed, workers=workers
                ),
                language=language,
                target=target,
                progress=progress,
            )
        click.echo(run_text(outcome.report, language))
        click.echo(f"{target / 'report.html'}")
    sys.exit(_verdict(outcome.after.worst_failures(fail_on), outcome.result.objective.unseated))


def _verdict(failures: int, unseated: int) -> ExitCode:
    return ExitCode.FINDINGS if failures or unseated else ExitCode.CLEAN
