"""Long work goes on by itself, says how it goes, ends when asked, and its death is noticed."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from spaceplan import pipeline
from spaceplan.errors import SpaceplanError
from spaceplan.files import load_portfolio
from spaceplan.i18n import in_language
from spaceplan.jobs import (
    AllocateRequest,
    JobState,
    RemediesRequest,
    best_plan,
    cancel_job,
    end_job,
    jobs_folder,
    list_jobs,
    read_curve,
    read_job,
    result_folder,
    start_job,
)
from spaceplan.jobs.folder import read_process
from spaceplan.model import Changes, DepartmentChange
from tests.jobs.conftest import wait_for_end, wait_until


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "city.scenarios"
    yield folder
    for job in list_jobs(folder):  # a test that failed must not leave an hour's work behind
        if not job.state.is_over:
            end_job(job)


def test_a_job_finds_a_plan_that_the_checker_confirms(workspace: Path, city: Path) -> None:
    changes = Changes(departments=(DepartmentChange("archives", locked=("hq-203",)),))
    request = AllocateRequest(city, changes=changes, start="nothing", time_limit=5.0)
    job = wait_for_end(workspace, start_job(workspace, request, who="Li"))
    assert (job.state, job.errors, job.who) == (JobState.DONE, (), "Li")
    plan = best_plan(job, load_portfolio(city).portfolio)
    assert plan is not None
    assert [line.department for line in plan.of_room("hq-203")] == ["archives"]
    folder = result_folder(job)
    assert folder is not None
    summary = json.loads((folder / "summary.json").read_text("utf-8"))
    assert summary["unseated"] == 0
    curve = read_curve(job)
    assert curve[-1].value == pytest.approx(summary["objective"]["total"])
    assert job.progress.value == curve[-1].value
    assert job.started is not None
    assert job.ended is not None
    assert job.created <= job.started <= job.ended


def test_what_was_asked_can_be_read_again(workspace: Path, city: Path) -> None:
    changes = Changes(prices=(("excess", 9.0),), empty_storeys=("hq-L02",))
    request = AllocateRequest(city, changes=changes, order=("excess",), time_limit=1.0)
    job = start_job(workspace, request)
    assert read_job(workspace, job.id).request == request
    end_job(job)


def test_a_cancelled_search_keeps_its_best_plan(workspace: Path, large_city: Path) -> None:
    request = AllocateRequest(large_city, start="nothing", time_limit=3600.0, workers=1)
    job = start_job(workspace, request)
    job = wait_until(workspace, job, lambda job: job.progress.value is not None)
    assert job.state is JobState.RUNNING
    cancel_job(job)
    assert read_job(workspace, job.id).asked_to_stop
    job = wait_for_end(workspace, job)
    assert (job.state, job.errors) == (JobState.CANCELLED, ())
    folder = result_folder(job)
    assert folder is not None
    assert json.loads((folder / "summary.json").read_text("utf-8"))["stopped"] == "user"
    assert best_plan(job, load_portfolio(large_city).portfolio) is not None


def test_a_killed_process_is_noticed_and_its_best_plan_is_kept(
    workspace: Path, large_city: Path
) -> None:
    request = AllocateRequest(large_city, start="nothing", time_limit=3600.0, workers=1)
    job = start_job(workspace, request)
    job = wait_until(workspace, job, lambda job: (job.folder / "best").is_dir())
    record = read_process(job.folder)
    assert record is not None
    os.kill(record.pid, signal.SIGKILL)
    job = wait_for_end(workspace, job)
    assert job.state is JobState.FAILED
    assert "killed" in job.errors[0]
    assert result_folder(job) is None
    prepared = pipeline.prepare(large_city)
    plan = best_plan(job, prepared.portfolio)
    assert plan is not None
    assert pipeline.objective_of(prepared, plan).unseated == job.progress.unseated


def test_a_job_can_be_ended_at_once(workspace: Path, large_city: Path) -> None:
    job = start_job(workspace, AllocateRequest(large_city, time_limit=3600.0))
    end_job(job)
    job = read_job(workspace, job.id)
    assert job.state is JobState.FAILED
    assert job.asked_to_stop


def test_a_job_that_waits_for_its_turn_can_be_cancelled(
    workspace: Path, large_city: Path, city: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SPACEPLAN_JOBS", "1")
    first = start_job(workspace, AllocateRequest(large_city, time_limit=3600.0, workers=1))
    first = wait_until(workspace, first, lambda job: job.state is JobState.RUNNING)
    second = start_job(workspace, AllocateRequest(city, time_limit=1.0))
    second = wait_until(workspace, second, lambda job: job.progress.heartbeat is not None)
    assert second.state is JobState.WAITING
    cancel_job(second)
    second = wait_for_end(workspace, second)
    assert (second.state, result_folder(second)) == (JobState.CANCELLED, None)
    assert [job.id for job in list_jobs(workspace)] == [second.id, first.id]
    end_job(first)


def test_hard_requirements_that_exclude_each_other_are_said_in_both_languages(
    workspace: Path, city: Path
) -> None:
    storeys = ("hq-L01", "hq-L02")
    changes = Changes(
        departments=(DepartmentChange("archives", locked=("hq-103",)),), empty_storeys=storeys
    )
    job = start_job(workspace, AllocateRequest(city, changes=changes, time_limit=5.0))
    job = wait_for_end(workspace, job)
    assert job.state is JobState.FAILED
    assert any("hq-103" in error for error in job.errors)
    assert any(in_language(error, "zh") != str(error) for error in job.errors)
    assert best_plan(job, load_portfolio(city).portfolio) is None


def test_a_portfolio_that_cannot_be_read_fails_with_file_and_line(
    workspace: Path, city: Path
) -> None:
    text = (city / "portfolio.yaml").read_text("utf-8")
    (city / "portfolio.yaml").write_text(text + "banana: 1\n", "utf-8")
    job = wait_for_end(workspace, start_job(workspace, AllocateRequest(city)))
    assert job.state is JobState.FAILED
    assert job.errors[0].startswith("portfolio.yaml:")
    assert "banana" in job.errors[0]


def test_remedies_of_findings_are_found_by_a_job(workspace: Path, city: Path) -> None:
    job = wait_for_end(workspace, start_job(workspace, RemediesRequest(city)))
    assert (job.state, job.errors) == (JobState.DONE, ())
    folder = result_folder(job)
    assert folder is not None
    findings = json.loads((folder / "findings.json").read_text("utf-8"))
    assert findings["schema_version"] == 1


@pytest.mark.parametrize("id", ["../../etc", "", "x", "20260101-000000-00000000", "\0"])
def test_an_address_of_no_job_says_so(workspace: Path, id: str) -> None:
    with pytest.raises(SpaceplanError, match="no work"):
        read_job(workspace, id)


def test_a_folder_that_is_no_job_is_left_out(workspace: Path) -> None:
    folder = jobs_folder(workspace) / "20260101-000000-00000000"
    folder.mkdir(parents=True)
    assert list_jobs(workspace) == ()
    (folder / "request.json").write_text("{", "utf-8")
    assert list_jobs(workspace) == ()
