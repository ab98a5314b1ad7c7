"""Catalogue: the departments of a municipality, as they are called in Chinese and English.

They stand in ``catalogue.csv``, in the order of the list of departments. A city of fewer than 144
departments takes every n-th, a larger one begins again with the names of its districts in front.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from spaceplan.model import Name

#: Names that a city with more departments than the catalogue puts before them.
DISTRICTS: tuple[tuple[str, str], ...] = (
    ("", ""),
    ("东城", "East Town"),
    ("西城", "West Town"),
    ("南城", "South Town"),
    ("北城", "North Town"),
    ("运河", "Canal"),
    ("湖滨新区", "Lakeside"),
    ("山前", "Hillfoot"),
    ("港区", "Harbour"),
    ("空港", "Airport"),
    ("高新区", "High-tech Zone"),
    ("经开区", "Economic Zone"),
    ("大学城", "University Town"),
    ("古镇", "Old Town"),
    ("滨江", "Riverside"),
    ("科学城", "Science City"),
)
#: Roles of which the whole city has one.
CITY_ONLY = ("classified", "leaders")
CONTRACTOR = Name("物业服务有限公司", "Property Services Ltd.")


@dataclass(frozen=True)
class Entry:
    """A department of the catalogue.

    Parameters
    ----------
    size
        XS, S, M, L, XL or XXL.
    role
        What is special about it, empty for most.
    """

    id: str
    name: Name
    short: Name
    branch: str
    kind: str
    level: str
    size: str
    role: str


@cache
def entries(site: str) -> tuple[Entry, ...]:
    """Return the departments whose home is a site."""
    text = files(__package__).joinpath("catalogue.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return tuple(_entry(row) for row in rows if row["site"] == site)


def _entry(row: dict[str, str]) -> Entry:
    return Entry(
        id=row["id"],
        name=Name(row["zh"], row["en"]),
        short=Name(row["short_zh"], row["short_en"]),
        branch=row["branch"],
        kind=row["kind"],
        level=row["level"],
        size=row["size"],
        role=row["role"],
    )


def pick(site: str, number: int) -> list[Entry]:
    """Return so many departments: those with a role first when few, with districts when many.

    Ids and names stay unique: the second ``finance`` is ``finance-2``, 东城财政局.
    """
    listed = entries(site)
    if number < len(listed):
        return _some(listed, number)
    return [_of_district(listed[i % len(listed)], i // len(listed)) for i in range(number)]


def _some(listed: Sequence[Entry], number: int) -> list[Entry]:
    """Return so many of the departments in their order, some with a role among them."""
    special = [entry for entry in listed if entry.role][: max(1, number // 3)]
    plain = [entry for entry in listed if entry not in special]
    wanted = number - len(special)
    every = [plain[i * len(plain) // wanted] for i in range(wanted)]
    return [entry for entry in listed if entry in special or entry in every]


def _of_district(entry: Entry, district: int) -> Entry:
    """Return the same department of a district, or of the city itself for district 0."""
    if not district:
        return entry
    zh, en = DISTRICTS[district % len(DISTRICTS)]
    turn = district // len(DISTRICTS)
    if turn:
        zh, en = f"{zh}{turn + 1}", f"{en} {turn + 1}".strip()
    return replace(
        entry,
        id=f"{entry.id}-{district + 1}",
        name=Name(zh + _district_level(entry.name.zh), f"{en} {entry.name.en}"),
        short=Name(zh[:2] + _district_level(entry.short.zh), f"{entry.short.en} {district + 1}"),
        role="" if entry.role in CITY_ONLY else entry.role,
    )


def _district_level(zh: str) -> str:
    """Return a Chinese name with the district's organs in place of the city's."""
    for organ in ("委", "政府", "府办", "级"):
        zh = zh.replace(f"市{organ}", f"区{organ}")
    return zh
