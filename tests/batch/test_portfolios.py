"""Patterns find folders of portfolios, and give each a name that can stand in a path."""

from __future__ import annotations

from pathlib import Path

import pytest

from spaceplan.batch import find_portfolios
from spaceplan.errors import InputError


def portfolio(folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / "portfolio.yaml").write_text("name: x", "utf-8")


def labels(*patterns: Path | str) -> list[str]:
    return [found.label for found in find_portfolios([str(pattern) for pattern in patterns])[0]]


def test_a_pattern_finds_portfolios_in_order_and_tells_of_what_is_none(tmp_path: Path) -> None:
    for name in ("b", "a", "deep/c"):
        portfolio(tmp_path / name)
    (tmp_path / "notes.txt").write_text("", "utf-8")
    found, others = find_portfolios([str(tmp_path / "*")])
    assert [one.label for one in found] == ["a", "b"]
    assert [Path(path).name for path in others] == ["deep", "notes.txt"]
    assert labels(tmp_path / "**") == ["a", "b", "c"]


def test_a_folder_named_twice_is_run_once(tmp_path: Path) -> None:
    portfolio(tmp_path / "a")
    assert labels(tmp_path / "a", tmp_path / "a" / "portfolio.yaml", tmp_path / "*") == ["a"]


def test_folders_of_one_name_are_told_apart_by_the_folder_around(tmp_path: Path) -> None:
    for name in ("north/hall", "south/Hall", "x/north/hall"):
        portfolio(tmp_path / name)
    assert labels(tmp_path / "**") == ["north-hall", "south-Hall", "north-hall-2"]


@pytest.mark.parametrize("name", ["=cmd|'x'!A0", "a b<i>", "‮gnp", "-rf", "财政局", "[1]"])
def test_hostile_folder_names_become_names_without_harm(tmp_path: Path, name: str) -> None:
    portfolio(tmp_path / name)
    (label,) = labels(tmp_path / "*")
    assert label[0] not in "-.=@+"
    assert not set(label) & set("/\\<>|'\"! ‮=")


def test_a_folder_with_brackets_in_its_name_is_meant_before_the_pattern(tmp_path: Path) -> None:
    portfolio(tmp_path / "city[1]")
    portfolio(tmp_path / "city1")
    found, _ = find_portfolios([str(tmp_path / "city[1]")])
    assert [one.folder.name for one in found] == ["city[1]"]


def test_what_nothing_fits_is_told_of_all_at_once(tmp_path: Path) -> None:
    portfolio(tmp_path / "cities" / "a")
    with pytest.raises(InputError) as caught:
        find_portfolios([str(tmp_path / "nowhere"), str(tmp_path / "none*")])
    assert [Path(fault.file).name for fault in caught.value.faults] == ["nowhere", "none*"]
    with pytest.raises(InputError, match=r"such as '.*cities/\*'"):
        find_portfolios([str(tmp_path / "cities")])
