"""Python's search for cycles of garbage, paused where there are none and it costs time."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collection() -> Iterator[None]:
    """Pause the search for cycles; every search walks all that was read or built before.

    It took 40 % of the time of loading 100,000 rooms, and made that grow faster than the rooms.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
