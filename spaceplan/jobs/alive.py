"""Whether the process of a job is still there."""

from __future__ import annotations

import socket
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psutil

from spaceplan.jobs.folder import ProcessRecord

#: A process of the same number that began so much later or earlier is another one, seconds.
_SAME_BEGIN = 2.0
#: On another machine, or before this one was started anew, nobody can look: then silence for so
#: long is death.
_SILENCE = timedelta(seconds=60)
#: How long a job may be without a process: from its folder to the first word of its process.
_BIRTH = timedelta(seconds=30)


def this_process(pid: int) -> ProcessRecord:
    """Return the record of a process of this machine."""
    return ProcessRecord(pid, _began(psutil.Process(pid)), this_machine())


def this_machine() -> str:
    """Return the name of this machine, and which of its starts this is, where that can be read."""
    name = socket.gethostname()
    with suppress(OSError):
        return f"{name} {Path('/proc/sys/kernel/random/boot_id').read_text('ascii').strip()}"
    return name


def is_alive(record: ProcessRecord | None, created: datetime, heartbeat: datetime | None) -> bool:
    """Return whether a job's process is there, as far as can be seen from here."""
    now = datetime.now(UTC)
    if record is None:
        return now - created < _BIRTH
    if record.host != this_machine():
        return now - (heartbeat or created) < _SILENCE
    return process_of(record) is not None


def process_of(record: ProcessRecord) -> psutil.Process | None:
    """Return a job's process on this machine; None where it is gone, or elsewhere."""
    if record.host != this_machine():
        return None
    try:
        process = psutil.Process(record.pid)
        same = abs(_began(process) - record.began) < _SAME_BEGIN
        return process if same and process.status() != psutil.STATUS_ZOMBIE else None
    except psutil.Error:
        return None


def _began(process: psutil.Process) -> float:
    """Return when a process began, by a clock that nobody sets, seconds.

    Linux counts from the machine's start: as time of day it would change with every setting of the
    clock, as after a virtual machine was halted. Others keep the time of day that it was.
    """
    if psutil.LINUX:
        boot = psutil.boot_time()  # first: older versions remember it for all times of day
        return process.create_time() - boot
    return process.create_time()
