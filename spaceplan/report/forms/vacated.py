"""清理腾退情况统计表: what is to be vacated and why, and what a plan gives back.

A room, or a holder's part of it, is counted once: whole where nobody stays who may, else with what
lies above the quotas of those who stay.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spaceplan.check import State
from spaceplan.formats.xlsx.columns import Column, area, number, words
from spaceplan.formats.xlsx.headings import REMARK, SEQUENCE, UNIT_NAME
from spaceplan.i18n import N_, Message
from spaceplan.model import Name, Portfolio, is_approved_second_office, occupant_kind
from spaceplan.report.forms.facts import FormsData
from spaceplan.report.forms.groups import level_groups
from spaceplan.report.forms.held import Held
from spaceplan.report.forms.parts import BASIC
from spaceplan.report.forms.sheet import Cell, Form, Row, Sheet, row_of, sum_row
from spaceplan.rules import Category
from spaceplan.rules.kinds import ConcurrentEnded, LeftPost, OneOffice

TITLE = Name("清理腾退情况统计表", "Rooms to be vacated")
#: Kinds of what is to be vacated, in the order in which a room is given to one of them.
TYPES = {
    "left": Name("退休、调离人员未腾退", "kept after retirement or transfer"),
    "second": Name("多处办公用房", "second offices"),
    "rented": Name("未经批准租用、借用", "rented or borrowed without approval"),
    "lent": Name("出租、出借", "let or lent"),
    "idle": Name("闲置办公用房", "idle offices"),
    "above": Name("超面积标准", "above the standard"),
    "handed_back": Name("方案交回", "handed back by the plan"),
}
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


@dataclass(frozen=True)
class Vacated:
    """A room, or a part of one, that is to be vacated."""

    kind: str
    held: Held
    area_dm2: int
    people: tuple[str, ...] = ()


def rooms_to_vacate(data: FormsData) -> tuple[Vacated, ...]:
    """Return what is to be vacated as things stand, in the portfolio's order."""
    overdue = _overdue(data)
    listed = (
        _judge(held, data, overdue) for held in data.held if held.line is not None or held.entries
    )
    return tuple(vacated for vacated in listed if vacated is not None)


def _overdue(data: FormsData) -> frozenset[str]:
    """Return the people of whom the check finds that an office must be given back."""
    kinds = (LeftPost, OneOffice, ConcurrentEnded)
    rules = {rule.id for rule in data.rulebook.rules if isinstance(rule.kind, kinds)}
    return frozenset(
        finding.subject
        for finding in data.check.findings
        if finding.rule in rules and finding.state in (State.FAIL, State.WAIVED)
    )


def _judge(held: Held, data: FormsData, overdue: frozenset[str]) -> Vacated | None:
    leaving = [e for e in held.entries if _must_leave(e.person, held, overdue)]
    if held.category is Category.OFFICE and leaving and len(leaving) == len(held.entries):
        people = tuple(entry.person for entry in leaving)
        left = any(occupant_kind(e) is None and e.post == "main" for e in leaving)
        return Vacated("left" if left else "second", held, held.area_dm2, people)
    basis = held.holding.basis if held.holding else "owned"
    if basis in ("rented", "borrowed") and held.holding and not held.holding.approval:
        return Vacated("rented", held, held.area_dm2)
    if basis == "lent":
        return Vacated("lent", held, held.area_dm2)
    if held.is_idle and data.occupants_known:
        return Vacated("idle", held, held.area_dm2)
    if held.excess_dm2 and (held.people or held.entries):
        return Vacated("above", held, held.excess_dm2, tuple(e.person for e in leaving))
    return None


def _must_leave(person: str, held: Held, overdue: frozenset[str]) -> bool:
    """Return whether this place of an overdue person is the one to be given back."""
    if person not in overdue:
        return False
    entry = next(entry for entry in held.entries if entry.person == person)
    left = occupant_kind(entry) is None and entry.post == "main"
    return (
        left
        or (entry.post == "concurrent" and not is_approved_second_office(entry))
        or (entry.post == "concurrent" and entry.until is not None)
    )


