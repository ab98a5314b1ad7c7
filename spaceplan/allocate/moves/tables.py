"""Write a problem and a plan down as arrays for compiled moves, and read what became of it."""

from __future__ import annotations

import numpy as np

from spaceplan.allocate.construct import along_corridor
from spaceplan.allocate.evaluate import Evaluator, Held
from spaceplan.allocate.moves.arrays import (
    MOST_OFFICES,
    NOBODY,
    SEVERAL,
    STOREY,
    Flags,
    Floats,
    Ints,
    Known,
    Shorts,
    State,
    empty_state,
)
from spaceplan.allocate.moves.scope import Scope
from spaceplan.allocate.needs import ServiceAssigner
from spaceplan.allocate.plan import Plan
from spaceplan.allocate.problem import Problem
from spaceplan.units import DM2_PER_M2

_CM_PER_M = 100


def can_be_written(evaluator: Evaluator) -> bool:
    """Return whether compiled moves know all that a problem asks for."""
    largest = max(map(len, evaluator.geometry.on_storey), default=0)
    return largest <= MOST_OFFICES and not evaluator.problem.may_share_own


def known_of(evaluator: Evaluator, scope: Scope, allowed: Flags, plan: Plan) -> Known:
    """Write down what moves within a scope do not change.

    Parameters
    ----------
    allowed
        See ``allowed_of``.
    plan
        Where all others are whom departments of the scope work with.
    """
    problem, geometry = evaluator.problem, evaluator.geometry
    offices, prices = problem.offices, problem.prices
    on_storey = np.full((len(scope.storeys), MOST_OFFICES), NOBODY, dtype=np.int64)
    along = on_storey.copy()
    reach = np.zeros((len(scope.storeys), MOST_OFFICES), dtype=np.uint64)
    for i, s in enumerate(scope.storeys):
        rooms = geometry.on_storey[s]
        on_storey[i, : len(rooms)] = scope.local[rooms]
        reach[i, : len(rooms)] = [geometry.reach[r] for r in rooms]
        usable = [r for r in along_corridor(geometry, rooms) if offices.seats[r]]
        along[i, : len(usable)] = scope.local[usable]
    moved = prices.moved if problem.has_ledger else 0.0
    was_row, was, was_on = _status_quo(problem, scope, bool(moved))
    pairs, outside = _affinities(evaluator, scope, plan)
    storeys = np.array(scope.storeys, dtype=np.int64)
    number = np.zeros(len(problem.storeys.ids), dtype=np.int64)
    number[storeys] = np.arange(len(storeys))
    departments = [problem.departments[d] for d in scope.departments]
    ours = np.array(scope.departments, dtype=np.int64)
    return Known(
        room=np.array(
            [
                [
                    *(number[offices.storey[r]], geometry.place[r]),
                    *(offices.area[r], offices.seats[r], offices.least[r]),
                ]
                for r in scope.offices.tolist()
            ],
            dtype=np.int64,
        ).reshape(-1, 5),
        on_storey=on_storey,
        along=along,
        reach_on=reach,
        may=problem.may_hold[np.ix_(ours, scope.offices)].astype(np.uint8),
        allowed=np.ascontiguousarray(allowed[np.ix_(ours, storeys)]),
        **_kinds(problem, scope),
        department=np.array(
            [
                [d.office_dm2, d.kinds.total, sum(d.before_people) if moved else 0]
                for d in departments
            ],
            dtype=np.int64,
        ).reshape(-1, 3),
        storey=np.array(
            [
                [problem.storeys.building[s], problem.storeys.site[s], len(geometry.on_storey[s])]
                for s in scope.storeys
            ],
            dtype=np.int64,
        ).reshape(-1, 3),
        was_row=was_row,
        was=was,
        was_on=was_on,
        walks=_walks(evaluator, scope),
        between=geometry.between_storeys()[np.ix_(storeys, storeys)].astype(np.int64),
        opened=np.array([problem.storeys.opened_dm2[s] for s in scope.storeys])
        * prices.opened
        / DM2_PER_M2,
        pair_first=np.cumsum([0, *map(len, pairs)]),
        pair=np.array([pair for some in pairs for pair in some], dtype=np.int64).reshape(-1, 2),
        outside=outside,
        prices=np.array(
            [
                *(prices.excess / DM2_PER_M2, moved, prices.zone, prices.distance / _CM_PER_M),
                *(prices.storey, prices.building, prices.site, prices.affinity / _CM_PER_M),
            ]
        ),
    )


def _walks(evaluator: Evaluator, scope: Scope) -> Shorts:
    """Return all walks between offices in cm, or one 0 where no walk has a price."""
    prices = evaluator.problem.prices
    if not (prices.distance or prices.affinity):
        return np.zeros((1, 1), dtype=np.int32)
    return np.ascontiguousarray(evaluator.geometry.walks(scope.offices.tolist()), dtype=np.int32)


