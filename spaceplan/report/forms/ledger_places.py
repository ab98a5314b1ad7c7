"""The ledger set's sheets about places: buildings, uses, rents, storeys, and the overall table."""

from __future__ import annotations

from collections.abc import Iterator

from spaceplan.formats.xlsx.columns import Column, area, grouped, number, words
from spaceplan.formats.xlsx.headings import REMARK, SEQUENCE, UNIT_NAME
from spaceplan.formats.xlsx.terms import BASES
from spaceplan.i18n import N_, Message
from spaceplan.model import Building, Name
from spaceplan.report.forms.facts import FormsData
from spaceplan.report.forms.parts import BASIC, Part, Tally, parts_of, tally, tally_by
from spaceplan.report.forms.sheet import Cell, Row, Sheet, row_of, sum_row
from spaceplan.rules import Category

_SITE = words("site", "院落名称", "Compound", width=22)
_BUILDING = words("building", "楼座名称", "Building", width=26)
_DERIVED = N_("Built areas are derived: usable area / K of the site; they were not measured.")
_CATEGORIES = (
    (Category.OFFICE, Name("办公室", "Office")),
    (Category.SERVICE, Name("服务用房", "Service")),
    (Category.EQUIPMENT, Name("设备用房", "Equipment")),
    (Category.ANCILLARY, Name("附属用房", "Ancillary")),
    (Category.TECHNICAL, Name("技术业务用房", "Technical")),
)


def place_sheets(data: FormsData) -> tuple[Sheet, ...]:
    """Return the sheets about places."""
    parts = parts_of(data)
    return (
        _overall(data, parts),
        _buildings(data, parts),
        _uses(data, parts),
        _rents(data),
        _storeys(data),
    )


def _category_columns() -> tuple[Column, ...]:
    return tuple(
        column
        for category, name in _CATEGORIES
        for column in grouped(
            name,
            number(f"n_{category.value}", "间数", "Rooms"),
            area(f"a_{category.value}", "面积", "Area"),
        )
    )


def _category_cells(sums: Tally) -> dict[str, Cell]:
    cells: dict[str, Cell] = {}
    for category, _ in _CATEGORIES:
        cells[f"n_{category.value}"] = sums.rooms[category]
        cells[f"a_{category.value}"] = sums.area_dm2[category]
    return cells


def _overall(data: FormsData, parts: tuple[Part, ...]) -> Sheet:
    """Return 总体使用情况一览表: people, vacant rooms and areas by site."""
    columns = (
        SEQUENCE,
        words("site", "地区", "Area", width=24),
        *grouped(
            Name("人员编制", "People"),
            number("posts", "编制人数", "Posts"),
            number("present", "编制内实际人数", "Established people there", width=9),
        ),
        *grouped(
            Name("空置房间", "Vacant rooms"),
            number("idle_rooms", "间数", "Rooms"),
            area("idle", "使用面积", "Usable area"),
        ),
        *_category_columns(),
        *grouped(
            Name("合计", "Sum"),
            area("basic_built", "基本办公用房建筑面积", "Built, basic", width=12),
            area("built", "总建筑面积", "Built in all", width=12),
        ),
    )
    rows, sums = list[Row](), tally_by(parts, lambda part: (part.site,))
    for i, site in enumerate(data.portfolio.sites, start=1):
        used = sums.get((site.id,), Tally())
        home = [d for d in data.portfolio.departments if d.home_site == site.id]
        basic = sum(data.built_dm2(used.area_dm2[c], site.id) for c in BASIC)
        others = (Category.ANCILLARY, Category.TECHNICAL)
        cells: dict[str, Cell] = {
            "seq": i,
            "site": site.name,
            "posts": sum(d.establishment.total for d in home),
            "present": sum(d.headcount.total for d in home),
            "idle_rooms": used.idle_rooms if used.idle_known else None,
            "idle": used.idle_dm2 if used.idle_known else None,
            "basic_built": basic,
            "built": basic + sum(data.built_dm2(used.area_dm2[c], site.id) for c in others),
        }
        rows.append(row_of(columns, cells | _category_cells(used)))
    rows.append(sum_row(columns, rows, {"site": Name("合计", "Sum")}))
    title = Name("总体使用情况一览表", "Overview of use")
    notes = (Message.of(_DERIVED),)
    return Sheet(title, title, columns, tuple(rows), notes, (), frozenset({"basic_built", "built"}))


def _buildings(data: FormsData, parts: tuple[Part, ...]) -> Sheet:
    columns = (
        SEQUENCE,
        _SITE,
        _BUILDING,
        words("structure", "建筑结构", "Structure"),
        words("built_year", "建造年份", "Built", width=8),
        area("gross_area", "总建筑面积", "Built area"),
        area("footprint", "占地面积", "Footprint"),
        number("floors_up", "地上层数", "Storeys above ground"),
        number("floors_down", "地下层数", "Storeys below ground"),
        words("owner", "权属单位", "Owner"),
        words("acquired_by", "取得方式", "Acquired by"),
        words("land_title", "土地证号", "Land title"),
        words("title_status", "权属登记情况", "Registration of title"),
        *_category_columns(),
        area("basic", "基本办公用房使用面积", "Usable in all", width=12),
        REMARK,
    )
    sums = tally_by(parts, lambda part: (part.held.building.id,))
    rows = [
        _building_row(i, building, sums.get((building.id,), Tally()), data, columns)
        for i, building in enumerate(data.portfolio.buildings, start=1)
    ]
    rows.append(sum_row(columns, rows, {"site": Name("合计", "Sum")}))
    title = Name("办公用房基本情况", "Buildings")
    return Sheet(title, title, columns, tuple(rows))


