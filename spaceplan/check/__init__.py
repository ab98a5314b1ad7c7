"""The independent witness: rules, terms and hard requirements, judged from an allocation alone.

It shares the domain model, the units, the graph and the rule tables with the solver, never code.

Examples
--------
A room of 5 × 5 m in which one of staff (quota 9 m²) sits:

>>> from datetime import date
>>> from spaceplan.entitlement import compute_entitlements
>>> from spaceplan.graph import build_graph
>>> from spaceplan.model import (
...     Building, Counts, Department, LedgerEntry, Name, Portfolio, Room, Site, Storey
... )
>>> from spaceplan.rules import load_rules
>>> room = Room("b-101", use="office", outline=((0, 0), (5, 0), (5, 5), (0, 5)))
>>> staff = Counts.of({"city_staff": 1})
>>> portfolio = Portfolio(
...     "town",
...     Name("小城", "Town"),
...     sites=(Site("centre"),),
...     buildings=(Building("b", "centre", storeys=(Storey("b-L01", 1, 0.0, (room,)),)),),
...     departments=(
...         Department("archives", home_site="centre", establishment=staff, headcount=staff),
...     ),
...     ledger=(LedgerEntry("p1", "archives", "b-101", rank="city_staff"),),
... )
>>> rules = load_rules(["cn-2014", "cn-management-2017"])
>>> found = check_rules(
...     portfolio,
...     build_graph(portfolio),
...     rules,
...     compute_entitlements(portfolio, rules),
...     as_of=date(2026, 6, 30),
...     only=("room-area",),
... )
>>> [(f.subject, f.measured, f.limit, f.excess, f.unit) for f in found.findings]
[('b-101', 25.0, 9.0, 16.0, 'm²')]
>>> print(found.findings[0].text("en"))
room b-101: 25.00 m², 16.00 m² above the 9.00 m² that its occupants justify (occupants: 1)

Any of the formats comes from ``spaceplan.report``:

>>> from spaceplan.report import FindingsReport, render_findings
>>> report = FindingsReport(portfolio, rules, found, version="0.1.0", only=("room-area",))
>>> int(report.verdict), len(render_findings(report, "sarif")) > 1000
(1, True)
"""

from spaceplan.check.baseline import Baseline, Change, Comparison, KnownFinding, compare
from spaceplan.check.evidence import Evidence, Side
from spaceplan.check.excess import (
    DepartmentExcess,
    LineArea,
    department_excesses,
    line_areas,
    occupancy_allowance_dm2,
    split_area,
)
from spaceplan.check.finding import (
    GRADE_STEPS,
    SEVERITIES,
    CheckResult,
    Finding,
    RuleCount,
    State,
    fingerprint_of,
    grade_of,
)
from spaceplan.check.hard_departments import needless_rooms
from spaceplan.check.hard_words import broken_by_kind
from spaceplan.check.objective import recompute_objective
from spaceplan.check.rules import check_rules
from spaceplan.check.seating import BrokenWish, DivisionSeats, SeatingCheck, check_seating
from spaceplan.check.seating_cost import SeatingCost, recompute_seating
from spaceplan.check.successors import current_departments
from spaceplan.check.verdict import Verdict, counted_failures, must_be_judged, verdict_of
from spaceplan.check.verify import verify_allocation

__all__ = [
    "GRADE_STEPS",
    "SEVERITIES",
    "Baseline",
    "BrokenWish",
    "Change",
    "CheckResult",
    "Comparison",
    "DepartmentExcess",
    "DivisionSeats",
    "Evidence",
    "Finding",
    "KnownFinding",
    "LineArea",
    "RuleCount",
    "SeatingCheck",
    "SeatingCost",
    "Side",
    "State",
    "Verdict",
    "broken_by_kind",
    "check_rules",
    "check_seating",
    "compare",
    "counted_failures",
    "current_departments",
    "department_excesses",
    "fingerprint_of",
    "grade_of",
    "line_areas",
    "must_be_judged",
    "needless_rooms",
    "occupancy_allowance_dm2",
    "recompute_objective",
    "recompute_seating",
    "split_area",
    "verdict_of",
    "verify_allocation",
]
