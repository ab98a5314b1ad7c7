"""The words of a fault: what stands in a file, and what should stand there."""

from __future__ import annotations

import re
from typing import Any

from pydantic_core import ErrorDetails

from spaceplan.files.ids import ID_PATTERN, LONGEST_ID
from spaceplan.files.nearest import one_of
from spaceplan.i18n import N_, Message
from spaceplan.things import CHARACTERS, ENTRIES, number_of

#: Kind of the errors that our own validators raise, in the words of a fault.
MISTAKE = "mistake"
_LONGEST_QUOTE = 60
_BOUND = {
    "greater_than_equal": ("ge", N_("at least {limit}")),
    "greater_than": ("gt", N_("more than {limit}")),
    "less_than_equal": ("le", N_("at most {limit}")),
    "less_than": ("lt", N_("less than {limit}")),
    "too_short": ("min_length", N_("at least {limit}")),
    "too_long": ("max_length", N_("at most {limit}")),
    "string_too_short": ("min_length", N_("at least {limit}")),
    "string_too_long": ("max_length", N_("at most {limit}")),
}
#: Of what a length is the number.
_LENGTHS = {
    "too_short": ENTRIES,
    "too_long": ENTRIES,
    "string_too_short": CHARACTERS,
    "string_too_long": CHARACTERS,
}
_SHAPE = {
    "float": N_("a number"),
    "decimal": N_("a number"),
    "finite": N_("a finite number"),
    "int": N_("a whole number"),
    "bool": N_("true or false"),
    "date": N_("a date as 2024-05-31"),
    "string": N_("text"),
    "list": N_("a list"),
    "tuple": N_("a list"),
    "set": N_("a list"),
    "frozen": N_("a list"),
    "dict": N_("a mapping (key: value)"),
    "model": N_("a mapping (key: value)"),
}


def value_words(details: ErrorDetails) -> str:
    """Return what stands there, in words."""
    context = details.get("ctx", {})
    if details["type"] in ("too_short", "too_long"):
        return Message.of(
            N_("with {entries}"), entries=number_of(ENTRIES, context["actual_length"])
        )
    return quoted(context.get("tag", details["input"]))


def quoted(value: Any) -> str:
    """Return a value from a file in words that fit into a message."""
    if value is None:
        return Message.of(N_("(nothing)"))
    if isinstance(value, dict):
        return Message.of(N_("(a mapping)"))
    if isinstance(value, list | tuple):
        return Message.of(N_("(a list)"))
    text = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in str(value))
    return f"'{text}'" if len(text) <= _LONGEST_QUOTE else f"'{text[:_LONGEST_QUOTE]}…'"


def expected_words(details: ErrorDetails) -> str:
    """Return what should stand there, in words."""
    kind, context = details["type"], details.get("ctx", {})
    if kind == MISTAKE:
        return str(context["expected"])
    if kind in _BOUND:
        key, template = _BOUND[kind]
        limit = context[key]
        if kind in _LENGTHS:
            return Message.of(template, limit=number_of(_LENGTHS[kind], limit))
        return Message.of(template, limit=f"{limit:.15g}" if isinstance(limit, float) else limit)
    if kind == "string_pattern_mismatch" and context["pattern"] == ID_PATTERN:
        return Message.of(
            N_("an id: letters, digits and _ . $ - (not - or . first), at most {n}"), n=LONGEST_ID
        )
    if kind in ("literal_error", "enum", "union_tag_invalid"):
        known = re.findall(r"'([^']*)'", str(context.get("expected", context.get("expected_tags"))))
        return one_of(known, str(context.get("tag", details["input"])))
    if kind == "union_tag_not_found":
        return Message.of(N_("a mapping with {key}"), key=context["discriminator"])
    shape = _SHAPE.get(kind.split("_")[0])
    return Message.of(shape) if shape else details["msg"]
