"""Rooms taken apart to divisions, and summed up again by whatever a form asks for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from spaceplan.check import split_area
from spaceplan.report.forms.facts import FormsData
from spaceplan.report.forms.held import Held
from spaceplan.rules import Category

#: Usable area, measured inside the rooms; ancillary rooms count as built area.
BASIC = (Category.OFFICE, Category.SERVICE, Category.EQUIPMENT)


@dataclass(frozen=True)
class Part:
    """What one division of one unit has of one room; ``division`` is empty where none is known.

    Parameters
    ----------
    rooms
        1 in the part that counts as the room, else 0: of several parts the largest.
    """

    held: Held
    division: str
    area_dm2: int
    rooms: int

    @property
    def site(self) -> str:
        """Site on which the room lies."""
        return self.held.building.site


@dataclass
class Tally:
    """Rooms and whole dm² by category, and of those what is idle or not the unit's own."""

    rooms: Counter[Category] = field(default_factory=Counter)
    area_dm2: Counter[Category] = field(default_factory=Counter)
    idle_rooms: int = 0
    idle_dm2: int = 0
    by_basis: Counter[tuple[str, str]] = field(default_factory=Counter)
    idle_known: bool = True

    @property
    def basic_dm2(self) -> int:
        """Usable area of office, service and equipment rooms."""
        return sum(self.area_dm2[category] for category in BASIC)

    @property
    def basic_rooms(self) -> int:
        """Number of office, service and equipment rooms."""
        return sum(self.rooms[category] for category in BASIC)

    def add(self, part: Part) -> None:
        """Count a part."""
        held = part.held
        self.rooms[held.category] += part.rooms
        self.area_dm2[held.category] += part.area_dm2
        if held.people is None:
            self.idle_known = False
        if held.is_idle:
            self.idle_rooms += part.rooms
            self.idle_dm2 += part.area_dm2
        if held.holding is not None and held.holding.basis != "owned":
            self.by_basis[held.holding.basis, "rooms"] += part.rooms
            self.by_basis[held.holding.basis, "dm2"] += part.area_dm2


def parts_of(data: FormsData) -> tuple[Part, ...]:
    """Return every part of every room, in the portfolio's order."""
    return tuple(part for held in data.held for part in _parts(held, data))


def _parts(held: Held, data: FormsData) -> Iterator[Part]:
    for division, area, rooms in split_by_division(held, held.area_dm2, data):
        yield Part(held, division, area, rooms if held.is_room else 0)


def split_by_division(held: Held, area_dm2: int, data: FormsData) -> Iterator[tuple[str, int, int]]:
    """Split area of an office among the divisions of its occupants by what they justify there.

    Yields (division, whole dm², 1 in the largest part and 0 in the others).
    """
    weights: dict[str, int] = {}
    for entry in held.entries if data.department(held.unit) else ():
        weight = data.place_allowance_dm2(entry)
        weights[entry.division] = weights.get(entry.division, 0) + weight
    divisions = sorted(weights) or [""]
    areas = split_area(area_dm2, [weights.get(division, 0) for division in divisions])
    counted = areas.index(max(areas))
    for i, (division, area) in enumerate(zip(divisions, areas, strict=True)):
        yield division, area, int(i == counted)


def tally(parts: Iterable[Part]) -> Tally:
    """Return the sum of some parts."""
    total = Tally()
    for part in parts:
        total.add(part)
    return total


def tally_by(
    parts: Iterable[Part], key: Callable[[Part], tuple[str, ...]]
) -> Mapping[tuple[str, ...], Tally]:
    """Return the sums of parts by a key, in the order of first appearance."""
    sums: dict[tuple[str, ...], Tally] = {}
    for part in parts:
        sums.setdefault(key(part), Tally()).add(part)
    return sums
