"""YAML as a person would write it: one thing a line, short lists and mappings in flow style.

Text is quoted wherever any YAML reader would take it for something else (``0101``, ``no``,
``2024-01-01``), although our own reader takes every scalar for text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

import yaml

from spaceplan.files.fields import language_of_name
from spaceplan.model.common import Counts, Name

#: Words with single spaces, dots, slashes between them: plain everywhere but for a few words.
_PLAIN = re.compile(r"[^\W\d_](?:[\w-]|[./ ](?=\w))*")
_RESERVED = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})
_ONE_LINE = 1_000_000_000
_Dumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def number(value: float) -> str:
    """Return a number without noise, such that reading it gives the same number.

    Examples
    --------
    >>> number(7.2), number(-0.0), number(-3.0), number(0.1 + 0.2)
    ('7.2', '0', '-3', '0.30000000000000004')
    """
    return repr(value or 0).removesuffix(".0")


@lru_cache(maxsize=100_000)
def text(value: str) -> str:
    """Return a text as a YAML scalar that is right in flow and in block style, on one line.

    Examples
    --------
    >>> text("cc-3-0512"), text("0101"), text("no"), text("a, b"), text("")
    ('cc-3-0512', "'0101'", "'no'", "'a, b'", "''")
    """
    if _PLAIN.fullmatch(value) and value.lower() not in _RESERVED and value.isprintable():
        return value
    style = None if value.isprintable() else '"'
    dumped: str = yaml.dump(
        [value],
        Dumper=_Dumper,
        default_style=style,
        default_flow_style=True,
        allow_unicode=True,
        width=_ONE_LINE,
    )
    return dumped.strip()[1:-1]


def flow(value: Any) -> str:
    """Return a value in flow style: numbers, texts, dates, names, counts, lists, mappings.

    Examples
    --------
    >>> flow({"id": "a", "at": (3.6, 0.0), "tags": ["shared"], "name": Name("甲", "A")})
    '{id: a, at: [3.6, 0], tags: [shared], name: {zh: 甲, en: A}}'
    """
    if isinstance(value, str):
        return text(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return number(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Name):
        return flow(name_value(value))
    if isinstance(value, Counts):
        return flow(dict(value))
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{text(k)}: {flow(v)}" for k, v in value.items()) + "}"
    ordered = sorted(value) if isinstance(value, frozenset) else value
    return "[" + ", ".join(map(flow, ordered)) + "]"


def name_value(name: Name) -> Any:
    """Return what stands in a file for a name: plain text where that is read back the same."""
    plain = name.zh or name.en
    one_language = bool(plain) and not (name.zh and name.en)
    if one_language and getattr(name, language_of_name(plain)) == plain:
        return plain
    return {key: value for key, value in (("zh", name.zh), ("en", name.en)) if value}


def block(entries: Iterable[tuple[str, Any]], indent: int = 0) -> list[str]:
    """Return lines of a block mapping, a ``key: flow value`` each."""
    margin = " " * indent
    return [f"{margin}{text(key)}: {flow(value)}" for key, value in entries]


def items(things: Iterable[Iterable[tuple[str, Any]]], indent: int) -> list[str]:
    """Return lines of a list of mappings, one mapping a line in flow style."""
    margin = " " * indent
    return [f"{margin}- {flow(dict(thing))}" for thing in things]


def given(thing: Any, *keys: str) -> list[tuple[str, Any]]:
    """Return (key, value) of a data class's fields that differ from their defaults."""
    fields = type(thing).__dataclass_fields__
    return [
        (key, value)
        for key in keys
        if (value := getattr(thing, key)) != fields[key].default and value not in ((), None)
    ]
