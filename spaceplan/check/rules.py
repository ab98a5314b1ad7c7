"""All rules over the status quo or over an allocation: findings and counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from spaceplan.check.evidence import Evidence, Side, in_order
from spaceplan.check.finding import (
    SEVERITIES,
    CheckResult,
    Finding,
    Outcome,
    RuleCount,
    State,
    fingerprint_of,
    grade_of,
)
from spaceplan.check.kinds import evaluate
from spaceplan.check.situation import Situation
from spaceplan.entitlement import Entitlements
from spaceplan.errors import SpaceplanError
from spaceplan.files.nearest import one_of
from spaceplan.graph import SpatialGraph
from spaceplan.i18n import N_, Message
from spaceplan.model import Allocation, Portfolio, Waiver
from spaceplan.rules import Remedy, Rule, RuleBook, unverified_figures

_REPORTED = (State.FAIL, State.WAIVED, State.BLOCKED)


def check_rules(
    portfolio: Portfolio,
    graph: SpatialGraph,
    rulebook: RuleBook,
    entitlements: Entitlements,
    *,
    allocation: Allocation | None = None,
    as_of: date,
    only: tuple[str, ...] = (),
) -> CheckResult:
    """Evaluate every rule over the status quo, or over an allocation.

    Findings are ordered by severity, then by the rule's place in the rule book, then by subject.

    Parameters
    ----------
    allocation
        The plan to check; None: holdings and ledger as they are today.
    as_of
        The day for which deadlines and waivers count.
    only
        Ids of the rules to evaluate; none: all.

    Raises
    ------
    SpaceplanError
        Where ``only`` names a rule that the rule book does not have.
    """
    rules = _chosen(rulebook.rules, only)
    situation = Situation(portfolio, graph, rulebook, entitlements, as_of, allocation)
    counts: Counter[tuple[str, State]] = Counter()
    findings: list[Finding] = []
    for rule, outcome in _outcomes(rules, situation):
        counts[rule.id, outcome.state] += 1
        if outcome.state in _REPORTED:
            findings.append(_finding(rule, rulebook, outcome))
    order = {rule.id: place for place, rule in enumerate(rules)}
    findings.sort(key=lambda f: (SEVERITIES.index(f.severity), order[f.rule], f.subject))
    return CheckResult(
        as_of=as_of,
        rules=tuple(order),
        findings=tuple(findings),
        counts=tuple(
            RuleCount(rule, state, counts[rule, state])
            for rule in order
            for state in State
            if counts[rule, state]
        ),
        unverified=unverified_figures(rulebook, portfolio),
    )


def _chosen(rules: Sequence[Rule], only: tuple[str, ...]) -> tuple[Rule, ...]:
    """Return the rules of these ids in their order, all where none is named."""
    known = [rule.id for rule in rules]
    unknown = [id for id in only if id not in known]
    if unknown:
        text = N_("unknown rule '{rule}'; expected {expected}")
        said = (Message.of(text, rule=id, expected=one_of(known, id)) for id in unknown)
        raise SpaceplanError(*said)
    return tuple(rule for rule in rules if not only or rule.id in only)


def _outcomes(rules: Sequence[Rule], situation: Situation) -> Iterator[tuple[Rule, Outcome]]:
    """Yield what comes out of every rule for every subject, waivers applied."""
    waivers = _waivers(situation.portfolio.waivers)
    for rule in rules:
        for outcome in evaluate(rule.kind, situation):
            waiver = waivers.get((rule.id, outcome.subject))
            if outcome.state == State.FAIL and waiver is not None:
                yield rule, _apply(waiver, outcome, situation.as_of)
            else:
                yield rule, outcome


def _waivers(waivers: Sequence[Waiver]) -> Mapping[tuple[str, str], Waiver]:
    """Return the waivers by rule and subject; of several the one that lasts longest."""
    by_until = sorted(waivers, key=lambda waiver: waiver.until)
    return {(waiver.rule, waiver.subject): waiver for waiver in by_until}


def _apply(waiver: Waiver, outcome: Outcome, as_of: date) -> Outcome:
    """Return a failed outcome as waived, or still failed where the waiver has ended."""
    waived = as_of <= waiver.until
    message = Message.of(
        N_("{finding}; waived by {approver} until {until}: {reason}")
        if waived
        else N_("{finding}; the waiver by {approver} ended on {until}"),
        finding=outcome.message,
        approver=waiver.approver,
        until=waiver.until.isoformat(),
        reason=waiver.reason,
    )
    state = State.WAIVED if waived else State.FAIL
    return replace(outcome, state=state, message=message, waiver=waiver)


def _finding(rule: Rule, rulebook: RuleBook, outcome: Outcome) -> Finding:
    base = outcome.limit if outcome.grade_base is None else outcome.grade_base
    blocked = outcome.state == State.BLOCKED
    assert outcome.message is not None, "a finding says what was found"
    return Finding(
        rule=rule.id,
        state=outcome.state,
        severity=outcome.severity or rule.severity,
        grade=1 if blocked else grade_of(outcome.excess, base),
        subject_kind=outcome.subject_kind,
        subject=outcome.subject,
        department=outcome.department,
        measured=outcome.measured,
        limit=outcome.limit,
        excess=outcome.excess,
        unit=outcome.unit,
        clause=rule.citation,
        verified=rule.verified,
        file=outcome.source.file if outcome.source else None,
        line=outcome.source.line if outcome.source else None,
        message=outcome.message,
        remedies=() if blocked else _remedies(rule, rulebook),
        fingerprint=fingerprint_of(rule.id, outcome.subject_kind, outcome.subject),
        related=outcome.related,
        evidence=tuple(_cited(rule, evidence) for evidence in in_order(outcome.evidence)),
        waiver=outcome.waiver,
        grade_base=base,
    )


def _cited(rule: Rule, evidence: Evidence) -> Evidence:
    """Return evidence with its clause: a limit from neither figure nor file is the rule's own."""
    if evidence.side is not Side.LIMIT or evidence.citation or evidence.source:
        return evidence
    return replace(evidence, citation=rule.citation, verified=rule.verified)


def _remedies(rule: Rule, rulebook: RuleBook) -> tuple[str, ...]:
    """Return the rule's remedies, those with a prescribed order first and in that order.

    Walling off the surplus, and whatever else the rule sets forbid, is never among them.
    """
    prescribed = [remedy for remedy in rulebook.remedy_order if remedy in rule.remedies]
    others = [remedy for remedy in rule.remedies if remedy not in prescribed]
    never = {Remedy.WALL_OFF, *rulebook.forbidden_remedies}
    return tuple(remedy.value for remedy in (*prescribed, *others) if remedy not in never)
