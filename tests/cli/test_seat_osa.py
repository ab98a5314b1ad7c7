"""``spaceplan seat --osa``: what it prints and how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from spaceplan.check import recompute_seating
from spaceplan.cli import main
from spaceplan.formats.osa import read_osa
from tests.formats.test_osa import GOOD

PUBLISHED = Path("../shared/data/osa")


def seat(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["seat", *arguments, "--language", "en", "--workers", "1"])


@pytest.fixture
def instance(tmp_path: Path) -> Path:
    path = tmp_path / "case.txt"
    path.write_text(GOOD, "utf-8")
    return path


def test_the_answer_is_printed_as_json_and_written(instance: Path) -> None:
    output = instance.with_name("answer.json")
    result = seat("--osa", str(instance), "--json", "--work-limit", "2", "-o", str(output))
    assert result.exit_code == 0
    answer = json.loads(result.stdout)
    # Entity 1 (20.25 m²) in room 0 (27), entity 0 (13.5) in room 1 (18.3): 6.75 + 4.8 unused, and
    # the two are near each other, which costs 10: all rooms are on one floor.
    assert answer["assignment"] == [1, 0]
    assert (answer["cost"], answer["misuse"], answer["soft"]) == (21.55, 11.55, 10.0)
    assert answer["bound"] == 21.55
    assert json.loads(output.read_text("utf-8")) == answer


def test_a_text_says_cost_and_proof(instance: Path) -> None:
    result = seat("--osa", str(instance), "--work-limit", "2")
    assert "case: cost 21.55 = misuse of space 11.55 + wishes 10.00" in result.stdout
    assert "No better seating exists." in result.stdout


def test_hard_constraints_that_exclude_each_other_end_with_3(instance: Path) -> None:
    text = GOOD.replace("0      0      0      1      0", "0      0      1      1      0")
    instance.write_text(text.replace("2      9      0", "2      9      1"), "utf-8")
    result = seat("--osa", str(instance), "--work-limit", "2")
    assert (result.exit_code, result.stdout) == (3, "")
    said = " ".join(result.stderr.split())
    assert "exclude each other" in said
    # All rooms are on one floor, so that the third alone cannot be kept: no other is named.
    assert "no fewer do: constraint 2: entities 0 and 1 sit on different floors" in said
    assert said.count("constraint ") == 1


@pytest.mark.parametrize("arguments", [(), ("here", "--osa", "pyproject.toml")])
def test_either_a_portfolio_or_an_instance_is_named(arguments: tuple[str, ...]) -> None:
    assert seat(*arguments).exit_code == 2


def test_a_broken_file_ends_with_2(instance: Path) -> None:
    instance.write_text(GOOD.replace("13.5", "x"), "utf-8")
    result = seat("--osa", str(instance))
    assert result.exit_code == 2
    assert "case.txt:6: 'x'" in result.stderr.replace("\n", "")


def test_a_file_that_cannot_be_written_is_refused_before_the_search(instance: Path) -> None:
    result = seat("--osa", str(instance), "-o", str(instance / "in" / "a.json"))
    assert result.exit_code == 2


def test_a_published_instance_is_proven_and_repeats() -> None:
    path = PUBLISHED / "nott1d.txt"
    if not path.is_file():
        pytest.skip(f"{path} is not there")
    arguments = ("--osa", str(path), "--json", "--work-limit", "4", "--seed", "3")
    one, two = (json.loads(seat(*arguments).stdout) for _ in range(2))
    assert one["assignment"] == two["assignment"]
    check = recompute_seating(read_osa(path), one["assignment"])
    assert (check.cost, check.hard_broken) == (one["cost"], 0)
    assert one["bound"] == 201.55


def test_of_very_many_faults_the_first_and_their_number_are_said(tmp_path: Path) -> None:
    path = tmp_path / "ledger.csv"
    path.write_text("person,room\n" * 300, "utf-8")
    result = seat("--osa", str(path))
    assert result.exit_code == 2
    # Three sections are missing, and no line of 300 is a count: 303 faults, 200 of them told.
    assert result.stderr.count("expected") == 200
    assert "... and 103 more" in result.stderr
    assert "errors: 303" in result.stderr
