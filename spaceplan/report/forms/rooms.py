"""办公用房使用情况统计表: every room, one line a person, a sheet a site and level.

What stands once a room (area, people, area by standard, whether above it) stands in the room's
first line only, so that columns can be summed; what names the room stands in all of them, so that
rows can be sorted and filtered. In the extra columns stands what the form has no place for; with
them the form can be read back exactly.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spaceplan.formats.xlsx.columns import Column
from spaceplan.formats.xlsx.headings import NOT_MENDED, ROOM_COLUMNS, ROOM_EXTRAS
from spaceplan.formats.xlsx.terms import (
    BASES,
    NO,
    NO_HOLDING,
    NO_ROOM,
    POSTS,
    SHARED,
    STATUSES,
    YES,
)
from spaceplan.i18n import N_, Message
from spaceplan.model import LedgerEntry, Name, in_rank_order
from spaceplan.model.people import CONTRACT, SECONDED
from spaceplan.report.forms.facts import FormsData
from spaceplan.report.forms.groups import LevelGroup, division_name, level_groups
from spaceplan.report.forms.held import COMMON, VACANT, Held
from spaceplan.report.forms.sheet import Cell, Form, Row, Sheet, row_of, sum_row
from spaceplan.rules import Category

TITLE = Name("办公用房使用情况统计表", "Use of rooms")
_CLASSES = {
    Category.SERVICE: Name("服务用房", "service room"),
    Category.EQUIPMENT: Name("设备用房", "equipment room"),
    Category.ANCILLARY: Name("附属用房", "ancillary room"),
    Category.TECHNICAL: Name("技术业务用房", "technical room"),
}
_ONCE = N_(
    "Area, number of people, area by standard and whether above it stand in a room's first line. A "
    "room of several units is split by the quotas of its occupants."
)
_NOT_FILLED = (
    Name("是否双肩挑", "Holds two posts"),
    Name("联系电话", "Telephone"),
)


@dataclass(frozen=True)
class _Lines:
    """Turns rooms into the rows of one sheet."""

    group: LevelGroup
    columns: tuple[Column, ...]

    def rows_of(self, held: Held, seq: int) -> Iterator[Row]:
        """Yield the rows of one room: a row a person, one where nobody is named."""
        room = self._room_cells(held)
        once = self._once(held) | {"seq": seq}
        people = list(self._people(held))
        for i, person in enumerate(people or [{}]):
            yield row_of(self.columns, room | (once if i == 0 else {}) | person)

    def _room_cells(self, held: Held) -> dict[str, Cell]:
        data, room = self.group.data, held.room
        named = held.unit not in (COMMON, VACANT)
        cells: dict[str, Cell] = {
            "class": self._class(held),
            "building": held.building.name,
            "storey": _storey(held),
            "room_no": room.name if room.name and (room.name.zh or room.name.en) else room.id,
            "use": data.rulebook.use_name(room.use),
            "unit": data.unit_name(held.unit),
            "room_id": room.id,
        }
        if named and held.line is not None:
            cells["unit_id"] = held.line.line.department
        if (holding := held.holding) is not None:
            cells |= {
                "basis": BASES[holding.basis],
                "basis_approval": holding.approval or None,
                "held_since": holding.since,
                "held_until": holding.until,
            }
        elif named or held.entries:
            cells["basis"] = NO_HOLDING
        return cells

    def _class(self, held: Held) -> Name:
        """Return the class of a room: an office's is the highest rank of those who sit there."""
        if held.category in _CLASSES:
            return _CLASSES[held.category]
        ranks = [entry.rank for entry in held.entries if entry.rank]
        if held.line is not None and not ranks:
            ranks = [kind for kind, _ in held.line.line.occupancy]
        highest = next(iter(in_rank_order(dict.fromkeys(ranks, 1))), None)
        if highest is None:
            return (
                Name("办公室（空置）", "office (empty)")
                if held.is_idle
                else Name("办公室", "office")
            )
        name = self._kind(highest[0])
        return Name(f"{name.zh}用房", f"office: {name.en}")

    def _kind(self, kind: str) -> Name:
        return STATUSES.get(kind) or self.group.data.rulebook.rank_name(kind)

    def _once(self, held: Held) -> dict[str, Cell]:
        cells: dict[str, Cell] = {"area": held.area_dm2, "people": held.people}
        if held.allowance_dm2 is not None:
            cells["quota"] = held.allowance_dm2 if held.people or held.entries else None
            if held.people or held.entries:
                cells["above"] = YES if held.excess_dm2 else NO
            if self.group.data.planned:
                cells["adjusted"] = (
                    NO if (held.room.id, held.unit) in self.group.data.holders_today else YES
                )
        return cells

    def _people(self, held: Held) -> Iterator[dict[str, Cell]]:
        """Yield the cells of everybody there: named people, else numbers of each rank."""
        data = self.group.data
        shared = len(held.entries) > 1 or (held.people or 0) > 1
        for entry in held.entries:
            unit = data.unit_of(entry.department)
            cells = self.of_person(entry, unit) | {"unit": data.unit_name(unit)}
            yield cells | ({"remark": _remark(entry, shared)} if shared else {})
        if not held.entries and held.line is not None:
            for kind, n in held.line.line.occupancy:
                unnamed = Name(f"{n}人", f"{n} people")
                yield {
                    "person": unnamed,
                    "rank": self._kind(kind),
                    "established": NO if kind in (SECONDED, CONTRACT) else YES,
                    "remark": SHARED if shared else None,
                }

    def of_person(self, entry: LedgerEntry, unit: str) -> dict[str, Cell]:
        """Return what the form says of a person."""
        data = self.group.data
        cells: dict[str, Cell] = {
            "person": entry.name or entry.person,
            "staff_no": entry.person,
            "rank": data.rulebook.rank_name(entry.rank) if entry.rank else STATUSES[entry.status],
            "established": NO if entry.status in (SECONDED, CONTRACT) else YES,
            "remark": _remark(entry, shared=False),
            "status": STATUSES[entry.status],
            "post": POSTS[entry.post],
            "approval": entry.approval or None,
            "since": entry.since,
            "until": entry.until,
            "unit_id": entry.department,
        }
        if entry.division:
            cells["division"] = division_name(data, unit, entry.division)
            cells["division_id"] = entry.division
        return cells


