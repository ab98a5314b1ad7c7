"""Synthetic portfolios at the size of a city, with the truth about them.

Nothing here is real: people are numbers, rooms are drawn, departments only have names as they are
usual. What is known of a portfolio (:class:`Truth`) comes from how it was built; neither the
checker nor the solver nor the rule sets have a part in it.
"""

from __future__ import annotations

from spaceplan.generate.make import (
    Generated,
    GenerateOptions,
    generate_portfolio,
    generate_portfolios,
)
from spaceplan.generate.truth import PlantedSin, SmallSite, Truth, truth_to_yaml, witness_to_csv
from spaceplan.generate.write import write_cities, write_generated

__all__ = [
    "GenerateOptions",
    "Generated",
    "PlantedSin",
    "SmallSite",
    "Truth",
    "generate_portfolio",
    "generate_portfolios",
    "truth_to_yaml",
    "witness_to_csv",
    "write_cities",
    "write_generated",
]
