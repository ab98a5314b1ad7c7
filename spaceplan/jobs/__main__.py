"""The process of a job: ``python -m spaceplan.jobs FOLDER``."""

from __future__ import annotations

import logging
import os
import sys
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from spaceplan.errors import InputError, SpaceplanError, is_out_of_memory
from spaceplan.i18n import N_, Message
from spaceplan.jobs.folder import LOG, REQUEST, StateRecord, read_state, write_state
from spaceplan.jobs.job import JobState
from spaceplan.jobs.request import ShortRequest, read_request
from spaceplan.jobs.scribe import Scribe
from spaceplan.jobs.slots import own_slot

#: Pages come before long work where both want a core.
_NICE = 5


def main() -> None:
    """Work on the job whose folder is named."""
    folder = Path(sys.argv[1])
    with suppress(AttributeError, OSError):
        os.nice(_NICE)
    record = read_state(folder)
    if record is None or record.state is not JobState.WAITING:
        sys.exit(f"{folder} is no job that waits")
    run_job(folder, record)


def run_job(folder: Path, record: StateRecord) -> None:
    """Wait for a turn, work, and write down how it ended."""
    scribe = Scribe(folder)
    with scribe.writing(), own_slot(scribe.stopped, _queue_of(folder)) as has_slot:
        if has_slot:
            record = replace(record, state=JobState.RUNNING, started=_now())
            write_state(folder, record)
            errors = _work(folder, scribe)
        else:
            errors = ()
    state = JobState.CANCELLED if scribe.stopped() else JobState.DONE
    if errors:
        state = JobState.FAILED
    write_state(folder, replace(record, state=state, ended=_now(), errors=errors))


def _queue_of(folder: Path) -> str:
    """Return where a job waits: what takes a minute does not wait for searches of an hour."""
    with suppress(OSError, ValueError):
        request = read_request((folder / REQUEST).read_text("utf-8"))
        return "short-" if isinstance(request, ShortRequest) else ""
    return ""


def _work(folder: Path, scribe: Scribe) -> tuple[str, ...]:
    """Do the work; return what went wrong, in words."""
    try:
        from spaceplan.jobs.work import do_work  # late: its libraries take seconds to load

        do_work(read_request((folder / REQUEST).read_text("utf-8")), folder, scribe)
    except SpaceplanError as error:
        return _words_of(error)
    except Exception as error:
        if is_out_of_memory(error):
            return (Message.of(N_("memory ran out; nothing was written")),)
        logging.getLogger(__name__).exception("the job failed")
        text = N_("a mistake of the program, please report it with the file {log}: {error}")
        said = f"{type(error).__name__}: {error}"
        return (Message.of(text, log=str(folder / LOG), error=said),)
    return ()


def _words_of(error: SpaceplanError) -> tuple[str, ...]:
    if not isinstance(error, InputError):
        return tuple(error.args)
    text = N_("{place}: {found}; expected {expected}")
    return tuple(
        Message.of(
            text,
            place=fault.file if fault.line is None else f"{fault.file}:{fault.line}",
            found=fault.found,
            expected=fault.expected,
        )
        for fault in error.faults
    )


def _now() -> datetime:
    return datetime.now(UTC)


if __name__ == "__main__":
    main()
