"""Seating: fits the people of one department into a row of rooms, as a planner would by hand.

Leaders get the largest rooms within their quotas, the others fill rooms with as few people as
justify them (9 m² each, 6 m² without a post), what is left over goes to the spare seats.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from spaceplan.generate import quotas
from spaceplan.generate.drafts import RoomDraft
from spaceplan.generate.staffing import Staffed
from spaceplan.model.people import CONTRACT, SECONDED

#: What a plan by hand weighs, points: a m² of excess, a person in a spare seat, a room passed over,
#: a gap between the rooms of a department.
EXCESS_PER_M2, CROWDED, UNUSED, GAP = 5.0, 0.5, 0.6, 5.0
#: Rooms so far apart along a corridor do not hang together, metres.
APART_M = 2.5
#: Smallest room for two, dm².
TWO_DM2 = 2 * quotas.MINIMUM_DM2


@dataclass(frozen=True)
class Demand:
    """People of one department to be seated together.

    Parameters
    ----------
    leaders
        Ranks of those who sit alone, the highest quota first.
    """

    leaders: tuple[str, ...]
    staff_rank: str
    staff: int
    extras: tuple[tuple[str, int], ...] = ()

    @classmethod
    def of(cls, department: Staffed) -> Demand:
        """Return everybody of a department."""
        extras = tuple((kind, department.extras[kind]) for kind in (SECONDED, CONTRACT))
        rank = department.staff_rank
        return cls(tuple(department.leaders), rank, department.headcount[rank], extras)

    @property
    def people(self) -> int:
        """How many people."""
        return len(self.leaders) + self.staff + sum(number for _, number in self.extras)

    @property
    def justified_dm2(self) -> int:
        """Office area that they justify together, dm²."""
        alone = sum(quotas.QUOTA_DM2[rank] for rank in self.leaders)
        return alone + self.staff * quotas.STAFF_DM2 + quotas.allowance(dict(self.extras))


@dataclass(eq=False)
class Placement:
    """Who sits where after a try.

    Parameters
    ----------
    crowded
        People in spare seats.
    cost
        Points of the placement by itself.
    """

    occupants: dict[RoomDraft, Counter[str]] = field(default_factory=dict)
    crowded: int = 0
    cost: float = 0.0

    def weigh(self, rooms: Sequence[RoomDraft]) -> None:
        """Set the cost, given all rooms of the try in walking order."""
        excess = sum(
            max(0, room.area_dm2 - quotas.allowance(people))
            for room, people in self.occupants.items()
        )
        gaps = 0
        before: RoomDraft | None = None
        reached = 0.0
        for room in rooms:
            if room not in self.occupants:
                continue
            if before is None or before.storey is not room.storey:
                reached = room.span.s1
            gaps += room.span.s0 - reached > APART_M
            reached = max(reached, room.span.s1)
            before = room
        unused = len(rooms) - len(self.occupants)
        self.cost = (
            EXCESS_PER_M2 * excess / 100 + CROWDED * self.crowded + UNUSED * unused + GAP * gaps
        )


def take(rooms: Sequence[RoomDraft], demand: Demand, *, clean: bool) -> Placement | None:
    """Return the best placement in the first rooms of a row; None where they do not fit.

    Parameters
    ----------
    clean
        Whether no room may exceed what its occupants justify.
    """
    best: Placement | None = None
    seats = found_at = 0
    for count, room in enumerate(rooms, start=1):
        seats += room.seats
        if seats < demand.people or (best is not None and count > found_at + 12):
            continue
        placement = settle(rooms[:count], demand, clean=clean)
        if placement is not None and (best is None or placement.cost < best.cost):
            best, found_at = placement, count
    return best


def settle(rooms: Sequence[RoomDraft], demand: Demand, *, clean: bool) -> Placement | None:
    """Seat people in given rooms; None where they do not fit."""
    placement = Placement()
    free = list(rooms)
    if not _seat_leaders(placement, free, demand.leaders, clean=clean):
        return None
    left = Counter({demand.staff_rank: demand.staff, **dict(demand.extras)})
    _fill_rooms(placement, free, left, demand.staff_rank)
    _use_spare_seats(placement, left, demand.leaders)
    if left.total() and not _use_more_rooms(placement, free, left, clean=clean):
        return None
    placement.weigh(rooms)
    return placement


def _seat_leaders(
    placement: Placement, free: list[RoomDraft], leaders: Iterable[str], *, clean: bool
) -> bool:
    """Give each leader the largest room within his quota, else the smallest one of all."""
    eligible = sorted(
        (room for room in free if room.area_dm2 >= quotas.MINIMUM_ALONE_DM2),
        key=lambda room: (room.area_dm2, room.id),
    )
    for rank in leaders:
        within = [room for room in eligible if room.area_dm2 <= quotas.QUOTA_DM2[rank]]
        if not eligible or (clean and not within):
            return False
        room = within[-1] if within else eligible[0]
        eligible.remove(room)
        free.remove(room)
        placement.occupants[room] = Counter({rank: 1})
    return True


def _fill_rooms(
    placement: Placement, free: list[RoomDraft], left: Counter[str], staff_rank: str
) -> None:
    """Fill rooms one after the other with as few people as justify them."""
    for room in list(free):
        staff = left[staff_rank]
        extras = left[SECONDED] + left[CONTRACT]
        if not staff + extras:
            break
        few = _few(room, staff, extras)
        if few is None:
            continue
        seconded = min(few[1], left[SECONDED])
        people = {staff_rank: few[0], SECONDED: seconded, CONTRACT: few[1] - seconded}
        placement.occupants[room] = Counter({kind: n for kind, n in people.items() if n})
        left.subtract(placement.occupants[room])
        free.remove(room)


def _few(room: RoomDraft, staff: int, extras: int) -> tuple[int, int] | None:
    """Return the fewest people who justify a room: staff, and their share of those without post."""
    if room.area_dm2 < TWO_DM2:
        return None
    share = min(round(room.seats * extras / (staff + extras)), extras)
    for count in range(share, -1, -1):
        missing = max(0, room.area_dm2 - count * quotas.MINIMUM_DM2)
        needed = -(-missing // quotas.STAFF_DM2)
        if needed + count <= room.seats and needed <= staff:
            return needed, count
    return None


def _use_spare_seats(placement: Placement, left: Counter[str], leaders: Iterable[str]) -> None:
    """Put those who are left over into seats that are still free in shared rooms."""
    alone = set(leaders)
    for room, people in placement.occupants.items():
        if alone.intersection(people):
            continue
        for kind in sorted(left):
            while left[kind] and people.total() < room.seats:
                people[kind] += 1
                left[kind] -= 1
                placement.crowded += 1
    for kind in [kind for kind, number in left.items() if not number]:
        del left[kind]


def _use_more_rooms(
    placement: Placement, free: list[RoomDraft], left: Counter[str], *, clean: bool
) -> bool:
    """Seat the last ones in rooms that they do not quite justify, the smallest that does."""
    fitting = [room for room in free if room.seats >= left.total()]
    if not fitting:
        return False
    room = min(fitting, key=lambda room: (room.area_dm2, room.id))
    if clean and room.area_dm2 > quotas.allowance(left):
        return False
    placement.occupants[room] = Counter(left)
    free.remove(room)
    left.clear()
    return True
