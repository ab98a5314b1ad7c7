"""The whole way with a real building: import, departments, graph, allocation, check, drawing."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from matplotlib.figure import Figure

from spaceplan.allocate import AllocateOptions, allocate_rooms
from spaceplan.check import check_rules, recompute_objective, verify_allocation
from spaceplan.entitlement import compute_entitlements
from spaceplan.files import load_portfolio, save_portfolio
from spaceplan.graph import build_graph
from spaceplan.model import Portfolio, status_quo
from spaceplan.plot import plot_storey, save_figure
from spaceplan.rules import load_rules
from tests.formats.conftest import imported_office

DEPARTMENTS = Path(__file__).parent / "office_a" / "departments.yaml"


def office_with_people(folder: Path) -> Portfolio:
    """Import the office, give its departments people, and load it as a user would."""
    save_portfolio(imported_office().portfolio, folder)
    shutil.copy(DEPARTMENTS, folder / "departments.yaml")
    return load_portfolio(folder).portfolio


def test_the_departments_written_by_hand_are_those_of_the_import(tmp_path: Path) -> None:
    portfolio = office_with_people(tmp_path)
    held = {holding.department for holding in portfolio.holdings}
    assert held == {department.id for department in portfolio.departments}


def test_they_fit_into_the_offices(tmp_path: Path) -> None:
    """192 people, 1,728 m² at the 9 m² of staff, into 1,976.6 m² of offices (stated areas)."""
    portfolio = office_with_people(tmp_path)
    people = sum(department.people.total for department in portfolio.departments)
    offices = sum(room.area_dm2 for room in portfolio.rooms if room.use == "office")
    assert people == 192
    assert offices == pytest.approx(197_662, abs=15)


@pytest.mark.slow
def test_a_real_building_is_allocated_checked_and_drawn(tmp_path: Path) -> None:
    portfolio = office_with_people(tmp_path)
    graph = build_graph(portfolio)
    rulebook = load_rules(portfolio.rule_sets)
    rulebook.check_uses(portfolio)
    entitlements = compute_entitlements(portfolio, rulebook)
    result = allocate_rooms(
        portfolio,
        graph,
        rulebook,
        entitlements,
        start=status_quo(portfolio),
        options=AllocateOptions(time_limit=5.0, workers=1),
    )
    plan_found = result.allocation
    assert result.objective.unseated == 0
    assert verify_allocation(portfolio, graph, rulebook, plan_found) == ()
    counted = recompute_objective(portfolio, graph, rulebook, entitlements, plan_found)
    assert counted.total == pytest.approx(result.objective.total)
    checked = check_rules(
        portfolio, graph, rulebook, entitlements, allocation=plan_found, as_of=date(2026, 11, 1)
    )
    assert "seat-for-everyone" not in {finding.rule for finding in checked.findings}
    axes = plot_storey(
        portfolio, graph, portfolio.storeys[0].id, allocation=plan_found, rulebook=rulebook
    )
    assert isinstance(axes.figure, Figure)
    save_figure(axes.figure, tmp_path / "storey.png")
    assert (tmp_path / "storey.png").stat().st_size > 20_000
