"""Which rooms are reached without stairs."""

from __future__ import annotations

from dataclasses import replace

from spaceplan.graph import build_graph
from spaceplan.model import Portfolio, Room
from tests.cases import tiny_portfolio


def _with(case: Portfolio, id: str, **changes: object) -> Portfolio:
    def changed(room: Room) -> Room:
        return replace(room, **changes) if room.id == id else room  # type: ignore[arg-type] # by name

    (house,) = case.buildings
    storeys = tuple(replace(s, rooms=tuple(map(changed, s.rooms))) for s in house.storeys)
    return replace(case, buildings=(replace(house, storeys=storeys),))


def _on_storeys(case: Portfolio) -> set[int]:
    """Return the storeys with an office that is reached without stairs."""
    reached = build_graph(case).step_free
    return {
        case.storey_of(room.id).number
        for room in case.rooms
        if room.use == "office" and room.id in reached
    }


def test_a_stair_is_crossed_and_not_climbed() -> None:
    case = tiny_portfolio(3)
    assert _on_storeys(case) == {1}
    assert "hq-1s" in build_graph(case).step_free


def test_a_lift_leads_to_the_storeys_where_it_stops() -> None:
    case = _with(_with(tiny_portfolio(3), "hq-1s", use="lift"), "hq-2s", use="lift")
    assert _on_storeys(case) == {1, 2}


def test_a_room_tagged_step_free_is_evidence_for_what_is_behind_its_doors() -> None:
    case = _with(tiny_portfolio(3), "hq-3c", tags=frozenset({"step_free"}))
    assert _on_storeys(case) == {1, 3}


def test_nothing_is_reached_where_nobody_can_walk_in() -> None:
    case = tiny_portfolio(1)
    house = replace(case.buildings[0], entrances=())
    assert build_graph(replace(case, buildings=(house,))).step_free == frozenset()
