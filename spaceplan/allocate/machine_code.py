"""Functions that are compiled to machine code at their first call, and remembered on disk.

They let go of Python's lock, so that other threads are not kept waiting. The first call on a
machine takes some ten seconds: ``Preparation`` has another process do that, where there is
something else to do meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

from numba import njit

from spaceplan.allocate.child import Child

_Function = TypeVar("_Function", bound=Callable[..., Any])


def compiled(function: _Function) -> _Function:
    """Return a function of numbers and arrays, compiled.

    Whole floats stay exact: nothing is reordered or merged that would round otherwise.
    """
    return _compiled(function, counted=True)


def compiled_lean(function: _Function) -> _Function:
    """Return a function that makes no arrays of its own, compiled.

    Who uses the arrays is not counted then, which costs more than all else in loops over tables.
    """
    return _compiled(function, counted=False)


def inner(function: _Function) -> _Function:
    """Return a function that compiled ones call, and nobody else; it is compiled with them."""
    fast = njit(nogil=True, _nrt=False, no_cpython_wrapper=True, no_cfunc_wrapper=True)(function)
    return cast(_Function, fast)


def _compiled(function: _Function, *, counted: bool) -> _Function:
    try:
        fast = njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=counted)(function)
    except RuntimeError:  # no folder to remember it in can be written
        fast = njit(nogil=True, _nrt=counted)(function)
    return cast(_Function, fast)


def inlined(function: _Function) -> _Function:
    """Return a function whose body is put wherever a compiled one calls it.

    Tables of many arrays are slow to hand over: a step would cost ten times as much.
    """
    return cast(_Function, njit(inline="always", nogil=True, no_cfunc_wrapper=True)(function))


def is_remembered(function: Callable[..., Any]) -> bool:
    """Return whether the machine code of a compiled function lies on disk."""
    folder = getattr(getattr(function, "_cache", None), "cache_path", None)
    name = f"*.{function.__name__}-*.nbi"
    return folder is not None and any(Path(folder).glob(name))


class Preparation:
    """Has a compiled function made ready by another process, while this one goes on without it.

    Parameters
    ----------
    function
        The compiled function.
    code
        Python code that calls it.
    """

    def __init__(self, function: Callable[..., Any], code: str) -> None:
        self._function = function
        self._code = code
        self._child: Child | None = None
        self._ready = False

    def ready(self, *, wait: bool) -> bool:
        """Return whether to call the function now; ``wait``: in any case.

        Else its preparation is begun. Where it cannot be prepared, the function is never ready.
        """
        if not self._ready:
            self._ready = wait or is_remembered(self._function)
        if not self._ready and self._child is None:
            self._child = Child(self._code)
        if not self._ready and self._child is not None and not self._child.running:
            self._ready = is_remembered(self._function)
        return self._ready
