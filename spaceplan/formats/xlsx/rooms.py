"""The room-level form (办公用房使用情况统计表), read into holdings and a ledger."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from spaceplan.errors import Fault, Severity
from spaceplan.files.nearest import one_of
from spaceplan.formats.readable_ids import slug, unique_ids
from spaceplan.formats.xlsx.grid import Grid, Value
from spaceplan.formats.xlsx.headings import ROOM_COLUMNS, ROOM_EXTRAS
from spaceplan.formats.xlsx.people import PersonLine, day_in, people_of
from spaceplan.formats.xlsx.places import Places
from spaceplan.formats.xlsx.tables import Line, Table, find_table
from spaceplan.formats.xlsx.terms import BASES, COMMON, NO_HOLDING, NO_ROOM, VACANT
from spaceplan.formats.xlsx.values import folded, number_of
from spaceplan.formats.xlsx.words import FormWords, key_of
from spaceplan.i18n import N_, Message
from spaceplan.model import Holding, LedgerEntry, Portfolio, Room
from spaceplan.units import to_dm2

_NEEDED = frozenset({"room_no", "unit", "person"})
#: What stands in the first line of a room and is left out below it, as merged cells leave it.
_CARRIED = ("building", "storey", "room_no", "use", "unit", "division", "room_id", "unit_id")
_NOBODY = ("公用", "空置", "闲置", "空房", "无", "common", "vacant")
_BY_REMARK = {"租用": "rented", "承租": "rented", "借用房": "borrowed", "出借": "lent"}


@dataclass
class RoomsRead:
    """What the room-level sheets say."""

    holdings: dict[tuple[str, str], Holding] = field(default_factory=dict)
    people: list[tuple[PersonLine, str, str, str]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    areas: dict[str, list[tuple[int, Line]]] = field(default_factory=dict)
    heads: dict[tuple[str, str], tuple[int, Line]] = field(default_factory=dict)


def room_table(grid: Grid) -> Table | None:
    """Return the table of rooms on a sheet."""
    return find_table(grid, (*ROOM_COLUMNS, *ROOM_EXTRAS), _NEEDED)


def read_rooms(
    tables: Iterable[Table], into: Portfolio, places: Places, words: FormWords
) -> RoomsRead:
    """Read all sheets; faults are kept with what could be read."""
    read = RoomsRead()
    for table in tables:
        carried: dict[str, Value] = {}
        for raw in table.lines():
            line = _carried(raw, carried)
            carried = {key: line.value(key) for key in _CARRIED if key in line.columns}
            _read_line(line, read, into, places, words)
    _compare(read, into)
    return read


def _carried(line: Line, before: dict[str, Value]) -> Line:
    """Fill a person's line without a room from the line above it."""
    own = any(line.value(key) is not None for key in ("room_no", "room_id"))
    if own or not (line.text("person") or line.text("staff_no")):
        return line
    return _Filled(line.grid, line.row, line.columns, line.above, before)


@dataclass(frozen=True)
class _Filled(Line):
    """A line whose empty cells are those of the line above."""

    before: dict[str, Value] = field(default_factory=dict)

    def value(self, key: str) -> Value:
        """Return a cell, else what stands above it for what names room and unit."""
        value = super().value(key)
        return self.before.get(key) if value is None else value


def _read_line(
    line: Line, read: RoomsRead, into: Portfolio, places: Places, words: FormWords
) -> None:
    room = _room(line, places, read)
    unit = _unit(line, places, read)
    if unit is None or (room is None and not _is_roomless(line)):
        return
    division = places.division(line, unit)
    if isinstance(division, Fault):
        read.faults.append(division)
        return
    department = places.departments.get(unit)
    level = department.level if department else into.level
    people = people_of(line, level, words, read.faults)
    read.people += [(person, unit, division, room.id if room else "") for person in people]
    if room is not None:
        _note_figures(line, room, unit, read)
        if (room.id, unit) not in read.holdings and (held := _holding(line, room, unit, read)):
            read.holdings[room.id, unit] = held


def _is_roomless(line: Line) -> bool:
    return folded(line.text("room_no")) in {folded(NO_ROOM.zh), folded(NO_ROOM.en)}


def _room(line: Line, places: Places, read: RoomsRead) -> Room | None:
    if _is_roomless(line):
        return None
    room = places.room(line)
    if isinstance(room, Fault):
        read.faults.append(room)
        return None
    return room


