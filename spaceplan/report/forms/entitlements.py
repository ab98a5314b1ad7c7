"""建筑面积核算表: from approved posts by rank to usable and built area, step by step."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from spaceplan.entitlement import Areas, sum_of
from spaceplan.formats.xlsx.columns import Column, area, grouped, number, words
from spaceplan.formats.xlsx.headings import REMARK, SEQUENCE, UNIT_NAME
from spaceplan.i18n import N_, Message
from spaceplan.model import Counts, Department, Name
from spaceplan.model.people import CONTRACT, SECONDED
from spaceplan.report.forms.facts import FormsData
from spaceplan.report.forms.groups import (
    LevelGroup,
    division_name,
    level_groups,
    people_by_division,
)
from spaceplan.report.forms.sheet import Cell, Form, Row, RowKind, Sheet, row_of, sum_row

TITLE = Name("办公用房建筑面积核算表", "Computation of office area")
_SITE = words("site", "办公区", "Site", width=26)
_DIVISION = words("division", "处室", "Division", width=20)
_POOLED = N_(
    "Pooled: all posts of a site and level count as one establishment, which gives less service "
    "area a person; the forms apply the setting service_pooling."
)
_NEED = N_(
    "Posts are approved for units, not for divisions: this sheet multiplies the people who are "
    "there by the standard. It shows need and is no entitlement."
)


def entitlement_form(data: FormsData) -> Form:
    """Return the computation: for each level by unit, by site (alone and pooled), by division."""
    sheets: list[Sheet] = []
    for group in level_groups(data):
        if any(data.is_entitled(unit) for unit in group.units):
            sheets += [_by_unit(group), _by_site(group), _by_division(group)]
    return Form("entitlement", TITLE.zh, TITLE, tuple(sheets))


def _ranks(group: LevelGroup) -> tuple[str, ...]:
    """Return the level's ranks and those that its units have besides."""
    used = {
        rank: None
        for unit in group.units
        if group.data.is_entitled(unit)
        for rank, _ in group.data.portfolio.department(unit).establishment
    }
    return (*group.ranks, *(rank for rank in used if rank not in group.ranks))


def _columns(group: LevelGroup, *first: Column) -> tuple[Column, ...]:
    book = group.data.rulebook
    of_ranks: list[Column] = []
    for rank in _ranks(group):
        name = book.rank_name(rank)
        standard = f"{book.quota_dm2(rank) / 100:g}"
        above = Name(f"{name.zh} {standard}㎡/人", f"{name.en}, {standard} m² each")
        of_ranks += grouped(
            above,
            number(f"n_{rank}", "编制数", "Posts"),
            area(f"a_{rank}", "面积", "Area", width=10),
        )
    return (
        SEQUENCE,
        *first,
        number("posts", "人员编制数", "Approved posts", width=8),
        *of_ranks,
        area("office", "办公室使用面积", "Office, usable"),
        *grouped(
            Name("服务用房（第十二条）", "Service (Art. 12)"),
            Column("service_each", Name("标准(㎡/人)", "m² each"), kind="ratio", width=9),
            area("service", "使用面积", "Usable"),
        ),
        area("equipment", "设备用房使用面积（第十三条）", "Equipment, usable (Art. 13)"),
        area("total", "基本办公用房使用面积", "Usable in all", width=12),
        Column("k", Name("使用面积系数K", "K"), kind="ratio", width=8),
        area("built", "建筑面积（第十四条）", "Built (Art. 14)", width=12),
        area("canteen", "食堂建筑面积", "Canteen, built"),
        REMARK,
    )


def _posts(group: LevelGroup, people: Counts) -> dict[str, Cell]:
    cells: dict[str, Cell] = {"posts": people.total}
    for rank in _ranks(group):
        cells[f"n_{rank}"] = people[rank]
        cells[f"a_{rank}"] = people[rank] * group.data.rulebook.quota_dm2(rank)
    return cells


def _areas(areas: Areas) -> dict[str, Cell]:
    return {
        "office": areas.office_dm2,
        "service": areas.service_dm2,
        "equipment": areas.equipment_dm2,
        "total": areas.total_dm2,
        "built": areas.built_dm2,
        "canteen": areas.canteen_dm2,
    }


def _entitled(group: LevelGroup) -> list[Department]:
    data = group.data
    return [data.portfolio.department(unit) for unit in group.units if data.is_entitled(unit)]


