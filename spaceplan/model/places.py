"""Places: sites, buildings, storeys, rooms, doors, ways outside."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from math import cos, radians, sin

from spaceplan.model.common import Name, Point, Source
from spaceplan.units import to_dm2

Ring = tuple[Point, ...]


def ring_area(ring: Ring) -> float:
    """Return the area of a closed ring in m² (the first point is not repeated), never negative."""
    x0, y0 = ring[0]
    twice = sum(
        (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0)
        for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True)
    )
    return abs(twice) / 2


@dataclass(frozen=True)
class Room:
    """A room: its id survives re-survey; its outline is in metres in its building's plane.

    Parameters
    ----------
    area
        Surveyed usable area, m²; where it is missing the drawn area counts.
    shaft
        For a stair or lift: rooms of one building with the same shaft lie above each other.
    private_to
        The room whose user alone may use this one (a leader's toilet or rest room).
    approved_use, ledger_area, certificate_area
        What the approval, the ledger and the certificate say, where they differ (m²).
    """

    id: str
    use: str
    outline: Ring
    holes: tuple[Ring, ...] = ()
    area: float | None = None
    name: Name | None = None
    shaft: str | None = None
    tags: frozenset[str] = frozenset()
    private_to: str | None = None
    approved_use: str | None = None
    ledger_area: float | None = None
    certificate_area: float | None = None
    vacant_since: date | None = None
    source: Source | None = field(default=None, compare=False, repr=False)

    @cached_property
    def drawn_area(self) -> float:
        """Area of the outline less its holes, m²."""
        return ring_area(self.outline) - sum(ring_area(hole) for hole in self.holes)

    @cached_property
    def area_dm2(self) -> int:
        """Usable area that counts, whole dm²: the surveyed one, else the drawn one."""
        return to_dm2(self.drawn_area if self.area is None else self.area)


@dataclass(frozen=True)
class Door:
    """A door between two rooms; one that joins fewer than two is kept, and is a finding.

    Parameters
    ----------
    between
        Ids of the rooms that it joins, normally two.
    at
        Its middle in the building's plane, metres; None where only the pair is known.
    """

    between: tuple[str, ...]
    at: Point | None = None
    id: str | None = None
    source: Source | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Storey:
    """One storey of a building; its id is made from the building's id and its number."""

    id: str
    number: int
    elevation: float
    rooms: tuple[Room, ...]
    doors: tuple[Door, ...] = ()
    name: Name | None = None
    source: Source | None = field(default=None, compare=False, repr=False)


def storey_id(building: str, number: int) -> str:
    """Return the id of a storey: ``cc-3-L05``, below ground ``cc-3-B01``."""
    return f"{building}-L{number:02d}" if number >= 0 else f"{building}-B{-number:02d}"


@dataclass(frozen=True)
class Attendance:
    """How many people were present in a building in a year, on average."""

    year: int
    people: float


@dataclass(frozen=True)
class Building:
    """A building: its storeys share one plane, which lies rotated and shifted on the site's.

    Parameters
    ----------
    origin, rotation
        Where (0, 0) of this building lies on the site's plane (m), and the angle between the two
        (degrees, counter-clockwise).
    entrances
        Ids of the rooms through which one walks in.
    gross_area, footprint
        Built area of all storeys and ground covered, m², as the papers say; None: not known.
    built_year, structure, title_status, land_title, owner, acquired_by
        What the papers say besides, for the forms; nothing is computed from it.
    attendance
        How many were present, by year, where that was measured.
    """

    id: str
    site: str
    storeys: tuple[Storey, ...]
    name: Name = Name()
    high_rise: bool = False
    origin: Point = (0.0, 0.0)
    rotation: float = 0.0
    entrances: tuple[str, ...] = ()
    gross_area: float | None = None
    footprint: float | None = None
    built_year: int | None = None
    structure: str = ""
    title_status: str = ""
    land_title: str = ""
    owner: str = ""
    acquired_by: str = ""
    attendance: tuple[Attendance, ...] = ()
    source: Source | None = field(default=None, compare=False, repr=False)

    def to_site(self, point: Point) -> Point:
        """Return a point of the building's plane on the site's plane, metres."""
        angle = radians(self.rotation)
        x, y = point
        return (
            self.origin[0] + x * cos(angle) - y * sin(angle),
            self.origin[1] + x * sin(angle) + y * cos(angle),
        )


@dataclass(frozen=True)
class OutdoorWay:
    """A way outside between two entrances (rooms), with its length in metres."""

    between: tuple[str, str]
    length: float
    source: Source | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Site:
    """A site: ``at`` on the city's plane (m), ``north`` in degrees from the site's y axis.

    ``north`` is counted counter-clockwise: 90 means that north is along the negative x axis.
    ``address`` and ``site_area`` (m² of land) are what the papers say, for the forms.
    """

    id: str
    name: Name = Name()
    at: Point = (0.0, 0.0)
    north: float = 0.0
    outdoor: tuple[OutdoorWay, ...] = ()
    address: str = ""
    site_area: float | None = None
    source: Source | None = field(default=None, compare=False, repr=False)
