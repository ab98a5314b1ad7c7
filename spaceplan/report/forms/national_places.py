"""Tables 2 and 3 of the national annual tables: offices and technical rooms, site by site."""

from __future__ import annotations

from collections.abc import Iterable

from spaceplan.formats.xlsx.columns import Column, area, grouped, words
from spaceplan.formats.xlsx.headings import REMARK, SEQUENCE
from spaceplan.i18n import N_, Message
from spaceplan.model import Building, Name, Site
from spaceplan.report.forms.facts import FormsData
from spaceplan.report.forms.groups import LevelGroup
from spaceplan.report.forms.held import COMMON, VACANT
from spaceplan.report.forms.parts import BASIC, Part, Tally, tally, tally_by
from spaceplan.report.forms.sheet import Cell, Row, Sheet, row_of, sum_row
from spaceplan.rules import Category

ADDRESS = words("address", "地址坐落", "Address", width=28)
SITE_AREA = area("site_area", "用地面积(m²)", "Land (m²)")
GROSS = area("gross_area", "总建筑面积(m²)", "Built area in all (m²)")
TITLE_STATUS = words("title_status", "权属登记情况", "Registration of title", width=14)
BUILT_YEAR = words("built_year", "建设年代", "Built", width=10)
_TECHNICAL_COLUMNS = (
    SEQUENCE,
    ADDRESS,
    SITE_AREA,
    area("technical_gross", "总建筑面积(m²)", "Built area in all (m²)"),
    words("main_unit", "主要使用单位", "Main users", width=30),
    TITLE_STATUS,
    BUILT_YEAR,
    REMARK,
)
_DERIVED = N_(
    "Built areas of offices, technical and ancillary rooms are derived: usable area / K of the "
    "site; they were not measured."
)
_OTHER_RANKS = N_("People at other ranks than those of the level count in the lowest column.")
_ELSEWHERE = N_("Land and built area of a site stand in the workbook of the portfolio's own level.")


def office_columns(group: LevelGroup) -> tuple[Column, ...]:
    """Return the columns of table 2; the posts are those of the level's ranks."""
    return (
        SEQUENCE,
        ADDRESS,
        SITE_AREA,
        GROSS,
        area("office_gross_area", "办公用房建筑面积(m²)", "Built area of offices (m²)"),
        area("technical_gross_area", "技术业务用房建筑面积(m²)", "Built technical area (m²)"),
        *grouped(
            Name("使用单位", "Users"),
            words("unit_name", "单位名称", "Unit", width=26),
            words("unit_class", "类别", "Class", width=11),
        ),
        *grouped(Name("批复编制", "Approved posts"), *group.rank_columns("n_")),
        *grouped(
            Name("基本办公用房使用面积", "Usable area"),
            area("office_use", "办公室", "Office"),
            area("service_use", "服务用房", "Service"),
            area("equip_use", "设备用房", "Equipment"),
            area("total_use", "合计", "Sum"),
        ),
        area("ancillary_gross", "附属用房建筑面积", "Built ancillary area"),
        TITLE_STATUS,
        BUILT_YEAR,
        words("is_rented", "是否为租(借)用", "Rented or borrowed", width=9),
        REMARK,
    )


def office_sheet(group: LevelGroup) -> Sheet:
    """Return table 2: a block of rows a site, a row a unit in it; posts at the home site."""
    columns, rows, merged = office_columns(group), list[Row](), list[tuple[int, int, int]]()
    sums = tally_by(group.parts, lambda part: (part.site, part.held.unit))
    for i, site in enumerate(group.sites, start=1):
        first = len(rows)
        block = [part for part in group.parts if part.site == site]
        cells: dict[str, Cell] = {"seq": i, **_site_cells(group, site, block)}
        for unit in group.units:
            department = group.data.department(unit)
            at_home = department is not None and department.home_site == site
            if at_home or (site, unit) in sums:
                used = sums.get((site, unit), Tally())
                rows.append(row_of(columns, {**cells, **_unit_cells(group, site, unit, used)}))
                cells = {}
        if len(rows) - first > 1:
            merged += [(first, len(rows) - 1, column) for column in range(6)]
    rows.append(sum_row(columns, rows, {"unit_name": Name("合计", "Sum")}))
    notes = [Message.of(_DERIVED), Message.of(_OTHER_RANKS)]
    if not group.is_own:
        notes.append(Message.of(_ELSEWHERE))
    return Sheet(
        Name("表2 办公用房信息", "Table 2 offices"),
        Name("办公用房信息", "Offices"),
        columns,
        tuple(rows),
        tuple(notes),
        tuple(merged),
        frozenset({"office_gross_area", "technical_gross_area", "ancillary_gross"}),
    )


