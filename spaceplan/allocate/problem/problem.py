"""The allocation problem in whole numbers: offices, departments, service rooms, prices.

Everything that the search touches is an index: offices, storeys and service rooms are ordered by
id, so that ties by id are ties by index. Areas are whole dm², walks whole centimetres.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from spaceplan.allocate.arrays import Bools, Ints
from spaceplan.model import Prices, Settings

#: A hard wish broken outweighs so many people without a seat.
BROKEN = 1_000_000
#: How many people of each of the department's kinds sit in a room.
Occupancy = tuple[int, ...]


@dataclass(frozen=True)
class Storeys:
    """Storeys with their place in the tree, and what ``opened`` counts for each.

    Parameters
    ----------
    building, site
        Index of the building, and of the site, of each storey.
    opened_dm2
        Area of all office rooms of the storey, whoever may hold them.
    """

    ids: tuple[str, ...]
    numbers: tuple[int, ...]
    building: tuple[int, ...]
    site: tuple[int, ...]
    opened_dm2: tuple[int, ...]


@dataclass(frozen=True)
class Offices:
    """Office rooms, ordered by id.

    Parameters
    ----------
    graph_index
        Index of each office in the spatial graph.
    seats
        How many people the physical minimum lets sit there.
    least
        Fewest people for whom the room will do: 1, or 2 where one alone needs more than there is.
    shared
        Whether several departments may hold it together.
    """

    ids: tuple[str, ...]
    graph_index: Ints
    area: tuple[int, ...]
    seats: tuple[int, ...]
    least: tuple[int, ...]
    storey: tuple[int, ...]
    shared: tuple[bool, ...]

    def __len__(self) -> int:
        """Return the number of offices."""
        return len(self.ids)


@dataclass(frozen=True)
class Kinds:
    """The kinds of people of one department: ranks in order, then seconded and contract staff.

    Parameters
    ----------
    people
        How many need a seat.
    quota
        What one of them justifies, dm².
    alone
        Whether they must sit alone unless own rooms may be shared.
    """

    names: tuple[str, ...]
    people: tuple[int, ...]
    quota: tuple[int, ...]
    alone: tuple[bool, ...]

    @cached_property
    def total(self) -> int:
        """Everybody who needs a seat."""
        return sum(self.people)

    @cached_property
    def own(self) -> tuple[int, ...]:
        """Indexes of the kinds that must sit alone."""
        return tuple(k for k, alone in enumerate(self.alone) if alone)

    @cached_property
    def sharing(self) -> tuple[int, ...]:
        """Indexes of the kinds that may share, the highest quota first."""
        return tuple(
            sorted(
                (k for k, alone in enumerate(self.alone) if not alone),
                key=lambda k: (-self.quota[k], k),
            )
        )


@dataclass(frozen=True)
class NeedOf:
    """Service rooms that a department needs; see ``spaceplan.model.Need``."""

    use: str
    least_dm2: int
    count: int
    within_cm: int | None
    max_storey: int | None
    hard: bool = False

    def unmet(self, held: int) -> int:
        """Return (count − held) · ceil(least / 9 m²), never negative."""
        return max(0, self.count - held) * self.persons

    @property
    def persons(self) -> int:
        """As how many people without a seat a missing room counts: ceil(least / 9 m²).

        Started anew with each room: ``count: 2`` weighs as much as the same need written twice, and
        no room that meets a need is worth nothing.
        """
        return -(-self.least_dm2 // 900)


@dataclass(frozen=True)
class Wishes:
    """What a department asks of all its offices together, which no mask can say.

    Parameters
    ----------
    one_site, one_building, within_storeys
        Where its offices must lie together; see ``spaceplan.model.Department``.
    next_to, apart
        Departments (indexes) of which an office must be joined to one of its own, and those with
        which it must have no storey in common; either stands in both departments.
    """

    one_site: bool = False
    one_building: bool = False
    within_storeys: int | None = None
    next_to: tuple[int, ...] = ()
    apart: tuple[int, ...] = ()

    @property
    def one_place(self) -> bool:
        """Whether not every set of storeys will do."""
        return self.one_site or self.one_building or self.within_storeys is not None


@dataclass(frozen=True)
class DepartmentOf:
    """One department as the solver sees it.

    Parameters
    ----------
    before
        The status quo: office index to people by kind, active established people only.
    before_people
        The same, summed over all rooms, those that are no longer offices included.
    before_services
        Service rooms it holds in the status quo, by index.
    locked
        Offices that it keeps, those of ``keep`` among them.
    keep
        People who stay where they are: office index to people by kind.
    wishes
        What it asks of all its offices together.
    pooled
        Whether its needs are met by rooms that nobody holds.
    home
        Index of its home site, −1: none; where it goes if all else is the same.
    locked_services, locked_technical
        Service rooms (indexes) and technical rooms (ids) that it keeps.
    relations
        (other department's index, people who work with it).
    """

    id: str
    kinds: Kinds
    office_dm2: int
    service_dm2: int
    needs: tuple[NeedOf, ...] = ()
    locked: tuple[int, ...] = ()
    locked_services: tuple[int, ...] = ()
    locked_technical: tuple[str, ...] = ()
    before: tuple[tuple[int, Occupancy], ...] = ()
    before_people: Occupancy = ()
    before_services: tuple[int, ...] = ()
    relations: tuple[tuple[int, int], ...] = ()
    keep: tuple[tuple[int, Occupancy], ...] = ()
    wishes: Wishes = Wishes()
    pooled: bool = False
    home: int = -1


@dataclass(frozen=True)
class ServiceRooms:
    """Service rooms, ordered by id; those tagged ``pooled`` are held by nobody."""

    ids: tuple[str, ...]
    graph_index: Ints
    area: tuple[int, ...]
    use: tuple[str, ...]
    storey: tuple[int, ...]

    def __len__(self) -> int:
        """Return the number of service rooms."""
        return len(self.ids)


@dataclass(frozen=True)
class Problem:
    """All that the solver needs, in whole numbers, ready to be sent to another process.

    Parameters
    ----------
    may_hold
        (departments, offices): the hard rules that speak of one department and one room.
    may_serve
        (departments, service rooms): the same for service rooms.
    has_ledger
        Whether ``moved`` is counted.
    """

    departments: tuple[DepartmentOf, ...]
    offices: Offices
    services: ServiceRooms
    storeys: Storeys
    may_hold: Bools
    may_serve: Bools
    prices: Prices
    settings: Settings
    has_ledger: bool

    @property
    def people(self) -> int:
        """Everybody who needs a seat."""
        return sum(department.kinds.total for department in self.departments)

    @property
    def may_share_own(self) -> bool:
        """Whether people who should sit alone may share a room, at a price."""
        return self.settings.share_own_room != "none"