def _affinities(
    evaluator: Evaluator, scope: Scope, plan: Plan
) -> tuple[list[list[tuple[int, int]]], Floats]:
    """Return by department those of the scope it works with, and what walks to all others cost.

    Those whose hub lies elsewhere count as others: it stays where it is. What they cost has a
    number for each office in which the department's hub may be, (departments, offices).
    """
    inside = {d: i for i, d in enumerate(scope.departments)}
    price = evaluator.problem.prices.affinity / _CM_PER_M
    far: dict[int, list[tuple[int, int]]] = {}
    near: list[list[tuple[int, int]]] = []
    for d in scope.departments:
        near.append([])
        for e, people in sorted(evaluator.pairs[d].items()):
            hub = plan.costs[e].hub
            if e in inside and (hub < 0 or scope.local[hub] >= 0):
                near[-1].append((inside[e], people))
            elif hub >= 0 and price:
                far.setdefault(hub, []).append((inside[d], people))
    if not far:
        return near, np.zeros((1, 1))
    points = np.zeros((len(scope.departments), len(scope.offices)))
    walks = evaluator.geometry.walks_across(list(far), scope.offices.tolist())
    for row, partners in zip(walks, far.values(), strict=True):
        for d, people in partners:
            points[d] += price * people * row
    return near, points


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
    number = {s: i for i, s in enumerate(scope.storeys)}
    row = np.full((len(scope.departments), len(scope.offices)), NOBODY, dtype=np.int32)
    on = np.zeros((len(scope.departments), len(scope.storeys)), dtype=np.int64)
    people = [[0] * width]
    for i, d in enumerate(scope.departments):
        for r, was in problem.departments[d].before if counted else ():
            if (local := scope.local[r]) >= 0:
                row[i, local] = len(people)
                on[i, number[problem.offices.storey[r]]] += sum(was)
                people.append([*was, *[0] * (width - len(was))])
    return row, np.array(people, dtype=np.int64), on


def sharers(plan: Plan) -> frozenset[int]:
    """Return the departments that share an office with others."""
    return frozenset(d for holders in plan.holders if len(holders) > 1 for d in holders)


def state_of(known: Known, scope: Scope, plan: Plan, seed: int) -> State:
    """Write a plan down; ``seed``: where random numbers begin, above 0."""
    state = empty_state(known, seed)
    problem, geometry = plan.problem, plan.evaluator.geometry
    state.fixed[:] = [problem.offices.shared[r] for r in scope.offices.tolist()]
    for i, d in enumerate(scope.departments):
        held, cost = plan.offices[d], plan.costs[d]
        for r, occupancy in held.items():
            if (local := scope.local[r]) >= 0:
                state.mask[i, known.room[local, STOREY]] |= np.uint64(geometry.bit[r])
                state.holder[local] = i if len(plan.holders[r]) == 1 else SEVERAL
                state.people[local, : len(occupancy)] = occupancy
        locked = scope.local[list(problem.departments[d].locked)]
        state.fixed[locked[locked >= 0]] = 1
        area = sum(problem.offices.area[r] for r in held)
        seated = problem.departments[d].kinds.total - cost.unseated
        hub = scope.local[cost.hub] if cost.hub >= 0 else NOBODY
        state.sums[i] = cost.room_excess_dm2, area, hub, cost.person_cm, seated
        state.cost[i] = cost.cost
        state.busy[i] = d in scope.elsewhere
    state.people[state.holder == SEVERAL] = 0
    state.number[:] = state.people.sum(axis=1)
    state.users[:] = [plan.users[s] for s in scope.storeys]
    state.points[:] = plan.cost - plan.services.cost
    state.best_holder[:], state.best_people[:] = state.holder, state.people
    return state


def offices_of(state: State, scope: Scope, plan: Plan) -> dict[int, Held]:
    """Return the offices of the departments that hold other rooms in the best state than in a plan.

    The state was written from a plan of which only rooms with one holder at most have changed.
    """
    holder = np.full(len(scope.offices), NOBODY, dtype=np.int64)
    people = np.zeros_like(state.best_people)
    for i, d in enumerate(scope.departments):
        for r, occupancy in plan.offices[d].items():
            if (local := scope.local[r]) >= 0:
                holder[local] = i if len(plan.holders[r]) == 1 else SEVERAL
                if holder[local] == i:
                    people[local, : len(occupancy)] = occupancy
    changed = (holder != state.best_holder) | (people != state.best_people).any(axis=1)
    found: dict[int, dict[int, tuple[int, ...]]] = {}
    rooms = np.flatnonzero(changed).tolist()
    for local in rooms:
        r = int(scope.offices[local])
        for d in plan.holders[r]:
            found.setdefault(d, dict(plan.offices[d])).pop(r)
    for local in rooms:
        if (i := int(state.best_holder[local])) >= 0:
            d = scope.departments[i]
            kinds = len(plan.problem.departments[d].kinds.people)
            taken = found.setdefault(d, dict(plan.offices[d]))
            taken[int(scope.offices[local])] = tuple(state.best_people[local, :kinds].tolist())
    return dict(found)
