"""Key figures of a run, out of its settings and out of what it came to."""

from __future__ import annotations

from collections.abc import Iterator

from spaceplan.batch.record import Figure
from spaceplan.batch.settings import RunSettings
from spaceplan.check import SEVERITIES, CheckResult, State
from spaceplan.model import Objective
from spaceplan.report import ReportData, Stage
from spaceplan.report.data import Solution, gap_of
from spaceplan.rules import RuleBook

_DECIMALS = 6


def settings_figures(settings: RunSettings) -> dict[str, Figure]:
    """Return what a run was told."""
    return {
        "rule_sets": ", ".join(settings.rule_sets),
        "as_of": settings.as_of.isoformat() if settings.as_of else "",
        "start": settings.start or "",
        "order": ", ".join(settings.order),
        "seed": settings.seed,
        "time_limit_s": settings.seconds,
        "work_limit": settings.work_limit,
        "workers": settings.workers,
    }


def plan_figures(report: ReportData) -> dict[str, Figure]:
    """Return what a plan came to, in place of what was told where the portfolio decided.

    Raises
    ------
    ValueError
        If the report has no plan.
    """
    if report.plan is None:
        raise ValueError("key figures need a plan")
    stage, solution = report.plan
    portfolio = report.portfolio
    return {
        "name_zh": portfolio.name.zh,
        "name_en": portfolio.name.en,
        "departments": len(portfolio.departments),
        "rooms": len(portfolio.rooms),
        "people": sum(department.people.total for department in portfolio.departments),
        **_objective(stage.objective, solution),
        **dict(_terms(stage.objective)),
        **_findings(stage.check, report.rulebook),
        **_today(report.before, report),
        "structural_excess_m2": round(solution.structural_excess_m2, _DECIMALS),
        "rule_sets": ", ".join(f"{s.name} {s.version}" for s in report.rulebook.sets),
        "as_of": report.as_of.isoformat(),
        "start": report.start,
        "search_s": round(solution.seconds, 3),
    }


def _objective(objective: Objective, solution: Solution) -> dict[str, Figure]:
    return {
        "unseated": objective.unseated,
        "unseated_bound": solution.fewest_unseated_bound,
        "unmet_needs": objective.unmet_needs,
        "total": round(objective.total, _DECIMALS),
        "bound": round(solution.bound, _DECIMALS),
        "gap": round(gap_of(objective.total, solution.bound), _DECIMALS),
        "status": str(solution.status),
        "stopped": str(solution.stopped),
        "fault": str(solution.fault),
    }


def _terms(objective: Objective) -> Iterator[tuple[str, Figure]]:
    """Yield quantity, price and cost of each term; terms that are off have none."""
    for term in objective.terms:
        yield f"{term.name}_quantity", round(float(term.quantity), _DECIMALS)
        yield f"{term.name}_price", float(term.price)
        yield f"{term.name}_cost", round(float(term.cost), _DECIMALS)


def _findings(check: CheckResult, rulebook: RuleBook) -> dict[str, Figure]:
    failed = [finding.severity for finding in check.failures("notice")]
    required = (rule.id for rule in rulebook.rules if rule.required)
    return {
        **{f"findings_{severity}": failed.count(severity) for severity in SEVERITIES},
        "findings_waived": check.count(State.WAIVED),
        "findings_blocked": check.count(State.BLOCKED),
        "required_blocked": sum(check.count(State.BLOCKED, rule) for rule in required),
    }


def _today(before: Stage | None, report: ReportData) -> dict[str, Figure]:
    """Return what today comes to; nobody knows who sits where without a ledger."""
    if before is None or report.portfolio.ledger is None:
        return {}
    return {
        "today_unseated": before.objective.unseated,
        "today_excess_m2": round(before.objective.term("excess").quantity, _DECIMALS),
        "today_findings_error": before.check.worst_failures("error"),
        "today_total": round(before.objective.total, _DECIMALS),
    }
