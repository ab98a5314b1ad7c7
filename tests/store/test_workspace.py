"""Scenarios lie beside their portfolio, or where they can be written."""

from __future__ import annotations

from pathlib import Path

import pytest

from spaceplan.store import workspace, workspace_of


def test_scenarios_lie_beside_the_portfolio(tmp_path: Path) -> None:
    (tmp_path / "city").mkdir()
    assert workspace_of(tmp_path / "city") == tmp_path / "city.scenarios"
    assert workspace_of(tmp_path / "city" / ".." / "city") == tmp_path / "city.scenarios"


def test_a_given_workspace_is_taken(tmp_path: Path) -> None:
    assert workspace_of(tmp_path / "city", tmp_path / "mine") == tmp_path / "mine"


def test_where_it_cannot_be_written_they_go_to_the_current_folder_then_to_the_users_data(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, data = tmp_path / "here", tmp_path / "data"
    here.mkdir()
    monkeypatch.chdir(here)
    monkeypatch.setattr(workspace, "user_data_path", lambda *_, **__: data)
    allowed = {here}
    monkeypatch.setattr(workspace, "_can_write", lambda folder: folder in allowed)
    portfolio = tmp_path / "locked" / "city"
    assert workspace_of(portfolio) == here / "city.scenarios"
    allowed.clear()
    assert workspace_of(portfolio) == data / "city.scenarios"


def test_nothing_is_kept_inside_the_installed_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    package = Path(workspace.__file__).parents[1]
    assert workspace_of(package / "data" / "floorplans" / "wuxi") == tmp_path / "wuxi.scenarios"
