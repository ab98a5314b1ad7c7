"""Short words for what the tests of the checker build again and again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from spaceplan.check import CheckResult, State, check_rules, recompute_objective, verify_allocation
from spaceplan.check.finding import Outcome
from spaceplan.check.kinds import evaluate
from spaceplan.check.situation import Situation
from spaceplan.entitlement import compute_entitlements
from spaceplan.graph import build_graph
from spaceplan.model import (
    Allocation,
    AllocationLine,
    Counts,
    Department,
    Door,
    Holding,
    LedgerEntry,
    Objective,
    Portfolio,
    Room,
    Source,
    Storey,
)
from spaceplan.rules import RuleBook, load_rules
from spaceplan.rules.kinds import RuleKind
from tests.cases import tiny_portfolio

HEAD = "city_bureau_head"  # 24 m², sits alone
DEPUTY = "city_bureau_deputy"  # 18 m², sits alone
STAFF = "city_staff"  # 9 m²
AS_OF = date(2026, 6, 30)


@cache
def book() -> RuleBook:
    return load_rules(("cn-2014", "cn-management-2017"))


def plan(
    lines: Mapping[str, tuple[str, Mapping[str, int]]] | None = None,
    people: tuple[tuple[str, str], ...] = (),
) -> Allocation:
    """Return an allocation from room -> (department, people by kind)."""
    return Allocation(
        tuple(
            AllocationLine(room, department, Counts.of(kinds))
            for room, (department, kinds) in sorted((lines or {}).items())
        ),
        people,
    )


#: The plan that seats everybody of ``tiny_portfolio`` without excess.
GOOD = plan(
    {
        "hq-101": ("finance", {HEAD: 1}),
        "hq-102": ("finance", {STAFF: 2}),
        "hq-103": ("finance", {STAFF: 2}),
        "hq-104": ("archives", {STAFF: 2}),
    }
)


def entry(person: str, department: str, room: str, rank: str = STAFF, **fields: Any) -> LedgerEntry:
    fields.setdefault("source", Source("people.csv", 2))
    return LedgerEntry(person, department, room, rank=rank, **fields)


#: The status quo of ``tiny_portfolio`` that the plan ``GOOD`` keeps.
LEDGER = (
    entry("f1", "finance", "hq-101", HEAD),
    entry("f2", "finance", "hq-102"),
    entry("f3", "finance", "hq-102"),
    entry("f4", "finance", "hq-103"),
    entry("f5", "finance", "hq-103"),
    entry("a1", "archives", "hq-104"),
    entry("a2", "archives", "hq-104"),
)


def with_ledger(*entries: LedgerEntry, portfolio: Portfolio | None = None) -> Portfolio:
    """Return a portfolio with these entries as its ledger and their rooms as its holdings."""
    pairs = dict.fromkeys((e.room, e.department) for e in entries if e.room)
    holdings = tuple(Holding(room, department) for room, department in pairs)
    return replace(portfolio or tiny_portfolio(), ledger=entries, holdings=holdings)


def with_department(portfolio: Portfolio, id: str, **changes: Any) -> Portfolio:
    departments = tuple(replace(d, **changes) if d.id == id else d for d in portfolio.departments)
    return replace(portfolio, departments=departments)


def with_new_department(portfolio: Portfolio, department: Department) -> Portfolio:
    return replace(portfolio, departments=(*portfolio.departments, department))


def with_room(portfolio: Portfolio, id: str, **changes: Any) -> Portfolio:
    """Return the portfolio with one room changed (its outline stays)."""

    def changed(room: Room) -> Room:
        return replace(room, **changes) if room.id == id else room

    return _with_storeys(
        portfolio, lambda s: replace(s, rooms=tuple(changed(room) for room in s.rooms))
    )


def with_settings(portfolio: Portfolio, **changes: Any) -> Portfolio:
    return replace(portfolio, settings=replace(portfolio.settings, **changes))


def with_records(portfolio: Portfolio) -> Portfolio:
    """Return the portfolio with all that approvals, ledger, certificates and notices should say."""

    def recorded(room: Room) -> Room:
        area = room.area_dm2 / 100
        return replace(
            room,
            area=area,
            approved_use=room.use,
            ledger_area=area,
            certificate_area=area,
        )

    departments = tuple(
        replace(d, certificate=date(2020, 1, 1), published=AS_OF, filed=AS_OF)
        for d in portfolio.departments
    )
    return _with_storeys(
        replace(portfolio, departments=departments),
        lambda s: replace(s, rooms=tuple(map(recorded, s.rooms))),
    )


def without_doors(portfolio: Portfolio, room: str) -> Portfolio:
    """Return the portfolio without the doors of a room."""
    return _with_storeys(
        portfolio,
        lambda s: replace(s, doors=tuple(d for d in s.doors if room not in d.between)),
    )


def with_door(portfolio: Portfolio, door: Door) -> Portfolio:
    """Return the portfolio with one door more on its only storey."""
    return _with_storeys(portfolio, lambda s: replace(s, doors=(*s.doors, door)))


def _with_storeys(portfolio: Portfolio, change: Callable[[Storey], Storey]) -> Portfolio:
    return replace(
        portfolio,
        buildings=tuple(
            replace(building, storeys=tuple(change(s) for s in building.storeys))
            for building in portfolio.buildings
        ),
    )


def situation(
    portfolio: Portfolio, *, as_of: date = AS_OF, planned: Allocation | None = None
) -> Situation:
    entitlements = compute_entitlements(portfolio, book())
    return Situation(portfolio, build_graph(portfolio), book(), entitlements, as_of, planned)


def states(
    rule: str, portfolio: Portfolio, *, as_of: date = AS_OF, planned: Allocation | None = None
) -> dict[str, State]:
    """Return the state of every subject of a rule."""
    looked_at = situation(portfolio, as_of=as_of, planned=planned)
    outcomes = tuple(evaluate(book().rule(rule).kind, looked_at))
    found = {outcome.subject: outcome.state for outcome in outcomes}
    assert len(found) == len(outcomes), "one outcome a subject"
    return found


def judged(
    kind: RuleKind,
    portfolio: Portfolio,
    *,
    as_of: date = AS_OF,
    planned: Allocation | None = None,
) -> dict[str, Outcome]:
    """Return the outcome of every subject of a rule kind with its own options."""
    outcomes = tuple(evaluate(kind, situation(portfolio, as_of=as_of, planned=planned)))
    found = {outcome.subject: outcome for outcome in outcomes}
    assert len(found) == len(outcomes), "one outcome a subject"
    return found


def check(
    portfolio: Portfolio, *, as_of: date = AS_OF, planned: Allocation | None = None
) -> CheckResult:
    entitlements = compute_entitlements(portfolio, book())
    graph = build_graph(portfolio)
    return check_rules(portfolio, graph, book(), entitlements, allocation=planned, as_of=as_of)


def objective(portfolio: Portfolio, allocation: Allocation) -> Objective:
    entitlements = compute_entitlements(portfolio, book())
    return recompute_objective(portfolio, build_graph(portfolio), book(), entitlements, allocation)


def verify(portfolio: Portfolio, allocation: Allocation) -> tuple[str, ...]:
    return verify_allocation(portfolio, build_graph(portfolio), book(), allocation)
