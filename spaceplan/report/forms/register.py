"""Columns and cells of the registration form: people, rooms in use, entitlement, what is above."""

from __future__ import annotations

from spaceplan.formats.xlsx.columns import Column, area, grouped, number, words
from spaceplan.formats.xlsx.headings import REMARK, SEQUENCE
from spaceplan.model import Name
from spaceplan.report.forms.facts import FormsData
from spaceplan.report.forms.groups import LevelGroup
from spaceplan.report.forms.parts import Tally, tally_by
from spaceplan.report.forms.sheet import Cell
from spaceplan.rules import Category

#: The county's ranks under the short names that the form prints.
_COUNTY_RANKS = {
    "county_head": Name("正县", "County head"),
    "county_deputy": Name("副县", "County deputy"),
    "county_section_head": Name("正科", "Section head"),
    "county_section_deputy": Name("副科", "Deputy section head"),
    "county_staff": Name("科级以下", "Below section level"),
}
_BASES = {
    "rented": Name("租用", "rented"),
    "borrowed": Name("借用", "borrowed"),
    "lent": Name("出借", "lent"),
}
_NOT_JUDGED = Name(
    "未填编制或原单位用房未划分，不计算超出", "not judged: no posts, or rooms undivided"
)


def register_columns(group: LevelGroup, *first: Column) -> tuple[Column, ...]:
    """Return the form's columns in its order."""
    ranks = tuple(
        Column(c.key, _COUNTY_RANKS.get(c.key.removeprefix("n_"), c.heading), c.group, c.kind, 8)
        for c in group.rank_columns("n_")
    )
    return (
        SEQUENCE,
        *first,
        *grouped(
            Name("人员情况", "People"),
            number("posts", "定编人数", "Approved posts"),
            number("present", "实有人数", "People there"),
            *ranks,
            number("n_without_post", "借聘用人员", "Seconded and contract staff"),
        ),
        *grouped(
            Name("实际使用", "In use"),
            area("held", "面积总计", "Area in all"),
            number("rooms", "间数总计", "Rooms in all"),
            area("office", "办公用房面积", "Office area"),
            number("office_rooms", "间数", "Rooms"),
            area("service", "公共服务用房面积", "Service area"),
            number("service_rooms", "间数", "Rooms"),
        ),
        area("office_entitled", "应享有办公用房面积", "Office area entitled to"),
        area("office_above", "超出面积", "Above"),
        area("service_entitled", "应享有公共服务用房", "Service area entitled to"),
        area("service_above", "超出面积", "Above"),
        area("above", "超出面积总计", "Above in all"),
        area("idle", "闲置房面积", "Idle area"),
        words("lent", "出租、出借等情况", "Rented, lent, borrowed", width=20),
        REMARK,
    )


def use_cells(sums: Tally) -> dict[str, Cell]:
    """Return what is in use of office and service rooms, what is idle, what is not one's own."""
    office, service = sums.area_dm2[Category.OFFICE], sums.area_dm2[Category.SERVICE]
    office_rooms, service_rooms = sums.rooms[Category.OFFICE], sums.rooms[Category.SERVICE]
    return {
        "held": office + service,
        "rooms": office_rooms + service_rooms,
        "office": office,
        "office_rooms": office_rooms,
        "service": service,
        "service_rooms": service_rooms,
        "idle": sums.idle_dm2 if sums.idle_known else None,
        "lent": _lent(sums),
    }


def _lent(sums: Tally) -> Name | None:
    texts = [
        (
            f"{name.zh}{sums.by_basis[basis, 'rooms']}间{sums.by_basis[basis, 'dm2'] / 100:.2f}㎡",
            f"{name.en}: rooms {sums.by_basis[basis, 'rooms']}, "
            f"{sums.by_basis[basis, 'dm2'] / 100:.2f} m²",
        )
        for basis, name in _BASES.items()
        if (basis, "dm2") in sums.by_basis
    ]
    return Name("；".join(t[0] for t in texts), "; ".join(t[1] for t in texts)) if texts else None


def people_cells(group: LevelGroup, unit: str) -> dict[str, Cell]:
    """Return a unit's approved posts and people; nothing for what is no department."""
    department = group.data.department(unit)
    if department is None:
        return {}
    return {
        "posts": department.establishment.total,
        "present": department.headcount.total,
        **group.by_rank("n_", department.headcount),
        "n_without_post": department.seconded + department.contract,
    }


def area_cells(data: FormsData, unit: str, sums: Tally) -> dict[str, Cell]:
    """Return entitlement and what lies above it; nothing for units without one."""
    if not data.is_entitled(unit):
        return {}
    entitled = data.entitlements.of(unit)
    if not data.is_judged(unit):
        stated = {"office_entitled": entitled.office_dm2, "service_entitled": entitled.service_dm2}
        return {**stated, "remark": _NOT_JUDGED}
    office = max(0, sums.area_dm2[Category.OFFICE] - entitled.office_dm2)
    service = max(0, sums.area_dm2[Category.SERVICE] - entitled.service_dm2)
    return {
        "office_entitled": entitled.office_dm2,
        "office_above": office,
        "service_entitled": entitled.service_dm2,
        "service_above": service,
        "above": office + service,
    }


def sums_by_unit(group: LevelGroup) -> dict[str, Tally]:
    """Return the sums of every unit of a level, zeros for those without rooms."""
    found = tally_by(group.parts, lambda part: (part.held.unit,))
    return {unit: found.get((unit,), Tally()) for unit in group.units}
