"""Who sits where by name, and what the checker says of it: JSON and CSV for programs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from spaceplan.allocate.named import NamedSeating, SeatedDepartment
from spaceplan.check import BrokenWish, SeatingCheck
from spaceplan.i18n import in_language
from spaceplan.model import Objective, Portfolio
from spaceplan.model.seating_words import wish_words
from spaceplan.report.moves import Move
from spaceplan.report.safe import csv_text
from spaceplan.report.tables import BOM

DIVISIONS_HEADER = ("department", "division", "people", "zones", "storeys", "rooms")
_SCHEMA = 1
#: Terms within so much are the same.
_SAME = 1e-6


@dataclass(frozen=True)
class SeatingReport:
    """A seating with what it was made from and what the checker says of it.

    Parameters
    ----------
    plan
        What the plan is called whose holdings and occupancies were seated.
    today, after
        How departments sit by today's ledger, and by the seating.
    before_objective, after_objective
        The plan's terms before and after: they differ only where ranks were distributed anew.
    """

    portfolio: Portfolio
    plan: str
    seating: NamedSeating
    free: bool
    fewest: bool
    today: tuple[SeatingCheck, ...]
    after: tuple[SeatingCheck, ...]
    before_objective: Objective
    after_objective: Objective
    moves: tuple[Move, ...]

    def of(self, row: SeatedDepartment) -> tuple[SeatingCheck, SeatingCheck]:
        """Return how a department sits today and afterwards."""
        return self._checks[row.department]

    @cached_property
    def _checks(self) -> Mapping[str, tuple[SeatingCheck, SeatingCheck]]:
        today = {check.department: check for check in self.today}
        return {check.department: (today[check.department], check) for check in self.after}

    @property
    def people(self) -> int:
        """How many need a seat in the departments that were seated."""
        return sum(row.people for row in self.seating.departments)

    @property
    def seated(self) -> int:
        """How many of them have one."""
        return sum(row.seated for row in self.seating.departments)

    @property
    def moved(self) -> int:
        """How many of them lose today's room."""
        return sum(row.moved for row in self.seating.departments)

    @property
    def moved_by_the_plan(self) -> int:
        """How many active people the plan moves at least: its term, of all departments."""
        terms = {term.name: term for term in self.before_objective.terms}
        return int(terms["moved"].quantity) if "moved" in terms else 0

    @property
    def moved_active(self) -> int:
        """How many active people move, of all departments."""
        return sum(move.kind not in ("seconded", "contract") for move in self.moves)

    @property
    def changed_terms(self) -> tuple[tuple[str, float, float], ...]:
        """(term, cost before, cost after) of the plan's terms that changed, points."""
        before = {term.name: term.cost for term in self.before_objective.terms}
        return tuple(
            (term.name, before.get(term.name, 0.0), term.cost)
            for term in self.after_objective.terms
            if abs(term.cost - before.get(term.name, 0.0)) > _SAME * (1 + abs(term.cost))
        )


def seating_dict(report: SeatingReport) -> dict[str, Any]:
    """Return everything about a seating but the people's names."""
    seating = report.seating
    split = [(a.split, b.split) for row in seating.departments for a, b in [report.of(row)]]
    return {
        "schema_version": _SCHEMA,
        "portfolio": report.portfolio.id,
        "plan": report.plan,
        "ranks": "free" if report.free else "as planned",
        "moves": "fewest" if report.fewest else "priced",
        "people": report.people,
        "seated": report.seated,
        "moved": report.moved,
        "moved_active": report.moved_active,
        "moved_by_the_plan": report.moved_by_the_plan,
        "divisions_split_today": sum(today for today, _ in split),
        "divisions_split": sum(after for _, after in split),
        "wishes_broken": sum(
            broken.times for row in seating.departments for broken in report.of(row)[1].broken
        ),
        "cost": round(seating.cost, 4),
        "bound": round(seating.bound, 4),
        "gap": seating.gap,
        "seconds": round(seating.seconds, 3),
        "terms_changed": {
            name: {"before": before, "after": after} for name, before, after in report.changed_terms
        },
        "departments": [_department_dict(report, row) for row in seating.departments],
    }


def _department_dict(report: SeatingReport, row: SeatedDepartment) -> dict[str, Any]:
    today, after = report.of(row)
    return {
        "department": row.department,
        "people": row.people,
        "seated": row.seated,
        "moved": row.moved,
        "divisions_split_today": today.split,
        "divisions_split": after.split,
        "broken": [_broken_dict(broken) for broken in after.broken],
        "cost": round(row.cost, 4),
        "bound": round(row.bound, 4),
        "gap": row.gap,
        "status": str(row.status),
        "seconds": round(row.seconds, 3),
        "divisions": [
            {
                "division": division.division,
                "people": division.people,
                "zones": division.zones,
                "storeys": division.storeys,
                "rooms": list(division.rooms),
            }
            for division in after.divisions
        ],
    }


def _broken_dict(broken: BrokenWish) -> dict[str, Any]:
    words = wish_words(broken.wish)
    return {
        "wish": broken.wish.wish,
        "hard": broken.wish.hard,
        "times": broken.times,
        "points": broken.points,
        "words": {"zh": in_language(words, "zh"), "en": in_language(words, "en")},
    }


def divisions_csv(report: SeatingReport) -> str:
    """Return ``divisions.csv`` with a BOM: where each division of the seated departments sits."""
    rows = [
        (
            row.department,
            division.division,
            str(division.people),
            str(division.zones),
            str(division.storeys),
            ";".join(division.rooms),
        )
        for row in report.seating.departments
        for division in report.of(row)[1].divisions
    ]
    return BOM + csv_text(DIVISIONS_HEADER, rows)
