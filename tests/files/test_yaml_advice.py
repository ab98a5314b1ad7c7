"""What people get wrong in YAML, and the advice they get."""

from __future__ import annotations

import pytest

from spaceplan.errors import InputError
from spaceplan.files.yaml_reader import parse_yaml


@pytest.mark.parametrize(
    ("text", "advice"),
    [("a:\n\t- 1\n", "not tabs"), ("a: {b：1\n", "half-width"), ("a: {b: 1\nc: 2\n", "brace")],
)
def test_slips_that_people_make_get_advice(text: str, advice: str) -> None:
    with pytest.raises(InputError, match=advice):
        parse_yaml(text, "x.yaml")
