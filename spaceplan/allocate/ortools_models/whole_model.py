"""The whole problem, room by room and with every term: for portfolios small enough to be proven.

x_dr says that department d holds office r, y_dkr how many of kind k sit there, h_dr that r is its
hub, m_dnv that service room v meets its need n. Prices become whole numbers without rounding, so
that an optimum is an optimum of the objective as it is defined.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from ortools.sat.python import cp_model

from spaceplan.allocate.ortools_models.limits import Limits, limited_solver, solve_model
from spaceplan.allocate.ortools_models.whole_hubs import Hubs
from spaceplan.allocate.ortools_models.whole_needs import Needs
from spaceplan.allocate.ortools_models.whole_scatter import Scatter
from spaceplan.allocate.ortools_models.whole_shared import (
    can_be_split,
    parts_of_rooms,
    rooms_in_common,
)
from spaceplan.allocate.ortools_models.whole_sum import PricedSum, units_a_point
from spaceplan.allocate.ortools_models.whole_wishes import WholeWishes
from spaceplan.allocate.problem.evaluate import Held
from spaceplan.allocate.problem.geometry import Geometry
from spaceplan.allocate.problem.needs import ServiceAssigner
from spaceplan.allocate.problem.problem import Problem

_ANY = "any"
#: Pairs (department, office) up to which the whole model is worth a try.
MOST_PAIRS = 120


def is_small(problem: Problem) -> bool:
    """Return whether the whole model can be built: few rooms, few ways to split those shared."""
    few = int(problem.may_hold.sum()) <= MOST_PAIRS
    return few and units_a_point(problem.prices) is not None and can_be_split(problem)


@dataclass(frozen=True)
class Whole:
    """Answer of the whole model.

    Parameters
    ----------
    matched
        By department: (need, service room).
    proven
        Whether nothing is better, people unseated and unmet needs first.
    impossible
        Whether no plan keeps the hard wishes.
    """

    found: bool
    proven: bool
    offices: tuple[Held, ...]
    matched: tuple[tuple[tuple[int, int], ...], ...]
    work: float
    impossible: bool = False


class WholeModel:
    """The model; ``solve`` minimises the unseated first, then the priced terms."""

    def __init__(self, problem: Problem, geometry: Geometry, assigner: ServiceAssigner) -> None:
        self.problem = problem
        self.model = cp_model.CpModel()
        self.cost = PricedSum(self.model, units_a_point(problem.prices) or 1)
        self.held: list[dict[int, cp_model.IntVar]] = []
        self.people: list[dict[int, list[cp_model.IntVar]]] = []
        self.left_out: list[cp_model.LinearExprT] = []
        self.in_common = frozenset(rooms_in_common(problem))
        for d in range(len(problem.departments)):
            self._rooms(d)
            self._everybody_sits(d)
            self._moved(d)
        self.parts = parts_of_rooms(self.model, problem, self.held, self.people)
        for d in range(len(problem.departments)):
            self._excess(d)
            for r in self.people[d]:
                self._alone(d, r)
        self._one_department_a_room()
        numbers = [
            {r: cp_model.LinearExpr.sum(kinds) for r, kinds in rooms.items()}
            for rooms in self.people
        ]
        self.scatter = Scatter(self.model, self.cost, problem, geometry, self.held)
        self.hubs = Hubs(self.model, self.cost, problem, geometry, self.held, numbers)
        self.needs = Needs(
            self.model, self.cost, problem, geometry, assigner, self.hubs.hub, self.held
        )
        self.left_out += self.needs.unmet
        WholeWishes(self.model, problem, geometry, self.held, self.people)

    def _rooms(self, d: int) -> None:
        """Bound least · x_dr <= Σ_k y_dkr <= seats · x_dr; a locked room is held, if only empty.

        In a room in common the least is for all together; each holder has somebody there.
        """
        kinds = self.problem.departments[d].kinds
        locked = frozenset(self.problem.departments[d].locked)
        offices = self.problem.offices
        held: dict[int, cp_model.IntVar] = {}
        people: dict[int, list[cp_model.IntVar]] = {}
        for r in self.problem.may_hold[d].nonzero()[0].tolist():
            seats = offices.seats[r]
            held[r] = self.model.new_bool_var(f"x{d}_{r}")
            people[r] = [
                self.model.new_int_var(0, min(n, seats), f"y{d}_{k}_{r}")
                for k, n in enumerate(kinds.people)
            ]
            used = held[r]
            if r in locked:
                self.model.add(held[r] == 1)
                used = self.model.new_bool_var("")
            everybody = cp_model.LinearExpr.sum(people[r])
            self.model.add(everybody <= seats * used)
            least = 1 if r in self.in_common else offices.least[r]
            self.model.add(everybody >= least * used)
        self.held.append(held)
        self.people.append(people)

    def _alone(self, d: int, r: int) -> None:
        """Let those who must sit alone sit alone, or pay for each who does not.

        none: Σ_ek y_ekr <= 1 where one of them sits; like: only others of the same rank; any:
        anybody. The sums are over all departments that may hold the room together.
        """
        kinds, people = self.problem.departments[d].kinds, self.people[d][r]
        seats = self.problem.offices.seats[r]
        everybody = self._sitting(d, r)
        share = self.problem.settings.share_own_room
        for k in kinds.own:
            if not kinds.people[k] or seats < 2:
                continue
            here = self.model.new_bool_var("")
            self.model.add(people[k] <= seats * here)
            if not self.problem.may_share_own:
                self.model.add(everybody <= 1).only_enforce_if(here)
                continue
            if share != _ANY:
                like = self._sitting(d, r, kinds.names[k])
                self.model.add(everybody == like).only_enforce_if(here)
            several = self.model.new_bool_var("")
            self.model.add(everybody <= 1 + (seats - 1) * several)
            sharing = self.model.new_int_var(0, seats, "")
            self.model.add(sharing >= people[k] - seats * (1 - several))
            self.cost.add(sharing, self.problem.prices.own_room_shared)

    def _sitting(self, d: int, r: int, kind: str | None = None) -> cp_model.LinearExprT:
        """Return how many sit in an office of ``d``, its other possible holders' people included.

        Parameters
        ----------
        kind
            Count people of this kind only.
        """
        together = range(len(self.people)) if r in self.in_common else (d,)
        return cp_model.LinearExpr.sum(
            [
                y
                for e in together
                if r in self.people[e]
                for name, y in zip(
                    self.problem.departments[e].kinds.names, self.people[e][r], strict=True
                )
                if kind in (None, name)
            ]
        )

    def _everybody_sits(self, d: int) -> None:
        """Σ_r y_dkr + unseated_dk = people_dk."""
        for k, number in enumerate(self.problem.departments[d].kinds.people):
            unseated = self.model.new_int_var(0, number, f"unseated{d}_{k}")
            seated = cp_model.LinearExpr.sum([kinds[k] for kinds in self.people[d].values()])
            self.model.add(seated + unseated == number)
            self.left_out.append(unseated)

    def _excess(self, d: int) -> None:
        """e_dr >= area_dr − Σ_k q_k · y_dkr; X_d >= Σ_r e_dr, X_d >= Σ_r area_dr − entitlement.

        area_dr = a_r · x_dr, but in a room in common what the others' allowances leave of it.
        """
        department = self.problem.departments[d]
        areas = self.problem.offices.area
        total = sum(areas[r] for r in self.held[d])
        excess = self.model.new_int_var(0, total, f"excess{d}")
        by_room = []
        by_part: list[cp_model.LinearExprT] = []
        for r, held in self.held[d].items():
            of_room = self.model.new_int_var(0, areas[r], "")
            justified = cp_model.LinearExpr.weighted_sum(
                self.people[d][r], list(department.kinds.quota)
            )
            part = self.parts.get((d, r), areas[r] * held)
            self.model.add(of_room >= part - justified)
            by_room.append(of_room)
            by_part.append(part)
        self.model.add(excess >= cp_model.LinearExpr.sum(by_room))
        area = cp_model.LinearExpr.sum(by_part)
        self.model.add(excess >= area - department.office_dm2)
        self.cost.add(excess, self.problem.prices.excess, 100)

    def _moved(self, d: int) -> None:
        """stay_dkr <= min(y⁰_dkr, y_dkr); all who were there less those who stay have moved."""
        if not self.problem.has_ledger:
            return
        price = self.problem.prices.moved
        department = self.problem.departments[d]
        self.cost.constant(sum(department.before_people), price)
        for r, was in department.before:
            if r not in self.held[d]:
                continue
            for k, number in enumerate(was):
                if number and department.kinds.people[k]:
                    stay = self.model.new_int_var(0, number, "")
                    self.model.add(stay <= self.people[d][r][k])
                    self.cost.add(stay, -price)

    def _one_department_a_room(self) -> None:
        """Σ_d x_dr <= 1, but for rooms in common."""
        for r in set(range(len(self.problem.offices))) - self.in_common:
            holders = [held[r] for held in self.held if r in held]
            if len(holders) > 1:
                self.model.add_at_most_one(holders)

    def hint(self, offices: Sequence[Held]) -> None:
        """Suggest a plan to start from."""
        for d, held in enumerate(offices):
            for r, variable in self.held[d].items():
                self.model.add_hint(variable, int(r in held))
                for k, people in enumerate(self.people[d][r]):
                    self.model.add_hint(people, held[r][k] if r in held else 0)

    def fewest(self, limits: Limits) -> int | None:
        """Return how many people and needs are left out at least; None: no plan keeps the wishes.

        People without a seat, and each started 9 m² of unmet needs; proven, and where there was
        time enough also possible.
        """
        self.model.minimize(cp_model.LinearExpr.sum(self.left_out))
        solver, status = self._run(limits, 0.0)
        if status == cp_model.INFEASIBLE:
            return None
        bound = solver.best_objective_bound if self.left_out else 0.0
        return max(0, ceil(bound - 1e-6))

    def solve(self, limits: Limits) -> Whole:
        """Minimise people unseated and unmet needs, then, with those fixed, the priced terms."""
        first = cp_model.LinearExpr.sum(self.left_out)
        self.model.minimize(first)
        solver, status = self._run(limits, 0.0)
        work = solver.response_proto.deterministic_time
        if status != cp_model.OPTIMAL:
            return Whole(False, False, (), (), work, impossible=status == cp_model.INFEASIBLE)
        self.model.add(first == round(solver.objective_value))
        self.model.minimize(self.cost.expression())
        solver, status = self._run(limits, work)
        work += solver.response_proto.deterministic_time
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return Whole(False, False, (), (), work)
        return Whole(
            found=True,
            proven=status == cp_model.OPTIMAL,
            offices=tuple(self._offices(solver, d) for d in range(len(self.held))),
            matched=self.needs.matched(solver),
            work=work,
        )

    def _run(self, limits: Limits, spent: float) -> tuple[cp_model.CpSolver, object]:
        solver = limited_solver(limits, spent=spent)
        return solver, solve_model(solver, self.model, limits.stopped)

    def _offices(self, solver: cp_model.CpSolver, d: int) -> Mapping[int, tuple[int, ...]]:
        return {
            r: tuple(solver.value(people) for people in self.people[d][r])
            for r, held in self.held[d].items()
            if solver.value(held)
        }
