"""Local processes: results as they come, a killed one takes no other along, none is left behind."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from spaceplan.batch import Done, LocalProcesses, Lost, Started

Event = Started | Done[str] | Lost


def never() -> bool:
    return False


def work(task: tuple[str, Path]) -> str:
    """Answer, or die: always, once, or only when somebody kills us."""
    kind, note = task
    with note.open("a", encoding="utf-8") as stream:
        stream.write(f"{os.getpid()}\n")
    if kind == "dies" or (kind == "dies once" and note.read_text().count("\n") == 1):
        os.kill(os.getpid(), signal.SIGKILL)
    if kind == "sleeps":
        time.sleep(300)
    return f"{kind} {note.name}"


def tasks(tmp_path: Path, *kinds: str) -> list[tuple[str, Path]]:
    return [(kind, tmp_path / str(i)) for i, kind in enumerate(kinds)]


def last(events: Iterator[Event]) -> dict[int, Event]:
    """Return what became of each task."""
    return {event.index: event for event in events}


def runs(process: int) -> bool:
    """Return whether a process is there and does not only wait to be taken note of."""
    status = Path(f"/proc/{process}/stat")
    return status.exists() and status.read_text().rpartition(")")[2].split()[0] != "Z"


def test_a_killed_process_is_tried_once_more_and_the_others_go_on(tmp_path: Path) -> None:
    given = tasks(tmp_path, "dies", "works", "dies once", "works")
    found = last(LocalProcesses(2).execute(work, given, never))
    assert found == {
        0: Lost(0, "SIGKILL", 2),
        1: Done(1, "works 1"),
        2: Done(2, "dies once 2"),
        3: Done(3, "works 3"),
    }


def test_who_asks_to_stop_gets_what_has_begun_and_nothing_more(tmp_path: Path) -> None:
    begun: list[int] = []
    given = tasks(tmp_path, "works", "works", "works")
    events: list[Event] = []
    for event in LocalProcesses(1).execute(work, given, lambda: bool(begun)):
        events.append(event)
        begun.append(event.index)
    assert events == [Started(0), Done(0, "works 0")]


def test_closing_ends_the_processes_at_once(tmp_path: Path) -> None:
    note = tmp_path / "0"
    note.touch()
    with closing(LocalProcesses(1).execute(work, tasks(tmp_path, "sleeps"), never)) as events:
        assert next(events) == Started(0)
        until = time.monotonic() + 300
        while not note.read_text() and time.monotonic() < until:
            time.sleep(0.05)
        process = int(note.read_text())
        assert runs(process)
    assert not runs(process)


def test_numbers_that_mean_nothing_are_refused() -> None:
    with pytest.raises(ValueError, match="1 or more"):
        LocalProcesses(0)
