"""The child process that reads one IFC file: ``python -m spaceplan.formats.ifc.worker IN OUT``.

It writes a pickle of what ``read_here`` returned, or of the error that it raised on purpose.
"""

from __future__ import annotations

import pickle
import sys
from pathlib import Path

from spaceplan.errors import Fault, InputError, SpaceplanError
from spaceplan.formats.ifc.reading import read_here
from spaceplan.i18n import N_, Message

#: Memory beyond this is refused: libraries, and what a model takes (about ten times its file).
_LEAST_MEMORY = 4 * 1024**3
_MEMORY_PER_BYTE = 24


def main(source: Path, answer: Path) -> None:
    """Read a file and write the answer."""
    _limit_memory(source)
    result: object
    try:
        result = read_here(source)
    except SpaceplanError as error:
        result = error
    except Exception as error:  # hostile data can make the library raise anything
        found = Message.of(
            N_("data that cannot be read ({reason})"), reason=f"{type(error).__name__}: {error}"
        )
        result = InputError([Fault(source.name, None, found, Message.of(N_("valid IFC")))])
    part = answer.with_suffix(".part")
    part.write_bytes(pickle.dumps(result))
    part.rename(answer)


def _limit_memory(source: Path) -> None:
    try:
        import resource
    except ImportError:  # not a Unix system
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    size = source.stat().st_size if source.is_file() else 0
    limit = _LEAST_MEMORY + _MEMORY_PER_BYTE * size
    limit = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
