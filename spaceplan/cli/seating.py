"""The command that seats named people: seat."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path

import click

from spaceplan import seats
from spaceplan.allocate.seating import SeatingOptions
from spaceplan.cli.console import ConsoleProgress, ExitCode, exit_codes, show_warnings, stderr
from spaceplan.cli.options import (
    json_switch,
    language_option,
    rule_options,
    search_limits,
)
from spaceplan.cli.planning import refuse_target
from spaceplan.cli.seating_osa import seat_instance
from spaceplan.cli.usage import wrong_usage
from spaceplan.errors import Fault, InputError
from spaceplan.files import find_portfolio
from spaceplan.files.allocation import ALLOCATION
from spaceplan.files.nearest import one_of
from spaceplan.i18n import N_, Message
from spaceplan.model import Portfolio
from spaceplan.prepared import prepare
from spaceplan.report.seating import seating_dict
from spaceplan.report.seating_text import seating_text

#: Default time limit, seconds; and where a limit of work is given instead.
_SECONDS, _A_DAY = 60.0, 86_400.0


@click.command()
@click.argument("portfolio", required=False)
@click.option(
    "--osa",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Seat an instance in the published office space allocation format instead; -o then names "
    "a JSON file.",
)
@click.option(
    "--allocation",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The plan to seat; else out/<portfolio>/allocation.csv where there is one, else the "
    "status quo.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="Folder for the results; else that of the plan, else out/<portfolio>/.",
)
@click.option(
    "--department",
    "departments",
    multiple=True,
    metavar="ID",
    help="Seat this department only; may be repeated. The others sit as the plan has them.",
)
@click.option(
    "--free",
    is_flag=True,
    help="Distribute ranks anew among each department's rooms; else as the plan has them.",
)
@click.option(
    "--moves",
    type=click.Choice(["fewest", "priced"]),
    default="fewest",
    show_default=True,
    help="Whether nobody moves whom the plan lets stay, or a move has its price (moved).",
)
@search_limits
@rule_options
@json_switch
@language_option
def seat(
    portfolio: str | None,
    osa: Path | None,
    allocation: Path | None,
    output: Path | None,
    departments: tuple[str, ...],
    free: bool,
    moves: str,
    time_limit: float | None,
    work_limit: float | None,
    seed: int,
    workers: int,
    rules: tuple[str, ...],
    as_of: date | None,
    as_json: bool,
    language: str,
) -> None:
    """Seat named people inside what their departments hold: by wishes, divisions together.

    Writes people.csv, moves.csv, divisions.csv, seating.json and the allocation.csv that they
    belong to.

    Example: spaceplan seat floorplans/wuxi --department finance
    """
    if time_limit is None:
        time_limit = _SECONDS if work_limit is None else _A_DAY
    options = SeatingOptions(time_limit, work_limit, seed, workers)
    if (portfolio is None) == (osa is None):
        text = N_("name either a portfolio or an instance with --osa FILE")
        raise click.UsageError(wrong_usage(text))
    if portfolio is None or osa is not None:
        assert osa is not None
        seat_instance(osa, output=output, options=options, as_json=as_json, language=language)
    with exit_codes(), ConsoleProgress().running() as progress:
        folder = find_portfolio(portfolio)
        usual = Path("out") / folder.resolve().name
        if allocation is None and (usual / ALLOCATION).is_file():
            allocation = usual / ALLOCATION
        target = output or (usual if allocation is None else allocation.parent)
        refuse_target(target)
        prepared = prepare(folder, rule_sets=rules, as_of=as_of, progress=progress)
        show_warnings(prepared.warnings)
        _check_departments(prepared.portfolio, departments)
        report = seats.seat(
            prepared,
            seats.plan_to_seat(prepared, allocation),
            target=target,
            name=Message.of(N_("the status quo")) if allocation is None else str(allocation),
            free=free,
            fewest=moves == "fewest",
            only=frozenset(departments),
            options=options,
            progress=progress,
        )
    if as_json:
        click.echo(json.dumps(seating_dict(report), ensure_ascii=False, indent=2))
    else:
        click.echo(seating_text(report, language))
    stderr.print(f"-> {target / 'people.csv'}", markup=False)
    sys.exit(ExitCode.FINDINGS if report.seated < report.people else ExitCode.CLEAN)


def _check_departments(portfolio: Portfolio, departments: tuple[str, ...]) -> None:
    """Raise InputError with every department that does not exist, and the nearest that does."""
    known = [department.id for department in portfolio.departments]
    faults = [
        Fault(
            "--department",
            None,
            Message.of(N_("no department '{department}'"), department=id),
            one_of(known, id),
        )
        for id in departments
        if not portfolio.has_department(id)
    ]
    if faults:
        raise InputError(faults)
