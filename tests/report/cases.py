"""A small run whose figures a person can work out, and a hostile twin of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from spaceplan.check import CheckResult, Finding, RuleCount, State
from spaceplan.entitlement import compute_entitlements
from spaceplan.i18n import N_, Message
from spaceplan.model import (
    Allocation,
    AllocationLine,
    Counts,
    Name,
    Objective,
    Portfolio,
    Room,
    Term,
)
from spaceplan.report import FindingsReport, ReportData, Stage
from spaceplan.rules import RuleBook, load_rules
from tests.cases import tiny_portfolio

DAY = date(2026, 11, 1)
HOSTILE = Name("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>\u202e\x07')


@cache
def book() -> RuleBook:
    return load_rules(["cn-2014", "cn-management-2017"])


def portfolio() -> Portfolio:
    """Return the tiny portfolio, whose sixth room is a meeting room."""
    base = tiny_portfolio()
    building = base.buildings[0]
    storey = building.storeys[0]

    def meeting(room: Room) -> Room:
        return replace(room, use="meeting") if room.id == "hq-106" else room

    rooms = tuple(meeting(room) for room in storey.rooms)
    building = replace(building, storeys=(replace(storey, rooms=rooms),))
    return replace(base, buildings=(building,), ledger=())


def plan() -> Allocation:
    """Seat everybody: one staff alone in 18 m² (9 too many), one room shared, one held empty."""

    def line(room: str, department: str, **people: int) -> AllocationLine:
        return AllocationLine(room, department, Counts.of(people))

    return Allocation(
        lines=(
            line("hq-101", "finance", city_bureau_head=1),
            line("hq-102", "finance", city_staff=2),
            line("hq-103", "finance", city_staff=1),
            line("hq-104", "archives", city_staff=2),
            line("hq-104", "finance", city_staff=1),
            line("hq-105", "archives"),
            line("hq-106", "archives"),
        ),
        people=(("p2", "hq-102"), ("p1", "hq-101")),
    )


def objective(excess: float, moved: float, storeys: float, unseated: int = 0) -> Objective:
    terms = (
        Term("excess", excess, "m²", 5.0, 5.0 * excess),
        Term("moved", moved, "persons", 3.0, 3.0 * moved),
        Term("storey", storeys, "storeys", 30.0, 30.0 * storeys),
        Term("zone", 1.0, "zones", 5.0, 5.0),
        Term("building", 0.0, "buildings", 60.0, 0.0),
        Term("site", 0.0, "sites", 300.0, 0.0),
        Term("distance", 1000.0, "person-metres", 0.002, 2.0),
    )
    return Objective(unseated, 0, terms, ())


def finding(rule: str = "room-area", *, state: State = State.FAIL, id: str = "hq-103") -> Finding:
    found = book().rule(rule)
    return Finding(
        rule=rule,
        state=state,
        severity=found.severity,
        grade=3,
        subject_kind="room",
        subject=id,
        department="finance",
        measured=18.0,
        limit=9.0,
        excess=9.0,
        unit="m²",
        clause=found.citation,
        verified=found.verified,
        file="buildings/hq.yaml",
        line=12,
        message=Message.of(N_("room {room}: {m2} m² too many"), room=id, m2=9),
        remedies=("swap", "share"),
        fingerprint="0123456789abcdef",
    )


def check(*findings: Finding) -> CheckResult:
    counts: dict[tuple[str, State], int] = {("room-area", State.PASS): 4}
    for found in findings:
        counts[found.rule, found.state] = counts.get((found.rule, found.state), 0) + 1
    return CheckResult(
        as_of=DAY,
        rules=tuple(rule.id for rule in book().rules),
        findings=findings,
        counts=tuple(RuleCount(rule, state, n) for (rule, state), n in counts.items()),
    )


def told(result: CheckResult) -> FindingsReport:
    """Return what the formats of the findings are made from."""
    return FindingsReport(portfolio(), book(), result, "0.1.0", (("departments.yaml", "ab" * 32),))


@dataclass(frozen=True)
class Step:
    seconds: float
    value: float
    bound: float
    unseated: int


@dataclass(frozen=True)
class Level:
    term: str
    value: float
    bound: float
    proven: bool


@dataclass(frozen=True)
class Solved:
    """A stand-in for the solver's result."""

    status: str = "feasible"
    stopped: str = "time_limit"
    bound: float = 96.75
    bound_ignores: tuple[str, ...] = ("distance",)
    bound_method: str = "each department alone"
    fewest_unseated_bound: int = 0
    structural_excess_m2: float = 6.0
    structural_by_department: tuple[tuple[str, float], ...] = (("finance", 4.0),)
    storeys_needed: int = 2
    seconds: float = 1.5
    work: float = 0.75
    trajectory: tuple[Step, ...] = (Step(0.1, 300.0, 0.0, 0), Step(1.0, 129.0, 96.75, 0))
    seed: int = 7
    workers: int = 2
    fault: str = ""
    levels: tuple[Level, ...] = ()


def report() -> ReportData:
    """Return a run: 18 m² too many today and three findings, 9 m² and one finding in the plan."""
    places = portfolio()
    return ReportData(
        portfolio=places,
        rulebook=book(),
        entitlements=compute_entitlements(places, book()),
        as_of=DAY,
        version="0.1.0",
        before=Stage(
            plan(),
            objective(18.0, 0.0, 4.0, unseated=2),
            check(
                finding(),
                finding(id="hq-102"),
                finding("physical-minimum"),
                finding("left-post", state=State.BLOCKED),
            ),
        ),
        after=Stage(plan(), objective(9.0, 4.0, 2.0), check(finding())),
        solution=Solved(),
        start="status-quo",
        hashes=(("departments.yaml", "ab" * 32),),
        timing=(("check", 0.25),),
    )


def hostile_report() -> ReportData:
    """Return the run with names and findings that try to break out of page and sheet."""
    base = report()
    departments = tuple(replace(d, name=HOSTILE) for d in base.portfolio.departments)
    attack = Message.of(N_("room {room}: {m2} m² too many"), room="</td><script>x()</script>", m2=9)
    found = replace(finding(), message=attack, file="</script><script>y()</script>.yaml")
    assert base.after is not None
    return replace(
        base,
        portfolio=replace(base.portfolio, name=HOSTILE, departments=departments),
        after=replace(base.after, check=check(found)),
        start="--><script>z()</script>",
        hashes=(("<b>bold</b>.yaml", "00" * 32),),
    )
