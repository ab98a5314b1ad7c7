"""Bring the translation catalogue up to date with the messages in the code.

``python scripts/messages.py`` extracts every literal inside ``_()`` and ``N_()``, merges it into
``spaceplan/locale/zh/LC_MESSAGES/spaceplan.po``, compiles it, and lists what is not translated.
With ``--check`` it writes nothing and fails where the catalogue is behind the code.
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
PO = ROOT / "spaceplan" / "locale" / "zh" / "LC_MESSAGES" / "spaceplan.po"
MO = PO.with_suffix(".mo")
KEYWORDS = {"_": None, "N_": None, "NN_": (1, 2)}


def extracted() -> Catalog:
    """Return all messages that stand in the code, by text; some for one and for several."""
    found: set[str | tuple[str, ...]] = set()
    for _file, _line, message, _comments, _context in extract_from_dir(
        ROOT / "spaceplan", method_map=[("**.py", "python")], keywords=KEYWORDS
    ):
        found.add(message if isinstance(message, str) else tuple(message))
    template = Catalog(project="spaceplan", charset="utf-8")
    for message in sorted(found, key=str):
        template.add(message, flags=["python-brace-format"] if "{" in str(message) else [])
    return template


def merged() -> Catalog:
    """Return the Chinese catalogue with just the messages that stand in the code."""
    with PO.open("rb") as stream:
        catalogue = read_po(stream, locale="zh")
    created = catalogue.creation_date
    catalogue.update(extracted(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    catalogue.creation_date = catalogue.revision_date = created  # else every run would differ
    catalogue.msgid_bugs_address, catalogue.last_translator = "-", "-"
    catalogue.language_team = "zh"
    return catalogue


def compiled(catalogue: Catalog) -> bytes:
    """Return the catalogue as gettext reads it."""
    stream = BytesIO()
    write_mo(stream, catalogue)
    return stream.getvalue()


def missing(catalogue: Catalog) -> list[str]:
    """Return the messages without a translation."""
    return [
        str(entry.id)
        for entry in catalogue
        if entry.id and not (entry.string and all(entry.string))
    ]


def main() -> int:
    """Update the catalogue, or check it; return the exit code."""
    catalogue = merged()
    open_messages = missing(catalogue)
    if "--check" in sys.argv:
        current = MO.exists() and MO.read_bytes() == compiled(catalogue)
        print(f"{len(open_messages)} messages not translated, compiled: {current}")
        return int(bool(open_messages) or not current)
    with PO.open("wb") as stream:
        write_po(stream, catalogue, width=100, omit_header=False, sort_output=True)
    MO.write_bytes(compiled(catalogue))
    print("\n".join(open_messages))
    print(f"{len(catalogue)} messages, {len(open_messages)} not translated")
    return 0


if __name__ == "__main__":
    sys.exit(main())
