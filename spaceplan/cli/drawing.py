"""Commands that show places: draw and graph."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import click

from spaceplan import judging
from spaceplan.cli.console import ConsoleProgress, exit_codes, show_warnings
from spaceplan.cli.options import (
    allocation_option,
    language_option,
    portfolio_argument,
    rule_options,
)
from spaceplan.cli.usage import wrong_usage
from spaceplan.errors import Fault, InputError
from spaceplan.files import find_portfolio, load_allocation, load_portfolio
from spaceplan.files.nearest import one_of
from spaceplan.graph import SpatialGraph, build_graph, write_graphml, write_json
from spaceplan.i18n import N_, Message, in_language, translator
from spaceplan.model import Portfolio, status_quo
from spaceplan.plot import Colouring, department_palette, plot_stack, plot_storey, save_figure
from spaceplan.prepared import prepare
from spaceplan.things import FINDINGS, ROOMS, number_of


@click.command()
@portfolio_argument
@allocation_option
@click.option("--storey", help="Id of the storey to draw, such as cc-3-L05.")
@click.option("--stack", is_flag=True, help="Draw all storeys of all sites as one stack.")
@click.option(
    "--by",
    type=click.Choice([str(c) for c in Colouring]),
    help="What the colours of a storey mean; else departments.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="File to write: .png, .svg or .pdf.",
)
@rule_options
@language_option
def draw(
    portfolio: str,
    allocation: Path | None,
    storey: str | None,
    stack: bool,
    by: str | None,
    output: Path,
    rules: tuple[str, ...],
    as_of: date | None,
    language: str,
) -> None:
    """Draw a storey, or the stack of all storeys; the status quo, or an allocation.

    Example: spaceplan draw floorplans/wuxi --storey cc-3-L05 --by excess -o storey.svg
    """
    if (storey is None) != stack:
        raise click.UsageError(wrong_usage(N_("give either --storey ID or --stack")))
    if stack and by is not None:
        text = N_("--by colours a storey; the stack shows departments")
        raise click.UsageError(wrong_usage(text))
    with exit_codes(), ConsoleProgress().running() as progress:
        prepared = prepare(
            find_portfolio(portfolio), rule_sets=rules, as_of=as_of, progress=progress
        )
        show_warnings(prepared.warnings)
        places, book = prepared.portfolio, prepared.rulebook
        plan = load_allocation(allocation, places) if allocation else None
        shown = plan or status_quo(places)
        progress.step(N_("Drawing"))
        stages = (status_quo(places), *([] if plan is None else [plan]))
        palette = department_palette(places, prepared.graph, *stages)  # as in the report of a run
        if storey is None:
            axes = plot_stack(
                places,
                book,
                allocation=shown,
                entitlements=prepared.entitlements,
                language=language,
                palette=palette,
            )
        else:
            _check_storey(places, storey)
            findings = judging.check(prepared, plan).findings if by == Colouring.FINDING else ()
            axes = plot_storey(
                places,
                prepared.graph,
                storey,
                by=by or Colouring.DEPARTMENT,
                allocation=shown,
                rulebook=book,
                findings=findings,
                language=language,
                palette=palette,
            )
        figure = axes.get_figure(root=True)
        assert figure is not None
        save_figure(figure, output)
    click.echo(str(output))


def _check_storey(portfolio: Portfolio, storey: str) -> None:
    known = [s.id for s in portfolio.storeys]
    if storey not in known:
        found = Message.of(N_("no storey '{storey}'"), storey=storey)
        raise InputError([Fault("--storey", None, found, one_of(known, storey))])


#: What joins two rooms, as the graph's edges name it.
_KINDS = {
    "wall": N_("wall"),
    "door": N_("door"),
    "stair": N_("stair"),
    "lift": N_("lift"),
    "outdoor": N_("outdoor"),
}


@click.command()
@portfolio_argument
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="File to write: .graphml or .json; without it the graph is described.",
)
@language_option
def graph(portfolio: str, output: Path | None, language: str) -> None:
    """Show what the spatial graph has and what is doubtful in it, or export it.

    Example: spaceplan graph floorplans/wuxi -o graph.graphml
    """
    if output is not None and output.suffix.lower() not in (".graphml", ".json"):
        text = N_("-o {file}: the ending must be .graphml or .json")
        raise click.UsageError(wrong_usage(text, file=output))
    with exit_codes(), ConsoleProgress().running() as progress:
        loaded = load_portfolio(find_portfolio(portfolio), progress=progress)
        show_warnings(loaded.warnings)
        built = build_graph(loaded.portfolio, progress=progress)
        if output is not None:
            progress.step(N_("Writing the graph"))
            (write_json if output.suffix.lower() == ".json" else write_graphml)(built, output)
    if output is not None:
        click.echo(str(output))
    else:
        click.echo(_description(built, language))


def _description(graph: SpatialGraph, language: str) -> str:
    """Return numbers of nodes and edges by kind, and every finding of the validator."""
    _ = translator(language)
    kinds: Counter[str] = Counter(data["kind"] for _a, _b, data in graph.network.edges(data=True))
    template = _(N_("{kind}: {n:,}"))
    lines = [
        in_language(number_of(ROOMS, graph.network.number_of_nodes()), language),
        *(
            template.format(kind=_(_KINDS[kind]), n=number)
            for kind, number in sorted(kinds.items())
        ),
        in_language(number_of(FINDINGS, len(graph.findings)), language),
        *(f"  {_(finding.severity)}: {finding.text(language)}" for finding in graph.findings),
    ]
    return "\n".join(lines)
