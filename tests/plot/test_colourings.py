"""What the colours mean: each colouring on the case that is solved by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from matplotlib.colors import to_hex, to_rgb

from spaceplan.check import Finding, State
from spaceplan.graph import build_graph
from spaceplan.i18n import N_, Message
from spaceplan.model import Allocation, LedgerEntry, Room, status_quo
from spaceplan.plot import Colouring, Palette
from spaceplan.plot.colourings import shade
from spaceplan.plot.colourings.finding import FILLS
from spaceplan.plot.colourings.occupancy import class_fills
from spaceplan.plot.colours import CIRCULATION_FILL, SHAFT_FILL, VACANT_FILL, Fill
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
    assert shaded.notes == {"hq-103": ("+9.0 m²", "#C8401B")}  # 18 m² for one at 9 m²
    assert fill(shaded, "hq-103").hatch
    assert not fill(shaded, "hq-101").hatch  # 24 m² are allowed
    assert not fill(shaded, "hq-102").hatch  # 18 m² for two at 9 m²
    assert numbers(shaded) == {
        "more than 6 m² above": ("1", "+9.0"),
        "within the allowance": ("2", "0.0"),
        "6 m² or more below": ("1", "−6.0"),
        "vacant": ("2", "36.0", ""),
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
    assert shaded.notes == {"hq-103": ("+9.0 m²", "#C8401B")}
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