def handed_back(data: FormsData) -> tuple[Vacated, ...]:
    """Return the rooms that units hold today and not in the plan."""
    kept = {(held.room.id, held.unit) for held in data.held}
    found, places = [], _places(data.portfolio)
    for holding in data.portfolio.holdings:
        unit = data.unit_of(holding.department)
        room, storey, building = places[holding.room]
        if (holding.room, unit) not in kept:
            category = data.rulebook.category(room.use)
            held = Held(room, storey, building, unit, category, room.area_dm2, holding=holding)
            found.append(Vacated("handed_back", held, room.area_dm2))
    return tuple(found)


def _places(portfolio: Portfolio) -> dict[str, tuple]:  # type: ignore[type-arg]
    return {
        room.id: (room, storey, building)
        for building in portfolio.buildings
        for storey in building.storeys
        for room in storey.rooms
    }


def vacated_form(data: FormsData) -> Form:
    """Return the form: for each level by kind, unit, site and division, and every room."""
    found = (*rooms_to_vacate(data), *(handed_back(data) if data.planned else ()))
    notes = (Message.of(_ONCE), *(() if data.occupants_known else (Message.of(_UNKNOWN),)))
    sheets: list[Sheet] = []
    for group in level_groups(data):
        members = frozenset(group.units)
        own = [vacated for vacated in found if vacated.held.unit in members]
        shown = _kinds_shown(data)
        kinds = [(TYPES[kind], [v for v in own if v.kind == kind]) for kind in shown]
        units = [
            (data.unit_name(unit), [v for v in own if v.held.unit == unit]) for unit in group.units
        ]
        sites = [
            (data.portfolio.site(site).name, [v for v in own if v.held.building.site == site])
            for site in group.sites
        ]
        zh, en = group.name.zh, group.name.en
        sheets += [
            _summary(Name(f"{zh}·按类型", f"{en}, kinds"), _TYPE, kinds, data, notes),
            _summary(Name(f"{zh}·按单位", f"{en}, units"), UNIT_NAME, units, data, notes),
            _summary(
                Name(f"{zh}·按办公区", f"{en}, sites"),
                words("site", "办公区", "Site", width=26),
                sites,
                data,
                notes,
            ),
            _details(Name(f"{zh}·明细", f"{en}, rooms"), own, data),
        ]
    return Form("vacated", TITLE.zh, TITLE, tuple(sheets))


def _kinds_shown(data: FormsData) -> Iterable[str]:
    return TYPES if data.planned else (kind for kind in TYPES if kind != "handed_back")


def _summary(
    name: Name,
    first: Column,
    groups: Iterable[tuple[Name, list[Vacated]]],
    data: FormsData,
    notes: tuple[Message, ...],
) -> Sheet:
    columns = (SEQUENCE, first, number("rooms", "间数", "Rooms"), *_AREAS, REMARK)
    rows = [
        row_of(columns, {"seq": i, first.key: label, **_sums(members, data)})
        for i, (label, members) in enumerate(groups, start=1)
    ]
    rows.append(sum_row(columns, rows, {first.key: Name("合计", "Sum")}))
    return Sheet(name, TITLE, columns, tuple(rows), notes, derived=frozenset({"ancillary"}))


def _sums(members: Iterable[Vacated], data: FormsData) -> dict[str, Cell]:
    areas: Counter[Category] = Counter()
    rooms = ancillary = 0
    for vacated in members:
        areas[vacated.held.category] += vacated.area_dm2
        rooms += vacated.kind != "above"
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


def _details(name: Name, members: Iterable[Vacated], data: FormsData) -> Sheet:
    order = {kind: i for i, kind in enumerate(TYPES)}
    rows = list(_detail_rows(sorted(members, key=lambda v: order[v.kind]), data))
    rows.append(sum_row(_DETAILS, rows, {"type": Name("合计", "Sum")}))
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
