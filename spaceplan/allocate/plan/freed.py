"""What a neighbourhood frees: rooms, the departments that compete for them, what stays fixed.

Like rooms (same storey and part of it, area, rights, and history) are counted, not told apart.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from spaceplan.allocate.plan.plan import Plan
from spaceplan.allocate.problem.evaluate import Held
from spaceplan.allocate.problem.problem import Occupancy, Problem
from spaceplan.allocate.problem.wishes import APART, agree


@dataclass(frozen=True)
class LikeRooms:
    """Freed rooms that are the same to every department of the neighbourhood.

    Parameters
    ----------
    component
        Which of the groups of offices that hang together on the storey they lie in.
    before
        Status quo of one room of them, by department.
    locked
        Whether the only holder keeps them, if need be empty.
    staying
        People who must sit there, by kind, if the only holder keeps any where they are.
    """

    rooms: tuple[int, ...]
    storey: int
    component: int
    area: int
    seats: int
    least: int
    holders: tuple[int, ...]
    before: Mapping[int, Occupancy]
    locked: bool = False
    staying: Occupancy = ()


@dataclass(frozen=True)
class FreedDepartment:
    """One department of the neighbourhood: what it keeps, and who has to be seated again.

    Parameters
    ----------
    barred
        Storeys that its hard wishes bar to it, given what stays as it is.
    """

    d: int
    kept: Held
    people: Occupancy
    kept_excess_dm2: int
    kept_dm2: int
    kept_storeys: frozenset[int]
    kept_components: frozenset[int]
    held: Held
    barred: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Freed:
    """A neighbourhood: departments whose rooms on some storeys are given out again."""

    storeys: tuple[int, ...]
    departments: tuple[FreedDepartment, ...]
    like_rooms: tuple[LikeRooms, ...]
    closed: frozenset[int]

    @property
    def rooms(self) -> int:
        """Number of rooms that are free to be given out."""
        return sum(len(like.rooms) for like in self.like_rooms)


def holders_on(plan: Plan, storeys: Iterable[int]) -> list[int]:
    """Return the departments that hold offices on storeys, by index."""
    found = {
        d for s in storeys for r in plan.evaluator.geometry.on_storey[s] for d in plan.holders[r]
    }
    return sorted(found)


def free(plan: Plan, storeys: Collection[int], departments: Collection[int]) -> Freed:
    """Free what ``departments`` hold on ``storeys``, and the vacant rooms there.

    Rooms that several share (or might, of those locked) stay as they are; other locked rooms are
    filled again by who keeps them.
    """
    problem = plan.problem
    wanted = frozenset(storeys)
    chosen = frozenset(departments)
    geometry = plan.evaluator.geometry
    stay = {r for d in chosen for r in problem.departments[d].locked if problem.offices.shared[r]}
    if problem.may_share_own:
        stay |= {r for d in chosen for r, o in plan.offices[d].items() if _doubled(problem, d, o)}
    freed_rooms = [
        r
        for s in sorted(wanted)
        for r in geometry.on_storey[s]
        if problem.offices.seats[r] and r not in stay and _is_free(plan.holders[r], chosen)
    ]
    available = frozenset(freed_rooms)
    parts = tuple(_freed_department(plan, d, available) for d in sorted(chosen))
    if not plan.evaluator.wishes.coupled.isdisjoint(chosen):
        parts = tuple(replace(part, barred=_barred(plan, part, wanted, parts)) for part in parts)
    others = {
        s
        for s in wanted
        if any(set(plan.holders[r]) - chosen for r in geometry.on_storey[s])
        or any(s in part.kept_storeys for part in parts)
    }
    return Freed(
        storeys=tuple(sorted(wanted)),
        departments=parts,
        like_rooms=_like_rooms(plan, freed_rooms, sorted(chosen)),
        closed=wanted - others,
    )


def _is_free(holders: tuple[int, ...], chosen: frozenset[int]) -> bool:
    return not holders or (len(holders) == 1 and holders[0] in chosen)


def _doubled(problem: Problem, d: int, occupancy: Occupancy) -> bool:
    """Whether people sit together by leave to share own rooms: the models do not know that."""
    alone = problem.departments[d].kinds.alone
    return sum(occupancy) > 1 and any(n and own for n, own in zip(occupancy, alone, strict=True))


def _barred(
    plan: Plan, part: FreedDepartment, storeys: Iterable[int], parts: Iterable[FreedDepartment]
) -> frozenset[int]:
    """Return the storeys where a department must hold nothing: not its place, or another's."""
    problem, wishes = plan.problem, plan.evaluator.wishes
    storey = problem.offices.storey
    fixed = {other.d: other.kept_storeys for other in parts}
    own = problem.departments[part.d].wishes
    barred: set[int] = set()
    if own.one_place:
        for s in storeys:
            if not all(agree(own, problem.storeys, s, t) for t in part.kept_storeys):
                barred.add(s)
    for kind, e in wishes.pairs.get(part.d, ()):
        if kind == APART:
            barred |= fixed[e] if e in fixed else {storey[r] for r in plan.offices[e]}
    return frozenset(barred)


def _freed_department(plan: Plan, d: int, available: frozenset[int]) -> FreedDepartment:
    problem = plan.problem
    kept = {r: occupancy for r, occupancy in plan.offices[d].items() if r not in available}
    people = list(problem.departments[d].kinds.people)
    excess = 0
    locked = [r for r in problem.departments[d].locked if r in available]
    for r, occupancy in kept.items():
        allowance = plan.evaluator.allowance(d, occupancy)
        excess += max(0, problem.offices.area[r] - allowance)
        for k, n in enumerate(occupancy):
            people[k] -= n
    return FreedDepartment(
        d=d,
        kept=kept,
        people=tuple(people),
        kept_excess_dm2=excess,
        kept_dm2=sum(problem.offices.area[r] for r in kept),
        kept_storeys=frozenset(problem.offices.storey[r] for r in (*kept, *locked)),
        kept_components=frozenset(plan.evaluator.geometry.component[r] for r in (*kept, *locked)),
        held=plan.offices[d],
    )


def _like_rooms(plan: Plan, rooms: Iterable[int], chosen: list[int]) -> tuple[LikeRooms, ...]:
    problem = plan.problem
    locked = {r for d in chosen for r in problem.departments[d].locked}
    histories = {d: dict(problem.departments[d].before) for d in chosen}
    staying = {r: people for d in chosen for r, people in problem.departments[d].keep}
    groups: dict[tuple[object, ...], list[int]] = {}
    for r in rooms:
        holders = tuple(d for d in chosen if problem.may_hold[d, r])
        before = tuple((d, histories[d][r]) for d in chosen if r in histories[d])
        alike = r if r in staying else -1
        component = plan.evaluator.geometry.component[r]
        key = (
            *(component, problem.offices.area[r], holders, before),
            *(r in locked, alike),
        )
        groups.setdefault(key, []).append(r)
    return tuple(
        LikeRooms(
            rooms=tuple(members),
            storey=problem.offices.storey[members[0]],
            component=plan.evaluator.geometry.component[members[0]],
            area=problem.offices.area[members[0]],
            seats=problem.offices.seats[members[0]],
            least=problem.offices.least[members[0]],
            holders=tuple(d for d in chosen if problem.may_hold[d, members[0]]),
            before={d: histories[d][members[0]] for d in chosen if members[0] in histories[d]},
            locked=members[0] in locked,
            staying=staying.get(members[0], ()),
        )
        for members in groups.values()
    )
