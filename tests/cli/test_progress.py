"""What somebody sees who waits for a plan."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from rich.console import Console

from spaceplan.cli import console
from spaceplan.cli.console import ConsoleProgress


def improve(progress: ConsoleProgress) -> None:
    """Tell of a short search: a plan, its bound, what is tried, seconds left."""
    progress.step("improving")
    progress.plan(2000.0, 1500.0, 3, 0.5)
    progress.plan(1900.0, 1500.0, 3, 0.6)
    progress.plan(1800.0, 1500.0, 0, 2.0)
    progress.trying("settle", 41.4)


def shown(
    monkeypatch: pytest.MonkeyPatch,
    *,
    terminal: bool,
    search: Callable[[ConsoleProgress], None] = improve,
) -> str:
    """Return what is printed of a search."""
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    stream = io.StringIO()
    monkeypatch.setattr(
        console, "stderr", Console(file=stream, force_terminal=terminal, width=100, no_color=True)
    )
    progress = ConsoleProgress()
    with progress.running():
        search(progress)
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


def test_hard_wishes_that_a_plan_does_not_keep_yet_are_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def search(progress: ConsoleProgress) -> None:
        progress.plan(2000.0, None, 3, 0.5, 2)
        progress.plan(2100.0, None, 3, 2.0)

    assert shown(monkeypatch, terminal=False, search=search).splitlines() == [
        "   0.5 s  plan 2,000.0 points  without a seat: 3  hard wishes broken: 2",
        "   2.0 s  plan 2,100.0 points  without a seat: 3",
    ]


def test_in_an_order_the_term_that_is_worked_on_is_shown_in_its_own_unit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def search(progress: ConsoleProgress) -> None:
        progress.plan(12.0, 9.0, 0, 0.5, 0, "excess")
        progress.plan(60.0, None, 0, 2.0, 0, "scatter")
        progress.plan(7.5, None, 0, 4.0, 0, "")

    first, second, third = shown(monkeypatch, terminal=False, search=search).splitlines()
    assert (
        first
        == "   0.5 s  Area above entitlement: 12.0 m²  bound 9.0  gap 25.0%  without a seat: 0"
    )
    assert second.startswith(
        "   2.0 s  Scatter over storeys, zones, buildings and sites: 60.0 points"
    )
    assert third == "   4.0 s  The rest: 7.5 points  without a seat: 0"
