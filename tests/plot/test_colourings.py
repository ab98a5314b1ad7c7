"""What the colours mean: each colouring on the case that is solved by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations

import pytest
from matplotlib.colors import to_hex, to_rgb

from spaceplan.check import Finding, State
from spaceplan.graph import build_graph
from spaceplan.i18n import N_, Message
from spaceplan.model import Allocation, LedgerEntry, Room, status_quo
from spaceplan.plot import Colouring, Palette
from spaceplan.plot.colourings import shade
from spaceplan.plot.colourings.category import FILLS as CATEGORY_FILLS
from spaceplan.plot.colourings.change import shade_by_change
from spaceplan.plot.colourings.finding import FILLS
from spaceplan.plot.colourings.occupancy import class_fills
from spaceplan.plot.colourings.walk import shade_by_walk
from spaceplan.plot.colours import (
    CIRCULATION_FILL,
    SHAFT_FILL,
    VACANT_FILL,
    Fill,
    distances,
)
from spaceplan.plot.scene import Scene
from spaceplan.plot.shading import Shading
from tests.cases import box, tiny_portfolio
from tests.plot.figures import (
    draw,
    line,
    room_patches,
    rulebook,
    texts,
    tiny_plan,
    with_rooms,
    with_storey,
)

pytestmark = pytest.mark.filterwarnings("error")


def shading(
    by: Colouring,
    plan: Allocation | None = None,
    findings: Sequence[Finding] = (),
) -> Shading:
    portfolio = tiny_portfolio()
    scene = Scene.of(
        portfolio,
        rulebook(),
        allocation=plan or tiny_plan(),
        findings=findings,
        language="en",
        graph=build_graph(portfolio),
    )
    return shade(scene, portfolio.storeys[0], by)


def fill(shaded: Shading, room: str) -> Fill:
    (only, share), *rest = shaded.fills[room]
    assert share == 1.0
    assert not rest
    return only


def numbers(shaded: Shading) -> dict[str, tuple[str, ...]]:
    return {entry.label: entry.numbers for entry in shaded.entries}


def finding(rule: str, kind: str, subject: str, **changes: object) -> Finding:
    plain = Finding(
        rule=rule,
        state=State.FAIL,
        severity="error",
        grade=1,
        subject_kind=kind,
        subject=subject,
        department=None,
        measured=0.0,
        limit=0.0,
        excess=0.0,
        unit="",
        clause="",
        verified=True,
        file=None,
        line=None,
        message=Message.of(N_("no room is drawn on this storey")),
        remedies=(),
        fingerprint="",
    )
    return replace(plain, **changes)  # type: ignore[arg-type] # fields of several types


def test_by_department_offices_have_their_holders_colour_and_the_rest_is_quiet() -> None:
    shaded = shading(Colouring.DEPARTMENT)
    assert fill(shaded, "hq-101") == fill(shaded, "hq-103") != fill(shaded, "hq-104")
    assert fill(shaded, "hq-105") == VACANT_FILL
    assert fill(shaded, "hq-1c") == CIRCULATION_FILL
    assert fill(shaded, "hq-1s") == SHAFT_FILL
    assert numbers(shaded) == {
        "Finance Bureau": ("3", "54.0", "4"),
        "Archives": ("1", "18.0", "2"),
        "vacant": ("2", "36.0", ""),
    }


def test_by_department_service_rooms_are_lighter_than_offices() -> None:
    office = Room(id="hq-101", use="office", outline=box(0.0, 0.0, 4.0, 5.0))
    meeting = Room(id="hq-102", use="meeting", outline=box(4.2, 0.0, 4.0, 5.0))
    plan = Allocation((line("hq-101", "finance"), line("hq-102", "finance")))
    patches = room_patches(draw(with_rooms(office, meeting), plan))
    dark, light = (sum(to_rgb(patches[id].get_facecolor())) for id in ("hq-101", "hq-102"))
    assert dark < light


def test_by_category_every_room_is_counted_once() -> None:
    # Corridor 22.6 × 1.8 = 40.68 m² and stair 3.0 × 1.8 = 5.4 m².
    assert numbers(shading(Colouring.CATEGORY)) == {
        "Offices": ("6", "108.0", "6"),
        "Circulation": ("2", "46.1", "0"),
    }


def test_categories_stay_apart_in_greyscale_and_without_red_or_green() -> None:
    """By their pattern, or by 0.042 in OKLab, below which the palette too counts fills as alike."""
    fills = list(CATEGORY_FILLS.values())
    faces = [fill.face for fill in fills]
    for vision in ("greyscale", "protanopia", "deuteranopia"):
        apart = distances(faces, vision)
        for i, j in combinations(range(len(fills)), 2):
            assert fills[i].hatch != fills[j].hatch or apart[i, j] > 0.042, (vision, i, j)


def test_by_occupancy_classes_are_m2_a_person() -> None:
    shaded = shading(Colouring.OCCUPANCY)
    steps = class_fills()
    assert fill(shaded, "hq-101") == steps[4]  # 18 m² for one: 18 or more
    assert fill(shaded, "hq-102") == steps[3]  # 18 m² for two: 9 to 18
    assert fill(shaded, "hq-105") == VACANT_FILL


def test_by_occupancy_rooms_with_too_many_people_or_none_stand_apart() -> None:
    plan = Allocation((line("hq-101", "finance", city_staff=4), line("hq-102", "finance")))
    labels = numbers(shading(Colouring.OCCUPANCY, plan))
    assert labels["more people than seats"] == ("1", "18.0", "4")  # 18 m² seat three
    assert labels["held, nobody seated"] == ("1", "18.0", "0")


def test_by_excess_rooms_above_the_allowance_are_hatched_and_carry_the_m2() -> None:
    shaded = shading(Colouring.EXCESS)
    assert shaded.notes == {"hq-103": ("+9.0 m²", "#22272C")}  # 18 m² for one at 9 m²
    assert fill(shaded, "hq-103").hatch
    assert not fill(shaded, "hq-101").hatch  # 24 m² are allowed
    assert not fill(shaded, "hq-102").hatch  # 18 m² for two at 9 m²
    assert numbers(shaded) == {
        "more than 6 m² above": ("1", "+9.0"),
        "within the allowance": ("2", "0.0"),
        "6 m² or more below": ("1", "−6.0"),
        "vacant": ("2", ""),
    }


def test_the_m2_above_are_written_in_the_room() -> None:
    found = texts(draw(tiny_portfolio(), tiny_plan(), by="excess"))
    assert "+9.0 m²" in found
    assert "103" in found


def test_by_finding_the_gravest_finding_fills_the_room() -> None:
    found = (
        finding("physical-minimum", "room", "hq-103", severity="warning"),
        finding("room-area", "room", "hq-103", excess=9.0, limit=9.0, unit="m²"),
        finding("department-office-area", "department", "archives", unit="m²"),
        finding("seat-for-everyone", "department", "finance", unit="persons"),
        finding("room-area", "room", "hq-105", state=State.BLOCKED),
    )
    shaded = shading(Colouring.FINDING, findings=found)
    assert fill(shaded, "hq-103") == FILLS["error"]
    assert fill(shaded, "hq-104") == FILLS["department"]
    assert fill(shaded, "hq-101") == FILLS["shortage"]
    assert fill(shaded, "hq-105") == FILLS["blocked"]
    assert shaded.notes == {"hq-103": ("+9.0 m²", "#22272C")}
    assert [entry.subject for entry in shaded.entries] == [
        "room-area",
        "physical-minimum",
        "department-office-area",
        "seat-for-everyone",
        "room-area",
    ]


def test_by_finding_a_person_colours_the_rooms_that_the_finding_is_about() -> None:
    ledger = (
        LedgerEntry("p1", "finance", "hq-101", rank="city_bureau_head"),
        LedgerEntry("p1", "finance", "hq-102", rank="city_bureau_head", post="concurrent"),
        LedgerEntry("p2", "finance", "hq-103", status="retired", until=date(2020, 1, 1)),
    )
    portfolio = replace(tiny_portfolio(), ledger=ledger)
    scene = Scene.of(
        portfolio,
        rulebook(),
        allocation=status_quo(portfolio),
        palette=Palette(()),
        findings=(finding("one-office", "person", "p1"), finding("left-post", "person", "p2")),
    )
    shaded = shade(scene, portfolio.storeys[0], Colouring.FINDING)
    hatched = {id for id in shaded.fills if fill(shaded, id) == FILLS["error"]}
    assert hatched == {"hq-101", "hq-102", "hq-103"}


def test_by_finding_a_clean_storey_says_so() -> None:
    assert numbers(shading(Colouring.FINDING)) == {"no finding on this storey": ("0",)}


@pytest.mark.parametrize("by", list(Colouring))
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_colouring_is_drawn_in_both_languages(by: Colouring, language: str) -> None:
    ax = draw(tiny_portfolio(), tiny_plan(), by=by, language=language)
    faces = {to_hex(patch.get_facecolor()) for patch in room_patches(ax).values()}
    assert len(faces) > 1


def test_by_vacancy_offices_are_told_apart_by_how_long_they_are_free() -> None:
    portfolio = replace(tiny_portfolio(), as_of=date(2026, 6, 30))
    storey = portfolio.storeys[0]
    since = {"hq-104": date(2025, 6, 29), "hq-105": date(2025, 6, 30)}
    rooms = tuple(replace(r, vacant_since=since.get(r.id)) for r in storey.rooms)
    portfolio = with_storey(portfolio, replace(storey, rooms=rooms))
    plan = Allocation(
        (
            line("hq-101", "finance", city_staff=2),
            line("hq-102", "finance", city_staff=3),
            line("hq-103", "finance"),
        )
    )
    scene = Scene.of(portfolio, rulebook(), allocation=plan, language="en")
    shaded = shade(scene, portfolio.storeys[0], Colouring.VACANCY)
    # 18 m² are three seats of 6 m²; 366 and 365 days before the end of June 2026.
    assert {entry.label: entry.numbers for entry in shaded.entries} == {
        "vacant for more than a year": ("1", "18.0", "3"),
        "vacant for up to a year": ("1", "18.0", "3"),
        "vacant, since when is not known": ("1", "18.0", "3"),
        "held, nobody seated": ("1", "18.0", "3"),
        "in use, seats free": ("1", "18.0", "1"),
        "in use, full": ("1", "18.0", "0"),
    }
    assert shaded.notes["hq-104"][0] == "2025-06"


def test_by_change_every_room_says_what_happened_to_it() -> None:
    before = Allocation(
        (
            line("hq-101", "finance", city_staff=1),
            line("hq-102", "archives", city_staff=2),
            line("hq-103", "finance", city_staff=1),
            line("hq-105", "archives"),
        )
    )
    portfolio = tiny_portfolio()
    now = tiny_plan()  # the head in 101, two staff of finance in 102, archives in 104
    scene = Scene.of(portfolio, rulebook(), allocation=now, language="en")
    shaded = shade_by_change(scene, portfolio.storeys[0], before)
    assert {entry.subject: entry.rooms for entry in shaded.entries} == {
        "passed_on": ("hq-102",),
        "taken": ("hq-104",),
        "given_up": ("hq-105",),
        "reseated": ("hq-101",),
        "kept": ("hq-103", "hq-106"),
    }
    assert shaded.notes["hq-102"][0] == "← Archives"
    assert set(shaded.outlined) == {"hq-101", "hq-102", "hq-104", "hq-105"}


def test_by_walk_rooms_are_coloured_by_their_distance_from_one() -> None:
    portfolio = tiny_portfolio()
    scene = Scene.of(portfolio, rulebook(), allocation=tiny_plan(), language="en")
    shaded = shade_by_walk(scene, build_graph(portfolio), portfolio.storeys[0], "hq-101")
    # Doors are 3.8 m apart: the sixth is 19 m away; the stair's door 21.1 m along, 1 m across.
    assert {entry.label: entry.rooms for entry in shaded.entries if entry.rooms} == {
        "from here: 101": ("hq-101",),
        "up to 5 m": ("hq-102", "hq-1c"),
        "5 to 10 m": ("hq-103",),
        "10 to 15 m": ("hq-104",),
        "15 to 20 m": ("hq-105", "hq-106"),
        "more than 20 m": ("hq-1s",),
    }
    assert shaded.facts["hq-103"] == ("walk from 101", "7.6 m")


def test_by_walk_a_room_without_a_way_is_no_distance() -> None:
    portfolio = with_rooms(
        Room("hq-101", "office", box(0, 0, 4, 5)), Room("hq-102", "office", box(9, 0, 4, 5))
    )
    scene = Scene.of(portfolio, rulebook(), allocation=tiny_plan(), language="en")
    shaded = shade_by_walk(scene, build_graph(portfolio), portfolio.storeys[0], "hq-101")
    assert shaded.facts["hq-102"][1] == "no way"
