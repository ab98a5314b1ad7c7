"""What departments cost alone, where some may be left out as a whole."""

from __future__ import annotations

import pytest

from spaceplan.model import Prices
from tests.allocate.builders import building, department, portfolio, solve, workshop

#: Three storeys of one room for three people; only storeys have a price.
HOUSE = building("hq", "centre", [18], [18], [18])
STOREYS = Prices(excess=0, moved=0, zone=0, building=0, site=0, distance=0, affinity=0, opened=0)


@pytest.mark.parametrize(
    ("people", "fewest", "storeys"),
    [
        ((3, 3, 3, 3), 3, 3),  # any may be left out, but only one of them
        ((3, 3, 3, 3, 3), 6, 3),
        ((3, 3, 3, 2), 2, 3),  # the last one; any of the others only in part
        ((6, 3, 3), 3, 2),  # nothing is known of the first but that it needs a storey
    ],
)
def test_not_all_departments_that_may_be_left_out_are(
    people: tuple[int, ...], fewest: int, storeys: int
) -> None:
    case = portfolio(
        [HOUSE],
        [department(name, staff=staff) for name, staff in zip("abcde", people, strict=False)],
        prices=STOREYS,
    )
    proof = workshop(case).prove(fewest)
    assert solve(case).value == (fewest, 90.0)
    assert proof.unseated == fewest
    assert proof.value == pytest.approx(30.0 * storeys)
