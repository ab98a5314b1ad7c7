"""Two rule sets compared."""

from __future__ import annotations

from pathlib import Path

from spaceplan.rules import compare_sets, view_set

EXAMPLES = Path(__file__).parent / "examples"


def test_the_standard_of_2014_differs_from_that_of_1999_in_these_quotas() -> None:
    difference = compare_sets(view_set("cn-1999"), view_set("cn-2014"))
    changed = {
        change.id: (change.before.quota_dm2 / 100, change.after.quota_dm2 / 100)
        for change in difference.quotas
        if change.before is not None and change.after is not None
    }
    assert changed == {
        "central_division": (9, 12),
        "central_staff": (6, 9),
        "province_bureau_head": (24, 30),
        "province_bureau_deputy": (18, 24),
        "province_division_head": (12, 18),
        "province_staff": (6, 9),
        "city_head": (32, 42),
        "city_deputy": (18, 30),
        "city_bureau_head": (12, 24),
        "city_bureau_deputy": (12, 18),
        "city_staff": (6, 9),
        "section_head": (9, 18),
        "section_deputy": (9, 12),
        "section_staff": (6, 9),
        "county_head": (20, 30),
        "county_deputy": (12, 24),
        "county_section_head": (9, 18),
        "county_section_deputy": (9, 12),
        "county_staff": (6, 9),
    }
    new = {change.id for change in difference.quotas if change.before is None}
    assert new == {"township_head", "township_deputy", "township_staff"}


def test_a_province_differs_from_the_nation_in_what_it_states() -> None:
    difference = compare_sets(view_set("cn-2014"), view_set("jiangnan-2020", EXAMPLES))
    assert [(c.id, c.difference_dm2) for c in difference.quotas] == [
        ("city_bureau_head", -400),
        ("township_head", -600),
    ]
    rules = {change.id: change.parts for change in difference.rules}
    assert rules == {
        "room-area": ("source", "clause"),
        "department-service-area": ("severity",),
        "department-equipment-area": (),
        "beside-contractor": (),
    }
    assert [(c.id, c.before, c.after) for c in difference.uses] == [
        ("petition", "service", "technical")
    ]


def test_options_of_a_check_are_parts_of_a_rule(tmp_path: Path) -> None:
    text = """\
rule_set: longer
extends: cn-management-2017
version: "1"
title: {en: Longer}
document: {number: X 1, title: {en: Longer}}
rules:
  - {id: left-post, check: {kind: left-post, months: 3}, clause: "1", verified: true}
"""
    (tmp_path / "longer.yaml").write_text(text, encoding="utf-8")
    difference = compare_sets(view_set("cn-management-2017"), view_set("longer", tmp_path))
    (change,) = difference.rules
    assert change.parts == ("source", "clause", "check.months")


def test_a_set_does_not_differ_from_itself() -> None:
    view = view_set("kr-1998")
    difference = compare_sets(view, view)
    assert not (*difference.quotas, *difference.figures, *difference.rules, *difference.uses)
