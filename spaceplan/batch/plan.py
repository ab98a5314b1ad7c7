"""The plan of a batch: every portfolio with every setting, as plain data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from spaceplan.batch.fingerprint import fingerprint, print_folder
from spaceplan.batch.portfolios import PortfolioFolder
from spaceplan.batch.settings import RunSettings
from spaceplan.batch.sweep import Sweep

#: Folder of the runs inside that of the batch.
RUNS = "runs"


@dataclass(frozen=True)
class Run:
    """One portfolio with one setting: all that a process needs to know, wherever it runs.

    Parameters
    ----------
    id
        ``portfolio/setting``: its folder below ``runs/``.
    portfolio
        Name of the portfolio in the batch.
    target
        The folder that is written.
    day
        For which deadlines count where neither settings nor portfolio name a day.
    fingerprint
        Hash of all that the run depends on.
    pictures
        Whether storeys are drawn.
    """

    id: str
    portfolio: str
    folder: Path
    settings: RunSettings
    target: Path
    day: date
    fingerprint: str
    language: str = "zh"
    pictures: bool = True


@dataclass(frozen=True)
class BatchPlan:
    """All runs of a batch, and where its results go.

    Parameters
    ----------
    sweep
        The settings, and the file that states them.
    """

    folder: Path
    runs: tuple[Run, ...]
    sweep: Sweep
    day: date
    language: str


def plan_batch(
    portfolios: Sequence[PortfolioFolder],
    sweep: Sweep,
    folder: Path,
    *,
    day: date,
    language: str = "zh",
    pictures: bool = True,
) -> BatchPlan:
    """Return the plan: portfolio by portfolio, the settings in their order.

    Parameters
    ----------
    folder
        Where all results go.
    """
    runs: list[Run] = []
    for portfolio in portfolios:
        files = print_folder(portfolio.folder, leave_out=folder)
        for settings in sweep.settings:
            hashed = fingerprint(
                portfolio.folder,
                files,
                settings,
                day=day,
                language=language,
                pictures=pictures,
            )
            runs.append(
                Run(
                    id=f"{portfolio.label}/{settings.name}",
                    portfolio=portfolio.label,
                    folder=portfolio.folder,
                    settings=settings,
                    target=folder / RUNS / portfolio.label / settings.name,
                    day=day,
                    fingerprint=hashed,
                    language=language,
                    pictures=pictures,
                )
            )
    return BatchPlan(folder, tuple(runs), sweep, day, language)
