"""Cases of seating that a person solves by hand."""

from __future__ import annotations

from collections import Counter

from spaceplan.generate.drafts import BuildingDraft, RoomDraft, StoreyDraft
from spaceplan.generate.frames import Span
from spaceplan.generate.seating import Demand, settle, take
from spaceplan.model import Name

STOREY = StoreyDraft("b-L01", 1, 0.0, BuildingDraft("b", "s", Name("楼", "House")))


def _rooms(*areas: float) -> list[RoomDraft]:
    rooms = []
    for i, area in enumerate(areas):
        span = Span(4.0 * i, 4.0 * i + 4.0, 1.0, 7.0)
        room = RoomDraft(f"b-{i}", "office", span, 1, 5, 0.1, STOREY)
        room.survey(area, area)
        rooms.append(room)
    return rooms


def _people(*ranks: str, staff: int = 0, contract: int = 0) -> Demand:
    return Demand(ranks, "city_staff", staff, (("contract", contract),))


def test_leaders_take_the_largest_rooms_within_their_quotas() -> None:
    rooms = _rooms(16, 17.5, 22, 26)
    placement = settle(rooms, _people("city_bureau_head", "city_bureau_deputy"), clean=True)
    assert placement is not None
    assert placement.occupants == {
        rooms[2]: Counter(city_bureau_head=1),
        rooms[1]: Counter(city_bureau_deputy=1),
    }


def test_a_clean_placement_refuses_a_leader_above_his_quota() -> None:
    rooms = _rooms(18.5, 30)
    deputy = _people("city_bureau_deputy")
    assert settle(rooms, deputy, clean=True) is None
    placement = settle(rooms, deputy, clean=False)
    assert placement is not None
    assert list(placement.occupants) == [rooms[0]]
    assert placement.cost > 5 * 0.5


def test_staff_fill_rooms_with_as_few_as_justify_them() -> None:
    rooms = _rooms(17.5, 26)
    placement = settle(rooms, _people(staff=5), clean=True)
    assert placement is not None
    assert [people["city_staff"] for people in placement.occupants.values()] == [2, 3]
    assert placement.crowded == 0


def test_who_is_left_over_gets_a_spare_seat() -> None:
    rooms = _rooms(26)
    placement = settle(rooms, _people(staff=3, contract=1), clean=True)
    assert placement is not None
    assert placement.occupants[rooms[0]].total() == 4
    assert settle(rooms, _people(staff=4, contract=1), clean=True) is None


def test_contract_staff_count_six_square_metres() -> None:
    """Two staff and two contract people justify 18 + 12 = 30 m², in which five could sit."""
    rooms = _rooms(30)
    placement = settle(rooms, _people(staff=2, contract=2), clean=True)
    assert placement is not None
    assert placement.occupants[rooms[0]] == Counter(city_staff=2, contract=2)
    assert settle(_rooms(30.01), _people(staff=2, contract=2), clean=True) is None


def test_a_room_for_one_is_not_shared() -> None:
    rooms = _rooms(11.9, 17)
    placement = settle(rooms, _people(staff=2), clean=True)
    assert placement is not None
    assert list(placement.occupants) == [rooms[1]]


def test_rooms_next_to_each_other_are_preferred() -> None:
    """Six staff: 17 + 17 + 17 m² in a row, though 26 + 26 m² far apart would do with two rooms."""
    rooms = _rooms(17, 17, 17, 10, 10, 26, 10, 26)
    placement = take(rooms, _people(staff=6), clean=True)
    assert placement is not None
    assert list(placement.occupants) == rooms[:3]
