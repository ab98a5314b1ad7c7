"""The compiler, in one place: what it is told, and where it keeps what it compiled."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import numba

F = TypeVar("F", bound=Callable[..., Any])


def compiled(function: F) -> F:
    """Compile a function at its first call; the machine code is kept beside the file for later runs."""
    made: F = numba.njit(cache=True, nogil=True)(function)
    return made
