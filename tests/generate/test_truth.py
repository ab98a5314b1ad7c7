"""What the generator says of the status quo is what an independent checker finds in it."""

from __future__ import annotations

from collections import Counter

import pytest

from spaceplan.check import check_rules, verify_allocation
from spaceplan.entitlement import compute_entitlements
from spaceplan.generate import Generated, GenerateOptions, generate_portfolio, truth_to_yaml
from spaceplan.graph import build_graph
from spaceplan.rules import load_rules

RULES = {
    "room-area",
    "department-office-area",
    "department-service-area",
    "physical-minimum",
    "seat-for-everyone",
    "one-office",
    "left-post",
    "concurrent-ended",
    "technical-room-as-office",
    "hidden-suite",
    "contractor-beside-classified",
    "private-toilet",
    "private-rooms",
    "through-department",
    "approved-use",
    "ledger-area",
    "certificate-area",
    "vacancy",
    "unknown-occupants",
    "person-without-room",
    "foreign-room",
    "rented-or-borrowed",
    "lent-out",
    "barred-holder",
    "use-certificate",
    "yearly-publication",
    "yearly-filing",
}


def test_the_checker_finds_exactly_the_planted_sins(wuxi: Generated) -> None:
    _compare_with_the_checker(wuxi)


@pytest.mark.parametrize("seed", [5, 6])
def test_it_does_so_in_other_cities(seed: int) -> None:
    _compare_with_the_checker(generate_portfolio(GenerateOptions(seed, scale=0.25)))


def _compare_with_the_checker(city: Generated) -> None:
    portfolio = city.portfolio
    graph = build_graph(portfolio)
    rulebook = load_rules(portfolio.rule_sets)
    entitlements = compute_entitlements(portfolio, rulebook)
    assert portfolio.as_of is not None
    result = check_rules(portfolio, graph, rulebook, entitlements, as_of=portfolio.as_of)
    found = {
        (finding.rule, str(finding.subject_kind), finding.subject)
        for finding in result.findings
        if finding.state == "fail"
    }
    assert found == {(sin.rule, sin.kind, sin.id) for sin in city.truth.sins}
    assert verify_allocation(portfolio, graph, rulebook, city.truth.witness) == ()
    assert graph.findings == ()


def test_every_rule_is_broken_by_somebody(wuxi: Generated) -> None:
    assert {sin.rule for sin in wuxi.truth.sins} == RULES


def test_one_suite_is_hidden_and_one_classified_room_has_the_contractor_beside_it(
    wuxi: Generated,
) -> None:
    rules = Counter(sin.rule for sin in wuxi.truth.sins)
    assert rules["hidden-suite"] == 1
    assert rules["contractor-beside-classified"] == 1


def test_the_status_quo_lies_scattered(wuxi: Generated) -> None:
    portfolio = wuxi.portfolio
    pairs = {
        (holding.department, portfolio.storey_of(holding.room).id)
        for holding in portfolio.holdings
        if portfolio.room(holding.room).use == "office"
    }
    assert len(pairs) > 2 * wuxi.truth.witness_pairs


def test_rooms_stand_vacant_with_and_without_a_holder(wuxi: Generated) -> None:
    held = {holding.room for holding in wuxi.portfolio.holdings}
    vacant = [room.id for room in wuxi.portfolio.rooms if room.vacant_since]
    sat_in = {entry.room for entry in wuxi.portfolio.ledger or ()}
    assert not sat_in & set(vacant)
    assert 20 < sum(room in held for room in vacant) < len(vacant)


def test_the_truth_reads_as_yaml_with_every_sin(wuxi: Generated) -> None:
    text = truth_to_yaml(wuxi.truth)
    assert text.count("- {rule: ") == len(wuxi.truth.sins)
    assert f"fewest_unseated: {wuxi.truth.fewest_unseated}\n" in text