def _by_unit(group: LevelGroup) -> Sheet:
    data, columns = group.data, _columns(group, UNIT_NAME)
    rows = []
    for i, department in enumerate(_entitled(group), start=1):
        areas = data.entitlements.of(department.id)
        total = department.establishment.total
        cells: dict[str, Cell] = {
            "seq": i,
            "unit": data.unit_name(department.id),
            "service_each": areas.service_dm2 / 100 / total if total else None,
            "k": float(data.coefficient(department.home_site)),
            "remark": None if total else Name("未填编制", "no posts stated"),
        }
        rows.append(
            row_of(columns, {**cells, **_posts(group, department.establishment), **_areas(areas)})
        )
    rows.append(sum_row(columns, rows, {"unit": Name("合计", "Sum")}))
    name = Name(f"{group.name.zh}·按单位", f"{group.name.en}, units")
    return Sheet(name, TITLE, columns, tuple(rows))


def _by_site(group: LevelGroup) -> Sheet:
    """Return for each home site the sum of its units, and below what they had pooled."""
    data, columns = group.data, _columns(group, _SITE)
    entitled, rows = _entitled(group), list[Row]()
    for site in (s for s in group.sites if any(d.home_site == s for d in entitled)):
        members = [d for d in entitled if d.home_site == site]
        areas = sum_of(data.entitlements.of(d.id) for d in members)
        cells: dict[str, Cell] = {
            "seq": len(rows) + 1,
            "site": data.portfolio.site(site).name,
            "k": float(data.coefficient(site)),
        }
        people = _all_posts(d.establishment for d in members)
        rows.append(row_of(columns, {**cells, **_posts(group, people), **_areas(areas)}))
    rows.append(sum_row(columns, rows, {"site": Name("合计", "Sum")}))
    for pool in data.entitlements.pooled:
        if pool.level == group.level or any(
            d.level == pool.level and d.home_site == pool.site for d in entitled
        ):
            site_name, level = data.portfolio.site(pool.site).name, data.rulebook.level_name
            label = Name(
                f"合并核算：{site_name.text('zh')}（{level(pool.level).zh}）",
                f"pooled: {site_name.text('en')} ({level(pool.level).en})",
            )
            cells = {"site": label, "posts": pool.establishment, **_areas(pool)}
            rows.append(row_of(columns, cells, RowKind.SUBTOTAL))
    name = Name(f"{group.name.zh}·按办公区", f"{group.name.en}, sites")
    return Sheet(name, TITLE, columns, tuple(rows), (Message.of(_POOLED),))


def _all_posts(posts: Iterable[Counts]) -> Counts:
    total: dict[str, int] = {}
    for counts in posts:
        for rank, n in counts:
            total[rank] = total.get(rank, 0) + n
    return Counts.of(total)


def _by_division(group: LevelGroup) -> Sheet:
    data = group.data
    kept = ("seq", "unit", "division", "posts", "office", "remark")
    ranks = tuple(f"{prefix}{rank}" for rank in _ranks(group) for prefix in ("n_", "a_"))
    columns = tuple(
        replace(c, heading=Name("实有人数", "People there")) if c.kind == "number" else c
        for c in _columns(group, UNIT_NAME, _DIVISION)
        if c.key in (*kept, *ranks)
    )
    columns = tuple(SEQUENCE if c.key == "seq" else c for c in columns)
    rows: list[Row] = []
    for i, department in enumerate(_entitled(group), start=1):
        unit, lines = department.id, list[Row]()
        label: dict[str, Cell] = {"seq": i, "unit": data.unit_name(unit)}
        for division, counts in people_by_division(data, unit).items():
            people = Counts.of({k: n for k, n in counts if k not in (SECONDED, CONTRACT)})
            if people:
                cells = _posts(group, people)
                need = sum(n * data.rulebook.quota_dm2(rank) for rank, n in people)
                own: dict[str, Cell] = {
                    "division": division_name(data, unit, division),
                    "office": need,
                }
                lines.append(row_of(columns, {**label, **cells, **own}))
        rows += lines
        label["division"] = Name("小计", "Subtotal")
        rows.append(sum_row(columns, lines, label, kind=RowKind.SUBTOTAL))
    rows.append(sum_row(columns, rows, {"unit": Name("合计", "Sum")}))
    name = Name(f"{group.name.zh}·按处室", f"{group.name.en}, divisions")
    title = Name("按处室需用面积（参考）", "Need by division (for reference)")
    return Sheet(name, title, columns, tuple(rows), (Message.of(_NEED),))
