"""What the kinds of jobs do, each writing its results into the job's folder."""

from __future__ import annotations

from pathlib import Path

from spaceplan import pipeline
from spaceplan.allocate import AllocateOptions
from spaceplan.files import load_allocation
from spaceplan.files.allocation import ALLOCATION
from spaceplan.files.atomic import FolderWriter
from spaceplan.i18n import N_
from spaceplan.jobs.folder import PLAN, RESULT
from spaceplan.jobs.request import AllocateRequest, RemediesRequest, Request
from spaceplan.jobs.scribe import Scribe
from spaceplan.judging import check, findings_report, with_remedies
from spaceplan.prepared import Prepared, with_changes
from spaceplan.report import findings_dict
from spaceplan.results import json_text
from spaceplan.saving import plan_files

FINDINGS = "findings.json"


def do_work(request: Request, folder: Path, scribe: Scribe) -> None:
    """Do what is asked; errors as of what is called."""
    prepared = pipeline.prepare(
        request.portfolio, rule_sets=request.rule_sets, as_of=request.as_of, progress=scribe
    )
    prepared = with_changes(prepared, request.changes)
    if isinstance(request, AllocateRequest):
        _allocate(request, prepared, folder, scribe)
    else:
        _find_remedies(request, prepared, folder, scribe)


def _allocate(request: AllocateRequest, prepared: Prepared, folder: Path, scribe: Scribe) -> None:
    """Write what ``spaceplan allocate`` writes, and the best plan so far meanwhile."""
    scribe.write_plans_as(lambda result: plan_files(prepared, result.allocation))
    pipeline.allocate(
        prepared,
        start=str(folder / PLAN / ALLOCATION) if request.start == "plan" else request.start,
        options=AllocateOptions(
            time_limit=request.time_limit, seed=request.seed, workers=request.workers
        ),
        order=request.order,
        target=folder / RESULT,
        progress=scribe,
        on_plan=scribe.keep,
    )


def _find_remedies(
    _request: RemediesRequest, prepared: Prepared, folder: Path, scribe: Scribe
) -> None:
    """Write ``findings.json`` with the cheapest remedy of each finding."""
    path = folder / PLAN / ALLOCATION
    plan = path if path.is_file() else None
    allocation = None if plan is None else load_allocation(plan, prepared.portfolio)
    scribe.step(N_("Checking the rules"))
    cured = with_remedies(prepared, check(prepared, allocation), allocation, progress=scribe)
    report = findings_report(prepared, cured, checked=plan)
    with FolderWriter(folder / RESULT) as result:
        result.write(FINDINGS, json_text(findings_dict(report)))
