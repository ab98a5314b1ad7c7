"""What a check returns: outcomes per rule and subject, and the findings made of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256
from typing import Any

from spaceplan.check.evidence import Evidence
from spaceplan.i18n import Message, in_language
from spaceplan.model import Source, Waiver
from spaceplan.model.remedy import Answer
from spaceplan.rules import Figure

#: Severities, the gravest first.
SEVERITIES = ("error", "warning", "notice")
#: Excess over limit above which a finding is of grade 2, and of grade 3. 30 % is where a city's
#: transition rule of 2014 ended (domain notes on Ningbo); 10 % is ours: what a swap with the next
#: smaller room usually cures.
GRADE_STEPS = (0.10, 0.30)


class State(StrEnum):
    """What came out of one rule for one subject."""

    PASS = "pass"
    FAIL = "fail"
    NOT_APPLICABLE = "not_applicable"
    WAIVED = "waived"
    BLOCKED = "blocked"


@dataclass(frozen=True)
class Outcome:
    """One rule evaluated for one subject.

    Parameters
    ----------
    measured, limit, unit
        Found and allowed; ``excess`` is what lies above, in the same unit.
    message
        What was found, or what is missing; None where the rule is met or does not apply.
    department, source
        To whom it belongs, and where in the files the subject was written.
    severity
        Where it differs from the rule's (a deadline that is still running).
    grade_base
        What the excess is compared with for the grade; None: the limit.
    related
        Ids of further rooms that belong to it: those of a department or person, or those beside.
    evidence
        The inputs of the arithmetic; see ``spaceplan.check.evidence``.
    waiver
        The permission that was given for it, also one that has ended.
    """

    state: State
    subject_kind: str
    subject: str
    measured: float = 0.0
    limit: float = 0.0
    unit: str = ""
    message: Message | None = None
    department: str | None = None
    source: Source | None = None
    severity: str | None = None
    grade_base: float | None = None
    related: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    waiver: Waiver | None = None

    @property
    def excess(self) -> float:
        """What lies above the limit, never negative."""
        return round(max(0.0, self.measured - self.limit), 2) if self.unit else 0.0


def passed(subject_kind: str, subject: str) -> Outcome:
    """Return the outcome of a rule that is met."""
    return _silent(State.PASS, subject_kind, subject)


def not_applicable(subject_kind: str, subject: str) -> Outcome:
    """Return the outcome of a rule that does not speak of the subject."""
    return _silent(State.NOT_APPLICABLE, subject_kind, subject)


def _silent(state: State, subject_kind: str, subject: str) -> Outcome:
    """Return an outcome without a message: what has a default keeps it.

    There are twenty of these a room, and the constructor of a frozen class sets every field in a
    call of its own, which took a third of a check.
    """
    outcome = object.__new__(Outcome)
    outcome.__dict__.update(state=state, subject_kind=subject_kind, subject=subject)
    return outcome


@dataclass(frozen=True)
class Finding:
    """A rule that is not met (fail), need not be met now (waived) or cannot be judged (blocked).

    Parameters
    ----------
    grade
        1 to 3 by how far above the limit; see ``grade_of``. 1 where the rule is blocked.
    clause
        Document and article; ``verified`` says whether somebody checked it there.
    remedies
        Kinds of cure that the rule allows, in the order in which they are to be tried.
    fingerprint
        Of rule, subject kind and id: the same finding has the same one whatever its numbers.
    answer
        What would cure it concretely, where that was looked for; never part of the check itself.
    related, evidence, waiver, grade_base
        As of the outcome.
    """

    rule: str
    state: State
    severity: str
    grade: int
    subject_kind: str
    subject: str
    department: str | None
    measured: float
    limit: float
    excess: float
    unit: str
    clause: str
    verified: bool
    file: str | None
    line: int | None
    message: Message
    remedies: tuple[str, ...]
    fingerprint: str
    related: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    waiver: Waiver | None = None
    grade_base: float | None = None
    answer: Answer | None = None

    @property
    def values(self) -> dict[str, Any]:
        """The values of the message's fields (a copy)."""
        return dict(self.message.values)

    def text(self, language: str) -> str:
        """Return the message in a language."""
        return in_language(self.message, language)


@dataclass(frozen=True)
class RuleCount:
    """How many subjects of a rule are in a state."""

    rule: str
    state: State
    number: int


@dataclass(frozen=True)
class CheckResult:
    """What a check found: findings that fail, are waived or blocked; everything else counted.

    Parameters
    ----------
    rules
        Ids of the rules evaluated, in the order of the rule book.
    counts
        One entry a rule and state that occurred, in that order.
    unverified
        Figures of the rules that nobody has checked and that mattered for the portfolio.
    """

    as_of: date
    rules: tuple[str, ...]
    findings: tuple[Finding, ...]
    counts: tuple[RuleCount, ...]
    unverified: tuple[Figure, ...] = ()

    def count(self, state: State | str, rule: str | None = None) -> int:
        """Return how many (rule, subject) are in a state, of all rules or of one."""
        return sum(
            entry.number
            for entry in self.counts
            if entry.state == state and rule in (None, entry.rule)
        )

    def by_state(self) -> dict[str, int]:
        """Return the number of (rule, subject) in every state, zeros included."""
        return {state.value: self.count(state) for state in State}

    def failures(self, fail_on: str = "notice") -> tuple[Finding, ...]:
        """Return the findings that fail with this severity or a graver one."""
        counted = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
        return tuple(f for f in self.findings if f.state == State.FAIL and f.severity in counted)

    def worst_failures(self, fail_on: str) -> int:
        """Return how many findings fail with this severity or a graver one."""
        return len(self.failures(fail_on))


def grade_of(excess: float, base: float) -> int:
    """Return 1, 2 or 3 by excess over base (the limit): up to 10 %, up to 30 %, above.

    Where nothing is allowed (base 0) any excess is of grade 3.

    Examples
    --------
    >>> grade_of(1.8, 18.0), grade_of(1.81, 18.0), grade_of(5.4, 18.0), grade_of(1.0, 0.0)
    (1, 2, 2, 3)
    """
    if base <= 0:
        return 3 if excess > 0 else 1
    share = round(excess / base, 9)
    return 1 + sum(share > step for step in GRADE_STEPS)


def fingerprint_of(rule: str, subject_kind: str, subject: str) -> str:
    """Return 16 hex digits that name a finding whatever its numbers and wherever it is written."""
    return sha256("\0".join((rule, subject_kind, subject)).encode()).hexdigest()[:16]
