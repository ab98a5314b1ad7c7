"""Runs are carried out once, kept, and run again when anything that they depend on has changed."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from spaceplan.batch import (
    Failure,
    Lost,
    RunSettings,
    RunState,
    Started,
    Verdict,
    run_batch,
    verdict_on_all,
)
from spaceplan.batch.manifest import alone_in, finished_record
from spaceplan.errors import InputError
from tests.batch.cases import QUICK, InProcess, Watcher, plan, write_portfolios


def lines(folder: Path) -> dict[str, dict[str, Any]]:
    content = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return {line["run"]: line for line in content["runs"]}


def test_a_bad_portfolio_is_one_failed_line_with_its_reasons(tmp_path: Path) -> None:
    good, bad = write_portfolios(tmp_path, "good", "bad")
    (bad / "departments.yaml").write_text("departments: [{id: '=a'}]\nmore: 1\n", "utf-8")
    result = run_batch(
        plan([bad, good], tmp_path / "out"), InProcess(), resume=False, progress=Watcher()
    )
    assert [record.state for record in result.records] == [RunState.FAILED, RunState.FINISHED]
    failed = lines(tmp_path / "out")["bad/base"]
    assert failed["failure"] == "input"
    assert "departments.yaml:2: unknown key 'more'" in failed["reason"]["en"]
    assert "departments.yaml:2" in failed["reason"]["zh"]
    assert [p.name for p in (tmp_path / "out/runs/bad/base").iterdir()] == ["run.json"]
    assert verdict_on_all(result.records, "error") == Verdict.FAILED


def test_resuming_repeats_nothing_that_is_finished(tmp_path: Path) -> None:
    folders = write_portfolios(tmp_path, "a", "b", "c")
    planned = plan(folders, tmp_path / "out")
    first = run_batch(planned, InProcess(), resume=False, progress=Watcher(stop_after=1))
    assert first.waiting == ("b/base", "c/base")
    assert lines(tmp_path / "out")["b/base"]["state"] == "waiting"
    watcher = Watcher()
    second = run_batch(planned, InProcess(), resume=True, progress=watcher)
    assert watcher.told == ["3 runs, 1 kept", "b/base", "c/base"]
    assert second.records[0] == first.records[0]
    assert not second.waiting
    again = run_batch(planned, InProcess(), resume=True, progress=Watcher())
    assert (again.repeated, again.records) == (0, second.records)


def test_what_has_changed_is_run_again(tmp_path: Path) -> None:
    (folder,) = write_portfolios(tmp_path, "a")
    out = tmp_path / "out"
    run_batch(plan([folder], out), InProcess(), resume=False, progress=Watcher())

    def is_finished(settings: RunSettings = QUICK) -> bool:
        (run,) = plan([folder], out, settings).runs
        return finished_record(run) is not None

    assert is_finished()
    assert not is_finished(replace(QUICK, seed=1))
    assert not is_finished(replace(QUICK, rule_sets=("cn-2014",)))
    text = (folder / "departments.yaml").read_text(encoding="utf-8")
    (folder / "departments.yaml").write_text(text + "\n# a note\n", "utf-8")
    assert not is_finished()
    (folder / "departments.yaml").write_text(text, "utf-8")
    assert is_finished()
    (out / "runs/a/base/report.html").write_text("cut", "utf-8")
    assert not is_finished()


def test_a_run_that_fails_leaves_no_older_plan_in_its_place(tmp_path: Path) -> None:
    (folder,) = write_portfolios(tmp_path, "a")
    out = tmp_path / "out"
    run_batch(plan([folder], out), InProcess(), resume=False, progress=Watcher())
    assert (out / "runs/a/base/allocation.csv").exists()
    (folder / "departments.yaml").unlink()
    run_batch(plan([folder], out), InProcess(), resume=True, progress=Watcher())
    assert [p.name for p in (out / "runs/a/base").iterdir()] == ["run.json"]


def test_what_a_killed_batch_left_half_written_goes_and_other_files_stay(tmp_path: Path) -> None:
    (folder,) = write_portfolios(tmp_path, "a")
    out = tmp_path / "out"
    half, other = out / "runs/a/.base.x1y2z3", out / "runs/a/.git"
    for path in (half, other):
        path.mkdir(parents=True)
        (path / "part").write_text("", "utf-8")
    run_batch(plan([folder], out), InProcess(), resume=True, progress=Watcher())
    assert not half.exists()
    assert (other / "part").exists()


class Losing(InProcess):
    """Loses everything, as a machine does that has no memory left."""

    def execute(self, work: Any, tasks: Any, stopped: Any) -> Any:
        for index in range(len(tasks)):
            yield Started(index)
            yield Lost(index, "SIGKILL", 2)


def test_a_run_whose_process_is_lost_is_a_failed_line(tmp_path: Path) -> None:
    planned = plan(write_portfolios(tmp_path, "a"), tmp_path / "out")
    (record,) = run_batch(planned, Losing(), resume=False, progress=Watcher()).records
    assert record.failure == Failure.SYSTEM
    assert record.reason is not None
    assert "SIGKILL" in record.reason.en


def test_requirements_that_conflict_are_told_apart_from_bad_input(tmp_path: Path) -> None:
    from tests.cases import tiny_portfolio
    from tests.cli.test_commands import contradictory

    folders = write_portfolios(tmp_path, "a", portfolio=contradictory(tiny_portfolio()))
    result = run_batch(
        plan(folders, tmp_path / "out"), InProcess(), resume=False, progress=Watcher()
    )
    assert verdict_on_all(result.records, "error") == Verdict.CONFLICT


def test_a_mistake_of_the_program_is_a_failed_line_with_its_trace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slip(*_: object, **__: object) -> None:
        raise ZeroDivisionError("of ours")

    monkeypatch.setattr("spaceplan.pipeline.prepare", slip)
    planned = plan(write_portfolios(tmp_path, "a"), tmp_path / "out")
    (record,) = run_batch(planned, InProcess(), resume=False, progress=Watcher()).records
    assert record.failure == Failure.MISTAKE
    assert "in slip" in record.trace
    assert verdict_on_all([record], "error") == Verdict.MISTAKE


def test_a_second_batch_in_the_same_folder_is_refused(tmp_path: Path) -> None:
    pytest.importorskip("fcntl")
    planned = plan(write_portfolios(tmp_path, "a"), tmp_path / "out")
    with alone_in(tmp_path / "out"), pytest.raises(InputError, match="another batch"):
        run_batch(planned, InProcess(), resume=True, progress=Watcher())


def test_findings_make_a_verdict_from_their_severity_on_and_people_unseated_always() -> None:
    from tests.batch.cases import record

    assert verdict_on_all([record(unseated=0)], "notice") == Verdict.CLEAN
    assert verdict_on_all([record(unseated=1)], "error") == Verdict.FINDINGS
    warned = record(findings_warning=2)
    assert verdict_on_all([warned], "error") == Verdict.CLEAN
    assert verdict_on_all([warned], "warning") == Verdict.FINDINGS
    assert verdict_on_all([warned, record(required_blocked=1)], "error") == Verdict.FAILED
