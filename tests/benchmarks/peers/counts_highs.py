"""HiGHS on counts: integers for each (department, storey, rooms with as many seats, class).

Rooms of a storey that seat as many and that the same departments may hold are counted together,
with the area of the smallest of them: so the bound holds for the rooms as they are, and the plan is
counted again with their true areas. HiGHS is reached through ``ortools.math_opt``, which refuses
``threads`` for it: it runs on one core.
"""

from __future__ import annotations

import datetime
import time
from collections import Counter
from dataclasses import dataclass

from ortools.math_opt.python import mathopt

from spaceplan.allocate.problem.problem import Problem
from spaceplan.units import DM2_PER_M2
from tests.benchmarks.peers.compared import UNSEATED, Case, Class, PeerResult, classes_of


@dataclass(frozen=True)
class _Like:
    """Rooms of one storey that are counted together, the smallest first."""

    storey: int
    seats: int
    least: int
    rooms: tuple[int, ...]
    area: int


def _like_rooms(problem: Problem) -> list[_Like]:
    offices = problem.offices
    locked = {r for department in problem.departments for r in department.locked}
    groups: dict[tuple[int, int, int, bytes, int], list[int]] = {}
    for r in range(len(offices)):
        alone = r if r in locked else -1
        holders = problem.may_hold[:, r].tobytes()
        key = (offices.storey[r], offices.seats[r], offices.least[r], holders, alone)
        groups.setdefault(key, []).append(r)
    return [
        _Like(
            s,
            seats,
            least,
            tuple(sorted(rooms, key=lambda r: (offices.area[r], r))),
            min(offices.area[r] for r in rooms),
        )
        for (s, seats, least, *_), rooms in groups.items()
        if seats
    ]


@dataclass(frozen=True)
class _Part:
    """Variables of one department for like rooms: rooms held alone by class, shared, people."""

    own: dict[int, mathopt.Variable]
    shared: mathopt.Variable | None
    people: dict[int, mathopt.Variable]


