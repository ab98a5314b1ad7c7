"""A waiver added to a portfolio's folder: the file is kept as its author wrote it."""

from __future__ import annotations

import os
import re
from pathlib import Path
from threading import Lock

from spaceplan.errors import Fault, InputError, SpaceplanError
from spaceplan.files.atomic import write_atomically
from spaceplan.files.lookup import PORTFOLIO_FILE
from spaceplan.files.people import to_waivers
from spaceplan.files.raw_portfolio import FileWaivers
from spaceplan.files.reading import WAIVERS
from spaceplan.files.text import read_text_file
from spaceplan.files.validation import validate
from spaceplan.files.yaml_reader import parse_yaml
from spaceplan.files.yaml_writer import items
from spaceplan.i18n import N_, Message
from spaceplan.model import Waiver

_KEYS = ("rule", "subject", "reason", "approver", "until")
_EMPTY = "# Dated, reasoned permissions not to mend a finding yet.\nwaivers:\n"
_NONE = re.compile(r"waivers:\s*\[\s*\]\s*(#.*)?$")
#: Planners of one process write one after the other.
_WRITING = Lock()


def add_waiver(folder: Path, waiver: Waiver) -> str:
    """Add a waiver to the portfolio's waivers.yaml, or make that file; return the file's name.

    What stands in the file stays, comments too. Nothing is written unless the file reads back as
    all the waivers before and the new one.

    Raises
    ------
    InputError
        If the file, or the waiver, cannot be read; with every fault.
    SpaceplanError
        If the folder cannot be written.
    """
    with _WRITING:
        name = _file_name(folder)
        path = folder / name
        before = _read(folder, name) if path.exists() else ""
        known = _parse(before, name) if before else ()
        after = _with(before, waiver)
        if _parse(after, name) != (*known, waiver):
            raise _not_a_block_list(name)
        if not os.access(folder, os.W_OK) or (path.exists() and not os.access(path, os.W_OK)):
            raise _not_writable(name)
        try:
            write_atomically(path, after)
        except OSError as error:
            raise _not_writable(name) from error
    return name


def _file_name(folder: Path) -> str:
    """Return the name of the file as portfolio.yaml states it, else the usual one."""
    document = parse_yaml(_read(folder, PORTFOLIO_FILE), PORTFOLIO_FILE)
    files = document.data.get("files") if isinstance(document.data, dict) else None
    stated = files.get("waivers") if isinstance(files, dict) else None
    inside = isinstance(stated, str) and (folder / stated).resolve().is_relative_to(
        folder.resolve()
    )
    return str(stated) if inside else WAIVERS


def _read(folder: Path, name: str) -> str:
    return read_text_file(folder / name, name).text


def _parse(text: str, name: str) -> tuple[Waiver, ...]:
    document = parse_yaml(text, name)
    return to_waivers(validate(FileWaivers, document), document)


def _with(before: str, waiver: Waiver) -> str:
    """Return the file's text with one line more, as its list is indented."""
    lines = ["waivers:" if _NONE.match(x) else x for x in (before or _EMPTY).rstrip().splitlines()]
    indents = [len(line) - len(line.lstrip()) for line in lines if line.lstrip().startswith("- ")]
    lines += items([[(key, getattr(waiver, key)) for key in _KEYS]], min(indents, default=2))
    return "\n".join(lines) + "\n"


def _not_a_block_list(name: str) -> InputError:
    found = Message.of(N_("a list to which nothing can be added without rewriting the file"))
    expected = Message.of(N_("waivers: followed by one line a waiver, each beginning with '- '"))
    return InputError([Fault(name, None, found, expected)])


def _not_writable(name: str) -> SpaceplanError:
    text = N_(
        "'{name}' cannot be written: the portfolio's folder is read-only. Copy the portfolio to a "
        "folder of your own and open that one."
    )
    return SpaceplanError(Message.of(text, name=name))
