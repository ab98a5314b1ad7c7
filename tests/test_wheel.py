"""Whoever installs the wheel has it all: rules, the embedded portfolio, the command."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel once, from this checkout."""
    target = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "-o", str(target), str(ROOT)],
        check=True,
        capture_output=True,
    )
    (built,) = target.glob("*.whl")
    return built


def test_the_wheel_carries_rules_portfolio_font_and_translations(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for needed in (
        "spaceplan/data/rules/cn-2014.yaml",
        "spaceplan/data/floorplans/wuxi/portfolio.yaml",
        "spaceplan/assets/noto-sans-sc-subset.woff2",
        "spaceplan/assets/OFL.txt",
        "spaceplan/locale/zh/LC_MESSAGES/spaceplan.mo",
    ):
        assert needed in names


@pytest.mark.slow
def test_the_wheel_installed_in_an_empty_folder_runs(wheel: Path, tmp_path: Path) -> None:
    installed, empty = tmp_path / "installed", tmp_path / "empty"
    empty.mkdir()
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", installed, wheel],
        check=True,
        capture_output=True,
    )

    def spaceplan(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "spaceplan", *words],
            cwd=empty,
            # Nothing is compiled for the new folder: other tests go on beside this one.
            env={**os.environ, "PYTHONPATH": str(installed), "NUMBA_DISABLE_JIT": "1"},
            capture_output=True,
            text=True,
            timeout=300,
        )

    check = spaceplan("check", "wuxi", "--json")
    assert check.returncode == 1, check.stderr
    assert json.loads(check.stdout)["rule_sets"][0]["name"] == "cn-2014"
    spaceplan("generate", "-o", "city", "--scale", "0.25")
    run = spaceplan("run", "city", "--time-limit", "4")
    assert run.returncode in (0, 1), run.stderr
    summary = json.loads((empty / "out" / "city" / "summary.json").read_text(encoding="utf-8"))
    assert summary["counts"]["departments"] == 37
    assert (empty / "out" / "city" / "report.html").stat().st_size > 100_000
