"""Drafts: places while they are being laid out; frozen into the model at the end."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from spaceplan.generate import quotas
from spaceplan.generate.frames import Span
from spaceplan.model import Building, Door, Name, OutdoorWay, Room, Site, Storey
from spaceplan.model.common import Point
from spaceplan.units import to_dm2


@dataclass(eq=False)
class RoomDraft:
    """A room being laid out.

    Parameters
    ----------
    span
        Its cell, in the frame of its building.
    row
        1 on the outer side of the corridor, -1 on the inner side, 0 for what is neither.
    modules
        Width in modules of the façade.
    flexible
        Whether its use may still change (an office becomes a store room).
    seats
        People who fit into it.
    """

    id: str
    use: str
    span: Span
    row: int
    modules: int
    half: float
    storey: StoreyDraft = field(repr=False)
    flexible: bool = False
    shaft: str | None = None
    opens_on: RoomDraft | None = field(default=None, repr=False)
    outline: tuple[Point, ...] = ()
    area: float | None = None
    tags: set[str] = field(default_factory=set)
    name: Name | None = None
    private_to: str | None = None
    vacant_since: date | None = None
    area_dm2: int = 0
    seats: int = 0

    def survey(self, area: float | None, drawn: float) -> None:
        """Set the surveyed area, m², or leave the drawn one to count."""
        self.area = area
        self.area_dm2 = to_dm2(drawn if area is None else area)
        self.seats = quotas.seats(self.area_dm2)

    def freeze(self) -> Room:
        """Return the room."""
        return Room(
            id=self.id,
            use=self.use,
            outline=self.outline,
            area=self.area,
            name=self.name,
            shaft=self.shaft,
            tags=frozenset(self.tags),
            private_to=self.private_to,
            vacant_since=self.vacant_since,
        )


@dataclass(eq=False)
class StoreyDraft:
    """A storey being laid out; ``offices`` are in the order in which one walks past them."""

    id: str
    number: int
    elevation: float
    building: BuildingDraft = field(repr=False)
    rooms: list[RoomDraft] = field(default_factory=list)
    doors: list[Door] = field(default_factory=list)

    @property
    def offices(self) -> list[RoomDraft]:
        """Offices of the storey, in the order in which one walks past them."""
        offices = (room for room in self.rooms if room.use == "office")
        return sorted(offices, key=lambda room: (room.span.s0 + room.span.s1, room.row))

    def freeze(self) -> Storey:
        """Return the storey."""
        rooms = tuple(room.freeze() for room in self.rooms)
        return Storey(self.id, self.number, self.elevation, rooms, tuple(self.doors))


@dataclass(eq=False)
class BuildingDraft:
    """A building being laid out."""

    id: str
    site: str
    name: Name
    origin: Point = (0.0, 0.0)
    rotation: float = 0.0
    high_rise: bool = False
    storeys: list[StoreyDraft] = field(default_factory=list)
    entrances: list[str] = field(default_factory=list)

    def freeze_place(self) -> Building:
        """Return the building without storeys: enough to know where its points lie."""
        return replace(self, storeys=[]).freeze()

    def freeze(self) -> Building:
        """Return the building."""
        return Building(
            id=self.id,
            site=self.site,
            storeys=tuple(storey.freeze() for storey in self.storeys),
            name=self.name,
            high_rise=self.high_rise,
            origin=self.origin,
            rotation=self.rotation,
            entrances=tuple(self.entrances),
        )


@dataclass(eq=False)
class SiteDraft:
    """A site being laid out."""

    id: str
    name: Name
    at: Point
    north: float = 0.0
    buildings: list[BuildingDraft] = field(default_factory=list)
    outdoor: list[OutdoorWay] = field(default_factory=list)

    @property
    def storeys(self) -> list[StoreyDraft]:
        """All storeys of the site, building by building from the lowest up."""
        return [storey for building in self.buildings for storey in building.storeys]

    @property
    def offices(self) -> list[RoomDraft]:
        """All offices of the site."""
        return [room for storey in self.storeys for room in storey.offices]

    def freeze(self) -> Site:
        """Return the site."""
        return Site(self.id, self.name, self.at, self.north, tuple(self.outdoor))
