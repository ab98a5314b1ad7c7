"""A province's and a city's rules on top of the national ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from spaceplan.errors import InputError
from spaceplan.rules import Category, RuleBook, load_rules, view_set

EXAMPLES = Path(__file__).parent / "examples"
HEAD = """\
rule_set: {name}
version: "1"
title: {{en: Extra}}
document: {{number: X 1, title: {{en: Extra}}}}
extends: {extends}
"""


@pytest.fixture(scope="module")
def province() -> RuleBook:
    return load_rules(["jiangnan-2020"], EXAMPLES)


def test_a_rank_takes_the_place_of_the_one_below_and_the_others_stay(province: RuleBook) -> None:
    national = load_rules(["cn-2014"])
    changed = {r for r in national.ranks if national.quota_dm2(r) != province.quota_dm2(r)}
    assert changed == {"city_bureau_head", "township_head"}
    assert province.quota_dm2("city_bureau_head") == 2000
    assert province.rank_name("city_bureau_head") == national.rank_name("city_bureau_head")
    assert province.ranks == national.ranks


def test_a_changed_figure_cites_the_document_that_changed_it(province: RuleBook) -> None:
    figures = {figure.id: figure for figure in province.figures}
    own, level = figures["office.city.city_bureau_head"], figures["office.city"]
    assert own.citation == "江南办发〔2020〕1号, 第五条"
    assert (own.value, own.rule_set) == ("20 m²", "jiangnan-2020")
    assert level.citation == "发改投资〔2014〕2674号, 第十一条 表3"
    assert level.value == "42 / 30 / 18 / 9 m²"
    assert province.quota_figure("city_bureau_head") == own
    assert province.quota_figure("city_staff") == level
    assert figures["office.township.township_head"].verified is False
    assert figures["equipment"].citation == "江南办发〔2020〕1号, 第八条"


def test_a_rule_is_changed_switched_off_or_added_by_id(province: RuleBook) -> None:
    ids = [rule.id for rule in province.rules]
    assert ids[0] == "beside-contractor"  # a set's own rules stand first
    assert "department-equipment-area" not in ids
    service, room = province.rule("department-service-area"), province.rule("room-area")
    assert service.severity == "warning"
    assert service.citation == "发改投资〔2014〕2674号, 第十二条 表4"  # only its severity is new
    assert (room.citation, room.rule_set) == ("江南办发〔2020〕1号, 第九条", "jiangnan-2020")
    assert room.title.en == "Office above its occupants' quotas"


def test_uses_and_sections_are_replaced_and_removed(province: RuleBook) -> None:
    assert province.category("petition") is Category.TECHNICAL
    assert province.category("meeting") is Category.SERVICE
    assert province.private_toilet_dm2 == 0
    assert not province.knows_level("central")
    assert province.equipment_dm2(10_000) == 800


def test_layers_reach_through_a_chain_and_are_named(province: RuleBook) -> None:
    city = load_rules(["jiangnan-city-2022"], EXAMPLES)
    assert city.quota_dm2("city_staff") == 800
    assert city.quota_dm2("city_bureau_head") == 2000
    assert city.quota_dm2("city_head") == 4200
    (applied,) = city.sets
    assert [(s.name, s.version) for s in applied.extends] == [
        ("jiangnan-2020", "1.2"),
        ("cn-2014", "1.0"),
        ("common", "1.0"),
    ]
    assert len({one.sha256 for one in (applied, *applied.extends)}) == 4
    assert applied.extends[0].sha256 == province.sets[0].sha256


def test_sets_that_share_what_they_extend_do_not_say_it_twice(tmp_path: Path) -> None:
    text = HEAD.format(name="more", extends="common")
    (tmp_path / "more.yaml").write_text(text, encoding="utf-8")
    book = load_rules(["cn-2014", "more"], tmp_path)
    assert len(book.rules) == len({rule.id for rule in book.rules})


def write(folder: Path, name: str, extends: str, more: str = "") -> None:
    text = HEAD.format(name=name, extends=extends) + more
    (folder / f"{name}.yaml").write_text(text, encoding="utf-8")


def faults(folder: Path, name: str) -> list[str]:
    with pytest.raises(InputError) as caught:
        load_rules([name], folder)
    return [str(fault) for fault in caught.value.faults]


def test_sets_in_a_circle_are_a_fault_that_names_the_way(tmp_path: Path) -> None:
    write(tmp_path, "a", "b")
    write(tmp_path, "b", "c")
    write(tmp_path, "c", "a")
    (fault,) = faults(tmp_path, "a")
    assert fault.startswith("rules/c.yaml:5: ")
    assert "a → b → c → a" in fault


def test_a_set_that_extends_itself_is_a_circle(tmp_path: Path) -> None:
    write(tmp_path, "a", "a.yaml")
    assert "a.yaml:5: rule sets that extend each other in a circle" in faults(tmp_path, "a")[0]


def test_a_set_may_extend_the_packaged_one_of_its_own_name(tmp_path: Path) -> None:
    write(tmp_path, "cn-2014", "cn-2014", "equipment: {verified: true, clause: 1, ratio: 0.05}\n")
    book = load_rules(["cn-2014"], tmp_path)
    assert book.equipment_dm2(10_000) == 500
    assert book.quota_dm2("city_staff") == 900


def test_an_unknown_set_to_extend_is_located_with_the_nearest(tmp_path: Path) -> None:
    write(tmp_path, "a", "cn-2015")
    (fault,) = faults(tmp_path, "a")
    assert fault.startswith("rules/a.yaml:5: extends 'cn-2015'")
    assert "cn-2014" in fault


def test_faults_of_all_layers_come_together(tmp_path: Path) -> None:
    write(tmp_path, "a", "b", "equipment: {verified: true, ratio: 7}\n")
    write(tmp_path, "b", "cn-2014", "colour: red\n")
    found = faults(tmp_path, "a")
    assert [fault.split(": ")[0] for fault in found] == ["rules/a.yaml:6", "rules/b.yaml:6"]


def test_another_shape_of_quota_takes_the_place_of_the_whole_table(tmp_path: Path) -> None:
    flat = "office: {kind: flat-per-head, verified: true, clause: 1, m2: 7}\n"
    write(tmp_path, "a", "cn-2014", flat + "remove: [service]\n")
    book = load_rules(["a"], tmp_path)
    assert {book.quota_dm2(rank) for rank in book.ranks} == {700}
    assert [f.id for f in book.figures if f.id.startswith("office")] == ["office"]


def test_a_view_of_a_set_needs_no_quotas() -> None:
    view = view_set("cn-management-2017")
    assert (view.shape, view.quotas) == ("", ())
    assert view.rules
