"""What a scenario changes in a portfolio, and what it cannot."""

from __future__ import annotations

from datetime import date

import pytest

from spaceplan.errors import InputError, SpaceplanError
from spaceplan.model import Changes, DepartmentChange, Waiver, apply_changes
from tests.cases import tiny_portfolio


def test_without_changes_the_portfolio_is_the_same() -> None:
    portfolio = tiny_portfolio()
    assert apply_changes(portfolio, Changes()) is portfolio


def test_changes_come_on_top_of_what_the_portfolio_says() -> None:
    waiver = Waiver("room-area", "hq-101", "why", "who", date(2026, 12, 31))
    first = Changes(departments=(DepartmentChange("finance", locked=("hq-101",)),))
    changes = Changes(
        prices=(("excess", 8.0),),
        departments=(
            DepartmentChange("finance", locked=("hq-102",), sites=("centre",), one_building=True),
        ),
        empty_storeys=("hq-L01",),
        waivers=(waiver,),
    )
    changed = apply_changes(apply_changes(tiny_portfolio(), first), changes)
    finance = changed.department("finance")
    assert finance.locked == ("hq-101", "hq-102")
    assert (finance.sites, finance.one_building) == (("centre",), True)
    assert (changed.prices.excess, changed.prices.moved) == (8.0, 3.0)
    assert changed.empty_storeys == ("hq-L01",)
    assert changed.waivers == (waiver,)
    assert changed.department("archives") == tiny_portfolio().department("archives")


def test_everything_that_names_nothing_is_said_at_once() -> None:
    changes = Changes(
        departments=(
            DepartmentChange("nobody"),
            DepartmentChange("finance", locked=("r1",), sites=("s1",), buildings=("b1",)),
            DepartmentChange("archives", forbidden=("r2",), keep=("p1",)),
        ),
        empty_storeys=("hq-L99",),
    )
    with pytest.raises(InputError) as caught:
        apply_changes(tiny_portfolio(), changes)
    said = str(caught.value)
    named = ("nobody", "r1", "s1", "b1", "r2", "p1", "hq-L99")
    assert len(caught.value.faults) == len(named)
    assert all(f"'{id}'" in said for id in named)


@pytest.mark.parametrize(
    "departments",
    [
        (DepartmentChange("finance", locked=("hq-101",), forbidden=("hq-101",)),),
        (
            DepartmentChange("archives", locked=("hq-101",)),
            DepartmentChange("finance", locked=("hq-101",)),
        ),
    ],
)
def test_a_room_is_not_asked_to_be_in_two_places(departments: tuple[DepartmentChange, ...]) -> None:
    with pytest.raises(InputError, match=r"hq-101.*one of the two"):
        apply_changes(tiny_portfolio(), Changes(departments=departments))


def test_a_price_below_nothing_is_refused() -> None:
    with pytest.raises(SpaceplanError, match="price -1"):
        apply_changes(tiny_portfolio(), Changes(prices=(("excess", -1.0),)))


def test_a_department_that_nothing_is_asked_of_any_more_is_not_among_the_changes() -> None:
    changes = Changes().with_department(DepartmentChange("finance", locked=("hq-101",)))
    assert changes.of_department("finance").locked == ("hq-101",)
    assert changes.with_department(DepartmentChange("finance")) == Changes()
