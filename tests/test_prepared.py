"""A portfolio made ready: what is wrong with its files is told at once, rule sets included."""

from __future__ import annotations

from pathlib import Path

import pytest

from spaceplan.errors import InputError
from spaceplan.prepared import prepare
from tests.files.folders import PORTFOLIO, edited, write_folder


def faults_of(folder: Path, *rule_sets: str) -> list[str]:
    with pytest.raises(InputError) as caught:
        prepare(folder, rule_sets=rule_sets)
    return [str(fault) for fault in caught.value.faults]


WRONG_USE = edited("departments.yaml", "use: archive", "use: archve")
WRONG_ROOM = edited("holdings.csv", "a-101,", "a-1o1,")


def test_an_unknown_use_is_told_with_the_other_faults(tmp_path: Path) -> None:
    use, room = faults_of(write_folder(tmp_path, WRONG_USE | WRONG_ROOM))
    assert use.startswith("departments.yaml:")
    assert "'archve'" in use
    assert room.startswith("holdings.csv:2: ")


def test_a_faulty_rule_set_is_told_with_the_other_faults(tmp_path: Path) -> None:
    rules, room = faults_of(write_folder(tmp_path, WRONG_ROOM), "cn-2041")
    assert rules.startswith("cn-2041: ")
    assert room.startswith("holdings.csv:2: ")


@pytest.mark.parametrize("line", ["rule_sets: {cn-2014: yes}", "rule_set: [ours]", "rule_sets: []"])
def test_where_rule_sets_cannot_be_read_no_use_is_called_unknown(tmp_path: Path, line: str) -> None:
    wrong = {"portfolio.yaml": f"{PORTFOLIO}{line}\n"}
    found = faults_of(write_folder(tmp_path, WRONG_USE | wrong))
    assert {fault.split(":")[0] for fault in found} == {"portfolio.yaml"}


def test_where_something_else_cannot_be_read_the_usual_rule_sets_count(tmp_path: Path) -> None:
    wrong = {"portfolio.yaml": f"{PORTFOLIO}as_of: soon\n"}
    found = faults_of(write_folder(tmp_path, WRONG_USE | wrong))
    assert [fault.split(":")[0] for fault in found] == ["portfolio.yaml", "departments.yaml"]
