"""Old jobs are cleared away, and processes are told apart."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psutil
import pytest

from spaceplan.i18n import N_, Message, Named, in_language
from spaceplan.jobs import AllocateRequest, JobState, clean_jobs, jobs_folder, list_jobs
from spaceplan.jobs.alive import is_alive, process_of, this_machine, this_process
from spaceplan.jobs.folder import REQUEST, StateRecord, write_state
from spaceplan.jobs.request import request_text
from spaceplan.jobs.words import pack_words, unpack_words
from spaceplan.things import ROOMS, number_of

NOW = datetime.now(UTC)


def past_job(workspace: Path, number: int, ended: datetime | None) -> Path:
    folder = jobs_folder(workspace) / f"20260101-000000-{number:08x}"
    folder.mkdir(parents=True)
    (folder / REQUEST).write_text(request_text(AllocateRequest(Path("city"))), "utf-8")
    state = JobState.RUNNING if ended is None else JobState.DONE
    write_state(folder, StateRecord(state, "", NOW, NOW, ended))
    return folder


def test_jobs_that_ended_long_ago_are_cleared_away_and_those_under_way_stay(tmp_path: Path) -> None:
    old = past_job(tmp_path, 1, NOW - timedelta(days=15))
    young = past_job(tmp_path, 2, NOW - timedelta(days=13))
    running = past_job(tmp_path, 3, None)
    clean_jobs(tmp_path)
    assert [path.is_dir() for path in (old, young, running)] == [False, True, True]


def test_of_many_jobs_the_last_fifty_stay(tmp_path: Path) -> None:
    folders = [past_job(tmp_path, number, NOW) for number in range(53)]
    clean_jobs(tmp_path)
    assert [path.is_dir() for path in folders] == [False] * 3 + [True] * 50
    assert len(list_jobs(tmp_path)) == 50


def test_a_process_of_the_same_number_that_began_at_another_time_is_another_one() -> None:
    own = this_process(os.getpid())
    assert is_alive(own, NOW, None)
    assert not is_alive(replace(own, began=own.began - 60), NOW, None)


def test_a_clock_that_is_set_makes_no_process_another_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(psutil, "LINUX", True)  # others keep the time of day of the begin
    own = this_process(os.getpid())
    boot, begin = psutil.boot_time() + 500, psutil.Process().create_time() + 500
    monkeypatch.setattr(psutil, "boot_time", lambda: boot)
    monkeypatch.setattr(psutil.Process, "create_time", lambda _: begin)
    assert is_alive(own, NOW, None)


def test_on_another_machine_silence_is_death() -> None:
    elsewhere = replace(this_process(os.getpid()), host="elsewhere")
    minutes_ago = NOW - timedelta(minutes=5)
    assert is_alive(elsewhere, minutes_ago, datetime.now(UTC))
    assert not is_alive(elsewhere, minutes_ago, minutes_ago)
    assert process_of(elsewhere) is None
    assert process_of(replace(elsewhere, host=this_machine())) is not None


def test_a_machine_that_is_started_anew_is_another_one(monkeypatch: pytest.MonkeyPatch) -> None:
    before = this_process(os.getpid())
    monkeypatch.setattr(Path, "read_text", lambda *_: "another start\n")
    assert this_machine().endswith(" another start")
    assert process_of(before) is None


def test_a_job_without_a_process_is_given_time_to_be_born() -> None:
    assert is_alive(None, datetime.now(UTC), None)
    assert not is_alive(None, NOW - timedelta(minutes=5), None)


def test_messages_survive_as_data_with_all_their_values() -> None:
    inner = Message.of(N_("room '{room}' is missing"), room="hq-101")
    outer = Message.of(
        "{n:,} {what} {name}", n=1200, what=inner, name=Named.of("财政局", "Finance")
    )
    unpacked = unpack_words(pack_words(outer))
    assert isinstance(unpacked, Message)
    assert unpacked == outer
    assert unpacked.values["what"].template == inner.template
    assert unpacked.values["name"].zh == "财政局"
    one = unpack_words(pack_words(number_of(ROOMS, 1)))
    assert (one, in_language(one, "zh")) == ("1 room", "1 间房")
    assert unpack_words(pack_words("plain")) == "plain"
