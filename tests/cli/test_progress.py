"""What somebody sees who waits for a plan."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from spaceplan.cli import console
from spaceplan.cli.console import ConsoleProgress


def shown(monkeypatch: pytest.MonkeyPatch, *, terminal: bool) -> str:
    """Return what is printed of a short search: a plan, its bound, what is tried, seconds left."""
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    stream = io.StringIO()
    monkeypatch.setattr(
        console, "stderr", Console(file=stream, force_terminal=terminal, width=100, no_color=True)
    )
    progress = ConsoleProgress()
    with progress.running():
        progress.step("improving")
        progress.plan(2000.0, 1500.0, 3, 0.5)
        progress.plan(1900.0, 1500.0, 3, 0.6)
        progress.plan(1800.0, 1500.0, 0, 2.0)
        progress.trying("settle", 41.4)
        progress._bar.refresh()
    return stream.getvalue()


def test_a_terminal_shows_plan_bound_gap_seats_what_is_tried_and_the_seconds_left(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said = shown(monkeypatch, terminal=True)
    assert "plan 1,800.0 points  bound 1,500.0  gap 16.7%  without a seat: 0" in said
    assert "41 s left  gathering a department on one storey" in said


def test_without_a_terminal_there_are_plain_lines_and_not_too_many(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lines = shown(monkeypatch, terminal=False).splitlines()
    assert lines == [
        "improving ...",
        "   0.5 s  plan 2,000.0 points  bound 1,500.0  gap 25.0%  without a seat: 3",
        "   2.0 s  plan 1,800.0 points  bound 1,500.0  gap 16.7%  without a seat: 0",
    ]
