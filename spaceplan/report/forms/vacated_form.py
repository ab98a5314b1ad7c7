"""清理腾退情况统计表: what is to be vacated by kind, unit, division and site, and every room."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from spaceplan.formats.xlsx.columns import Column, area, number, words
from spaceplan.formats.xlsx.headings import REMARK, SEQUENCE, UNIT_NAME
from spaceplan.i18n import N_, Message
from spaceplan.model import Name
from spaceplan.report.forms.facts import FormsData
from spaceplan.report.forms.groups import LevelGroup, division_name, level_groups
from spaceplan.report.forms.parts import BASIC
from spaceplan.report.forms.sheet import Cell, Form, Row, Sheet, row_of, sum_row
from spaceplan.report.forms.vacated import TYPES, Vacated, by_division, handed_back, rooms_to_vacate
from spaceplan.rules import Category

TITLE = Name("清理腾退情况统计表", "Rooms to be vacated")
_TYPE = words("type", "办公用房类型", "Kind of rooms", width=26)
_AREAS = (
    area("office", "办公室", "Office"),
    area("service", "服务用房", "Service"),
    area("equipment", "设备用房", "Equipment"),
    area("sum", "小计（使用面积）", "Sum (usable)", width=13),
    area("ancillary", "附属用房（建筑面积）", "Ancillary (built)", width=13),
)
_ONCE = N_(
    "Each room stands under one kind only, the first that applies; what lies above the standard is "
    "the part of the room above the quotas of those who stay."
)
_UNKNOWN = N_("No ledger says who sits where: only rented, borrowed and lent rooms are known.")
_SITE = words("site", "办公区", "Site", width=26)
_DIVISION = words("division", "处室", "Division", width=20)
_DIVISIONS = N_(
    "Offices are split among the divisions of those who have a place there; divisions with nothing "
    "to vacate are left out."
)


def vacated_form(data: FormsData) -> Form:
    """Return the form: for each level by kind, unit, site and division, and every room."""
    found = (*rooms_to_vacate(data), *(handed_back(data) if data.planned else ()))
    sheets: list[Sheet] = []
    for group in level_groups(data):
        members = frozenset(group.units)
        own = [vacated for vacated in found if vacated.held.unit in members]
        sheets += [*_summaries(own, group), _details(own, group)]
    return Form("vacated", TITLE.zh, TITLE, tuple(sheets))


def _summaries(own: Sequence[Vacated], group: LevelGroup) -> Iterator[Sheet]:
    data = group.data
    kinds = [((TYPES[kind],), [v for v in own if v.kind == kind]) for kind in _kinds_shown(data)]
    yield _summary(_named(group, "按类型", "kinds"), (_TYPE,), kinds, data)
    units = [
        ((data.unit_name(unit),), [v for v in own if v.held.unit == unit]) for unit in group.units
    ]
    yield _summary(_named(group, "按单位", "units"), (UNIT_NAME,), units, data)
    sites = [
        ((data.portfolio.site(site).name,), [v for v in own if v.held.building.site == site])
        for site in group.sites
    ]
    yield _summary(_named(group, "按办公区", "sites"), (_SITE,), sites, data)
    divisions = _by_division(own, group)
    columns = (UNIT_NAME, _DIVISION)
    yield _summary(_named(group, "按处室", "divisions"), columns, divisions, data, _DIVISIONS)


def _named(group: LevelGroup, zh: str, en: str) -> Name:
    return Name(f"{group.name.zh}·{zh}", f"{group.name.en}, {en}")


def _kinds_shown(data: FormsData) -> Iterable[str]:
    return TYPES if data.planned else (kind for kind in TYPES if kind != "handed_back")


def _by_division(
    own: Iterable[Vacated], group: LevelGroup
) -> list[tuple[tuple[Cell, ...], list[Vacated]]]:
    """Return what is to be vacated by unit and division, in the portfolio's order."""
    data, parts = group.data, dict[tuple[str, str], list[Vacated]]()
    for part in by_division(own, data):
        parts.setdefault((part.held.unit, part.division), []).append(part)
    return [
        ((data.unit_name(unit), _division_name(data, unit, division)), parts[unit, division])
        for unit in group.units
        for division in _divisions(data, unit, parts)
    ]


