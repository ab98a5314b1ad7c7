"""YAML as it stands in the file: plain values, every one with its line, nothing guessed.

The events of libyaml are read straight into dicts, lists and strings. Scalars stay text (a room
``0101`` is not 65, ``no`` is not False); validation gives them their type. Duplicate keys, aliases,
tags and absurd depth are faults, not surprises.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Mapping as Lines
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from spaceplan.errors import Fault, InputError
from spaceplan.files.text import read_text_file
from spaceplan.i18n import N_, Message

DEEPEST = 40
_MOST_FAULTS = 200
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_SAME_LINE: Lines[str, int] = MappingProxyType({})
_Loader: Any = getattr(yaml, "CLoader", yaml.Loader)


class Mapping(dict[str, Any]):
    """A mapping that knows its line, and the lines of the keys that stand on other lines."""

    __slots__ = ("key_lines", "line")
    line: int
    key_lines: Lines[str, int]


class Sequence(list[Any]):
    """A list that knows its line, and the lines of the items where they are not all on it."""

    __slots__ = ("item_lines", "line")
    line: int
    item_lines: list[int] | tuple[()]


@dataclass(frozen=True)
class YamlDocument:
    """One parsed file: ``data`` holds Mappings, Sequences, strings and None."""

    file: str
    data: Any
    warnings: tuple[Fault, ...] = ()
    sha256: str = ""

    def line_of(self, path: tuple[str | int, ...]) -> int:
        """Return the line of the value at keys and indexes from the root.

        Where the path leaves the data, it is the line of the nearest thing around it. Parts that
        are not in the data (the tags of a union in pydantic's locations) are passed over.
        """
        here, line = self.data, getattr(self.data, "line", 1)
        for part in path:
            if isinstance(here, Mapping) and part in here:
                line = here.key_lines.get(str(part), here.line)
                here = here[str(part)]
            elif isinstance(here, Sequence) and isinstance(part, int) and part < len(here):
                line = here.item_lines[part] if here.item_lines else here.line
                here = here[part]
        return int(line)


class _Builder:
    """Builds data from events; collects faults instead of stopping at the first."""

    def __init__(self, name: str, next_event: Callable[[], Any]) -> None:
        self.name = name
        self.next_event = next_event
        self.faults: list[Fault] = []

    def fault(self, event: Any, found: str, expected: str, **values: Any) -> None:
        line = event.start_mark.line + 1
        self.faults.append(
            Fault(self.name, line, Message.of(found, **values), Message.of(expected, **values))
        )
        if len(self.faults) >= _MOST_FAULTS:
            raise InputError(self.faults)

    def node(self, event: Any, depth: int) -> Any:
        """Build the node that an event starts."""
        kind = type(event)
        if kind is yaml.AliasEvent:
            self.fault(
                event, N_("an alias '*{anchor}'"), N_("the values written out"), anchor=event.anchor
            )
            return None
        if event.tag not in (None, "!"):
            self.fault(event, N_("a tag '{tag}'"), N_("plain values"), tag=event.tag)
        if kind is yaml.ScalarEvent:
            text: str = event.value
            return None if text in _NULLS and event.implicit[0] else text
        if depth > DEEPEST:
            self.fault(
                event, N_("values nested more than {n} deep"), N_("a flatter file"), n=DEEPEST
            )
            raise InputError(self.faults)
        build = self._sequence if kind is yaml.SequenceStartEvent else self._mapping
        return build(event.start_mark.line + 1, depth + 1)

    def _sequence(self, line: int, depth: int) -> Sequence:
        items = Sequence()
        items.line, items.item_lines = line, ()
        next_event, node = self.next_event, self.node
        while type(event := next_event()) is not yaml.SequenceEndEvent:
            inner = event.start_mark.line + 1
            if inner != line or items.item_lines:
                items.item_lines = items.item_lines or [line] * len(items)
                items.item_lines.append(inner)
            items.append(node(event, depth))
        return items

    def _mapping(self, line: int, depth: int) -> Mapping:
        entries = Mapping()
        entries.line = line
        key_lines: dict[str, int] = {}
        next_event, node = self.next_event, self.node
        while type(key_event := next_event()) is not yaml.MappingEndEvent:
            key = self._key(key_event, depth)
            inner = key_event.start_mark.line + 1
            if key in entries:
                first = key_lines.get(key, line)
                self._twice(key_event, key, first)
                node(next_event(), depth)
                continue
            if inner != line:
                key_lines[key] = inner
            entries[key] = node(next_event(), depth)
        entries.key_lines = key_lines or _SAME_LINE
        return entries

    def _twice(self, event: Any, key: str, first: int) -> None:
        found = N_("'{key}' a second time (first on line {first})")
        self.fault(event, found, N_("it once"), key=key, first=first)

    def _key(self, event: Any, depth: int) -> str:
        if type(event) is yaml.ScalarEvent:
            return str(event.value)
        self.fault(event, N_("a key that is not a word"), N_("a plain word before the colon"))
        self.node(event, depth)
        return "?"


def read_yaml(path: Path, name: str) -> YamlDocument:
    """Read one YAML file; ``name`` is what faults call it.

    Raises
    ------
    InputError
        With all faults of form: syntax, duplicate keys, aliases, tags, depth, several documents.
    """
    file = read_text_file(path, name)
    return parse_yaml(file.text, name, file.warnings, file.sha256)


def parse_yaml(
    text: str, name: str, warnings: tuple[Fault, ...] = (), sha256: str = ""
) -> YamlDocument:
    """Parse YAML text; see ``read_yaml``."""
    parser = _Loader(text)
    builder = _Builder(name, parser.get_event)
    data = None
    try:
        parser.get_event()  # the stream's start
        if type(parser.get_event()) is yaml.StreamEndEvent:
            found, expected = N_("an empty file"), N_("a YAML mapping")
            raise InputError([Fault(name, None, Message.of(found), Message.of(expected))])
        data = builder.node(parser.get_event(), 0)
        parser.get_event()  # the document's end
        if type(after := parser.get_event()) is not yaml.StreamEndEvent:
            builder.fault(after, N_("a second document"), N_("one document a file"))
    except yaml.YAMLError as error:
        builder.faults.append(_syntax_fault(error, text, name))
    finally:
        parser.dispose()
    if builder.faults:
        raise InputError(builder.faults)
    return YamlDocument(name, data, warnings, sha256)


def _syntax_fault(error: yaml.YAMLError, text: str, name: str) -> Fault:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line = mark.line + 1 if mark is not None else None
    reason = getattr(error, "problem", None) or getattr(error, "reason", None)
    if isinstance(error, yaml.reader.ReaderError):  # its position counts bytes
        line = text.encode()[: error.position].count(b"\n") + 1
    found = Message.of(N_("text that is not YAML ({reason})"), reason=reason or "unreadable")
    return Fault(name, line, found, _expected(text, line))


def _expected(text: str, line: int | None) -> Message:
    """Return what should stand there, guessed from the slips that people make."""
    lines = text.splitlines()
    near = lines[max(0, line - 2) : line] if line is not None else []
    if any(re.match(r"\s*\t", one) for one in near):
        return Message.of(N_("valid YAML: spaces, not tabs, at the beginning of a line"))
    if any(re.search(r"[：，｛｝［］]", one) for one in near):
        return Message.of(N_("valid YAML: half-width punctuation, not full-width"))
    return Message.of(N_("valid YAML (a bracket or brace may be missing, here or just above)"))
