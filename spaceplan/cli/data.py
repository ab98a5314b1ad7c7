"""Commands that make or read data: import, generate, schema."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

import click

from spaceplan.cli.console import (
    ConsoleProgress,
    ExitCode,
    current_language,
    exit_codes,
    show_warnings,
    stderr,
)
from spaceplan.cli.options import language_option, overwrite_option
from spaceplan.cli.usage import wrong_usage
from spaceplan.errors import Fault, InputError
from spaceplan.files import (
    find_portfolio,
    json_schemas,
    load_portfolio,
    save_portfolio,
    write_atomically,
)
from spaceplan.files.lookup import PORTFOLIO_FILE
from spaceplan.formats import Imported, ReadSheet, read_foreign
from spaceplan.formats.xlsx import is_form
from spaceplan.generate import GenerateOptions, write_cities
from spaceplan.i18n import N_, Message, Named, in_language, translator
from spaceplan.importing import import_forms, is_same, list_changes
from spaceplan.model import Portfolio
from spaceplan.report import findings_schema
from spaceplan.report.safe import visible
from spaceplan.rules import rule_set_schema
from spaceplan.things import BUILDINGS, DEPARTMENTS, LEDGER_LINES, ROOMS, STOREYS, number_of


@click.command("import")
@click.argument("source", type=click.Path(exists=True, path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help="Portfolio folder to write; without it forms are only compared with the portfolio: exit "
    "code 1 where anything would change or differs.",
)
@click.option(
    "--into",
    metavar="PORTFOLIO",
    help="For a filled Excel form, or a folder of them: the portfolio with the floor plans, whose "
    "people, departments and holdings the form replaces in the new folder. Totals of forms that "
    "sum up are compared with it.",
)
@overwrite_option
@language_option
def import_(
    source: Path, output: Path | None, into: str | None, overwrite: bool, language: str
) -> None:
    """Turn a building in a foreign format (IFC), or filled Excel forms, into a portfolio folder.

    Example: spaceplan import rooms.xlsx --into floorplans/wuxi -o floorplans/wuxi-2027
    """
    with exit_codes(), ConsoleProgress().running() as progress:
        if output is not None:
            _refuse_filled_folder(output, overwrite)
        if is_form(source):
            imported = _read_forms(source, into, progress)
        elif output is None:
            raise click.UsageError(wrong_usage(N_("give -o, the portfolio folder to write")))
        else:
            progress.step(N_("Reading the building"))
            imported = read_foreign(source, progress=progress)
        if output is not None:
            save_portfolio(imported.portfolio, output)
        show_warnings(imported.notes)
        for sheet in imported.sheets:
            click.echo(_came_to(sheet, language))
        if output is None:
            sys.exit(_only_compared(imported, load_portfolio(find_portfolio(into or "")).portfolio))
        places = imported.portfolio
        said = Message.of(
            N_("{folder}: {buildings}, {storeys}, {rooms}, {departments}"),
            folder=str(output),
            buildings=number_of(BUILDINGS, len(places.buildings)),
            storeys=number_of(STOREYS, len(places.storeys)),
            rooms=number_of(ROOMS, len(places.rooms)),
            departments=number_of(DEPARTMENTS, len(places.departments)),
        )
        click.echo(in_language(said, language))


def _read_forms(source: Path, into: str | None, progress: ConsoleProgress) -> Imported:
    """Return what filled forms make of a portfolio, once that has been loaded as a trial.

    Raises
    ------
    InputError
        With every fault of the forms, or of what the portfolio says of people who are gone.
    """
    if into is None:
        found = Message.of(N_("an Excel form, which has no floor plans"))
        expected = Message.of(N_("--into PORTFOLIO, the portfolio with its rooms"))
        raise InputError([Fault(source.name, None, found, expected)])
    return import_forms(source, find_portfolio(into), progress=progress)


def _came_to(sheet: ReadSheet, language: str) -> str:
    """Return what a sheet gave, and whether the rest of it agrees."""
    said = Message.of(
        N_("{sheet} ({title}): lines {lines:,}"),
        sheet=visible(sheet.name),
        title=Named.of(sheet.title.text("zh"), sheet.title.text("en")),
        lines=sheet.lines,
    )
    parts = [said]
    if sheet.given:
        given = ", ".join(in_language(one, language) for one in sheet.given)
        parts.append(Message.of(N_("taken over: {what}"), what=given))
    if sheet.compared:
        text = N_("cells compared with the portfolio {n:,}, differences {m:,}")
        parts.append(Message.of(text, n=sheet.compared, m=sheet.differing))
    return "; ".join(in_language(part, language) for part in parts)


def _only_compared(imported: Imported, before: Portfolio) -> ExitCode:
    """Say what would change; nothing was written."""
    counted = Counter(change.what for change in list_changes(before, imported.portfolio))
    differing = sum(sheet.differing for sheet in imported.sheets)
    text = N_(
        "nothing was written; would change: departments {departments:,}, people {people:,}, "
        "rooms {rooms:,}, others {others:,}; differences {differing:,}"
    )
    said = Message.of(
        text,
        departments=counted["department"],
        people=counted["person"],
        rooms=counted["room"],
        others=counted["site"] + counted["project"] + counted["reporting"],
        differing=differing,
    )
    click.echo(in_language(said, current_language()))
    same = is_same(before, imported.portfolio) and not differing
    return ExitCode.CLEAN if same else ExitCode.FINDINGS


def _refuse_filled_folder(folder: Path, overwrite: bool) -> None:
    """Raise InputError where writing would replace somebody's work, or mix with other things."""
    if not folder.is_dir() or not (inside := list(folder.iterdir())):
        return
    homes = [folder] if (folder / PORTFOLIO_FILE).exists() else inside
    if not all((home / PORTFOLIO_FILE).exists() for home in homes):
        found = Message.of(N_("a folder with other things in it"))
        raise InputError([Fault(str(folder), None, found, Message.of(N_("a new folder")))])
    if not overwrite:
        found = Message.of(N_("a portfolio that is there already"))
        expected = Message.of(N_("a new folder, or --overwrite to replace it"))
        raise InputError([Fault(str(folder), None, found, expected)])


