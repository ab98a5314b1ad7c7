"""The batch command: what it writes, its exit codes; killed in the middle and resumed."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path
from time import monotonic, sleep

import pytest

from spaceplan.cli.batch_progress import run_line
from tests.batch.cases import record, write_portfolios
from tests.cli.test_commands import spaceplan

_LONGEST = 1_200
OPTIONS = ("--work-limit", "0.5", "--no-pictures", "--language", "en")


def test_a_batch_writes_its_folders_manifest_tables_and_figure(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    write_portfolios(tmp_path / "cities", "a")
    (tmp_path / "cities" / "notes.txt").write_text("", "utf-8")
    out = tmp_path / "out"
    done = spaceplan("batch", tmp_path / "cities" / "*", "-o", out, "--jobs", "1", *OPTIONS)
    assert done.exit_code == 0, done.output
    assert "notes.txt: left out" in done.stderr
    assert {path.name for path in out.iterdir()} == {
        ".lock",
        "manifest.json",
        "runs.csv",
        "runs.xlsx",
        "runs.parquet",
        "comparison.svg",
        "comparison.png",
        "runs",
    }
    assert (out / "runs/a/base/report.html").is_file()
    (line,) = json.loads((out / "manifest.json").read_text("utf-8"))["runs"]
    assert line["state"] == "finished"
    assert line["inputs"].keys() >= {"portfolio.yaml", "departments.yaml"}
    assert line["versions"]["ortools"]
    again = spaceplan("batch", tmp_path / "cities/a", "-o", out, "--resume", "--json", *OPTIONS)
    assert json.loads(again.stdout)["counts"] == {"finished": 1, "failed": 0, "waiting": 0}
    assert "finished already: 1" in again.stderr


def test_faults_of_the_sweep_and_patterns_that_fit_nothing_end_with_2(tmp_path: Path) -> None:
    sweep = tmp_path / "sweep.yaml"
    sweep.write_text("settings:\n  - {name: a, sed: 1}\n", "utf-8")
    done = spaceplan("batch", tmp_path, "-o", tmp_path / "out", "--sweep", sweep, *OPTIONS)
    assert done.exit_code == 2
    assert "sweep.yaml:2: unknown key 'sed'" in done.stderr
    done = spaceplan("batch", tmp_path / "no*", "-o", tmp_path / "out", *OPTIONS)
    assert done.exit_code == 2
    assert not (tmp_path / "out").exists()


def test_hostile_names_do_nothing_to_the_terminal() -> None:
    line = run_line(record("a\x1b[31m/base", total=1.0, gap=0.5), "en")
    assert "\x1b" not in line
    assert "gap 50.0%" in line


def children(process: int) -> list[int]:
    tasks = Path(f"/proc/{process}/task")
    if not tasks.exists():
        pytest.skip("no /proc to look for processes in")
    return [
        int(child) for task in tasks.iterdir() for child in (task / "children").read_text().split()
    ]


def runs(process: int) -> bool:
    status = Path(f"/proc/{process}/stat")
    return status.exists() and status.read_text().rpartition(")")[2].split()[0] != "Z"


@pytest.mark.slow
def test_killed_in_the_middle_and_resumed_nothing_is_repeated_or_half_written(
    tmp_path: Path,
) -> None:
    write_portfolios(tmp_path / "cities", "a", "b")
    out = tmp_path / "out"
    command = [sys.executable, "-m", "spaceplan", "batch", str(tmp_path / "cities" / "*")]
    command += ["-o", str(out), "--jobs", "1", "--no-parquet", *OPTIONS]
    with subprocess.Popen(
        command, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        assert process.stderr is not None
        while "[1/2]" not in process.stderr.readline():
            assert process.poll() is None
        workers = children(process.pid)
        process.kill()  # its workers notice, and end
    until = monotonic() + _LONGEST
    while any(map(runs, workers)) and monotonic() < until:
        sleep(0.1)
    assert not any(map(runs, workers))
    before = {path: path.stat().st_mtime_ns for path in out.glob("runs/*/*/run.json")}
    assert before
    resumed = subprocess.run(
        [*command, "--resume"], capture_output=True, text=True, timeout=_LONGEST, check=False
    )
    assert resumed.returncode == 0, resumed.stderr
    assert f"finished already: {len(before)}" in resumed.stderr
    assert {path: path.stat().st_mtime_ns for path in before} == before
    assert len(list(out.glob("runs/*/*/run.json"))) == 2
    assert not list(out.glob("runs/**/.*"))
    table = (out / "runs.csv").read_text("utf-8-sig").splitlines()
    assert [line["state"] for line in csv.DictReader(table)] == ["finished"] * 2
