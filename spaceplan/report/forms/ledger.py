"""The ledger set: units, divisions, buildings, what rooms are used for, rents, plans, overall.

The rooms to be vacated stand in their own form; here is the rest of the six parts, with the
overall table by site, and who is above the standard.
"""

from __future__ import annotations

from collections.abc import Iterator

from spaceplan.formats.xlsx.columns import Column, area, grouped, number
from spaceplan.formats.xlsx.headings import (
    CONTRACT,
    DIVISION_COLUMNS,
    DIVISION_EXTRAS,
    POSTS,
    PRESENT,
    REMARK,
    SECONDED,
    UNIT_COLUMNS,
    UNIT_EXTRAS,
)
from spaceplan.formats.xlsx.terms import KINDS
from spaceplan.i18n import N_, Message
from spaceplan.model import RANKS_BY_LEVEL, Name
from spaceplan.report.forms.facts import FormsData
from spaceplan.report.forms.groups import LevelGroup, level_groups
from spaceplan.report.forms.ledger_people import above_sheets
from spaceplan.report.forms.ledger_places import place_sheets
from spaceplan.report.forms.sheet import Cell, Form, Row, Sheet, row_of, sum_row

TITLE = Name("办公用房台账", "Ledger of offices")
_NOT_FILLED = (
    Name("上级单位", "Parent unit"),
    Name("组织机构代码", "Organisation code"),
    Name("统一社会信用代码", "Unified social credit code"),
    Name("平面图、CAD图", "Plan, CAD drawing"),
)
_COUNTS = N_(
    "Approved posts give entitlement, people there need seats; seconded and contract staff stand "
    "apart and carry no quota."
)


def ledger_form(data: FormsData) -> Form:
    """Return the ledger set."""
    groups = level_groups(data)
    sheets = [_units(group) for group in groups]
    sheets.append(_divisions(data))
    sheets += place_sheets(data)
    sheets += above_sheets(data)
    return Form("ledger", TITLE.zh, TITLE, tuple(sheets), _NOT_FILLED)


def _levels(group: LevelGroup) -> tuple[str, ...]:
    """Return the ranks of the group's levels, the level's own ones first."""
    data = group.data
    levels = dict.fromkeys(
        (
            group.level,
            *(d.level for unit in group.units if (d := data.department(unit)) is not None),
        )
    )
    ranks = dict.fromkeys(rank for level in levels for rank in RANKS_BY_LEVEL[level])
    for unit in group.units:
        department = data.department(unit)
        for counts in (department.establishment, department.headcount) if department else ():
            ranks |= dict.fromkeys(rank for rank, _ in counts)
    return tuple(ranks)


def _units(group: LevelGroup) -> Sheet:
    data, ranks = group.data, _levels(group)
    names = {rank: data.rulebook.rank_name(rank) for rank in ranks}
    posts = [Column(f"e_{r}", names[r], kind="number", width=8) for r in ranks]
    present = [Column(f"h_{r}", names[r], kind="number", width=8) for r in ranks]
    columns = (
        *UNIT_COLUMNS,
        *grouped(POSTS, *posts, number("e_total", "合计", "Sum")),
        *grouped(PRESENT, *present, number("h_total", "合计", "Sum")),
        SECONDED,
        CONTRACT,
        *grouped(
            Name("核定面积", "Entitlement"),
            area("office", "核定办公室使用面积", "Office, usable"),
            area("service", "核定服务用房使用面积", "Service, usable"),
            area("equipment", "核定设备用房使用面积", "Equipment, usable"),
            area("total", "核定基本办公用房使用面积", "Usable in all"),
            area("canteen", "核定附属用房建筑面积（食堂）", "Ancillary, built (canteen)"),
        ),
        REMARK,
        *UNIT_EXTRAS,
    )
    rows = list(_unit_rows(group, columns))
    rows.append(sum_row(columns, rows, {"unit": Name("合计", "Sum")}))
    name = Name(f"使用单位·{group.name.zh}", f"Units, {group.name.en}")
    title = Name("使用单位基本情况", "Units")
    return Sheet(name, title, columns, tuple(rows), (Message.of(_COUNTS),))


def _unit_rows(group: LevelGroup, columns: tuple[Column, ...]) -> Iterator[Row]:
    data = group.data
    departments = (d for unit in group.units if (d := data.department(unit)) is not None)
    for i, department in enumerate(departments, start=1):
        cells: dict[str, Cell] = {
            "seq": i,
            "unit": data.unit_name(department.id),
            "unit_kind": KINDS.get(department.kind, Name()),
            "e_total": department.establishment.total,
            "h_total": department.headcount.total,
            "n_seconded": department.seconded,
            "n_contract": department.contract,
            "unit_id": department.id,
            "level": data.rulebook.level_name(department.level),
            "home_site": department.home_site,
        }
        cells |= {f"e_{rank}": n for rank, n in department.establishment}
        cells |= {f"h_{rank}": n for rank, n in department.headcount}
        if data.is_entitled(department.id):
            areas = data.entitlements.of(department.id)
            cells |= {
                "office": areas.office_dm2,
                "service": areas.service_dm2,
                "equipment": areas.equipment_dm2,
                "total": areas.total_dm2,
                "canteen": areas.canteen_dm2,
            }
        yield row_of(columns, cells)


def _divisions(data: FormsData) -> Sheet:
    ranks = dict.fromkeys(
        rank
        for d in data.portfolio.departments
        for part in d.divisions
        for rank, _ in part.headcount
    )
    present = [Column(f"h_{r}", data.rulebook.rank_name(r), kind="number", width=8) for r in ranks]
    columns = (*DIVISION_COLUMNS, *grouped(PRESENT, *present), *DIVISION_EXTRAS)
    rows: list[Row] = []
    for department in data.portfolio.departments:
        for part in department.divisions:
            cells: dict[str, Cell] = {
                "seq": len(rows) + 1,
                "unit": data.unit_name(department.id),
                "division": part.name if part.name.zh or part.name.en else part.id,
                "unit_id": department.id,
                "division_id": part.id,
            }
            rows.append(row_of(columns, cells | {f"h_{rank}": n for rank, n in part.headcount}))
    rows.append(sum_row(columns, rows, {"unit": Name("合计", "Sum")}))
    return Sheet(Name("处室情况", "Divisions"), Name("处室情况", "Divisions"), columns, tuple(rows))
