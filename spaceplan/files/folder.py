"""The files of one portfolio folder: which they are, read once each, never from outside of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import TypeVar

from spaceplan.errors import Fault, InputError
from spaceplan.files.csv_reader import Table, read_table
from spaceplan.files.fault_words import quoted
from spaceplan.files.lookup import PORTFOLIO_FILE
from spaceplan.files.partial import Partial, validate_partly
from spaceplan.files.text import read_text_file
from spaceplan.files.validation import FileModel
from spaceplan.files.yaml_reader import YamlDocument, parse_yaml
from spaceplan.i18n import N_, Message

M = TypeVar("M", bound=FileModel)
_WILD = frozenset("*?[")


class FolderReader:
    """Reads files of a folder; keeps their hashes and collects their faults.

    What cannot be read is a fault and yields nothing, so that the other files are read as well.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._real = folder.resolve()
        self.faults: list[Fault] = []
        self.hashes: dict[str, str] = {}
        self.documents: dict[str, YamlDocument] = {}
        self.excused: set[str] = set()
        self.unread: set[type[FileModel]] = set()

    def yaml(self, name: str, model: type[M]) -> tuple[M, YamlDocument] | None:
        """Read a YAML file as far as it is sound."""
        document = self._document(name)
        if document is None:
            self.unread.add(model)
            return None
        self.documents[name] = document
        partial = validate_partly(model.model_validate, document, model)
        self._keep(partial)
        return None if partial.value is None else (partial.value, document)

    def table(
        self, name: str, row: type[M], required: tuple[str, ...]
    ) -> tuple[tuple[M, ...], Table] | None:
        """Read a CSV file as far as it is sound."""
        try:
            file = read_text_file(self._folder / name, name)
        except InputError as error:
            self.faults += error.faults
            self.unread.add(row)
            return None
        self.hashes[name] = file.sha256
        self.faults += file.warnings
        partial, table = read_table(file, row, required)
        self._keep(partial)
        if not table.whole or partial.value is None:
            self.unread.add(row)
        return None if partial.value is None else (partial.value, table)

    def _document(self, name: str) -> YamlDocument | None:
        try:
            file = read_text_file(self._folder / name, name)
            self.hashes[name] = file.sha256
            self.faults += file.warnings
            return parse_yaml(file.text, name, file.warnings, file.sha256)
        except InputError as error:
            self.faults += error.faults
            return None

    def _keep(self, partial: Partial[object]) -> None:
        self.faults += partial.faults
        self.excused |= partial.excused

    def has(self, name: str) -> bool:
        """Return whether there is such a file; one that leads out of the folder is a fault."""
        path = self._folder / name
        return path.exists() and self.may_read(name, None)

    def find(self, pattern: str, line: int | None) -> Iterator[str]:
        """Iterate over the files that a name or pattern in the file list stands for, sorted."""
        if not self.may_read(pattern, line):
            return
        if not _WILD & set(pattern):
            yield pattern
            return
        for path in sorted(self._folder.glob(pattern)):
            name = path.relative_to(self._folder).as_posix()
            if path.is_file() and self.may_read(name, line):
                yield name

    def may_read(self, name: str, line: int | None) -> bool:
        """Return whether a name stays in the folder, links followed; else it is a fault."""
        parts = PurePosixPath(name).parts
        windows = PureWindowsPath(name)
        inside = not (name.startswith("/") or ".." in parts or "\\" in name or windows.drive)
        if inside and "\0" not in name and not _WILD & set(name):
            inside = (self._folder / name).resolve().is_relative_to(self._real)
        if not inside:
            found = Message.of(N_("file {name}, outside of the portfolio"), name=quoted(name))
            expected = Message.of(N_("a path inside of the portfolio's folder"))
            self.faults.append(Fault(PORTFOLIO_FILE, line, found, expected))
        return inside
