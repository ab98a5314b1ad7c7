"""Synthetic portfolios at the size of a city, with the truth about them.

Nothing here is real: people are numbers, rooms are drawn, departments only have names as they are
usual. What is known of a portfolio (:class:`Truth`) comes from how it was built; neither the
checker nor the solver nor the rule sets have a part in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from spaceplan.generate.city import make_city
from spaceplan.generate.freeze import freeze_city
from spaceplan.generate.truth import PlantedSin, SmallSite, Truth, truth_to_yaml
from spaceplan.model import Name, Portfolio

__all__ = [
    "GenerateOptions",
    "Generated",
    "PlantedSin",
    "SmallSite",
    "Truth",
    "generate_portfolio",
    "generate_portfolios",
    "truth_to_yaml",
]

SMALLEST_SCALE, LARGEST_SCALE = 0.25, 16.0


@dataclass(frozen=True)
class GenerateOptions:
    """What to generate.

    Parameters
    ----------
    seed
        The same seed makes the same portfolio.
    scale
        Blocks, storeys and departments as a multiple of Wuxi's, from 1/4 to 16.
    cities
        How many cities.
    """

    seed: int = 0
    scale: float = 1.0
    cities: int = 1

    def __post_init__(self) -> None:
        if not SMALLEST_SCALE <= self.scale <= LARGEST_SCALE:
            raise ValueError(f"scale must lie between 0.25 and 16, not {self.scale}")
        if self.cities < 1:
            raise ValueError(f"at least one city, not {self.cities}")
        if self.seed < 0:
            raise ValueError(f"the seed must not be negative, not {self.seed}")


@dataclass(frozen=True)
class Generated:
    """A portfolio and what is true of it."""

    portfolio: Portfolio
    truth: Truth


def generate_portfolio(options: GenerateOptions = GenerateOptions()) -> Generated:
    """Return one synthetic portfolio: the first of ``options.cities``."""
    return next(generate_portfolios(options))


def generate_portfolios(options: GenerateOptions) -> Iterator[Generated]:
    """Yield ``options.cities`` portfolios one by one, each with an id and a seed of its own."""
    for number in range(options.cities):
        key = [options.seed, number] if number else [options.seed]
        rng = np.random.default_rng(key)
        city, history = make_city(options.scale, rng)
        single = options.cities == 1
        id = "wuxi" if single else f"city-{number + 1:0{len(str(options.cities))}d}"
        name = (
            Name("无锡（合成数据）", "Wuxi (synthetic)")
            if single
            else Name(f"合成城市{number + 1}", f"Synthetic City {number + 1}")
        )
        portfolio, truth = freeze_city(city, history, id, name, options.seed, rng)
        yield Generated(portfolio, truth)
