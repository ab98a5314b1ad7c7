"""What is written loads back equal."""

from __future__ import annotations

import os
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings

from spaceplan.files import load_portfolio, save_portfolio
from spaceplan.model import Holding, Name, Portfolio
from tests.cases import tiny_portfolio
from tests.files.strategies import people_in_ledger, portfolios

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]


@pytest.fixture(autouse=True, scope="module")
def _no_waiting_for_the_disk() -> Iterator[None]:
    """What these tests write need not survive a power cut."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda _: None)
        yield


def written_and_read(portfolio: Portfolio, folder_name: str = "folder") -> Portfolio:
    with tempfile.TemporaryDirectory() as parent:
        folder = Path(parent, folder_name)
        save_portfolio(portfolio, folder)
        return load_portfolio(folder).portfolio


@pytest.mark.parametrize("storeys", [1, 3])
def test_the_tiny_portfolio_loads_back_equal(storeys: int) -> None:
    portfolio = tiny_portfolio(storeys)
    assert written_and_read(portfolio) == portfolio


@given(portfolios())
@settings(max_examples=80, deadline=None, suppress_health_check=SLOW)
def test_every_portfolio_loads_back_equal(portfolio: Portfolio) -> None:
    loaded = written_and_read(portfolio)
    if portfolio.ledger is not None:
        loaded = without_people(loaded)
        portfolio = without_people(portfolio)
    assert loaded == portfolio


@given(portfolios())
@settings(max_examples=40, deadline=None, suppress_health_check=SLOW)
def test_people_are_those_of_the_ledger_where_it_has_any(portfolio: Portfolio) -> None:
    counted = people_in_ledger(portfolio)
    claims = Counter(former for d in portfolio.departments for former in {d.id, *d.succeeds})
    for department in written_and_read(portfolio).departments:
        if any(claims[former] > 1 for former in (department.id, *department.succeeds)):
            continue  # several departments claim the same people: nobody has said who has whom
        stated = portfolio.department(department.id).people
        assert dict(department.people) == counted.get(department.id, dict(stated))


@given(portfolios())
@settings(max_examples=30, deadline=None, suppress_health_check=SLOW)
def test_writing_again_what_was_read_changes_no_byte(portfolio: Portfolio) -> None:
    with tempfile.TemporaryDirectory() as parent:
        first, second = Path(parent, "one"), Path(parent, "two")
        save_portfolio(portfolio, first)
        loaded = load_portfolio(first).portfolio
        save_portfolio(loaded, first)
        save_portfolio(load_portfolio(first).portfolio, second)
        for path in first.rglob("*.*"):
            assert path.read_bytes() == (second / path.relative_to(first)).read_bytes()


@given(portfolios())
@settings(max_examples=30, deadline=None, suppress_health_check=SLOW)
def test_other_yaml_readers_take_every_id_for_text(portfolio: Portfolio) -> None:
    with tempfile.TemporaryDirectory() as parent:
        save_portfolio(portfolio, Path(parent, "p"))
        for path in Path(parent, "p", "buildings").glob("*.yaml"):
            data = yaml.safe_load(path.read_text(encoding="utf-8"))
            rooms = [room for storey in data["storeys"] for room in storey.get("rooms", [])]
            assert all(isinstance(room["id"], str) for room in rooms)
            assert data["building"] in {building.id for building in portfolio.buildings}


def without_people(portfolio: Portfolio) -> Portfolio:
    nobody = tiny_portfolio().department("finance").headcount
    return replace(
        portfolio,
        departments=tuple(
            replace(department, headcount=nobody, seconded=0, contract=0)
            for department in portfolio.departments
        ),
    )


def test_the_folder_names_a_portfolio_that_states_no_id(tmp_path: Path) -> None:
    save_portfolio(tiny_portfolio(), tmp_path / "tiny")
    (tmp_path / "tiny").rename(tmp_path / "north town")
    assert load_portfolio(tmp_path / "north town").portfolio.id == "north-town"


def test_a_portfolio_keeps_its_id_in_a_folder_of_another_name(tmp_path: Path) -> None:
    save_portfolio(tiny_portfolio(), tmp_path / "scenario-a")
    assert load_portfolio(tmp_path / "scenario-a").portfolio.id == "tiny"


@pytest.mark.parametrize(
    "name",
    [Name("", "Plain"), Name("财政局", ""), Name("ABC", ""), Name("", "财政局"), Name()],
    ids=str,
)
def test_a_name_in_one_language_stays_in_that_language(name: Name) -> None:
    assert written_and_read(replace(tiny_portfolio(), name=name)).name == name


def test_rooms_and_doors_stand_one_a_line(tmp_path: Path) -> None:
    save_portfolio(tiny_portfolio(), tmp_path / "tiny")
    lines = (tmp_path / "tiny/buildings/hq.yaml").read_text(encoding="utf-8").splitlines()
    assert (
        "      - {id: hq-101, use: office, outline: [[0, 0], [3.6, 0], [3.6, 5], [0, 5]]}" in lines
    )
    assert "      - {at: [1.8, 5.1], between: [hq-101, hq-1c]}" in lines


@pytest.mark.parametrize("approval", ['a,"b"', "a\rb", "a\nb", " a ", "  ", "'", "=1+1", "'=1+1"])
def test_an_approval_stays_what_it_is_whatever_csv_makes_of_it(approval: str) -> None:
    holding = Holding("hq-101", "finance", approval=approval)
    portfolio = replace(tiny_portfolio(), holdings=(holding,))
    assert written_and_read(portfolio) == portfolio
