"""Give out the rooms of a few storeys again: a CP-SAT model on counts of like rooms.

Rooms are counted by department and who sits there (``storeys_counts``). Zones are counted by the
parts of a storey that do not hang together, the rest is left to the annealing; walks count only
roughly, by the storey.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ortools.sat.python import cp_model

from spaceplan.allocate.ortools_models.hints import Values, any_of, highest_of
from spaceplan.allocate.ortools_models.limits import Limits, set_limits, solve_model
from spaceplan.allocate.ortools_models.storeys_counts import StoreysCounts
from spaceplan.allocate.ortools_models.storeys_wishes import add_wishes
from spaceplan.allocate.plan.freed import Freed, FreedDepartment
from spaceplan.allocate.plan.shares import Share, Shares
from spaceplan.allocate.problem.problem import Problem
from spaceplan.units import DM2_PER_M2

#: Points between plan and bound at which a solution is good enough.
_GAP = 0.5


@dataclass(frozen=True)
class Solved:
    """Answer of the model: shares by (department, number of the like rooms); none if no answer.

    ``work`` is deterministic time.
    """

    shares: Shares
    found: bool
    proven: bool
    work: float


class StoreysModel(StoreysCounts):
    """The model of one neighbourhood: what departments cost by their rooms, and its solution."""

    def __init__(
        self, problem: Problem, freed: Freed, pull: Mapping[tuple[int, int], float]
    ) -> None:
        super().__init__(problem, freed, pull)
        self.solver = cp_model.CpSolver()
        self.used: dict[tuple[int, int], cp_model.IntVar] = {}
        for department in freed.departments:
            self._everybody_sits(department)
            self._storeys_used(department)
            self._buildings_and_sites(department)
            self._excess_of_department(department)
        self._opened()
        add_wishes(self.model, problem, freed, self.used, self.on_storey)
        self._stay_put()
        self.model.minimize(cp_model.LinearExpr.weighted_sum(self.terms, self.prices))

    def _storeys_used(self, department: FreedDepartment) -> None:
        """Σ rooms of d on s <= M · used_ds; a storey on which d keeps a room is used anyway."""
        for s in self.freed.storeys:
            rooms = self.on_storey.get((department.d, s))
            if not rooms:
                continue
            if s in department.kept_storeys:
                self._parts_used(department, s)
                continue
            used = self.model.new_bool_var(f"used{department.d}_{s}")
            number = sum(len(like.rooms) for like in self.freed.like_rooms if like.storey == s)
            most = min(number, sum(department.people))
            self.model.add(cp_model.LinearExpr.sum(rooms) <= most * used)
            self.followers.add(used, any_of(rooms))
            self.used[department.d, s] = used
            parts = self._parts_used(department, s)
            self._price(
                used, self.problem.prices.storey - (self.problem.prices.zone if parts else 0)
            )
            for part in parts:
                self.model.add_implication(part, used)

    def _parts_used(self, department: FreedDepartment, s: int) -> list[cp_model.IntVar]:
        """Σ rooms of d in part c of s <= M · in_dc: every part beyond the first is a zone more."""
        parts: dict[int, list[cp_model.IntVar]] = {}
        for t, like in enumerate(self.freed.like_rooms):
            taken = self.parts.get((department.d, t))
            if like.storey == s and taken is not None:
                parts.setdefault(like.component, []).extend(taken.rooms())
        kept = department.kept_components
        if not self.problem.prices.zone or (len(parts) < 2 and s not in department.kept_storeys):
            return []
        found = []
        for component, rooms in parts.items():
            if component in kept:
                continue
            inside = self.model.new_bool_var("")
            number = sum(
                len(like.rooms) for like in self.freed.like_rooms if like.component == component
            )
            self.model.add(cp_model.LinearExpr.sum(rooms) <= number * inside)
            self._price(inside, self.problem.prices.zone)
            self.followers.add(inside, any_of(rooms))
            found.append(inside)
        return found

    def _buildings_and_sites(self, department: FreedDepartment) -> None:
        """used_ds <= in_db, and the same for sites; those where d keeps a room cost no more."""
        table, prices = self.problem.storeys, self.problem.prices
        self._groups(department, table.building, prices.building)
        self._groups(department, table.site, prices.site)

    def _groups(self, department: FreedDepartment, group: Sequence[int], price: float) -> None:
        kept = {group[s] for s in department.kept_storeys}
        places = {group[s] for s in self.freed.storeys} - kept
        if not price or (len(places) < 2 and not kept):
            return
        for place in sorted(places):
            inside = self.model.new_bool_var("")
            self._price(inside, price)
            users = [
                self.used[department.d, s]
                for s in self.freed.storeys
                if group[s] == place and (department.d, s) in self.used
            ]
            for used in users:
                self.model.add_implication(used, inside)
            self.followers.add(inside, any_of(users))

    def _excess_of_department(self, department: FreedDepartment) -> None:
        """X_d >= Σ e, X_d >= office held − office entitlement.

        A locked room is held anyway, and empty its whole area is excess.
        """
        entitlement = self.problem.departments[department.d].office_dm2
        locked = sum(
            like.area * len(like.rooms)
            for like in self.freed.like_rooms
            if like.locked and department.d in like.holders
        )
        rows = list(self._areas(department))
        variables = [variable for variable, *_ in rows]
        floors = (
            (department.kept_excess_dm2 + locked, [excess for _, excess, _ in rows]),
            (department.kept_dm2 + locked - entitlement, [area for *_, area in rows]),
        )
        area = sum(like.area * len(like.rooms) for like in self.freed.like_rooms)
        total = self.model.new_int_var(0, department.kept_dm2 + area, f"excess{department.d}")
        for base, weights in floors:
            self.model.add(total >= base + cp_model.LinearExpr.weighted_sum(variables, weights))
        self._price(total, self.problem.prices.excess / DM2_PER_M2)
        self.followers.add(total, highest_of(floors, variables))

    def _areas(self, department: FreedDepartment) -> Iterator[tuple[cp_model.IntVar, int, int]]:
        """Yield variables with what each adds to Σ e and to the area held, dm²."""
        quota = self.problem.departments[department.d].kinds.quota
        for t, like in enumerate(self.freed.like_rooms):
            part = self.parts.get((department.d, t))
            if part is None:
                continue
            empty = like.area if like.locked else 0
            held = like.area - empty
            for k, own in part.own.items():
                yield own, max(0, like.area - quota[k]) - empty, held
            if part.together is not None:
                yield part.together.rooms, -empty, held
                yield part.together.excess, 1, 0

    def _opened(self) -> None:
        """used_ds <= opened_s, for storeys on which nobody else holds an office."""
        price = self.problem.prices.opened / DM2_PER_M2
        for s in sorted(self.freed.closed):
            users = [used for (_, t), used in self.used.items() if t == s]
            if users and price:
                opened = self.model.new_bool_var(f"opened{s}")
                self._price(opened, price * self.problem.storeys.opened_dm2[s])
                for used in users:
                    self.model.add_implication(used, opened)
                self.followers.add(opened, any_of(users))

    def hint(self, shares: Shares) -> None:
        """Suggest where the search starts: what the departments hold now, down to every variable.

        The auxiliary variables follow from the counts: each is as small (``stay``: as large) as
        its constraints allow.
        """
        values: Values = {}
        for key, part in self.parts.items():
            share = shares.get(key)
            for k, own in part.own.items():
                values[own.index] = share.own[k] if share else 0
            if part.together is not None:
                values[part.together.rooms.index] = share.together if share else 0
                for k, people in part.together.people.items():
                    values[people.index] = share.people[k] if share else 0
        self.followers.complete(values)
        for index, value in values.items():
            self.model.add_hint(self.model.get_int_var_from_proto_index(index), value)

    def solve(self, limits: Limits) -> Solved:
        """Solve with one worker within limits."""
        solver = self.solver
        set_limits(solver, limits)
        solver.parameters.absolute_gap_limit = _GAP * self.scale
        # Measured on neighbourhoods of a city: without these, twice the gain in the same time.
        solver.parameters.cp_model_presolve = False
        solver.parameters.cut_level = 0
        solver.parameters.symmetry_level = 0
        solver.parameters.use_sat_inprocessing = False
        status = solve_model(solver, self.model, limits.stopped)
        found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
        return Solved(
            shares=self._shares(solver) if found else {},
            found=found,
            proven=status == cp_model.OPTIMAL,
            work=solver.response_proto.deterministic_time,
        )

    def stop(self) -> None:
        """End a running solve soon."""
        self.solver.stop_search()

    def _shares(self, solver: cp_model.CpSolver) -> dict[tuple[int, int], Share]:
        shares = {}
        for (d, t), part in self.parts.items():
            kinds = range(len(self.problem.departments[d].kinds.names))
            own = tuple(solver.value(part.own[k]) if k in part.own else 0 for k in kinds)
            sharing = part.together.people if part.together is not None else {}
            people = tuple(solver.value(sharing[k]) if k in sharing else 0 for k in kinds)
            together = 0 if part.together is None else solver.value(part.together.rooms)
            if any(own) or together:
                shares[d, t] = Share(own, together, people)
        return shares
