"""A cure and a file to take away are made beside a long search, and do not wait for it."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from spaceplan import pipeline
from spaceplan.check.finding import fingerprint_of
from spaceplan.jobs import (
    AllocateRequest,
    CureRequest,
    ExportRequest,
    JobState,
    ShortRequest,
    end_job,
    read_answer,
    read_job,
    read_result,
    result_folder,
    start_job,
)
from spaceplan.judging import check, with_remedy
from tests.dashboard.town import save_town
from tests.jobs.conftest import wait_for_end, wait_until

#: Room hq-102: one of staff, whose quota is 9 m², in 18 m².
TOO_LARGE = fingerprint_of("room-area", "room", "hq-102")


def test_a_cure_is_found_while_a_long_search_has_the_only_slot(
    tmp_path: Path, large_city: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SPACEPLAN_JOBS", "1")
    long = start_job(tmp_path, AllocateRequest(large_city, time_limit=3600.0, workers=1))
    town = save_town(tmp_path / "town")
    try:
        job = wait_for_end(tmp_path, start_job(tmp_path, CureRequest(town, TOO_LARGE)))
        assert not read_job(tmp_path, long.id).state.is_over
    finally:
        end_job(long)
    prepared = pipeline.prepare(town)
    whole = check(prepared)
    finding = next(f for f in whole.findings if f.fingerprint == TOO_LARGE)
    assert (job.state, job.errors) == (JobState.DONE, ())
    assert read_answer(job) == with_remedy(prepared, whole, finding).answer


def test_all_plans_come_as_one_archive_of_drawings(tmp_path: Path) -> None:
    town = save_town(tmp_path / "town")
    request = ExportRequest(town, "plans.zip", "en")
    job = wait_for_end(tmp_path, start_job(tmp_path, request))
    content = read_result(job, "plans.zip")
    assert content is not None
    with ZipFile(BytesIO(content)) as archive:
        assert set(archive.namelist()) == {"stack.svg", "floors/hq-L01.svg", "floors/hq-L02.svg"}
        assert b"<svg" in archive.read("floors/hq-L01.svg")


@pytest.mark.parametrize("kind", ["cure", "export"])
def test_work_that_is_stopped_leaves_nothing_of_a_result(tmp_path: Path, kind: str) -> None:
    town = save_town(tmp_path / "town")
    requests: dict[str, ShortRequest] = {
        "cure": CureRequest(town, TOO_LARGE),
        "export": ExportRequest(town, "plans.zip", "en"),
    }
    job = start_job(tmp_path, requests[kind])
    job = wait_until(tmp_path, job, lambda job: job.progress.heartbeat is not None)
    half = job.folder / ".result.x"  # as the process has it while it writes
    half.mkdir()
    (half / "plans.zip").write_bytes(b"half")
    end_job(job)
    ended = read_job(tmp_path, job.id)
    assert ended.state.is_over
    assert ended.asked_to_stop
    assert result_folder(ended) is None
    assert not list(job.folder.glob(".*"))


def test_a_cure_of_what_is_no_finding_fails_in_words(tmp_path: Path) -> None:
    town = save_town(tmp_path / "town")
    job = wait_for_end(tmp_path, start_job(tmp_path, CureRequest(town, "0" * 16)))
    assert job.state is JobState.FAILED
    assert "not there any more" in job.errors[0]
