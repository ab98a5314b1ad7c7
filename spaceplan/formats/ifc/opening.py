"""Opening an IFC file: what is no whole STEP file of a known schema is refused in words."""

from __future__ import annotations

import re
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spaceplan.errors import Fault, InputError
from spaceplan.formats.ifc.notes import Notes
from spaceplan.formats.ifc.placements import Placements
from spaceplan.i18n import N_, Message

LARGEST_BYTES = 1024**3
SCHEMAS = ("IFC2X3", "IFC4", "IFC4X3")
_SCHEMA = re.compile(rb"FILE_SCHEMA\s*\(\s*\(\s*'([^']{1,80})'", re.IGNORECASE)
_FOREIGN_TEXT = re.compile(r"[^\x00-\x7f]+")
_MOST_COMPLAINTS = 5


@dataclass(frozen=True)
class IfcModel:
    """An open IFC file.

    Parameters
    ----------
    file
        The ``ifcopenshell.file``.
    metre, square_metre
        One unit of length in metres, one unit of area in m².
    """

    file: Any
    name: str
    raw: bytes
    metre: float
    square_metre: float
    notes: Notes
    placements: Placements


def open_ifc(path: Path) -> IfcModel:
    """Open an IFC file.

    Raises
    ------
    InputError
        If it is too large, no STEP file, cut off, or of a schema that cannot be read.
    """
    raw = _read_bytes(path)
    _check_form(raw, path.name)
    notes = Notes(path.name)
    file = _parse(path, raw, notes)
    metre, square_metre = _units(file, path.name)
    return IfcModel(file, path.name, raw, metre, square_metre, notes, Placements(metre))


def refuse(name: str, found: Message, expected: Message) -> InputError:
    """Return the error that a whole file is refused with."""
    return InputError([Fault(name, None, found, expected)])


def _read_bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST_BYTES:
            found, expected = N_("a file over {limit} MiB"), N_("a smaller file")
            limit = LARGEST_BYTES // 1024**2
            raise refuse(path.name, Message.of(found, limit=limit), Message.of(expected))
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        found = Message.of(N_("cannot read it ({reason})"), reason=reason)
        raise refuse(path.name, found, Message.of(N_("a file"))) from error


def _check_form(raw: bytes, name: str) -> None:
    """Refuse what ifcopenshell would read as an empty or shorter file without a word."""
    start = raw[:256].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start.startswith(b"ISO-10303-21"):
        kind = Message.of(N_("text or data that is not IFC"))
        if start.startswith(b"PK"):
            kind = Message.of(N_("a packed file (zip)"))
        elif start.startswith(b"<"):
            kind = Message.of(N_("IFC written as XML"))
        expected = N_("a STEP file, which begins with ISO-10303-21")
        raise refuse(name, kind, Message.of(expected))
    if b"END-ISO-10303-21" not in raw[-4096:]:
        found = Message.of(N_("a file that is cut off"))
        raise refuse(name, found, Message.of(N_("END-ISO-10303-21 at its end")))
    schema = _SCHEMA.search(raw[: 64 * 1024])
    text = schema[1].decode("ascii", "replace") if schema else "?"
    if not re.fullmatch(r"IFC(2X3|4|4X3)(_TC1|_ADD\d(_TC\d)?)?", text.upper()):
        found = Message.of(N_("schema '{schema}'"), schema=text)
        expected = Message.of(N_("one of {schemas}"), schemas=", ".join(SCHEMAS))
        raise refuse(name, found, expected)


def _parse(path: Path, raw: bytes, notes: Notes) -> Any:
    import ifcopenshell

    ifcopenshell.get_log()  # forget what earlier files left there
    try:
        file = ifcopenshell.open(str(path)) if raw.isascii() else _open_encoded(raw, notes)
    except Exception as error:  # ifcopenshell raises whatever its parser trips over
        found = Message.of(N_("data that cannot be read ({reason})"), reason=error)
        raise refuse(path.name, found, Message.of(N_("valid IFC"))) from error
    complaints = [line for line in ifcopenshell.get_log().splitlines() if "[error]" in line]
    for line in complaints[:_MOST_COMPLAINTS]:
        found = Message.of(N_("{complaint}"), complaint=line.rsplit("] ", 1)[-1])
        notes.add(found, Message.of(N_("valid IFC")))
    if len(complaints) > _MOST_COMPLAINTS:
        found = Message.of(N_("lines of broken data: {number}"), number=len(complaints))
        notes.add(found, Message.of(N_("valid IFC")))
    return file


def _open_encoded(raw: bytes, notes: Notes) -> Any:
    r"""Open a file that holds text as bare bytes, which ifcopenshell would lose, as ``\X2\``."""
    import ifcopenshell

    for encoding in ("utf-8-sig", "gb18030", "latin-1"):
        try:
            text = raw.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    found = Message.of(N_("{encoding} text, read as such"), encoding=encoding.upper())
    notes.add(found, Message.of(N_("text encoded as \\X2\\...\\X0\\")))
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "encoded.ifc")
        copy.write_bytes(_FOREIGN_TEXT.sub(_as_x2, text).encode("ascii"))
        return ifcopenshell.open(str(copy))


def _as_x2(match: re.Match[str]) -> str:
    text = match[0]
    if max(text) <= "\uffff":
        return f"\\X2\\{text.encode('utf-16-be').hex().upper()}\\X0\\"
    return f"\\X4\\{text.encode('utf-32-be').hex().upper()}\\X0\\"


def _units(file: Any, name: str) -> tuple[float, float]:
    """Return one unit of length in metres and one of area in m²; SI where none is stated."""
    from ifcopenshell.util.unit import calculate_unit_scale

    try:
        metre = float(calculate_unit_scale(file))
        square_metre = float(calculate_unit_scale(file, "AREAUNIT"))
    except Exception as error:
        found = Message.of(N_("units that cannot be read ({reason})"), reason=error)
        raise refuse(name, found, Message.of(N_("a unit of length"))) from error
    if not (1e-6 <= metre <= 1e4 and 1e-12 <= square_metre <= 1e8):
        found = Message.of(N_("a unit of length of {metre} m"), metre=metre)
        raise refuse(name, found, Message.of(N_("millimetres, metres, feet or the like")))
    return metre, square_metre
