"""The embedded portfolio: eleven people too many at one site, and why."""

from __future__ import annotations

from spaceplan.allocate.explain import Case, Cure, relaxations, shortages
from tests.embedded import wuxi


def test_eleven_people_at_old_well_lane_have_no_seat_and_four_rooms_would_do() -> None:
    found = wuxi()
    case = Case(found.portfolio, found.graph, found.rulebook, found.entitlements)
    problem = case.problem()
    (shortage,) = shortages(case, problem)
    assert shortage.sites == ("old-well-lane",)
    assert (shortage.people, shortage.seats, shortage.unseated) == (246, 235, 11)
    named = {(str(r.kind), r.department) for r in shortage.conflict.requirements}
    ties = {(kind, d) for d in shortage.departments for kind in ("sites", "seats")}
    assert named == ties | {("physical_minimum", "")}
    rooms = {
        one.room_m2: one.rooms
        for one in relaxations(case, problem, shortage)
        if one.cure == Cure.ROOMS
    }
    assert rooms[18.0] == 4  # three seats each; three rooms have only nine
