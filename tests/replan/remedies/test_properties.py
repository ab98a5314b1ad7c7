"""Whatever the situation: remedies cure and do no harm, and where none is said to be, none is."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from spaceplan.model import Counts, Portfolio
from spaceplan.replan.remedies import Answer
from spaceplan.replan.remedies.case import Case
from spaceplan.replan.remedies.swap import exchange
from tests.cases import tiny_portfolio
from tests.check.builders import (
    DEPUTY,
    HEAD,
    STAFF,
    check,
    entry,
    situation,
    with_department,
    with_ledger,
    with_room,
)
from tests.replan.remedies.builders import after, answers, assert_cures

_ROOMS = ("hq-101", "hq-102", "hq-103", "hq-104", "hq-201", "hq-202", "hq-203", "hq-204")
_AREAS = st.sampled_from([9.0, 12.0, 15.0, 18.0, 24.0, 27.0, 36.0])
_PEOPLE = st.sampled_from(
    [(), (HEAD,), (DEPUTY,), (STAFF,), (STAFF,) * 2, (STAFF,) * 3, (STAFF,) * 5]
)
_OCCUPIED = st.tuples(st.sampled_from(["finance", "archives"]), _PEOPLE, _AREAS)
#: Shrinking asks for many whole checks: a failing case is small enough as it is.
_QUICK = settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)


@st.composite
def portfolios(draw: st.DrawFn) -> Portfolio:
    """Return two departments anyhow in eight offices of any size, on two storeys."""
    portfolio = tiny_portfolio(storeys=2, bays=4)
    ledger = []
    for room in _ROOMS:
        department, ranks, area = draw(_OCCUPIED)
        portfolio = with_room(portfolio, room, area=area)
        ledger += [entry(f"{room}-{i}", department, room, rank) for i, rank in enumerate(ranks)]
    for id in ("finance", "archives"):
        people: dict[str, int] = {}
        for line in ledger:
            if line.department == id:
                people[line.rank] = people.get(line.rank, 0) + 1
        posts = Counts.of(people)
        portfolio = with_department(portfolio, id, establishment=posts, headcount=posts)
    return with_ledger(*ledger, portfolio=portfolio)


@_QUICK
@given(portfolios())
def test_every_remedy_cures_its_finding_and_makes_no_other(portfolio: Portfolio) -> None:
    for answer in answers(portfolio).answers:
        if answer.remedy is not None:
            assert_cures(portfolio, answer)
            assert answer.remedy.kind != "wall_off"


@_QUICK
@given(portfolios())
def test_where_no_swap_is_said_to_exist_trying_every_office_finds_none(
    portfolio: Portfolio,
) -> None:
    base = check(portfolio)
    subjects = {f.fingerprint: f for f in base.findings if f.rule == "room-area"}
    case = Case(situation(portfolio))
    for answer in answers(portfolio).answers:
        if answer.fingerprint in subjects and _denies_swaps(answer):
            i = case.offices.place[subjects[answer.fingerprint].subject]
            for j in range(len(case.offices.ids)):
                if j != i:
                    _assert_no_remedy(portfolio, case, answer, i, j)


def _denies_swaps(answer: Answer) -> bool:
    return any(tried.kind == "swap" and tried.complete for tried in answer.tried)


def _assert_no_remedy(portfolio: Portfolio, case: Case, answer: Answer, i: int, j: int) -> None:
    """Exchange two offices all the same: one of them is not in order, or something gets worse."""
    remedy = exchange(case, i, j, 0.0, "swap")
    before = {f.fingerprint: f.excess for f in check(portfolio).findings}
    later = after(portfolio, remedy).findings
    worse = [f for f in later if f.excess > before.get(f.fingerprint, -1.0) + 0.005]
    rooms = {case.offices.ids[i], case.offices.ids[j]}
    assert worse or any(f.subject in rooms for f in later)


@_QUICK
@given(portfolios())
def test_the_answers_do_not_depend_on_the_order_of_the_ledger(portfolio: Portfolio) -> None:
    assert portfolio.ledger is not None
    turned = replace(portfolio, ledger=tuple(reversed(portfolio.ledger)))
    one, other = answers(portfolio).answers, answers(turned).answers
    assert [(a.fingerprint, a.remedy, a.tried) for a in one] == [
        (a.fingerprint, a.remedy, a.tried) for a in other
    ]
