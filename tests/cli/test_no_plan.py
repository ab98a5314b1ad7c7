"""What the terminal says where hard requirements leave no plan: exit code 3, and what to do."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from spaceplan.cli import main
from spaceplan.files import save_portfolio
from tests.allocate.builders import building, department, portfolio


@pytest.fixture
def impossible(tmp_path: Path) -> Path:
    """Two departments that both keep the same room, in a folder."""
    both = [replace(department(id, staff=1), locked=("hq-101",)) for id in ("a", "b")]
    save_portfolio(portfolio([building("hq", "centre", [12, 12])], both), tmp_path / "case")
    return tmp_path / "case"


@pytest.mark.parametrize("command", ["run", "allocate"])
@pytest.mark.parametrize(
    ("language", "advice"),
    [
        ("en", "what to do drop or weaken one of these requirements; 'spaceplan explain {case}'"),
        ("zh", "“spaceplan explain {case}”"),
    ],
)
def test_who_gets_no_plan_reads_what_to_do(
    impossible: Path, command: str, language: str, advice: str
) -> None:
    target = impossible.parent / "out"
    arguments = [command, str(impossible), "-o", str(target), "--language", language]
    said = CliRunner().invoke(main, arguments)
    assert said.exit_code == 3, said.output
    assert advice.format(case=impossible) in said.stderr
    assert "hq-101" in said.stderr
    assert not target.exists()


def test_the_command_that_is_advised_says_what_conflicts(impossible: Path) -> None:
    said = CliRunner().invoke(main, ["explain", str(impossible), "--language", "en"])
    assert said.exit_code == 3, said.output
    assert "a keeps room hq-101 (locked)" in said.stdout
    assert "what to do" not in said.stderr
