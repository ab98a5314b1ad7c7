"""The kinds of values that stand in our files, each defined once for faults and JSON Schemas."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from spaceplan.files.ids import ID_PATTERN
from spaceplan.files.validation import FileModel, OneOf, mistake
from spaceplan.i18n import N_, Message
from spaceplan.model.common import Name
from spaceplan.model.people import LEVELS, RANKS
from spaceplan.units import LARGEST_AREA_M2, LARGEST_COORDINATE_M

_MOST_PEOPLE = 1_000_000
_LONGEST_TEXT = 500
_CHINESE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


def list_of_one(value: Any) -> Any:
    """Take ``sites: north`` for ``sites: [north]``, as people write it."""
    return [value] if isinstance(value, str) else value


Id = Annotated[str, Field(pattern=ID_PATTERN, strict=True)]

Ids = Annotated[tuple[Id, ...], BeforeValidator(list_of_one)]
Tags = Annotated[frozenset[Id], BeforeValidator(list_of_one)]
Text = Annotated[str, Field(max_length=_LONGEST_TEXT, strict=True)]
Coordinate = Annotated[
    float, Field(ge=-LARGEST_COORDINATE_M, le=LARGEST_COORDINATE_M, description="metres")
]
PlanePoint = tuple[Coordinate, Coordinate]
PlaneRing = tuple[PlanePoint, ...]
Angle = Annotated[float, Field(ge=-360, le=360)]
Area = Annotated[float, Field(gt=0, le=LARGEST_AREA_M2)]
Metres = Annotated[float, Field(ge=0, le=LARGEST_COORDINATE_M)]
StoreyNumber = Annotated[int, Field(ge=-99, le=999)]
People = Annotated[int, Field(ge=0, le=_MOST_PEOPLE)]
Rank = Annotated[str, OneOf(RANKS)]
Level = Annotated[str, OneOf(LEVELS)]
PeopleByRank = dict[Rank, People]


class FileName(FileModel):
    """A name in Chinese, in English or in both."""

    zh: Text = Field("", description="the Chinese name")
    en: Text = Field("", description="the English name")

    def to_model(self) -> Name:
        """Return the model's name."""
        return Name(self.zh, self.en)


def language_of_name(text: str) -> Literal["zh", "en"]:
    """Return the language of a name that stands there as plain text."""
    return "zh" if _CHINESE.search(text) else "en"


class _PlainOrBoth:
    """Lets a name be plain text, which then is in the language of its characters."""

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> CoreSchema:
        from pydantic_core import core_schema

        return core_schema.no_info_before_validator_function(_name, handler(source))

    def __get_pydantic_json_schema__(
        self, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"anyOf": [{"type": "string", "maxLength": _LONGEST_TEXT}, handler(core)]}


def _name(value: Any) -> Any:
    if isinstance(value, str):
        return {language_of_name(value): value}
    if isinstance(value, dict | FileName):
        return value
    raise mistake(Message.of(N_("a name, or a mapping with zh and en")))


NameField = Annotated[FileName, _PlainOrBoth()]
