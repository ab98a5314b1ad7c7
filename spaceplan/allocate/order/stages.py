"""The levels of an order: terms that are made small together, with what they weigh among them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from math import gcd, lcm

from spaceplan.model import SCATTER, Objective, Portfolio, Prices

#: The smallest difference that a quantity can have: hundredths of m² and m, else one.
_STEPS = dict.fromkeys(("excess", "distance", "affinity", "opened"), Fraction(1, 100))


@dataclass(frozen=True)
class Stage:
    """What is minimised at one level: terms with their prices, and the least step of their sum."""

    name: str
    prices: Mapping[str, float]

    def weight_of(self, prices: Prices) -> float:
        """Return the weight that makes its prices those of a portfolio; 1 where that has none."""
        own = vars(prices)
        return next((own[t] / p for t, p in self.prices.items() if p and own[t]), 1.0)

    @property
    def alone(self) -> Prices:
        """The prices of its terms; all else is free."""
        return Prices.only(**self.prices)

    def value(self, objective: Objective) -> float:
        """Return the priced sum of a plan."""
        terms = objective.terms
        return sum(t.quantity * self.prices[t.name] for t in terms if t.name in self.prices)

    @property
    def step(self) -> float:
        """The least difference that two plans can have; 0 where nothing is priced."""
        steps = [Fraction(str(p)) * _STEPS.get(t, 1) for t, p in self.prices.items() if p]
        if not steps:
            return 0.0
        over = lcm(*(step.denominator for step in steps))
        return float(Fraction(reduce(gcd, (int(step * over) for step in steps)), over))


def stages_of(portfolio: Portfolio, order: Sequence[str]) -> list[Stage]:
    """Return the levels, those of terms that are off left out, and the rest as the last one."""
    own = vars(portfolio.prices)
    off = {
        *([] if portfolio.ledger is not None else ["moved"]),
        *([] if portfolio.settings.share_own_room != "none" else ["own_room_shared"]),
    }
    named = [SCATTER if name == "scatter" else (name,) for name in order]
    stages = []
    for name, terms in zip(order, named, strict=True):
        together = {term: own[term] for term in terms} if len(terms) > 1 else {}
        prices = together if any(together.values()) else dict.fromkeys(terms, 1.0)
        if not off & set(terms):
            stages.append(Stage(name, prices))
    taken = {term for terms in named for term in terms} | off
    rest = {term: price for term, price in own.items() if term not in taken}
    return [*stages, Stage("", rest)] if any(rest.values()) else stages
