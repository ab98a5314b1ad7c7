"""Walks between departments and what it costs to avoid them, on two sites 500 m apart."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from spaceplan.allocate.bound import affinity
from spaceplan.allocate.bound.affinity import AffinityBound
from spaceplan.model import Department, Need, Portfolio, Relation, Storey
from tests.allocate.builders import Workshop, building, department, portfolio, workshop

SITES = {"centre": (0.0, 0.0), "east": (500.0, 0.0)}


def people(id: str, staff: int, *sites: str, with_: str = "") -> Department:
    relations = (Relation(with_, 50),) if with_ else ()
    return replace(department(id, staff=staff), sites=sites, relations=relations)


def case(east: list[float], free: int) -> Portfolio:
    """Return a at the east site, which b, free to be anywhere, works with."""
    houses = [building("hq", "centre", [30.0, 30.0]), building("annex", "east", east)]
    departments = [people("a", 2, "east", with_="b"), people("b", free)]
    return portfolio(houses, departments, sites=SITES)


def bound_of(parts: Workshop, left_out: int = 0, lacking: int = 0) -> AffinityBound:
    pairs = parts.evaluator.pairs
    geometry = parts.evaluator.geometry
    return AffinityBound(
        *(parts.problem, geometry, pairs, [True] * len(pairs), left_out),
        lacking=lacking,
        seconds_left=lambda: 60.0,
        count=lambda work: None,
    )


def together(parts: Workshop, split: float = 1e3, left_out: int = 0, lacking: int = 0) -> float:
    bound = bound_of(parts, left_out, lacking)
    return bound.together([np.zeros(len(hubs)) for hubs in bound.hubs], [split] * len(bound.hubs))


def apart(parts: Workshop) -> float:
    """Return points for 50 people who walk from site to site."""
    walk = parts.evaluator.geometry.least_walk_between_sites(0, 1)
    return parts.problem.prices.affinity * 50 * walk / 100


def next_to(parts: Workshop) -> float:
    """Return points for 50 people who walk from one office of the east site to the next."""
    rooms = [parts.problem.offices.ids.index(id) for id in ("annex-101", "annex-102")]
    return parts.problem.prices.affinity * 50 * parts.evaluator.geometry.walk(*rooms) / 100


def test_where_there_are_seats_for_both_they_sit_next_to_each_other() -> None:
    parts = workshop(case([12.0, 12.0], free=2))
    assert 0 < next_to(parts) < 1
    assert together(parts) == pytest.approx(next_to(parts))


def test_where_seats_do_not_suffice_one_walks_from_site_to_site() -> None:
    parts = workshop(case([12.0, 12.0], free=3))
    assert apart(parts) > 20
    assert together(parts) == pytest.approx(apart(parts), rel=1e-3)


def test_two_sites_are_taken_where_they_cost_less_than_the_walk() -> None:
    parts = workshop(case([12.0, 12.0], free=3))
    assert together(parts, split=10.0) <= 10.0 + next_to(parts)


def test_whoever_may_be_left_out_needs_no_seat() -> None:
    parts = workshop(case([12.0, 12.0], free=3))
    assert together(parts, left_out=1) == pytest.approx(next_to(parts))


def test_whoever_would_pay_more_of_his_own_there_stays_away() -> None:
    parts = workshop(case([12.0, 12.0], free=2))
    bound = bound_of(parts)
    own = [np.zeros(1), np.where(bound.hubs[1] == bound.hubs[0][0], 7.0, 2.0)]
    assert bound.together(own, [1e3, 1e3]) == pytest.approx(7 + next_to(parts))
    own[1] *= 10
    assert bound.together(own, [1e3, 1e3]) == pytest.approx(20 + apart(parts))


def test_what_is_given_includes_seats_of_a_site_that_lacks_them() -> None:
    parts = workshop(case([12.0, 12.0], free=3))
    bound = bound_of(parts)
    bound.together([np.zeros(1), np.zeros(2)], [1e3, 1e3])
    crowded = bound.hubs[1] == bound.hubs[0][0]
    assert bound.given()[1][crowded] > bound.given()[1][~crowded] - 1e-6


def test_large_portfolios_tell_sites_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(affinity, "_MOST_OFFICES", 0)
    enough, few = (workshop(case([12.0, 12.0], free=free)) for free in (2, 3))
    assert together(enough) == pytest.approx(0.0, abs=1e-6)
    assert together(few) == pytest.approx(apart(few), rel=1e-3)


@pytest.mark.parametrize("most", [2, 0])
def test_many_relations_tell_buildings_or_sites_apart(
    monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(affinity, "_MOST_TRIPLES", most)
    houses = [building("hq", "centre", [30.0], [30.0]), building("annex", "east", [12.0, 12.0])]
    parts = workshop(
        portfolio(houses, [people("a", 2, "east", with_="b"), people("b", 3)], sites=SITES)
    )
    assert together(parts) == pytest.approx(apart(parts), rel=1e-3)


def test_the_seats_of_a_site_count_rooms_for_those_who_sit_alone() -> None:
    parts = workshop(
        portfolio(
            [building("hq", "centre", [30.0, 30.0]), building("annex", "east", [30.0, 12.0])],
            [
                replace(department("a", 1, 0, 2), sites=("east",), relations=(Relation("b", 50),)),
                people("b", 4),
            ],
            sites=SITES,
        )
    )
    # East: 5 + 2 seats. One alone leaves 5, a needs 2 more: 3 are left, and b is 4.
    assert together(parts) == pytest.approx(apart(parts), rel=1e-3)


def with_archives(case: Portfolio, *sites: str) -> Portfolio:
    """Have a and b need an archive each; give each of some sites one."""
    need = (Need("archive", 10.0),)
    houses = [
        replace(house, storeys=(with_archive(house.storeys[0]), *house.storeys[1:]))
        if house.site in sites
        else house
        for house in case.buildings
    ]
    needing = tuple(replace(d, needs=need) for d in case.departments)
    return replace(case, buildings=tuple(houses), departments=needing)


def with_archive(storey: Storey) -> Storey:
    """Make an archive of the storey's last office, which a corridor and a stair follow."""
    *offices, last, corridor, stair = storey.rooms
    return replace(storey, rooms=(*offices, replace(last, use="archive"), corridor, stair))


def test_who_finds_no_archive_beside_another_walks_from_site_to_site() -> None:
    one_each = workshop(with_archives(case([12.0] * 5, free=2), "centre", "east"))
    assert together(one_each) == pytest.approx(apart(one_each), rel=0.01)
    assert together(one_each, lacking=1) < 1
    assert together(one_each, split=0.01) < 1  # if need be, in offices on both sites
