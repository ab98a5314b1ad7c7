"""The whole way, once: load → graph → entitlement → allocate → check → report, plot.

Read this file first: it is the program in a page or two, and calls everything else in order.
What is derived from a portfolio is in ``prepared``, what the checker says of a plan in ``judging``,
what a run leaves behind in ``results``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any

from spaceplan import __version__
from spaceplan.allocate import AllocateOptions, AllocationResult, allocate_in_order, search_guarded
from spaceplan.files import load_allocation
from spaceplan.files.atomic import FolderWriter
from spaceplan.i18n import N_
from spaceplan.judging import check, confirm, objective_of, stage_of, with_remedies
from spaceplan.model import Allocation, Objective
from spaceplan.prepared import Prepared, for_start, prepare, starting_point, with_prices
from spaceplan.progress import SILENT, Progress
from spaceplan.report import (
    Picture,
    ReportData,
    Stage,
    allocation_csv,
    list_moves,
    moves_csv,
    people_csv,
    summary_dict,
)
from spaceplan.report.summary import rule_sets, versions
from spaceplan.results import (
    draw_pictures,
    is_drawing,
    is_seating,
    json_text,
    report_of,
    write_documents,
)

__all__ = [
    "Clock",
    "Prepared",
    "allocate",
    "check",
    "confirm",
    "for_start",
    "objective_of",
    "prepare",
    "run",
    "stage_of",
    "starting_point",
    "with_prices",
    "write_plans",
]


def run(
    prepared: Prepared,
    *,
    start: str | None = None,
    options: AllocateOptions | None = None,
    order: tuple[str, ...] = (),
    target: Path,
    language: str = "zh",
    remedies: bool = False,
    pictures: bool = True,
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
    remedies
        Whether to look for what cures each finding, of the status quo and of the plan.
    target
        Receives ``allocation.csv``, ``people.csv``, ``moves.csv``, ``summary.json``,
        ``findings.json``, ``findings-status-quo.json``, ``report.html``, ``stack.svg`` and
        ``floors/*.svg``.
    pictures
        Whether to draw the stack and the storeys.

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
        if remedies:
            before = None if before is None else _cured(prepared, before, None, progress)
            after = _cured(prepared, after, after.allocation, progress)
            clock.lap("remedies")
        report = _report(prepared, before, after, result, start, clock)
        drawn: tuple[Picture, ...] = ()
        if pictures:
            drawn = draw_pictures(report, prepared.graph, language=language, progress=progress)
        clock.lap("draw")
        report = replace(report, timing=clock.laps)
        progress.step(N_("Writing the report"))
        for name, content in write_documents(report, drawn, language=language):
            folder.write(name, content)
    return report


def allocate(
    prepared: Prepared,
    *,
    start: str | None = None,
    options: AllocateOptions | None = None,
    order: tuple[str, ...] = (),
    target: Path,
    progress: Progress = SILENT,
    on_plan: Callable[[AllocationResult], None] | None = None,
) -> ReportData:
    """Find a plan, have it confirmed, and write its tables and its summary into a folder.

    Parameters and errors as for ``run``; ``on_plan`` as for ``search_guarded``.
    """
    clock = Clock()
    prepared = for_start(prepared, start)
    before, result = _solve(prepared, start, options, order, clock, progress, on_plan)
    with FolderWriter(target, ours=is_seating) as folder:
        after = _write_plan(folder, prepared, result)
        clock.lap("check_plan")
        report = _report(prepared, before, after, result, start, clock)
        folder.write("summary.json", json_text(summary_dict(report)))
    return report


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


def _solve(
    prepared: Prepared,
    start: str | None,
    options: AllocateOptions | None,
    order: tuple[str, ...],
    clock: Clock,
    progress: Progress,
    on_plan: Callable[[AllocationResult], None] | None = None,
) -> tuple[Stage | None, AllocationResult]:
    progress.step(N_("Checking the status quo"))
    before = stage_of(prepared) if prepared.has_status_quo else None
    clock.lap("check_status_quo")
    chosen = options or AllocateOptions()
    search = partial(
        _search, prepared, order=order, start=starting_point(prepared, start), options=chosen
    )
    result = search_guarded(search, progress, chosen.time_limit, on_plan)
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
    clock: Clock,
) -> ReportData:
    usual = "status-quo" if prepared.has_status_quo else "nothing"
    return report_of(
        prepared, before, after, solution=result, start=start or usual, timing=clock.laps
    )


def _cured(
    prepared: Prepared, stage: Stage, planned: Allocation | None, progress: Progress
) -> Stage:
    """Return a stage whose findings say what cures them."""
    return replace(stage, check=with_remedies(prepared, stage.check, planned, progress=progress))


def write_plans(
    prepared: Prepared,
    plans: Sequence[tuple[Allocation, Objective, Mapping[str, Any]]],
    target: Path,
) -> None:
    """Write plans into ``target/1``, ``target/2``, ..., each confirmed by the checker, or none.

    Parameters
    ----------
    plans
        Each with the objective that is claimed for it, and what its ``summary.json`` says.
    """
    made_from = {
        "as_of": prepared.as_of.isoformat(),
        "rule_sets": rule_sets(prepared.rulebook),
        "price_overrides": dict(prepared.price_overrides),
        "versions": versions(__version__),
        "inputs": dict(prepared.hashes),
    }
    with FolderWriter(target, ours=lambda name: name.split("/")[0].isdecimal()) as folder:
        for number, (allocation, claimed, summary) in enumerate(plans, start=1):
            table = allocation_csv(prepared.portfolio, prepared.rulebook, allocation)
            path = folder.write(f"{number}/allocation.csv", table)
            if allocation.people:
                folder.write(f"{number}/people.csv", people_csv(allocation))
            stage = stage_of(prepared, load_allocation(path, prepared.portfolio))
            confirm(prepared, stage, claimed)
            folder.write(f"{number}/summary.json", json_text({**summary, **made_from}))
