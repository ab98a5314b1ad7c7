"""Hard wishes in the checker: met, just met and not met, with the words for what is broken."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from spaceplan.check import State
from spaceplan.model import Allocation, Building, Department, Need, Portfolio
from tests.cases import corridor_storey, tiny_portfolio
from tests.check.builders import (
    GOOD,
    HEAD,
    LEDGER,
    STAFF,
    check,
    plan,
    verify,
    with_department,
    with_ledger,
    with_new_department,
    with_room,
    with_settings,
)


def _tower(**wishes: Any) -> Portfolio:
    """Return three storeys, and an annex of one on another site; the wishes are finance's."""
    case = tiny_portfolio(3)
    annex = Building("annex", "east", (corridor_storey("annex"),), entrances=("annex-1c",))
    site = replace(case.sites[0], id="east")
    case = replace(case, buildings=(*case.buildings, annex), sites=(*case.sites, site))
    return with_department(case, "finance", **wishes)


def _finance(*rooms: str) -> Allocation:
    """Return a plan in which finance has rooms, and the archives have hq-106."""
    lines: dict[str, tuple[str, dict[str, int]]] = {room: ("finance", {STAFF: 1}) for room in rooms}
    return plan({**lines, "hq-106": ("archives", {STAFF: 2})})


CASES: list[tuple[dict[str, Any], tuple[str, ...], str]] = [
    ({"one_site": True}, ("hq-101", "hq-301"), ""),
    (
        {"one_site": True},
        ("hq-101", "annex-101"),
        "must be on one site, and is on Centre (centre), Centre (east)",
    ),
    ({"one_building": True}, ("hq-101", "hq-301"), ""),
    ({"one_building": True}, ("hq-101", "annex-101"), "must be in one building, and is in annex"),
    ({"buildings": ("annex",)}, ("annex-101",), ""),
    (
        {"buildings": ("annex",)},
        ("hq-101",),
        "office hq-101 in Headquarters (hq), and must be in annex",
    ),
    ({"within_storeys": 2}, ("hq-101", "hq-201"), ""),
    ({"within_storeys": 2}, ("hq-101", "hq-301"), "lies on storeys 1 to 3, and must lie within 2"),
    ({"within_storeys": 1}, ("hq-101", "annex-101"), "storeys of one building, and is in annex"),
    ({"public_facing": True}, ("hq-301",), ""),
    ({"not_on_storeys_of": ("archives",)}, ("hq-201",), ""),
    (
        {"not_on_storeys_of": ("archives",)},
        ("hq-201", "hq-101"),
        "are both on Headquarters (hq), storey 1",
    ),
    ({"next_to": ("archives",)}, ("hq-105", "annex-101"), ""),
    # two doors of 3.8 m along the corridor: 7.6 m are more than the reach of 6 m
    (
        {"next_to": ("archives",)},
        ("hq-104",),
        "Finance Bureau (finance) has no office next to one of Archives (archives)",
    ),
    (
        {"next_to": ("archives",)},
        ("hq-206",),
        "Finance Bureau (finance) has no office next to one of Archives (archives)",
    ),
    (
        {"next_to": ("archives",)},
        (),
        "Finance Bureau (finance) has no office next to one of Archives (archives)",
    ),
]


@pytest.mark.parametrize(("wishes", "rooms", "words"), CASES)
def test_what_all_offices_together_must_keep(
    wishes: dict[str, Any], rooms: tuple[str, ...], words: str
) -> None:
    broken = verify(_tower(**wishes), _finance(*rooms))
    if not words:
        assert broken == ()
    else:
        (found,) = broken
        assert words in found
        assert "finance" in found


def test_a_longer_reach_makes_neighbours_of_rooms_with_one_between() -> None:
    case = with_settings(_tower(next_to=("archives",)), zone_reach_m=7.6)
    assert verify(case, _finance("hq-104")) == ()


def test_nobody_need_be_next_to_a_department_without_people() -> None:
    empty = Department(id="empty", home_site="centre")
    case = with_new_department(_tower(next_to=("empty",)), empty)
    assert verify(case, _finance("hq-104")) == ()


