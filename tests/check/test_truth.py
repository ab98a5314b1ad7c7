"""The checker finds exactly what the generator planted: no more, no less."""

from __future__ import annotations

from functools import cache

import pytest

from spaceplan.check import State, check_rules, department_excesses, verify_allocation
from spaceplan.entitlement import compute_entitlements
from spaceplan.generate import Generated, GenerateOptions, generate_portfolio
from spaceplan.graph import build_graph
from tests.check.builders import AS_OF, book, objective

SEEDS = (2, 3)


@cache
def quarter(seed: int) -> Generated:
    """Return a quarter of a city."""
    return generate_portfolio(GenerateOptions(seed=seed, scale=0.25))


@pytest.mark.parametrize("seed", SEEDS)
def test_what_fails_in_a_generated_city_is_what_was_planted(seed: int) -> None:
    city = quarter(seed)
    portfolio = city.portfolio
    result = check_rules(
        portfolio,
        build_graph(portfolio),
        book(),
        compute_entitlements(portfolio, book()),
        as_of=portfolio.as_of or AS_OF,
    )
    found = {(f.rule, f.subject_kind, f.subject) for f in result.failures()}
    planted = {(sin.rule, sin.kind, sin.id) for sin in city.truth.sins}
    assert found == planted
    assert planted
    blocked = {f.subject for f in result.findings if f.state == State.BLOCKED}
    assert blocked == {sin.id for sin in city.truth.sins if sin.rule == "unknown-occupants"}


@pytest.mark.parametrize("seed", SEEDS)
def test_the_witness_keeps_all_requirements_and_costs_what_it_says(seed: int) -> None:
    city = quarter(seed)
    portfolio, witness = city.portfolio, city.truth.witness
    assert verify_allocation(portfolio, build_graph(portfolio), book(), witness) == ()
    counted = objective(portfolio, witness)
    assert counted.unseated == city.truth.fewest_unseated
    assert counted.term("storey").quantity == city.truth.witness_pairs
    entitlements = compute_entitlements(portfolio, book())
    excesses = department_excesses(portfolio, book(), entitlements, witness)
    assert sum(e.rooms_dm2 for e in excesses) == round(100 * city.truth.witness_excess_m2)
