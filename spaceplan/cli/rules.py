"""Commands about rule sets: list them, show one, compare two."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click
from rich.console import Console, RenderableType

from spaceplan.cli.console import exit_codes
from spaceplan.cli.options import Command, json_switch, language_option
from spaceplan.errors import Fault, InputError
from spaceplan.files.lookup import find_portfolio, rule_set_files
from spaceplan.report.rules import (
    difference_dict,
    difference_tables,
    list_dict,
    list_table,
    view_dict,
    view_tables,
)
from spaceplan.rules import RuleSetView, compare_sets, view_set

#: Where there is no terminal that has a width of its own.
_WIDE = 160


@click.group()
def rules() -> None:
    """List rule sets, show one in full, or compare two.

    Example: spaceplan rules diff cn-1999 cn-2014
    """


def _portfolio_option(command: Command) -> Command:
    return click.option(
        "--portfolio",
        metavar="PORTFOLIO",
        help="Portfolio whose own rule sets come before the packaged ones.",
    )(command)


@rules.command("list")
@_portfolio_option
@json_switch
@language_option
def list_(portfolio: str | None, as_json: bool, language: str) -> None:
    """List the rule sets that are there, with their documents and what nobody has verified.

    Example: spaceplan rules list
    """
    views: list[RuleSetView] = []
    faults: list[Fault] = []
    with exit_codes():
        folder = _folder(portfolio)
        for name in rule_set_files(folder):
            try:
                views.append(view_set(name, folder))
            except InputError as error:
                faults += error.faults
        _show(list_dict(views), list_table(views, language), as_json=as_json)
        if faults:
            raise InputError(dict.fromkeys(faults))


@rules.command()
@click.argument("name")
@_portfolio_option
@json_switch
@language_option
def show(name: str, portfolio: str | None, as_json: bool, language: str) -> None:
    """Show a rule set (a name or a file) in full, with source and clause of every figure.

    Example: spaceplan rules show cn-2014
    """
    with exit_codes():
        view = view_set(name, _folder(portfolio))
        _show(view_dict(view), view_tables(view, language), as_json=as_json)


@rules.command()
@click.argument("before")
@click.argument("after")
@_portfolio_option
@json_switch
@language_option
def diff(before: str, after: str, portfolio: str | None, as_json: bool, language: str) -> None:
    """Show what differs between two rule sets: quotas, other figures, rules.

    Example: spaceplan rules diff cn-1999 cn-2014
    """
    with exit_codes():
        folder = _folder(portfolio)
        difference = compare_sets(view_set(before, folder), view_set(after, folder))
        shown = difference_tables(difference, language)
        _show(difference_dict(difference), shown, as_json=as_json)


def _folder(portfolio: str | None) -> Path | None:
    return None if portfolio is None else find_portfolio(portfolio)


def _show(content: dict[str, Any], shown: RenderableType, *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(content, ensure_ascii=False, indent=2))
        return
    width = None if sys.stdout.isatty() else _WIDE
    Console(file=sys.stdout, width=width, highlight=False).print(shown)
