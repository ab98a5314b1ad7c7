"""What a check comes to, whatever form it is shown in."""

from __future__ import annotations

from enum import IntEnum

from spaceplan.check.baseline import Change, Comparison
from spaceplan.check.finding import CheckResult, Finding, State
from spaceplan.rules import RuleBook


class Verdict(IntEnum):
    """What a check comes to; the number is the exit code of the command line."""

    CLEAN = 0
    FINDINGS = 1
    NOT_JUDGED = 2


def counted_failures(
    check: CheckResult, fail_on: str, comparison: Comparison | None = None
) -> tuple[Finding, ...]:
    """Return the findings that make a check fail.

    They fail with the severity ``fail_on`` or a graver one; against a baseline only those that are
    new or worse.
    """
    failures = check.failures(fail_on)
    if comparison is None:
        return failures
    return tuple(f for f in failures if comparison.change(f) is not Change.UNCHANGED)


def must_be_judged(
    check: CheckResult, rulebook: RuleBook, only: tuple[str, ...] = ()
) -> tuple[tuple[str, int], ...]:
    """Return (rule, subjects not judged) of rules that are required, or named, and blocked."""
    return tuple(
        (rule.id, number)
        for rule in rulebook.rules
        if (rule.required or rule.id in only) and (number := check.count(State.BLOCKED, rule.id))
    )


def verdict_of(
    check: CheckResult,
    rulebook: RuleBook,
    *,
    fail_on: str = "error",
    only: tuple[str, ...] = (),
    comparison: Comparison | None = None,
) -> Verdict:
    """Return what a check comes to: not judged before findings before clean."""
    if must_be_judged(check, rulebook, only):
        return Verdict.NOT_JUDGED
    found = counted_failures(check, fail_on, comparison)
    return Verdict.FINDINGS if found else Verdict.CLEAN
