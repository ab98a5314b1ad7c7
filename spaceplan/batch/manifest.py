"""The manifest: what was to be run, what became of it, and what is finished already."""

from __future__ import annotations

import json
import os
import platform
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import Any

from spaceplan import __version__
from spaceplan.batch.plan import RUNS, BatchPlan, Run
from spaceplan.batch.record import (
    RUN_FILE,
    SCHEMA_VERSION,
    RunRecord,
    RunState,
    record_from,
)
from spaceplan.errors import Fault, InputError
from spaceplan.files import write_atomically
from spaceplan.i18n import N_, Message
from spaceplan.report.summary import versions
from spaceplan.results import json_text

MANIFEST = "manifest.json"
#: What compares the runs, beside the manifest.
TABLE_CSV, TABLE_XLSX, TABLE_PARQUET = "runs.csv", "runs.xlsx", "runs.parquet"
FIGURES = ("comparison.svg", "comparison.png")
OUTCOMES = (TABLE_CSV, TABLE_XLSX, TABLE_PARQUET, *FIGURES)
_LOCK = ".lock"


def finished_record(run: Run) -> RunRecord | None:
    """Return the record of a run that is not to be repeated: folder complete, inputs the same.

    None otherwise; also where files of its folder are gone or have another length.
    """
    try:
        record = record_from(json.loads((run.target / RUN_FILE).read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return None
    if record is None or record.state != RunState.FINISHED or record.run != run.id:
        return None
    if record.fingerprint != run.fingerprint or not record.files:
        return None
    complete = all(_size(run.target / name) == size for name, size in record.files)
    return record if complete else None


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except OSError:
        return None


def manifest_dict(
    plan: BatchPlan, records: Mapping[str, RunRecord], *, begun: str, ended: str | None
) -> dict[str, Any]:
    """Return the content of ``manifest.json``: every run of the plan, waiting ones too."""
    return {
        "schema_version": SCHEMA_VERSION,
        "begun": begun,
        "ended": ended,
        "day": plan.day.isoformat(),
        "language": plan.language,
        "sweep": {"file": plan.sweep.file, "sha256": plan.sweep.sha256}
        if plan.sweep.file
        else None,
        "versions": versions(__version__),
        "platform": platform.platform(),
        "settings": {setting.name: setting.to_dict() for setting in plan.sweep.settings},
        "portfolios": {run.portfolio: str(run.folder) for run in plan.runs},
        "counts": _counts(plan, records),
        "runs": [_line(run, records.get(run.id)) for run in plan.runs],
    }


def _counts(plan: BatchPlan, records: Mapping[str, RunRecord]) -> dict[str, int]:
    states = [record.state for record in records.values()]
    return {
        **{state.value: states.count(state) for state in RunState},
        "waiting": len(plan.runs) - len(records),
    }


def _line(run: Run, record: RunRecord | None) -> dict[str, Any]:
    """Return the line of a run; what lies in its folder stands in the folder's own record."""
    if record is None:
        return {
            "run": run.id,
            "portfolio": run.portfolio,
            "setting": run.settings.name,
            "state": "waiting",
            "fingerprint": run.fingerprint,
        }
    line = record.to_dict()
    del line["schema_version"], line["files"]
    return {**line, "folder": f"{RUNS}/{run.id}"}


def write_manifest(plan: BatchPlan, content: dict[str, Any]) -> None:
    """Write the manifest, whole or not at all."""
    write_atomically(plan.folder / MANIFEST, json_text(content))


def day_of_batch(folder: Path) -> date | None:
    """Return the day that an earlier start of the batch took for today, None without one."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        content = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        return date.fromisoformat(content["day"])
    return None


def clear_remains(plan: BatchPlan) -> None:
    """Remove what a killed batch left half written, known by its name; nothing else."""
    _clear(plan.folder, (MANIFEST, *OUTCOMES))
    for run in plan.runs:
        _clear(run.target.parent, (run.target.name,))
        _clear(run.target, (RUN_FILE,))


def _clear(home: Path, names: Sequence[str]) -> None:
    """Remove what was to take the place of a file or folder: it lies hidden beside it."""
    begins = tuple(f".{name[:40]}." for name in names)
    with suppress(OSError):
        for path in list(home.iterdir()):
            if path.name.startswith(begins):
                _remove(path)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):
            path.unlink()


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Keep a second batch out of a folder; the lock goes with the process, however it ends.

    Raises
    ------
    InputError
        If another batch is at work there.
    """
    folder.mkdir(parents=True, exist_ok=True)
    try:
        import fcntl
    except ImportError:  # Windows
        yield
        return
    handle = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            found = Message.of(N_("a folder in which another batch is at work"))
            expected = Message.of(N_("another folder, or the other batch to end first"))
            raise InputError([Fault(str(folder), None, found, expected)]) from None
        yield
    finally:
        os.close(handle)
