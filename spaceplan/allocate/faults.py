"""What went wrong in the middle of a search, in words: the best plan so far outlives it."""

from __future__ import annotations

import traceback
from concurrent.futures import BrokenExecutor
from pathlib import Path

from spaceplan.errors import SpaceplanError, is_out_of_memory
from spaceplan.i18n import N_, Message

_PROGRAM = Path(__file__).parents[1]


def fault_message(error: BaseException) -> Message:
    """Return what a user is told of an error that ended a part of the search."""
    if is_out_of_memory(error):
        return Message.of(N_("memory ran out"))
    if isinstance(error, BrokenExecutor | ChildProcessError):
        return Message.of(N_("a worker process ended before its work was done"))
    if isinstance(error, SpaceplanError) and error.args and isinstance(error.args[0], Message):
        return error.args[0]
    text = N_("a mistake of the program in {place}, please report it: {kind} {text}")
    said = "".join(c for c in str(error) if c.isprintable())[:200]
    return Message.of(text, place=_place(error), kind=type(error).__name__, text=said)


def _place(error: BaseException) -> str:
    """Return ``file.py:line`` of the last line of ours that the error went through."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if _PROGRAM in Path(frame.filename).parents]
    return f"{Path(ours[-1].filename).name}:{ours[-1].lineno}" if ours else "?"
