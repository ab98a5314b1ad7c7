"""YAML as it stands in the file: plain values, every one with its line, nothing guessed.

The events of libyaml are read straight into dicts, lists and strings. Scalars stay text (a room
``0101`` is not 65, ``no`` is not False); validation gives them their type. Duplicate keys, aliases,
tags and absurd depth are faults, not surprises.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from spaceplan.errors import Fault, InputError, Severity

LARGEST_BYTES = 256 * 1024 * 1024
DEEPEST = 40
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_Loader: Any = getattr(yaml, "CLoader", yaml.Loader)


@dataclass
class YamlDocument:
    """One parsed file.

    ``data`` holds dicts, lists, strings and None. ``lines`` maps the path of keys and indexes from
    the root, such as ``("storeys", 0, "number")``, to one-based lines; it is filled for mappings
    and their keys and for items that are not plain text.
    """

    file: str
    data: Any
    lines: dict[tuple[str | int, ...], int] = field(default_factory=dict)
    warnings: tuple[Fault, ...] = ()

    def line_of(self, path: tuple[str | int, ...]) -> int:
        """Return the line of a value, or of the nearest known thing around it.

        Parts of the path that are not in the data (the tags of a union) are passed over.
        """
        known: tuple[str | int, ...] = ()
        for part in path:
            if (*known, part) in self.lines:
                known = (*known, part)
        return self.lines.get(known, 1)


def read_text(path: Path, name: str) -> tuple[str, tuple[Fault, ...]]:
    """Read a text file as UTF-8 (with or without BOM), or as GB18030 with a warning.

    Raises
    ------
    InputError
        If it cannot be read, is too large or is neither of the two encodings.
    """
    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise InputError([Fault(name, None, "a file over 256 MiB", "a smaller file")])
        raw = path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError([Fault(name, None, f"cannot read it ({reason})", "a file")]) from error
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _decode(raw, "utf-16", name)
    try:
        return raw.decode("utf-8-sig"), ()
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return _decode(raw, "gb18030", name, line)


def _decode(raw: bytes, encoding: str, name: str, line: int = 1) -> tuple[str, tuple[Fault, ...]]:
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        found = "bytes that are neither UTF-8 nor GB18030 (GBK)"
        raise InputError([Fault(name, line, found, "UTF-8 text")]) from error
    found = f"{encoding.upper()} text, read as such"
    return text, (Fault(name, line, found, "UTF-8 text", Severity.WARNING),)


class _Builder:
    """Builds data and lines from events; collects faults instead of stopping at the first."""

    def __init__(self, name: str, events: Iterator[Any]) -> None:
        self.name = name
        self.events = events
        self.lines: dict[tuple[str | int, ...], int] = {}
        self.faults: list[Fault] = []

    def fault(self, event: Any, found: str, expected: str) -> None:
        self.faults.append(Fault(self.name, event.start_mark.line + 1, found, expected))

    def node(self, event: Any, path: tuple[str | int, ...]) -> Any:
        """Build the node that an event starts."""
        if len(path) > DEEPEST:
            self.fault(event, f"values nested more than {DEEPEST} deep", "a flatter file")
            raise InputError(self.faults)
        if isinstance(event, yaml.AliasEvent):
            self.fault(event, f"an alias '*{event.anchor}'", "the values written out")
            return None
        tag = getattr(event, "tag", None)
        if tag not in (None, "!"):
            self.fault(event, f"a tag '{tag}'", "plain values")
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        self.lines[path] = event.start_mark.line + 1
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(path)
        return self._mapping(path)

    def _scalar(self, event: Any) -> str | None:
        text: str = event.value
        return None if event.implicit[0] and text in _NULLS else text

    def _sequence(self, path: tuple[str | int, ...]) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self.node(event, (*path, len(items))))
        return items

    def _mapping(self, path: tuple[str | int, ...]) -> dict[str, Any]:
        entries: dict[str, Any] = {}
        while not isinstance(key_event := next(self.events), yaml.MappingEndEvent):
            key = self._key(key_event, path)
            inner = (*path, key)
            if key in entries:
                first = self.lines.get(inner, 0)
                self.fault(key_event, f"'{key}' a second time (first on line {first})", "it once")
            value = self.node(next(self.events), inner)
            if key not in entries:
                entries[key] = value
            self.lines[inner] = key_event.start_mark.line + 1
        return entries

    def _key(self, event: Any, path: tuple[str | int, ...]) -> str:
        if isinstance(event, yaml.ScalarEvent):
            return str(event.value)
        self.fault(event, "a key that is not a word", "a plain word before the colon")
        self.node(event, (*path, "?"))
        return "?"


def read_yaml(path: Path, name: str) -> YamlDocument:
    """Read one YAML file; ``name`` is what faults call it.

    Raises
    ------
    InputError
        With all faults of form: syntax, duplicate keys, aliases, tags, depth, several documents.
    """
    text, warnings = read_text(path, name)
    return parse_yaml(text, name, warnings)


def parse_yaml(text: str, name: str, warnings: tuple[Fault, ...] = ()) -> YamlDocument:
    """Parse YAML text; see ``read_yaml``."""
    builder = _Builder(name, iter(()))
    try:
        events = (
            event
            for event in yaml.parse(text, Loader=_Loader)
            if not isinstance(event, yaml.StreamStartEvent | yaml.StreamEndEvent)
        )
        builder.events = events
        start = next(events, None)
        if start is None:
            raise InputError([Fault(name, None, "an empty file", "a YAML mapping")])
        data = builder.node(next(events), ())
        next(events)
        if (second := next(events, None)) is not None:
            builder.fault(second, "a second document", "one document a file")
    except yaml.YAMLError as error:
        builder.faults.append(_syntax_fault(error, name))
    if builder.faults:
        raise InputError(builder.faults)
    return YamlDocument(name, data, builder.lines, warnings)


def _syntax_fault(error: yaml.YAMLError, name: str) -> Fault:
    mark = getattr(error, "problem_mark", None)
    line = mark.line + 1 if mark is not None else None
    found = getattr(error, "problem", None) or str(error).splitlines()[0]
    return Fault(name, line, f"text that is not YAML ({found})", "valid YAML")
