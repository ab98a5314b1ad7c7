"""A portfolio on disk, a queue of its own, and patience."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from spaceplan.files import save_portfolio
from spaceplan.jobs import Job, read_job
from spaceplan.model import Portfolio
from tests.cases import tiny_portfolio

#: Seconds that a job may take on a machine that has other things to do.
PATIENCE = 240.0


@pytest.fixture(autouse=True)
def own_queue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("SPACEPLAN_JOBS", "2")


@pytest.fixture
def city(tmp_path: Path) -> Path:
    """A portfolio that is solved in a moment."""
    save_portfolio(tiny_portfolio(storeys=2), tmp_path / "city")
    return tmp_path / "city"


def large_portfolio() -> Portfolio:
    """Return departments of which no search proves within minutes that they lie best."""
    tiny = tiny_portfolio(storeys=12, bays=40)
    first, second = tiny.departments
    many = tuple(replace(first, id=f"d{i}", one_building=False) for i in range(40))
    return replace(tiny, departments=(second, *many))


@pytest.fixture
def large_city(tmp_path: Path) -> Path:
    """A portfolio that is searched until the time is up."""
    save_portfolio(large_portfolio(), tmp_path / "large")
    return tmp_path / "large"


def wait_until(workspace: Path, job: Job, reached: Callable[[Job], bool]) -> Job:
    """Return the job as it is once it has got so far."""
    until = time.monotonic() + PATIENCE
    while not reached(job := read_job(workspace, job.id)):
        if time.monotonic() > until:
            pytest.fail(f"{job.state}: {job.progress}")
        if job.state.is_over:
            break
        time.sleep(0.1)
    return job


def wait_for_end(workspace: Path, job: Job) -> Job:
    """Return the job when it is over."""
    return wait_until(workspace, job, lambda job: job.state.is_over)
