"""Making: what to generate, and the portfolios themselves one by one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from spaceplan.errors import SpaceplanError
from spaceplan.generate.city import make_city
from spaceplan.generate.dead_end import DeadEndError
from spaceplan.generate.freeze import freeze_city
from spaceplan.generate.records import keep_records
from spaceplan.generate.truth import Truth
from spaceplan.i18n import N_, Message
from spaceplan.model import Name, Portfolio
from spaceplan.progress import SILENT, Progress

SMALLEST_SCALE, LARGEST_SCALE = 0.25, 16.0
#: So many times random numbers are drawn for a city before it is given up.
ATTEMPTS = 5
#: Tells the random numbers of the records from those of the city.
RECORDS = 2017


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


def generate_portfolio(options: GenerateOptions | None = None) -> Generated:
    """Return one synthetic portfolio: the first of ``options.cities``."""
    return next(generate_portfolios(options or GenerateOptions()))


def generate_portfolios(
    options: GenerateOptions, *, progress: Progress = SILENT
) -> Iterator[Generated]:
    """Yield ``options.cities`` portfolios one by one, each with an id and a seed of its own.

    The first of several is the one that would be made alone, but for its id and name.
    """
    for number in range(options.cities):
        progress.step(N_("Making a city"), number, options.cities)
        id, name = _title(number, options)
        yield _make(options, number, id, name)


def _make(options: GenerateOptions, number: int, id: str, name: Name) -> Generated:
    """Make one city; where its random numbers lead to a dead end, others are drawn."""
    why: DeadEndError | None = None
    for attempt in range(ATTEMPTS):
        key = [options.seed, number, attempt] if number or attempt else options.seed
        rng = np.random.default_rng(key)
        try:
            city, history = make_city(options.scale, rng)
        except DeadEndError as error:
            why = error
        else:
            made = freeze_city(city, history, id, name, options.seed, rng)
            records = np.random.default_rng([options.seed, number, attempt, RECORDS])
            return Generated(*keep_records(*made, records))
    text = N_("seed {seed} makes no city at scale {scale} ({why}); try another seed")
    values = {"seed": options.seed, "scale": options.scale, "why": why.args[0] if why else ""}
    raise SpaceplanError(Message.of(text, **values)) from why


def _title(number: int, options: GenerateOptions) -> tuple[str, Name]:
    """Return the id and the name of a city."""
    if options.cities > 1:
        id = f"city-{number + 1:0{len(str(options.cities))}d}"
        return id, Name(f"合成城市{number + 1}", f"Synthetic City {number + 1}")
    size = "" if options.scale == 1 else f" × {options.scale:g}"
    return "wuxi", Name(f"无锡{size}（合成数据）", f"Wuxi{size} (synthetic)")
