"""Hard wishes that no mask can say: how far a plan is from keeping them.

Each is counted in offices or people that are not where they must be, so that a search sees whether
a change comes nearer; 0 is kept. They come before people without a seat.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from spaceplan.allocate.problem.geometry import Geometry
from spaceplan.allocate.problem.problem import Occupancy, Problem, Storeys, Wishes

#: Offices of one department with their occupancy.
Held = Mapping[int, Occupancy]
NEXT_TO = "next_to"
APART = "not_on_storeys_of"
KEEP = "keep"


class WishCounter:
    """Counts what is broken, for the few departments that ask for something.

    Attributes
    ----------
    asking
        Departments with wishes of their own: one place, people who stay.
    pairs
        By department: (kind, the other one) of wishes of two.
    """

    def __init__(self, problem: Problem, geometry: Geometry) -> None:
        self.problem = problem
        self.geometry = geometry
        departments = problem.departments
        self.asking = frozenset(
            d for d, of in enumerate(departments) if of.wishes.one_place or of.keep
        )
        self.pairs: dict[int, list[tuple[str, int]]] = {}
        for d, of in enumerate(departments):
            found = [(APART, e) for e in of.wishes.apart]
            if of.kinds.total:
                found += [(NEXT_TO, e) for e in of.wishes.next_to if departments[e].kinds.total]
            if found:
                self.pairs[d] = found
        self.coupled = self.asking | frozenset(self.pairs)
        self._keep = {d: departments[d].keep for d in self.asking if departments[d].keep}

    def own(self, d: int, held: Held) -> int:
        """Return the offices of a department that lie elsewhere, and the people who do not stay."""
        broken = 0
        wishes = self.problem.departments[d].wishes
        if wishes.one_place and held:
            broken = outside(wishes, self.problem.storeys, self._by_storey(held))
        return broken + self.leaving(d, held)

    def leaving(self, d: int, held: Held) -> int:
        """Σ_rk max(0, keep_rk − y_rk)."""
        gone = 0
        for r, staying in self._keep.get(d, ()):
            there = held.get(r, ())
            gone += sum(map(_lacking, staying, there)) if there else sum(staying)
        return gone

    def _by_storey(self, held: Iterable[int]) -> dict[int, int]:
        storey = self.problem.offices.storey
        rooms: dict[int, int] = {}
        for r in held:
            rooms[storey[r]] = rooms.get(storey[r], 0) + 1
        return rooms

    def together(self, departments: Iterable[int], offices: Mapping[int, Held]) -> int:
        """Return what is broken of the wishes of two in which some departments have a part.

        Parameters
        ----------
        offices
            At least of these departments and all others in the pairs.
        """
        return sum(
            self.pair(kind, offices[d], offices[e]) for kind, d, e in self.pairs_of(departments)
        )

    def pairs_of(self, departments: Iterable[int]) -> Iterator[tuple[str, int, int]]:
        """Yield (kind, department, department), each pair once."""
        seen: set[int] = set()
        for d in departments:
            for kind, e in self.pairs.get(d, ()):
                if e not in seen:
                    yield kind, d, e
            seen.add(d)

    def pair(self, kind: str, first: Held, second: Held) -> int:
        """Return how far two departments are from being kept apart, or next to each other."""
        if kind == NEXT_TO:
            return int(not self.joined(first, second))
        mine, theirs = self._by_storey(first), self._by_storey(second)
        return sum(min(number, theirs.get(s, 0)) for s, number in mine.items())

    def joined(self, first: Held, second: Held) -> bool:
        """Return whether two offices are the same, or would join a zone if one held both."""
        geometry = self.geometry
        masks: dict[int, int] = {}
        for r in second:
            s = geometry.storey[r]
            masks[s] = masks.get(s, 0) | geometry.bit[r]
        return any(
            (geometry.reach[r] | geometry.bit[r]) & masks.get(geometry.storey[r], 0) for r in first
        )


def _lacking(wanted: int, there: int) -> int:
    return max(0, wanted - there)


def outside(wishes: Wishes, table: Storeys, rooms: Mapping[int, int]) -> int:
    """Return how many offices lie outside the place that has most of them.

    Parameters
    ----------
    rooms
        Offices by storey.
    """
    total = sum(rooms.values())
    most = max(
        sum(number for t, number in rooms.items() if within(wishes, table, s, t)) for s in rooms
    )
    return total - most


def within(wishes: Wishes, table: Storeys, low: int, s: int) -> bool:
    """Return whether storey s lies in the place that begins with the storey ``low``."""
    if wishes.within_storeys is not None:
        above = table.numbers[s] - table.numbers[low]
        return table.building[s] == table.building[low] and 0 <= above < wishes.within_storeys
    if wishes.one_building:
        return table.building[s] == table.building[low]
    return table.site[s] == table.site[low] or not wishes.one_site


def agree(wishes: Wishes, table: Storeys, s: int, t: int) -> bool:
    """Return whether a department may hold offices on both of two storeys."""
    return within(wishes, table, s, t) or within(wishes, table, t, s)


def places_of(problem: Problem, d: int) -> list[tuple[int, ...]]:
    """Return the sets of storeys on which a department may lie together, none inside another.

    One set of all storeys where it asks for nothing.
    """
    table, wishes = problem.storeys, problem.departments[d].wishes
    if not wishes.one_place:
        return [tuple(range(len(table.ids)))]
    return list(_places(table, replace(wishes, next_to=(), apart=())))


@lru_cache(maxsize=16)
def _places(table: Storeys, wishes: Wishes) -> Sequence[tuple[int, ...]]:
    """Find them once for all departments that ask for the same: it takes (storeys)² steps."""
    everywhere = range(len(table.ids))
    found = {
        frozenset(s for s in everywhere if within(wishes, table, low, s)) for low in everywhere
    }
    largest = (place for place in found if not any(place < other for other in found))
    return sorted(tuple(sorted(place)) for place in largest)


def broken_wishes(
    counter: WishCounter, offices: Sequence[Held], lacking: Sequence[int]
) -> Iterator[tuple[str, int, int]]:
    """Yield (key in the file, department, other department or −1) of every wish that is broken.

    Parameters
    ----------
    lacking
        Departments that lack a room for a need that must be met.
    """
    for d in sorted(counter.asking):
        wishes = counter.problem.departments[d].wishes
        if counter.leaving(d, offices[d]):
            yield KEEP, d, -1
        if counter.own(d, offices[d]) > counter.leaving(d, offices[d]):
            for key in ("one_site", "one_building", "within_storeys"):
                if getattr(wishes, key):
                    yield key, d, -1
    for kind, d, e in counter.pairs_of(sorted(counter.pairs)):
        if counter.pair(kind, offices[d], offices[e]):
            yield kind, d, e
    for d in lacking:
        yield "need", d, -1
