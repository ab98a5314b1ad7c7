"""The plain CP-SAT model: a Boolean a (room, department), counts of people, every rule as it reads.

For each department d and each office r that it may hold: x_rd; o_rdc, one of class c sits there
alone; p_rdc people of class c share it; e_rd, the excess of a shared room.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from ortools.sat.python import cp_model

from spaceplan.units import DM2_PER_M2
from tests.benchmarks.peers.compared import (
    UNSEATED,
    Case,
    Class,
    PeerResult,
    PeerStep,
    classes_of,
)

#: Units of the whole-number objective in a point: the price of a dm² opened is one unit.
_UNITS = 20_000


@dataclass
class _Terms:
    """The objective as it grows."""

    variables: list[cp_model.IntVar] = field(default_factory=list)
    prices: list[int] = field(default_factory=list)

    def add(self, variable: cp_model.IntVar, points: float) -> None:
        if price := round(points * _UNITS):
            self.variables.append(variable)
            self.prices.append(price)


class _Plain:
    """Builds the model."""

    def __init__(self, case: Case) -> None:
        self.problem = case.problem
        self.model = cp_model.CpModel()
        self.terms = _Terms()
        self.people: dict[tuple[int, int], list[cp_model.IntVar]] = {}
        self.takers: list[list[cp_model.IntVar]] = [[] for _ in self.problem.offices.ids]
        self.opened: dict[int, cp_model.IntVar] = {}
        self.unseated: list[cp_model.IntVar] = []
        for d in range(len(self.problem.departments)):
            self._department(d)
        for takers in self.takers:
            if len(takers) > 1:
                self.model.add_at_most_one(takers)
        self.model.minimize(
            cp_model.LinearExpr.weighted_sum(self.terms.variables, self.terms.prices)
        )

    def _department(self, d: int) -> None:
        """Add all variables and rules of one department."""
        problem, model = self.problem, self.model
        department = problem.departments[d]
        classes = classes_of(department)
        seated: list[list[cp_model.IntVar]] = [[] for _ in classes]
        held: list[cp_model.IntVar] = []
        excess: list[tuple[cp_model.IntVar, int]] = []
        used: dict[int, cp_model.IntVar] = {}
        rooms = problem.may_hold[d].nonzero()[0].tolist() if classes or department.locked else []
        for r in rooms:
            x = model.new_bool_var("")
            held.append(x)
            self.takers[r].append(x)
            if r in department.locked:
                model.add(x == 1)
            excess += self._room(d, r, x, classes, seated)
            model.add_implication(x, self._used(used, problem.offices.storey[r]))
        for c, people, variables in zip(range(len(classes)), classes, seated, strict=True):
            missing = model.new_int_var(0, people.people, "")
            model.add(cp_model.LinearExpr.sum(variables) + missing == people.people)
            self.terms.add(missing, UNSEATED)
            self.unseated.append(missing)
            self.people[d, c] = variables
        self._excess(d, rooms, held, excess)

    def _room(
        self,
        d: int,
        r: int,
        x: cp_model.IntVar,
        classes: tuple[Class, ...],
        seated: list[list[cp_model.IntVar]],
    ) -> list[tuple[cp_model.IntVar, int]]:
        """Σ p + seats · Σ o <= seats · x; e >= a · (x − Σ o) − Σ q p; return what is excess."""
        offices, model = self.problem.offices, self.model
        area, seats, least = offices.area[r], offices.seats[r], offices.least[r]
        own: list[cp_model.IntVar] = []
        shared: list[tuple[cp_model.IntVar, int]] = []
        adding: list[tuple[cp_model.IntVar, int]] = []
        for c, people in enumerate(classes):
            if people.alone:
                taken = model.new_bool_var("") if least == 1 else model.new_constant(0)
                own.append(taken)
                adding.append((taken, max(0, area - people.quota)))
            else:
                taken = model.new_int_var(0, min(seats, people.people), "")
                shared.append((taken, people.quota))
            seated[c].append(taken)
        counts = [count for count, _ in shared]
        load = cp_model.LinearExpr.weighted_sum(
            [*counts, *own], [1] * len(counts) + [seats] * len(own)
        )
        model.add(load <= seats * x)
        if r not in self.problem.departments[d].locked:
            model.add(load >= least * x)
        excess = model.new_int_var(0, area, "")
        alone = cp_model.LinearExpr.sum(own)
        justified = cp_model.LinearExpr.weighted_sum(counts, [quota for _, quota in shared])
        model.add(excess >= area * x - area * alone - justified)
        return [*adding, (excess, 1)]

    def _used(self, used: dict[int, cp_model.IntVar], s: int) -> cp_model.IntVar:
        """Return whether a department holds an office on a storey, priced; then it is opened."""
        if s not in used:
            prices = self.problem.prices
            used[s] = self.model.new_bool_var("")
            self.terms.add(used[s], prices.storey)
            if s not in self.opened:
                self.opened[s] = self.model.new_bool_var("")
                area = self.problem.storeys.opened_dm2[s]
                self.terms.add(self.opened[s], prices.opened * area / DM2_PER_M2)
            self.model.add_implication(used[s], self.opened[s])
        return used[s]

    def _excess(
        self,
        d: int,
        rooms: list[int],
        held: list[cp_model.IntVar],
        excess: list[tuple[cp_model.IntVar, int]],
    ) -> None:
        """X_d >= Σ e_r; X_d >= office held − office entitlement."""
        if not rooms:
            return
        areas = [self.problem.offices.area[r] for r in rooms]
        total = self.model.new_int_var(0, sum(areas), "")
        weights = [weight for _, weight in excess]
        by_room = cp_model.LinearExpr.weighted_sum([e for e, _ in excess], weights)
        self.model.add(total >= by_room)
        entitlement = self.problem.departments[d].office_dm2
        self.model.add(total >= cp_model.LinearExpr.weighted_sum(held, areas) - entitlement)
        self.terms.add(total, self.problem.prices.excess / DM2_PER_M2)


class _Curve(cp_model.CpSolverSolutionCallback):  # type: ignore[misc]  # OR-Tools has no types
    """Takes note of every plan."""

    def __init__(self, unseated: list[cp_model.IntVar], fewest: int, began: float) -> None:
        super().__init__()
        self.unseated = unseated
        self.fewest = fewest
        self.began = began
        self.steps: list[PeerStep] = []

    def on_solution_callback(self) -> None:
        missing = sum(self.value(variable) for variable in self.unseated)
        value = self.objective_value / _UNITS - UNSEATED * missing
        bound = self.best_objective_bound / _UNITS - UNSEATED * self.fewest
        seconds = time.perf_counter() - self.began
        self.steps.append(PeerStep(seconds, value, max(0.0, bound), missing))


def solve_plain(
    case: Case, *, seconds: float, fewest: int = 0, workers: int = 2, seed: int = 0
) -> PeerResult:
    """Solve the plain model; the seconds count from the call, model building included.

    Parameters
    ----------
    fewest
        The proven fewest unseated, for which the solver's bound is stated.
    """
    began = time.perf_counter()
    plain = _Plain(case)
    building = time.perf_counter() - began
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = workers
    solver.parameters.random_seed = seed
    solver.parameters.max_time_in_seconds = max(1.0, seconds - building)
    curve = _Curve(plain.unseated, fewest, began)
    status = solver.solve(plain.model, curve)
    took = time.perf_counter() - began
    proto = plain.model.proto
    size = (len(proto.variables), len(proto.constraints))
    bound = max(0.0, solver.best_objective_bound / _UNITS - UNSEATED * fewest)
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    return PeerResult(
        "CP-SAT, plain",
        case.recount(_seated(plain, solver)) if found else None,
        bound,
        status == cp_model.OPTIMAL,
        took,
        building,
        size,
        tuple(curve.steps),
    )


def _seated(plain: _Plain, solver: cp_model.CpSolver) -> list[dict[int, list[int]]]:
    """Return by department who sits in which room, by class."""
    problem = plain.problem
    found: list[dict[int, list[int]]] = []
    for d, department in enumerate(problem.departments):
        classes = classes_of(department)
        rooms: dict[int, list[int]] = {}
        allowed = problem.may_hold[d].nonzero()[0].tolist() if classes else []
        for i, r in enumerate(allowed):
            numbers = [int(solver.value(plain.people[d, c][i])) for c in range(len(classes))]
            if any(numbers):
                rooms[r] = numbers
        found.append(rooms)
    return found
