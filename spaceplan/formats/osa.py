"""The published office space allocation format (Nottingham): entities, rooms, constraints.

A file has a head of counts (``NoOfEntities: 150``) and three sections. A line is of whole numbers,
but for spaces in m²:

    ENTITIES     id, group, space
    ROOMS        id, floor, space, number of adjacent rooms, their ids
    CONSTRAINTS  id, kind (0 to 9; −1: not in use), hard (1) or soft (0), subject, target (−1: none)

Ids count from 0 in the order of the lines. For kinds 0 to 2 the subject is the entity and the
target the room; the file says no weights: a broken soft allocation costs 20, sharing 50, others 10.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

from spaceplan.errors import Fault, InputError
from spaceplan.i18n import N_, Message
from spaceplan.model import (
    ALONE_KINDS,
    ROOM_KINDS,
    Entity,
    SeatingConstraint,
    SeatingKind,
    SeatingProblem,
    SeatRoom,
)
from spaceplan.things import NUMBERS, number_of

#: Kinds by their number in the file.
KINDS = tuple(SeatingKind)
_WEIGHTS = {SeatingKind.ALLOCATION: 20.0, SeatingKind.NOTSHARING: 50.0}
_WEIGHT = 10.0
_SECTIONS = ("ENTITIES", "ROOMS", "CONSTRAINTS")
_COUNTS = ("NoOfEntities", "NoOfRooms", "NoOfConstraints")
_LARGEST_BYTES = 64 * 1024**2
_LARGEST_M2 = 10**7
_UNUSED = "-1"
_WHOLE = re.compile(r"-?[0-9]{1,9}")
_HEAD = re.compile(r"(\w+):\s*(\S+)")


def read_osa(path: Path) -> SeatingProblem:
    """Read an instance.

    Raises
    ------
    InputError
        With every fault of the file, each with its line.
    """
    return _Reader(path).read()


@dataclass(frozen=True)
class _Line:
    number: int
    words: list[str]


class _Reader:
    def __init__(self, path: Path) -> None:
        self.path = path
        self.faults: list[Fault] = []
        self.counts: dict[str, tuple[int, int]] = {}
        self.sections: dict[str, list[_Line]] = {}
        self.starts: dict[str, int] = {}

    def read(self) -> SeatingProblem:
        self._split(self._text())
        entities = tuple(self._entity(i, line) for i, line in self._numbered("ENTITIES"))
        rooms = tuple(self._room(i, line) for i, line in self._numbered("ROOMS"))
        constraints = [self._constraint(i, line) for i, line in self._numbered("CONSTRAINTS")]
        if entities and not rooms:
            self._fault(self.starts.get("ROOMS"), N_("no rooms"), N_("at least one room"))
        if self.faults:
            raise InputError(sorted(self.faults, key=lambda fault: fault.line or 0))
        return SeatingProblem(
            tuple(e for e in entities if e is not None),
            tuple(r for r in rooms if r is not None),
            tuple(c for c in constraints if c is not None),
        )

    def _fault(self, line: int | None, found: str, expected: str, /, **values: object) -> None:
        texts = (Message.of(found, **values), Message.of(expected, **values))
        self.faults.append(Fault(str(self.path), line, *texts))

    def _text(self) -> str:
        try:
            if self.path.stat().st_size > _LARGEST_BYTES:
                self._fault(None, N_("a file over 64 MiB"), N_("a smaller file"))
                raise InputError(self.faults)
            return self.path.read_text("utf-8-sig")
        except OSError as error:
            reason = error.strerror or str(error)
            self._fault(None, N_("cannot read it ({reason})"), N_("a file"), reason=reason)
        except UnicodeDecodeError:
            self._fault(None, N_("it is not text"), N_("a text file"))
        raise InputError(self.faults)

    def _split(self, text: str) -> None:
        """Share the lines out to the head and the sections."""
        section = ""
        for number, line in enumerate(text.split("\n"), start=1):
            words = line.split()
            if not words:
                continue
            if words[0] in _SECTIONS and len(words) == 1:
                section = words[0]
                if section in self.sections:
                    self._fault(number, N_("a second {section}"), N_("one"), section=section)
                self.sections.setdefault(section, [])
                self.starts.setdefault(section, number)
            elif section:
                self.sections[section].append(_Line(number, words))
            else:
                self._head(number, line.strip())
        for section in _SECTIONS:
            if section not in self.sections:
                self._fault(None, N_("no section {section}"), N_("one"), section=section)
        if not self.faults:
            self._compare()

    def _head(self, number: int, line: str) -> None:
        match = _HEAD.fullmatch(line)
        if match is None or not _WHOLE.fullmatch(match[2]):
            expected = N_("a count such as 'NoOfRooms: 92', or a section such as ENTITIES")
            self._fault(number, N_("'{line}'"), expected, line=line[:60])
            return
        self.counts[match[1]] = (number, int(match[2]))

    def _compare(self) -> None:
        """Compare the counts of the head with the sections."""
        for name, section in zip(_COUNTS, _SECTIONS, strict=True):
            number = len(self.sections[section])
            line, said = self.counts.get(name, (None, None))
            if said is None:
                self._fault(None, N_("no {name}"), N_("the number of lines"), name=name)
            elif said != number:
                found = N_("{name} is {said}, but there are {number} lines in {section}")
                self._fault(
                    line,
                    found,
                    N_("the number of lines"),
                    name=name,
                    said=said,
                    number=number,
                    section=section,
                )

    def _numbered(self, section: str) -> list[tuple[int, _Line]]:
        return list(enumerate(self.sections.get(section, [])))

    def _size(self, section: str) -> int:
        return len(self.sections.get(section, []))

    def _whole(self, line: _Line, place: int, what: str) -> int | None:
        word = line.words[place]
        if _WHOLE.fullmatch(word):
            return int(word)
        expected = N_("a whole number ({what})")
        self._fault(line.number, N_("'{word}'"), expected, word=word[:40], what=what)
        return None

    def _id(self, line: _Line, index: int) -> None:
        found = self._whole(line, 0, "id")
        if found is not None and found != index:
            expected = N_("{index}: ids count from 0")
            self._fault(line.number, N_("id {found}"), expected, found=found, index=index)

    def _space(self, line: _Line) -> int | None:
        """Return a space in whole dm²."""
        word = line.words[2]
        try:
            value = Decimal(word) * 100
        except InvalidOperation:
            value = Decimal("NaN")
        if value.is_finite() and 0 <= value <= _LARGEST_M2 * 100 and value == int(value):
            return int(value)
        expected = N_("a space in m², 0 or more, with at most two decimals")
        self._fault(line.number, N_("'{word}'"), expected, word=word[:40])
        return None

    def _fields(self, line: _Line, least: int, most: int | None, expected: str) -> bool:
        number = len(line.words)
        if least <= number and (most is None or number <= most):
            return True
        self._fault(line.number, N_("{numbers}"), expected, numbers=number_of(NUMBERS, number))
        return False

    def _entity(self, index: int, line: _Line) -> Entity | None:
        if not self._fields(line, 3, 3, N_("id, group, space")):
            return None
        self._id(line, index)
        space = self._space(line)
        return None if space is None else Entity(str(index), line.words[1], space)

    def _room(self, index: int, line: _Line) -> SeatRoom | None:
        if not self._fields(line, 4, None, N_("id, floor, space, number of adjacent rooms, ids")):
            return None
        self._id(line, index)
        space, number = self._space(line), self._whole(line, 3, "adjacent rooms")
        beside = [self._ref(line, place, "ROOMS") for place in range(4, len(line.words))]
        if number is not None and number != len(beside):
            expected = N_("ids of adjacent rooms: {number}")
            self._fault(line.number, N_("ids: {there}"), expected, there=len(beside), number=number)
        if space is None:
            return None
        adjacent = tuple(room for room in beside if room is not None)
        return SeatRoom(str(index), line.words[1], space, adjacent)

    def _ref(self, line: _Line, place: int, section: str) -> int | None:
        """Return an id that must be there."""
        found = self._whole(line, place, "id")
        number = self._size(section)
        if found is None or 0 <= found < number:
            return found
        expected = N_("an id of {section}, 0 to {last}")
        self._fault(
            line.number, N_("id {found}"), expected, found=found, section=section, last=number - 1
        )
        return None

    def _constraint(self, index: int, line: _Line) -> SeatingConstraint | None:
        if not self._fields(line, 4, None, N_("id, kind, hard, subject, target")):
            return None
        self._id(line, index)
        if line.words[1] == _UNUSED:
            return None
        kind, hard = self._choice(line, 1, len(KINDS)), self._choice(line, 2, 2)
        if kind is None or hard is None:
            return None
        return self._of_kind(line, KINDS[kind], bool(hard))

    def _choice(self, line: _Line, place: int, number: int) -> int | None:
        found = self._whole(line, place, "code")
        if found is None or 0 <= found < number:
            return found
        expected = N_("a code from 0 to {last}")
        self._fault(line.number, N_("code {found}"), expected, found=found, last=number - 1)
        return None

    def _of_kind(self, line: _Line, kind: SeatingKind, hard: bool) -> SeatingConstraint | None:
        of_room = kind == SeatingKind.CAPACITY
        subject = self._ref(line, 3, "ROOMS" if of_room else "ENTITIES")
        alone, last = kind in ALONE_KINDS, len(line.words)
        most = None if kind == SeatingKind.ONEOF else 5
        if not self._fields(line, 4 if alone else 5, most, N_("id, kind, hard, subject, target")):
            return None
        section = "ROOMS" if kind in ROOM_KINDS else "ENTITIES"
        targets = [] if alone else [self._ref(line, place, section) for place in range(4, last)]
        if subject is None or any(target is None for target in targets):
            return None
        if kind not in ROOM_KINDS and subject in targets:
            self._fault(line.number, N_("an entity with itself"), N_("another entity"))
            return None
        there = tuple(target for target in targets if target is not None)
        return SeatingConstraint(
            kind, subject, there, hard, _WEIGHTS.get(kind, _WEIGHT), line.words[0]
        )
