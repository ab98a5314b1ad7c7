"""Commands that apply the rules: check and entitlement."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path

import click

from spaceplan import judging
from spaceplan.cli.console import (
    ConsoleProgress,
    current_language,
    exit_codes,
    show_warnings,
    stderr,
)
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
from spaceplan.cli.outputs import (
    FormatType,
    Output,
    choose_outputs,
    refuse_terminal,
    write_outputs,
    write_stdout,
)
from spaceplan.entitlement import Entitlements, compute_entitlements, entitlement_of_posts
from spaceplan.files import find_portfolio, load_allocation, load_portfolio
from spaceplan.i18n import N_, in_language
from spaceplan.judging import findings_report, with_remedies
from spaceplan.model import Counts
from spaceplan.prepared import prepare
from spaceplan.report import (
    FORMATS,
    FindingsReport,
    entitlements_dict,
    entitlements_text,
    find_finding,
    finding_dict,
    load_baseline,
    render_findings,
    why_text,
)
from spaceplan.rules import load_rules


@click.command()
@portfolio_argument
@allocation_option
@rule_options
@click.option(
    "--only",
    multiple=True,
    metavar="RULE",
    help="Evaluate only this rule, and insist that it can be judged; may be repeated.",
)
@click.option(
    "--format",
    "formats",
    type=FormatType(),
    multiple=True,
    metavar="FORMAT[=FILE]",
    help=f"{', '.join(FORMATS)}; may be repeated. Alone to stdout, else see -o.  [default: text]",
)
@json_switch
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="File for one format; folder for several, as findings.json, findings.sarif, ...",
)
@click.option(
    "--remedies",
    is_flag=True,
    help="Look for the cheapest cure of each finding, or prove that there is none.",
)
@fail_on_option
@click.option(
    "--baseline",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="findings.json of an earlier check: only what is new or worse counts.",
)
@click.option(
    "--why",
    metavar="FINGERPRINT",
    help="Show what one finding's figures are made of, and nothing else.",
)
@language_option
def check(
    portfolio: str,
    allocation: Path | None,
    rules: tuple[str, ...],
    as_of: date | None,
    only: tuple[str, ...],
    formats: tuple[tuple[str, str], ...],
    as_json: bool,
    output: Path | None,
    remedies: bool,
    fail_on: str,
    baseline: Path | None,
    why: str | None,
    language: str,
) -> None:
    """Check the status quo or an allocation against the rules.

    Example: spaceplan check floorplans/wuxi --format sarif --format html -o out/check
    """
    json_asked = (("json", ""),) if as_json else ()
    asked = (*formats, *json_asked) or (("text", ""),)
    outputs = _why_outputs(asked) if why else choose_outputs(asked, output)
    refuse_terminal(outputs)
    with exit_codes(), ConsoleProgress().running() as progress:
        folder = find_portfolio(portfolio)
        prepared = prepare(folder, rule_sets=rules, as_of=as_of, progress=progress)
        show_warnings(prepared.warnings)
        progress.step(N_("Checking the rules"))
        plan = load_allocation(allocation, prepared.portfolio) if allocation else None
        earlier = load_baseline(baseline) if baseline else None
        result = judging.check(prepared, plan, only=only)
        if remedies:
            result = with_remedies(prepared, result, plan, progress=progress)
        report = findings_report(
            prepared,
            result,
            checked=allocation,
            fail_on=fail_on,
            only=only,
            baseline=earlier,
        )
        if why is None:
            progress.step(N_("Writing the findings"))
            written = write_outputs(outputs, lambda form: render_findings(report, form, language))
    if why is not None:
        _explain(report, why, outputs[0].form, language)
        return
    for path in written:
        stderr.print(str(path), markup=False)
    sys.exit(
        exit_code(report.check, report.rulebook, fail_on, only=only, comparison=report.comparison)
    )


def _why_outputs(asked: tuple[tuple[str, str], ...]) -> tuple[Output, ...]:
    """Return how the answer to ``--why`` is printed; raises UsageError but for text and JSON."""
    forms = {form for form, _ in asked} - {"text"} or {"text"}
    if forms - {"text", "json"} or any(path for _, path in asked):
        raise click.UsageError("--why prints text, or JSON with --json.")
    return (Output(forms.pop(), None),)


def _explain(report: FindingsReport, fingerprint: str, form: str, language: str) -> None:
    """Print what a finding is made of."""
    with exit_codes():
        finding = find_finding(report, fingerprint)
    if form == "json":
        text = json.dumps(finding_dict(report, finding), ensure_ascii=False, indent=2)
    else:
        text = why_text(report, finding, language)
    write_stdout(f"{text}\n".encode())


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
        words = in_language(error.args[0], current_language())
        raise click.BadParameter(words, param_hint="--posts") from error
    rulebook = load_rules(rules or ("cn-2014",))
    areas = entitlement_of_posts(level, counts, rulebook, high_rise=high_rise, cars=cars)
    return Entitlements((areas,), ())
