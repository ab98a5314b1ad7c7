"""A check with something of everything, and a twin whose names and cells are hostile."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from spaceplan.check import Baseline, CheckResult, KnownFinding, compare
from spaceplan.model import Name, Portfolio, Source, Waiver
from spaceplan.report import FindingsReport
from tests.check.builders import AS_OF, book, check, entry, with_department, with_ledger, with_room
from tests.check.test_rules import sinful

HASHES = (("buildings/hq.yaml", "ab" * 32), ("people.csv", "cd" * 32))
#: Everything that a terminal, a page, a sheet, a workbook or a viewer might take for its own.
EVIL = "=cmd|'/C calc'!A0</td><script>x()</script>\u202e\x07\x1b[31m\uffff](http://x) {0} 中"


def waived_portfolio() -> Portfolio:
    """Return many sins, of which one is waived, and one was until yesterday."""
    waivers = (
        Waiver(
            "room-area",
            "hq-103",
            "the lease ends",
            "the bureau",
            date(2026, 12, 31),
            Source("waivers.yaml", 3),
        ),
        Waiver(
            "one-office", "f1", "moving", "the bureau", date(2026, 6, 29), Source("waivers.yaml", 9)
        ),
    )
    return replace(sinful(), waivers=waivers)


def hostile_portfolio() -> Portfolio:
    """Return a portfolio whose names, people, approvals and reasons try to break out."""
    ledger = (
        entry(EVIL, "finance", "hq-101", source=Source(EVIL, 2)),
        entry("two", "finance", "hq-102", approval=EVIL),
        entry("two", "finance", "hq-103", post="concurrent", approval=EVIL),
        entry("old", "archives", "hq-104", status="retired", until=date(2026, 1, 1)),
    )
    portfolio = with_ledger(*ledger)
    for id in ("finance", "archives"):
        portfolio = with_department(portfolio, id, name=Name(EVIL, EVIL))
    portfolio = with_room(portfolio, "hq-102", area=40.0, source=Source(EVIL, 7))
    waiver = Waiver("room-area", "hq-102", EVIL, EVIL, AS_OF)
    return replace(portfolio, name=Name(EVIL, EVIL), waivers=(waiver,))


@cache
def waived_check() -> CheckResult:
    return check(waived_portfolio())


def sinful_report(**changes: Any) -> FindingsReport:
    """Return the report of a check that fails, waives and counts down."""
    report = FindingsReport(waived_portfolio(), book(), waived_check(), "0.1.0", HASHES)
    return replace(report, **changes)


def blocked_report(**changes: Any) -> FindingsReport:
    """Return the report of a check that can judge little: there is no ledger."""
    portfolio = replace(sinful(), ledger=None)
    report = FindingsReport(portfolio, book(), check(portfolio), "0.1.0", HASHES)
    return replace(report, **changes)


def clean_report() -> FindingsReport:
    portfolio = with_ledger(entry("a", "archives", "hq-101"), entry("b", "archives", "hq-101"))
    result = check(portfolio)
    met = replace(result, findings=(), counts=tuple(c for c in result.counts if c.state == "pass"))
    return FindingsReport(portfolio, book(), met, "0.1.0", HASHES)


def hostile_report() -> FindingsReport:
    portfolio = hostile_portfolio()
    return FindingsReport(portfolio, book(), check(portfolio), "0.1.0", ((EVIL, "ab" * 32),))


def known(result: CheckResult, **changes: dict[str, Any]) -> tuple[KnownFinding, ...]:
    """Return findings as an earlier check wrote them down, some changed by their subject."""
    return tuple(
        replace(
            KnownFinding(
                f.fingerprint,
                f.rule,
                str(f.state),
                f.severity,
                f.grade,
                f.excess,
                f.subject_kind,
                f.subject,
                f.department,
                Name(f.text("zh"), f.text("en")),
                f.file,
                f.line,
            ),
            **changes.get(f.subject.replace("-", "_"), {}),
        )
        for f in result.findings
    )


def baseline(*findings: KnownFinding) -> Baseline:
    return Baseline("old.json", "ef" * 32, date(2026, 5, 31), findings)


def compared_report() -> FindingsReport:
    """Return a report with a new finding, a worse one, many unchanged and one that is gone."""
    report = sinful_report()
    earlier = [f for f in known(report.check, hq_102={"excess": 1.0}) if f.subject != "old"]
    gone = replace(earlier[0], subject="hq-101", fingerprint="0" * 16)
    return replace(report, comparison=compare(report.check, baseline(*earlier, gone)))


REPORTS = {
    "sinful": sinful_report,
    "blocked": blocked_report,
    "clean": clean_report,
    "hostile": hostile_report,
    "compared": compared_report,
}
