"""Foreign formats: one bridge each, from a file that another program wrote to a portfolio.

Filled Excel forms are read by ``xlsx``, into a portfolio that has the floor plans which they lack.

Nothing downstream knows a foreign format: a bridge returns an ``Imported``, the portfolio in our
own words and notes on what was left out or guessed, and ``spaceplan.files.save_portfolio`` makes a
folder of it that a person can read, correct and review.

How another format is added
---------------------------
1. Write one module here (a sub-package where it is more than one concept), named after the
   format, with one function ``read_x(path, *, progress=SILENT) -> Imported``. Bridges never
   import each other; what they share lies beside them: ``outlines`` (any geometry to simple
   polygons in millimetres), ``readable_ids`` (names to ids), ``use_words`` (what rooms are called
   in English, German and Chinese, and the use that this means).
2. Import its library inside functions and raise ``MissingExtraError`` where it is not installed;
   name the extra in ``pyproject.toml``.
3. Coordinates: metres in one plane a building, its place on the site in ``Building.origin`` and
   ``rotation``. Storeys are numbered as the house numbers them. A stated area is a room's
   ``area``; a drawn one is never put there.
4. Never hide a room: what cannot be taken over becomes a note that names it, with its line. What
   makes the whole file unusable raises ``InputError`` with file, found and expected. A hostile
   file may cost time and memory up to a limit, never the process.
5. Add its endings to ``_BRIDGES`` below, and a test that reads a real file.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from spaceplan.errors import Fault, InputError
from spaceplan.formats.imported import Imported, ReadSheet
from spaceplan.i18n import N_, Message
from spaceplan.progress import SILENT, Progress

__all__ = ["Imported", "ReadSheet", "read_foreign"]

#: File ending to the module and the function that read it.
_BRIDGES = {".ifc": ("spaceplan.formats.ifc", "read_ifc")}


def read_foreign(path: Path, *, progress: Progress = SILENT) -> Imported:
    """Read a file of any known foreign format; its ending says which one it is.

    Raises
    ------
    InputError
        If no bridge knows the ending, or the file cannot be used.
    MissingExtraError
        If the format's library is not installed.
    """
    bridge = _BRIDGES.get(path.suffix.lower())
    if bridge is None:
        found = Message.of(N_("a file that ends in '{ending}'"), ending=path.suffix)
        expected = Message.of(N_("one of {endings}"), endings=", ".join(_BRIDGES))
        raise InputError([Fault(path.name, None, found, expected)])
    module, function = bridge
    imported: Imported = getattr(import_module(module), function)(path, progress=progress)
    return imported
