"""Where a department that has several storeys is wished for: on one that could hold it alone."""

from __future__ import annotations

from random import Random

from spaceplan.allocate.neighbourhood_rules import Rules
from tests.allocate.builders import building, department, portfolio, workshop

#: A large storey and two small ones; a room of 18 m² seats three.
SHOP = workshop(
    portfolio(
        [building("hq", "centre", [18] * 4, [18] * 2, [18] * 2)],
        (department("a", staff=9), department("b", staff=2)),
    )
)


def test_a_spread_department_is_wished_where_it_fits_with_all_who_are_there() -> None:
    plan = SHOP.plan([{4: (3,), 5: (3,), 6: (3,)}, {0: (2,)}])
    wish = Rules(Random(0)).by_name["fit"](plan)
    storeys = list(wish.storeys)
    assert list(wish.departments) == [0, 1]
    assert storeys[0] == 0
    assert sorted(storeys[1:3]) == [1, 2]


def test_a_department_that_fits_nowhere_alone_is_wished_on_one_of_the_largest_storeys() -> None:
    case = portfolio(
        [building("hq", "centre", [18] * 2, [18] * 2, [18] * 3)],
        (department("a", staff=12), department("b", staff=2)),
    )
    plan = workshop(case).plan([{0: (3,), 1: (3,), 2: (3,), 3: (3,)}, {4: (2,)}])
    wish = Rules(Random(0)).by_name["fit"](plan)
    assert (next(iter(wish.storeys)), list(wish.departments)) == (2, [0, 1])
