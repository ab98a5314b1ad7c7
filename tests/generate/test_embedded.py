"""The embedded portfolio is what the generator makes, small enough, and says that it is made up."""

from __future__ import annotations

from pathlib import Path

from spaceplan.files import load_allocation, load_portfolio
from spaceplan.generate import (
    Generated,
    GenerateOptions,
    truth_to_yaml,
    witness_to_csv,
    write_generated,
)

FOLDER = Path(__file__).parents[2] / "floorplans/wuxi"
MOST_BYTES = 3_000_000


def _files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_it_is_written_as_the_generator_writes_it(wuxi: Generated, tmp_path: Path) -> None:
    write_generated(wuxi, GenerateOptions(), tmp_path / "wuxi")
    assert _files(FOLDER) == _files(tmp_path / "wuxi")


def test_it_loads_without_a_warning_as_what_was_made(wuxi: Generated) -> None:
    loaded = load_portfolio(FOLDER)
    assert loaded.warnings == ()
    assert loaded.portfolio == wuxi.portfolio


def test_its_witness_loads_as_an_allocation(wuxi: Generated) -> None:
    assert load_allocation(FOLDER / "witness", wuxi.portfolio) == wuxi.truth.witness
    text = (FOLDER / "witness/allocation.csv").read_text(encoding="utf-8")
    assert text == witness_to_csv(wuxi.truth, wuxi.portfolio)
    assert (FOLDER / "truth.yaml").read_text(encoding="utf-8") == truth_to_yaml(wuxi.truth)


def test_it_is_small_and_says_that_it_is_synthetic() -> None:
    assert sum(path.stat().st_size for path in FOLDER.rglob("*") if path.is_file()) <= MOST_BYTES
    assert "Synthetic data" in (FOLDER / "README.md").read_text(encoding="utf-8")
    assert "synthetic" in (FOLDER / "portfolio.yaml").read_text(encoding="utf-8")
