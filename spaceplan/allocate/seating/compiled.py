"""Functions that are compiled to machine code at their first call, and remembered on disk.

They let go of Python's lock, so that other threads are not kept waiting.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from numba import njit

_Function = TypeVar("_Function", bound=Callable[..., Any])


def compiled(function: _Function) -> _Function:
    """Return a function of numbers and arrays, compiled.

    Whole floats stay exact: nothing is reordered or merged that would round otherwise.
    """
    try:
        fast = njit(cache=True, nogil=True, no_cfunc_wrapper=True)(function)
    except RuntimeError:  # no folder to remember it in can be written
        fast = njit(nogil=True)(function)
    return cast(_Function, fast)