def test_the_public_climbs_as_high_as_the_setting_says() -> None:
    case = with_settings(_tower(public_facing=True), public_max_storey=2)
    assert verify(case, _finance("hq-201")) == ()
    (broken,) = verify(case, _finance("hq-301"))
    assert "faces the public and has office hq-301 on storey 3, above 2" in broken


def test_above_the_stairs_only_a_tag_makes_an_office_step_free() -> None:
    case = _tower(step_free=True)
    assert verify(case, _finance("hq-101")) == ()
    (broken,) = verify(case, _finance("hq-201"))
    assert broken == "office hq-201 of Finance Bureau (finance) is not reached without stairs"
    tagged = with_room(case, "hq-201", tags=frozenset({"step_free"}))
    assert verify(tagged, _finance("hq-201")) == ()


def test_nobody_holds_an_office_on_a_storey_to_be_emptied() -> None:
    case = replace(_tower(), empty_storeys=("hq-L02",))
    assert verify(case, _finance("hq-101", "hq-301")) == ()
    (broken,) = verify(case, _finance("hq-201"))
    assert "hq-201 of Finance Bureau (finance) lies on a storey to be emptied" in broken
    assert broken.endswith(": Headquarters (hq), storey 2")


@pytest.mark.parametrize(
    ("keep", "broken"),
    [
        (("f1", "f3"), []),
        (("all",), []),
        (("f4",), ["person f4 of Finance Bureau (finance) does not stay in room hq-103"]),
    ],
)
def test_people_who_are_to_stay_stay(keep: tuple[str, ...], broken: list[str]) -> None:
    case = with_department(with_ledger(*LEDGER), "finance", keep=keep)
    away = {"f4": "hq-105"} if broken else {}
    people = tuple((entry.person, away.get(entry.person, entry.room)) for entry in LEDGER)
    lines = {
        "hq-101": ("finance", {HEAD: 1}),
        "hq-102": ("finance", {STAFF: 2}),
        "hq-103": ("finance", {STAFF: 1 if broken else 2}),
        "hq-104": ("archives", {STAFF: 2}),
    }
    if broken:
        lines["hq-105"] = ("finance", {STAFF: 1})
    assert list(verify(case, plan(lines, people))) == broken


def test_people_who_are_to_stay_are_counted_where_nobody_is_named() -> None:
    case = with_department(with_ledger(*LEDGER), "archives", keep=("a1", "a2"))
    assert verify(case, GOOD) == ()
    (broken,) = verify(case, plan({"hq-104": ("archives", {STAFF: 1})}))
    assert broken == "person a2 of Archives (archives) does not stay in room hq-104"


def _archives_need(**need: Any) -> Portfolio:
    wants = (Need("meeting", 18.0, hard=True, **need),)
    case = with_department(tiny_portfolio(), "archives", needs=wants)
    return with_room(case, "hq-106", use="meeting")


def test_a_need_that_must_be_met_breaks_a_plan_and_is_told_once() -> None:
    case = _archives_need()
    held = plan({"hq-104": ("archives", {STAFF: 2}), "hq-106": ("archives", {})})
    lacking = plan({"hq-104": ("archives", {STAFF: 2})})
    assert verify(case, held) == ()
    assert verify(_archives_need(within_m=7.6), held) == ()
    (broken,) = verify(_archives_need(within_m=7.5), held)[-1:]
    assert "Archives (archives) lacks 1 of 1 room (meeting room, 18 m²) that it must have" in broken
    found = [f for f in check(case, planned=lacking).findings if f.rule == "hard-requirements"]
    assert [f.state for f in found] == [State.FAIL]
    assert found[0].measured == 1


def test_pooled_rooms_serve_those_who_hold_none() -> None:
    wants = (Need("meeting", 18.0),)
    case = with_department(tiny_portfolio(), "archives", needs=wants, service="pooled")
    pooled = with_room(case, "hq-106", use="meeting", tags=frozenset({"pooled"}))
    unmet = [f for f in check(pooled, planned=GOOD).findings if f.rule == "hard-requirements"]
    assert unmet == []
    own = with_room(case, "hq-106", use="meeting")
    (broken,) = verify(own, plan({"hq-106": ("archives", {})}))
    assert "Archives (archives) holds service room hq-106 (meeting room) beyond its needs" in broken
