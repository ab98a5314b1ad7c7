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
    Known,
    Shorts,
    State,
    empty_state,
)
from spaceplan.allocate.needs import ServiceAssigner
from spaceplan.allocate.plan import Plan
from spaceplan.allocate.problem import Problem
from spaceplan.units import DM2_PER_M2

_CM_PER_M = 100
#: Beyond so many offices the walks between all of them would take too much memory, 0.15 GB; where
#: no walk has a price, other tables would.
_MOST_WITH_WALKS, _MOST = 6_000, 20_000


def can_be_written(evaluator: Evaluator) -> bool:
    """Return whether compiled moves know all that a problem asks for, and its size will do."""
    problem = evaluator.problem
    largest = max(map(len, evaluator.geometry.on_storey), default=0)
    most = _MOST_WITH_WALKS if _walks_cost(problem) else _MOST
    small = largest <= MOST_OFFICES and len(problem.offices) <= most
    return small and not problem.may_share_own


def _walks_cost(problem: Problem) -> bool:
    return bool(problem.prices.distance or problem.prices.affinity)


def known_of(evaluator: Evaluator, assigner: ServiceAssigner) -> Known:
    """Write down what moves do not change."""
    problem, geometry = evaluator.problem, evaluator.geometry
    offices, prices = problem.offices, problem.prices
    storeys, number = len(problem.storeys.ids), len(offices)
    on_storey = np.full((storeys, MOST_OFFICES), NOBODY, dtype=np.int64)
    along = on_storey.copy()
    reach = np.zeros((storeys, MOST_OFFICES), dtype=np.uint64)
    for s, rooms in enumerate(geometry.on_storey):
        on_storey[s, : len(rooms)] = rooms
        reach[s, : len(rooms)] = [geometry.reach[r] for r in rooms]
        usable = [r for r in along_corridor(geometry, rooms) if offices.seats[r]]
        along[s, : len(usable)] = usable
    moved = prices.moved if problem.has_ledger else 0.0
    was_row, was, was_on = _status_quo(problem, bool(moved))
    kinds = _kinds(problem)
    pairs = [sorted(others.items()) for others in evaluator.pairs]
    building, site = (np.array(of) for of in (problem.storeys.building, problem.storeys.site))
    table = (offices.storey, geometry.place, offices.area, offices.seats, offices.least)
    return Known(
        room=np.ascontiguousarray(np.array(table, dtype=np.int64).reshape(5, number).T),
        on_storey=on_storey,
        along=along,
        reach_on=reach,
        may=problem.may_hold.astype(np.uint8),
        allowed=_allowed(evaluator, assigner),
        **kinds,
        department=np.array(
            [
                [d.office_dm2, d.kinds.total, sum(d.before_people) if moved else 0]
                for d in problem.departments
            ],
            dtype=np.int64,
        ).reshape(-1, 3),
        storey=np.stack([building, site, list(map(len, geometry.on_storey))], axis=1).astype(
            np.int64
        ),
        was_row=was_row,
        was=was,
        was_on=was_on,
        walks=_walks(evaluator),
        between=geometry.between_storeys().astype(np.int64),
        opened=np.array(problem.storeys.opened_dm2) * prices.opened / DM2_PER_M2,
        pair_first=np.cumsum([0, *map(len, pairs)]),
        pair=np.array([pair for some in pairs for pair in some], dtype=np.int64).reshape(-1, 2),
        prices=np.array(
            [
                *(prices.excess / DM2_PER_M2, moved, prices.zone, prices.distance / _CM_PER_M),
                *(prices.storey, prices.building, prices.site, prices.affinity / _CM_PER_M),
            ]
        ),
    )


def _walks(evaluator: Evaluator) -> Shorts:
    """Return all walks between offices in cm, or one 0 where no walk has a price."""
    if not _walks_cost(evaluator.problem):
        return np.zeros((1, 1), dtype=np.int32)
    rooms = range(len(evaluator.problem.offices))
    return np.ascontiguousarray(evaluator.geometry.walks(rooms), dtype=np.int32)


def _allowed(evaluator: Evaluator, assigner: ServiceAssigner) -> Flags:
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


