"""A proof that has gone on for long is waited for, though the search has seated more meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from spaceplan.allocate import AllocateOptions
from spaceplan.allocate.bound import proving
from spaceplan.allocate.bound.bounder import METHOD_AT_FIRST, Proof
from spaceplan.allocate.bound.price_ascent import PriceAscent
from spaceplan.allocate.bound.proof_process import Task
from spaceplan.allocate.bound.proving import Proving
from spaceplan.allocate.bound.raised import all_proofs
from spaceplan.allocate.clock import Clock
from spaceplan.allocate.plan.plan import Plan
from spaceplan.model import Prices
from spaceplan.progress import SILENT
from tests.allocate.builders import building, department, portfolio, workshop

HOUSE = building("hq", "centre", [18] * 4)


@pytest.mark.parametrize(
    ("long", "proven"), [(-1.0, [1.0, 2.0, 0.5, 1.0]), (1000.0, [1.0, 0.5, 1.0])]
)
def test_a_long_proof_comes_to_a_bound_of_all_terms_before_it_begins_anew(
    monkeypatch: pytest.MonkeyPatch, long: float, proven: list[float]
) -> None:
    """Four are left out when it begins, two when it looks after what is proven at first."""
    shop = workshop(portfolio([HOUSE], [department("a", staff=4)]))
    plans = [shop.plan([{}]), shop.plan([{0: (2,)}])]
    assert [plan.unplaced for plan in plans] == [4, 2]
    best: list[Plan] = plans[:1]
    seen: list[float] = []

    def beside(
        task: Task, stopped: Callable[[], bool], rests: Callable[[], bool]
    ) -> Iterator[Proof]:
        yield Proof(value=task.unplaced / 4, method=METHOD_AT_FIRST)
        best[0] = plans[1]
        if not stopped():
            yield Proof(value=task.unplaced / 2)

    monkeypatch.setattr(proving, "_LONG", long)
    monkeypatch.setattr(proving, "proofs_beside", beside)
    monkeypatch.setattr(Proving, "_is_apart", True)
    clock = Clock(replace(AllocateOptions(time_limit=60.0), workers=2), SILENT)
    proof = Proving(lambda: best[0], clock, lambda: None, lambda error: None)
    monkeypatch.setattr(proof, "_take", lambda found: seen.append(found.value))
    while proof.go_on():
        pass
    assert seen == proven


def test_plans_are_compared_by_what_comes_first_and_proven_of_something_else() -> None:
    """9 m² too many on one storey, or none on two: whatever is proven, excess comes first."""
    case = portfolio([building("hq", "centre", [24, 33], [24])], [department("a", head=2)])
    shop = workshop(case)
    near, far = shop.plan([{0: (1,), 1: (1,)}]), shop.plan([{0: (1,), 2: (1,)}])
    of_excess = Prices.only(excess=1.0)
    of_storeys = Prices.only(storey=1.0)
    clock = Clock(AllocateOptions(), SILENT)
    proof = Proving(lambda: near, clock, lambda: None, lambda error: None, of_storeys)
    assert proof.rank(near) < proof.rank(far)
    proof = Proving(lambda: near, clock, lambda: None, lambda error: None, of_storeys, of_excess)
    assert proof.rank(far) < proof.rank(near)
    assert proof.speaks_of(of_storeys)
    assert not proof.speaks_of(of_excess)


@pytest.mark.parametrize(("first", "exhausted"), [(-1e6, True), (1e6, False)])
def test_prices_that_begin_below_what_is_known_will_hardly_raise_it(
    monkeypatch: pytest.MonkeyPatch, first: float, exhausted: bool
) -> None:
    shop = workshop(portfolio([HOUSE], [department("a", staff=4)]))
    monkeypatch.setattr(PriceAscent, "bounds", lambda self: iter([first, first]))
    parts = shop.problem, shop.evaluator.geometry
    proofs = list(all_proofs(*parts, 0, count=lambda _: None, seconds_left=lambda: 60.0))
    assert [proof.exhausted for proof in proofs] == [False, False, exhausted, exhausted]


@pytest.mark.parametrize("exhausted", [False, True])
def test_a_proof_rests_as_soon_as_it_will_hardly_prove_more(
    monkeypatch: pytest.MonkeyPatch, exhausted: bool
) -> None:
    shop = workshop(portfolio([HOUSE], [department("a", staff=4)]))
    plan = shop.plan([{0: (2,), 1: (2,)}])
    proof = Proof(value=1.0, exhausted=exhausted)
    monkeypatch.setattr(proving, "proofs_beside", lambda *_: iter([proof]))
    monkeypatch.setattr(Proving, "_is_apart", True)
    clock = Clock(replace(AllocateOptions(time_limit=60.0), workers=2), SILENT)
    run = Proving(lambda: plan, clock, lambda: None, lambda error: None)
    assert not run.rests()
    run.go_on()
    assert run.rests() == exhausted
