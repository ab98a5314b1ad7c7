"""Write a problem and a plan down as arrays for compiled moves, and read what became of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from spaceplan.allocate.arrays import Floats, Ints
from spaceplan.allocate.plan.plan import Plan
from spaceplan.allocate.problem.corridor import along_corridor
from spaceplan.allocate.problem.evaluate import Evaluator, Held
from spaceplan.allocate.problem.geometry import Walks
from spaceplan.allocate.problem.needs import ServiceAssigner
from spaceplan.allocate.problem.problem import Problem
from spaceplan.allocate.search.moves.arrays import (
    MOST_OFFICES,
    NOBODY,
    SEVERAL,
    STOREY,
    Flags,
    Known,
    Shorts,
    State,
    empty_state,
)
from spaceplan.allocate.search.moves.scope import Area, Scope
from spaceplan.units import CM_PER_M, DM2_PER_M2


def can_be_written(evaluator: Evaluator) -> bool:
    """Return whether compiled moves know all that a problem asks for."""
    return max(map(len, evaluator.geometry.on_storey), default=0) <= MOST_OFFICES


class Ground:
    """What is known of an area whoever holds it, to be written down once.

    Attributes
    ----------
    arrays
        Fields of ``Known``: offices, storeys and the walks between them.
    """

    def __init__(self, evaluator: Evaluator, area: Area) -> None:
        problem, geometry = evaluator.problem, evaluator.geometry
        offices, table = problem.offices, problem.storeys
        self.area = area
        self._geometry = geometry
        self._walks_from: dict[int, Walks] = {}
        shape = len(area.storeys), MOST_OFFICES
        on_storey, along = (np.full(shape, NOBODY, dtype=np.int64) for _ in range(2))
        smallest, reach = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.uint64)
        number, ours = {}, area.offices.tolist()
        for i, s in enumerate(area.storeys):
            number[s] = i
            rooms = geometry.on_storey[s]
            on_storey[i, : len(rooms)] = area.local[rooms]
            reach[i, : len(rooms)] = [geometry.reach[r] for r in rooms]
            usable = [r for r in along_corridor(geometry, rooms) if offices.seats[r]]
            along[i, : len(usable)] = area.local[usable]
            smallest[i, : len(usable)] = sorted(offices.area[r] for r in usable)
        opened = [table.opened_dm2[s] for s in area.storeys]
        storeys = np.array(area.storeys, dtype=np.int64)
        self.arrays: dict[str, np.ndarray] = {
            "room": _columns(
                [number[offices.storey[r]] for r in ours],
                *(
                    [of[r] for r in ours]
                    for of in (geometry.place, offices.area, offices.seats, offices.least)
                ),
            ),
            "on_storey": on_storey,
            "along": along,
            "smallest": smallest,
            "reach_on": reach,
            "storey": _columns(
                [table.building[s] for s in area.storeys],
                [table.site[s] for s in area.storeys],
                [len(geometry.on_storey[s]) for s in area.storeys],
            ),
            "walks": _walks(evaluator, area),
            "between": geometry.between_storeys()[np.ix_(storeys, storeys)].astype(np.int64),
            "opened": np.array(opened) * problem.prices.opened / DM2_PER_M2,
        }

    def walks_from(self, hubs: Collection[int]) -> list[Walks]:
        """Return walks in cm from offices elsewhere to all offices of the area."""
        new = [hub for hub in hubs if hub not in self._walks_from]
        if new:
            walks = self._geometry.walks_across(new, self.area.offices.tolist())
            self._walks_from.update(zip(new, walks, strict=True))
        return [self._walks_from[hub] for hub in hubs]


def _columns(*columns: Sequence[int]) -> Ints:
    return np.ascontiguousarray(np.array(columns, dtype=np.int64).T)


def known_of(
    evaluator: Evaluator, scope: Scope, ground: Ground, allowed: Flags, partners: Partners
) -> Known:
    """Write down what moves within a scope do not change.

    Parameters
    ----------
    ground
        What is known of the scope's area.
    allowed
        See ``allowed_of``.
    """
    problem = evaluator.problem
    prices = problem.prices
    moved = prices.moved if problem.has_ledger else 0.0
    was_row, was, was_on = _status_quo(problem, scope, bool(moved))
    ours = np.array(scope.departments, dtype=np.int64)
    return Known(
        **ground.arrays,
        may=problem.may_hold[np.ix_(ours, scope.area.offices)].astype(np.uint8),
        allowed=np.ascontiguousarray(allowed[np.ix_(ours, np.array(scope.area.storeys))]),
        **_kinds(problem, scope),
        department=np.array(
            [
                [d.office_dm2, d.kinds.total, sum(d.before_people) if moved else 0]
                for d in map(problem.departments.__getitem__, scope.departments)
            ],
            dtype=np.int64,
        ).reshape(-1, 3),
        was_row=was_row,
        was=was,
        was_on=was_on,
        pair_first=np.cumsum([0, *map(len, partners.near)]),
        pair=np.array([pair for some in partners.near for pair in some], dtype=np.int64).reshape(
            -1, 2
        ),
        outside=_outside(scope, ground, partners, prices.affinity / CM_PER_M),
        prices=np.array(
            [
                *(prices.excess / DM2_PER_M2, moved, prices.zone, prices.distance / CM_PER_M),
                *(prices.storey, prices.building, prices.site, prices.affinity / CM_PER_M),
            ]
        ),
    )


def _walks(evaluator: Evaluator, area: Area) -> Shorts:
    """Return all walks between offices in cm, or one 0 where no walk has a price."""
    prices = evaluator.problem.prices
    if not (prices.distance or prices.affinity):
        return np.zeros((1, 1), dtype=np.int32)
    return np.ascontiguousarray(evaluator.geometry.walks(area.offices.tolist()), dtype=np.int32)


@dataclass(frozen=True)
class Partners:
    """With whom the departments of a scope work.

    Parameters
    ----------
    near
        By department: (the other's number in the scope, people who work with it).
    far
        By hub that lies elsewhere, and stays there: (department of the scope, people).
    """

    near: list[list[tuple[int, int]]]
    far: dict[int, list[tuple[int, int]]]


def partners_of(scope: Scope, plan: Plan) -> Partners:
    """Return with whom the departments of a scope work."""
    inside = {d: i for i, d in enumerate(scope.departments)}
    found = Partners([[] for _ in scope.departments], {})
    for d, i in inside.items():
        for e, people in sorted(plan.evaluator.pairs[d].items()):
            hub = plan.costs[e].hub
            if e in inside and (hub < 0 or scope.area.local[hub] >= 0):
                found.near[i].append((inside[e], people))
            elif hub >= 0 and plan.problem.prices.affinity:
                found.far.setdefault(hub, []).append((i, people))
    return found


def _outside(scope: Scope, ground: Ground, partners: Partners, price: float) -> Floats:
    """Return what walks to those elsewhere cost by department and office that may be its hub."""
    if not partners.far:
        return np.zeros((1, 1))
    points = np.zeros((len(scope.departments), len(scope.area.offices)))
    for walks, some in zip(ground.walks_from(partners.far), partners.far.values(), strict=True):
        for i, people in some:
            points[i] += price * people * walks
    return points


def allowed_of(evaluator: Evaluator, assigner: ServiceAssigner) -> Flags:
    """Return where departments may go: where they may hold offices, near enough to what they need.

    (departments, storeys).
    """
    geometry = evaluator.geometry
    found = [geometry.storeys_of(may) for may in evaluator.problem.may_hold]
    for d, near in enumerate(assigner.near):
        if near:
            there = found[d] & assigner.storeys_near(d, geometry.on_storey)
            found[d] = there if there.any() else found[d]
    return np.array(found, dtype=np.uint8).reshape(len(found), -1)


def _kinds(problem: Problem, scope: Scope) -> dict[str, np.ndarray]:
    """Return quota, own, and the orders in which kinds are seated, (departments, kinds) each."""
    width = _most_kinds(problem)
    shape = (len(scope.departments), width)
    quota, own = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.uint8)
    alone, sharing = (np.full(shape, NOBODY, dtype=np.int64) for _ in range(2))
    for i, d in enumerate(scope.departments):
        kinds = problem.departments[d].kinds
        quota[i, : len(kinds.quota)] = kinds.quota
        own[i, : len(kinds.alone)] = kinds.alone
        alone[i, : len(kinds.own)] = sorted(kinds.own, key=lambda k: kinds.quota[k])
        sharing[i, : len(kinds.sharing)] = kinds.sharing
    return {"quota": quota, "own": own, "alone_first": alone, "sharing_first": sharing}


def _most_kinds(problem: Problem) -> int:
    return max((len(d.kinds.people) for d in problem.departments), default=1)


def _status_quo(problem: Problem, scope: Scope, counted: bool) -> tuple[Shorts, Ints, Ints]:
    """Return who sat where: row by department and office, people by row, people by storey."""
    width = _most_kinds(problem)
    number = {s: i for i, s in enumerate(scope.area.storeys)}
    row = np.full((len(scope.departments), len(scope.area.offices)), NOBODY, dtype=np.int32)
    on = np.zeros((len(scope.departments), len(scope.area.storeys)), dtype=np.int64)
    people = [[0] * width]
    for i, d in enumerate(scope.departments):
        for r, was in problem.departments[d].before if counted else ():
            if (local := scope.area.local[r]) >= 0:
                row[i, local] = len(people)
                on[i, number[problem.offices.storey[r]]] += sum(was)
                people.append([*was, *[0] * (width - len(was))])
    return row, np.array(people, dtype=np.int64), on


def sharers(plan: Plan) -> frozenset[int]:
    """Return the departments that share an office with others, or in which own rooms are shared.

    Compiled moves leave them alone: there whoever must sit alone does.
    """
    several = {d for holders in plan.holders if len(holders) > 1 for d in holders}
    return frozenset(several | {d for d, cost in enumerate(plan.costs) if cost.own_shared})


def state_of(known: Known, scope: Scope, plan: Plan, seed: int) -> State:
    """Write a plan down; ``seed``: where random numbers begin, above 0."""
    state = empty_state(known, seed)
    problem, geometry = plan.problem, plan.evaluator.geometry
    state.fixed[:] = [problem.offices.shared[r] for r in scope.area.offices.tolist()]
    for i, d in enumerate(scope.departments):
        held, cost = plan.offices[d], plan.costs[d]
        for r, occupancy in held.items():
            if (local := scope.area.local[r]) >= 0:
                state.mask[i, known.room[local, STOREY]] |= np.uint64(geometry.bit[r])
                state.holder[local] = i if len(plan.holders[r]) == 1 else SEVERAL
                state.people[local, : len(occupancy)] = occupancy
        locked = scope.area.local[list(problem.departments[d].locked)]
        state.fixed[locked[locked >= 0]] = 1
        area = sum(problem.offices.area[r] for r in held)
        seated = problem.departments[d].kinds.total - cost.unseated
        hub = scope.area.local[cost.hub] if cost.hub >= 0 else NOBODY
        state.sums[i] = cost.room_excess_dm2, area, hub, cost.person_cm, seated
        state.cost[i] = cost.cost
        state.busy[i] = d in scope.elsewhere
    state.people[state.holder == SEVERAL] = 0
    state.number[:] = state.people.sum(axis=1)
    state.users[:] = [plan.users[s] for s in scope.area.storeys]
    state.points[:] = plan.cost - plan.services.cost
    state.best_holder[:], state.best_people[:] = state.holder, state.people
    return state


def offices_of(state: State, scope: Scope, plan: Plan) -> dict[int, Held]:
    """Return the offices of the departments that hold other rooms in the best state than in a plan.

    The state was written from a plan of which only rooms with one holder at most have changed.
    """
    holder = np.full(len(scope.area.offices), NOBODY, dtype=np.int64)
    people = np.zeros_like(state.best_people)
    for i, d in enumerate(scope.departments):
        for r, occupancy in plan.offices[d].items():
            if (local := scope.area.local[r]) >= 0:
                holder[local] = i if len(plan.holders[r]) == 1 else SEVERAL
                if holder[local] == i:
                    people[local, : len(occupancy)] = occupancy
    changed = (holder != state.best_holder) | (people != state.best_people).any(axis=1)
    found: dict[int, dict[int, tuple[int, ...]]] = {}
    rooms = np.flatnonzero(changed).tolist()
    for local in rooms:
        r = int(scope.area.offices[local])
        for d in plan.holders[r]:
            found.setdefault(d, dict(plan.offices[d])).pop(r)
    for local in rooms:
        if (i := int(state.best_holder[local])) >= 0:
            d = scope.departments[i]
            kinds = len(plan.problem.departments[d].kinds.people)
            taken = found.setdefault(d, dict(plan.offices[d]))
            taken[int(scope.area.offices[local])] = tuple(state.best_people[local, :kinds].tolist())
    return dict(found)