def _unit(line: Line, places: Places, read: RoomsRead) -> str | None:
    """Return the unit of a line; None where nobody holds the room, or it is not known."""
    text = folded(line.text("unit"))
    nobody = not text or text in {folded(n) for n in (COMMON.zh, COMMON.en, VACANT.zh, VACANT.en)}
    if not line.text("unit_id") and (nobody or text.startswith(_NOBODY)):
        if line.text("person") or line.text("staff_no"):
            found = Message.of(N_("no unit of '{person}'"), person=line.text("person"))
            expected = Message.of(N_("the unit that uses the room"))
            read.faults.append(line.grid.fault(line.row, line.column("unit"), found, expected))
        return None
    unit = places.unit(line)
    if isinstance(unit, Fault):
        read.faults.append(unit)
        return None
    return unit


def _holding(line: Line, room: Room, unit: str, read: RoomsRead) -> Holding | None:
    """Return the holding of a line; None where the form says that there is none."""
    text = line.text("basis")
    if text in (NO_HOLDING.zh, NO_HOLDING.en):
        return None
    basis = key_of(BASES, text) if text else _basis_of_remark(line)
    if basis is None:
        found = Message.of(N_("'{value}'"), value=text)
        expected = one_of([name.zh for name in BASES.values()], text)
        read.faults.append(line.grid.fault(line.row, line.column("basis"), found, expected))
        return None
    return Holding(
        room.id,
        unit,
        basis,
        line.text("basis_approval"),
        day_in(line, "held_since", read.faults),
        day_in(line, "held_until", read.faults),
    )


def _basis_of_remark(line: Line) -> str:
    remark = line.text("remark")
    return next((basis for word, basis in _BY_REMARK.items() if word in remark), "owned")


def _note_figures(line: Line, room: Room, unit: str, read: RoomsRead) -> None:
    """Keep area and number of people of a room's first line, to be compared at the end."""
    for key in ("area", "people"):
        value = line.value(key)
        if value is None:
            continue
        number = number_of(value)
        if number is None or not 0 <= number <= 1e6:
            found = Message.of(N_("'{value}'"), value=line.text(key))
            area = key == "area"
            expected = Message.of(N_("an area in m²") if area else N_("a whole number of people"))
            read.faults.append(line.grid.fault(line.row, line.columns[key], found, expected))
        elif key == "area":
            if not any(kept.row == line.row - 1 for _, kept in read.areas.get(room.id, [])):
                read.areas.setdefault(room.id, []).append((to_dm2(number), line))
        else:
            read.heads.setdefault((room.id, unit), (int(number), line))


def _compare(read: RoomsRead, into: Portfolio) -> None:
    """Note where areas or numbers of people are not what the plan, or the names, say."""
    for id, stated in read.areas.items():
        drawn = into.room(id).area_dm2
        dm2, line = stated[0]
        if len(stated) == 1 and abs(dm2 - drawn) > into.settings.area_tolerance * drawn:
            found = Message.of(N_("{area:.2f} m² of room '{room}'"), area=dm2 / 100, room=id)
            expected = Message.of(N_("{area:.2f} m², as the portfolio has it"), area=drawn / 100)
            where = line.columns["area"]
            fault = line.grid.fault(line.row, where, found, expected, Severity.WARNING)
            read.faults.append(fault)
    seated: dict[tuple[str, str], int] = {}
    for person, unit, _, room in read.people:
        counts = person.status not in ("retired", "transferred") and person.post != "concurrent"
        seated[room, unit] = seated.get((room, unit), 0) + counts
    for key, (number, line) in read.heads.items():
        if number != seated.get(key, 0):
            found = Message.of(N_("people in room '{room}': {n}"), n=number, room=key[0])
            expected = Message.of(N_("{n}, as many as are named"), n=seated.get(key, 0))
            where = line.columns["people"]
            fault = line.grid.fault(line.row, where, found, expected, Severity.WARNING)
            read.faults.append(fault)


def ledger_of(read: RoomsRead) -> tuple[LedgerEntry, ...]:
    """Return the ledger: people told apart by number, else by name and unit; several lines are one.

    Of several rooms of one person the first is of the main post unless the form says otherwise.
    """
    keys = [
        (person.staff_no, "") if person.staff_no else (person.name, unit)
        for person, unit, _, _ in read.people
    ]
    people = list(dict.fromkeys(keys))
    ids = dict(
        zip(
            people,
            unique_ids([(slug(a), slug(f"{a}-{b}" if b else a)) for a, b in people]),
            strict=True,
        )
    )
    seen: set[tuple[str, str]] = set()
    entries = []
    for key, (person, unit, division, room) in zip(keys, read.people, strict=True):
        post = person.post or ("concurrent" if key in seen else "main")
        seen.add(key)
        id = person.staff_no or ids[key]
        entries.append(
            LedgerEntry(
                person=id,
                department=unit,
                room=room,
                division=division,
                rank=person.rank,
                status=person.status,
                post=post,
                approval=person.approval,
                since=person.since,
                until=person.until,
                name="" if person.name == id else person.name,
            )
        )
    return tuple(entries)
