"""Short words for what the tests of remedies build again and again."""

from __future__ import annotations

from dataclasses import replace

from spaceplan.check import CheckResult, Finding, State
from spaceplan.model import Allocation, Holding, Portfolio
from spaceplan.replan.remedies import Answer, Answers, Remedy, apply_remedies, find_remedies
from tests.cases import tiny_portfolio
from tests.check.builders import AS_OF, check, entry, situation, with_ledger, with_room

CORRIDOR = "hq-1c"
#: Larger than any quota of ``tiny_portfolio`` justifies.
LARGE = 60.0


def answers(portfolio: Portfolio, planned: Allocation | None = None) -> Answers:
    return find_remedies(situation(portfolio, planned=planned), check(portfolio, planned=planned))


def answer_for(
    portfolio: Portfolio, rule: str, subject: str, planned: Allocation | None = None
) -> Answer:
    """Return the answer for one finding, which must be there."""
    found = check(portfolio, planned=planned).findings
    (finding,) = [f for f in found if (f.rule, f.subject) == (rule, subject)]
    answer = answers(portfolio, planned).of(finding.fingerprint)
    assert answer is not None
    return answer


def remedy_for(
    portfolio: Portfolio, rule: str, subject: str, planned: Allocation | None = None
) -> Remedy:
    remedy = answer_for(portfolio, rule, subject, planned).remedy
    assert remedy is not None
    return remedy


def with_areas(portfolio: Portfolio, **areas: float) -> Portfolio:
    """Return the portfolio with rooms of other areas, by the last three digits of their ids."""
    for room, area in areas.items():
        portfolio = with_room(portfolio, f"hq-{room.removeprefix('r')}", area=area)
    return portfolio


def others_large(portfolio: Portfolio, *rooms: str) -> Portfolio:
    """Return the portfolio with all offices too large to move to, but these."""
    kept = {f"hq-{room}" for room in rooms}
    for room in portfolio.rooms:
        if room.use == "office" and room.id not in kept:
            portfolio = with_room(portfolio, room.id, area=LARGE)
    return portfolio


def in_rooms(**people: tuple[str, str, int]) -> Portfolio:
    """Return ``tiny_portfolio`` with so many of a rank of a department in rooms, by r101, ..."""
    ledger = [
        entry(f"{room}-{i}", department, f"hq-{room[1:]}", rank)
        for room, (department, rank, number) in people.items()
        for i in range(number)
    ]
    return with_ledger(*ledger)


def with_holdings(portfolio: Portfolio, department: str, *rooms: str) -> Portfolio:
    """Return the portfolio with offices that a department holds and nobody sits in."""
    more = tuple(Holding(f"hq-{room}", department) for room in rooms)
    return replace(portfolio, holdings=(*portfolio.holdings, *more))


def after(portfolio: Portfolio, remedy: Remedy, planned: Allocation | None = None) -> CheckResult:
    """Return the whole check of what a remedy makes of things."""
    changed, plan = apply_remedies(portfolio, [remedy], planned, day=AS_OF)
    return check(changed, planned=plan)


def assert_cures(portfolio: Portfolio, answer: Answer, planned: Allocation | None = None) -> None:
    """Carry a remedy out: the finding goes, nothing comes, nothing becomes worse.

    But for how full a building is: rooms given up stand empty.
    """
    assert answer.remedy is not None
    before = _judged(check(portfolio, planned=planned))
    later = _judged(after(portfolio, answer.remedy, planned))
    assert answer.fingerprint not in later
    assert later.keys() <= before.keys(), "nothing new"
    for id, finding in later.items():
        assert finding.excess <= before[id].excess + 0.005
        assert finding.state == before[id].state or finding.state != State.FAIL
    gone = {id for id in before.keys() - later.keys() if before[id].state == State.FAIL}
    assert gone == before.keys() & set(answer.remedy.cures)


def _judged(found: CheckResult) -> dict[str, Finding]:
    return {f.fingerprint: f for f in found.findings if f.rule != "utilisation"}


__all__ = ["tiny_portfolio"]
