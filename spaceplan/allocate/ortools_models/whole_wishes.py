"""Hard wishes that couple rooms, as constraints of the whole model."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from ortools.sat.python import cp_model

from spaceplan.allocate.problem.geometry import Geometry
from spaceplan.allocate.problem.problem import Problem
from spaceplan.allocate.problem.wishes import NEXT_TO, WishCounter, agree


class WholeWishes:
    """Adds the wishes of a problem to its whole model; none adds nothing.

    Parameters
    ----------
    held
        x_dr by department and office.
    people
        y_dkr by department and office, for each kind.
    """

    def __init__(
        self,
        model: cp_model.CpModel,
        problem: Problem,
        geometry: Geometry,
        held: Sequence[Mapping[int, cp_model.IntVar]],
        people: Sequence[Mapping[int, Sequence[cp_model.IntVar]]],
    ) -> None:
        self.model = model
        self.problem = problem
        self.geometry = geometry
        self.held = held
        self.people = people
        self._used: dict[tuple[int, int], cp_model.IntVar] = {}
        wishes = WishCounter(problem, geometry)
        for d in sorted(wishes.asking):
            self._stay(d)
            if problem.departments[d].wishes.one_place:
                self._one_place(d)
        for kind, d, e in wishes.pairs_of(sorted(wishes.pairs)):
            if kind == NEXT_TO:
                self._next_to(d, e)
            else:
                self._apart(d, e)

    def _stay(self, d: int) -> None:
        """Let people stay: y_dkr >= keep_dkr."""
        for r, staying in self.problem.departments[d].keep:
            for people, number in zip(self.people[d][r], staying, strict=True):
                self.model.add(people >= number)

    def _one_place(self, d: int) -> None:
        """used_ds + used_dt <= 1 for storeys that are not in one place."""
        wishes, table = self.problem.departments[d].wishes, self.problem.storeys
        for s, t in combinations(self._storeys(d), 2):
            if not agree(wishes, table, s, t):
                self.model.add_at_most_one([self._used_by(d, s), self._used_by(d, t)])

    def _apart(self, d: int, e: int) -> None:
        """used_ds + used_es <= 1."""
        for s in set(self._storeys(d)) & set(self._storeys(e)):
            self.model.add_at_most_one([self._used_by(d, s), self._used_by(e, s)])

    def _next_to(self, d: int, e: int) -> None:
        """Σ_rr' joined_rr' >= 1, joined_rr' <= x_dr, joined_rr' <= x_er', r and r' within reach."""
        joined = []
        for r, mine in self.held[d].items():
            near = self.geometry.reach[r] | self.geometry.bit[r]
            for other, theirs in self.held[e].items():
                same = self.geometry.storey[r] == self.geometry.storey[other]
                if same and near & self.geometry.bit[other]:
                    both = self.model.new_bool_var("")
                    self.model.add_implication(both, mine)
                    self.model.add_implication(both, theirs)
                    joined.append(both)
        self.model.add_bool_or(joined)

    def _storeys(self, d: int) -> Iterable[int]:
        return sorted({self.problem.offices.storey[r] for r in self.held[d]})

    def _used_by(self, d: int, s: int) -> cp_model.IntVar:
        """Return used_ds >= x_dr for the offices r of storey s."""
        if (d, s) not in self._used:
            used = self._used[d, s] = self.model.new_bool_var(f"wish{d}_{s}")
            for r, held in self.held[d].items():
                if self.problem.offices.storey[r] == s:
                    self.model.add_implication(held, used)
        return self._used[d, s]
