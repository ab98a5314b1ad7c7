"""The command that runs many portfolios with many settings: batch."""

from __future__ import annotations

import json
import os
import sys
from datetime import date
from pathlib import Path
from typing import Any

import click

from spaceplan import batch as batches
from spaceplan.batch import RunSettings, Verdict
from spaceplan.batch.manifest import MANIFEST
from spaceplan.cli.batch_progress import ConsoleBatch, run_line
from spaceplan.cli.console import (
    INTERRUPTED,
    OWN_MISTAKE,
    ExitCode,
    exit_codes,
    show_warning,
    stderr,
)
from spaceplan.cli.options import (
    fail_on_option,
    json_switch,
    language_option,
    rule_options,
    solver_options,
)
from spaceplan.cli.planning import refuse_target
from spaceplan.errors import Fault, InputError
from spaceplan.i18n import N_, Message, translator

_CODES = {
    Verdict.CLEAN: ExitCode.CLEAN,
    Verdict.FINDINGS: ExitCode.FINDINGS,
    Verdict.CONFLICT: ExitCode.CONFLICT,
    Verdict.FAILED: ExitCode.BAD_INPUT,
    Verdict.MISTAKE: OWN_MISTAKE,
}
_MOST_NAMED = 5


@click.command()
@click.argument("patterns", nargs=-1, required=True, metavar="GLOB...")
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help="Folder for the results: runs/, manifest.json, runs.csv, .xlsx, .parquet, comparison.svg.",
)
@click.option(
    "--sweep",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="YAML file with the settings; else one setting, that of the command line.",
)
@click.option(
    "--jobs",
    type=click.IntRange(1, 1024),
    help="Runs at once; else as many as there are cores for.",
)
@click.option("--resume", is_flag=True, help="Leave out what is finished and has not changed.")
@click.option(
    "--pictures/--no-pictures",
    default=True,
    show_default=True,
    help="Draw the stack and the storeys of every run.",
)
@click.option(
    "--parquet/--no-parquet",
    default=True,
    show_default=True,
    help="Write runs.parquet as well (needs spaceplan[batch]).",
)
@solver_options
@rule_options
@fail_on_option
@json_switch
@language_option
def batch(
    patterns: tuple[str, ...],
    output: Path,
    sweep: Path | None,
    jobs: int | None,
    resume: bool,
    pictures: bool,
    parquet: bool,
    fail_on: str,
    as_json: bool,
    language: str,
    as_of: date | None,
    **told: Any,
) -> None:
    """Run portfolios with settings, many at once; a folder a run, and tables of all.

    GLOB names folders with a portfolio.yaml; quoted, it may hold * and **. Options on how a
    portfolio is run hold where the sweep file says nothing. A portfolio that cannot be run is one
    failed line. Exit codes, of all runs the gravest: 0 no finding remains, 1 findings or people
    without a seat remain, 2 a run failed, 3 hard requirements conflict; 130 stopped by Ctrl-C,
    and --resume goes on.

    Example: spaceplan batch 'cities/*' -o out/batch --sweep sweep.yaml --jobs 4
    """
    with exit_codes():
        plan = _plan(patterns, output, sweep, resume, pictures, language, _common(as_of, **told))
        if parquet:
            batches.check_parquet()
        executor = batches.LocalProcesses(jobs or _jobs(plan))
        try:
            with ConsoleBatch(language).running() as progress:
                result = batches.run_batch(
                    plan, executor, resume=resume, progress=progress, parquet=parquet
                )
        except KeyboardInterrupt:
            _say_how_to_go_on(language)
            sys.exit(INTERRUPTED)
        _show(plan, result, as_json, language)
        if result.waiting:
            _say_how_to_go_on(language)
            sys.exit(INTERRUPTED)
        sys.exit(_CODES[batches.verdict_on_all(result.records, fail_on)])


def _common(
    as_of: date | None,
    *,
    rules: tuple[str, ...],
    prices: tuple[tuple[str, float], ...],
    start: str | None,
    order: tuple[str, ...],
    time_limit: float | None,
    work_limit: float | None,
    seed: int,
    workers: int,
) -> RunSettings:
    """Return what the command line says of every run; a core a run unless it says more."""
    context = click.get_current_context()
    is_default = context.get_parameter_source("workers") == click.core.ParameterSource.DEFAULT
    return RunSettings(
        rule_sets=rules,
        prices=tuple(dict(prices).items()),
        order=order,
        start=start,
        seed=seed,
        time_limit=time_limit,
        work_limit=work_limit,
        workers=1 if is_default else workers,
        as_of=as_of,
    )


def _plan(
    patterns: tuple[str, ...],
    output: Path,
    sweep_file: Path | None,
    resume: bool,
    pictures: bool,
    language: str,
    common: RunSettings,
) -> batches.BatchPlan:
    refuse_target(output)
    (portfolios, others), sweep = _read(patterns, sweep_file, common)
    if others:
        text = N_("no portfolio.yaml in {paths}: left out")
        named = ", ".join(others[:_MOST_NAMED]) + (" ..." if others[_MOST_NAMED:] else "")
        show_warning(Message.of(text, paths=named))
    earlier = batches.day_of_batch(output)
    if earlier is not None and not resume:
        text = N_("{folder} has the results of a batch, which are made anew; --resume keeps them")
        show_warning(Message.of(text, folder=str(output)))
    day = (earlier if resume else None) or date.today()
    return batches.plan_batch(
        portfolios, sweep, output, day=day, language=language, pictures=pictures
    )


def _read(
    patterns: tuple[str, ...], sweep_file: Path | None, common: RunSettings
) -> tuple[tuple[tuple[batches.PortfolioFolder, ...], tuple[str, ...]], batches.Sweep]:
    """Return the portfolios and the settings; raises InputError with the faults of both."""
    faults: list[Fault] = []
    found: tuple[tuple[batches.PortfolioFolder, ...], tuple[str, ...]] = ((), ())
    sweep = batches.Sweep((common,))
    try:
        found = batches.find_portfolios(patterns)
    except InputError as error:
        faults += error.faults
    try:
        if sweep_file is not None:
            folders = [portfolio.folder for portfolio in found[0]]
            sweep = batches.load_sweep(sweep_file, common, folders)
    except InputError as error:
        faults += error.faults
    if faults:
        raise InputError(faults)
    return found, sweep


def _jobs(plan: batches.BatchPlan) -> int:
    """Return how many runs at once leave no core without work and none with two."""
    if hasattr(os, "sched_getaffinity"):
        cores = len(os.sched_getaffinity(0))
    else:
        cores = os.cpu_count() or 1
    most = max(setting.workers for setting in plan.sweep.settings)
    return max(1, cores // most)


def _show(
    plan: batches.BatchPlan, result: batches.BatchResult, as_json: bool, language: str
) -> None:
    manifest = plan.folder / MANIFEST
    if as_json:
        content = json.loads(manifest.read_text(encoding="utf-8"))
        click.echo(json.dumps(content, ensure_ascii=False, indent=2))
    else:
        for record in result.records:
            click.echo(run_line(record, language))
    stderr.print(f"-> {plan.folder}", markup=False)


def _say_how_to_go_on(language: str) -> None:
    said = N_("Stopped; what is finished is kept, and --resume goes on from there")
    stderr.print(translator(language)(said))
