"""The plain CP-SAT model: Booleans for each (room, department), counts of people a department.

For each department d and each office r that it may hold: o_rdc, one of class c sits there alone;
t_rd, people share it. How many of each class have a seat is counted by department; who shares which
room is dealt afterwards. So the excess of shared rooms is counted over a department's rooms
together, never too much, and the checker counts the plan room by room. (A first version with a
count for each room, department and class was four times as long and had no plan after 300 s.)
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from ortools.sat.python import cp_model

from spaceplan.allocate.problem.problem import Problem
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


@dataclass
class _Uses:
    """What one department may do with rooms: (Boolean, room) by class alone, and shared.

    Parameters
    ----------
    sharing
        By class: people who sit in shared rooms.
    """

    own: dict[int, list[tuple[cp_model.IntVar, int]]]
    sharing: dict[int, cp_model.IntVar]
    shared: list[tuple[cp_model.IntVar, int]] = field(default_factory=list)


class _Plain:
    """Builds the model."""

    def __init__(self, case: Case) -> None:
        self.problem = case.problem
        self.model = cp_model.CpModel()
        self.terms = _Terms()
        self.uses: list[_Uses] = []
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
        classes = classes_of(problem.departments[d])
        uses = _Uses(
            own={c: [] for c, people in enumerate(classes) if people.alone},
            sharing={
                c: model.new_int_var(0, people.people, "")
                for c, people in enumerate(classes)
                if not people.alone
            },
        )
        self.uses.append(uses)
        on_storey: dict[int, list[cp_model.IntVar]] = {}
        for r in problem.may_hold[d].nonzero()[0].tolist() if classes else []:
            taken = self._room(r, uses)
            self.takers[r] += taken
            on_storey.setdefault(problem.offices.storey[r], []).extend(taken)
            if r in problem.departments[d].locked:
                model.add_exactly_one(taken)
        self._everybody(classes, uses)
        for s, rooms in on_storey.items():
            self._use(s, rooms)
        self._excess(d, classes, uses)

    def _room(self, r: int, uses: _Uses) -> list[cp_model.IntVar]:
        """Return the Booleans of one office: each class alone, or shared."""
        taken = []
        if self.problem.offices.least[r] == 1:
            for rooms in uses.own.values():
                taken.append(self.model.new_bool_var(""))
                rooms.append((taken[-1], r))
        if uses.sharing:
            taken.append(self.model.new_bool_var(""))
            uses.shared.append((taken[-1], r))
        return taken

    def _everybody(self, classes: tuple[Class, ...], uses: _Uses) -> None:
        """Seated + unseated = people, by class; Σ least · t <= Σ p <= Σ seats · t."""
        offices, model = self.problem.offices, self.model
        for c, people in enumerate(classes):
            missing = model.new_int_var(0, people.people, "")
            seated = [x for x, _ in uses.own[c]] if people.alone else [uses.sharing[c]]
            model.add(cp_model.LinearExpr.sum(seated) + missing == people.people)
            self.terms.add(missing, UNSEATED)
            self.unseated.append(missing)
        if uses.sharing:
            shared = [x for x, _ in uses.shared]
            people_there = cp_model.LinearExpr.sum(list(uses.sharing.values()))
            for table, above in ((offices.seats, True), (offices.least, False)):
                weights = [table[r] for _, r in uses.shared]
                places = cp_model.LinearExpr.weighted_sum(shared, weights)
                model.add(people_there <= places if above else people_there >= places)

    def _use(self, s: int, rooms: list[cp_model.IntVar]) -> None:
        """Σ rooms of d on s <= M · used; used <= opened."""
        prices = self.problem.prices
        used = self.model.new_bool_var("")
        self.terms.add(used, prices.storey)
        if s not in self.opened:
            self.opened[s] = self.model.new_bool_var("")
            area = self.problem.storeys.opened_dm2[s]
            self.terms.add(self.opened[s], prices.opened * area / DM2_PER_M2)
        self.model.add_implication(used, self.opened[s])
        self.model.add(cp_model.LinearExpr.sum(rooms) <= len(rooms) * used)

    def _excess(self, d: int, classes: tuple[Class, ...], uses: _Uses) -> None:
        """X >= own + shared, each Σ a − Σ q at least; X >= office held − office entitlement."""
        areas, model = self.problem.offices.area, self.model
        own = [(x, r, c) for c, rooms in uses.own.items() for x, r in rooms]
        alone = cp_model.LinearExpr.weighted_sum(
            [x for x, _, _ in own], [max(0, areas[r] - classes[c].quota) for _, r, c in own]
        )
        shared = cp_model.LinearExpr.weighted_sum(
            [x for x, _ in uses.shared], [areas[r] for _, r in uses.shared]
        )
        justified = cp_model.LinearExpr.weighted_sum(
            list(uses.sharing.values()), [classes[c].quota for c in uses.sharing]
        )
        held = shared + cp_model.LinearExpr.weighted_sum(
            [x for x, _, _ in own], [areas[r] for _, r, _ in own]
        )
        most = sum(areas[r] for r in self.problem.may_hold[d].nonzero()[0].tolist())
        total = model.new_int_var(0, most, "")
        model.add(total >= alone)
        model.add(total >= alone + shared - justified)
        model.add(total >= held - self.problem.departments[d].office_dm2)
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
    for uses, department in zip(plain.uses, problem.departments, strict=True):
        classes = classes_of(department)
        rooms: dict[int, list[int]] = {}
        for c, own in uses.own.items():
            rooms |= {
                r: [int(i == c) for i in range(len(classes))] for x, r in own if solver.value(x)
            }
        shared = [r for x, r in uses.shared if solver.value(x)]
        people = {c: int(solver.value(count)) for c, count in uses.sharing.items()}
        found.append(rooms | _deal(problem, classes, shared, people))
    return found


def _deal(
    problem: Problem, classes: tuple[Class, ...], rooms: list[int], people: dict[int, int]
) -> dict[int, list[int]]:
    """Deal people to shared rooms: first as many as each needs, then where most is unjustified."""
    offices = problem.offices
    seated = {r: [0] * len(classes) for r in rooms}

    def rank(r: int) -> tuple[bool, int]:
        justified = sum(n * c.quota for n, c in zip(seated[r], classes, strict=True))
        return sum(seated[r]) >= offices.least[r], justified - offices.area[r]

    for c, number in people.items():
        for _ in range(number):
            target = min((r for r in rooms if sum(seated[r]) < offices.seats[r]), key=rank)
            seated[target][c] += 1
    return seated
