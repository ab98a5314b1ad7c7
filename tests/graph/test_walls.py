"""Wall neighbours on plans whose walls a person can count."""

from __future__ import annotations

from math import cos, pi, sin

import numpy as np
import pytest

from spaceplan.graph import build_graph
from spaceplan.model import Portfolio, Room
from tests.cases import box, corridor_storey, tiny_portfolio
from tests.graph.plans import grid, grid_pairs, office, one_storey


def walls_of(portfolio: Portfolio) -> dict[tuple[str, str], tuple[float, float]]:
    """Return (facing, gap) of every wall, to the millimetre."""
    graph = build_graph(portfolio)
    walls = graph.walls
    return {
        (graph.rooms[a], graph.rooms[b]): (round(facing, 3), round(gap, 3))
        for a, b, facing, gap in zip(walls.a, walls.b, walls.facing_m, walls.gap_m, strict=True)
    }


@pytest.mark.parametrize("walls", [(0.15,), (0.10, 0.35, 0.60), (0.0,)])
def test_a_grid_of_ten_thousand_rooms_has_its_19800_walls_and_no_diagonal(
    walls: tuple[float, ...],
) -> None:
    found = walls_of(one_storey(grid(100, 100, walls)))
    assert len(found) == 19_800
    assert set(found) == grid_pairs(100, 100)
    assert {facing for facing, _ in found.values()} == {4.0}
    assert {gap for _, gap in found.values()} == set(walls)


@pytest.mark.parametrize("seed", range(5))
def test_one_thick_wall_line_among_thin_ones_is_found(seed: int) -> None:
    rooms = grid(6, 6, (0.1,) * 9 + (0.6,), seed)
    assert set(walls_of(one_storey(rooms))) == grid_pairs(6, 6)


def test_offices_on_a_corridor_face_their_neighbours_and_the_corridor() -> None:
    found = walls_of(one_storey(corridor_storey(bays=2).rooms))
    assert found == {
        ("hq-101", "hq-102"): (5.0, 0.2),
        ("hq-101", "hq-1c"): (3.6, 0.2),
        ("hq-102", "hq-1c"): (3.6, 0.2),
        ("hq-1c", "hq-1s"): (1.8, 0.2),
    }


def test_rooms_across_a_corridor_that_is_not_drawn_are_not_neighbours() -> None:
    rooms = [office("a", box(0, 0, 4, 4)), office("b", box(0, 5.8, 4, 4))]
    assert walls_of(one_storey(rooms)) == {}


def test_rooms_that_meet_at_a_corner_are_not_neighbours() -> None:
    rooms = [
        office("a", box(0, 0, 4, 4)),
        office("b", box(4, 4, 4, 4)),
        office("c", box(4.1, -4.1, 4, 4)),
    ]
    assert walls_of(one_storey(rooms)) == {}


def test_a_thin_room_between_two_others_keeps_them_apart() -> None:
    rooms = [
        office("a", box(0, 0, 4, 4)),
        office("duct", box(4.1, 0, 0.3, 4)),
        office("b", box(4.5, 0, 4, 4)),
    ]
    assert set(walls_of(one_storey(rooms))) == {("a", "duct"), ("duct", "b")}


def test_a_sliver_of_five_centimetres_between_two_rooms_keeps_them_apart() -> None:
    rooms = [
        office("a", box(0, 0, 4, 4)),
        office("sliver", box(4, 0, 0.05, 4)),
        office("b", box(4.05, 0, 4, 4)),
    ]
    assert set(walls_of(one_storey(rooms))) == {("a", "sliver"), ("sliver", "b")}


def test_a_room_half_between_two_others_hides_half_of_them() -> None:
    rooms = [
        office("a", box(0, 0, 4, 4)),
        office("duct", box(4.1, 0, 0.3, 1.5)),
        office("b", box(4.5, 0, 4, 4)),
    ]
    assert walls_of(one_storey(rooms)) == {
        ("a", "duct"): (1.5, 0.1),
        ("duct", "b"): (1.5, 0.1),
        ("a", "b"): (2.5, 0.5),
    }


def test_a_slanted_room_between_two_others_hides_them_too() -> None:
    wedge = ((4.1, 0.0), (4.5, 0.0), (4.5, 4.0))
    rooms = [office("a", box(0, 0, 4, 4)), office("w", wedge), office("b", box(4.6, 0, 4, 4))]
    assert ("a", "b") not in walls_of(one_storey(rooms))


