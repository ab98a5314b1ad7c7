"""Each shape of quota and of minimum by itself, at its limit."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from pydantic import TypeAdapter, ValidationError

from spaceplan.rules.amounts import Amount
from spaceplan.rules.shapes import (
    CapPerRank,
    FactorPerRank,
    FlatPerHead,
    Minimum,
    OfficeTable,
    SeatMinimum,
)

SAID = {"clause": "1", "verified": "true"}


def table(**content: object) -> CapPerRank | FactorPerRank | FlatPerHead:
    read: CapPerRank | FactorPerRank | FlatPerHead = TypeAdapter(OfficeTable).validate_python(
        content
    )
    return read


def minimum(**content: object) -> SeatMinimum:
    read: SeatMinimum = TypeAdapter(Minimum).validate_python({**SAID, **content})
    return read


@pytest.mark.parametrize(
    ("amount", "dm2"),
    [
        (Amount(m2=Decimal("12.345")), 1235),  # half up
        (Amount(sqft=Decimal(150)), 1394),  # 13.935456 m²
        (Amount(pyeong=Decimal(121)), 40_000),  # 121 평 are 400 m²
    ],
)
def test_an_area_is_exact_in_its_own_unit(amount: Amount, dm2: int) -> None:
    assert amount.area_dm2 == dm2


@pytest.mark.parametrize("units", [{}, {"m2": Decimal(1), "sqft": Decimal(1)}])
def test_an_area_has_one_unit(units: dict[str, Decimal]) -> None:
    with pytest.raises(ValidationError):
        Amount(**units)


def test_a_cap_is_what_the_row_says() -> None:
    caps = table(kind="cap-per-rank", levels={"a": {**SAID, "ranks": {"head": {"m2": "24"}}}})
    assert isinstance(caps, CapPerRank)
    assert caps.quota_m2(caps.levels["a"].ranks["head"]) == 24


def test_a_factor_multiplies_the_base() -> None:
    factors = table(
        kind="factor-per-rank",
        base={**SAID, "m2": "4.5"},
        levels={"a": {**SAID, "ranks": {"head": {"factor": "2.5"}}}},
    )
    assert isinstance(factors, FactorPerRank)
    assert factors.quota_m2(factors.levels["a"].ranks["head"]) == Fraction(45, 4)


def test_a_flat_area_asks_for_no_rank() -> None:
    flat = table(kind="flat-per-head", **SAID, m2="12")
    assert isinstance(flat, FlatPerHead)
    assert flat.quota_m2() == 12


def test_a_minimum_by_seats_counts_the_first_seat_apart() -> None:
    by_seats = minimum(kind="by-seats", first_m2="8", further_m2="6")
    assert (by_seats.alone_dm2, by_seats.person_dm2, by_seats.extra_dm2) == (800, 600, 200)


def test_a_minimum_a_person_has_nothing_that_is_needed_once() -> None:
    each = minimum(kind="per-person", person_m2="6", alone_m2="10")
    assert (each.alone_dm2, each.person_dm2, each.extra_dm2) == (1000, 600, 0)
