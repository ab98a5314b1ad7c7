"""Counts of like rooms to rooms and back: which room of the like ones a department takes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from spaceplan.allocate.plan.freed import Freed, LikeRooms
from spaceplan.allocate.problem.evaluate import Held
from spaceplan.allocate.problem.geometry import Geometry
from spaceplan.allocate.problem.problem import Occupancy, Problem


@dataclass(frozen=True)
class Share:
    """What a department takes of like rooms.

    Parameters
    ----------
    own
        Rooms for one person each, by that person's kind.
    together
        Rooms that people share.
    people
        The people who share them, by kind.
    """

    own: tuple[int, ...]
    together: int
    people: tuple[int, ...]

    @property
    def rooms(self) -> int:
        """All rooms taken."""
        return sum(self.own) + self.together


#: By (department, number of the like rooms).
Shares = Mapping[tuple[int, int], Share]


def shares_of(problem: Problem, freed: Freed) -> dict[tuple[int, int], Share]:
    """Return what the departments hold now of the freed rooms."""
    shares = {}
    for part in freed.departments:
        kinds = problem.departments[part.d].kinds
        own_kinds = frozenset(kinds.own)
        for t, like in enumerate(freed.like_rooms):
            own = [0] * len(kinds.names)
            people = [0] * len(kinds.names)
            together = 0
            for r in like.rooms:
                if not any(occupancy := part.held.get(r, ())):
                    continue
                alone = next((k for k in own_kinds if occupancy[k]), None)
                if alone is not None:
                    own[alone] += 1
                    continue
                together += 1
                people = [a + b for a, b in zip(people, occupancy, strict=True)]
            if together or any(own):
                shares[part.d, t] = Share(tuple(own), together, tuple(people))
    return shares


def rooms_of_shares(
    problem: Problem, geometry: Geometry, freed: Freed, shares: Shares
) -> dict[int, Held]:
    """Return the offices of the freed departments: like rooms held now stay, others lie near."""
    offices: dict[int, dict[int, Occupancy]] = {
        part.d: dict(part.kept) for part in freed.departments
    }
    for t, like in enumerate(freed.like_rooms):
        if like.locked:
            (d,) = like.holders
            empty = (0,) * len(problem.departments[d].kinds.names)
            offices[d] |= dict.fromkeys(like.rooms, empty)
        pool = list(like.rooms)
        chosen: dict[int, list[int]] = {}
        for part in freed.departments:
            share = shares.get((part.d, t))
            if share is not None:
                staying = [r for r in pool if r in part.held][: share.rooms]
                chosen[part.d] = staying
                pool = [r for r in pool if r not in staying]
        for part in freed.departments:
            if (share := shares.get((part.d, t))) is None:
                continue
            while len(chosen[part.d]) < share.rooms:
                r = _nearest(geometry, pool, like, (*offices[part.d], *chosen[part.d]))
                pool.remove(r)
                chosen[part.d].append(r)
            offices[part.d] |= _occupy(problem, part.d, like, share, chosen[part.d], part.held)
    return dict(offices)


def _nearest(geometry: Geometry, pool: Sequence[int], like: LikeRooms, held: Sequence[int]) -> int:
    """Return the room of the pool that lies nearest to one held on the same storey."""
    there = [r for r in held if geometry.storey[r] == like.storey]
    if not there:
        return pool[0]
    return min(pool, key=lambda r: (min(geometry.walk(r, h) for h in there), r))


def _occupy(
    problem: Problem, d: int, like: LikeRooms, share: Share, rooms: Sequence[int], held: Held
) -> dict[int, Occupancy]:
    """Seat people in the rooms chosen: who sits alone where somebody of his kind sits now."""
    left = list(rooms)
    seated: dict[int, Occupancy] = {}
    width = len(share.own)
    for k, number in enumerate(share.own):
        for _ in range(number):
            r = next((r for r in left if (was := held.get(r)) and was[k]), left[-1])
            left.remove(r)
            seated[r] = tuple(int(i == k) for i in range(width))
    return seated | dict(zip(left, _spread(problem, d, like, share), strict=True))


def _spread(problem: Problem, d: int, like: LikeRooms, share: Share) -> list[Occupancy]:
    """Deal people to like rooms: who was there stays, then to where most is unjustified."""
    kinds = problem.departments[d].kinds
    rooms = [[0] * len(share.people) for _ in range(share.together)]
    left = list(share.people)
    before = like.before.get(d)
    if before is not None:
        for room in rooms:
            for k, was in enumerate(before):
                staying = min(was, left[k], like.seats - sum(room)) if not kinds.alone[k] else 0
                room[k] += staying
                left[k] -= staying

    def rank(room: list[int]) -> tuple[bool, int]:
        justified = sum(q * n for q, n in zip(kinds.quota, room, strict=True))
        return sum(room) >= like.least, justified - like.area

    for k in kinds.sharing:
        for _ in range(left[k]):
            target = min((room for room in rooms if sum(room) < like.seats), key=rank)
            target[k] += 1
    return [tuple(room) for room in rooms]
