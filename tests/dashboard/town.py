"""A small town for the dashboard's tests: two storeys, an L-shaped room, a ledger, hostile names.

On each storey six offices of 18 m²; the last of the first storey is L-shaped (13.2 m²). The head
of finance sits in 18 m²; staff of finance: one alone in 18 m² (9 m² too much), two in one room, one
alone upstairs; one of archives sits alone and holds an empty room, the other has no room.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from spaceplan.files import save_portfolio
from spaceplan.model import Holding, LedgerEntry, Name, Portfolio, Room
from tests.cases import tiny_portfolio

L_SHAPED = "hq-106"
#: Lower left corner at (19.0, 0.0); the upper right quarter is missing.
L_OUTLINE = ((19.0, 0.0), (22.6, 0.0), (22.6, 2.0), (21.0, 2.0), (21.0, 5.0), (19.0, 5.0))
HOSTILE = Name(
    "<b>档案</b>局=1+1 **粗** :red[红]", '"><script>alert(1)</script> $x$ [link](javascript:1)'
)


def town() -> Portfolio:
    """Return the portfolio."""
    base = tiny_portfolio(storeys=2)
    building = base.buildings[0]
    first, second = building.storeys

    def shaped(room: Room) -> Room:
        return replace(room, outline=L_OUTLINE) if room.id == L_SHAPED else room

    building = replace(
        building,
        storeys=(replace(first, rooms=tuple(map(shaped, first.rooms))), second),
    )
    departments = tuple(
        replace(d, name=HOSTILE) if d.id == "archives" else d for d in base.departments
    )
    ledger = (
        _seat("f1", "finance", "hq-101", "city_bureau_head"),
        _seat("f2", "finance", "hq-102", "city_staff"),
        _seat("f3", "finance", "hq-103", "city_staff"),
        _seat("f4", "finance", "hq-103", "city_staff"),
        _seat("f5", "finance", "hq-201", "city_staff"),
        _seat("a1", "archives", "hq-104", "city_staff"),
        _seat("a2", "archives", "", "city_staff"),
    )
    held = {"finance": ("hq-101", "hq-102", "hq-103", "hq-201"), "archives": ("hq-104", "hq-105")}
    return replace(
        base,
        name=Name("小城", "Town"),
        as_of=date(2026, 6, 30),
        buildings=(building,),
        departments=departments,
        ledger=ledger,
        holdings=tuple(Holding(room, d) for d, rooms in held.items() for room in rooms),
    )


def _seat(person: str, department: str, room: str, rank: str) -> LedgerEntry:
    return LedgerEntry(person, department, room, rank=rank)


def save_town(folder: Path) -> Path:
    """Write the town as a portfolio folder, and return it."""
    save_portfolio(town(), folder)
    return folder
