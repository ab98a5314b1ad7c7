"""Every hard requirement has a name that stays, words, and can be dropped alone."""

from __future__ import annotations

from dataclasses import replace

from spaceplan.i18n import Named, in_language
from spaceplan.model import Need, Portfolio
from spaceplan.model.requirements import requirements_of, without
from tests.cases import tiny_portfolio

WISHES = {
    "sites": ("centre",),
    "buildings": ("hq",),
    "min_storey": 0,
    "max_storey": 3,
    "one_site": True,
    "one_building": True,
    "within_storeys": 2,
    "public_facing": True,
    "step_free": True,
    "locked": ("hq-102", "hq-101"),
    "forbidden": ("hq-103",),
    "requires": frozenset({"step_free"}),
    "next_to": ("archives",),
    "not_on_storeys_of": ("archives",),
    "keep": ("p1", "all"),
    "needs": (Need("meeting", 20.0), Need("archive", 9.0, 2, hard=True)),
}


def _case() -> Portfolio:
    case = tiny_portfolio()
    first, other = case.departments
    wishful = replace(first, **WISHES)  # type: ignore[arg-type] # by name
    return replace(case, departments=(wishful, other), empty_storeys=("hq-L01",))


def test_every_requirement_is_named_once() -> None:
    ids = [requirement.id for requirement in requirements_of(_case())]
    assert len(ids) == len(set(ids))
    assert ids[:4] == ["empty_storey:hq-L01", "own_room", "sites:finance", "buildings:finance"]
    assert {"min_storey:finance", "locked:finance:hq-101", "keep:finance:all"} <= set(ids)
    assert {id.split(":")[0] for id in ids[2:]} == {"need" if k == "needs" else k for k in WISHES}


def test_dropping_one_leaves_just_the_others() -> None:
    case = _case()
    found = requirements_of(case)
    for requirement in found:
        left = requirements_of(without(case, requirement))
        assert left == tuple(other for other in found if other != requirement), requirement.id


def test_dropping_all_one_after_the_other_leaves_none() -> None:
    case = _case()
    for requirement in requirements_of(case):
        case = without(case, requirement)
    assert requirements_of(case) == ()


def test_only_needs_that_must_be_met_are_hard() -> None:
    soft = [requirement.id for requirement in requirements_of(_case()) if not requirement.hard]
    assert soft == ["need:finance:0"]


def test_the_words_name_departments_and_places_in_both_languages() -> None:
    words = {r.id: r.words for r in requirements_of(_case())}
    finance = "Finance Bureau (finance)"
    assert words["within_storeys:finance"] == (
        f"{finance} must lie in one building, storeys at most: 2"
    )
    assert in_language(words["step_free:finance"], "zh") == "财政局（finance）必须不经楼梯可达"
    assert words["next_to:finance:archives"].endswith("next to one of Archives (archives)")
    assert words["buildings:finance"] == f"{finance} must be in Headquarters (hq)"
    assert in_language(words["empty_storey:hq-L01"], "zh").startswith("总部（hq）第 1 层须腾空")


def test_a_need_says_its_use_in_the_words_that_are_given() -> None:
    named = {
        "meeting": Named.of("会议室", "meeting room"),
        "archive": Named.of("档案室", "archive"),
    }
    words = {r.id: r.words for r in requirements_of(_case(), named.__getitem__)}
    assert "(meeting room)" in words["need:finance:0"]
    assert "会议室" in in_language(words["need:finance:0"], "zh")
    assert "meeting" not in in_language(words["need:finance:0"], "zh")
