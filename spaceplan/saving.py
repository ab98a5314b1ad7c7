"""Keep a plan as a scenario: written as tables, read back, and counted by the checker first."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from spaceplan.errors import SpaceplanError
from spaceplan.files.allocation import ALLOCATION, SEATS, load_allocation
from spaceplan.i18n import N_, Message
from spaceplan.judging import confirm, stage_of
from spaceplan.model import Allocation
from spaceplan.prepared import Prepared, with_changes
from spaceplan.report import Stage, allocation_csv, people_csv
from spaceplan.report.summary import terms_dict
from spaceplan.store import Details, PlanFiles, Scenario, ScenarioStore

#: Totals are sums of thousands of rounded products.
_SAME = 1e-4


def save_plan(
    store: ScenarioStore,
    prepared: Prepared,
    allocation: Allocation,
    details: Details,
    *,
    summary: Mapping[str, Any] | None = None,
    over: Scenario | None = None,
) -> tuple[Scenario, Stage]:
    """Keep a plan; return the scenario, and what the checker says of it.

    Parameters
    ----------
    prepared
        The portfolio without what the scenario changes.
    summary
        What the search says of the plan, as in ``summary.json``; None for a plan made by hand,
        which may break what it likes: the findings say so.
    over
        The scenario whose new state this is; None: a new one.

    Raises
    ------
    SpaceplanError
        If the checker does not confirm what the search says, or the store refuses.
    """
    changed = with_changes(prepared, details.changes)
    tables = plan_files(changed, allocation)
    stage = stage_of(changed, _read_back(changed, tables))
    if summary is None:
        summary = counted_summary(changed, stage)
    else:
        confirm(changed, stage, stage.objective)
        _compare(summary, stage)
    text = json.dumps(summary, ensure_ascii=False, indent=2) + "\n"
    plan = PlanFiles(tables.allocation, tables.people, text)
    return store.save_scenario(details, plan, over=over), stage


def plan_files(prepared: Prepared, allocation: Allocation) -> PlanFiles:
    """Return a plan as texts of its tables, without a summary."""
    table = allocation_csv(prepared.portfolio, prepared.rulebook, allocation)
    return PlanFiles(table, people_csv(allocation) if allocation.people else None, "")


def counted_summary(prepared: Prepared, stage: Stage) -> dict[str, Any]:
    """Return key figures of a plan that no search found, under the keys of ``summary.json``."""
    objective = stage.objective
    return {
        "schema_version": 1,
        "portfolio": prepared.portfolio.id,
        "as_of": prepared.as_of.isoformat(),
        "status": "by_hand",
        "unseated": objective.unseated,
        "unmet_needs": objective.unmet_needs,
        "objective": {"total": round(objective.total, 6), "terms": terms_dict(objective)},
        "terms_off": list(objective.terms_off),
        "counts": {"findings": stage.check.by_state()},
        "inputs": dict(prepared.hashes),
    }


def _read_back(prepared: Prepared, tables: PlanFiles) -> Allocation:
    with TemporaryDirectory(prefix="spaceplan-") as folder:
        path = Path(folder, ALLOCATION)
        path.write_text(tables.allocation, "utf-8", newline="")
        if tables.people is not None:
            Path(folder, SEATS).write_text(tables.people, "utf-8", newline="")
        return load_allocation(path, prepared.portfolio)


def _compare(summary: Mapping[str, Any], stage: Stage) -> None:
    """Refuse a plan of which the search says something else than the checker counts."""
    total, counted = float(summary["objective"]["total"]), stage.objective.total
    same = abs(total - counted) <= _SAME * (1 + abs(counted))
    if not same or summary["unseated"] != stage.objective.unseated:
        text = N_(
            "the search says {total:,.1f} points and {unseated:,} people without a seat, the "
            "checker counts {counted:,.1f} and {left:,}: the plan was not saved; the portfolio's "
            "files may have changed meanwhile, so run the search again"
        )
        values = {"total": total, "unseated": summary["unseated"], "counted": counted}
        raise SpaceplanError(Message.of(text, left=stage.objective.unseated, **values))
