"""What a job writes down of its search."""

from __future__ import annotations

from pathlib import Path

from spaceplan.jobs.folder import CURVE, read_progress
from spaceplan.jobs.scribe import Scribe


def test_the_level_of_an_order_and_broken_wishes_are_written_with_the_figures(
    tmp_path: Path,
) -> None:
    scribe = Scribe(tmp_path)
    scribe.plan(12.0, 9.0, 3, 0.5, 2, "excess")
    scribe._write(last=True)
    told = read_progress(tmp_path)
    assert (told.value, told.bound, told.unseated) == (12.0, 9.0, 3)
    assert (told.level, told.broken) == ("excess", 2)
    assert '"level": "excess"' in (tmp_path / CURVE).read_text("utf-8")


def test_without_an_order_there_is_no_level(tmp_path: Path) -> None:
    scribe = Scribe(tmp_path)
    scribe.plan(2000.0, None, 0, 0.5)
    scribe._write(last=True)
    assert read_progress(tmp_path).level is None
