"""CP-SAT model of a seating problem, whole or of some rooms while the others stay as they are.

x_er says that entity e sits in room r. Who must sit alone (hard) and the others are kept apart:

    own_r = Σ_{e alone} x_er ≤ 1,  x_er ≤ 1 − own_r for every other e
    misuse_r = Σ_{e alone} w_er·x_er + under·(a_r·(1 − own_r) − Σ s_e·x_er) + (under + over)·lack_r
    lack_r ≥ Σ s_e·x_er − a_r·(1 − own_r), sums over the others

with w_er the misuse of r when e sits there alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from ortools.sat.python import cp_model

from spaceplan.allocate.arrays import Bools, Floats, Ints
from spaceplan.allocate.ortools_models.limits import Limits, set_limits
from spaceplan.allocate.seating.arrays import Link, SeatingArrays, like_rows


@dataclass(frozen=True)
class Answer:
    """What a solve found.

    Parameters
    ----------
    rooms
        Rooms of all entities; None where nothing was found.
    proven
        Nothing better exists in what was open; with no rooms: nothing exists at all.
    bound
        Units that nothing in what was open goes below.
    work
        Deterministic time.
    """

    rooms: Ints | None
    proven: bool
    bound: int
    work: float


@dataclass(frozen=True)
class Scope:
    """What a model may change, from a seating that keeps all hard constraints or not.

    Parameters
    ----------
    rooms
        The seating.
    open_rooms
        Who sits in them may change among them.
    keep
        Soft constraints that hold must go on holding.
    allowed
        (entity, room): where an entity may go; where it is, it may always stay.
    noise
        (entity, room): units added to the cost, so that another seating may come out.
    """

    rooms: Ints
    open_rooms: Sequence[int]
    keep: bool = False
    allowed: Bools | None = None
    noise: Floats | None = None


class SeatingModel:
    """The model of a scope; its cost is that of the open rooms and of whoever sits there."""

    def __init__(self, arrays: SeatingArrays, scope: Scope) -> None:
        self.arrays, self.scope, self.given = arrays, scope, scope.rooms
        self.rooms = sorted(scope.open_rooms)
        inside = np.zeros(arrays.m, dtype=bool)
        inside[self.rooms] = True
        self.entities: list[int] = np.flatnonzero(inside[self.given]).tolist()
        self._free = set(self.entities)
        self.model = cp_model.CpModel()
        self._variables: list[cp_model.IntVar] = []
        self._units: list[int] = []
        self.constant = 0
        self.x: dict[tuple[int, int], cp_model.IntVar] = {}
        self._sit()
        for room in self.rooms:
            self._fill(room)
        for link in arrays.links:
            if link.one in self._free and link.two in self._free:
                self._link(link)
        self.scale = int(np.gcd.reduce(self._units or [1])) or 1
        scaled = [units // self.scale for units in self._units]
        self.model.minimize(cp_model.LinearExpr.weighted_sum(self._variables, scaled))

    def _pay(self, variable: cp_model.IntVar, units: float) -> None:
        if units:
            self._variables.append(variable)
            self._units.append(int(units))

    def _tables(self) -> tuple[Floats, Floats]:
        """Return what rooms cost each entity, hard and soft, links to who stays included."""
        arrays = self.arrays
        hard, soft = arrays.linear_hard.copy(), arrays.linear_soft.copy()
        for link in arrays.links:
            for one, two in ((link.one, link.two), (link.two, link.one)):
                if one in self._free and two not in self._free:
                    wrong = link.broken[self.given[two]]
                    hard[one] += link.price.hard * wrong
                    soft[one] += link.price.soft * wrong
        return hard, soft

    def _sit(self) -> None:
        """Σ_r x_er = 1."""
        hard, soft = self._tables()
        allowed = hard == 0
        if self.scope.allowed is not None:
            allowed &= self.scope.allowed
        if self.scope.keep:
            now = soft[np.arange(self.arrays.n), self.given]
            allowed &= soft <= now[:, None]
        if self.scope.noise is not None:
            soft = soft + self.scope.noise
        for entity in self.entities:
            row = []
            here = int(self.given[entity])
            for room in self.rooms:
                if allowed[entity, room] or (room == here and not hard[entity, room]):
                    x = self.model.new_bool_var("")
                    self.x[entity, room] = x
                    row.append(x)
                    self._pay(x, soft[entity, room])
                    self.model.add_hint(x, room == here)
            self.model.add_exactly_one(row)

    def _fill(self, room: int) -> None:
        """Price a room: who sits there alone, or who shares it."""
        arrays, model = self.arrays, self.model
        here = [(e, self.x[e, room]) for e in self.entities if (e, room) in self.x]
        alone = [(e, x) for e, x in here if arrays.alone_hard[e]]
        others = [(e, x) for e, x in here if not arrays.alone_hard[e]]
        own = model.new_bool_var("")
        model.add(cp_model.LinearExpr.sum([x for _, x in alone]) == own)
        for entity, x in alone:
            self._sit_alone(entity, room, x)
        for _, x in others:
            model.add_implication(own, ~x)
        self._share(room, own, others)
        if arrays.seats[room] < len(here):
            model.add(cp_model.LinearExpr.sum([x for _, x in here]) <= int(arrays.seats[room]))

    def _sit_alone(self, entity: int, room: int, x: cp_model.IntVar) -> None:
        arrays = self.arrays
        left = int(arrays.area[room] - arrays.space[entity])
        self._pay(x, max(arrays.under * left, -arrays.over * left))
        if left < 0:
            self._pay(x, arrays.full_soft[room])
            if arrays.full_hard[room]:
                self.model.add(x == 0)

    def _share(
        self, room: int, own: cp_model.IntVar, others: list[tuple[int, cp_model.IntVar]]
    ) -> None:
        """lack_r ≥ Σ s_e·x_er − a_r·(1 − own_r), and what follows from it."""
        arrays, model = self.arrays, self.model
        area, under = int(arrays.area[room]), int(arrays.under)
        spaces = [int(arrays.space[e]) for e, _ in others]
        lack = model.new_int_var(0, max(0, sum(spaces) - area), "")
        load = cp_model.LinearExpr.weighted_sum([x for _, x in others], spaces)
        model.add(lack >= load - area + area * own)
        for (_, x), space in zip(others, spaces, strict=True):
            self._pay(x, -under * space)
        self._pay(own, -under * area)
        self.constant += under * area
        self._pay(lack, arrays.under + arrays.over)
        if arrays.full_hard[room]:
            model.add(lack == 0)
        elif arrays.full_soft[room]:
            full = model.new_bool_var("")
            model.add(lack == 0).only_enforce_if(~full)
            self._pay(full, arrays.full_soft[room])
        for entity, x in others:
            if arrays.alone_soft[entity]:
                self._disturb(entity, x, others)

    def _disturb(
        self, entity: int, x: cp_model.IntVar, others: list[tuple[int, cp_model.IntVar]]
    ) -> None:
        """Make who wants to sit alone cost where somebody else sits there too."""
        shared = self.model.new_bool_var("")
        for other, y in others:
            if other != entity:
                self.model.add_bool_or([~x, ~y, shared])
        self._pay(shared, self.arrays.alone_soft[entity])

    def _link(self, link: Link) -> None:
        """Σ_{r in R} x_er ≤ Σ_{r not broken with R} x_fr + flag."""
        holds = not link.broken[self.given[link.one], self.given[link.two]]
        flag = None
        if not (link.price.hard or (self.scope.keep and holds)):
            flag = self.model.new_bool_var("")
            self._pay(flag, link.price.soft)
        broken = link.broken[np.ix_(self.rooms, self.rooms)]
        for one, two in ((link.one, link.two), (link.two, link.one)):
            for members, wrong in like_rows(broken):
                here = self._those(one, members)
                if here:
                    fine = self._those(two, np.flatnonzero(~wrong))
                    # A clause where it can be one: somebody is not here, or somebody is fine.
                    fine += [] if flag is None else [flag]
                    self.model.add(cp_model.LinearExpr.sum(here) <= cp_model.LinearExpr.sum(fine))

    def _those(self, entity: int, indices: Ints) -> list[cp_model.IntVar]:
        pairs = ((entity, self.rooms[index]) for index in indices)
        return [self.x[pair] for pair in pairs if pair in self.x]

    def solve(self, limits: Limits, *, first: bool = False) -> Answer:
        """Solve the model, ``first``: to its first seating; the one given is its hint."""
        solver = cp_model.CpSolver()
        set_limits(solver, limits)
        solver.parameters.linearization_level = 2
        solver.parameters.stop_after_first_solution = first
        status = solver.solve(self.model)
        if status == cp_model.MODEL_INVALID:
            raise AssertionError("the seating model is not valid")
        work = float(solver.response_proto.deterministic_time)
        if status == cp_model.INFEASIBLE:
            return Answer(None, True, 0, work)
        least = int(np.ceil(solver.best_objective_bound - 1e-6))
        bound = least * self.scale + self.constant
        if status == cp_model.UNKNOWN:
            return Answer(None, False, bound, work)
        rooms = self.given.copy()
        for (entity, room), x in self.x.items():
            if solver.boolean_value(x):
                rooms[entity] = room
        return Answer(rooms, status == cp_model.OPTIMAL, bound, work)
