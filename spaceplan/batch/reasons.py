"""Why a run failed: what was raised, in words of both languages, and whose fault it is."""

from __future__ import annotations

import traceback
from collections.abc import Iterable

from spaceplan.batch.record import Failure, Reason
from spaceplan.errors import (
    ConflictError,
    Fault,
    InputError,
    Severity,
    SpaceplanError,
    is_out_of_memory,
)
from spaceplan.i18n import N_, Message, in_language

_MOST_LINES = 30


def reason_of(error: BaseException) -> tuple[Failure, Reason, str]:
    """Return whose fault it is, what is said of it, and the trace of a mistake of ours."""
    if isinstance(error, InputError):
        return Failure.INPUT, _in_both(map(_fault_line, _graver(error.faults))), ""
    if isinstance(error, ConflictError):
        return Failure.CONFLICT, _in_both(error.args), ""
    if isinstance(error, SpaceplanError):
        return Failure.INPUT, _in_both(error.args), ""
    if is_out_of_memory(error):
        return Failure.SYSTEM, _in_both([Message.of(N_("memory ran out"))]), ""
    if isinstance(error, OSError):
        return Failure.SYSTEM, _in_both([str(error)]), ""
    said = Message.of(
        N_("a mistake of the program ({kind}: {words}); please report it with the trace"),
        kind=type(error).__name__,
        words=str(error),
    )
    return Failure.MISTAKE, _in_both([said]), "".join(traceback.format_exception(error))


def lost(how: str, attempts: int) -> tuple[Failure, Reason]:
    """Return what is said of a run whose process ended before its work was done."""
    said = Message.of(
        N_("its process was ended from outside ({how}), {n} times; memory may have run out"),
        how=how,
        n=attempts,
    )
    return Failure.SYSTEM, _in_both([said])


def _graver(faults: Iterable[Fault]) -> list[Fault]:
    """Return the errors alone: warnings did not stop the run."""
    return [fault for fault in faults if fault.severity == Severity.ERROR]


def _fault_line(fault: Fault) -> Message:
    return Message.of(
        N_("{place}: {found}; expected {expected}"),
        place=fault.file if fault.line is None else f"{fault.file}:{fault.line}",
        found=fault.found,
        expected=fault.expected,
    )


def _in_both(lines: Iterable[object]) -> Reason:
    said = [line if isinstance(line, str) else str(line) for line in lines]
    shown = said[:_MOST_LINES]
    if len(said) > _MOST_LINES:
        shown.append(Message.of(N_("... and {n:,} more"), n=len(said) - _MOST_LINES))
    zh, en = ("\n".join(in_language(line, language) for line in shown) for language in ("zh", "en"))
    return Reason(zh, en)
