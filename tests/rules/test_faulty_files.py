"""Faulty rule sets, each named after its fault: every line marked FAULT is found, and no other.

A mark ``# FAULT found -> expected`` says which word the fault names and what it proposes.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from spaceplan.errors import Fault, InputError
from spaceplan.rules import load_rules

FOLDER = Path(__file__).parent / "faulty"
MARK = re.compile(r"# FAULT (.*) -> (.*)$")


def marks(path: Path) -> dict[int, tuple[str, str]]:
    """Return what must be found on each line."""
    lines = enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
    return {n: (m[1], m[2]) for n, line in lines if (m := MARK.search(line))}


def faults_of(path: Path) -> tuple[Fault, ...]:
    with pytest.raises(InputError) as caught:
        load_rules([str(path), *([] if path.stem != "check-without-source" else ["cn-2014"])])
    return caught.value.faults


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yaml")), ids=lambda path: path.stem)
def test_all_faults_of_a_file_are_told_at_once_and_where_they_stand(path: Path) -> None:
    faults, expected = faults_of(path), marks(path)
    assert {fault.line for fault in faults} == set(expected), "\n".join(map(str, faults))
    assert {fault.file for fault in faults} == {str(path)}
    for fault in faults:
        found, proposed = expected[fault.line or 0]
        assert found in fault.found
        assert any(word in fault.expected for word in proposed.split(", "))
