from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from spaceplan.errors import Fault, InputError
from spaceplan.model import Need, Source
from spaceplan.rules import load_rules
from tests.cases import tiny_portfolio

RULES = Path(__file__).parents[2] / "rules"
HEAD = """\
rule_set: extra
version: "1"
title: {en: Extra}
document: {number: X 1, title: {en: Extra}}
"""
RULE = """\
rules:
  - id: ID
    title: {en: Extra}
    severity: error
    verified: true
    check: {kind: room-area}
"""


@pytest.fixture
def faults_of(tmp_path: Path) -> Callable[..., tuple[Fault, ...]]:
    def load(text: str, *with_sets: str) -> tuple[Fault, ...]:
        (tmp_path / "extra.yaml").write_text(text, encoding="utf-8")
        with pytest.raises(InputError) as caught:
            load_rules([*with_sets, "extra"], tmp_path)
        return caught.value.faults

    return load


Faults = Callable[..., tuple[Fault, ...]]


def test_an_added_rule_stands_after_the_others(tmp_path: Path) -> None:
    (tmp_path / "extra.yaml").write_text(HEAD + RULE.replace("ID", "mine"), encoding="utf-8")
    book = load_rules(["cn-2014", "extra"], tmp_path)
    assert book.rules[-1].id == "mine"
    assert book.rules[-1].source == "X 1"


def test_an_id_that_two_sets_define_is_a_fault_at_the_second(faults_of: Faults) -> None:
    (fault,) = faults_of(HEAD + RULE.replace("ID", "room-area"), "cn-2014")
    assert (fault.file, fault.line) == ("rules/extra.yaml", 6)
    assert "room-area" in fault.found
    assert "rules/cn-2014.yaml:" in fault.found


def test_a_use_or_section_that_two_sets_define_is_a_fault(faults_of: Faults) -> None:
    uses = "uses:\n  meeting: {category: office, zh: 会, en: m}\n"
    faults = faults_of(HEAD + uses + "equipment: {ratio: 0.1, verified: true}\n", "cn-2014")
    assert [fault.line for fault in faults] == [7, 6]


def test_the_same_set_twice_is_a_fault() -> None:
    with pytest.raises(InputError) as caught:
        load_rules(["cn-2014", "cn-2014"])
    assert len(caught.value.faults) == 1


def test_an_unknown_key_names_the_nearest_one(faults_of: Faults) -> None:
    (fault,) = faults_of(HEAD + RULE.replace("severity", "severty").replace("ID", "mine"))[:1]
    assert "severty" in fault.found or "severity" in fault.found
    assert fault.line is not None


def test_an_unknown_kind_of_rule_is_located(faults_of: Faults) -> None:
    faults = faults_of(HEAD + RULE.replace("room-area", "rooms-area").replace("ID", "mine"))
    assert [fault.line for fault in faults] == [10]
    assert "room-area" in faults[0].expected


def test_an_option_that_the_kind_does_not_have_is_located(faults_of: Faults) -> None:
    rule = RULE.replace("ID", "mine").replace("kind: room-area", "kind: left-post, month: 2")
    (fault,) = faults_of(HEAD + rule)
    assert fault.line == 10
    assert "month" in fault.found
    assert "months" in fault.expected


@pytest.mark.parametrize(
    ("name", "written", "instead", "words"),
    [
        ("cn-2014", "city_bureau_head: {m2: 24}", "city_bureau_head: {m2: many}", "many"),
        ("cn-2014", "city_head: {m2: 42}", "city_head: {m2: -42}", "-42"),
        ("cn-2014", "city_head: {m2: 42}", "city_head: {m2: 42, sqft: 452}", "2"),
        ("cn-2014", "ratio: 0.09", "ratio: nan", "nan"),
        ("cn-2014", "ratio: 0.09", "ratio: 9", "9"),
        ("cn-2014", "same_as: city", "same_as: town", "town"),
        ("cn-2014", "minuend: 1000", "minuend: 1001", "1001"),
        ("cn-2014", "remedies: [swap, share, simple_works]", "remedies: [paint]", "paint"),
        ("common", "- township_deputy\n", "- township_deptuy\n", "township_deptuy"),
        ("common", "category: office, zh: 办公室", "category: offices, zh: 办公室", "offices"),
        ("common", "kind: per-person", "kind: per-head", "per-head"),
        ("jp-mic", "factor: 20", "factor: 0", "0"),
        ("jp-mic", "city_head: jp_executive", "city_head: jp_executiv", "jp_executiv"),
        ("jp-mic", "circulation: 0.4", "circulation: 1.4", "1.4"),
        ("us-useit-2025", "sqft: 150", "sqft: lots", "lots"),
        ("de-asr-a1-2", "further_m2: 6", "further_m2: -6", "-6"),
    ],
)
def test_a_wrong_figure_is_located(
    tmp_path: Path, name: str, written: str, instead: str, words: str
) -> None:
    text = (RULES / f"{name}.yaml").read_text(encoding="utf-8")
    assert text.count(written) >= 1
    before, _, after = text.partition(written)
    (tmp_path / "wrong.yaml").write_text(before + instead + after, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_rules(["wrong"], tmp_path)
    fault = next(fault for fault in caught.value.faults if fault.line is not None)
    assert words in fault.found
    line = before.count("\n") + 1
    assert fault.line is not None
    assert line - 14 <= fault.line <= line + 1


def test_a_forbidden_remedy_is_a_fault(faults_of: Faults) -> None:
    rule = RULE.replace("ID", "mine") + "    remedies: [wall_off]\n"
    (fault,) = faults_of(HEAD + rule, "cn-2014", "cn-management-2017")
    assert fault.line == 11
    assert "wall_off" in fault.found


def test_sections_that_entitlement_needs_must_be_in_some_set() -> None:
    with pytest.raises(InputError) as caught:
        load_rules(["cn-management-2017"])
    assert [f.found for f in caught.value.faults if "'office'" in f.found]
    assert all("cn-management-2017" in fault.file for fault in caught.value.faults)


def test_no_rule_set_at_all_is_a_fault() -> None:
    with pytest.raises(InputError):
        load_rules([])


def test_an_unknown_use_is_located_with_the_nearest_known_one() -> None:
    portfolio = tiny_portfolio()
    building = portfolio.buildings[0]
    storey = building.storeys[0]
    room = replace(storey.rooms[0], use="metting", source=Source("buildings/hq.yaml", 12))
    storey = replace(storey, rooms=(room, *storey.rooms[1:]))
    needy = replace(
        portfolio.departments[0],
        needs=(Need("recepton", 20.0),),
        source=Source("departments.yaml", 3),
    )
    wrong = replace(
        portfolio,
        buildings=(replace(building, storeys=(storey,)),),
        departments=(needy, *portfolio.departments[1:]),
    )
    book = load_rules(["cn-2014"])
    book.check_uses(portfolio)
    with pytest.raises(InputError) as caught:
        book.check_uses(wrong)
    first, second = caught.value.faults
    assert str(first).startswith("buildings/hq.yaml:12: ")
    assert "meeting" in first.expected
    assert str(second).startswith("departments.yaml:3: ")
    assert "reception" in second.expected
