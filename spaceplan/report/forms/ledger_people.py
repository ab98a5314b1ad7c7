"""The ledger set's sheets on excess: units and people above the standard (超标)."""

from __future__ import annotations

from collections.abc import Iterator

from spaceplan.check import department_excesses, split_area
from spaceplan.formats.xlsx.columns import area, number, words
from spaceplan.formats.xlsx.headings import SEQUENCE, UNIT_NAME
from spaceplan.formats.xlsx.terms import STATUSES
from spaceplan.i18n import N_, Message
from spaceplan.model import LedgerEntry, Name
from spaceplan.report.forms.facts import FormsData
from spaceplan.report.forms.groups import division_name
from spaceplan.report.forms.held import Held
from spaceplan.report.forms.sheet import Cell, Row, Sheet, row_of, sum_row

_UNIT_NOTE = N_(
    "Excess of a unit: the greater of what lies above the quotas room by room and what lies above "
    "its entitlement in all, with service area above its own added; as the checker counts it."
)
_PERSON_NOTE = N_(
    "A shared room's area is split by the quotas of its occupants, so that a room within the sum "
    "of quotas makes nobody exceed the standard."
)


def above_sheets(data: FormsData) -> tuple[Sheet, ...]:
    """Return units, and people, above the standard."""
    return (_units(data), _people(data))


def _units(data: FormsData) -> Sheet:
    columns = (
        SEQUENCE,
        UNIT_NAME,
        number("people", "人数", "People"),
        area("office_entitled", "核定办公室使用面积", "Office entitled to", width=12),
        area("office_held", "实际办公室使用面积", "Office held", width=12),
        area("rooms_above", "逐间超标面积", "Above, room by room", width=12),
        area("service_entitled", "核定服务用房使用面积", "Service entitled to", width=12),
        area("service_held", "实际服务用房使用面积", "Service held", width=12),
        area("above", "总超标面积", "Excess in all", width=12),
    )
    excesses = department_excesses(
        data.portfolio, data.rulebook, data.entitlements, data.allocation
    )
    rows: list[Row] = []
    for excess in excesses:
        department = data.portfolio.department(excess.department)
        if excess.excess_dm2:
            cells: dict[str, Cell] = {
                "seq": len(rows) + 1,
                "unit": data.unit_name(excess.department),
                "people": department.people.total,
                "office_entitled": excess.office_entitlement_dm2,
                "office_held": excess.office_held_dm2,
                "rooms_above": excess.rooms_dm2,
                "service_entitled": excess.service_entitlement_dm2,
                "service_held": excess.service_held_dm2,
                "above": excess.excess_dm2,
            }
            rows.append(row_of(columns, cells))
    rows.append(sum_row(columns, rows, {"unit": Name("合计", "Sum")}))
    name = Name("单位超标情况", "Units above")
    return Sheet(name, name, columns, tuple(rows), (Message.of(_UNIT_NOTE),))


_PERSON_COLUMNS = (
    SEQUENCE,
    words("person", "姓名", "Name", width=12),
    UNIT_NAME,
    words("division", "所在部门", "Division", width=20),
    words("rank", "职务级别", "Rank", width=16),
    words("established", "编制情况", "Established", width=10),
    words("room", "房间号", "Room", width=14),
    words("place", "房屋位置", "Place", width=26),
    area("quota", "标准面积", "Standard"),
    area("share", "实际分摊面积", "Share of the room"),
    area("above", "超标面积", "Above"),
    words("status", "状态", "Status", width=10),
)


def _people(data: FormsData) -> Sheet:
    rows: list[Row] = []
    for held in data.held:
        if held.excess_dm2 and held.entries:
            rows += _person_rows(held, data, len(rows) + 1)
    rows.append(sum_row(_PERSON_COLUMNS, rows, {"person": Name("合计", "Sum")}))
    name = Name("个人超标情况", "People above")
    return Sheet(name, name, _PERSON_COLUMNS, tuple(rows), (Message.of(_PERSON_NOTE),))


def _person_rows(held: Held, data: FormsData, seq: int) -> Iterator[Row]:
    quotas = [data.place_allowance_dm2(entry) for entry in held.entries]
    shares = split_area(held.area_dm2, quotas)
    for entry, quota, share in zip(held.entries, quotas, shares, strict=True):
        if share > quota:
            yield row_of(_PERSON_COLUMNS, _person(held, entry, data, seq, quota, share))
            seq += 1


def _person(
    held: Held, entry: LedgerEntry, data: FormsData, seq: int, quota: int, share: int
) -> dict[str, Cell]:
    return {
        "seq": seq,
        "person": entry.name or entry.person,
        "unit": data.unit_name(held.unit),
        "division": division_name(data, held.unit, entry.division) if entry.division else None,
        "rank": data.rulebook.rank_name(entry.rank) if entry.rank else None,
        "established": Name("否", "no")
        if entry.status in ("seconded", "contract")
        else Name("是", "yes"),
        "room": held.room.id,
        "place": held.building.name,
        "quota": quota,
        "share": share,
        "above": share - quota,
        "status": STATUSES[entry.status],
    }
