"""Portfolios and rule sets are found by path, beside the portfolio, or packaged."""

from __future__ import annotations

from pathlib import Path

import pytest

from spaceplan.errors import InputError
from spaceplan.files import find_portfolio, find_rule_set, lookup


@pytest.fixture
def packaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package folder with one portfolio and one rule set, as in a checkout; work elsewhere."""
    (tmp_path / "top/floorplans/wuxi").mkdir(parents=True)
    (tmp_path / "top/floorplans/wuxi/portfolio.yaml").touch()
    (tmp_path / "top/rules").mkdir()
    (tmp_path / "top/rules/cn-2014.yaml").touch()
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    monkeypatch.setattr(lookup, "_PACKAGE", tmp_path / "top/spaceplan")
    return tmp_path / "top"


@pytest.mark.parametrize("text", ["wuxi", "floorplans/wuxi", "floorplans/wuxi/"])
def test_the_packaged_portfolio_goes_by_its_name(packaged: Path, text: str) -> None:
    assert find_portfolio(text) == packaged / "floorplans/wuxi"


def test_the_wheel_goes_before_the_checkout(packaged: Path) -> None:
    inside = packaged / "spaceplan/data/floorplans/wuxi"
    inside.mkdir(parents=True)
    (inside / "portfolio.yaml").touch()
    assert find_portfolio("wuxi") == inside


def test_the_path_given_goes_before_what_is_packaged(packaged: Path) -> None:
    here = Path("floorplans/wuxi")
    here.mkdir(parents=True)
    (here / "portfolio.yaml").touch()
    assert find_portfolio("floorplans/wuxi") == here
    assert find_portfolio("floorplans/wuxi/portfolio.yaml") == here


def test_a_portfolio_that_is_nowhere_says_where_was_looked(packaged: Path) -> None:
    with pytest.raises(InputError) as caught:
        find_portfolio("floorplans/wuxy")
    (fault,) = caught.value.faults
    inside, top = packaged / "spaceplan/data/floorplans/wuxy", packaged / "floorplans/wuxy"
    assert str(fault) == (
        f"floorplans/wuxy: no portfolio.yaml in 'floorplans/wuxy', '{inside}', '{top}'; "
        "expected a portfolio folder, such as 'wuxi'"
    )


@pytest.mark.parametrize("text", ["..", "../floorplans/wuxi", "", "/nowhere"])
def test_a_path_is_no_packaged_name(packaged: Path, text: str) -> None:
    with pytest.raises(InputError):
        find_portfolio(text)


def test_a_rule_set_goes_by_its_name_or_its_path(packaged: Path) -> None:
    assert find_rule_set("cn-2014", None) == packaged / "rules/cn-2014.yaml"
    Path("mine.yaml").touch()
    assert find_rule_set("mine.yaml", None) == Path("mine.yaml")


@pytest.mark.parametrize("place", ["rules/cn-2014.yaml", "cn-2014.yaml"])
def test_a_rule_set_beside_the_portfolio_goes_before_the_packaged_one(
    packaged: Path, tmp_path: Path, place: str
) -> None:
    beside = tmp_path / "portfolio" / place
    beside.parent.mkdir(parents=True)
    beside.touch()
    assert find_rule_set("cn-2014", tmp_path / "portfolio") == beside


def test_a_rule_set_that_is_nowhere_names_the_nearest(packaged: Path) -> None:
    with pytest.raises(InputError) as caught:
        find_rule_set("cn-2041", Path("folder"))
    (fault,) = caught.value.faults
    assert "'folder/rules/cn-2041.yaml', 'folder/cn-2041.yaml'" in fault.found
    assert fault.expected == "a rule set, such as 'cn-2014'"