def test_an_l_shaped_room_faces_its_neighbour_on_both_arms() -> None:
    corner = ((0.0, 0.0), (6.0, 0.0), (6.0, 2.0), (2.0, 2.0), (2.0, 6.0), (0.0, 6.0))
    rooms = [office("l", corner), office("b", box(2.2, 2.2, 3.0, 3.0))]
    assert walls_of(one_storey(rooms)) == {("l", "b"): (6.0, 0.2)}


def test_several_stretches_of_one_pair_add_up_and_the_longer_one_gives_the_gap() -> None:
    stepped = ((4.1, 0.0), (8.0, 0.0), (8.0, 4.0), (4.4, 4.0), (4.4, 1.0), (4.1, 1.0))
    rooms = [office("a", box(0, 0, 4, 4)), office("b", stepped)]
    assert walls_of(one_storey(rooms)) == {("a", "b"): (4.0, 0.4)}  # 1 m at 0.1 m, 3 m at 0.4 m


def test_facing_over_less_than_thirty_centimetres_is_chance() -> None:
    a = office("a", box(0, 0, 4, 4))
    assert walls_of(one_storey([a, office("b", box(4.2, 3.75, 4, 4))])) == {}
    assert walls_of(one_storey([a, office("b", box(4.2, 3.7, 4, 4))])) == {("a", "b"): (0.3, 0.2)}


def test_outlines_that_share_an_edge_or_overlap_by_slop_are_neighbours() -> None:
    rooms = [
        office("a", box(0, 0, 4, 4)),
        office("b", box(4, 1, 4, 4)),
        office("c", box(-3.98, 0, 4, 4)),
    ]
    found = walls_of(one_storey(rooms))
    assert found == {("a", "b"): (3.0, 0.0), ("a", "c"): (4.0, 0.0)}


def test_clockwise_outlines_holes_and_doubled_points_change_nothing() -> None:
    ring = Room("ring", "corridor", box(0, 0, 10, 10), holes=(box(2, 2, 6, 6),))
    core = Room("core", "plant", ((2.2, 2.2), (2.2, 7.8), (7.8, 7.8), (7.8, 2.2), (7.8, 2.2)))
    assert walls_of(one_storey([ring, core])) == {("ring", "core"): (22.4, 0.2)}


def arc(
    inner: float, outer: float, begin: float, end: float, steps: int
) -> tuple[tuple[float, float], ...]:
    angles = [begin + (end - begin) * i / steps for i in range(steps + 1)]
    near = [(inner * cos(t), inner * sin(t)) for t in angles]
    far = [(outer * cos(t), outer * sin(t)) for t in reversed(angles)]
    return (*near, *far)


@pytest.mark.parametrize(("steps", "other_steps"), [(12, 12), (12, 7), (40, 25)])
def test_curved_walls_are_measured_along_their_arcs(steps: int, other_steps: int) -> None:
    """An arc of 60 degrees, wall from radius 20.0 to 20.2 m: mean length 20.1 × π / 3 = 21.05 m."""
    rooms = [
        office("a", arc(16.0, 20.0, 0, pi / 3, steps)),
        office("b", arc(20.2, 24.0, 0, pi / 3, other_steps)),
    ]
    facing, gap = walls_of(one_storey(rooms))[("a", "b")]
    assert facing == pytest.approx(20.1 * pi / 3, rel=0.01)
    assert gap == pytest.approx(0.2, abs=0.06)  # the chords of 7 steps lie up to 6 cm off the arc


def test_a_turned_plan_has_the_same_walls() -> None:
    turn = np.radians(33.0)
    spin = np.array([[cos(turn), -sin(turn)], [sin(turn), cos(turn)]])
    straight = grid(5, 4, (0.1, 0.35, 0.6))
    turned = [
        office(room.id, tuple(map(tuple, (np.array(room.outline) @ spin.T + 1000.0).tolist())))
        for room in straight
    ]
    assert walls_of(one_storey(turned)) == walls_of(one_storey(straight))


def test_thick_walls_count_where_the_whole_storey_has_them() -> None:
    thick = one_storey(grid(3, 3, (0.9,)))
    assert set(walls_of(thick)) == grid_pairs(3, 3)
    thin = one_storey([*grid(3, 1, (0.1,)), office("far", box(0, 4.9, 4, 4))])
    assert set(walls_of(thin)) == grid_pairs(3, 1)
    assert build_graph(thick).wall_limit_m[0] > 0.9 > build_graph(thin).wall_limit_m[0]


def test_storeys_do_not_see_each_other() -> None:
    graph = build_graph(tiny_portfolio(storeys=3))
    storeys = graph.places.storey_of
    assert (storeys[graph.walls.a] == storeys[graph.walls.b]).all()
    assert len(graph.walls) == 3 * 12
