"""Priced terms as one whole-number sum, without rounding."""

from __future__ import annotations

from dataclasses import fields

from ortools.sat.python import cp_model

from spaceplan.model import Prices

#: Quantities are counted in hundredths of m² and of metres.
_FINEST = 100
_MOST_DECIMALS = 7
_LARGEST_PRICE = 1e6


def units_a_point(prices: Prices) -> int | None:
    """Return how many units a point has so that every price is whole; None if none is fine enough.

    Examples
    --------
    >>> units_a_point(Prices())
    100000
    """
    given = [float(getattr(prices, field.name)) for field in fields(prices)]
    if any(not 0 <= price <= _LARGEST_PRICE for price in given):
        return None
    for decimals in range(2, _MOST_DECIMALS + 1):
        units = 10**decimals
        if all(_is_whole(price * units / _FINEST) for price in given):
            return int(units)
    return None


def _is_whole(number: float) -> bool:
    return abs(number - round(number)) <= 1e-9 * max(1.0, abs(number))


class PricedSum:
    """Collects variables with their prices."""

    def __init__(self, model: cp_model.CpModel, units: int) -> None:
        self.model = model
        self.units = units
        self.variables: list[cp_model.IntVar] = []
        self.coefficients: list[int] = []
        self.offset = 0

    def add(self, variable: cp_model.IntVar, price: float, parts: int = 1) -> None:
        """Add a variable that counts in ``parts``-th parts of what the price is for."""
        coefficient = round(price * self.units / parts)
        if coefficient:
            self.variables.append(variable)
            self.coefficients.append(coefficient)

    def constant(self, number: int, price: float) -> None:
        """Add a number that does not vary."""
        self.offset += number * round(price * self.units)

    def expression(self) -> cp_model.LinearExprT:
        """Return the sum."""
        total = cp_model.LinearExpr.weighted_sum(self.variables, self.coefficients)
        return total + self.offset
