"""CSV as people save it: comma, semicolon or tab, with or without BOM; every row with its line."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import Any, TypeVar

from pydantic import TypeAdapter
from pydantic.fields import FieldInfo

from spaceplan.errors import Fault, Severity
from spaceplan.files.fault_words import quoted
from spaceplan.files.nearest import one_of
from spaceplan.files.partial import Partial, validate_partly
from spaceplan.files.text import TextFile
from spaceplan.files.validation import FileModel, Location
from spaceplan.files.yaml_reader import Sequence
from spaceplan.i18n import N_, Message
from spaceplan.things import CELLS, number_of

_DELIMITERS = (",", ";", "\t")
#: What makes Excel take a cell for a formula; such text is written with an apostrophe before it.
_FORMULA = frozenset("=+-@'")
_MOST_FAULTS = 1000
_LONGEST_HEADER = 10_000
R = TypeVar("R", bound=FileModel)


class Table:
    """The rows of a CSV file as dicts without empty cells, each with its line.

    ``whole``: whether every row could be taken apart into cells.
    """

    def __init__(self, file: str) -> None:
        self.file = file
        self.whole = True
        self.data: Sequence = Sequence()
        self.data.line, self.data.item_lines = 1, []

    @property
    def lines(self) -> list[int]:
        """The line on which each row begins."""
        return list(self.data.item_lines)

    def append(self, row: dict[str, str], line: int) -> None:
        """Add a row."""
        self.data.append(row)
        self.data.item_lines = self.data.item_lines or []
        self.data.item_lines.append(line)

    def line_of(self, path: Location) -> int:
        """Return the line on which a row begins; 1 for the table as a whole."""
        row = path[0] if path else None
        if not isinstance(row, int) or row >= len(self.data):
            return 1
        return self.data.item_lines[row]


def escape_cell(text: str) -> str:
    """Return a text so that no spreadsheet takes it for a formula; see ``plain_cell``."""
    return f"'{text}" if _is_escaped(text[:1]) else text


def plain_cell(cell: str) -> str:
    """Return the text that a cell stands for: ``escape_cell`` undone, spaces before it dropped.

    Examples
    --------
    >>> plain_cell(escape_cell("=1+1")), plain_cell(" 1+1")
    ('=1+1', '1+1')
    """
    return cell[1:] if cell[:1] == "'" and _is_escaped(cell[1:2]) else cell.lstrip()


def _is_escaped(first: str) -> bool:
    return first in _FORMULA or first.isspace()


def read_table(
    file: TextFile, row: type[R], required: tuple[str, ...]
) -> tuple[Partial[tuple[R, ...]], Table]:
    """Read a CSV file into rows of a model; faulty rows are left out and reported.

    Parameters
    ----------
    required
        Columns that must be there, though their cells may be empty where the model has a default.
    """
    table, faults = _parse(file, row, required)
    table.whole = not any(fault.severity is Severity.ERROR for fault in faults)
    rows = TypeAdapter(tuple[row, ...]).validate_python  # type: ignore[valid-type] # at run time
    partial = validate_partly(rows, table)
    together = tuple(sorted((*faults, *partial.faults), key=lambda fault: fault.line or 0))
    return Partial(partial.value, together, partial.excused), table


def _parse(
    file: TextFile, row: type[FileModel], required: tuple[str, ...]
) -> tuple[Table, list[Fault]]:
    table, faults = Table(file.name), list[Fault]()
    if (nul := file.text.find("\0")) >= 0:
        line = file.text.count("\n", 0, nul) + 1
        faults.append(_fault(file, line, N_("a NUL byte"), N_("text")))
        return table, faults
    known = {field.alias or name: field for name, field in row.model_fields.items()}
    delimiter, skipped, header = _header(file.text, known)
    names = [name.strip() for name in header]
    width = len(names)
    while names and not names[-1]:  # Excel's empty columns
        names.pop()
    faults += _header_faults(file, names, known, required, skipped + 1)
    if any(fault.severity is Severity.ERROR for fault in faults):
        return table, faults
    verbatim = frozenset(name for name, field in known.items() if _is_free_text(field))
    for line, cells in _rows(file, delimiter, skipped + 1, faults):
        if not any(cells):
            continue
        if len(cells) == width:
            table.append(_row(cells, names, verbatim), line)
        else:
            found, expected = number_of(CELLS, len(cells)), number_of(CELLS, width)
            faults.append(Fault(file.name, line, found, expected))
        if len(faults) >= _MOST_FAULTS:
            break
    return table, faults


def _is_free_text(field: FieldInfo) -> bool:
    """Return whether spaces around a cell belong to it: only where anything may stand."""
    return field.annotation is str and any(hasattr(m, "max_length") for m in field.metadata)


def _header(text: str, known: dict[str, Any]) -> tuple[str, int, list[str]]:
    """Return the delimiter, the number of lines before the header, the header's cells."""
    lines = re.split(r"\r\n?|\n", text[:_LONGEST_HEADER], maxsplit=2)
    declared = re.fullmatch(r'"?sep=(.)"?', lines[0])
    line = lines[1] if declared and len(lines) > 1 else lines[0]
    candidates = (declared[1],) if declared else _DELIMITERS
    cells = {d: next(csv.reader([line], delimiter=d), []) for d in candidates}
    best = max(candidates, key=lambda d: sum(c.strip() in known for c in cells[d]))
    return best, int(declared is not None), cells[best]


def _header_faults(
    file: TextFile,
    names: list[str],
    known: dict[str, Any],
    required: tuple[str, ...],
    line: int,
) -> Iterator[Fault]:
    for name in required:
        if name not in names:
            found, expected = N_("no column '{name}'"), N_("the columns {names}")
            yield _fault(file, line, found, expected, name=name, names=", ".join(known))
    for i, name in enumerate(names):
        if name not in known:
            found = Message.of(N_("unknown column {name}"), name=quoted(name))
            yield Fault(file.name, line, found, one_of(known, name))
        elif name in names[:i]:
            found, expected = N_("column '{name}' a second time"), N_("it once")
            yield _fault(file, line, found, expected, name=name)


def _rows(
    file: TextFile, delimiter: str, header_line: int, faults: list[Fault]
) -> Iterator[tuple[int, list[str]]]:
    """Iterate over the rows below the header, each with the line on which it begins."""
    reader = csv.reader(io.StringIO(file.text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            if line > header_line:
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        found = N_("a row that is not CSV ({reason})")
        faults.append(
            _fault(
                file,
                line,
                found,
                N_("cells of ordinary length, quotes in pairs"),
                reason=str(error),
            )
        )


def _row(cells: list[str], names: list[str], verbatim: frozenset[str]) -> dict[str, str]:
    """Return the cells that are not empty."""
    row = {}
    for name, cell in zip(names, cells, strict=False):
        text = plain_cell(cell) if name in verbatim else cell.strip()
        if text:
            row[name] = text
    return row


def _fault(file: TextFile, line: int, found: str, expected: str, **values: Any) -> Fault:
    return Fault(file.name, line, Message.of(found, **values), Message.of(expected, **values))
