"""YAML is read as it stands, with its lines, and written so that every reader agrees."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from spaceplan.errors import InputError
from spaceplan.files.yaml_reader import parse_yaml
from spaceplan.files.yaml_writer import flow, number, text

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
VALUES = st.recursive(
    TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)


@pytest.mark.parametrize(
    "word",
    ["0101", "1e3", "12:30", "no", "Yes", "null", "~", "2024-01-01", ".5", "0x1F", "=", "<<"],
)
def test_a_word_stays_a_word_for_us_and_is_quoted_for_others(word: str) -> None:
    assert parse_yaml(f"a: '{word}'", "f").data == {"a": word}
    assert yaml.safe_load(text(word)) == word


def test_a_plain_scalar_is_text_and_nothing_is_none() -> None:
    data = parse_yaml("{a: 0101, b: no, c: 12:30, d: , e: ~, f: ''}", "f").data
    assert data == {"a": "0101", "b": "no", "c": "12:30", "d": None, "e": None, "f": ""}


@given(TEXTS)
def test_every_text_is_read_back_by_us_and_by_others(value: str) -> None:
    written = text(value)
    assert "\n" not in written
    assert parse_yaml(f"{{a: {written}}}", "f").data == {"a": value}
    assert parse_yaml(f"a: {written}\n", "f").data == {"a": value}
    assert yaml.safe_load(f"[{written}]") == [value]


@given(VALUES)
def test_every_value_in_flow_style_is_read_back(value: object) -> None:
    assert parse_yaml(f"a: {flow(value)}\n", "f").data == {"a": value}


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_number_is_read_back(value: float) -> None:
    assert float(number(value)) == value


def test_lines_are_those_of_keys_and_items() -> None:
    document = parse_yaml("a: 1\nb:\n  - x\n  - {c: 2, d: [3,\n    4]}\ne:\n  f: 5\n", "f")
    lines = {
        ("a",): 1,
        ("b",): 2,
        ("b", 0): 3,
        ("b", 1): 4,
        ("b", 1, "d"): 4,
        ("b", 1, "d", 1): 5,
        ("e", "f"): 7,
        ("e", "missing"): 6,
        ("b", 9): 2,
        (): 1,
    }
    assert {path: document.line_of(path) for path in lines} == lines


def test_all_faults_of_form_come_at_once() -> None:
    with pytest.raises(InputError) as caught:
        parse_yaml("a: 1\na: 2\nb: *x\nc: !t 3\n? [d]\n: 4\n", "f")
    assert [str(fault) for fault in caught.value.faults] == [
        "f:2: 'a' a second time (first on line 1); expected it once",
        "f:3: an alias '*x'; expected the values written out",
        "f:4: a tag '!t'; expected plain values",
        "f:5: a key that is not a word; expected a plain word before the colon",
    ]


@pytest.mark.parametrize(
    ("content", "line"), [("a: 1\n---\nb: 2\n", 2), ("a: [1\nb: 2\n", 2), ("a: 1\n\tb: 2\n", 2)]
)
def test_a_fault_of_syntax_has_its_line(content: str, line: int) -> None:
    with pytest.raises(InputError) as caught:
        parse_yaml(content, "f")
    assert caught.value.faults[0].line == line