def _kinds(problem: Problem) -> dict[str, np.ndarray]:
    """Return quota, own, and the orders in which kinds are seated, (departments, kinds) each."""
    width = max((len(d.kinds.people) for d in problem.departments), default=1)
    shape = (len(problem.departments), width)
    quota, own = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.uint8)
    alone, sharing = (np.full(shape, NOBODY, dtype=np.int64) for _ in range(2))
    for d, department in enumerate(problem.departments):
        kinds = department.kinds
        quota[d, : len(kinds.quota)] = kinds.quota
        own[d, : len(kinds.alone)] = kinds.alone
        alone[d, : len(kinds.own)] = sorted(kinds.own, key=lambda k: kinds.quota[k])
        sharing[d, : len(kinds.sharing)] = kinds.sharing
    return {"quota": quota, "own": own, "alone_first": alone, "sharing_first": sharing}


def _status_quo(problem: Problem, counted: bool) -> tuple[Shorts, np.ndarray, np.ndarray]:
    """Return who sat where: row by department and office, people by row, people by storey."""
    width = max((len(d.kinds.people) for d in problem.departments), default=1)
    row = np.full((len(problem.departments), len(problem.offices)), NOBODY, dtype=np.int32)
    on = np.zeros((len(problem.departments), len(problem.storeys.ids)), dtype=np.int64)
    people = [[0] * width]
    for d, department in enumerate(problem.departments):
        for r, was in department.before if counted else ():
            row[d, r] = len(people)
            on[d, problem.offices.storey[r]] += sum(was)
            people.append([*was, *[0] * (width - len(was))])
    return row, np.array(people, dtype=np.int64), on


def sharers(plan: Plan) -> frozenset[int]:
    """Return the departments that share an office with others."""
    return frozenset(d for holders in plan.holders if len(holders) > 1 for d in holders)


def state_of(known: Known, plan: Plan, seed: int) -> State:
    """Write a plan down; ``seed``: where random numbers begin, above 0."""
    state = empty_state(known, seed)
    state.fixed[:] = plan.problem.offices.shared
    for d, (held, cost) in enumerate(zip(plan.offices, plan.costs, strict=True)):
        for r, occupancy in held.items():
            state.mask[d, known.room[r, STOREY]] |= np.uint64(plan.evaluator.geometry.bit[r])
            state.holder[r] = d if len(plan.holders[r]) == 1 else SEVERAL
            state.people[r, : len(occupancy)] = occupancy
        state.fixed[list(plan.problem.departments[d].locked)] = 1
        area = sum(plan.problem.offices.area[r] for r in held)
        seated = plan.problem.departments[d].kinds.total - cost.unseated
        state.sums[d] = cost.room_excess_dm2, area, cost.hub, cost.person_cm, seated
        state.cost[d] = cost.cost
    state.people[state.holder == SEVERAL] = 0
    state.number[:] = state.people.sum(axis=1)
    state.users[:] = plan.users
    state.points[:] = plan.cost - plan.services.cost
    state.best_holder[:], state.best_people[:] = state.holder, state.people
    return state


def offices_of(state: State, plan: Plan) -> dict[int, Held]:
    """Return the offices of the departments that hold other rooms in the best state than in a plan.

    The state was written from a plan of which only rooms with one holder at most have changed.
    """
    holder = np.full(len(plan.holders), NOBODY, dtype=np.int64)
    people = np.zeros_like(state.best_people)
    for d, held in enumerate(plan.offices):
        for r, occupancy in held.items():
            holder[r] = d if len(plan.holders[r]) == 1 else SEVERAL
            if holder[r] == d:
                people[r, : len(occupancy)] = occupancy
    changed = (holder != state.best_holder) | (people != state.best_people).any(axis=1)
    found: dict[int, dict[int, tuple[int, ...]]] = {}
    rooms = np.flatnonzero(changed).tolist()
    for r in rooms:
        for d in plan.holders[r]:
            found.setdefault(d, dict(plan.offices[d])).pop(r)
    for r in rooms:
        d = int(state.best_holder[r])
        if d >= 0:
            kinds = len(plan.problem.departments[d].kinds.people)
            taken = found.setdefault(d, dict(plan.offices[d]))
            taken[r] = tuple(state.best_people[r, :kinds].tolist())
    return dict(found)
