"""The witness keeps every hard requirement, judged here by a few lines that know nothing else."""

from __future__ import annotations

from collections import Counter, defaultdict

import shapely

from spaceplan.generate import Generated
from spaceplan.generate.quotas import QUOTA_DM2

MINIMUM = 600


def _room_excess(city: Generated) -> int:
    excess = 0
    for line in city.truth.witness.lines:
        room = city.portfolio.room(line.room)
        if room.use == "office":
            allowed = sum(QUOTA_DM2.get(kind, MINIMUM) * n for kind, n in line.occupancy)
            excess += max(0, room.area_dm2 - allowed)
    return excess


def test_a_room_has_one_department(wuxi: Generated) -> None:
    rooms = Counter(line.room for line in wuxi.truth.witness.lines)
    assert set(rooms.values()) == {1}


def test_everybody_has_a_seat_but_the_fewest(wuxi: Generated) -> None:
    seated: dict[str, Counter[str]] = defaultdict(Counter)
    for line in wuxi.truth.witness.lines:
        seated[line.department].update(dict(line.occupancy))
    missing = 0
    for department in wuxi.portfolio.departments:
        everybody = Counter(dict(department.people))
        assert seated[department.id] <= everybody
        missing += (everybody - seated[department.id]).total()
    assert missing == wuxi.truth.fewest_unseated > 0


def test_rooms_are_large_enough_and_leaders_sit_alone(wuxi: Generated) -> None:
    for line in wuxi.truth.witness.lines:
        room = wuxi.portfolio.room(line.room)
        people = line.occupancy.total
        assert not people or room.use == "office"
        assert people * MINIMUM <= room.area_dm2
        assert people != 1 or room.area_dm2 >= 1000
        ranks = dict(line.occupancy)
        leads = any(rank in QUOTA_DM2 and not rank.endswith("_staff") for rank in ranks)
        assert not leads or people == 1


def test_departments_stay_on_their_sites_and_storeys_and_keep_what_is_locked(
    wuxi: Generated,
) -> None:
    portfolio = wuxi.portfolio
    held = {(line.room, line.department) for line in wuxi.truth.witness.lines}
    for line in wuxi.truth.witness.lines:
        department = portfolio.department(line.department)
        site = portfolio.building_of(line.room).site
        assert not department.sites or site in department.sites
        number = portfolio.storey_of(line.room).number
        if portfolio.room(line.room).use == "office" and department.max_storey is not None:
            assert number <= department.max_storey
    for department in portfolio.departments:
        assert all((room, department.id) in held for room in department.locked)


def test_classified_rooms_are_held_by_the_classified_department_away_from_the_contractor(
    wuxi: Generated,
) -> None:
    portfolio = wuxi.portfolio
    for line in wuxi.truth.witness.lines:
        room = portfolio.room(line.room)
        requires = portfolio.department(line.department).requires
        assert ("classified" in room.tags) == ("classified" in requires and room.use == "office")
        if portfolio.department(line.department).kind == "contractor":
            own = shapely.Polygon(room.outline)
            for other in portfolio.storey_of(line.room).rooms:
                if "classified" in other.tags:
                    assert own.distance(shapely.Polygon(other.outline)) > 1


def test_needs_are_met(wuxi: Generated) -> None:
    portfolio = wuxi.portfolio
    for department in portfolio.departments:
        lines = wuxi.truth.witness.of_department(department.id)
        rooms = [portfolio.room(line.room) for line in lines]
        for need in department.needs:
            fitting = [
                room
                for room in rooms
                if room.use == need.use
                and room.area_dm2 >= need.min_m2 * 100
                and "pooled" not in room.tags
                and (need.max_storey or 99) >= portfolio.storey_of(room.id).number
            ]
            assert len(fitting) >= need.count


def test_its_room_excess_is_the_one_stated_and_small(wuxi: Generated) -> None:
    assert _room_excess(wuxi) == round(wuxi.truth.witness_excess_m2 * 100)
    assert wuxi.truth.witness_excess_m2 < 0.005 * wuxi.truth.office_m2


def test_departments_sit_together(wuxi: Generated) -> None:
    pairs = {
        (line.department, wuxi.portfolio.storey_of(line.room).id)
        for line in wuxi.truth.witness.lines
        if line.occupancy
    }
    assert len(pairs) == wuxi.truth.witness_pairs
    assert len(pairs) < 1.3 * len(wuxi.portfolio.departments)


def test_nobody_can_seat_more_for_the_small_site_has_no_more_seats(wuxi: Generated) -> None:
    small = wuxi.truth.small_site
    portfolio = wuxi.portfolio
    tied = [d for d in portfolio.departments if d.sites == (small.site,)]
    rooms = [
        room
        for building in portfolio.buildings
        if building.site == small.site
        for storey in building.storeys
        for room in storey.rooms
        if room.use == "office"
    ]
    seats = sum(
        room.area_dm2 // MINIMUM if room.area_dm2 >= 1200 else room.area_dm2 >= 1000
        for room in rooms
    )
    people = sum(department.people.total for department in tied)
    assert (len(tied), people, len(rooms), seats) == (
        small.departments,
        small.people,
        small.rooms,
        small.seats,
    )
    assert people - seats == wuxi.truth.fewest_unseated
