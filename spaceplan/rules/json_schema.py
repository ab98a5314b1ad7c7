"""The JSON Schema of a rule set file, for editors; every key described by the definitions."""

from __future__ import annotations

import re
from inspect import cleandoc
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from spaceplan.files.schemas import schema_of
from spaceplan.rules.schema import RuleSetFile

_PARAMETERS = "\n\nParameters\n----------\n"
#: Names of fields at the margin; below, indented, what they mean.
_PARAMETER = re.compile(r"^(\S.*)\n((?:(?: +.*)?\n?)+)", re.MULTILINE)


def rule_set_schema() -> dict[str, Any]:
    """Return the schema of ``rules/<name>.yaml``: what the readers accept, but for references."""
    return schema_of(RuleSetFile, _Described)


class _Described(GenerateJsonSchema):
    """Takes what the keys mean from the docstrings of the definitions."""

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        """Return the schema of one definition, its keys described."""
        made = super().model_schema(schema)
        about, keys = _told(schema["cls"])
        made["description"] = about
        for key, part in made.get("properties", {}).items():
            if key in keys:
                part.setdefault("description", keys[key])
        return made


def _told(model: type) -> tuple[str, dict[str, str]]:
    """Return what the docstrings of a definition and its bases say of it, and of its keys."""
    about, keys = "", dict[str, str]()
    for base in reversed(model.__mro__):
        if own := base.__dict__.get("__doc__"):
            about, _, parameters = cleandoc(own).partition(_PARAMETERS)
            for names, meaning in _PARAMETER.findall(parameters):
                keys |= dict.fromkeys(names.split(", "), " ".join(meaning.split()))
    return about, {"kind": about.partition("\n")[0], **keys}
