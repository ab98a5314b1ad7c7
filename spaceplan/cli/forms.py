"""Commands that write what bureaus hand in: forms."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from spaceplan import pipeline
from spaceplan.cli.console import (
    ConsoleProgress,
    ExitCode,
    exit_codes,
    show_warning,
    show_warnings,
)
from spaceplan.cli.options import (
    allocation_option,
    language_option,
    portfolio_argument,
    rule_options,
)
from spaceplan.files import find_portfolio, load_allocation
from spaceplan.files.atomic import FolderWriter
from spaceplan.i18n import N_, Message
from spaceplan.model import status_quo
from spaceplan.prepared import Prepared
from spaceplan.report.forms import FORMS, FormsData, form_files, make_forms

output_folder = click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help="Folder to write.",
)


@click.command()
@portfolio_argument
@output_folder
@allocation_option
@rule_options
@click.option(
    "--form",
    "names",
    type=click.Choice([*FORMS, "all"]),
    multiple=True,
    default=("all",),
    show_default=True,
    help="Which form; may be repeated.",
)
@language_option
def forms(
    portfolio: str,
    output: Path,
    allocation: Path | None,
    rules: tuple[str, ...],
    as_of: date | None,
    names: tuple[str, ...],
    language: str,
) -> None:
    """Write the Excel forms that bureaus hand in, of the status quo or of an allocation.

    Example: spaceplan forms floorplans/wuxi -o out/forms --form county --form rooms
    """
    with exit_codes(), ConsoleProgress().running() as progress:
        folder = find_portfolio(portfolio)
        prepared = pipeline.prepare(folder, rule_sets=rules, as_of=as_of, progress=progress)
        show_warnings(prepared.warnings)
        progress.step(N_("Filling in the forms"))
        data = forms_data(prepared, allocation)
        made = make_forms(data, FORMS if "all" in names else names)
        with FolderWriter(output) as writer:
            for name, content in form_files(made, data, language=language):
                writer.write(name, content)
                click.echo(str(output / name))
    for agreement in made.differing:
        text = N_("totals differ: {what}: {shown} shown, {expected} expected")
        values = {"shown": agreement.shown / 100, "expected": agreement.expected / 100}
        show_warning(Message.of(text, what=agreement.what, **values))
    sys.exit(ExitCode.FINDINGS if made.differing else ExitCode.CLEAN)


def forms_data(prepared: Prepared, allocation: Path | None) -> FormsData:
    """Return what the forms are made from, checked."""
    plan = load_allocation(allocation, prepared.portfolio) if allocation else None
    return FormsData(
        prepared.portfolio,
        prepared.rulebook,
        prepared.entitlements,
        status_quo(prepared.portfolio) if plan is None else plan,
        pipeline.check(prepared, plan),
        prepared.as_of,
        planned=plan is not None,
    )