def _building_row(
    seq: int, building: Building, sums: Tally, data: FormsData, columns: tuple[Column, ...]
) -> Row:
    numbers = [storey.number for storey in building.storeys]
    cells: dict[str, Cell] = {
        "seq": seq,
        "site": data.portfolio.site(building.site).name,
        "building": building.name,
        "built_year": str(building.built_year) if building.built_year else None,
        "floors_up": sum(n >= 0 for n in numbers),
        "floors_down": sum(n < 0 for n in numbers),
        "basic": sums.basic_dm2,
    }
    for key in ("structure", "owner", "acquired_by", "land_title", "title_status"):
        cells[key] = getattr(building, key) or None
    for key in ("gross_area", "footprint"):
        stated = getattr(building, key)
        cells[key] = None if stated is None else round(stated * 100)
    return row_of(columns, cells | _category_cells(sums))


def _uses(data: FormsData, parts: tuple[Part, ...]) -> Sheet:
    """Return 使用功能细化情况: rooms and area by site, unit and use."""
    columns = (
        SEQUENCE,
        _SITE,
        UNIT_NAME,
        words("category", "类别", "Category", width=14),
        words("use", "使用功能", "Use", width=16),
        number("rooms", "间数", "Rooms"),
        area("area", "使用面积", "Usable area"),
    )
    names = dict(_CATEGORIES)
    grouped_parts: dict[tuple[str, str, str], list[Part]] = {}
    for part in parts:
        key = (part.site, part.held.unit, part.held.room.use)
        grouped_parts.setdefault(key, []).append(part)
    order = {unit: i for i, unit in enumerate(data.units)}
    sites = {site.id: i for i, site in enumerate(data.portfolio.sites)}
    rows: list[Row] = []
    for key in sorted(grouped_parts, key=lambda k: (sites[k[0]], order[k[1]], k[2])):
        site, unit, use = key
        used = tally(grouped_parts[key])
        category = data.rulebook.category(use)
        cells: dict[str, Cell] = {
            "seq": len(rows) + 1,
            "site": data.portfolio.site(site).name,
            "unit": data.unit_name(unit),
            "category": names[category],
            "use": data.rulebook.use_name(use),
            "rooms": used.rooms[category],
            "area": used.area_dm2[category],
        }
        rows.append(row_of(columns, cells))
    rows.append(sum_row(columns, rows, {"site": Name("合计", "Sum")}))
    title = Name("使用功能细化情况", "Uses")
    return Sheet(title, title, columns, tuple(rows))


def _rents(data: FormsData) -> Sheet:
    columns = (
        SEQUENCE,
        UNIT_NAME,
        words("basis", "租赁方式", "Way", width=10),
        _BUILDING,
        words("room", "房间号", "Room", width=14),
        words("use", "承租用途", "Use"),
        number("people", "承租人数", "People"),
        area("area", "承租面积", "Area"),
        words("approval", "批准文号", "Approval", width=18),
        Column("since", Name("开始时间", "From"), kind="date", width=11),
        Column("until", Name("结束时间", "To"), kind="date", width=11),
        words("rent", "租金", "Rent"),
        REMARK,
    )
    rows = list(_rent_rows(data, columns))
    rows.append(sum_row(columns, rows, {"unit": Name("合计", "Sum")}))
    title = Name("出租和租用情况", "Let and rented")
    return Sheet(title, title, columns, tuple(rows))


def _rent_rows(data: FormsData, columns: tuple[Column, ...]) -> Iterator[Row]:
    seq = 0
    for held in data.held:
        if held.holding is not None and held.holding.basis != "owned":
            seq += 1
            cells: dict[str, Cell] = {
                "seq": seq,
                "unit": data.unit_name(held.unit),
                "basis": BASES[held.holding.basis],
                "building": held.building.name,
                "room": held.room.id,
                "use": data.rulebook.use_name(held.room.use),
                "people": held.people,
                "area": held.area_dm2,
                "approval": held.holding.approval or None,
                "since": held.holding.since,
                "until": held.holding.until,
            }
            yield row_of(columns, cells)


def _storeys(data: FormsData) -> Sheet:
    columns = (
        SEQUENCE,
        _SITE,
        _BUILDING,
        words("storey", "楼层名称", "Storey", width=14),
        number("rooms", "房间数", "Rooms"),
        words("plan", "平面图", "Plan", width=20),
        words("cad", "CAD图", "CAD drawing", width=20),
    )
    rows: list[Row] = []
    for building in data.portfolio.buildings:
        for storey in building.storeys:
            cells: dict[str, Cell] = {
                "seq": len(rows) + 1,
                "site": data.portfolio.site(building.site).name,
                "building": building.name,
                "storey": storey.id,
                "rooms": len(storey.rooms),
            }
            rows.append(row_of(columns, cells))
    title = Name("平面图", "Plans")
    return Sheet(title, title, columns, tuple(rows))
