"""Two small real houses: other programs, another schema, other habits."""

from __future__ import annotations

from functools import cache

import pytest

from spaceplan.formats import Imported
from tests.formats.conftest import plan, texts


@cache
def house(name: str) -> Imported:
    pytest.importorskip("ifcopenshell")
    from spaceplan.formats.ifc.reading import read_here

    return read_here(plan(f"small_ifc/{name}.ifc"))


def test_the_duplex_has_its_21_spaces_and_two_landings() -> None:
    """Its two stairs are drawn once, through both storeys (21 spaces by the README)."""
    storeys = house("duplex").portfolio.storeys
    rooms = [room.id for storey in storeys for room in storey.rooms]
    assert len(rooms) == 21 + 2
    assert {"A105-L02", "B105-L02"} <= {room.id for room in storeys[1].rooms}


def test_a_door_of_the_duplex_that_bounds_three_rooms_joins_two() -> None:
    doors = {d.id: d for s in house("duplex").portfolio.storeys for d in s.doors}
    assert set(doors["1aj$VJZFn2TxepZUBcKpac"].between) == {"A204", "A205"}


def test_the_foundation_without_rooms_is_no_storey() -> None:
    imported = house("duplex")
    assert [s.number for s in imported.portfolio.storeys] == [1, 2, 3]
    assert "storey 'T/FDN' without rooms" in texts(imported)


def test_an_ifc4_house_drawn_as_faces_is_read() -> None:
    portfolio = house("AC20-FZK-Haus").portfolio
    names = {room.id: room.name.en for room in portfolio.rooms if room.name}
    assert names == {
        "1": "Flur",
        "2": "Buero",
        "3": "Bad",
        "4": "Schlafzimmer",
        "5": "Wohnen",
        "6": "Küche",
        "7": "Galerie",
    }
    # The rooms' own quantity GrossFloorArea, not counted in by the importer.
    assert portfolio.room("4").drawn_area == pytest.approx(22.0725, abs=0.01)
    assert portfolio.room("3").drawn_area == pytest.approx(12.5027, abs=0.01)


def test_german_names_have_their_uses() -> None:
    portfolio = house("AC20-FZK-Haus").portfolio
    uses = [portfolio.room(id).use for id in "1236"]
    assert uses == ["corridor", "office", "toilet", "kitchen"]


def test_storeys_without_numbers_in_their_names_are_counted() -> None:
    storeys = house("AC20-FZK-Haus").portfolio.storeys
    assert [(s.number, s.elevation) for s in storeys] == [(1, 0.0), (2, 2.7)]
    assert [s.name.text("en") for s in storeys if s.name] == ["Erdgeschoss", "Dachgeschoss"]


def test_a_net_area_that_leaves_out_low_space_is_kept_and_reported() -> None:
    imported = house("AC20-FZK-Haus")
    assert imported.portfolio.room("7").area == pytest.approx(74.5092, abs=1e-4)
    assert "room '7' differs most (74.5 and 107.2 m²)" in texts(imported)
