"""What a department's own terms cost at least when its hub lies on a storey."""

from __future__ import annotations

import numpy as np
import pytest

from spaceplan.allocate.bound.hub_costs import Stays, costs_by_hub
from spaceplan.model import Prices

PRICES = Prices(storey=30, building=60, site=300, moved=3, distance=0.01)
#: Storeys 0 and 1 in one building, 2 in another on the same site, 3 on another site.
TREE = ((0, 0, 1, 2), (0, 0, 0, 1))
WALKS = 100.0 * np.array([[5, 10, 50, 900], [10, 5, 50, 900], [50, 50, 5, 900], [900] * 3 + [5]])
ALL = [0, 1, 2, 3]


def test_without_a_status_quo_every_storey_costs_as_much() -> None:
    found = costs_by_hub(ALL, Stays(), 2, PRICES, TREE, WALKS)
    assert found == pytest.approx([60, 60, 60, 60])


def test_whoever_sits_on_the_storey_of_the_hub_stays_for_nothing() -> None:
    stays = Stays(storeys=(0,), people=(4,), most=4, was=6)
    # 2 of the 6 cannot stay. Elsewhere all move: a second storey costs more than 4 moves.
    assert costs_by_hub(ALL, stays, 1, PRICES, TREE, WALKS) == pytest.approx([36, 48, 48, 48])


def test_many_stay_where_they_are_though_the_hub_is_elsewhere_and_walk() -> None:
    stays = Stays(storeys=(0,), people=(100,), most=100, was=100)
    # From storey 1: a storey more, 10 m each. From 2: a building more, 50 m each. From 3 all move:
    # to stay 100 walk 900 m each.
    expected = [30, 30 + 30 + 10, 30 + 300, 30 + 300]
    expected[2] = 30 + 30 + 60 + 50
    assert costs_by_hub(ALL, stays, 1, PRICES, TREE, WALKS) == pytest.approx(expected)


def test_no_more_stay_than_are_left_of_each_kind() -> None:
    stays = Stays(storeys=(0, 1), people=(20, 20), most=25, was=40)
    # Both storeys: 25 stay, 15 move; one: 20 stay, 20 move.
    assert costs_by_hub([0], stays, 1, PRICES, TREE, WALKS) == pytest.approx([30 + 60])
    assert costs_by_hub([0], stays, 2, PRICES, TREE, WALKS) == pytest.approx([60 + 45])


def test_a_department_that_may_need_no_office_pays_its_moves_alone() -> None:
    stays = Stays(storeys=(0,), people=(4,), most=0, was=4)
    assert costs_by_hub(ALL, stays, 0, PRICES, TREE, WALKS) == pytest.approx([12] * 4)


def test_people_in_more_buildings_than_are_tried_make_the_bound_no_larger() -> None:
    stays = Stays(storeys=tuple(range(8)), people=(50,) * 8, most=400, was=400)
    tree = (tuple(range(8)), (0,) * 8)
    found = costs_by_hub([0], stays, 1, PRICES, tree, np.zeros((8, 8)))
    assert found == pytest.approx([8 * 30])
