"""Not all at once: as many jobs as there are pairs of cores, the others wait."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress

from filelock import FileLock, Timeout
from platformdirs import user_cache_path

#: How many jobs of one user may run at once on this machine; else one for every two cores.
SETTING = "SPACEPLAN_JOBS"
_BETWEEN = 0.3


def slot_number() -> int:
    """Return how many jobs may run at once."""
    with suppress(ValueError):
        return max(1, int(os.environ.get(SETTING, "")))
    return max(1, (os.cpu_count() or 1) // 2)


@contextmanager
def own_slot(stopped: Callable[[], bool], queue: str = "") -> Iterator[bool]:
    """Wait for a slot and hold it; False where somebody asked to stop before there was one.

    Each queue has slots of its own, so that a minute's work does not wait for an hour's.

    A slot is a lock of the system, which is let go however its holder ends. Where locks cannot be
    had nobody waits.
    """
    with ExitStack() as held:
        try:
            yield _wait(held, stopped, queue)
        finally:
            held.close()


def _wait(held: ExitStack, stopped: Callable[[], bool], queue: str) -> bool:
    folder = user_cache_path("spaceplan", appauthor=False) / "slots"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        while not stopped():
            for i in range(slot_number()):
                with suppress(Timeout):
                    held.enter_context(FileLock(folder / f"{queue}{i}.lock", timeout=0))
                    return True
            time.sleep(_BETWEEN)
    except OSError:
        return True
    return False
