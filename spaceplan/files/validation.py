"""Data of a YAML file into a pydantic model, or into faults with their lines.

Every reader of ours validates through ``validate``: all faults of a file at once, each where it
stands, unknown keys and words with the nearest known one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from typing import Annotated, Any, Protocol, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError
from pydantic_core import CoreSchema, ErrorDetails, PydanticCustomError, core_schema

from spaceplan.errors import Fault, InputError
from spaceplan.files.fault_words import MISTAKE, expected_words, quoted, value_words
from spaceplan.files.model_keys import keys_at
from spaceplan.files.nearest import one_of
from spaceplan.i18n import N_, Message
from spaceplan.things import VALUES, number_of

Location = tuple[str | int, ...]
M = TypeVar("M", bound=BaseModel)


class FileModel(BaseModel):
    """Base of what stands in a file: unknown keys and numbers that are not finite are faults."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


def mistake(expected: str, found: str | None = None) -> PydanticCustomError:
    """Return an error for validators to raise, in the words of a fault.

    Without ``found`` the fault quotes the key and the value that the validator was given.
    """
    return PydanticCustomError(
        MISTAKE, "expected {expected}", {"found": found, "expected": expected}
    )


class OneOf:
    """Annotation of a ``str`` that must be one of some words; the schema lists them."""

    def __init__(self, words: tuple[str, ...]) -> None:
        self._words = words

    def __get_pydantic_core_schema__(self, _source: Any, _handler: Any) -> CoreSchema:
        """Return a schema of literals."""
        return core_schema.literal_schema(list(self._words))


_DATE = re.compile(r"([0-9]{4})([-/])([0-9]{1,2})\2([0-9]{1,2})")


def _iso_date(value: Any) -> Any:
    """Take ``2024-05-31``, and ``2024/5/31`` as Excel saves it; no bare number of seconds."""
    written = _DATE.fullmatch(value) if isinstance(value, str) else None
    if written is not None and (written[2] == "/" or len(value) == 10):
        with suppress(ValueError):
            return date(int(written[1]), int(written[3]), int(written[4]))
    if isinstance(value, date):
        return value
    raise PydanticCustomError("date_parsing", "not a date")


#: A date as ISO text, 2024-05-31, or as Excel in China saves it, 2024/5/31.
IsoDate = Annotated[date, BeforeValidator(_iso_date)]


class Document(Protocol):
    """Data of a file, and the line of each part: a YamlDocument or a table."""

    @property
    def file(self) -> str:
        """The file as faults call it."""

    @property
    def data(self) -> Any:
        """Dicts, lists, strings and None."""

    def line_of(self, path: Location) -> int:
        """Return the line of the value at a path of keys and indexes."""


def validate(model: type[M], document: Document) -> M:
    """Return the document's data as a model.

    Raises
    ------
    InputError
        With every fault: place, what was found, what was expected.
    """
    try:
        return model.model_validate(document.data)
    except ValidationError as error:
        raise InputError(faults_of(error, document, model)) from None


def faults_of(
    error: ValidationError, document: Document, model: type[BaseModel] | None = None
) -> tuple[Fault, ...]:
    """Return pydantic's errors as faults, in the order of the lines."""
    return faults_from(details_of(error), document, model)


def faults_from(
    details: Iterable[ErrorDetails], document: Document, model: type[BaseModel] | None = None
) -> tuple[Fault, ...]:
    """Return some of pydantic's errors as faults, in the order of the lines."""
    faults = [_fault(item, model, document) for item in details]
    return tuple(sorted(faults, key=lambda fault: fault.line or 0))


def details_of(error: ValidationError) -> list[ErrorDetails]:
    """Return pydantic's errors, without those that only follow from others.

    A list that is too short after its faulty entries were left out is no fault of its own.
    """
    details = error.errors(include_url=False)
    inside = {item["loc"][:end] for item in details for end in range(len(item["loc"]))}
    return [item for item in details if item["type"] != "too_short" or item["loc"] not in inside]


def _fault(details: ErrorDetails, model: type[BaseModel] | None, document: Document) -> Fault:
    location, kind = details["loc"], details["type"]
    context = details.get("ctx", {})
    unknown_key = location[-1:] == ("[key]",)
    if unknown_key:
        location = location[:-1]
    line = document.line_of(location)
    if kind == MISTAKE and context["found"] is not None:
        return Fault(document.file, line, context["found"], context["expected"])
    if kind == "missing":
        return _missing(document, location)
    if kind == "extra_forbidden" or unknown_key:
        found = Message.of(
            N_("unknown key '{key}'{where}"), key=location[-1], where=_where(document, location)
        )
        return Fault(document.file, line, found, _expected_key(details, model, location))
    tagged = "tag" in context  # the key that says which model it is stands inside of it
    key = context["discriminator"].strip("'") if tagged else _key(location)
    line = document.line_of((*location, key)) if tagged else line
    found = Message.of(
        N_("{key} {value}{where}"),
        key=key,
        value=value_words(details),
        where=_where(document, location),
    )
    return Fault(document.file, line, found, expected_words(details))


def _expected_key(details: ErrorDetails, model: type[BaseModel] | None, location: Location) -> str:
    if details["type"] != "extra_forbidden" or model is None:
        return expected_words(details)
    return one_of(keys_at(model, location[:-1]), str(location[-1]))


def _missing(document: Document, location: Location) -> Fault:
    line = document.line_of(location[:-1])
    where = _where(document, location)
    if isinstance(location[-1], int):
        found = Message.of(
            N_("{key} with only {values}{where}"),
            key=_key(location[:-1]),
            values=number_of(VALUES, location[-1]),
            where=where,
        )
        return Fault(document.file, line, found, number_of(VALUES, location[-1] + 1))
    found = Message.of(N_("no '{key}'{where}"), key=location[-1], where=where)
    return Fault(document.file, line, found, Message.of(N_("'{key}: ...'"), key=location[-1]))


def _key(location: Location) -> str:
    """Return what the user calls a place: its key, with the indexes after it."""
    words = [i for i, part in enumerate(location) if isinstance(part, str)]
    if not words:
        return "".join(f"[{part}]" for part in location) or "file"
    indexes = "".join(f"[{part}]" for part in location[words[-1] + 1 :])
    return f"{location[words[-1]]}{indexes}"


def _where(document: Document, location: Location) -> str:
    """Return `` in 'id'`` for the nearest enclosing thing that has an id, else nothing."""
    found, data = "", document.data
    for part in location[:-1]:
        data = _child(data, part)
        if isinstance(data, dict) and isinstance(data.get("id"), str):
            found = data["id"]
    if not found:
        return ""
    return Message.of(N_(" in {id}"), id=quoted(found))


def _child(data: Any, part: str | int) -> Any:
    """Return what lies at a key or index; the same thing for a part that is only a union's tag."""
    if isinstance(data, dict):
        return data.get(part, data)
    if isinstance(data, list) and isinstance(part, int) and part < len(data):
        return data[part]
    return data
