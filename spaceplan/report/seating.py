"""Who sits where by name: a table for the terminal, JSON and CSV for programs and spreadsheets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from spaceplan.allocate.named import NamedSeating, SeatedDepartment
from spaceplan.check import BrokenWish, SeatingCheck
from spaceplan.i18n import N_, in_language, translator
from spaceplan.model import Objective, Portfolio
from spaceplan.model.seating_words import wish_words
from spaceplan.report import labels
from spaceplan.report.moves import Move
from spaceplan.report.safe import csv_text, visible
from spaceplan.report.tables import BOM

DIVISIONS_HEADER = ("department", "division", "people", "zones", "storeys", "rooms")
_SCHEMA = 1
#: Departments up to which all their divisions are told in the terminal.
_FEW = 3
_PROVEN = N_("{cost:,.1f} points; proven: not below {bound:,.1f} (gap {gap:.1%}); {seconds:.1f} s")
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

    @cached_property
    def checks(self) -> Mapping[str, tuple[SeatingCheck, SeatingCheck]]:
        """How each department sits today and afterwards."""
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
    split = [(a.split, b.split) for row in seating.departments for a, b in [_of(report, row)]]
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
            broken.times for row in seating.departments for broken in _of(report, row)[1].broken
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


def _of(report: SeatingReport, row: SeatedDepartment) -> tuple[SeatingCheck, SeatingCheck]:
    return report.checks[row.department]


def _department_dict(report: SeatingReport, row: SeatedDepartment) -> dict[str, Any]:
    today, after = _of(report, row)
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
        for division in _of(report, row)[1].divisions
    ]
    return BOM + csv_text(DIVISIONS_HEADER, rows)


def seating_text(report: SeatingReport, language: str) -> str:
    """Return a seating in words: what was seated, each department, what is not met, the proof."""
    _ = translator(language)
    name = report.portfolio.name.text(language) or report.portfolio.id
    head = _(N_("{name}: seating by name inside {plan}"))
    blocks = [
        head.format(name=visible(name), plan=visible(in_language(report.plan, language))),
        _summary(report, language),
        _table(report, language),
        _broken(report, language),
    ]
    if len(report.seating.departments) <= _FEW:
        blocks.append(_divisions(report, language))
    return "\n\n".join(block for block in blocks if block)


def _summary(report: SeatingReport, language: str) -> str:
    _ = translator(language)
    content = seating_dict(report)
    lines = [
        _(N_("{seated:,} of {people:,} people have a seat; {moved:,} leave today's room")).format(
            **content
        ),
        _moves(report, language),
        _(N_("Divisions in more than one zone: {today:,} today, {after:,} in this seating")).format(
            today=content["divisions_split_today"], after=content["divisions_split"]
        ),
        _(N_("Wishes not met: {wishes_broken:,}")).format(**content),
        _(_PROVEN).format(**content),
    ]
    if report.free:
        lines.append(_(N_("Ranks are distributed anew: allocation.csv is no longer that plan")))
    changed = _(N_("{term}: {before:,.1f} → {after:,.1f} points"))
    worse = _(N_("{term}: {before:,.1f} → {after:,.1f} points, worse"))
    for name, before, after in report.changed_terms:
        term = labels.word(labels.TERMS, name, language)
        said = worse if after > before else changed
        lines.append(said.format(term=term, before=before, after=after))
    return "\n".join(lines)


def _moves(report: SeatingReport, language: str) -> str:
    """Say whether more move than the plan itself asks for."""
    _ = translator(language)
    more = report.moved_active - report.moved_by_the_plan
    if more <= 0:
        text = N_("Nobody moves whom the plan lets stay ({n:,} active people move)")
        return _(text).format(n=report.moved_active)
    text = N_(
        "{more:,} more active people move than the plan asks for ({n:,} instead of {least:,})"
    )
    return _(text).format(more=more, n=report.moved_active, least=report.moved_by_the_plan)


def _table(report: SeatingReport, language: str) -> str:
    """Return a line a department; of many only those about which there is something to say."""
    _ = translator(language)
    rows = report.seating.departments
    shown = [row for row in rows if len(rows) <= _FEW or _tells(report, row)]
    if not shown:
        return ""
    header = (
        *(_(N_("people")), _(N_("moved")), _(N_("split today")), _(N_("split"))),
        *(_(N_("not met")), _(N_("points")), _(N_("bound")), _(N_("gap"))),
    )
    cells = [_cells(report, row) for row in shown]
    wide = [max(_width(title), *(len(row[i]) for row in cells)) for i, title in enumerate(header)]
    titles = "  ".join(" " * (w - _width(t)) + t for t, w in zip(header, wide, strict=True))
    lines = [f"{titles}  {_(N_('department'))}"]
    for row, cell in zip(shown, cells, strict=True):
        named = report.portfolio.department(row.department).name.text(language)
        numbers = "  ".join(f"{c:>{w}}" for c, w in zip(cell, wide, strict=True))
        lines.append(f"{numbers}  {visible(named or row.department)}")
    if len(shown) < len(rows):
        more = _(N_("({n:,} more departments: nobody moves, no division is split, all wishes met)"))
        lines.append(more.format(n=len(rows) - len(shown)))
    return "\n".join(lines)


def _tells(report: SeatingReport, row: SeatedDepartment) -> bool:
    today, after = _of(report, row)
    unseated = row.seated < row.people
    return bool(row.moved or today.split or after.split or after.broken or row.gap or unseated)


def _cells(report: SeatingReport, row: SeatedDepartment) -> tuple[str, ...]:
    today, after = _of(report, row)
    return (
        f"{row.people:,}",
        f"{row.moved:,}",
        f"{today.split:,}",
        f"{after.split:,}",
        f"{sum(broken.times for broken in after.broken):,}",
        f"{row.cost:,.1f}",
        f"{row.bound:,.1f}",
        f"{row.gap:.1%}",
    )


def _width(text: str) -> int:
    """Return how many columns of a terminal a text takes: Chinese characters take two."""
    return sum(1 if ord(character) < 0x2E80 else 2 for character in text)


def _broken(report: SeatingReport, language: str) -> str:
    _ = translator(language)
    lines = [
        f"  {row.department}: {visible(in_language(wish_words(broken.wish), language))}"
        + (f" × {broken.times}" if broken.times > 1 else "")
        for row in report.seating.departments
        for broken in _of(report, row)[1].broken
    ]
    return "\n".join([_(N_("Wishes not met")), *lines]) if lines else ""


def _divisions(report: SeatingReport, language: str) -> str:
    """Say where each division sits: its rooms with how many of it sit in each."""
    _ = translator(language)
    people = dict(report.seating.allocation.people)
    part_of = {entry.person: entry.division for entry in report.portfolio.ledger or ()}
    numbers: Counter[tuple[str, str]] = Counter(
        (part_of.get(person, ""), room) for person, room in people.items()
    )
    lines = [_(N_("Divisions and their rooms (people)"))]

    def several(row: SeatedDepartment) -> str:
        if len(report.seating.departments) == 1:
            return ""
        name = report.portfolio.department(row.department).name.text(language)
        return f"{visible(name or row.department)} · "

    for row in report.seating.departments:
        names = {
            part.id: part.name.text(language)
            for part in report.portfolio.department(row.department).divisions
        }
        for division in _of(report, row)[1].divisions:
            rooms = ", ".join(f"{r} ({numbers[division.division, r]})" for r in division.rooms)
            name = names.get(division.division) or division.division
            lines.append(f"  {several(row)}{visible(name)}: {rooms}")
    return "\n".join(lines) if len(lines) > 1 else ""
