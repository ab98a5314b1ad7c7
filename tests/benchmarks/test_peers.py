"""Peers on portfolios that are solved at once: they agree with every plan tried."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from spaceplan.entitlement import compute_entitlements
from spaceplan.graph import build_graph
from spaceplan.model import Portfolio
from tests.allocate.builders import best_of_all, book, building, department, portfolio
from tests.benchmarks.peers import COMPARED, Case, PeerResult, case_of, solve_counts, solve_plain

PEERS = {
    "plain": lambda case, fewest: solve_plain(case, seconds=20.0, fewest=fewest, workers=1),
    "counts": lambda case, fewest: solve_counts(case, seconds=20.0, fewest=fewest),
}
#: A head and two staff on one storey or two; the small storey is cheaper to open.
TWO_STOREYS = portfolio(
    [building("hq", "centre", [24.0, 18.0, 12.0], [26.0, 18.0])],
    [department("a", head=1, staff=2), department("b", staff=2)],
    prices=COMPARED,
)
#: Five staff for four seats.
FULL = portfolio(
    [building("hq", "centre", [12.0, 12.0])], [department("a", staff=5)], prices=COMPARED
)


def case(subject: Portfolio) -> Case:
    return case_of(subject, build_graph(subject), book(), compute_entitlements(subject, book()))


@pytest.mark.parametrize("peer", PEERS.values(), ids=PEERS)
@pytest.mark.parametrize("subject", [TWO_STOREYS, FULL], ids=["two storeys", "full"])
def test_a_peer_finds_the_best_of_all_plans(
    peer: Callable[[Case, int], PeerResult], subject: Portfolio
) -> None:
    unseated, cost = best_of_all(subject)
    found = peer(case(subject), unseated)
    assert found.objective is not None
    assert found.objective.unseated == unseated
    assert found.objective.total == pytest.approx(cost)
    assert found.optimal
    assert found.bound == pytest.approx(cost, abs=1e-3)


def test_a_plan_that_breaks_a_rule_is_refused() -> None:
    overfull = [{0: [3]}]
    with pytest.raises(ValueError, match="breaks 1 rules"):
        case(FULL).recount(overfull)
