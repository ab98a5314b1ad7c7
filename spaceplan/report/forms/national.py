"""The national annual tables (国管办发〔2019〕22号), one workbook a level: levels are never mixed.

Table 5 is the provinces' only and travels as classified mail; it is not made.
"""

from __future__ import annotations

from collections.abc import Iterable

from spaceplan.formats.xlsx.columns import Column, area, grouped, words
from spaceplan.formats.xlsx.headings import REMARK, SEQUENCE
from spaceplan.i18n import N_, Message
from spaceplan.model import Building, Name, Site
from spaceplan.report.forms.facts import COMMON, VACANT, FormsData
from spaceplan.report.forms.groups import LevelGroup, level_groups
from spaceplan.report.forms.parts import BASIC, Part, Tally, tally, tally_by
from spaceplan.report.forms.sheet import Cell, Form, Row, Sheet, row_of, sum_row
from spaceplan.rules import Category

_KINDS = {
    "city": Name("市（州、盟）", "city (prefecture, league)"),
    "county": Name("县（区、旗）", "county (district, banner)"),
    "township": Name("乡（镇）", "township (town)"),
}
_ADDRESS = words("address", "地址坐落", "Address", width=28)
_SITE_AREA = area("site_area", "用地面积(m²)", "Land (m²)")
_GROSS = area("gross_area", "总建筑面积(m²)", "Built area in all (m²)")
_TITLE = words("title_status", "权属登记情况", "Registration of title", width=14)
_YEAR = words("built_year", "建设年代", "Built", width=10)
_DIVISION_COLUMNS = (
    words("name", "行政区划名称", "Division", width=24),
    words("level", "行政区划级别", "Level of the division", width=16),
    words("code", "行政区划代码", "12-digit code", width=16),
    words("filled_by_unit", "填表人单位", "Filled in by: unit", width=24),
    words("filled_by", "填表人姓名", "Filled in by: name"),
    words("phone", "联系电话", "Telephone", width=14),
)
_TECHNICAL_COLUMNS = (
    SEQUENCE,
    _ADDRESS,
    _SITE_AREA,
    area("technical_gross", "总建筑面积(m²)", "Built area in all (m²)"),
    words("main_unit", "主要使用单位", "Main users", width=30),
    _TITLE,
    _YEAR,
    REMARK,
)
_PROJECT_COLUMNS = (
    SEQUENCE,
    words("project", "项目名称", "Project", width=24),
    words("approved_by", "审批部门", "Approved by"),
    words("builder", "建设单位", "Builder"),
    words("main_unit", "主要使用单位", "Main users", width=24),
    _ADDRESS,
    area("size", "建设规模(m²)", "Size (m²)"),
    Column("cost", Name("估算投资(万元)", "Estimated cost (10,000 yuan)"), kind="ratio", width=12),
    REMARK,
)
_DERIVED = N_(
    "Built areas of offices, technical and ancillary rooms are derived: usable area / K of the "
    "site; they were not measured."
)
_OTHER_RANKS = N_("People at other ranks than those of the level count in the lowest column.")
_NO_PROJECTS = N_("A portfolio holds no building projects: this table is to be filled in by hand.")
_ELSEWHERE = N_("Land and built area of a site stand in the workbook of the portfolio's own level.")


def national_forms(data: FormsData) -> tuple[Form, ...]:
    """Return a workbook a level: tables 1 to 4."""
    return tuple(_form(group) for group in level_groups(data))


def _form(group: LevelGroup) -> Form:
    said = group.data.portfolio.reporting
    level = () if group.is_own else (group.name.zh,)
    names = (*(said.divisions or (group.data.portfolio.name.zh or group.data.portfolio.id,)),)
    file = "-".join((*names, *level, *filter(None, (said.code if group.is_own else "",))))
    return Form(
        "national",
        file,
        Name("办公用房统计报告", "Annual statistics of offices"),
        (_divisions(group), _offices(group), _technical(group), _projects()),
        _not_filled(group),
    )


def _not_filled(group: LevelGroup) -> tuple[Name, ...]:
    """Return what the forms ask for and the portfolio does not say."""
    portfolio = group.data.portfolio
    said, missing = portfolio.reporting, []
    for column, stated in (
        ("name", said.divisions),
        ("code", said.code and group.is_own),
        ("filled_by_unit", said.unit),
        ("filled_by", said.person),
        ("phone", said.phone),
    ):
        if not stated:
            missing.append(next(c.heading for c in _DIVISION_COLUMNS if c.key == column))
    sites = [portfolio.site(id) for id in group.sites]
    buildings = [b for b in portfolio.buildings if b.site in group.sites]
    for heading, all_stated in (
        (_ADDRESS.heading, all(site.address for site in sites)),
        (_SITE_AREA.heading, all(site.site_area is not None for site in sites)),
        (_GROSS.heading, all(b.gross_area is not None for b in buildings)),
        (_TITLE.heading, all(b.title_status for b in buildings)),
        (_YEAR.heading, all(b.built_year is not None for b in buildings)),
    ):
        if not all_stated:
            missing.append(heading)
    return tuple(missing)


def _divisions(group: LevelGroup) -> Sheet:
    said = group.data.portfolio.reporting
    cells: dict[str, Cell] = {
        "name": "".join(said.divisions) or None,
        "level": _KINDS.get(group.level, group.name),
        "code": (said.code or None) if group.is_own else None,
        "filled_by_unit": said.unit or None,
        "filled_by": said.person or None,
        "phone": said.phone or None,
    }
    title = Name("行政区划信息", "Administrative division")
    return Sheet(
        Name("表1 行政区划信息", "Table 1 division"),
        title,
        _DIVISION_COLUMNS,
        (row_of(_DIVISION_COLUMNS, cells),),
    )


def office_columns(group: LevelGroup) -> tuple[Column, ...]:
    """Return the columns of table 2; the posts are those of the level's ranks."""
    return (
        SEQUENCE,
        _ADDRESS,
        _SITE_AREA,
        _GROSS,
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
        _TITLE,
        _YEAR,
        words("is_rented", "是否为租(借)用", "Rented or borrowed", width=9),
        REMARK,
    )


def _offices(group: LevelGroup) -> Sheet:
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


def _technical(group: LevelGroup) -> Sheet:
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
            "main_unit": Name("、".join(n.zh for n in names), ", ".join(n.en for n in names)),
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


def _projects() -> Sheet:
    return Sheet(
        Name("表4 办公用房建设项目信息", "Table 4 projects"),
        Name("办公用房建设项目信息", "Building projects of offices"),
        _PROJECT_COLUMNS,
        (),
        (Message.of(_NO_PROJECTS),),
    )
