"""The schema of rule sets takes what is a rule set, refuses what is none, and explains each key."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from spaceplan.rules import rule_set_schema
from tests.files.test_schemas import objects

PACKAGED = sorted((Path(__file__).parents[2] / "rules").glob("*.yaml"))
EXAMPLES = sorted((Path(__file__).parent / "examples").rglob("*.yaml"))


def content(file: Path) -> Any:
    """Return what a YAML file says, dates as text, as an editor sees it."""
    return json.loads(json.dumps(yaml.safe_load(file.read_text("utf-8")), default=str))


def faults(rule_set: Any) -> list[str]:
    """Return the places of a rule set with which its schema does not agree."""
    found = Draft202012Validator(rule_set_schema()).iter_errors(rule_set)
    return ["/".join(map(str, error.absolute_path)) for error in found]


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(rule_set_schema())
    assert PACKAGED
    assert EXAMPLES


@pytest.mark.parametrize("file", [*PACKAGED, *EXAMPLES], ids=lambda file: file.stem)
def test_every_rule_set_agrees_with_the_schema(file: Path) -> None:
    assert faults(content(file)) == []


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("rulse",), []),
        (("office", "kind"), "cap-per-head"),
        (("office", "levels", "city", "ranks", "city_staff", "m2"), -9),
        (("equipment", "ratio"), 9),
        (("rules", 0, "severity"), "fatal"),
        (("rules", 0, "check", "kind"), "rom-area"),
        (("rules", 0, "check", "at_most"), 9),
    ],
)
def test_what_the_readers_refuse_the_schema_refuses(
    place: tuple[str | int, ...], value: object
) -> None:
    changed = copy.deepcopy(content(PACKAGED[0].parent / "cn-2014.yaml"))
    inner = changed
    for key in place[:-1]:
        inner = inner[key]
    inner[place[-1]] = value
    assert faults(changed)


def test_the_schema_describes_every_key_in_the_words_of_its_definition() -> None:
    schema = rule_set_schema()
    for part in objects(schema):
        assert part["additionalProperties"] is False
        assert [key for key, told in part["properties"].items() if "description" not in told] == []
    seats = schema["$defs"]["Utilisation"]
    assert seats["description"] == "Share of the seats that nobody uses <= 1 - ``at_least``."
    assert seats["properties"]["kind"]["description"] == seats["description"]
    assert (
        seats["properties"]["at_least"]["description"] == "Share of the seats that must be in use."
    )
    assert "Parameters" not in json.dumps(schema)
