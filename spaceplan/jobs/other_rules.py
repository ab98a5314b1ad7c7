"""What other rule sets find in the same portfolio: the work of a job."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from spaceplan.check import CheckResult, Finding
from spaceplan.check.between import difference_between
from spaceplan.i18n import N_
from spaceplan.jobs.request import RulesRequest
from spaceplan.jobs.switched import Switched, SwitchedFinding, SwitchedRule, switched_text
from spaceplan.judging import check
from spaceplan.model import Allocation, Name
from spaceplan.prepared import Prepared, prepare, with_changes
from spaceplan.progress import Progress


def judge_by_others(
    request: RulesRequest,
    prepared: Prepared,
    load_plan: Callable[[Prepared], Allocation | None],
    progress: Progress,
) -> str:
    """Return as JSON what differs between the portfolio's rules and the others.

    Parameters
    ----------
    prepared
        The portfolio by its own rules.
    load_plan
        Returns the plan that is judged, None for the status quo: it is read by either rules.
    """
    progress.step(N_("Checking the rules"), 0, 2)
    own = check(prepared, load_plan(prepared))
    progress.step(N_("Judging by the other rules"), 1, 2)
    base = prepare(request.portfolio, rule_sets=request.other, as_of=request.as_of)
    others = with_changes(base, request.changes)
    other = check(others, load_plan(others))
    return switched_text(_switched(prepared, others, own, other))


def _switched(own: Prepared, others: Prepared, before: CheckResult, after: CheckResult) -> Switched:
    difference = difference_between(before, after)
    books = (others.rulebook, own.rulebook)
    titles = {rule.id: rule.title for book in reversed(books) for rule in book.rules}
    return Switched(
        rules=tuple(
            SwitchedRule(one.rule, titles[one.rule], one.before, one.after)
            for one in difference.rules
        ),
        new=_findings(difference.new),
        gone=_findings(difference.gone),
    )


def _findings(findings: Iterable[Finding]) -> tuple[SwitchedFinding, ...]:
    return tuple(
        SwitchedFinding(
            severity=finding.severity,
            text=Name(finding.text("zh"), finding.text("en")),
            department=finding.department or "",
            clause=finding.clause,
        )
        for finding in findings
    )
