"""The national annual tables (国管办发〔2019〕22号), one workbook a level: levels are never mixed.

Table 5 is the provinces' only and travels as classified mail; it is not made.
"""

from __future__ import annotations

from spaceplan.formats.xlsx.columns import Column, area, words
from spaceplan.formats.xlsx.headings import REMARK, SEQUENCE
from spaceplan.i18n import N_, Message
from spaceplan.model import Name, Project
from spaceplan.report.forms.facts import FormsData
from spaceplan.report.forms.groups import LevelGroup, level_groups
from spaceplan.report.forms.national_places import (
    ADDRESS,
    BUILT_YEAR,
    GROSS,
    SITE_AREA,
    TITLE_STATUS,
    office_sheet,
    technical_sheet,
)
from spaceplan.report.forms.sheet import Cell, Form, Sheet, row_of, sum_row
from spaceplan.units import to_dm2

_KINDS = {
    "city": Name("市（州、盟）", "city (prefecture, league)"),
    "county": Name("县（区、旗）", "county (district, banner)"),
    "township": Name("乡（镇）", "township (town)"),
}
_DIVISION_COLUMNS = (
    words("name", "行政区划名称", "Division", width=24),
    words("level", "行政区划级别", "Level of the division", width=16),
    words("code", "行政区划代码", "12-digit code", width=16),
    words("filled_by_unit", "填表人单位", "Filled in by: unit", width=24),
    words("filled_by", "填表人姓名", "Filled in by: name"),
    words("phone", "联系电话", "Telephone", width=14),
)
_PROJECT_COLUMNS = (
    SEQUENCE,
    words("project", "项目名称", "Project", width=24),
    words("approved_by", "审批部门", "Approved by"),
    words("builder", "建设单位", "Builder"),
    words("main_unit", "主要使用单位", "Main users", width=24),
    ADDRESS,
    area("size", "建设规模(m²)", "Size (m²)"),
    Column("cost", Name("估算投资(万元)", "Estimated cost (10,000 yuan)"), kind="ratio", width=12),
    REMARK,
)
_NO_PROJECTS = N_(
    "The portfolio names no building projects (projects: in portfolio.yaml); nothing was made up."
)
_ELSEWHERE = N_("Projects stand in the workbook of the portfolio's own level.")


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
        (_divisions(group), office_sheet(group), technical_sheet(group), _projects(group)),
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
        (ADDRESS.heading, all(site.address for site in sites)),
        (SITE_AREA.heading, all(site.site_area is not None for site in sites)),
        (GROSS.heading, all(b.gross_area is not None for b in buildings)),
        (TITLE_STATUS.heading, all(b.title_status for b in buildings)),
        (BUILT_YEAR.heading, all(b.built_year is not None for b in buildings)),
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


def _projects(group: LevelGroup) -> Sheet:
    """Return table 4: the portfolio's projects, in the workbook of its own level."""
    projects = group.data.portfolio.projects
    own = projects if group.is_own else ()
    rows = [
        row_of(_PROJECT_COLUMNS, {"seq": i, **_project_cells(project, group.data)})
        for i, project in enumerate(own, start=1)
    ]
    if rows:
        rows.append(sum_row(_PROJECT_COLUMNS, rows, {"project": Name("合计", "Sum")}))
    note = _ELSEWHERE if projects else _NO_PROJECTS
    return Sheet(
        Name("表4 办公用房建设项目信息", "Table 4 projects"),
        Name("办公用房建设项目信息", "Building projects of offices"),
        _PROJECT_COLUMNS,
        tuple(rows),
        () if rows else (Message.of(note),),
    )


def _project_cells(project: Project, data: FormsData) -> dict[str, Cell]:
    """Return what a portfolio says of a project; of departments among its users the names."""
    users = [data.unit_name(user) for user in project.users]
    return {
        "project": project.name,
        "approved_by": project.approved_by or None,
        "builder": project.builder or None,
        "main_unit": _listed(users) if users else None,
        "address": project.address or None,
        "size": None if project.size_m2 is None else to_dm2(project.size_m2),
        "cost": project.cost,
        "remark": project.remark or None,
    }


def _listed(names: list[Name]) -> Name:
    return Name("、".join(n.text("zh") for n in names), ", ".join(n.text("en") for n in names))