class _Counts:
    """Builds the model."""

    def __init__(self, case: Case) -> None:
        self.problem = case.problem
        self.like = _like_rooms(self.problem)
        self.rooms_on = Counter(like.storey for like in self.like for _ in like.rooms)
        self.model = mathopt.Model(name="counts")
        self.terms: list[mathopt.LinearTerm] = []
        self.parts: dict[tuple[int, int], _Part] = {}
        self.takers: list[list[mathopt.Variable]] = [[] for _ in self.like]
        self.opened: dict[int, mathopt.Variable] = {}
        self.unseated: list[mathopt.Variable] = []
        for d in range(len(self.problem.departments)):
            self._department(d)
        for like, takers in zip(self.like, self.takers, strict=True):
            self._at_most(takers, len(like.rooms))
        self.model.minimize(mathopt.fast_sum(self.terms))

    def _at_most(self, variables: list[mathopt.Variable], most: float) -> None:
        row = self.model.add_linear_constraint(ub=most)
        for variable in variables:
            row.set_coefficient(variable, 1.0)

    def _count(self, most: float, points: float = 0.0) -> mathopt.Variable:
        variable = self.model.add_integer_variable(lb=0.0, ub=most)
        if points:
            self.terms.append(points * variable)
        return variable

    def _department(self, d: int) -> None:
        problem = self.problem
        classes = classes_of(problem.departments[d])
        parts: list[_Part] = []
        on_storey: dict[int, list[mathopt.Variable]] = {}
        areas: list[tuple[mathopt.Variable, float]] = []
        excess: list[tuple[mathopt.Variable, float]] = []
        for t, like in enumerate(self.like):
            if not problem.may_hold[d, like.rooms[0]]:
                continue
            part = self.parts[d, t] = self._part(like, classes)
            parts.append(part)
            rooms = [*part.own.values(), *([] if part.shared is None else [part.shared])]
            self.takers[t] += rooms
            on_storey.setdefault(like.storey, []).extend(rooms)
            areas += [(variable, float(like.area)) for variable in rooms]
            excess += [
                (own, float(max(0, like.area - classes[c].quota))) for c, own in part.own.items()
            ]
            excess += self._shared(like, part, classes)
        self._everybody(classes, parts)
        self._storeys(on_storey, sum(c.people for c in classes))
        self._excess(d, areas, excess)

    def _part(self, like: _Like, classes: tuple[Class, ...]) -> _Part:
        number = len(like.rooms)
        own = {
            c: self._count(min(number, people.people))
            for c, people in enumerate(classes)
            if people.alone and like.least == 1
        }
        people = {
            c: self._count(min(number * like.seats, people.people))
            for c, people in enumerate(classes)
            if not people.alone
        }
        return _Part(own, self._count(number) if people else None, people)

    def _shared(
        self, like: _Like, part: _Part, classes: tuple[Class, ...]
    ) -> list[tuple[mathopt.Variable, float]]:
        """least · n <= Σ p <= seats · n; e >= a · n − Σ q p."""
        if part.shared is None:
            return []
        excess = self.model.add_variable(lb=0.0)
        most = self.model.add_linear_constraint(ub=0.0)
        least = self.model.add_linear_constraint(lb=0.0)
        above = self.model.add_linear_constraint(lb=0.0)
        most.set_coefficient(part.shared, -float(like.seats))
        least.set_coefficient(part.shared, -float(like.least))
        above.set_coefficient(part.shared, -float(like.area))
        above.set_coefficient(excess, 1.0)
        for c, count in part.people.items():
            most.set_coefficient(count, 1.0)
            least.set_coefficient(count, 1.0)
            above.set_coefficient(count, float(classes[c].quota))
        return [(excess, 1.0)]

    def _everybody(self, classes: tuple[Class, ...], parts: list[_Part]) -> None:
        """Σ own (or Σ people) + missing = people, for each class."""
        for c, people in enumerate(classes):
            missing = self._count(people.people, UNSEATED)
            self.unseated.append(missing)
            row = self.model.add_linear_constraint(lb=people.people, ub=people.people)
            row.set_coefficient(missing, 1.0)
            for part in parts:
                taken = part.own.get(c, part.people.get(c))
                if taken is not None:
                    row.set_coefficient(taken, 1.0)

    def _storeys(self, on_storey: dict[int, list[mathopt.Variable]], people: int) -> None:
        """Σ rooms <= M · used; used <= opened."""
        prices = self.problem.prices
        for s, rooms in on_storey.items():
            used = self._count(1.0, prices.storey)
            if s not in self.opened:
                area = self.problem.storeys.opened_dm2[s]
                self.opened[s] = self._count(1.0, prices.opened * area / DM2_PER_M2)
            row = self.model.add_linear_constraint(ub=0.0)
            row.set_coefficient(used, -float(max(1, min(self.rooms_on[s], people))))
            for variable in rooms:
                row.set_coefficient(variable, 1.0)
            link = self.model.add_linear_constraint(ub=0.0)
            link.set_coefficient(used, 1.0)
            link.set_coefficient(self.opened[s], -1.0)

    def _excess(
        self,
        d: int,
        areas: list[tuple[mathopt.Variable, float]],
        excess: list[tuple[mathopt.Variable, float]],
    ) -> None:
        """X_d >= Σ e; X_d >= office held − office entitlement."""
        total = self.model.add_variable(lb=0.0)
        self.terms.append(self.problem.prices.excess / DM2_PER_M2 * total)
        entitlement = float(self.problem.departments[d].office_dm2)
        for least, entries in ((0.0, excess), (-entitlement, areas)):
            row = self.model.add_linear_constraint(lb=least)
            row.set_coefficient(total, 1.0)
            for variable, weight in entries:
                row.set_coefficient(variable, -weight)

    def seated(self, values: dict[mathopt.Variable, float]) -> list[dict[int, list[int]]]:
        """Deal the counts to rooms: who sits alone has the largest rooms for the largest quota."""
        problem = self.problem
        found: list[dict[int, list[int]]] = [{} for _ in problem.departments]
        free = {t: list(like.rooms) for t, like in enumerate(self.like)}
        for (d, t), part in self.parts.items():
            classes = classes_of(problem.departments[d])
            number = 0 if part.shared is None else round(values[part.shared])
            rooms = [[0] * len(classes) for _ in range(number)]
            for c, count in part.people.items():
                for _ in range(round(values[count])):
                    open_rooms = [room for room in rooms if sum(room) < self.like[t].seats]
                    min(open_rooms, key=lambda room: _justified(room, classes))[c] += 1
            for c, own in part.own.items():
                single = [int(i == c) for i in range(len(classes))]
                rooms += [list(single) for _ in range(round(values[own]))]
            for room in sorted(rooms, key=lambda room: _justified(room, classes)):
                found[d][free[t].pop(0)] = room
        return found


def _justified(room: list[int], classes: tuple[Class, ...]) -> int:
    return sum(number * c.quota for number, c in zip(room, classes, strict=True))


def solve_counts(case: Case, *, seconds: float, fewest: int = 0) -> PeerResult:
    """Solve the model on counts; the seconds count from the call, model building included.

    Parameters
    ----------
    fewest
        The proven fewest unseated, for which the solver's bound is stated.
    """
    began = time.perf_counter()
    counts = _Counts(case)
    building = time.perf_counter() - began
    limit = datetime.timedelta(seconds=max(1.0, seconds - building))
    parameters = mathopt.SolveParameters(time_limit=limit)
    result = mathopt.solve(counts.model, mathopt.SolverType.HIGHS, params=parameters)
    took = time.perf_counter() - began
    proven = result.termination.objective_bounds.dual_bound
    objective = None
    if result.has_primal_feasible_solution():
        objective = case.recount(counts.seated(result.variable_values()))
    return PeerResult(
        "HiGHS on counts",
        objective,
        max(0.0, proven - UNSEATED * fewest),
        result.termination.reason == mathopt.TerminationReason.OPTIMAL,
        took,
        building,
        (counts.model.get_num_variables(), counts.model.get_num_linear_constraints()),
    )
