"""Start a job, look at it, ask it to stop, end it, clear away what is old."""

from __future__ import annotations

import os
import re
import secrets
import shutil
import subprocess
import sys
from collections import Counter
from contextlib import suppress
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread

import psutil

from spaceplan.errors import SpaceplanError
from spaceplan.files.allocation import ALLOCATION, SEATS
from spaceplan.files.atomic import write_atomically
from spaceplan.i18n import N_, Message
from spaceplan.jobs.alive import is_alive, process_of, this_process
from spaceplan.jobs.folder import (
    LOG,
    PLAN,
    PROCESS,
    REQUEST,
    STOP,
    StateRecord,
    read_process,
    read_progress,
    read_state,
    write_json,
    write_state,
)
from spaceplan.jobs.job import Job, JobState
from spaceplan.jobs.request import Request, read_request, request_text
from spaceplan.store import PlanFiles

_FOLDER = ".jobs"
_ID = re.compile(r"[0-9]{8}-[0-9]{6}-[0-9a-f]{8}")
_PARENT = str(Path(__file__).resolve().parents[2])
#: Ended jobs are kept so long, and so many of a kind.
_DAYS, _MOST = 14, 50
_LOST = N_(
    "the work's process ended before its work was done: it was killed, or the machine was switched "
    "off; the best plan so far is kept"
)


def jobs_folder(workspace: Path) -> Path:
    """Return where the jobs of a workspace are."""
    return workspace / _FOLDER


def start_job(
    workspace: Path, request: Request, *, who: str = "", plan: PlanFiles | None = None
) -> Job:
    """Start work in a process of its own, which goes on whatever becomes of this one.

    Parameters
    ----------
    plan
        The plan that the request means by ``plan``.

    Raises
    ------
    SpaceplanError
        If nothing can be written there, or no process can be had.
    """
    now = datetime.now(UTC)
    id = f"{now:%Y%m%d-%H%M%S}-{secrets.token_hex(4)}"
    folder = jobs_folder(workspace).absolute() / id
    request = replace(request, portfolio=request.portfolio.absolute())
    try:
        clean_jobs(workspace)
        folder.mkdir(parents=True)
        write_atomically(folder / REQUEST, request_text(request))
        if plan is not None:
            write_atomically(folder / PLAN / ALLOCATION, plan.allocation)
            if plan.people is not None:
                write_atomically(folder / PLAN / SEATS, plan.people)
        write_state(folder, StateRecord(JobState.WAITING, who, now))
        write_json(folder / PROCESS, asdict(this_process(_spawn(folder))))
    except (OSError, psutil.Error) as error:
        text = N_("the work could not be started ({reason})")
        raise SpaceplanError(Message.of(text, reason=str(error))) from error
    return read_job(workspace, id)


def _spawn(folder: Path) -> int:
    """Start the process: a session of its own, so that no signal to this one reaches it."""
    path = os.pathsep.join(filter(None, (_PARENT, os.environ.get("PYTHONPATH"))))
    with (folder / LOG).open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "spaceplan.jobs", str(folder)],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            env={**os.environ, "PYTHONPATH": path},
        )
    Thread(target=process.wait, daemon=True).start()  # so that it does not stay as a zombie
    return process.pid


def read_job(workspace: Path, id: str) -> Job:
    """Return how a job goes.

    Raises
    ------
    SpaceplanError
        If there is none of this id, any more or at all.
    """
    folder = jobs_folder(workspace) / id
    job = _read(folder) if _ID.fullmatch(id) else None
    if job is None:
        raise SpaceplanError(Message.of(N_("there is no work '{id}' any more"), id=id[:40]))
    return job


def _read(folder: Path) -> Job | None:
    try:
        request = read_request((folder / REQUEST).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    record, progress = read_state(folder), read_progress(folder)
    if record is None:
        return None
    if not record.state.is_over and not is_alive(
        read_process(folder), record.created, progress.heartbeat
    ):
        record = read_state(folder) or record  # it may have ended between two looks
        if not record.state.is_over:
            record = replace(record, state=JobState.FAILED, errors=(Message.of(_LOST),))
    return Job(
        id=folder.name,
        folder=folder,
        request=request,
        who=record.who,
        state=record.state,
        created=record.created,
        started=record.started,
        ended=record.ended or (progress.heartbeat if record.state.is_over else None),
        errors=record.errors,
        asked_to_stop=(folder / STOP).exists(),
        progress=progress,
    )


def list_jobs(workspace: Path) -> tuple[Job, ...]:
    """Return all jobs of a workspace, the last one first; what is none of ours is left out."""
    with suppress(OSError):
        names = sorted(os.listdir(jobs_folder(workspace)), reverse=True)
        folders = (jobs_folder(workspace) / name for name in names if _ID.fullmatch(name))
        return tuple(job for folder in folders if (job := _read(folder)) is not None)
    return ()


def cancel_job(job: Job) -> None:
    """Ask a job to end with the best so far; it does so within a second or two of searching."""
    with suppress(OSError):
        (job.folder / STOP).touch()


def end_job(job: Job) -> None:
    """End a job's process at once; what it wrote whole stays, such as the best plan."""
    cancel_job(job)
    record = read_process(job.folder)
    process = None if record is None else process_of(record)
    if process is None:
        return
    with suppress(psutil.Error):
        for child in process.children(recursive=True):
            with suppress(psutil.Error):
                child.kill()
        process.kill()
        process.wait(timeout=5)
        _clear_unfinished(job.folder)


def _clear_unfinished(folder: Path) -> None:
    """Clear away what a process was writing when it was ended; see ``FolderWriter``."""
    for path in folder.glob(".*"):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def clean_jobs(workspace: Path) -> None:
    """Clear away jobs that ended two weeks ago, and of each kind all but the last fifty."""
    oldest = datetime.now(UTC) - timedelta(days=_DAYS)
    number: Counter[str] = Counter()
    for job in list_jobs(workspace):
        if job.state.is_over:
            number[job.request.kind] += 1
            if number[job.request.kind] > _MOST or (job.ended or job.created) < oldest:
                shutil.rmtree(job.folder, ignore_errors=True)