def _site_cells(group: LevelGroup, id: str, parts: Iterable[Part]) -> dict[str, Cell]:
    data = group.data
    site = data.portfolio.site(id)
    sums = tally(parts)
    built = sum(
        data.built_dm2(sums.area_dm2[category], id) for category in (*BASIC, Category.ANCILLARY)
    )
    cells: dict[str, Cell] = {
        "address": _address(site),
        "office_gross_area": built,
        "technical_gross_area": data.built_dm2(sums.area_dm2[Category.TECHNICAL], id),
    }
    if group.is_own:
        cells["site_area"] = None if site.site_area is None else round(site.site_area * 100)
        cells["gross_area"] = _gross_dm2(data, id)
    return cells


def _address(site: Site) -> Cell:
    """Return where a site lies; without an address its name, which says less but is known."""
    return site.address or site.name


def _gross_dm2(data: FormsData, site: str) -> int | None:
    """Return the built area of a site where the papers state it for every building."""
    stated = [b.gross_area for b in _buildings(data, site)]
    if not stated or any(area is None for area in stated):
        return None
    return sum(round((area or 0) * 100) for area in stated)


def _buildings(data: FormsData, site: str) -> list[Building]:
    return [building for building in data.portfolio.buildings if building.site == site]


def _unit_cells(group: LevelGroup, site: str, unit: str, sums: Tally) -> dict[str, Cell]:
    data, department = group.data, group.data.department(unit)
    areas = sums.area_dm2
    buildings = _buildings(data, site)
    years = {b.built_year for b in buildings if b.built_year is not None}
    cells: dict[str, Cell] = {
        "unit_name": data.unit_name(unit),
        "unit_class": group.unit_class(unit) if department else None,
        "office_use": areas[Category.OFFICE],
        "service_use": areas[Category.SERVICE],
        "equip_use": areas[Category.EQUIPMENT],
        "total_use": sums.basic_dm2,
        "ancillary_gross": data.built_dm2(areas[Category.ANCILLARY], site),
        "title_status": _joined(b.title_status for b in buildings),
        "built_year": _joined(str(year) for year in sorted(years)),
        "is_rented": None if unit in (COMMON, VACANT) else _rented(sums),
    }
    if department is not None and department.home_site == site:
        cells |= group.by_rank("n_", department.establishment)
        cells["remark"] = _strangers(group, unit)
    return cells


def _joined(texts: Iterable[str]) -> str | None:
    """Return what several buildings say, each thing once."""
    return "、".join(dict.fromkeys(filter(None, texts))) or None


def _rented(sums: Tally) -> Name:
    taken = sums.by_basis["rented", "rooms"] + sums.by_basis["borrowed", "rooms"]
    if not taken:
        return Name("否", "no")
    whole = taken == sum(sums.rooms.values())
    return Name("是", "yes") if whole else Name("部分", "partly")


def _strangers(group: LevelGroup, unit: str) -> Name | None:
    department = group.data.department(unit)
    book = group.data.rulebook
    others = list(group.strangers(department.establishment)) if department else []
    if not others:
        return None
    return Name(
        "含" + "、".join(f"{book.rank_name(rank).zh}{n}" for rank, n in others),
        "of these " + ", ".join(f"{book.rank_name(rank).en}: {n}" for rank, n in others),
    )


def technical_sheet(group: LevelGroup) -> Sheet:
    """Return table 3: sites with technical rooms."""
    columns, rows = _TECHNICAL_COLUMNS, list[Row]()
    technical = [part for part in group.parts if part.held.category is Category.TECHNICAL]
    for site in group.sites:
        here = [part for part in technical if part.site == site]
        if not here:
            continue
        units = list(dict.fromkeys(part.held.unit for part in here))
        names = [group.data.unit_name(unit) for unit in units]
        shown = _unit_cells(group, site, units[0], tally(here))
        cells: dict[str, Cell] = {
            "seq": len(rows) + 1,
            "address": _address(group.data.portfolio.site(site)),
            "technical_gross": group.data.built_dm2(sum(part.area_dm2 for part in here), site),
            "main_unit": Name(
                "、".join(n.text("zh") for n in names), ", ".join(n.text("en") for n in names)
            ),
            "title_status": shown["title_status"],
            "built_year": shown["built_year"],
        }
        if group.is_own:
            cells["site_area"] = _site_cells(group, site, here)["site_area"]
        rows.append(row_of(columns, cells))
    rows.append(
        sum_row(
            columns,
            rows,
            {"address": Name("合计", "Sum")},
            unsummed=frozenset({"seq", "site_area"}),
        )
    )
    return Sheet(
        Name("表3 技术业务用房信息", "Table 3 technical rooms"),
        Name("技术业务用房信息", "Technical rooms"),
        columns,
        tuple(rows),
        (Message.of(_DERIVED),),
        derived=frozenset({"technical_gross"}),
    )
