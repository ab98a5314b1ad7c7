"""Saving of a portfolio folder: files that a person can read and review, whole or not at all."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

from spaceplan.files.atomic import FolderWriter
from spaceplan.files.csv_reader import escape_cell
from spaceplan.files.lookup import PORTFOLIO_FILE
from spaceplan.files.reading import DEPARTMENTS, HOLDINGS, PEOPLE, WAIVERS, id_of_folder
from spaceplan.files.yaml_writer import block, given, items, text
from spaceplan.model.people import Department, Holding, LedgerEntry
from spaceplan.model.places import Building, Door
from spaceplan.model.portfolio import Portfolio, ReportingUnit
from spaceplan.model.seating_wishes import SeatingWish

_ROOM_KEYS = (
    *("name", "shaft", "outline", "holes", "area", "tags", "private_to"),
    *("approved_use", "ledger_area", "certificate_area", "vacant_since"),
)
_BUILDING_KEYS = (
    *("site", "name", "high_rise", "origin", "rotation", "entrances"),
    *("gross_area", "footprint", "built_year", "structure"),
    *("title_status", "land_title", "owner", "acquired_by"),
)
_DEPARTMENT_KEYS = (
    *("name", "short", "kind", "branch", "home_site", "sites", "prefer_site"),
    *("establishment", "headcount", "seconded", "contract", "requires", "locked", "forbidden"),
    *("min_storey", "max_storey", "buildings", "one_site", "one_building", "within_storeys"),
    *("public_facing", "step_free", "next_to", "not_on_storeys_of", "keep", "service"),
    *("succeeds", "certificate", "published", "filed"),
)
#: Settings that stand in the file only where they are not what they are without it.
_RARE_SETTINGS = frozenset(
    {"public_max_storey", "division_room", "division_zone", "division_storey"}
)
_PROJECT_KEYS = ("approved_by", "builder", "users", "address", "size_m2", "cost", "remark")
_TO_QUOTE = re.compile(r'[",\r\n]')
_LEDGER_COLUMNS = (
    *("person", "department", "division", "rank", "status"),
    *("post", "room", "approval", "since", "until"),
)
_HOLDING_COLUMNS = ("room", "department", "basis", "approval", "since", "until")


def save_portfolio(portfolio: Portfolio, folder: Path) -> None:
    """Write a portfolio folder; an existing one is replaced in one step, or not at all.

    Files of the user's own that lie in the folder stay there.
    """
    with FolderWriter(folder, ours=_is_ours(folder)) as writer:
        names = _building_names(portfolio)
        writer.write(PORTFOLIO_FILE, _lines(_portfolio(portfolio, folder, names)))
        for building, name in zip(portfolio.buildings, names, strict=True):
            writer.write(name, _lines(_building(building)))
        writer.write(DEPARTMENTS, _lines(_departments(portfolio)))
        if portfolio.holdings:
            writer.write(HOLDINGS, _table(_HOLDING_COLUMNS, portfolio.holdings))
        if portfolio.ledger is not None:
            named = any(entry.name for entry in portfolio.ledger)
            columns = (*_LEDGER_COLUMNS, *(("name",) if named else ()))
            writer.write(PEOPLE, _table(columns, portfolio.ledger))
        if portfolio.waivers:
            writer.write(WAIVERS, _lines(_waivers(portfolio)))


def _is_ours(folder: Path) -> Callable[[str], bool]:
    """Return what tells the files that an earlier save left from those of the user."""
    fixed = {PORTFOLIO_FILE, DEPARTMENTS, HOLDINGS, PEOPLE, WAIVERS}

    def is_ours(name: str) -> bool:
        if name in fixed:
            return True
        if not re.fullmatch(r"buildings/[^/]+\.yaml", name):
            return False
        with (folder / name).open("rb") as stream:
            return stream.read(9) == b"building:"

    return is_ours


def _lines(lines: Iterable[str]) -> str:
    return "\n".join(lines) + "\n"


def _building_names(portfolio: Portfolio) -> list[str]:
    """Return a file a building, unlike in more than capitals, as some file systems want."""
    names: dict[str, str] = {}
    for building in portfolio.buildings:
        stem, n = building.id, 1
        while stem.lower() in names:
            n += 1
            stem = f"{building.id}-{n}"
        names[stem.lower()] = f"buildings/{stem}.yaml"
    return list(names.values())


def _portfolio(portfolio: Portfolio, folder: Path, buildings: list[str]) -> Iterator[str]:
    if portfolio.id != id_of_folder(folder):
        yield from block([("id", portfolio.id)])
    yield from block(given(portfolio, "name"))
    yield from block((key, getattr(portfolio, key)) for key in ("level", "rule_sets"))
    yield from block(given(portfolio, "as_of"))
    yield "sites:"
    for site in portfolio.sites:
        keys = ("id", "name", "at", "north", "address", "site_area")
        yield from _entry(block(given(site, *keys), 4))
        yield from _section("outdoor", (given(w, "between", "length") for w in site.outdoor), 4)
    yield from block(given(portfolio, "empty_storeys"))
    if portfolio.reporting != ReportingUnit():
        yield "reporting:"
        said = ("divisions", "code", "unit", "person", "phone")
        yield from block(given(portfolio.reporting, *said), 2)
    projects = ([("name", p.name), *given(p, *_PROJECT_KEYS)] for p in portfolio.projects)
    yield from _section("projects", projects, 0)
    for key, thing in (("prices", portfolio.prices), ("settings", portfolio.settings)):
        yield f"{key}:"
        stated = (
            (field.name, value)
            for field in fields(thing)
            if (value := getattr(thing, field.name)) != field.default
            or field.name not in _RARE_SETTINGS
        )
        yield from block(((name, value) for name, value in stated if value is not None), 2)
    yield "files:"
    yield from _file_list(portfolio, buildings)


def _file_list(portfolio: Portfolio, buildings: list[str]) -> Iterator[str]:
    yield "  buildings:" if buildings else "  buildings: []"
    for name in buildings:
        yield f"    - {text(name)}"
    yield f"  departments: {DEPARTMENTS}"
    if portfolio.ledger is not None:
        yield f"  people: {PEOPLE}"
    if portfolio.holdings:
        yield f"  holdings: {HOLDINGS}"
    if portfolio.waivers:
        yield f"  waivers: {WAIVERS}"


def _building(building: Building) -> Iterator[str]:
    yield from block([("building", building.id)])
    yield from block(given(building, *_BUILDING_KEYS))
    yield from _section(
        "attendance", (given(one, "year", "people") for one in building.attendance), 0
    )
    yield "storeys:" if building.storeys else "storeys: []"
    for storey in building.storeys:
        yield from _entry(block(given(storey, "number", "elevation", "name"), 4))
        yield from _section("rooms", (given(r, "id", "use", *_ROOM_KEYS) for r in storey.rooms), 4)
        yield from _section("doors", map(_door, storey.doors), 4)


def _door(door: Door) -> list[tuple[str, Any]]:
    return [*given(door, "at"), ("between", door.between), *given(door, "id")]


def _departments(portfolio: Portfolio) -> Iterator[str]:
    yield "departments:" if portfolio.departments else "departments: []"
    for i, department in enumerate(portfolio.departments):
        if i:
            yield ""
        keys = [("id", department.id), *given(department, *_DEPARTMENT_KEYS)]
        level = () if department.level == portfolio.level else [("level", department.level)]
        yield from _entry(block([*keys, *level], 4))
        yield from _people(department)


def _people(department: Department) -> Iterator[str]:
    divisions = (given(part, "id", "name", "headcount") for part in department.divisions)
    yield from _section("divisions", divisions, 4)
    relations = ([("with", r.department), ("people", r.people)] for r in department.relations)
    yield from _section("relations", relations, 4)
    keys = ("use", "min_m2", "count", "within_m", "max_storey", "hard")
    yield from _section("needs", (given(need, *keys) for need in department.needs), 4)
    yield from _section("seating", map(_wish, department.seating), 4)


def _wish(wish: SeatingWish) -> list[tuple[str, Any]]:
    keys = ("people", "divisions", "rooms", "metres", "hard", "weight")
    return [("wish", wish.wish), *given(wish, *keys)]


def _waivers(portfolio: Portfolio) -> Iterator[str]:
    keys = ("rule", "subject", "reason", "approver", "until")
    return _section("waivers", (given(waiver, *keys) for waiver in portfolio.waivers), 0)


def _entry(lines: list[str]) -> Iterator[str]:
    """Yield the lines of a block mapping as an item of a list."""
    yield f"  - {lines[0].lstrip()}"
    yield from lines[1:]


def _section(key: str, things: Iterable[Iterable[tuple[str, Any]]], indent: int) -> Iterator[str]:
    """Yield a key and below it a list of things, one a line; nothing where there are none."""
    lines = items(things, indent + 2)
    if lines:
        yield " " * indent + f"{key}:"
        yield from lines


def _table(columns: tuple[str, ...], lines: Iterable[Holding | LedgerEntry]) -> str:
    """Return CSV with a BOM, so that Excel reads it as UTF-8."""
    rows = ([_cell(getattr(line, column)) for column in columns] for line in lines)
    return "\ufeff" + _lines(",".join(map(_quoted, row)) for row in (columns, *rows))


def _quoted(cell: str) -> str:
    """Quote a cell where it must be; Python's writer forgets lone carriage returns."""
    return '"' + cell.replace('"', '""') + '"' if _TO_QUOTE.search(cell) else cell


def _cell(value: str | date | None) -> str:
    if isinstance(value, str):
        return escape_cell(value)
    return "" if value is None else value.isoformat()
