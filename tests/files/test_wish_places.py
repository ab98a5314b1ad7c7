"""The line on which each hard requirement stands, however it is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from spaceplan.files import load_portfolio
from spaceplan.model.common import Source
from spaceplan.model.requirements import Requirement, requirements_of
from spaceplan.model.wish_places import UNKNOWN
from tests.files.folders import edited, write_folder

D, P = "departments.yaml", "portfolio.yaml"
LAST = "    succeeds: [old-archives]\n"
#: From line 20 on.
WISHES = """\
    sites: [centre]
    buildings: a
    max_storey: 3
    one_site: true
    step_free: true
    requires:
      - step_free
    forbidden:
      - a-101
      - b-lobby
    next_to: [finance]
    keep:
      - p5
      - all
    needs:
      - {use: archive, min_m2: 20}
      - use: meeting
        min_m2: 9
        hard: true
"""
ARCHIVES = {
    ("sites", ""): 20,
    ("buildings", ""): 21,
    ("max_storey", ""): 22,
    ("one_site", ""): 23,
    ("step_free", ""): 24,
    ("requires", "step_free"): 26,
    ("forbidden", ""): 27,  # all of them, as a conflict names them
    ("forbidden", "a-101"): 28,
    ("forbidden", "b-lobby"): 29,
    ("next_to", "finance"): 30,
    ("keep", "p5"): 32,
    ("keep", "all"): 33,
    ("need", "0"): 35,
    ("need", "1"): 36,
}
PLACES = {
    ("empty_storey", "", "a-L01"): Source(P, 3),
    ("own_room", "", ""): Source(P, 5),
    ("sites", "finance", ""): Source(D, 5),
    ("locked", "finance", "a-101"): Source(D, 15),
    ("need", "finance", "0"): Source(D, 14),
    **{(k, "archives", value): Source(D, line) for (k, value), line in ARCHIVES.items()},
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    head = "empty_storeys:\n  - a-L01\nsettings:\n  share_own_room: like\nsites:\n"
    changes = {**edited(D, LAST, LAST + WISHES), **edited(P, "sites:\n", head)}
    return write_folder(tmp_path, changes)


@pytest.mark.parametrize(("kind", "department", "value"), PLACES)
def test_a_wish_is_where_it_stands(folder: Path, kind: str, department: str, value: str) -> None:
    places = load_portfolio(folder).wish_places
    asked = Requirement(kind, department, value)
    assert places.of(asked) == PLACES[kind, department, value]


def test_every_wish_of_the_files_has_a_place(folder: Path) -> None:
    loaded = load_portfolio(folder)
    asked = requirements_of(loaded.portfolio)
    assert {(r.kind, r.department, r.value) for r in asked} == PLACES.keys() - {
        ("forbidden", "archives", "")
    }
    assert all(loaded.wish_places.of(one) for one in asked)


def test_what_holds_by_default_and_what_is_no_wish_has_none(tmp_path: Path) -> None:
    places = load_portfolio(write_folder(tmp_path)).wish_places
    assert places.of(Requirement("own_room")) is None
    assert places.of(Requirement("seats", "finance")) is None
    assert UNKNOWN.of(Requirement("sites", "finance")) is None
