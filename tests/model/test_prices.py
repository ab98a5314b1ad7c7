"""Prices of the terms of the objective."""

from __future__ import annotations

import pytest

from spaceplan.model import Prices


def test_prices_of_some_terms_leave_all_others_free() -> None:
    some = vars(Prices.only(zone=2.0, excess=0.5))
    assert {term: points for term, points in some.items() if points} == {"zone": 2.0, "excess": 0.5}
    assert some.keys() == vars(Prices()).keys()


def test_a_term_that_does_not_exist_has_no_price() -> None:
    with pytest.raises(TypeError, match="zones"):
        Prices.only(zones=2.0)