@click.command()
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help="Folder to write; with --cities above 1 one folder a city inside it.",
)
@click.option("--seed", type=click.IntRange(0), default=0, show_default=True, help="Random seed.")
@click.option(
    "--scale",
    type=click.FloatRange(0.25, 16),
    default=1.0,
    show_default=True,
    help="Size of one city against Wuxi's, 0.25 to 16.",
)
@click.option(
    "--cities", type=click.IntRange(1, 1000), default=1, show_default=True, help="How many cities."
)
@overwrite_option
def generate(output: Path, seed: int, scale: float, cities: int, overwrite: bool) -> None:
    """Make a synthetic portfolio, with the truth about it in truth.yaml.

    Example: spaceplan generate -o floorplans/big --seed 7 --scale 4
    """
    with exit_codes(), ConsoleProgress().running() as progress:
        _refuse_filled_folder(output, overwrite)
        options = GenerateOptions(seed=seed, scale=scale, cities=cities)
        for folder, city in write_cities(options, output, progress=progress):
            said = Message.of(
                N_("{folder}: {departments}, {rooms}, {lines}"),
                folder=str(folder),
                departments=number_of(DEPARTMENTS, len(city.departments)),
                rooms=number_of(ROOMS, len(city.rooms)),
                lines=number_of(LEDGER_LINES, len(city.ledger or ())),
            )
            click.echo(in_language(said, current_language()))


@click.command()
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder for one file a schema; else all are printed.",
)
def schema(output: Path | None) -> None:
    """Write the JSON Schemas of the portfolio's files, of rule sets and of findings.json.

    Example: spaceplan schema -o schemas
    """
    with exit_codes():
        others = {"rule-set": rule_set_schema(), "findings": findings_schema()}
        schemas = {**json_schemas(), **others}
        if output is None:
            click.echo(json.dumps(schemas, ensure_ascii=False, indent=2))
            return
        output.mkdir(parents=True, exist_ok=True)
        for name, content in schemas.items():
            path = output / f"{name}.schema.json"
            write_atomically(path, json.dumps(content, ensure_ascii=False, indent=2) + "\n")
            click.echo(str(path))
        hint = N_("Name a schema in a file's first line: # yaml-language-server: $schema=...")
        stderr.print(translator(current_language())(hint))
