"""Commands that write what bureaus hand in and out: forms, certificates, publication sheets."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from spaceplan import judging
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
from spaceplan.entitlement import CONTRACTOR
from spaceplan.errors import Fault, InputError
from spaceplan.files import find_portfolio, load_allocation
from spaceplan.files.atomic import FolderWriter
from spaceplan.files.nearest import one_of
from spaceplan.i18n import N_, Message
from spaceplan.model import Department, status_quo
from spaceplan.prepared import Prepared, prepare
from spaceplan.report.certificates import (
    PdfWriter,
    certificate_of,
    page_html,
    publication_of,
)
from spaceplan.report.certificates.pdf import MISSING
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
        prepared = prepare(folder, rule_sets=rules, as_of=as_of, progress=progress)
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
        judging.check(prepared, plan),
        prepared.as_of,
        planned=plan is not None,
    )


@click.command()
@portfolio_argument
@output_folder
@allocation_option
@rule_options
@click.option("--department", "only", help="Only this department, by its id.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["pdf", "html", "both"]),
    default="pdf",
    show_default=True,
    help="What is written.",
)
@language_option
def certificates(
    portfolio: str,
    output: Path,
    allocation: Path | None,
    rules: tuple[str, ...],
    as_of: date | None,
    only: str | None,
    form: str,
    language: str,
) -> None:
    """Write certificates of use and yearly publication sheets, with QR codes, as PDF or HTML.

    Example: spaceplan certificates floorplans/wuxi -o out/certificates --department finance
    """
    with exit_codes(), ConsoleProgress().running() as progress:
        folder = find_portfolio(portfolio)
        prepared = prepare(folder, rule_sets=rules, as_of=as_of, progress=progress)
        show_warnings(prepared.warnings)
        chosen = _chosen(prepared, only)
        progress.step(N_("Making the certificates"))
        data = forms_data(prepared, allocation)
        made = [
            (kind, make(data, department, language))
            for department in chosen
            for kind, make in _SHEETS.items()
        ]
        writer_of = PdfWriter(sheet for _, sheet in made)
        with FolderWriter(output) as writer:
            for i, (kind, sheet) in enumerate(made):
                progress.step(N_("Making the certificates"), i, len(made))
                if form != "html":
                    writer.write(f"{kind}/{sheet.department}.pdf", writer_of.pdf_bytes([sheet]))
                if form != "pdf":
                    writer.write(f"{kind}/{sheet.department}.html", page_html([sheet], language))
        click.echo(str(output))
    if writer_of.missing and form != "html":
        text = N_("characters that the embedded font lacks, drawn as {mark}: {characters}")
        listed = "".join(sorted(writer_of.missing))[:100]
        show_warning(Message.of(text, mark=MISSING, characters=listed))


def _chosen(prepared: Prepared, only: str | None) -> tuple[Department, ...]:
    """Return the departments to write sheets for; outside contractors are no users in that sense.

    Raises
    ------
    InputError
        If the one asked for does not exist.
    """
    departments = prepared.portfolio.departments
    if only is None:
        return tuple(d for d in departments if d.kind != CONTRACTOR)
    if not prepared.portfolio.has_department(only):
        found = Message.of(N_("department '{id}', which does not exist"), id=only)
        expected = one_of([department.id for department in departments], only)
        raise InputError([Fault("--department", None, found, expected)])
    return (prepared.portfolio.department(only),)


_SHEETS = {"certificates": certificate_of, "publications": publication_of}
