"""The settings of one run: all that may differ between two runs of a portfolio."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from spaceplan.allocate import AllocateOptions

#: Default time limit, seconds; and where a limit of work is given instead.
_SECONDS, _A_DAY = 60.0, 86_400.0
BASE = "base"


@dataclass(frozen=True)
class RunSettings:
    """How a portfolio is run.

    Parameters
    ----------
    name
        Names the folder of its runs.
    rule_sets
        Names or files; none: those of each portfolio.
    prices
        (term, points) in place of the portfolio's.
    order
        Terms that come strictly before all others.
    start
        ``status-quo``, ``nothing`` or a file; None: the status quo where there is one.
    time_limit
        Seconds; None: a minute, or a day where there is a limit of work.
    workers
        Cores of one run.
    as_of
        Day for which deadlines count; None: the portfolio's, else that of the batch.
    """

    name: str = BASE
    rule_sets: tuple[str, ...] = ()
    prices: tuple[tuple[str, float], ...] = ()
    order: tuple[str, ...] = ()
    start: str | None = None
    seed: int = 0
    time_limit: float | None = None
    work_limit: float | None = None
    workers: int = 1
    as_of: date | None = None

    @property
    def seconds(self) -> float:
        """How long the search may take, seconds."""
        if self.time_limit is not None:
            return self.time_limit
        return _SECONDS if self.work_limit is None else _A_DAY

    def options(self) -> AllocateOptions:
        """Return what the allocator is told."""
        return AllocateOptions(
            time_limit=self.seconds,
            work_limit=self.work_limit,
            seed=self.seed,
            workers=self.workers,
        )

    def to_dict(self) -> dict[str, Any]:
        """Return the settings as JSON has them."""
        plain = asdict(self)
        plain["prices"] = dict(self.prices)
        plain["as_of"] = self.as_of.isoformat() if self.as_of else None
        return plain
