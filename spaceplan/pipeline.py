"""The whole way, once: load → graph → entitlement → allocate → check → report, plot.

Read this file first: it is the program in a page or two, and calls everything else in order.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from math import nan
from pathlib import Path
from time import perf_counter

from spaceplan import __version__
from spaceplan.allocate import AllocateOptions, AllocationResult, allocate_in_order, search_guarded
from spaceplan.check import (
    CheckResult,
    check_rules,
    recompute_objective,
    verify_allocation,
)
from spaceplan.entitlement import Entitlements, compute_entitlements
from spaceplan.errors import Fault, InputError, SpaceplanError
from spaceplan.files import allocation_hashes, load_allocation, load_portfolio
from spaceplan.files.atomic import FolderWriter
from spaceplan.graph import SpatialGraph, build_graph
from spaceplan.i18n import N_, Message
from spaceplan.model import Allocation, Objective, Portfolio, check_prices, status_quo
from spaceplan.progress import SILENT, Progress
from spaceplan.report import (
    ReportData,
    Stage,
    allocation_csv,
    list_moves,
    moves_csv,
    people_csv,
    summary_dict,
)
from spaceplan.results import (
    draw_pictures,
    is_drawing,
    is_seating,
    json_text,
    write_documents,
)
from spaceplan.rules import RuleBook, load_rules

#: Costs are compared in points; terms are sums of thousands of rounded products.
_SAME = 1e-4
#: Terms that depend on who sits where, which without a ledger nobody knows today.
_OF_OCCUPANTS = ("excess", "distance", "affinity")


@dataclass(frozen=True)
class Prepared:
    """A portfolio with all that is derived from it before anything is decided.

    Parameters
    ----------
    price_overrides
        (term, points) where the portfolio's prices were replaced; see ``with_prices``.
    """

    folder: Path
    portfolio: Portfolio
    graph: SpatialGraph
    rulebook: RuleBook
    entitlements: Entitlements
    as_of: date
    warnings: tuple[Fault, ...]
    hashes: tuple[tuple[str, str], ...]
    price_overrides: tuple[tuple[str, float], ...] = ()

    @property
    def has_status_quo(self) -> bool:
        """Whether anybody holds or sits in anything today."""
        return bool(self.portfolio.holdings or self.portfolio.ledger)


@dataclass
class Clock:
    """Takes the seconds of each step."""

    laps: tuple[tuple[str, float], ...] = ()
    _since: float = field(default_factory=perf_counter)

    def lap(self, name: str) -> None:
        """End a step and begin the next one."""
        now = perf_counter()
        self.laps = (*self.laps, (name, now - self._since))
        self._since = now


def prepare(
    folder: Path,
    *,
    rule_sets: tuple[str, ...] = (),
    as_of: date | None = None,
    progress: Progress = SILENT,
) -> Prepared:
    """Load a portfolio folder and build its graph, rules and entitlements.

    Parameters
    ----------
    rule_sets
        Names or files of rule sets; none: those that the portfolio names.
    as_of
        The day for which deadlines count; else the portfolio's, else today.

    Raises
    ------
    InputError
        With all faults of all files.
    """
    loaded = load_portfolio(folder, progress=progress)
    portfolio = loaded.portfolio
    if rule_sets:
        portfolio = replace(portfolio, rule_sets=rule_sets)
    rulebook = load_rules(portfolio.rule_sets, folder)
    rulebook.check_uses(portfolio)
    graph = build_graph(portfolio, progress=progress)
    return Prepared(
        folder=folder,
        portfolio=portfolio,
        graph=graph,
        rulebook=rulebook,
        entitlements=compute_entitlements(portfolio, rulebook),
        as_of=as_of or portfolio.as_of or date.today(),
        warnings=loaded.warnings,
        hashes=loaded.hashes,
    )


def starting_point(prepared: Prepared, start: str | None) -> Allocation | None:
    """Return what ``--from`` names: ``status-quo``, ``nothing`` (None) or a file.

    Without a choice it is the status quo where there is one.
    """
    if start in (None, "status-quo"):
        if prepared.has_status_quo:
            return status_quo(prepared.portfolio)
        if start is not None:
            text = N_("--from status-quo: the portfolio has neither holdings nor a ledger")
            raise SpaceplanError(Message.of(text))
        return None
    if start == "nothing":
        return None
    if not Path(start).exists():
        found = Message.of(N_("'{start}', a file that does not exist"), start=start)
        expected = Message.of(N_("status-quo, nothing, or an allocation.csv"))
        raise InputError([Fault("--from", None, found, expected)])
    return load_allocation(Path(start), prepared.portfolio)


def with_prices(prepared: Prepared, prices: Mapping[str, float]) -> Prepared:
    """Return a portfolio in which some terms have other prices, for the solver and the checker.

    Parameters
    ----------
    prices
        Points by term: a name of ``spaceplan.model.Prices`` each.

    Raises
    ------
    SpaceplanError
        If a term is unknown, or a price is no number from 0 to a billion.
    """
    check_prices(prices)
    portfolio = prepared.portfolio
    return replace(
        prepared,
        portfolio=replace(portfolio, prices=replace(portfolio.prices, **prices)),
        price_overrides=tuple({**dict(prepared.price_overrides), **prices}.items()),
    )


def for_start(prepared: Prepared, start: str | None) -> Prepared:
    """Return the portfolio as a search from ``start`` takes it.

    From nothing nobody is taken to sit anywhere: moves cost nothing, unless their price was given.
    A file is an input, and named with its hash among the others.
    """
    if start == "nothing" and "moved" not in dict(prepared.price_overrides):
        return with_prices(prepared, {"moved": 0.0})
    if start in (None, "nothing", "status-quo"):
        return prepared
    read = ((f"--from {name}", sha256) for name, sha256 in allocation_hashes(Path(start)))
    return replace(prepared, hashes=(*prepared.hashes, *read))


def objective_of(prepared: Prepared, allocation: Allocation) -> Objective:
    """Return the terms of an allocation as the independent checker counts them."""
    return recompute_objective(
        prepared.portfolio,
        prepared.graph,
        prepared.rulebook,
        prepared.entitlements,
        allocation,
    )


def check(prepared: Prepared, allocation: Allocation | None = None) -> CheckResult:
    """Check the status quo (None) or an allocation against the rules."""
    return check_rules(
        prepared.portfolio,
        prepared.graph,
        prepared.rulebook,
        prepared.entitlements,
        allocation=allocation,
        as_of=prepared.as_of,
    )


def stage_of(prepared: Prepared, allocation: Allocation | None = None) -> Stage:
    """Return the status quo (None) or an allocation with its terms and its findings."""
    shown = status_quo(prepared.portfolio) if allocation is None else allocation
    objective = objective_of(prepared, shown)
    if allocation is None and prepared.portfolio.ledger is None:
        objective = objective.without(*_OF_OCCUPANTS)
    return Stage(shown, objective, check(prepared, allocation))


def confirm(prepared: Prepared, stage: Stage, claimed: Objective) -> None:
    """Compare what the solver claims with what the independent checker counts.

    Raises
    ------
    SpaceplanError
        If they disagree: a mistake of the program, never of the input.
    """
    differing = list(
        verify_allocation(prepared.portfolio, prepared.graph, prepared.rulebook, stage.allocation)
    )
    costs = {term.name: term.cost for term in claimed.terms}
    counted_costs = {term.name: term.cost for term in stage.objective.terms}
    for name in dict.fromkeys((*costs, *counted_costs)):
        cost, counted_cost = costs.get(name, nan), counted_costs.get(name, nan)
        if not abs(cost - counted_cost) <= _SAME * (1 + abs(counted_cost)):
            text = N_("{term}: {cost:,.4f} points claimed, {counted:,.4f} counted")
            differing.append(Message.of(text, term=name, cost=cost, counted=counted_cost))
    counted = (stage.objective.unseated, stage.objective.unmet_needs)
    if (claimed.unseated, claimed.unmet_needs) != counted:
        text = N_(
            "{n:,} people without a seat and {needs:,} unmet needs claimed, {counted} counted"
        )
        differing.append(
            Message.of(text, n=claimed.unseated, needs=claimed.unmet_needs, counted=counted)
        )
    if differing:
        intro = Message.of(
            N_("the checker does not confirm the plan that the solver found; please report this")
        )
        raise SpaceplanError(intro, *differing)


def allocate(
    prepared: Prepared,
    *,
    start: str | None = None,
    options: AllocateOptions | None = None,
    order: tuple[str, ...] = (),
    target: Path,
    progress: Progress = SILENT,
) -> ReportData:
    """Find a plan, have it confirmed, and write its tables and its summary into a folder.

    Parameters and errors as for ``run``.
    """
    clock = Clock()
    prepared = for_start(prepared, start)
    before, result = _solve(prepared, start, options, order, clock, progress)
    with FolderWriter(target, ours=is_seating) as folder:
        after = _write_plan(folder, prepared, result)
        clock.lap("check_plan")
        report = _report(prepared, before, after, result, start, clock.laps)
        folder.write("summary.json", json_text(summary_dict(report)))
    return report


def run(
    prepared: Prepared,
    *,
    start: str | None = None,
    options: AllocateOptions | None = None,
    order: tuple[str, ...] = (),
    target: Path,
    language: str = "zh",
    progress: Progress = SILENT,
) -> ReportData:
    """Allocate, check, report and draw; write it all into the folder ``target``, or nothing.

    Parameters
    ----------
    start
        ``status-quo``, ``nothing`` or a file; None: the status quo where there is one.
    order
        Terms that come strictly before all others, the first before the second; none: all terms
        are weighed by their prices.
    target
        Receives ``allocation.csv``, ``people.csv``, ``moves.csv``, ``summary.json``,
        ``findings.json``, ``findings-status-quo.json``, ``report.html``, ``stack.svg`` and
        ``floors/*.svg``.

    Raises
    ------
    ConflictError
        If the hard requirements exclude each other; then nothing is written.
    """
    clock = Clock()
    prepared = for_start(prepared, start)
    before, result = _solve(prepared, start, options, order, clock, progress)
    with FolderWriter(target, ours=lambda name: is_drawing(name) or is_seating(name)) as folder:
        after = _write_plan(folder, prepared, result)
        clock.lap("check_plan")
        report = _report(prepared, before, after, result, start, clock.laps)
        pictures = draw_pictures(report, prepared.graph, language=language, progress=progress)
        clock.lap("draw")
        report = replace(report, timing=clock.laps)
        progress.step(N_("Writing the report"))
        for name, content in write_documents(report, pictures, language=language):
            folder.write(name, content)
    return report


def write_plans(
    prepared: Prepared, plans: Sequence[tuple[Allocation, Objective]], target: Path
) -> None:
    """Write plans into ``target/1``, ``target/2``, ..., each confirmed by the checker, or none.

    Parameters
    ----------
    plans
        Each with the objective that is claimed for it.
    """
    with FolderWriter(target, ours=lambda name: name.split("/")[0].isdecimal()) as folder:
        for number, (allocation, claimed) in enumerate(plans, start=1):
            table = allocation_csv(prepared.portfolio, prepared.rulebook, allocation)
            path = folder.write(f"{number}/allocation.csv", table)
            if allocation.people:
                folder.write(f"{number}/people.csv", people_csv(allocation))
            stage = stage_of(prepared, load_allocation(path, prepared.portfolio))
            confirm(prepared, stage, claimed)


def _solve(
    prepared: Prepared,
    start: str | None,
    options: AllocateOptions | None,
    order: tuple[str, ...],
    clock: Clock,
    progress: Progress,
) -> tuple[Stage | None, AllocationResult]:
    before = stage_of(prepared) if prepared.has_status_quo else None
    clock.lap("check_status_quo")
    chosen = options or AllocateOptions()
    search = partial(
        _search, prepared, order=order, start=starting_point(prepared, start), options=chosen
    )
    result = search_guarded(search, progress, chosen.time_limit)
    clock.lap("allocate")
    return before, result


def _search(
    prepared: Prepared,
    progress: Progress,
    watch: Callable[[Callable[[], AllocationResult]], None],
    *,
    order: tuple[str, ...],
    start: Allocation | None,
    options: AllocateOptions,
) -> AllocationResult:
    return allocate_in_order(
        prepared.portfolio,
        prepared.graph,
        prepared.rulebook,
        prepared.entitlements,
        order=order,
        start=start,
        options=options,
        progress=progress,
        watch=watch,
    )


def _write_plan(folder: FolderWriter, prepared: Prepared, result: AllocationResult) -> Stage:
    """Write the plan's tables, read them back and have them confirmed: they are what is shown."""
    table = allocation_csv(prepared.portfolio, prepared.rulebook, result.allocation)
    path = folder.write("allocation.csv", table)
    if result.allocation.people:
        folder.write("people.csv", people_csv(result.allocation))
        moves = list_moves(prepared.portfolio, prepared.graph, result.allocation)
        folder.write("moves.csv", moves_csv(moves))
    stage = stage_of(prepared, load_allocation(path, prepared.portfolio))
    confirm(prepared, stage, result.objective)
    return stage


def _report(
    prepared: Prepared,
    before: Stage | None,
    after: Stage,
    result: AllocationResult,
    start: str | None,
    timing: tuple[tuple[str, float], ...],
) -> ReportData:
    return ReportData(
        portfolio=prepared.portfolio,
        rulebook=prepared.rulebook,
        entitlements=prepared.entitlements,
        as_of=prepared.as_of,
        version=__version__,
        before=before,
        after=after,
        solution=result,
        start=start or ("status-quo" if prepared.has_status_quo else "nothing"),
        hashes=prepared.hashes,
        price_overrides=prepared.price_overrides,
        timing=timing,
        warnings=prepared.warnings,
    )
