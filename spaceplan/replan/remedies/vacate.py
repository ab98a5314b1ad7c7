"""Vacating: who has left his post, or has an office too many, gives it up; the unit recovers it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from spaceplan.check import Finding
from spaceplan.check.finding import State
from spaceplan.check.kinds import evaluate
from spaceplan.check.situation import Situation
from spaceplan.model import LedgerEntry, Portfolio
from spaceplan.model.remedy import Move, Obstacle, Remedy, Scope, Searched
from spaceplan.replan.remedies.candidates import Candidates, nothing
from spaceplan.replan.remedies.case import Case
from spaceplan.replan.remedies.said import said
from spaceplan.rules.kinds import ConcurrentEnded, LeftPost, OneOffice

KIND = "vacate"
#: Rules about people who must give an office up.
RULES = (LeftPost, ConcurrentEnded, OneOffice)


def find_vacating(case: Case, finding: Finding) -> Candidates:
    """Return the offices that a person gives up so that the rule is met, as few as need be.

    The rule itself says which: the office that its finding names goes, until there is no finding.
    """
    leaving = _offices_to_leave(case, finding)
    if not leaving:
        return nothing(KIND, Obstacle.REQUIREMENT)
    remedy = vacating(leaving, _last_day(finding))
    return Candidates(KIND, iter((remedy,)), (Searched(Scope.STOREY, len(leaving), ()),))


def vacating(leaving: Sequence[LedgerEntry], due: date | None) -> Remedy:
    """Return that these places are given up."""
    moves = tuple(Move(e.person, e.department, "", e.room, None) for e in leaving)
    return Remedy(KIND, Scope.STOREY, moves, due=due)


def _offices_to_leave(case: Case, finding: Finding) -> tuple[LedgerEntry, ...]:
    """Return the places that go; none where the rule cannot be met so."""
    if case.situation.planned is not None:
        return ()  # in a plan everybody has one place
    kind = case.book.rule(finding.rule).kind
    entries = [e for e in case.portfolio.ledger or () if e.person == finding.subject and e.room]
    leaving: list[LedgerEntry] = []
    named = str(said(finding).get("room", ""))
    while named and entries:
        going = [e for e in entries if e.room == named and not _is_needed(e, kind)]
        if not going:
            return ()
        leaving += going
        entries = [e for e in entries if e not in going]
        left = replace(case.portfolio, ledger=tuple(entries))
        named = _still_named(case, kind, left, finding.subject)
    return tuple(leaving)


def _is_needed(entry: LedgerEntry, kind: object) -> bool:
    """Return whether it is the office of the main post, which a second one does not replace."""
    return entry.post == "main" and not isinstance(kind, LeftPost)


def _still_named(case: Case, kind: object, portfolio: Portfolio, person: str) -> str:
    """Return the office that the rule still objects to; empty where it is met."""
    now = case.situation
    left = Situation(portfolio, now.graph, now.rulebook, now.entitlements, now.as_of)
    for outcome in evaluate(kind, left):  # type: ignore[arg-type] # any kind
        if outcome.subject == person and outcome.state == State.FAIL:
            return str(getattr(outcome.message, "values", {}).get("room", ""))
    return ""


def _last_day(finding: Finding) -> date | None:
    """Return the day by which the rule wants the office back, where it names one."""
    last = said(finding).get("last")
    return date.fromisoformat(last) if isinstance(last, str) else None


def find_places_to_vacate(case: Case, room: str, findings: Sequence[Finding]) -> Candidates:
    """Return that all in a room give it up who must do so by another rule anyway.

    Parameters
    ----------
    findings
        Of rules about people who must give an office up.
    """
    people = {s.person for s in case.there(room)}
    moves: dict[Move, None] = {}
    due: list[date] = []
    for finding in findings:
        if finding.subject in people:
            for remedy in find_vacating(case, finding).remedies:
                if any(move.start == room for move in remedy.moves):
                    moves |= dict.fromkeys(remedy.moves)
                    due += [remedy.due] if remedy.due else []
    if not moves:
        return nothing(KIND, Obstacle.REQUIREMENT)
    remedy = Remedy(KIND, Scope.STOREY, tuple(moves), due=min(due, default=None))
    return Candidates(KIND, iter((remedy,)), (Searched(Scope.STOREY, len(moves), ()),))
