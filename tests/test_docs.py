"""The worked example of a CI job does what its page says."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from spaceplan.files import save_portfolio
from tests.check.test_rules import sinful

DOCS = Path(__file__).parents[1] / "docs"


@pytest.fixture
def shell(tmp_path: Path) -> dict[str, str]:
    """Return an environment in which ``spaceplan`` is this one."""
    command = tmp_path / "bin" / "spaceplan"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m spaceplan "$@"\n')
    command.chmod(0o755)
    path = f"{command.parent}{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, "PATH": path, "PYTHONPATH": str(DOCS.parent), "LC_ALL": "C.UTF-8"}


def run(tmp_path: Path, shell: dict[str, str]) -> int:
    call = ["sh", str(DOCS / "ci" / "check.sh"), "sins", "results"]
    return subprocess.run(call, cwd=tmp_path, env=shell, check=False).returncode


def test_the_example_is_green_until_something_new_comes_up_and_again_when_it_is_cured(
    tmp_path: Path, shell: dict[str, str]
) -> None:
    save_portfolio(sinful(), tmp_path / "sins")
    assert run(tmp_path, shell) == 0  # nothing to compare with yet: what is there is accepted
    save_portfolio(sinful(area=40.0), tmp_path / "sins")
    assert run(tmp_path, shell) == 1
    assert run(tmp_path, shell) == 1  # it stays red
    save_portfolio(sinful(), tmp_path / "sins")
    assert run(tmp_path, shell) == 0
    written = {path.name for path in (tmp_path / "results").iterdir()}
    assert written == {
        *("baseline.json", "findings.json", "findings.sarif", "findings.xml", "findings.html"),
    }


def test_the_example_passes_bad_input_on(tmp_path: Path, shell: dict[str, str]) -> None:
    assert run(tmp_path, shell) == 2


def test_the_job_calls_the_script_that_is_there() -> None:
    (job,) = yaml.safe_load((DOCS / "ci" / "job.yml").read_text()).values()
    called = job["script"][0].split()[1]
    assert (DOCS.parent / called).exists()
    assert job["artifacts"]["reports"]["junit"] == "results/findings.xml"
