"""Two checks of the same portfolio by different rules, held against each other."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from spaceplan.check.finding import CheckResult, Finding, State


@dataclass(frozen=True)
class RuleDifference:
    """How many subjects fail a rule before and after; None where the rule is not there."""

    rule: str
    before: int | None
    after: int | None


@dataclass(frozen=True)
class CheckDifference:
    """What differs between two checks.

    Parameters
    ----------
    rules
        Rules of which the number of failures differs, or that only one check has.
    new, gone
        Findings that fail after and not before, and the other way round.
    """

    rules: tuple[RuleDifference, ...]
    new: tuple[Finding, ...]
    gone: tuple[Finding, ...]


def difference_between(before: CheckResult, after: CheckResult) -> CheckDifference:
    """Return what other rules find that these do not, and what they do not find any more."""
    old, now = _failing(before), _failing(after)
    fails_before = Counter(finding.rule for finding in old.values())
    fails_after = Counter(finding.rule for finding in now.values())
    rules = (
        RuleDifference(
            rule,
            fails_before[rule] if rule in before.rules else None,
            fails_after[rule] if rule in after.rules else None,
        )
        for rule in dict.fromkeys((*before.rules, *after.rules))
    )
    return CheckDifference(
        tuple(rule for rule in rules if rule.before != rule.after),
        tuple(finding for id, finding in now.items() if id not in old),
        tuple(finding for id, finding in old.items() if id not in now),
    )


def _failing(check: CheckResult) -> dict[str, Finding]:
    return {f.fingerprint: f for f in check.findings if f.state is State.FAIL}
