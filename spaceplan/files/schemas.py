"""JSON Schemas of our files, for editors; from the definitions that validate them."""

from __future__ import annotations

from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from spaceplan.files.raw_building import FileBuilding
from spaceplan.files.raw_people import (
    FileAllocationLine,
    FileDepartments,
    FileHolding,
    FileLedgerEntry,
    FileSeat,
)
from spaceplan.files.raw_portfolio import FilePortfolio, FileWaivers
from spaceplan.files.raw_sweep import FileSweep
from spaceplan.files.validation import FileModel

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_MODELS: dict[str, type[FileModel]] = {
    "portfolio": FilePortfolio,
    "building": FileBuilding,
    "departments": FileDepartments,
    "waivers": FileWaivers,
    "holdings-line": FileHolding,
    "people-line": FileLedgerEntry,
    "allocation-line": FileAllocationLine,
    "allocation-people-line": FileSeat,
    "sweep": FileSweep,
}


def json_schemas() -> dict[str, dict[str, Any]]:
    """Return the schema of every kind of file by its name; of a CSV file, that of one line."""
    return {name: schema_of(model) for name, model in _MODELS.items()}


def schema_of(
    model: type[FileModel], generator: type[GenerateJsonSchema] = GenerateJsonSchema
) -> dict[str, Any]:
    """Return the JSON Schema of one definition: keys that it does not name are forbidden."""
    made = model.model_json_schema(by_alias=True, schema_generator=generator)
    return {"$schema": _DIALECT, **made}
