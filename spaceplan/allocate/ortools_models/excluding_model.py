"""CP-SAT model of which hard constraints of a seating problem can hold together; costs are no part.

x_er says that entity e sits in room r, h_c that constraint c must hold:

    Σ_r x_er = 1,  Σ_e x_er ≤ seats_r
    h_c ⇒ Σ_{r allowed} x_er ≥ 1                    (a room, one of several, not a room)
    h_c ⇒ Σ_e s_e·x_er ≤ a_r                        (space of a room)
    h_c ∧ x_er ⇒ x_fr = 0 for every f ≠ e           (alone)
    h_c ⇒ Σ_{r in R} x_er ≤ Σ_{r not broken with R} x_fr    (of two entities)

It is built once; which constraints must hold is set for each question.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

import numpy as np
from ortools.sat.python import cp_model

from spaceplan.allocate.arrays import Ints
from spaceplan.allocate.ortools_models.limits import Limits, limited_solver, solve_model
from spaceplan.allocate.seating.arrays import broken_tables, like_rows
from spaceplan.model import PAIR_KINDS, SeatingConstraint, SeatingKind, SeatingProblem

#: Deterministic time for keeping more constraints than were asked for, about seconds.
_MANY = 0.5


class ExcludingModel:
    """Asks whether some of the constraints can hold together.

    Parameters
    ----------
    hard
        Those that may be asked for, by index of the problem's constraints.
    """

    def __init__(self, problem: SeatingProblem, hard: Sequence[int]) -> None:
        self.problem = problem
        self.model = cp_model.CpModel()
        self._tables = broken_tables(problem.rooms)
        self._groups = {kind: like_rows(table) for kind, table in self._tables.items()}
        rooms = range(len(problem.rooms))
        self._most = -1
        self.x = [[self.model.new_bool_var("") for _ in rooms] for _ in problem.entities]
        for row in self.x:
            self.model.add_exactly_one(row)
        for r, room in enumerate(problem.rooms):
            if room.seats is not None:
                self.model.add(cp_model.LinearExpr.sum(self._column(r)) <= room.seats)
        self.holds = {c: self.model.new_bool_var("") for c in hard}
        alone: dict[int, list[cp_model.IntVar]] = {}
        for c, literal in self.holds.items():
            if problem.constraints[c].kind == SeatingKind.NOTSHARING:
                alone.setdefault(problem.constraints[c].subject, []).append(literal)
            else:
                self._require(problem.constraints[c], literal)
        if alone:
            self._alone(alone)

    def _column(self, r: int) -> list[cp_model.IntVar]:
        return [row[r] for row in self.x]

    def _require(self, constraint: SeatingConstraint, literal: cp_model.IntVar) -> None:
        """Let a constraint hold where its literal is true."""
        subject, targets = constraint.subject, constraint.targets
        if constraint.kind == SeatingKind.CAPACITY:
            spaces = [entity.space_dm2 for entity in self.problem.entities]
            load = cp_model.LinearExpr.weighted_sum(self._column(subject), spaces)
            area = self.problem.rooms[subject].space_dm2
            self.model.add(load <= area).only_enforce_if(literal)
        elif constraint.kind in PAIR_KINDS:
            self._two(constraint.kind, subject, targets[0], literal)
        else:
            unwanted = constraint.kind == SeatingKind.NONALLOCATION
            allowed = [x for r, x in enumerate(self.x[subject]) if (r in targets) != unwanted]
            self.model.add_bool_or([*allowed, ~literal])

    def _alone(self, alone: Mapping[int, Sequence[cp_model.IntVar]]) -> None:
        """own_r = Σ_e alone_er, alone_er ≥ x_er + h_c − 1, x_fr ≤ 1 − own_r + alone_fr.

        Parameters
        ----------
        alone
            By entity: literals of the constraints that it sits alone.
        """
        for r in range(len(self.problem.rooms)):
            own = self.model.new_bool_var("")
            here: dict[int, cp_model.IntVar] = {}
            for e, literals in alone.items():
                here[e] = self.model.new_bool_var("")
                self.model.add_implication(here[e], self.x[e][r])
                for literal in literals:
                    self.model.add_bool_or([~self.x[e][r], ~literal, here[e]])
            self.model.add(cp_model.LinearExpr.sum(list(here.values())) == own)
            for f, row in enumerate(self.x):
                self.model.add_bool_or([~row[r], ~own, *([here[f]] if f in here else [])])

    def _two(self, kind: SeatingKind, one: int, two: int, literal: cp_model.IntVar) -> None:
        for members, wrong in self._groups[kind]:
            here = [self.x[one][r] for r in members.tolist()]
            fine = [self.x[two][r] for r in np.flatnonzero(~wrong).tolist()]
            self.model.add(
                cp_model.LinearExpr.sum(here) <= cp_model.LinearExpr.sum(fine)
            ).only_enforce_if(literal)

    def held_with(self, part: Collection[int], limits: Limits) -> frozenset[int] | None:
        """Return the constraints that hold in a seating that keeps a part; None: there is none.

        For a while one is looked for that keeps as many as can be, then any.

        Raises
        ------
        TimeoutError
            If the limits do not suffice to say.
        """
        for c, literal in self.holds.items():
            self.model.proto.variables[literal.index].domain[0] = int(c in part)
        self.model.maximize(cp_model.LinearExpr.sum(list(self.holds.values())))
        solver = limited_solver(replace(limits, work=_MANY))
        solver.parameters.absolute_gap_limit = 1.0  # one fewer than can be will do as well
        status = solve_model(solver, self.model)
        if status == cp_model.UNKNOWN:
            self.model.clear_objective()
            solver = limited_solver(limits)
            status = solve_model(solver, self.model)
        if status == cp_model.INFEASIBLE:
            return None
        if status == cp_model.UNKNOWN:
            raise TimeoutError
        rooms = np.array([[solver.boolean_value(x) for x in row] for row in self.x]).argmax(axis=1)
        return self.kept_by(rooms)

    def kept_by(self, rooms: Ints) -> frozenset[int]:
        """Return the constraints that a seating keeps; if they are many, go on from it."""
        kept = frozenset(c for c in self.holds if self._is_kept(self.problem.constraints[c], rooms))
        if len(kept) > self._most:
            self._most = len(kept)
            self.model.clear_hints()
            for row, room in zip(self.x, rooms.tolist(), strict=True):
                for r, x in enumerate(row):
                    self.model.add_hint(x, r == room)
            for c, literal in self.holds.items():
                self.model.add_hint(literal, c in kept)
        return kept

    def _is_kept(self, constraint: SeatingConstraint, rooms: Ints) -> bool:
        """Return whether a seating keeps a constraint."""
        subject, kind = constraint.subject, constraint.kind
        if kind == SeatingKind.CAPACITY:
            there = np.flatnonzero(rooms == subject).tolist()
            needed = sum(self.problem.entities[e].space_dm2 for e in there)
            return needed <= self.problem.rooms[subject].space_dm2
        if kind == SeatingKind.NOTSHARING:
            return int(np.sum(rooms == rooms[subject])) == 1
        if kind in PAIR_KINDS:
            return not self._tables[kind][rooms[subject], rooms[constraint.targets[0]]]
        return (rooms[subject] in constraint.targets) != (kind == SeatingKind.NONALLOCATION)
