"""Reading of an allocation: allocation.csv, and people.csv beside it where there is one."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from spaceplan.errors import Fault, InputError, Severity
from spaceplan.files.csv_reader import Table, read_table
from spaceplan.files.known import Known, fault_at
from spaceplan.files.nearest import one_of
from spaceplan.files.raw_people import FileAllocationLine, FileSeat
from spaceplan.files.text import TextFile, read_text_file
from spaceplan.i18n import N_, Message
from spaceplan.model.allocation import Allocation, AllocationLine
from spaceplan.model.common import Counts, Source
from spaceplan.model.people import RANKS, UNESTABLISHED
from spaceplan.model.portfolio import Portfolio

ALLOCATION = "allocation.csv"
SEATS = "people.csv"
_KINDS = frozenset((*RANKS, *UNESTABLISHED))


def load_allocation(path: Path, portfolio: Portfolio) -> Allocation:
    """Load an allocation: the file, or the folder with ``allocation.csv``.

    ``room_id``, ``department`` and ``occupancy`` count; the other columns are what was computed
    from them. A ``people.csv`` with ``person,room`` beside it says who sits where.

    Raises
    ------
    InputError
        With every fault of both files.
    """
    path = path / ALLOCATION if path.is_dir() else path
    rooms = Known((room.id for room in portfolio.rooms), frozenset())
    lines, faults = _lines(read_text_file(path, str(path)), portfolio, rooms)
    people: tuple[tuple[str, str], ...] = ()
    beside = path.with_name(SEATS)
    if beside.is_file() and beside.name != path.name:
        people, more = _people(read_text_file(beside, str(beside)), portfolio, rooms)
        faults += more
    errors = [fault for fault in faults if fault.severity is Severity.ERROR]
    if errors:
        raise InputError(errors)
    return Allocation(tuple(sorted(lines, key=lambda line: (line.room, line.department))), people)


def allocation_hashes(path: Path) -> tuple[tuple[str, str], ...]:
    """Return (name, sha256) of each file that ``load_allocation`` reads there."""
    path = path / ALLOCATION if path.is_dir() else path
    files = dict.fromkeys((path, path.with_name(SEATS)))
    return tuple((f.name, sha256(f.read_bytes()).hexdigest()) for f in files if f.is_file())


def _lines(
    file: TextFile, portfolio: Portfolio, rooms: Known
) -> tuple[list[AllocationLine], list[Fault]]:
    partial, table = read_table(file, FileAllocationLine, ("room_id", "department", "occupancy"))
    departments = Known((department.id for department in portfolio.departments), frozenset())
    faults = list(partial.faults)
    lines: list[AllocationLine] = []
    first: dict[tuple[str, str], int] = {}
    for row, line in zip(partial.value or (), table.lines, strict=True):
        faults += _dangling(rooms, departments, row, Source(file.name, line))
        earlier = first.setdefault((row.room, row.department), line)
        if earlier != line:
            found = N_("room '{room}' of department '{department}' again (first on line {line})")
            expected = N_("one line a room and department")
            values = {"room": row.room, "department": row.department, "line": earlier}
            faults.append(fault_at(Source(file.name, line), found, expected, **values))
        occupancy, wrong = _occupancy(row.occupancy, file.name, line)
        faults += wrong
        lines.append(AllocationLine(row.room, row.department, occupancy))
    return lines, faults


def _dangling(
    rooms: Known, departments: Known, row: FileAllocationLine, place: Source
) -> Iterator[Fault]:
    if rooms.lacks(row.room):
        found = N_("room '{id}', which does not exist")
        yield rooms.fault(place.file, place.line, found, row.room)
    if departments.lacks(row.department):
        found = N_("department '{id}', which does not exist")
        yield departments.fault(place.file, place.line, found, row.department)


def _occupancy(text: str, file: str, line: int) -> tuple[Counts, list[Fault]]:
    try:
        counts = Counts.parse(text)
    except ValueError as error:
        found = Message.of(N_("occupancy '{text}' ({reason})"), text=text, reason=str(error))
        expected = Message.of(N_("rank:number;rank:number"))
        return Counts(), [Fault(file, line, found, expected)]
    unknown = [kind for kind, _ in counts if kind not in _KINDS]
    return counts, [
        Fault(
            file,
            line,
            Message.of(N_("unknown rank '{rank}' in the occupancy"), rank=kind),
            one_of((*RANKS, *UNESTABLISHED), kind),
        )
        for kind in unknown
    ]


def _people(
    file: TextFile, portfolio: Portfolio, rooms: Known
) -> tuple[tuple[tuple[str, str], ...], list[Fault]]:
    if "department" in file.text.split("\n", 1)[0]:  # a ledger, beside a file put into its folder
        return (), []
    partial, table = read_table(file, FileSeat, ("person", "room"))
    persons = Known((entry.person for entry in portfolio.ledger or ()), frozenset())
    faults = [*partial.faults, *_seat_faults(partial.value or (), table, rooms, persons)]
    return tuple(sorted((row.person, row.room) for row in partial.value or ())), faults


def _seat_faults(
    rows: tuple[FileSeat, ...], table: Table, rooms: Known, persons: Known
) -> Iterator[Fault]:
    first: dict[str, int] = {}
    for row, line in zip(rows, table.lines, strict=True):
        if rooms.lacks(row.room):
            found = N_("room '{id}', which does not exist")
            yield rooms.fault(table.file, line, found, row.room)
        if persons.lacks(row.person):
            found = N_("person '{id}', whom the ledger does not have")
            yield persons.fault(table.file, line, found, row.person)
        if first.setdefault(row.person, line) != line:
            found = N_("person '{person}' again (first on line {line})")
            values = {"person": row.person, "line": first[row.person]}
            yield fault_at(Source(table.file, line), found, N_("one line a person"), **values)
