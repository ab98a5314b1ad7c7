"""For every finding the cheapest remedy in the prescribed order, or why there is none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from time import perf_counter

from spaceplan.check import CheckResult, Finding, State
from spaceplan.check.situation import Situation
from spaceplan.i18n import N_
from spaceplan.model.remedy import Answer, Answers, Remedy, Tried
from spaceplan.progress import SILENT, Progress
from spaceplan.replan.remedies.candidates import Candidates
from spaceplan.replan.remedies.case import Case
from spaceplan.replan.remedies.confirm import Judge, Proposal, Verdict
from spaceplan.replan.remedies.kinds import find_candidates, is_answered
from spaceplan.replan.remedies.vacate import RULES as OF_PEOPLE
from spaceplan.rules.kinds import (
    DepartmentArea,
    PrivateRooms,
    PrivateToilets,
    RoomArea,
    SiteArea,
)
from spaceplan.units import to_dm2

#: How many candidates of one kind the checker may refuse before the search is cut short.
_MOST_REFUSED = 12
#: Rules about area above a limit, of which a remedy says how much it removes.
_OF_AREA = (RoomArea, DepartmentArea, SiteArea, PrivateRooms, PrivateToilets)
#: A candidate with the searches that came upon it.
_Proposed = tuple[Remedy, list["_Search"]]
_WORKING = N_("Looking for remedies")


@dataclass
class _Search:
    """The search for one finding: kinds in their order, candidates in theirs."""

    finding: Finding
    kinds: Iterator[Candidates]
    now: Candidates | None = None
    refused: int = 0
    harms: list[str] = field(default_factory=list)
    tried: list[Tried] = field(default_factory=list)

    def next(self) -> Remedy | None:
        """Return the next candidate; None where there is no other."""
        while True:
            if self.now is None:
                self.now = next(self.kinds, None)
                self.refused, self.harms = 0, []
                if self.now is None:
                    return None
            cut = self.refused >= _MOST_REFUSED
            remedy = None if cut else next(self.now.remedies, None)
            if remedy is not None:
                return remedy
            self.tried.append(self.now.tried(self.refused, self.harms, complete=not cut))
            self.now = None

    def refuse(self, harms: Sequence[str]) -> None:
        """Note that the checker refused the last candidate."""
        self.refused += 1
        self.harms += harms

    def answer(self, remedy: Remedy | None) -> Answer:
        """Return what became of the finding."""
        return Answer(self.finding.fingerprint, remedy, tuple(self.tried))


def find_remedies(
    situation: Situation,
    result: CheckResult,
    *,
    whole: CheckResult | None = None,
    progress: Progress = SILENT,
) -> Answers:
    """Return for each finding that fails the cheapest remedy, each confirmed by the checker.

    Kinds come in the order that the rules prescribe (swap, share, works), the surplus is never
    walled off. Of one kind the nearest comes first, then that for which fewest people move, then
    the shortest walk. Each remedy is one by itself, from things as they are.

    Parameters
    ----------
    situation
        The status quo or the plan of which ``result`` is the check.
    whole
        The check of all rules, where ``result`` is one of some, or holds some findings only: a
        remedy must do no harm by any, and nobody moves for what another finding cures anyway.
    progress
        Told how many findings are answered; where it asks to stop, the others stay without.
    """
    begun = perf_counter()
    case = Case(situation)
    judge = Judge(case, whole or result)
    failed = [f for f in result.findings if f.state == State.FAIL and is_answered(case.book, f)]
    of_people = [
        f
        for f in (whole or result).findings
        if f.state == State.FAIL and isinstance(case.book.rule(f.rule).kind, OF_PEOPLE)
    ]
    searches = [_Search(f, find_candidates(case, f, of_people)) for f in failed]
    answers: dict[str, Answer] = {}
    waiting = [*searches]
    progress.step(_WORKING, 0, len(failed))
    while waiting and not progress.stopped():
        proposals, waiting = _propose(waiting, answers)
        for batch in _batches(judge, proposals):
            asked = [Proposal(tuple(s.finding for s in same), r) for r, same in batch]
            for (remedy, same), verdict in zip(batch, judge.judge(asked), strict=True):
                for search in same:
                    _settle(search, remedy, verdict, answers)
            progress.step(_WORKING, len(answers), len(failed))
            if progress.stopped():
                break
        waiting = [s for s in waiting if s.finding.fingerprint not in answers]
    excesses = {
        f.fingerprint: to_dm2(f.excess)
        for f in (whole or result).findings
        if f.state == State.FAIL and isinstance(case.book.rule(f.rule).kind, _OF_AREA)
    }
    answered = [answers[f.fingerprint] for f in failed if f.fingerprint in answers]
    listed = tuple(_with_regained(answer, excesses) for answer in answered)
    return Answers(listed, perf_counter() - begun, stopped=len(listed) < len(failed))


def _propose(
    waiting: Sequence[_Search], answers: dict[str, Answer]
) -> tuple[list[_Proposed], list[_Search]]:
    """Return the next candidate of each search, alike ones once; who has none is answered."""
    proposals: dict[Remedy, list[_Search]] = {}
    going_on = []
    for search in waiting:
        remedy = search.next()
        if remedy is None:
            answers[search.finding.fingerprint] = search.answer(None)
        else:
            proposals.setdefault(remedy, []).append(search)
            going_on.append(search)
    return list(proposals.items()), going_on


def _batches(judge: Judge, proposals: Sequence[_Proposed]) -> Iterator[list[_Proposed]]:
    """Yield proposals together that have no building and no department in common."""
    batches: list[tuple[set[str], list[_Proposed]]] = []
    for proposal in proposals:
        keys = judge.keys(proposal[0])
        free = next((batch for batch in batches if not batch[0] & keys), None)
        if free is None:
            batches.append((set(keys), [proposal]))
        else:
            free[0].update(keys)
            free[1].append(proposal)
    yield from (batch for _, batch in batches)


def _settle(search: _Search, remedy: Remedy, verdict: Verdict, answers: dict[str, Answer]) -> None:
    """Take a confirmed remedy as the answer, or note that it was refused."""
    finding = search.finding
    if not verdict.confirms(finding):
        search.refuse(verdict.harms)
        return
    others = tuple(id for id in verdict.cures if id != finding.fingerprint)
    answers[finding.fingerprint] = search.answer(
        replace(remedy, cures=(finding.fingerprint, *others))
    )


def _with_regained(answer: Answer, excesses: Mapping[str, int]) -> Answer:
    """Return an answer whose remedy says what excess it removes.

    That of the finding itself where it is about area above a limit, else the largest of those
    cured with it: an excess of a room is part of that of its department.
    """
    if answer.remedy is None:
        return answer
    cured = [excesses[id] for id in answer.remedy.cures if id in excesses]
    own = excesses.get(answer.fingerprint)
    regained = own if own is not None else max(cured, default=0)
    return replace(answer, remedy=replace(answer.remedy, regained_dm2=regained))
