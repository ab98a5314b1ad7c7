"""The least excess that a department could have if it chose first."""

from __future__ import annotations

from dataclasses import replace

import pytest

from spaceplan.allocate.bound.department_excess import department_structural_excess, least_areas
from spaceplan.model import Department, Portfolio, Settings
from tests.allocate.builders import best_of_all, building, department, portfolio, workshop
from tests.allocate.test_random_cases import ONLY_EXCESS, SAME, cases

HOUSE = building("hq", "centre", [18, 24, 30], [12, 15, 20])


def structural_m2(*people: Department, **changes: object) -> list[float]:
    case = replace(portfolio([HOUSE], people), **changes)  # type: ignore[arg-type] # by name
    return [area / 100 for area in department_structural_excess(workshop(case).problem)]


def test_who_sits_alone_within_the_quota_has_no_excess() -> None:
    assert structural_m2(department("a", head=1, deputy=1)) == [0]  # 24 and 18 m² are enough


def test_more_deputies_than_small_rooms_are_above_their_quotas() -> None:
    # 18 m² each; the five smallest of the rooms are 12, 15, 18, 20 and 24 m²: 2 and 6 m² above
    assert structural_m2(department("a", deputy=5)) == [8]


def test_each_department_chooses_first() -> None:
    assert structural_m2(department("a", deputy=5), department("b", deputy=5)) == [8, 8]


def test_a_department_above_its_posts_is_above_its_entitlement() -> None:
    # posts for two at 9 m², six people to seat: 12 m² seats two and 24 m² four, 36 in all
    assert structural_m2(department("a", staff=6, posts=2)) == [36 - 18]


def test_a_locked_office_is_held_whoever_sits_there() -> None:
    kept = replace(department("a", staff=2), locked=("hq-103",))
    assert structural_m2(kept) == [30 - 18]


def test_where_own_rooms_may_be_shared_nobody_need_have_one() -> None:
    shared = Settings(share_own_room="any")
    assert structural_m2(department("a", deputy=5), settings=shared) == [0]


def test_people_who_cannot_be_seated_cause_no_excess() -> None:
    # nine deputies for six rooms: only six sit, 0 + 0 + 0 + 2 + 6 + 12 m² above; but it is proven
    # for any six, and for as many as are surely seated
    assert structural_m2(department("a", deputy=9)) == [20]


def test_who_fits_into_no_one_place_need_not_hold_the_rooms_of_another() -> None:
    # eight heads, 24 m² each, on one storey: four rooms of 24.1 m², or three of 40 m². The four
    # who find seats hold 0.4 m² above, and no plan seats more of them.
    house = building("hq", "centre", [24.1] * 4, [40] * 3)
    heads = replace(department("a", head=8), within_storeys=1)
    assert structural_m2(heads, buildings=(house,)) == [0.4]
    kept = replace(heads, locked=("hq-201",))
    # Three are seated beside the locked office, which may cost nothing: so would two of 24.1 m².
    assert structural_m2(kept, buildings=(house,)) == [0.2]


@pytest.mark.parametrize("seats", [1, 2, 5, 7])
def test_the_least_area_is_that_of_the_cheapest_rooms(seats: int) -> None:
    rooms = [(2, 1200), (3, 1900), (3, 2000), (1, 1000)]
    sets = [[room for i, room in enumerate(rooms) if chosen >> i & 1] for chosen in range(16)]
    enough = [sum(area for _, area in taken) for taken in sets if sum(s for s, _ in taken) >= seats]
    assert least_areas(rooms, 9)[seats] == min(enough)


def test_no_department_alone_could_have_less() -> None:
    wrong, equal, all_of_them = [], 0, 0
    for number, case in cases(40, 2000):
        proven = department_structural_excess(workshop(_unlocked(case)).problem)
        for department_, dm2 in zip(case.departments, proven, strict=True):
            alone = replace(_unlocked(case), departments=(department_,), prices=ONLY_EXCESS)
            least_m2 = best_of_all(replace(alone, ledger=None))[1]
            all_of_them += 1
            equal += abs(least_m2 - dm2 / 100) < SAME
            if dm2 / 100 > least_m2 + SAME:
                wrong.append(f"case {number}, {department_.id}: {dm2 / 100} > {least_m2} m²")
    assert wrong == []
    assert equal > 0.7 * all_of_them  # it is a good bound, not only a valid one


def _unlocked(case: Portfolio) -> Portfolio:
    """Return the case with no relations and no locks, which would take rooms from the others."""
    return replace(
        case,
        departments=tuple(replace(d, locked=(), relations=()) for d in case.departments),
    )
