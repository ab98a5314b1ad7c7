"""Commands that apply the rules: check and entitlement."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path

import click

from spaceplan import pipeline
from spaceplan.cli.console import ConsoleProgress, exit_codes, show_warnings
from spaceplan.cli.options import (
    DEFAULT_PORTFOLIO,
    allocation_option,
    fail_on_option,
    json_switch,
    language_option,
    portfolio_argument,
    rule_options,
    rules_option,
)
from spaceplan.cli.outcome import exit_code
from spaceplan.entitlement import Entitlements, compute_entitlements, entitlement_of_posts
from spaceplan.files import find_portfolio, load_allocation, load_portfolio
from spaceplan.i18n import N_
from spaceplan.model import Counts
from spaceplan.report import entitlements_dict, entitlements_text, findings_dict, findings_text
from spaceplan.rules import load_rules


@click.command()
@portfolio_argument
@allocation_option
@rule_options
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="What is printed.",
)
@json_switch
@fail_on_option
@language_option
def check(
    portfolio: str,
    allocation: Path | None,
    rules: tuple[str, ...],
    as_of: date | None,
    form: str,
    as_json: bool,
    fail_on: str,
    language: str,
) -> None:
    """Check the status quo or an allocation against the rules.

    Example: spaceplan check floorplans/wuxi --allocation out/wuxi/allocation.csv --json
    """
    with exit_codes(), ConsoleProgress().running() as progress:
        folder = find_portfolio(portfolio)
        prepared = pipeline.prepare(folder, rule_sets=rules, as_of=as_of, progress=progress)
        show_warnings(prepared.warnings)
        progress.step(N_("Checking the rules"))
        plan = load_allocation(allocation, prepared.portfolio) if allocation else None
        result = pipeline.check(prepared, plan)
    if as_json or form == "json":
        content = findings_dict(result, prepared.rulebook)
        click.echo(json.dumps(content, ensure_ascii=False, indent=2))
    else:
        click.echo(findings_text(result, prepared.rulebook, language))
    sys.exit(exit_code(result, prepared.rulebook, fail_on))


@click.command()
@click.argument("portfolio", required=False)
@click.option(
    "--level",
    default="city",
    show_default=True,
    help="Administrative level of the posts given by --posts.",
)
@click.option("--posts", help="Approved posts as rank:number;rank:number.")
@click.option("--cars", type=click.IntRange(0), default=0, help="Cars, for the car park.")
@click.option("--high-rise", is_flag=True, help="Take the coefficient of high-rise buildings.")
@rules_option
@json_switch
@language_option
def entitlement(
    portfolio: str | None,
    level: str,
    posts: str | None,
    cars: int,
    high_rise: bool,
    rules: tuple[str, ...],
    as_json: bool,
    language: str,
) -> None:
    """Print what area each department of a portfolio, or a list of posts, is entitled to.

    Example: spaceplan entitlement --level city --posts 'city_bureau_head:1;city_staff:96'
    """
    names: dict[str, str] = {}
    with exit_codes():
        if posts is not None:
            found = _of_posts(level, posts, rules, high_rise=high_rise, cars=cars)
        else:
            folder = find_portfolio(portfolio or DEFAULT_PORTFOLIO)
            loaded = load_portfolio(folder)
            show_warnings(loaded.warnings)
            departments = loaded.portfolio.departments
            names = {d.id: d.name.text(language) or d.id for d in departments}
            rulebook = load_rules(rules or loaded.portfolio.rule_sets, folder)
            found = compute_entitlements(loaded.portfolio, rulebook)
    if as_json:
        click.echo(json.dumps(entitlements_dict(found), ensure_ascii=False, indent=2))
    else:
        click.echo(entitlements_text(found, names, language))


def _of_posts(
    level: str, posts: str, rules: tuple[str, ...], *, high_rise: bool, cars: int
) -> Entitlements:
    try:
        counts = Counts.parse(posts)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--posts") from error
    rulebook = load_rules(rules or ("cn-2014",))
    areas = entitlement_of_posts(level, counts, rulebook, high_rise=high_rise, cars=cars)
    return Entitlements((areas,), ())
