"""``summary.json``: what a run came to, for programs."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed_version
from typing import Any

from spaceplan.model import SCATTER, Objective
from spaceplan.report.applied import figure_dict, rule_set_dict
from spaceplan.report.data import SCHEMA_VERSION, ReportData, Solution, Stage, gap_of
from spaceplan.report.labels import LEVEL_UNITS
from spaceplan.report.measures import Seats, count_seats, department_rows
from spaceplan.rules import RuleBook, unverified_figures

#: Libraries whose version can change a plan or a bound.
_LIBRARIES = ("ortools", "networkx", "numpy", "scipy", "shapely")


def summary_dict(report: ReportData) -> dict[str, Any]:
    """Return the content of ``summary.json``; it repeats, but for ``timing``, where the plan does.

    Raises
    ------
    ValueError
        If the report has no plan.
    """
    if report.plan is None:
        raise ValueError("a summary needs a plan")
    stage, solution = report.plan
    objective = stage.objective
    return {
        "schema_version": SCHEMA_VERSION,
        "portfolio": report.portfolio.id,
        "as_of": report.as_of.isoformat(),
        "rule_sets": rule_sets(report.rulebook),
        "unverified_figures": [
            figure_dict(figure) for figure in unverified_figures(report.rulebook, report.portfolio)
        ],
        "status": str(solution.status),
        "stopped": str(solution.stopped),
        "fault": str(solution.fault) or None,
        "start": report.start,
        "unseated": objective.unseated,
        "fewest_unseated_bound": solution.fewest_unseated_bound,
        "fewest_unseated_proven": objective.unseated <= solution.fewest_unseated_bound,
        "unmet_needs": objective.unmet_needs,
        "objective": _objective(objective, solution),
        "order": _order(solution),
        "terms_off": list(objective.terms_off),
        "price_overrides": dict(report.price_overrides),
        "structural_excess": _structural(report, stage, solution),
        "storeys": {
            "pairs": int(objective.term("storey").quantity),
            "needed": solution.storeys_needed,
        },
        "counts": _counts(report, stage),
        "status_quo": None if report.before is None else _status_quo(report, report.before),
        "seed": solution.seed,
        "workers": solution.workers,
        "versions": versions(report.version),
        "inputs": dict(report.hashes),
        "timing": {
            "seconds": round(solution.seconds, 3),
            "work": _rounded(solution.work),
            "steps": {step: round(seconds, 3) for step, seconds in report.timing},
        },
    }


def _objective(objective: Objective, solution: Solution) -> dict[str, Any]:
    """Return the priced terms with their total, the proven bound and the gap between the two."""
    return {
        "total": _rounded(objective.total),
        "bound": _rounded(solution.bound),
        "gap": _rounded(gap_of(objective.total, solution.bound)),
        "bound_ignores": list(solution.bound_ignores),
        "bound_method": str(solution.bound_method),
        "terms": terms_dict(objective),
    }


def _order(solution: Solution) -> list[dict[str, Any]]:
    """Return what was reached and proven of each term that was put in order."""
    return [
        {
            "term": level.term or "rest",
            "unit": LEVEL_UNITS.get(level.term, "points"),
            "value": _rounded(level.value),
            "bound": _rounded(level.bound),
            "optimal": level.proven,
        }
        for level in solution.levels
    ]


def terms_dict(objective: Objective) -> dict[str, dict[str, Any]]:
    """Return {quantity, unit, price, cost} by term; scatter is one entry with four parts."""
    terms: dict[str, dict[str, Any]] = {}
    for term in objective.terms:
        if term.name not in SCATTER:
            terms[term.name] = {
                "quantity": _rounded(term.quantity),
                "unit": term.unit,
                "price": term.price,
                "cost": _rounded(term.cost),
            }
        elif "scatter" not in terms:
            parts = [part for part in objective.terms if part.name in SCATTER]
            terms["scatter"] = {
                "quantity": {part.name: _rounded(part.quantity) for part in parts},
                "unit": {part.name: part.unit for part in parts},
                "price": {part.name: part.price for part in parts},
                "cost": _rounded(sum(part.cost for part in parts)),
            }
    return terms


def rule_sets(rulebook: RuleBook) -> list[dict[str, Any]]:
    """Return the rule sets that were applied, each with those that it extends."""
    return [rule_set_dict(rule_set) for rule_set in rulebook.sets]


def versions(program: str) -> dict[str, str]:
    """Return the versions of the program, of Python and of the libraries that compute."""
    found = {"spaceplan": program, "python": platform.python_version()}
    for library in _LIBRARIES:
        try:
            found[library] = installed_version(library)
        except PackageNotFoundError:
            continue
    return found


def _structural(report: ReportData, stage: Stage, solution: Solution) -> dict[str, Any]:
    """Return the proven part of the excess, and what is left of it: avoidable, at most.

    Of the departments those with any excess; the part of each is what it could not avoid if it
    chose first, so that together they may come to less than the portfolio's.
    """
    held = stage.objective.term("excess").quantity
    rows = [row for row in department_rows(report) if row.after and row.after.excess_dm2]
    return {
        "m2": _rounded(solution.structural_excess_m2),
        "avoidable_m2_at_most": _rounded(max(0.0, held - solution.structural_excess_m2)),
        "departments": {
            row.department.id: {
                "plan_m2": row.after.excess_dm2 / 100,
                "m2": row.structural_dm2 / 100,
                "avoidable_m2_at_most": (row.after.excess_dm2 - row.structural_dm2) / 100,
            }
            for row in rows
            if row.after is not None and row.structural_dm2 is not None
        },
    }


def _counts(report: ReportData, stage: Stage) -> dict[str, Any]:
    portfolio = report.portfolio
    return {
        "sites": len(portfolio.sites),
        "buildings": len(portfolio.buildings),
        "storeys": len(portfolio.storeys),
        "rooms": len(portfolio.rooms),
        "departments": len(portfolio.departments),
        **_held(count_seats(report, stage)),
        "findings": stage.check.by_state(),
    }


def _status_quo(report: ReportData, stage: Stage) -> dict[str, Any]:
    """Return what today comes to; null is what nobody knows without a ledger."""
    unknown = (
        {}
        if report.portfolio.ledger is not None
        else dict.fromkeys(("unseated", "seated", "total"))
    )
    return {
        "unseated": stage.objective.unseated,
        "unmet_needs": stage.objective.unmet_needs,
        "total": _rounded(stage.objective.total),
        "terms": terms_dict(stage.objective),
        "terms_off": list(stage.objective.terms_off),
        **_held(count_seats(report, stage)),
        **unknown,
        "findings": stage.check.by_state(),
    }


def _held(seats: Seats) -> dict[str, Any]:
    return {
        "people": seats.people,
        "seated": seats.seated,
        "offices_held": seats.offices,
        "office_m2_held": seats.office_dm2 / 100,
        "service_rooms_held": seats.service_rooms,
        "service_m2_held": seats.service_dm2 / 100,
    }


def _rounded(number: float) -> float:
    """Return a number without the noise of sums of thousands of floats."""
    return round(float(number), 6)
