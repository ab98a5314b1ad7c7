"""What the reports count: seats, departments, rules, figures that nobody has checked."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from spaceplan.check import CheckResult, State, department_excesses, line_areas
from spaceplan.i18n import N_, translator
from spaceplan.model import Department
from spaceplan.report import labels
from spaceplan.report.data import ReportData, Solution, Stage
from spaceplan.rules import Category, Rule

#: Units of which there are only whole ones.
_COUNTED = frozenset({"persons", "storeys", "zones", "buildings", "sites"})


@dataclass(frozen=True)
class Seats:
    """People, and the rooms that are held, of a whole stage."""

    people: int
    seated: int
    offices: int
    office_dm2: int
    service_rooms: int
    service_dm2: int

    @property
    def unseated(self) -> int:
        """People who need a seat and have none (never below 0 over all)."""
        return max(0, self.people - self.seated)


def count_seats(report: ReportData, stage: Stage) -> Seats:
    """Count people with a seat and the rooms held, each room once."""
    held: dict[Category, set[str]] = defaultdict(set)
    for line in stage.allocation.lines:
        held[report.rulebook.category(report.portfolio.room(line.room).use)].add(line.room)

    def area(category: Category) -> int:
        return sum(report.portfolio.room(room).area_dm2 for room in held[category])

    people = sum(department.people.total for department in report.portfolio.departments)
    return Seats(
        people=people,
        seated=people - stage.objective.unseated,
        offices=len(held[Category.OFFICE]),
        office_dm2=area(Category.OFFICE),
        service_rooms=len(held[Category.SERVICE]),
        service_dm2=area(Category.SERVICE),
    )


@dataclass(frozen=True)
class Holdings:
    """What one department holds in one stage; areas in whole dm²."""

    seated: int
    office_dm2: int
    service_dm2: int
    rooms: int
    storeys: int
    excess_dm2: int


@dataclass(frozen=True)
class DepartmentRow:
    """One department before and after; a stage that does not exist is None.

    Parameters
    ----------
    structural_dm2
        What of its excess in the plan it could not avoid if it chose first; None where nothing is
        known of that.
    """

    department: Department
    people: int
    entitled_office_dm2: int
    entitled_service_dm2: int
    before: Holdings | None
    after: Holdings | None
    structural_dm2: int | None


def department_rows(report: ReportData) -> tuple[DepartmentRow, ...]:
    """Return every department, in the portfolio's order."""
    before = _holdings(report, report.before) if report.before else {}
    after = _holdings(report, report.after) if report.after else {}
    proven = dict(report.plan[1].structural_by_department) if report.plan else {}
    return tuple(
        DepartmentRow(
            department=department,
            people=department.people.total,
            entitled_office_dm2=report.entitlements.of(department.id).office_dm2,
            entitled_service_dm2=report.entitlements.of(department.id).service_dm2,
            before=before.get(department.id),
            after=after.get(department.id),
            structural_dm2=_least(proven.get(department.id), after.get(department.id)),
        )
        for department in report.portfolio.departments
    )


def _least(proven_m2: float | None, held: Holdings | None) -> int | None:
    """Return the proven excess of a department, never more than what its plan has."""
    if proven_m2 is None or held is None:
        return None
    return min(round(100 * proven_m2), held.excess_dm2)


def _holdings(report: ReportData, stage: Stage) -> dict[str, Holdings]:
    portfolio, rulebook = report.portfolio, report.rulebook
    area: Counter[tuple[str, Category]] = Counter()
    rooms: Counter[str] = Counter()
    seated: Counter[str] = Counter()
    storeys: dict[str, set[str]] = defaultdict(set)
    for item in line_areas(portfolio, rulebook, stage.allocation):
        holder = item.line.department
        area[holder, item.category] += item.area_dm2
        rooms[holder] += 1
        seated[holder] += item.line.occupancy.total
        if item.category is Category.OFFICE:
            storeys[holder].add(portfolio.storey_of(item.line.room).id)
    excesses = department_excesses(portfolio, rulebook, report.entitlements, stage.allocation)
    return {
        excess.department: Holdings(
            seated=seated[excess.department],
            office_dm2=area[excess.department, Category.OFFICE],
            service_dm2=area[excess.department, Category.SERVICE],
            rooms=rooms[excess.department],
            storeys=len(storeys[excess.department]),
            excess_dm2=excess.excess_dm2,
        )
        for excess in excesses
    }


def order_lines(solution: Solution, language: str) -> list[str]:
    """Return a line a level of the order that was asked for: what was reached and proven there."""
    _ = translator(language)
    proven = _(N_("{n}. {term}: {value} {unit}, proven best at this level"))
    open_ = _(N_("{n}. {term}: {value} {unit}, proven: not below {bound}"))
    lines = []
    for n, level in enumerate(solution.levels, start=1):
        unit = labels.LEVEL_UNITS.get(level.term, "points")
        line = (proven if level.proven else open_).format(
            n=n,
            term=labels.word(labels.LEVELS, level.term, language),
            unit=labels.word(labels.UNITS, unit, language),
            value=_number(level.value, unit),
            bound=_number(level.bound, unit),
        )
        lines.append(line)
    return lines


def _number(value: float, unit: str) -> str:
    """Return a number with two decimals, without where only whole ones are: people, storeys."""
    return f"{value:,.{0 if unit in _COUNTED else 2}f}"


def overridden_prices(report: ReportData, language: str) -> str:
    """Return the prices that are not the portfolio's own, with what they are for."""
    return ", ".join(
        f"{labels.word(labels.TERMS, term, language)} {points:g}"
        for term, points in report.price_overrides
    )


@dataclass(frozen=True)
class RuleRow:
    """One rule with the number of findings before and after; None where it was not evaluated."""

    rule: Rule
    failed_before: int | None
    failed_after: int | None
    waived: int
    blocked: int


def rule_rows(report: ReportData) -> tuple[RuleRow, ...]:
    """Return every rule of the book; waived and blocked as in the last stage."""
    before = report.before.check if report.before else None
    after = report.after.check if report.after else None
    last = report.last.check
    return tuple(
        RuleRow(
            rule=rule,
            failed_before=_failed(before, rule.id),
            failed_after=_failed(after, rule.id),
            waived=last.count(State.WAIVED, rule.id),
            blocked=last.count(State.BLOCKED, rule.id),
        )
        for rule in report.rulebook.rules
    )


def _failed(check: CheckResult | None, rule: str) -> int | None:
    return None if check is None else check.count(State.FAIL, rule)


def failures_by_severity(check: CheckResult) -> dict[str, int]:
    """Return how many findings fail, by severity, the gravest first; zeros included."""
    numbers = dict.fromkeys(("error", "warning", "notice"), 0)
    for finding in check.findings:
        if finding.state == State.FAIL:
            numbers[finding.severity] += 1
    return numbers


def unverified_rules(report: ReportData) -> tuple[Rule, ...]:
    """Return the rules with findings, before or after, whose clause nobody has checked."""
    checks = [stage.check for stage in (report.before, report.after) if stage is not None]
    return tuple(
        rule
        for rule in report.rulebook.rules
        if not rule.verified and any(check.count(State.FAIL, rule.id) for check in checks)
    )