def _storey(held: Held) -> Cell:
    name = held.storey.name
    return name if name and (name.zh or name.en) else str(held.storey.number)


def _remark(entry: LedgerEntry, shared: bool) -> Name | None:
    """Return what a reader should know of a place: shared, second office, left, on loan."""
    said = [SHARED] if shared else []
    if entry.post == "concurrent":
        said.append(POSTS["concurrent"])
    if entry.status != "active":
        said.append(STATUSES[entry.status])
    if not said:
        return None
    return Name("；".join(name.zh for name in said), "; ".join(name.en for name in said))


def rooms_form(data: FormsData) -> Form:
    """Return the room-level form: a sheet a site and level; circulation is not listed."""
    columns = (*ROOM_COLUMNS, *((NOT_MENDED,) if data.planned else ()), *ROOM_EXTRAS)
    sheets = [_sheet(group, site, columns) for group in level_groups(data) for site in group.sites]
    return Form(
        "rooms",
        TITLE.zh,
        TITLE,
        tuple(sheet for sheet in sheets if len(sheet.rows) > 1),
        (*_NOT_FILLED, *((NOT_MENDED.heading,) if data.planned else ())),
    )


def _sheet(group: LevelGroup, site: str, columns: tuple[Column, ...]) -> Sheet:
    data, lines, rows = group.data, _Lines(group, columns), list[Row]()
    units = frozenset(group.units)
    here = [h for h in data.held if h.building.site == site and h.unit in units]
    order = {unit: i for i, unit in enumerate(data.units)}
    here.sort(key=lambda held: order[held.unit])  # stable: within a unit as the rooms lie
    for seq, held in enumerate(here, start=1):
        rows += lines.rows_of(held, seq)
    if group.units and data.portfolio.ledger and not data.planned:
        rows += _without_room(lines, group, site)
    rows.append(sum_row(columns, rows, {"class": Name("合计", "Sum")}))
    name = data.portfolio.site(site).name
    return Sheet(
        Name(f"{name.text('zh')}·{group.name.zh}", f"{name.text('en')}, {group.name.en}"),
        TITLE,
        columns,
        tuple(rows),
        (Message.of(_ONCE),),
    )


def _without_room(lines: _Lines, group: LevelGroup, site: str) -> Iterator[Row]:
    """Yield people of the ledger who have no room, at the home site of their unit."""
    data = group.data
    for unit in group.units:
        department = data.department(unit)
        home = department.home_site if department else data.portfolio.sites[0].id
        for entry in data.ledger_by_unit.get(unit, ()) if home == site else ():
            if not entry.room:
                cells: dict[str, Cell] = {"room_no": NO_ROOM, "unit": data.unit_name(unit)}
                yield row_of(lines.columns, cells | lines.of_person(entry, unit))
