"""Seat named people: the way of ``spaceplan seat``, from a plan to who sits where.

load → graph → plan or status quo → seat → check → tables. Nothing is written that the independent
checker does not confirm.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

from spaceplan.allocate.named import seat_by_name
from spaceplan.allocate.seating import SeatingOptions
from spaceplan.check import SeatingCheck, check_seating, current_departments, verify_allocation
from spaceplan.errors import SpaceplanError
from spaceplan.files import load_allocation
from spaceplan.files.atomic import FolderWriter
from spaceplan.i18n import N_, Message
from spaceplan.judging import objective_of
from spaceplan.model import Allocation, AllocationLine, in_rank_order, status_quo
from spaceplan.prepared import Prepared
from spaceplan.progress import SILENT, Progress
from spaceplan.report import allocation_csv, list_moves, moves_csv, people_csv
from spaceplan.report.seating import SeatingReport, divisions_csv, seating_dict
from spaceplan.results import json_text

#: Costs are compared in points; they are sums of rounded products.
_SAME = 1e-3


def plan_to_seat(prepared: Prepared, allocation: Path | None) -> Allocation:
    """Return the plan of a file, else today's holdings with whom they hold, by today's departments.

    Raises
    ------
    InputError
        With the faults of the file.
    """
    if allocation is not None:
        return load_allocation(allocation, prepared.portfolio)
    today = status_quo(prepared.portfolio)
    current = current_departments(prepared.portfolio)
    merged: dict[tuple[str, str], Counter[str]] = {}
    for line in today.lines:
        department = next(iter(current.get(line.department, ())), line.department)
        merged.setdefault((line.room, department), Counter()).update(dict(line.occupancy))
    lines = tuple(
        AllocationLine(room, department, in_rank_order(people))
        for (room, department), people in sorted(merged.items())
    )
    return replace(today, lines=lines)


def seat(
    prepared: Prepared,
    plan: Allocation,
    *,
    target: Path,
    name: str,
    free: bool = False,
    fewest: bool = True,
    only: frozenset[str] = frozenset(),
    options: SeatingOptions | None = None,
    progress: Progress = SILENT,
) -> SeatingReport:
    """Seat named people inside a plan, have it confirmed, and write it into a folder, or nothing.

    Parameters
    ----------
    target
        Receives ``people.csv``, ``moves.csv``, ``divisions.csv``, ``seating.json`` and the
        ``allocation.csv`` to which they belong.
    name
        What the report calls the plan.
    free, fewest, only, options
        As for ``seat_by_name``.

    Raises
    ------
    ConflictError
        If hard wishes exclude each other; then nothing is written.
    SpaceplanError
        If there is no ledger, or the checker does not confirm the seating.
    """
    seating = seat_by_name(
        prepared.portfolio,
        prepared.graph,
        prepared.rulebook,
        prepared.entitlements,
        plan,
        free=free,
        fewest=fewest,
        only=only,
        options=options or SeatingOptions(),
        progress=progress,
    )
    progress.step(N_("Checking the seating"))
    after = seating.allocation
    report = SeatingReport(
        portfolio=prepared.portfolio,
        plan=name,
        seating=seating,
        free=free,
        fewest=fewest,
        today=_judged(prepared, plan_to_seat(prepared, None)),
        after=_judged(prepared, after),
        before_objective=objective_of(prepared, plan),
        after_objective=objective_of(prepared, after),
        moves=list_moves(prepared.portfolio, prepared.graph, after),
    )
    _confirm(prepared, plan, report)
    with FolderWriter(target) as folder:
        table = allocation_csv(prepared.portfolio, prepared.rulebook, after)
        folder.write("allocation.csv", table)
        folder.write("people.csv", people_csv(after))
        folder.write("moves.csv", moves_csv(report.moves))
        folder.write("divisions.csv", divisions_csv(report))
        folder.write("seating.json", json_text(seating_dict(report)))
    return report


def _judged(prepared: Prepared, allocation: Allocation) -> tuple[SeatingCheck, ...]:
    return check_seating(prepared.portfolio, prepared.graph, prepared.rulebook, allocation)


def _confirm(prepared: Prepared, plan: Allocation, report: SeatingReport) -> None:
    """Raise SpaceplanError where the checker counts otherwise than the search.

    What the plan itself breaks, such as crowded rooms of today, is not the seating's fault.
    """
    portfolio, graph, book = prepared.portfolio, prepared.graph, prepared.rulebook
    known = frozenset(verify_allocation(portfolio, graph, book, replace(plan, people=())))
    found = verify_allocation(portfolio, graph, book, report.seating.allocation)
    differing: list[str] = [text for text in found if text not in known]
    differing += _other_counts(prepared, report)
    if differing:
        intro = N_("the checker does not confirm the seating that was found; please report this")
        raise SpaceplanError(Message.of(intro), *differing)


def _other_counts(prepared: Prepared, report: SeatingReport) -> list[Message]:
    """Return in words where the checker counts other moves, points or broken hard wishes."""
    checks = {check.department: check for check in report.after}
    moves = Counter(move.department for move in report.moves)
    differing = []
    for row in report.seating.departments:
        check = checks[row.department]
        cost = check.cost
        if not report.fewest:
            cost += row.moved * prepared.portfolio.prices.moved
        same = report.free or abs(cost - row.cost) <= _SAME
        if check.broken_hard or not same or moves[row.department] != row.moved:
            text = N_("department {department}: {cost:,.2f} points claimed, {counted:,.2f} counted")
            differing.append(
                Message.of(text, department=row.department, cost=row.cost, counted=cost)
            )
    return differing
