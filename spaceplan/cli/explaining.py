"""The command that explains: what cannot be met, why a plan is as it is, what wishes cost."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

import click

from spaceplan.cli.console import ConsoleProgress, ExitCode, exit_codes, show_warnings, stderr
from spaceplan.cli.options import (
    json_switch,
    language_option,
    output_folder,
    portfolio_argument,
    rule_options,
)
from spaceplan.cli.plan_at_hand import as_priced
from spaceplan.cli.questions import Questions, answer, write_alternatives
from spaceplan.files import find_portfolio
from spaceplan.prepared import prepare
from spaceplan.report.explanation import Asked, explanation_dict, explanation_text


def _question_options(command: Any) -> Any:
    """Add what may be asked."""
    percent = click.FloatRange(0, 100)
    for option in (
        click.option(
            "--within",
            type=percent,
            default=2.0,
            show_default=True,
            metavar="PERCENT",
            help="How much more than the best the plans of --alternatives may cost.",
        ),
        click.option(
            "--alternatives",
            type=click.IntRange(1, 20),
            metavar="K",
            help="So many plans near the best that really differ, written to DIR/alternatives/.",
        ),
        click.option(
            "--backbone",
            type=percent,
            metavar="PERCENT",
            help="Rooms with the same holder in all plans that cost at most so much more.",
        ),
        click.option(
            "--costs", is_flag=True, help="What each rule and each wish costs: solved without it."
        ),
        click.option("--site", metavar="SITE", help="Where --room is."),
        click.option(
            "--room",
            type=click.FloatRange(1, 10_000),
            metavar="M2",
            help="What one more office of this area is worth (with --site).",
        ),
        click.option(
            "--at",
            "place",
            metavar="SITE|BUILDING|STOREY",
            help="What it would cost to have the department there.",
        ),
        click.option(
            "--department", metavar="ID", help="Why this department is where it is in the plan."
        ),
    ):
        command = option(command)
    return command


#: A line each, as they are typed.
_EXAMPLES = """\b
More examples:
  spaceplan explain floorplans/wuxi --department court --at cr-2
  spaceplan explain floorplans/wuxi --room 18 --site old-well-lane
  spaceplan explain floorplans/wuxi --costs --json
  spaceplan explain floorplans/wuxi --backbone 2 --alternatives 3 -o out/wuxi
"""


@click.command(epilog=_EXAMPLES)
@portfolio_argument
@_question_options
@click.option(
    "--allocation",
    type=click.Path(exists=True, path_type=Path),
    help="The plan that is explained; else out/<portfolio>/allocation.csv, else one is made.",
)
@click.option(
    "--time-limit",
    type=click.FloatRange(0, min_open=True, max=86_400),
    default=60.0,
    show_default=True,
    help="Seconds for all answers; reading the files and building the graph come on top. What is "
    "known by then is said.",
)
@click.option("--seed", type=click.IntRange(0), default=0, show_default=True, help="Random seed.")
@click.option(
    "--workers", type=click.IntRange(1, 64), default=2, show_default=True, help="Cores to use."
)
@output_folder
@rule_options
@json_switch
@language_option
def explain(
    portfolio: str,
    output: Path | None,
    rules: tuple[str, ...],
    as_of: date | None,
    as_json: bool,
    language: str,
    **asked: Any,
) -> None:
    """Say what cannot be met, why a plan is as it is, and what wishes cost.

    Without a question: the people who cannot have a seat, the smallest requirements that conflict,
    and the least change that would cure it. Several questions may be asked at once.

    Example: spaceplan explain floorplans/wuxi
    """
    with exit_codes(), ConsoleProgress().running() as progress:
        questions = Questions(**asked)
        folder = find_portfolio(portfolio)
        prepared = prepare(folder, rule_sets=rules, as_of=as_of, progress=progress)
        show_warnings(prepared.warnings)
        prepared = as_priced(prepared, questions.allocation)
        found = answer(prepared, questions, progress)
        if found.alternatives is not None:
            target = (output or Path("out") / folder.resolve().name) / "alternatives"
            write_alternatives(prepared, found.alternatives, target)
    if as_json:
        click.echo(json.dumps(explanation_dict(found), ensure_ascii=False, indent=2))
    else:
        click.echo(explanation_text(found, language))
    if found.alternatives is not None and found.alternatives.others:
        stderr.print(f"-> {target}", markup=False)
    sys.exit(_exit_code(found))


def _exit_code(asked: Asked) -> ExitCode:
    if asked.unmet is not None and asked.unmet.outright:
        return ExitCode.CONFLICT
    if asked.unmet is not None and not asked.unmet.is_met:
        return ExitCode.FINDINGS
    return ExitCode.CLEAN
