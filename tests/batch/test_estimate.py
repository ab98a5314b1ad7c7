"""The time left, worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from spaceplan.batch import Run, RunSettings
from spaceplan.batch.estimate import TimeLeft
from tests.batch.cases import DAY


def run(id: str, limit: float = 60.0) -> Run:
    portfolio, _, setting = id.partition("/")
    settings = RunSettings(setting, time_limit=limit)
    return Run(id, portfolio, Path(), settings, Path(), DAY, "")


def test_before_anything_has_ended_a_run_takes_its_time_limit() -> None:
    runs = [run("a/x", 10.0), run("a/y", 30.0), run("b/x", 20.0)]
    assert TimeLeft(2).left(runs, 0.0) == pytest.approx(30.0)  # 60 s on two, the longest 30 s
    assert TimeLeft(1).left(runs, 0.0) == pytest.approx(60.0)
    assert TimeLeft(2).left([], 0.0) == 0.0


def test_a_run_takes_what_runs_of_its_portfolio_took_else_what_all_took() -> None:
    left = TimeLeft(1)
    left.end(run("a/x"), 20.0)
    left.end(run("a/y"), 40.0)
    left.end(run("b/x"), 90.0)
    assert left.expected(run("a/z")) == pytest.approx(30.0)
    assert left.expected(run("c/x")) == pytest.approx(50.0)
    assert left.expected(run("c/x", 5.0)) == pytest.approx(50.0)


def test_time_that_a_run_has_spent_is_not_counted_again() -> None:
    left = TimeLeft(1)
    under_way = run("a/x", 30.0)
    left.begin(under_way, 100.0)
    assert left.left([under_way, replace(under_way, id="a/y")], 112.0) == pytest.approx(48.0)
    assert left.left([under_way], 500.0) == 0.0
