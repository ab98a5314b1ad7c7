"""What a search for one level of an order does otherwise than one for a whole plan."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from spaceplan.allocate.plan.plan import Plan
from spaceplan.model import Objective, Prices


@dataclass(frozen=True)
class LevelSearch:
    """Prices and words of one level; by default those of any search.

    Parameters
    ----------
    worth
        What of a plan is told to ``progress``; None: its total.
    proven
        What is proven, where the search makes more small than that: the bound, and what is called
        optimal, then speak of these prices. None: of those of the portfolio.
    first
        What plans are compared by before their total: none is taken that has more of it. None: what
        is proven.
    begun
        Told the plan that the search begins from.
    """

    worth: Callable[[Objective], float] | None = None
    proven: Prices | None = None
    first: Prices | None = None
    begun: Callable[[Plan], None] | None = None


#: A search for a whole plan.
WHOLE = LevelSearch()
