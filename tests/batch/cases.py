"""Runs made by hand, small portfolios on disk, an executor without processes, a watcher."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TypeVar

from spaceplan.batch import (
    BatchPlan,
    Done,
    Lost,
    PortfolioFolder,
    Run,
    RunRecord,
    RunSettings,
    RunState,
    Started,
    Sweep,
    plan_batch,
)
from spaceplan.files import save_portfolio
from spaceplan.model import Portfolio
from tests.cases import tiny_portfolio

T = TypeVar("T")
R = TypeVar("R")
DAY = date(2026, 11, 29)
QUICK = RunSettings(work_limit=0.5)


class InProcess:
    """Carries tasks out one after the other, here: what a cluster engine may do as it likes."""

    jobs = 1

    def execute(
        self, work: Callable[[T], R], tasks: Sequence[T], stopped: Callable[[], bool]
    ) -> Generator[Started | Done[R] | Lost, None, None]:
        for index, task in enumerate(tasks):
            if stopped():
                return
            yield Started(index)
            yield Done(index, work(task))


class Watcher:
    """Keeps what it is told; asks to stop after so many runs."""

    def __init__(self, stop_after: int | None = None) -> None:
        self.stop_after = stop_after
        self.told: list[str] = []
        self.ended_runs: list[str] = []

    def begin(self, runs: int, kept: int) -> None:
        self.told.append(f"{runs} runs, {kept} kept")

    def started(self, run: Run) -> None:
        self.told.append(run.id)

    def ended(self, record: RunRecord, seconds_left: float) -> None:
        self.ended_runs.append(record.run)

    def stopped(self) -> bool:
        return self.stop_after is not None and len(self.ended_runs) >= self.stop_after


def write_portfolios(home: Path, *names: str, portfolio: Portfolio | None = None) -> list[Path]:
    """Write the tiny case under several names."""
    for name in names:
        save_portfolio(replace(portfolio or tiny_portfolio(), id=name), home / name)
    return [home / name for name in names]


def plan(folders: Sequence[Path], target: Path, *settings: RunSettings) -> BatchPlan:
    """Plan folders with settings, without pictures."""
    portfolios = [PortfolioFolder(folder.name, folder) for folder in folders]
    sweep = Sweep(settings or (QUICK,))
    return plan_batch(portfolios, sweep, target, day=DAY, language="en", pictures=False)


def record(
    run: str = "north/base", state: RunState = RunState.FINISHED, **figures: float | str | None
) -> RunRecord:
    """Return a record with figures by hand."""
    portfolio, _, setting = run.partition("/")
    return RunRecord(
        run=run,
        portfolio=portfolio,
        setting=setting,
        state=state,
        fingerprint="f" * 32,
        begun="2026-11-29T08:00:00+00:00",
        seconds=2.5,
        memory_mib=300.0,
        figures=tuple(figures.items()),
    )
