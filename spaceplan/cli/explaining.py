"""The command that explains: what cannot be met, why a plan is as it is, what wishes cost."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from time import perf_counter

import click

from spaceplan import pipeline
from spaceplan.allocate.explain import Case, outright_conflicts, relaxations, shortages
from spaceplan.cli.console import ConsoleProgress, ExitCode, exit_codes, show_warnings
from spaceplan.cli.options import (
    json_switch,
    language_option,
    portfolio_argument,
    rule_options,
)
from spaceplan.cli.plan_at_hand import plan_at_hand
from spaceplan.files import find_portfolio
from spaceplan.i18n import N_
from spaceplan.model import Allocation
from spaceplan.pipeline import Prepared
from spaceplan.progress import Progress
from spaceplan.report.explanation import Asked, Unmet, explanation_dict, explanation_text


@click.command()
@portfolio_argument
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
    help="Seconds in all, loading left out; what is known by then is said.",
)
@rule_options
@json_switch
@language_option
def explain(
    portfolio: str,
    allocation: Path | None,
    time_limit: float,
    rules: tuple[str, ...],
    as_of: date | None,
    as_json: bool,
    language: str,
) -> None:
    """Say what cannot be met, the smallest requirements that conflict, and what would cure it.

    Example: spaceplan explain floorplans/wuxi --json
    """
    with exit_codes(), ConsoleProgress().running() as progress:
        folder = find_portfolio(portfolio)
        prepared = pipeline.prepare(folder, rule_sets=rules, as_of=as_of, progress=progress)
        show_warnings(prepared.warnings)
        asked = _answer(prepared, allocation, time_limit, progress)
    if as_json:
        click.echo(json.dumps(explanation_dict(asked), ensure_ascii=False, indent=2))
    else:
        click.echo(explanation_text(asked, language))
    sys.exit(_exit_code(asked))


def _exit_code(asked: Asked) -> ExitCode:
    if asked.unmet is not None and asked.unmet.outright:
        return ExitCode.CONFLICT
    if asked.unmet is not None and asked.unmet.shortages:
        return ExitCode.FINDINGS
    return ExitCode.CLEAN


def _answer(
    prepared: Prepared, allocation: Path | None, time_limit: float, progress: Progress
) -> Asked:
    started = perf_counter()
    case = Case(prepared.portfolio, prepared.graph, prepared.rulebook, prepared.entitlements)
    progress.step(N_("Looking for requirements that exclude each other"))
    outright = tuple(outright_conflicts(case))
    if outright:
        return Asked(prepared.portfolio, prepared.rulebook, unmet=Unmet(outright=outright))
    source, plan = plan_at_hand(prepared, allocation, seconds=time_limit / 4, progress=progress)
    unmet = _unmet(case, plan, started + time_limit, progress)
    objective = pipeline.objective_of(prepared, plan)
    return Asked(
        prepared.portfolio,
        prepared.rulebook,
        plan=(source, objective),
        unmet=unmet,
        seconds=perf_counter() - started,
    )


def _unmet(case: Case, plan: Allocation, until: float, progress: Progress) -> Unmet:
    def stopped() -> bool:
        return progress.stopped() or perf_counter() > until

    progress.step(N_("Looking for seats that are missing"))
    problem = case.problem()
    found = []
    for shortage in shortages(case, problem, stopped):
        progress.step(N_("Looking for what would cure it"))
        found.append((shortage, relaxations(case, problem, shortage, plan, stopped)))
    return Unmet(tuple(found), finished=not stopped())
