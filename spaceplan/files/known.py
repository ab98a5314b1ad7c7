"""Which ids exist, and the fault of naming one that does not."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from spaceplan.errors import Fault, Severity
from spaceplan.files.nearest import Suggester
from spaceplan.i18n import N_, Message
from spaceplan.model.common import Source


class Known:
    """The ids of one kind of thing.

    Parameters
    ----------
    ids
        Those that exist.
    excused
        Those that may exist, in parts of files that were left out.
    complete
        False if whole files could not be read: then nothing is known not to exist.
    """

    def __init__(self, ids: Iterable[str], excused: frozenset[str], complete: bool = True) -> None:
        self.ids = frozenset(ids)
        self._excused = excused
        self._complete = complete
        self._suggester: Suggester | None = None

    @property
    def complete(self) -> bool:
        """Whether all files could be read in which such ids stand."""
        return self._complete

    @property
    def excused(self) -> frozenset[str]:
        """Ids that may exist, in parts of files that were left out."""
        return self._excused

    def lacks(self, id: str) -> bool:
        """Return whether an id is sure to name nothing."""
        return id not in self.ids and id not in self._excused and self._complete

    def fault(self, file: str, line: int, found: str, id: str, **values: Any) -> Fault:
        """Return the fault of naming an id that does not exist, with the nearest one.

        ``found`` is a marked template with the field ``id`` and those of ``values``.
        """
        if self._suggester is None:
            self._suggester = Suggester(sorted(self.ids))
        close = self._suggester.nearest(id)
        expected = (
            Message.of(N_("an id that exists"))
            if close is None
            else Message.of(N_("an id that exists, such as '{id}'"), id=close)
        )
        return Fault(file, line, Message.of(found, id=id, **values), expected)


def fault_at(
    source: Source | None,
    found: str,
    expected: str,
    severity: Severity = Severity.ERROR,
    /,
    **values: Any,
) -> Fault:
    """Return a fault at a source from two marked templates that share their values."""
    place = source or Source("", 1)
    return Fault(
        place.file,
        place.line,
        Message.of(found, **values),
        Message.of(expected, **values),
        severity,
    )
