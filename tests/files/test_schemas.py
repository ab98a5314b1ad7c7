"""The schemas say what the readers accept: the same keys, defaults, units, limits."""

from __future__ import annotations

import json
from dataclasses import MISSING, fields
from typing import Any

import pytest

from spaceplan.files import json_schemas
from spaceplan.files.raw_building import FileBuilding, FileDoor, FileRoom, FileStorey
from spaceplan.files.raw_people import (
    FileDepartment,
    FileDivision,
    FileHolding,
    FileLedgerEntry,
    FileNeed,
    FileRelation,
)
from spaceplan.files.raw_portfolio import (
    FileOutdoorWay,
    FilePortfolio,
    FilePrices,
    FileProject,
    FileSettings,
    FileSite,
    FileWaiver,
)
from spaceplan.files.raw_seating import FileSeatingWish
from spaceplan.files.validation import FileModel
from spaceplan.model import (
    Building,
    Department,
    Division,
    Door,
    Holding,
    LedgerEntry,
    Need,
    OutdoorWay,
    Portfolio,
    Prices,
    Project,
    Relation,
    Room,
    SeatingWish,
    Settings,
    Site,
    Storey,
    Waiver,
)


def objects(schema: Any) -> list[dict[str, Any]]:
    """Return all parts of a schema that describe a mapping with known keys."""
    if isinstance(schema, list):
        return [found for part in schema for found in objects(part)]
    if not isinstance(schema, dict):
        return []
    here = [schema] if "properties" in schema else []
    return here + [found for part in schema.values() for found in objects(part)]


@pytest.mark.parametrize("name", json_schemas())
def test_a_schema_forbids_keys_that_it_does_not_name_and_describes_the_others(name: str) -> None:
    schema = json_schemas()[name]
    assert json.loads(json.dumps(schema)) == schema
    for part in objects(schema):
        assert part["additionalProperties"] is False
        assert all("description" in key for key in part["properties"].values())


def test_lengths_and_areas_have_their_units() -> None:
    definitions = json_schemas()["building"]["$defs"]
    room = definitions["FileRoom"]["properties"]
    assert "m²" in room["area"]["description"]
    assert "metres" in room["outline"]["description"]
    assert "metres" in definitions["FileStorey"]["properties"]["elevation"]["description"]


def test_words_and_limits_are_in_the_schema() -> None:
    department = json_schemas()["departments"]["$defs"]["FileDepartment"]["properties"]
    assert department["kind"]["enum"][0] == "organ"
    assert "city_staff" in department["headcount"]["propertyNames"]["enum"]
    portfolio = json_schemas()["portfolio"]
    assert portfolio["$defs"]["FilePrices"]["properties"]["excess"]["minimum"] == 0
    assert {"type": "string", "maxLength": 500} in portfolio["properties"]["name"]["anyOf"]


PAIRS: list[tuple[type[FileModel], type, set[str], set[str]]] = [
    (FileRoom, Room, set(), set()),
    (FileDoor, Door, set(), set()),
    (FileStorey, Storey, set(), {"id"}),
    (FileBuilding, Building, {"building"}, {"id"}),
    (FileDepartment, Department, set(), {"stated_people"}),
    (FileDivision, Division, set(), set()),
    (FileRelation, Relation, set(), set()),
    (FileNeed, Need, set(), set()),
    (FileSeatingWish, SeatingWish, set(), set()),
    (FileHolding, Holding, set(), set()),
    (FileLedgerEntry, LedgerEntry, set(), set()),
    (FileOutdoorWay, OutdoorWay, set(), set()),
    (FileSite, Site, set(), set()),
    (FilePrices, Prices, set(), set()),
    (FileSettings, Settings, set(), set()),
    (FileProject, Project, set(), set()),
    (FileWaiver, Waiver, set(), set()),
    (
        FilePortfolio,
        Portfolio,
        {"files"},
        {"buildings", "departments", "holdings", "ledger", "waivers"},
    ),
]


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair[1].__name__)
def test_every_field_of_the_model_has_its_key(
    pair: tuple[type[FileModel], type, set[str], set[str]],
) -> None:
    file, model, only_file, only_model = pair
    keys = set(file.model_fields) - only_file
    assert keys == {field.name for field in fields(model)} - only_model - {"source"}


@pytest.mark.parametrize("pair", [(FilePrices, Prices), (FileSettings, Settings)])
def test_defaults_are_the_models(pair: tuple[type[FileModel], type]) -> None:
    file, model = pair
    for field in fields(model):
        assert field.default is not MISSING
        assert file.model_fields[field.name].default == field.default
