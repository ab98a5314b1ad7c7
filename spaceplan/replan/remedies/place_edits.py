"""What a remedy changes in the files of buildings: the line of a room that is written on one line.

A line is taken from the file as it stands; only the keys that change are new. An edit that would
not read as what is meant is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from spaceplan.check.needs import POOLED
from spaceplan.errors import InputError
from spaceplan.files.text import read_text_file
from spaceplan.model import Portfolio, Room
from spaceplan.model.remedy import Edit, Remedy


class PlaceEdits:
    """Edits of the files of a portfolio's buildings, each of which is read once."""

    def __init__(self, folder: Path, portfolio: Portfolio) -> None:
        self.folder, self.portfolio = folder, portfolio
        self._lines: dict[str, tuple[str, ...]] = {}

    def of(self, remedy: Remedy) -> Iterator[Edit]:
        """Yield the lines of rooms that are pooled no longer, or of one office alone no longer."""
        for id in remedy.given_up:
            room = self.portfolio.room(id)
            tags = sorted(room.tags - {POOLED})
            yield from self._changed(room, {"tags": tags or None})
        for restored in remedy.restored:
            room = self.portfolio.room(restored.room)
            yield from self._changed(room, {"use": restored.use, "private_to": None})

    def _changed(self, room: Room, values: Mapping[str, Any]) -> Iterator[Edit]:
        if room.source is None:
            return
        lines = self._read(room.source.file)
        number = room.source.line
        before = lines[number - 1] if 0 < number <= len(lines) else ""
        after = before
        for key, value in values.items():
            after = _with_value(after, key, value)
        stated, read = _mapping(before), _mapping(after)
        meant = {key: value for key, value in {**stated, **values}.items() if value is not None}
        if stated.get("id") == room.id and read == meant and before != after:
            yield Edit(room.source.file, number, before, after)

    def _read(self, file: str) -> tuple[str, ...]:
        if file not in self._lines:
            try:
                text = read_text_file(self.folder / file, file).text
            except InputError:
                text = ""
            self._lines[file] = tuple(text.splitlines())
        return self._lines[file]


def _with_value(line: str, key: str, value: Any) -> str:
    """Return a line with another value of a key; None: without the key."""
    written = f", {key}: [{', '.join(value)}]" if isinstance(value, list) else f", {key}: {value}"
    pattern = rf",\s*{key}:\s*(?:\[[^\]]*\]|[^,\[\]{{}}]+)"
    return re.sub(pattern, lambda _: "" if value is None else written, line, count=1)


def _mapping(line: str) -> dict[str, Any]:
    """Return what a line of a list says, all values as text; nothing where it is no mapping."""
    try:
        item = yaml.load(line, Loader=yaml.BaseLoader)  # texts and nothing else
    except yaml.YAMLError:
        return {}
    item = item[0] if isinstance(item, list) and len(item) == 1 else item
    return item if isinstance(item, dict) else {}
