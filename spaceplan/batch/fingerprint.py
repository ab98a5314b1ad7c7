"""What a run depends on, as one hash: files, rules, settings, versions; else it is run again.

Nothing is parsed but the names of the rule sets, so that hundreds of finished runs are recognised
in seconds. What is hashed may be more than a run reads, never less.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from spaceplan import __version__
from spaceplan.batch.settings import RunSettings
from spaceplan.errors import InputError
from spaceplan.files import allocation_hashes, find_rule_set
from spaceplan.files.lookup import PORTFOLIO_FILE, packaged_folders
from spaceplan.files.yaml_reader import Mapping, read_yaml
from spaceplan.model.portfolio import Portfolio
from spaceplan.report.summary import versions

_CHUNK = 1 << 20
_UNREADABLE = "unreadable"


@dataclass(frozen=True)
class FolderPrint:
    """A portfolio's files as one hash, and what its ``portfolio.yaml`` says that matters here."""

    sha256: str
    rule_sets: tuple[str, ...]
    as_of: str | None


def print_folder(folder: Path, *, leave_out: Path) -> FolderPrint:
    """Return the hash of all files of a portfolio folder but hidden ones.

    Parameters
    ----------
    leave_out
        A folder that does not count: results that lie inside of the portfolio.
    """
    head = _head(folder)
    stated = head.get("rule_sets")
    names = [stated] if isinstance(stated, str) else stated if isinstance(stated, list) else []
    rule_sets = tuple(name for name in names if isinstance(name, str)) or Portfolio.rule_sets
    as_of = head.get("as_of")
    hashes = [
        (path.relative_to(folder).as_posix(), _hash_of(path))
        for path in _files(folder, leave_out.resolve())
    ]
    return FolderPrint(_digest(hashes), rule_sets, as_of if isinstance(as_of, str) else None)


def fingerprint(
    folder: Path,
    files: FolderPrint,
    settings: RunSettings,
    *,
    day: date,
    language: str,
    pictures: bool,
) -> str:
    """Return the hash of all that a run depends on, 32 hex digits.

    Parameters
    ----------
    day
        The day of the batch; it counts where neither settings nor portfolio name one.
    """
    no_day = settings.as_of is None and files.as_of is None
    start = settings.start
    parts = {
        "files": files.sha256,
        "rules": _rules(settings.rule_sets or files.rule_sets, folder),
        "settings": {**settings.to_dict(), "name": ""},
        "start": _start(start) if start not in (None, "nothing", "status-quo") else None,
        "day": day.isoformat() if no_day else None,
        "language": language,
        "pictures": pictures,
        "versions": versions(__version__),
    }
    return _digest(parts)[:32]


def _head(folder: Path) -> dict[str, Any]:
    """Return the content of ``portfolio.yaml``; nothing where it cannot be read."""
    try:
        data = read_yaml(folder / PORTFOLIO_FILE, PORTFOLIO_FILE).data
    except InputError:
        return {}
    return data if isinstance(data, Mapping) else {}


def _files(folder: Path, leave_out: Path) -> Iterator[Path]:
    """Yield the files of a folder in a fixed order, hidden ones and one subfolder left out."""
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".") and Path(root, name).resolve() != leave_out
        )
        yield from (Path(root, name) for name in sorted(names) if not name.startswith("."))


def _rules(names: Sequence[str], folder: Path) -> list[tuple[str, str]]:
    """Return the hashes of the rule sets, and of those beside them that they may build upon."""
    found: dict[Path, None] = {}
    missing: list[tuple[str, str]] = []
    for name in names:
        try:
            home = find_rule_set(name, folder).resolve().parent
        except InputError:
            missing.append((name, _UNREADABLE))
            continue
        found.update(dict.fromkeys(sorted(home.glob("*.y*ml"))))
    for packaged in packaged_folders("rules"):
        found.update(dict.fromkeys(sorted(packaged.glob("*.yaml"))))
    return (
        [(Path(name).name, "") for name in names] + missing + [(p.name, _hash_of(p)) for p in found]
    )


def _start(start: str | None) -> Any:
    try:
        return allocation_hashes(Path(start or ""))
    except (InputError, OSError):
        return _UNREADABLE


def _hash_of(path: Path) -> str:
    """Return the hash of a file; a word where it cannot be read, which the run will tell of."""
    digest = sha256()
    try:
        if not path.is_file():
            return _UNREADABLE
        with path.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                digest.update(chunk)
    except OSError:
        return _UNREADABLE
    return digest.hexdigest()


def _digest(content: Any) -> str:
    return sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
