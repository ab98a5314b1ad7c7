"""What is raised on purpose: faults of the input, each with its place."""

from __future__ import annotations

import errno
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How bad a fault of an input file is."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Fault:
    """One fault of one input file.

    Parameters
    ----------
    file
        The file as the user would type it, relative to the portfolio folder.
    line
        One-based line (or row) number, or None when the file as a whole is meant.
    found, expected
        What stands there, and what should stand there, in words.
    severity
        An error stops the load; a warning is shown and the load goes on.
    """

    file: str
    line: int | None
    found: str
    expected: str
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        """Return ``file:line: found; expected``."""
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return f"{place}: {self.found}; expected {self.expected}"


class SpaceplanError(Exception):
    """Everything that spaceplan raises on purpose; several arguments are several lines."""

    def __str__(self) -> str:
        """Return the lines."""
        return "\n".join(map(str, self.args))


class InputError(SpaceplanError):
    """Input that cannot be used: carries every fault that was found, not only the first."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults: tuple[Fault, ...] = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))

    def __reduce__(self) -> tuple[type[InputError], tuple[tuple[Fault, ...]]]:
        """Pickle by the faults, so that the error survives a worker process."""
        return type(self), (self.faults,)


class MissingExtraError(SpaceplanError):
    """An optional library is needed; the message says how to install it."""

    def __init__(self, extra: str, purpose: str) -> None:
        self.extra = extra
        self.purpose = purpose
        super().__init__(
            f"{purpose} needs the optional part '{extra}': pip install 'spaceplan[{extra}]'"
        )

    def __reduce__(self) -> tuple[type[MissingExtraError], tuple[str, str]]:
        """Pickle by the arguments."""
        return type(self), (self.extra, self.purpose)


class SolverFaultError(SpaceplanError):
    """A solver refused its work or lost it: our mistake, never the user's."""


class ConflictError(SpaceplanError):
    """Hard requirements exclude each other, so that no plan exists; says which."""


#: What the loader of libraries says where there is no memory for one.
_NO_ROOM = ("failed to map segment", "cannot allocate memory")


def is_out_of_memory(error: BaseException | None) -> bool:
    """Return whether memory ran out, though it may be a library that could not be loaded for it.

    Examples
    --------
    >>> is_out_of_memory(MemoryError()), is_out_of_memory(ImportError("no module named 'x'"))
    (True, False)
    >>> is_out_of_memory(ImportError("libx.so: failed to map segment from shared object"))
    True
    """
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        if isinstance(error, MemoryError) or getattr(error, "errno", None) == errno.ENOMEM:
            return True
        loading = isinstance(error, ImportError | OSError)
        if loading and any(words in str(error).lower() for words in _NO_ROOM):
            return True
        error = error.__cause__ or error.__context__
    return False
