"""Needs: which service rooms meet which, and what is left."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from spaceplan.model import Allocation, Building, Need, Portfolio, Site
from tests.cases import corridor_storey, tiny_portfolio
from tests.check.builders import STAFF, objective, plan, verify, with_department, with_room


def needing(*needs: Need, **rooms: float) -> Portfolio:
    """Return the tiny portfolio with needs of archives and meeting rooms of these m²."""
    portfolio = tiny_portfolio()
    for number, area in rooms.items():
        portfolio = with_room(portfolio, f"hq-{number[1:]}", use="meeting", area=area)
    return with_department(portfolio, "archives", needs=needs)


def unmet(portfolio: Portfolio, *rooms: str) -> int:
    held: dict[str, Any] = {room: ("archives", {}) for room in rooms}
    return objective(portfolio, plan({"hq-101": ("archives", {STAFF: 2}), **held})).unmet_needs


@pytest.mark.parametrize(
    ("min_m2", "count", "persons"),
    [(9, 1, 1), (9.01, 1, 2), (18, 3, 6), (5, 1, 1), (5, 2, 2), (12, 2, 4)],
)
def test_each_started_9_m2_of_a_missing_room_counts_as_one(
    min_m2: float, count: int, persons: int
) -> None:
    assert unmet(needing(Need("meeting", min_m2, count))) == persons


def test_a_room_of_the_least_area_meets_the_need() -> None:
    assert unmet(needing(Need("meeting", 30.0), r105=30.0), "hq-105") == 0


def test_a_room_that_is_too_small_does_not() -> None:
    assert unmet(needing(Need("meeting", 30.0), r105=29.99), "hq-105") == 4


def test_a_room_of_another_use_does_not() -> None:
    assert unmet(needing(Need("filing", 15.0), r105=30.0), "hq-105") == 2


def test_an_office_never_meets_a_need() -> None:
    assert unmet(needing(Need("office", 15.0)), "hq-105") == 2


def test_each_room_meets_one_need() -> None:
    assert unmet(needing(Need("meeting", 30.0, 2), r105=70.0), "hq-105") == 4


def test_rooms_are_matched_so_that_as_much_as_possible_is_met() -> None:
    # hq-105 would do for both; the large need has only it, the small one takes hq-106
    portfolio = needing(Need("meeting", 10.0), Need("meeting", 40.0), r105=40.0, r106=12.0)
    assert unmet(portfolio, "hq-105", "hq-106") == 0


def test_a_need_that_must_be_met_chooses_before_a_larger_one() -> None:
    portfolio = needing(Need("meeting", 20.0), Need("meeting", 10.0, hard=True), r105=20.0)
    case = plan({"hq-101": ("archives", {STAFF: 2}), "hq-105": ("archives", {})})
    assert [text for text in verify(portfolio, case) if "must have" in text] == []
    assert unmet(portfolio, "hq-105") == 3  # ceil(20 / 9)


def test_a_need_is_met_only_on_a_site_with_an_office() -> None:
    portfolio = needing(Need("meeting", 9.0))
    annex = Building("annex", "east", (corridor_storey("annex", 1, 3),), origin=(90.0, 0.0))
    portfolio = replace(
        portfolio,
        sites=(*portfolio.sites, Site("east", at=(500.0, 0.0))),
        buildings=(*portfolio.buildings, annex),
    )
    portfolio = with_room(portfolio, "annex-101", use="meeting")
    elsewhere = plan({"hq-101": ("archives", {STAFF: 2}), "annex-101": ("archives", {})})
    both = plan({**_lines(elsewhere), "annex-102": ("archives", {STAFF: 1})})
    assert objective(portfolio, elsewhere).unmet_needs == 1
    assert objective(portfolio, both).unmet_needs == 0
    assert any("beyond its needs" in text for text in verify(portfolio, elsewhere))


def _lines(allocation: Allocation) -> dict[str, tuple[str, dict[str, int]]]:
    return {line.room: (line.department, dict(line.occupancy)) for line in allocation.lines}


def test_a_room_is_exchanged_where_a_later_need_has_only_it() -> None:
    # both rooms do for the larger need; only hq-105 (15.2 m, not 19.0 m) does for the near one
    near = Need("meeting", 10.0, within_m=16.0)
    portfolio = needing(Need("meeting", 20.0), near, r105=20.0, r106=20.0)
    assert unmet(portfolio, "hq-105", "hq-106") == 0


def test_the_walk_from_the_hub_may_be_as_long_as_stated() -> None:
    # hub hq-101; hq-105 is 4 × 3.8 = 15.2 m away
    just = needing(Need("meeting", 9.0, within_m=15.2), r105=20.0)
    short = needing(Need("meeting", 9.0, within_m=15.19), r105=20.0)
    assert (unmet(just, "hq-105"), unmet(short, "hq-105")) == (0, 1)


def test_without_an_office_nothing_is_near() -> None:
    portfolio = needing(Need("meeting", 9.0, within_m=1000.0), r105=20.0)
    assert objective(portfolio, plan({"hq-105": ("archives", {})})).unmet_needs == 1


def test_a_room_above_the_highest_storey_does_not_meet_the_need() -> None:
    portfolio = tiny_portfolio(storeys=2)
    portfolio = with_room(portfolio, "hq-205", use="meeting")
    ground = with_department(portfolio, "archives", needs=(Need("meeting", 9.0, max_storey=1),))
    second = with_department(portfolio, "archives", needs=(Need("meeting", 9.0, max_storey=2),))
    assert (unmet(ground, "hq-205"), unmet(second, "hq-205")) == (1, 0)


def test_a_service_room_beyond_the_needs_breaks_a_hard_requirement() -> None:
    portfolio = needing(Need("meeting", 15.0), r105=20.0, r106=20.0)
    one = plan({"hq-101": ("archives", {}), "hq-105": ("archives", {})})
    two = plan({id: ("archives", {}) for id in ("hq-101", "hq-105", "hq-106")})
    assert verify(portfolio, one) == ()
    assert verify(portfolio, two) == (
        "Archives (archives) holds service room hq-106 (meeting room) beyond its needs",
    )


def test_a_locked_service_room_is_kept_and_meets_the_need_first() -> None:
    portfolio = needing(Need("meeting", 15.0), r105=20.0, r106=20.0)
    portfolio = with_department(portfolio, "archives", locked=("hq-106",))
    both = plan({id: ("archives", {}) for id in ("hq-101", "hq-105", "hq-106")})
    office, _, locked = both.lines
    assert verify(portfolio, replace(both, lines=(office, locked))) == ()
    assert verify(portfolio, both) == (
        "Archives (archives) holds service room hq-105 (meeting room) beyond its needs",
    )
