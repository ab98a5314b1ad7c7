"""The portfolio: all sites, departments, people and holdings that are planned together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from functools import cached_property

from spaceplan.errors import SpaceplanError
from spaceplan.i18n import N_, Message
from spaceplan.model.common import Name, Source
from spaceplan.model.people import Department, Holding, LedgerEntry, Waiver
from spaceplan.model.places import Building, Room, Site, Storey
from spaceplan.model.projects import Project


@dataclass(frozen=True)
class Prices:
    """What each term of the objective costs, in points; see DESIGN for the quantities."""

    excess: float = 5.0  # a m²
    moved: float = 3.0  # a person
    storey: float = 30.0  # a (department, storey) pair with an office
    zone: float = 5.0  # a zone beyond the first of a storey
    building: float = 60.0  # a building beyond the first
    site: float = 300.0  # a site beyond the first
    distance: float = 0.002  # a person-metre between office and hub
    affinity: float = 0.001  # a person-metre between hubs of departments that work together
    opened: float = 0.005  # a m² of office on storeys in use
    own_room_shared: float = 50.0  # a person who should sit alone and does not

    @classmethod
    def only(cls, **points: float) -> Prices:
        """Return prices of some terms; all others are free."""
        return cls(**{**dict.fromkeys((field.name for field in fields(cls)), 0.0), **points})


#: The four terms that together are called scatter.
SCATTER = ("storey", "zone", "building", "site")
_TERMS = tuple(field.name for field in fields(Prices) if field.name not in SCATTER)
#: What may be put in order.
ORDERED = (_TERMS[0], _TERMS[1], "scatter", *_TERMS[2:], *SCATTER)
#: What a price is at most, points: sums of costs stay exact far beyond a hundredth of a point.
HIGHEST_PRICE = 1e9


def check_prices(prices: Mapping[str, float]) -> None:
    """Refuse prices of unknown terms, and prices that are no number from 0 to a billion.

    Raises
    ------
    SpaceplanError
        Naming the term, and what was expected.
    """
    terms = [field.name for field in fields(Prices)]
    for term, points in prices.items():
        if term not in terms:
            text = N_("unknown term '{term}'; expected one of {terms}")
            raise SpaceplanError(Message.of(text, term=term, terms=", ".join(terms)))
        if not 0 <= points <= HIGHEST_PRICE:
            text = N_("price {points} of '{term}'; expected 0 to {highest:,.0f} points")
            values = {"points": points, "term": term, "highest": HIGHEST_PRICE}
            raise SpaceplanError(Message.of(text, **values))


def check_order(order: Sequence[str]) -> None:
    """Refuse terms that do not exist, and those named twice.

    Raises
    ------
    SpaceplanError
        Naming the term.
    """
    seen: set[str] = set()
    for name in order:
        if name not in ORDERED:
            text = N_("unknown term '{term}'; expected one of {terms}")
            raise SpaceplanError(Message.of(text, term=name, terms=", ".join(ORDERED)))
        terms = set(SCATTER) if name == "scatter" else {name}
        if terms & seen:
            text = N_("term '{term}' twice in the order; expected each once")
            raise SpaceplanError(Message.of(text, term=name))
        seen |= terms


@dataclass(frozen=True)
class Settings:
    """Settings of a portfolio that are not prices.

    Parameters
    ----------
    zone_reach_m
        Offices of a department belong to one zone up to this walk, metres.
    service_pooling
        ``department``: each alone; ``site``: all of one home site and level together.
    share_own_room
        ``none``, ``like`` (only with the same rank) or ``any``.
    allowance_without_quota
        m² that seconded and contract staff justify: ``minimum`` (the physical one) or ``none``.
    use_coefficient
        K, usable over built area; None: 0.60 where most of the home site is high-rise, else 0.65.
    area_tolerance
        Share by which stated and drawn area may differ before it is reported.
    division_room, division_zone, division_storey
        Points in seating for each room with people of a division, for each zone and for each
        storey of a division beyond its first.
    public_max_storey
        Highest storey number for offices of departments that face the public.
    """

    zone_reach_m: float = 6.0
    service_pooling: str = "department"
    share_own_room: str = "none"
    allowance_without_quota: str = "minimum"
    use_coefficient: float | None = None
    area_tolerance: float = 0.05
    division_room: float = 1.0
    division_zone: float = 5.0
    division_storey: float = 10.0
    public_max_storey: int = 3


@dataclass(frozen=True)
class ReportingUnit:
    """Whose forms these are: the administrative division, and who fills them in.

    Parameters
    ----------
    divisions
        Names of the division from the top down, as in 江苏省, 无锡市.
    code
        Its 12-digit code.
    unit, person, phone
        Who fills the forms in.
    """

    divisions: tuple[str, ...] = ()
    code: str = ""
    unit: str = ""
    person: str = ""
    phone: str = ""


@dataclass(frozen=True)
class Portfolio:
    """One network of offices (一张网): places, people, status quo, prices and settings.

    Parameters
    ----------
    empty_storeys
        Storeys to be emptied: nobody may hold an office there.
    reporting
        Whose forms these are.
    projects
        Building projects, for the yearly statistics.
    """

    id: str
    name: Name
    sites: tuple[Site, ...]
    buildings: tuple[Building, ...]
    departments: tuple[Department, ...]
    level: str = "city"
    rule_sets: tuple[str, ...] = ("cn-2014", "cn-management-2017")
    as_of: date | None = None
    holdings: tuple[Holding, ...] = ()
    ledger: tuple[LedgerEntry, ...] | None = None
    waivers: tuple[Waiver, ...] = ()
    prices: Prices = Prices()
    settings: Settings = Settings()
    empty_storeys: tuple[str, ...] = ()
    reporting: ReportingUnit = ReportingUnit()
    projects: tuple[Project, ...] = ()
    source: Source | None = field(default=None, compare=False, repr=False)

    @cached_property
    def storeys(self) -> tuple[Storey, ...]:
        """All storeys, in the order of the files."""
        return tuple(s for b in self.buildings for s in b.storeys)

    @cached_property
    def rooms(self) -> tuple[Room, ...]:
        """All rooms, in the order of the files."""
        return tuple(r for s in self.storeys for r in s.rooms)

    @cached_property
    def _sites(self) -> dict[str, Site]:
        return {s.id: s for s in self.sites}

    @cached_property
    def _buildings(self) -> dict[str, Building]:
        return {b.id: b for b in self.buildings}

    @cached_property
    def _departments(self) -> dict[str, Department]:
        return {d.id: d for d in self.departments}

    @cached_property
    def _places(self) -> dict[str, tuple[Room, Storey, Building]]:
        return {r.id: (r, s, b) for b in self.buildings for s in b.storeys for r in s.rooms}

    @cached_property
    def _storeys(self) -> dict[str, tuple[Storey, Building]]:
        return {s.id: (s, b) for b in self.buildings for s in b.storeys}

    def site(self, id: str) -> Site:
        """Return a site; raises KeyError."""
        return self._sites[id]

    def building(self, id: str) -> Building:
        """Return a building; raises KeyError."""
        return self._buildings[id]

    def has_building(self, id: str) -> bool:
        """Return whether there is a building of this id."""
        return id in self._buildings

    def storey(self, id: str) -> Storey:
        """Return a storey; raises KeyError."""
        return self._storeys[id][0]

    def room(self, id: str) -> Room:
        """Return a room; raises KeyError."""
        return self._places[id][0]

    def has_room(self, id: str) -> bool:
        """Return whether there is a room of this id."""
        return id in self._places

    def storey_of(self, room: str) -> Storey:
        """Return the storey on which a room lies; raises KeyError."""
        return self._places[room][1]

    def building_of(self, room: str) -> Building:
        """Return the building in which a room lies; raises KeyError."""
        return self._places[room][2]

    def building_of_storey(self, storey: str) -> Building:
        """Return the building of a storey; raises KeyError."""
        return self._storeys[storey][1]

    def department(self, id: str) -> Department:
        """Return a department; raises KeyError."""
        return self._departments[id]

    def has_department(self, id: str) -> bool:
        """Return whether there is a department of this id."""
        return id in self._departments
