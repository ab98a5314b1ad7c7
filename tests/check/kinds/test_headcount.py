"""What a department states of its people is what the ledger has."""

from __future__ import annotations

from pathlib import Path

import pytest

from spaceplan.check import State
from spaceplan.files import load_portfolio, save_portfolio
from spaceplan.model import Counts, Portfolio
from spaceplan.rules.kinds import Headcount
from tests.cases import tiny_portfolio
from tests.check.builders import (
    HEAD,
    LEDGER,
    STAFF,
    check,
    judged,
    states,
    with_department,
    with_ledger,
)


def stated(**numbers: int) -> Portfolio:
    """Return the ledger of the tiny portfolio with other numbers stated of finance."""
    portfolio = with_ledger(*LEDGER)
    return with_department(portfolio, "finance", stated_people=Counts.of(numbers))


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ({HEAD: 1, STAFF: 4}, State.PASS),
        ({HEAD: 1, STAFF: 5}, State.FAIL),
        ({HEAD: 2, STAFF: 3}, State.FAIL),
        ({}, State.BLOCKED),
    ],
)
def test_every_rank_must_be_the_same(numbers: dict[str, int], expected: State) -> None:
    assert states("headcount", stated(**numbers))["finance"] == expected


@pytest.mark.parametrize(("most", "expected"), [(2, State.PASS), (1, State.FAIL)])
def test_a_difference_may_be_allowed(most: int, expected: State) -> None:
    # a head too many, a member of staff too few: two apart
    found = judged(Headcount(most=most), stated(**{HEAD: 2, STAFF: 3}))
    assert found["finance"].state == expected


def test_the_finding_counts_the_ranks_that_differ() -> None:
    (finding,) = [f for f in check(stated(**{HEAD: 2, STAFF: 4})).findings if f.rule == "headcount"]
    assert (finding.measured, finding.limit, finding.severity) == (1, 0, "notice")
    assert "Finance Bureau (finance) states 6 people" in finding.text("en")


def test_the_files_keep_what_a_department_states_while_the_ledger_wins(tmp_path: Path) -> None:
    portfolio = with_department(
        with_ledger(*LEDGER), "finance", headcount=Counts.of({HEAD: 1, STAFF: 7})
    )
    save_portfolio(portfolio, tmp_path / "tiny")
    read = load_portfolio(tmp_path / "tiny").portfolio
    assert read.department("finance").headcount == Counts.of({HEAD: 1, STAFF: 4})
    assert states("headcount", read) == {"finance": State.FAIL, "archives": State.PASS}


def test_a_department_of_which_the_ledger_has_nobody_differs_by_all_its_people() -> None:
    portfolio = with_ledger(*LEDGER[:5])
    assert judged(Headcount(), portfolio)["archives"].measured == 2


def test_without_a_ledger_it_is_blocked() -> None:
    assert states("headcount", tiny_portfolio()) == {"tiny": State.BLOCKED}
