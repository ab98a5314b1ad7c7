"""The folder of a job: every file has one writer, and a reader sees it whole or not at all.

``request.json``, ``plan/`` and ``process.json`` come from whoever starts the job, ``stop`` from
whoever cancels it, all else from the job's own process.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from spaceplan.files.allocation import ALLOCATION, load_allocation
from spaceplan.jobs.job import CurvePoint, Job, JobProgress, JobState
from spaceplan.jobs.words import pack_words, unpack_words
from spaceplan.model import Allocation, Portfolio
from spaceplan.model.remedy import Answer

REQUEST = "request.json"
PLAN = "plan"
PROCESS = "process.json"
STATE = "state.json"
PROGRESS = "progress.json"
CURVE = "curve.jsonl"
BEST = "best"
RESULT = "result"
STOP = "stop"
LOG = "log.txt"
#: In the results of a search for a cure.
ANSWER = "answer.json"
_ANSWERS = TypeAdapter(Answer)


@dataclass(frozen=True)
class StateRecord:
    """What ``state.json`` says."""

    state: JobState
    who: str
    created: datetime
    started: datetime | None = None
    ended: datetime | None = None
    errors: tuple[str, ...] = ()


@dataclass(frozen=True)
class ProcessRecord:
    """Which process works on a job: its number, when it began (seconds), its machine."""

    pid: int
    began: float
    host: str


def write_json(path: Path, content: Mapping[str, Any]) -> None:
    """Write a small file so that a reader sees the old or the new one.

    Not forced onto the disk: after a power cut the process is gone anyway, and says nothing more.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    temporary.write_text(json.dumps(content, ensure_ascii=False) + "\n", "utf-8")
    os.replace(temporary, path)


def read_json(path: Path) -> dict[str, Any] | None:
    """Return what a file holds; None where there is none, or none of ours."""
    try:
        content = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    return content if isinstance(content, dict) else None


def write_state(folder: Path, record: StateRecord) -> None:
    """Write ``state.json``."""
    content = asdict(record) | {
        "state": str(record.state),
        "errors": [pack_words(error) for error in record.errors],
        **{key: _text(getattr(record, key)) for key in ("created", "started", "ended")},
    }
    write_json(folder / STATE, content)


def read_state(folder: Path) -> StateRecord | None:
    """Return what ``state.json`` says; None where it says nothing."""
    content = read_json(folder / STATE)
    with suppress(KeyError, ValueError, TypeError):
        if content is not None:
            return StateRecord(
                state=JobState(content["state"]),
                who=str(content["who"]),
                created=datetime.fromisoformat(content["created"]),
                started=_moment(content["started"]),
                ended=_moment(content["ended"]),
                errors=tuple(unpack_words(error) for error in content["errors"]),
            )
    return None


def write_progress(folder: Path, progress: JobProgress) -> None:
    """Write ``progress.json``."""
    content = asdict(progress) | {
        "step": pack_words(progress.step),
        "until": _text(progress.until),
        "heartbeat": _text(progress.heartbeat),
    }
    write_json(folder / PROGRESS, content)


def read_progress(folder: Path) -> JobProgress:
    """Return what ``progress.json`` says, nothing where there is none yet."""
    content = read_json(folder / PROGRESS)
    if content is None:
        return JobProgress()
    try:
        return JobProgress(
            **content
            | {
                "step": unpack_words(content["step"]),
                "until": _moment(content["until"]),
                "heartbeat": _moment(content["heartbeat"]),
            }
        )
    except (KeyError, ValueError, TypeError):
        return JobProgress()


def read_process(folder: Path) -> ProcessRecord | None:
    """Return which process works on a job; None where none was started."""
    content = read_json(folder / PROCESS)
    with suppress(KeyError, ValueError, TypeError):
        if content is not None:
            return ProcessRecord(int(content["pid"]), float(content["began"]), content["host"])
    return None


def append_curve(folder: Path, points: list[CurvePoint]) -> None:
    """Add points to the curve."""
    with (folder / CURVE).open("a", encoding="utf-8") as stream:
        stream.writelines(json.dumps(asdict(point)) + "\n" for point in points)


def read_curve(job: Job) -> tuple[CurvePoint, ...]:
    """Return the curve of a search so far; a line that is being written is left out."""
    try:
        lines = (job.folder / CURVE).read_text("utf-8").splitlines()
    except OSError:
        return ()
    points = []
    for line in lines:
        with suppress(ValueError, TypeError):
            points.append(CurvePoint(**json.loads(line)))
    return tuple(points)


def result_folder(job: Job) -> Path | None:
    """Return where a job's results are; None where it has none."""
    folder = job.folder / RESULT
    return folder if folder.is_dir() else None


def read_result(job: Job, name: str) -> bytes | None:
    """Return a file that a job has made; None where it has not."""
    try:
        return (job.folder / RESULT / name).read_bytes()
    except OSError:
        return None


def answer_text(answer: Answer) -> str:
    """Return as JSON what cures a finding."""
    return _ANSWERS.dump_json(answer, indent=1).decode() + "\n"


def read_answer(job: Job) -> Answer | None:
    """Return what a job found to cure a finding; None where it came to no answer."""
    text = read_result(job, ANSWER)
    with suppress(ValueError):
        return None if text is None else _ANSWERS.validate_json(text)
    return None


def best_plan(job: Job, portfolio: Portfolio) -> Allocation | None:
    """Return the plan that a search found, else its best so far, None before the first one.

    Raises
    ------
    InputError
        If it does not fit the portfolio, whose files may have changed meanwhile.
    """
    for name in (RESULT, BEST):
        if (job.folder / name / ALLOCATION).is_file():
            return load_allocation(job.folder / name, portfolio)
    return None


def _text(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
