"""Real signals to a real process: the best plan is written, and no process is left behind."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import monotonic, sleep

import pytest

from spaceplan.files import save_portfolio
from tests.allocate.test_limits import town

_LONGEST = 90


@pytest.fixture
def allocating(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """Run the command in a session of its own, as a terminal would, until it has a first plan."""
    save_portfolio(town(), tmp_path / "town")
    command = [sys.executable, "-m", "spaceplan", "allocate", str(tmp_path / "town")]
    options = ["-o", str(tmp_path / "out"), "--time-limit", "300", "--language", "en"]
    with subprocess.Popen(
        [*command, *options], stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        assert process.stderr is not None
        said = ""
        while "points" not in said and (line := process.stderr.readline()):
            said += line
        assert "points" in said, said
        sleep(1.0)  # until the plan that was told of is handed on
        yield process
        process.kill()


def stopped(tmp_path: Path) -> dict[str, object]:
    """Return what the summary says of how a plan came about that seats all."""
    summary: dict[str, object] = json.loads((tmp_path / "out/summary.json").read_text("utf-8"))
    assert summary["unseated"] == 0
    assert (tmp_path / "out" / "allocation.csv").is_file()
    return {key: summary[key] for key in ("stopped", "fault")}


@pytest.mark.parametrize("to_all", [True, False])
def test_ctrl_c_gives_the_best_plan_so_far(
    allocating: subprocess.Popen[str], tmp_path: Path, to_all: bool
) -> None:
    begun = monotonic()
    if to_all:  # as a terminal does, to every process of the session
        os.killpg(allocating.pid, signal.SIGINT)
    else:
        allocating.send_signal(signal.SIGINT)
    assert allocating.wait(_LONGEST) == 0
    assert monotonic() - begun < _LONGEST
    assert stopped(tmp_path) == {"stopped": "user", "fault": None}


def test_a_search_that_is_killed_from_outside_still_writes_its_best_plan(
    allocating: subprocess.Popen[str], tmp_path: Path
) -> None:
    os.kill(_child_of(allocating.pid), signal.SIGKILL)
    _, said = allocating.communicate(timeout=_LONGEST)
    assert allocating.returncode == 0
    assert "SIGKILL" in said
    assert "Traceback" not in said
    outcome = stopped(tmp_path)
    assert outcome["stopped"] == "fault"
    assert "SIGKILL" in str(outcome["fault"])


def test_a_search_whose_caller_is_gone_ends_as_well(allocating: subprocess.Popen[str]) -> None:
    child = _child_of(allocating.pid)
    allocating.kill()
    allocating.wait(_LONGEST)
    until = monotonic() + _LONGEST
    while _runs(child) and monotonic() < until:
        sleep(0.1)
    assert not _runs(child)


def _runs(process: int) -> bool:
    """Return whether a process is there and not only waits to be taken note of."""
    status = Path(f"/proc/{process}/stat")
    return status.exists() and status.read_text().rpartition(")")[2].split()[0] != "Z"


def _child_of(parent: int) -> int:
    """Return the process in which the search runs."""
    if not Path("/proc/self/task").exists():
        pytest.skip("no /proc to look for the search's process in")
    children = [
        int(child)
        for task in Path(f"/proc/{parent}/task").iterdir()
        for child in (task / "children").read_text().split()
    ]
    assert len(children) == 1
    return children[0]
