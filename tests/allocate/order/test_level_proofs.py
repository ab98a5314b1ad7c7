"""What is proven of each level of an order alone, beside all of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from spaceplan.allocate import allocator
from spaceplan.allocate.order import level_proofs, order
from spaceplan.allocate.order.level_proofs import LevelProofs
from spaceplan.allocate.order.stages import stages_of
from spaceplan.allocate.plan.plan import Plan
from spaceplan.model import Prices
from tests.allocate.builders import building, department, portfolio, workshop
from tests.allocate.order.test_order import BRIEF, in_order
from tests.allocate.test_limits import town

#: A head is entitled to 24 m², and each office has 33; two heads have two storeys.
CASE = portfolio([building("hq", "centre", [33], [33])], [department("a", head=2)])
STAGES = stages_of(CASE, ["excess", "storey"])


@pytest.fixture
def plan(monkeypatch: pytest.MonkeyPatch) -> Plan:
    monkeypatch.setattr(level_proofs, "_LARGE", 0)
    return workshop(CASE).plan([{0: (1,), 1: (1,)}])


@pytest.fixture
def proofs() -> Iterator[LevelProofs]:
    made = LevelProofs([stage.alone for stage in STAGES])
    yield made
    made.close()


def wait_for(proofs: LevelProofs) -> None:
    assert proofs._reader is not None
    proofs._reader.join(60.0)
    assert not proofs._reader.is_alive()


def test_every_level_has_its_own_bound(plan: Plan, proofs: LevelProofs) -> None:
    proofs.begin(plan, 60.0)
    wait_for(proofs)
    assert proofs.bounds[:2] == pytest.approx([18.0, 2.0])
    assert len(proofs.bounds) == len(STAGES)
    assert proofs.fault == ""


def test_a_process_that_dies_is_a_fault(
    plan: Plan, proofs: LevelProofs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(level_proofs, "_CHILD", "import os; os.abort()")
    proofs.begin(plan, 60.0)
    wait_for(proofs)
    assert proofs.bounds == []
    assert proofs.fault


def test_one_that_is_ended_is_none(
    plan: Plan, proofs: LevelProofs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(level_proofs, "_CHILD", "import time; time.sleep(60)")
    proofs.begin(plan, 60.0)
    assert proofs._child is not None
    proofs.close()
    assert not proofs._child.running
    assert proofs.fault == ""


def test_where_no_process_can_be_made_the_levels_prove_for_themselves(
    plan: Plan, proofs: LevelProofs, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_code: str) -> None:
        raise BlockingIOError

    monkeypatch.setattr(level_proofs, "Child", refuse)
    proofs.begin(plan, 60.0)
    assert proofs.bounds == []


def test_a_level_says_what_was_proven_beside_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its own proof comes to nothing; more than the plan has is not said."""
    monkeypatch.setattr(allocator, "is_small", lambda problem: False)

    class Proven(LevelProofs):
        def begin(self, plan: Plan, seconds: float) -> None:
            assert 0.0 < seconds <= BRIEF.time_limit
            self.bounds[:] = [100.0, 1e9]

    monkeypatch.setattr(order, "LevelProofs", Proven)
    options = replace(BRIEF, work_limit=0.1, workers=2)
    opened, scatter, _ = in_order(town(), "opened", "scatter", options=options).levels
    assert opened.bound >= 100.0
    assert scatter.bound == scatter.value


def test_the_prices_of_a_level_alone_are_those_of_its_terms() -> None:
    assert STAGES[1].alone == Prices.only(storey=1.0)
