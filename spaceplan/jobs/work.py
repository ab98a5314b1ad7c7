"""What the kinds of jobs do, each writing its results into the job's folder."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from spaceplan import pipeline
from spaceplan.allocate import AllocateOptions
from spaceplan.errors import SpaceplanError
from spaceplan.files import load_allocation
from spaceplan.files.allocation import ALLOCATION
from spaceplan.files.atomic import FolderWriter
from spaceplan.i18n import N_, Message
from spaceplan.jobs.folder import ANSWER, PLAN, RESULT, answer_text
from spaceplan.jobs.other_rules import judge_by_others
from spaceplan.jobs.request import (
    AllocateRequest,
    CureRequest,
    ExportRequest,
    RemediesRequest,
    Request,
    RulesRequest,
)
from spaceplan.jobs.scribe import Scribe
from spaceplan.jobs.switched import SWITCHED
from spaceplan.judging import check, findings_report, with_remedies, with_remedy
from spaceplan.model import Allocation
from spaceplan.prepared import Prepared, with_changes
from spaceplan.report import findings_dict
from spaceplan.results import json_text
from spaceplan.saving import plan_files

FINDINGS = "findings.json"


def do_work(request: Request, folder: Path, scribe: Scribe) -> None:
    """Do what is asked; errors as of what is called."""
    base = pipeline.prepare(
        request.portfolio, rule_sets=request.rule_sets, as_of=request.as_of, progress=scribe
    )
    prepared = with_changes(base, request.changes)
    match request:
        case AllocateRequest():
            _allocate(request, prepared, folder, scribe)
        case CureRequest():
            _find_cure(request, prepared, folder, scribe)
        case ExportRequest():
            scribe.step(N_("Checking the rules"))
            from spaceplan.jobs.exports import make_export  # loads what lays pages out

            content = make_export(request, base, prepared, _plan(prepared, folder), scribe)
            with FolderWriter(folder / RESULT) as result:
                result.write(request.file, content)
        case RulesRequest():
            switched = judge_by_others(request, prepared, partial(_plan, folder=folder), scribe)
            with FolderWriter(folder / RESULT) as result:
                result.write(SWITCHED, switched)
        case RemediesRequest():
            _find_remedies(prepared, folder, scribe)


def _plan(prepared: Prepared, folder: Path) -> Allocation | None:
    """Return the plan that lies in the job's folder; None: the status quo is meant."""
    path = folder / PLAN / ALLOCATION
    return load_allocation(path, prepared.portfolio) if path.is_file() else None


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


def _find_cure(request: CureRequest, prepared: Prepared, folder: Path, scribe: Scribe) -> None:
    """Write ``answer.json`` with what cures the finding; nothing where it is stopped before.

    Raises
    ------
    SpaceplanError
        If there is no such finding (any more).
    """
    allocation = _plan(prepared, folder)
    scribe.step(N_("Checking the rules"))
    whole = check(prepared, allocation)
    finding = next((f for f in whole.findings if f.fingerprint == request.finding), None)
    if finding is None:
        raise SpaceplanError(Message.of(N_("the finding is not there any more")))
    answer = with_remedy(prepared, whole, finding, allocation, progress=scribe).answer
    if answer is not None:
        with FolderWriter(folder / RESULT) as result:
            result.write(ANSWER, answer_text(answer))


def _find_remedies(prepared: Prepared, folder: Path, scribe: Scribe) -> None:
    """Write ``findings.json`` with the cheapest remedy of each finding."""
    allocation = _plan(prepared, folder)
    scribe.step(N_("Checking the rules"))
    cured = with_remedies(prepared, check(prepared, allocation), allocation, progress=scribe)
    plan = None if allocation is None else folder / PLAN / ALLOCATION
    report = findings_report(prepared, cured, checked=plan)
    with FolderWriter(folder / RESULT) as result:
        result.write(FINDINGS, json_text(findings_dict(report)))