def _division_name(data: FormsData, unit: str, division: str) -> Cell:
    """Return what a division is called; rooms that no department holds are of none."""
    return None if data.department(unit) is None else division_name(data, unit, division)


def _divisions(data: FormsData, unit: str, parts: Iterable[tuple[str, str]]) -> list[str]:
    """Return the divisions of a unit that are among some, as the unit lists them."""
    department = data.department(unit)
    listed = ["", *(division.id for division in (department.divisions if department else ()))]
    own = [division for holder, division in parts if holder == unit]
    return sorted(own, key=lambda d: (listed.index(d) if d in listed else len(listed), d))


def _summary(
    name: Name,
    labels: tuple[Column, ...],
    groups: Iterable[tuple[tuple[Cell, ...], list[Vacated]]],
    data: FormsData,
    note: str = "",
) -> Sheet:
    """Return a sheet with a row a group, and what the groups are called in the first columns."""
    columns = (SEQUENCE, *labels, number("rooms", "间数", "Rooms"), *_AREAS, REMARK)
    rows = [
        row_of(
            columns,
            {
                "seq": i,
                **{column.key: called for column, called in zip(labels, names, strict=True)},
                **_sums(members, data),
            },
        )
        for i, (names, members) in enumerate(groups, start=1)
    ]
    rows.append(sum_row(columns, rows, {labels[0].key: Name("合计", "Sum")}))
    said = (_ONCE, *(() if data.occupants_known else (_UNKNOWN,)), *((note,) if note else ()))
    notes = tuple(map(Message.of, said))
    return Sheet(name, TITLE, columns, tuple(rows), notes, derived=frozenset({"ancillary"}))


def _sums(members: Iterable[Vacated], data: FormsData) -> dict[str, Cell]:
    areas: Counter[Category] = Counter()
    rooms = ancillary = 0
    for vacated in members:
        areas[vacated.held.category] += vacated.area_dm2
        rooms += vacated.rooms
        if vacated.held.category is Category.ANCILLARY:
            ancillary += data.built_dm2(vacated.area_dm2, vacated.held.building.site)
    return {
        "rooms": rooms,
        "office": areas[Category.OFFICE],
        "service": areas[Category.SERVICE],
        "equipment": areas[Category.EQUIPMENT],
        "sum": sum(areas[category] for category in BASIC),
        "ancillary": ancillary,
    }


_DETAILS = (
    SEQUENCE,
    _TYPE,
    UNIT_NAME,
    words("building", "楼座", "Building", width=24),
    words("storey", "楼层", "Storey", width=7),
    words("room", "房间号", "Room", width=14),
    words("use", "房间类型", "Use"),
    area("room_area", "使用面积", "Usable area"),
    area("area", "应腾退面积", "To be vacated"),
    words("people", "使用人", "People", width=20),
    REMARK,
)


def _details(own: Iterable[Vacated], group: LevelGroup) -> Sheet:
    order = {kind: i for i, kind in enumerate(TYPES)}
    rows = list(_detail_rows(sorted(own, key=lambda v: order[v.kind]), group.data))
    rows.append(sum_row(_DETAILS, rows, {"type": Name("合计", "Sum")}))
    name = _named(group, "明细", "rooms")
    return Sheet(name, Name("清理腾退房间明细表", "Rooms to be vacated"), _DETAILS, tuple(rows))


def _detail_rows(members: Iterable[Vacated], data: FormsData) -> Iterator[Row]:
    for i, vacated in enumerate(members, start=1):
        held = vacated.held
        yield row_of(
            _DETAILS,
            {
                "seq": i,
                "type": TYPES[vacated.kind],
                "unit": data.unit_name(held.unit),
                "building": held.building.name,
                "storey": str(held.storey.number),
                "room": held.room.id,
                "use": data.rulebook.use_name(held.room.use),
                "room_area": held.area_dm2,
                "area": vacated.area_dm2,
                "people": "、".join(vacated.people) or None,
            },
        )
