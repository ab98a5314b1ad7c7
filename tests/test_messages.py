"""Every message that a person can see is translated, and the compiled catalogue is up to date."""

from __future__ import annotations

import importlib.util
import pickle
import string
from pathlib import Path
from types import ModuleType

import pytest

from spaceplan.i18n import in_language, translator
from spaceplan.plot.colourings.change import FILLS
from spaceplan.things import ROOMS, number_of

SCRIPT = Path(__file__).parents[1] / "scripts" / "messages.py"


@pytest.fixture(scope="module")
def messages() -> ModuleType:
    spec = importlib.util.spec_from_file_location("messages", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_message_is_translated(messages: ModuleType) -> None:
    assert messages.missing(messages.merged()) == []


def test_the_compiled_catalogue_agrees_with_the_text(messages: ModuleType) -> None:
    current = messages.MO.read_bytes() == messages.compiled(messages.merged())
    assert current, "run scripts/messages.py"


def test_translations_name_the_same_fields_as_the_messages(messages: ModuleType) -> None:
    def fields(text: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    for entry in messages.merged():
        if entry.id and entry.string and "python-brace-format" in entry.flags:
            one = isinstance(entry.id, str)
            said, meant = (entry.string, entry.id) if one else (entry.string[0], entry.id[1])
            assert fields(said) == fields(meant), entry.id


def test_a_message_reads_in_both_languages() -> None:
    assert translator("zh")("Writing the report") != "Writing the report"
    assert translator("en")("Writing the report") == "Writing the report"


def test_what_a_fault_expects_and_what_a_legend_says_of_a_room_are_two_messages() -> None:
    said = translator("zh")
    assert said("another department") == "另一个使用单位"
    assert said(FILLS["passed_on"][1]) == "换了使用单位"


def test_one_is_said_otherwise_than_several_where_a_language_does() -> None:
    said = [pickle.loads(pickle.dumps(number_of(ROOMS, n))) for n in (0, 1, 1200)]
    assert said == ["0 rooms", "1 room", "1,200 rooms"]
    assert [in_language(text, "zh") for text in said] == ["0 间房", "1 间房", "1,200 间房"]
