"""As few people unseated as possible: a CP-SAT model on counts of rooms with as many seats.

Nothing else is asked of a plan, so rooms differ only in their seats and in who may hold them, and
people only in whether they must sit alone. With each department for itself this is exact; with
departments of the same rights taken together it is small and allows more than the rules do (rooms
split between departments), so that its bound is a proof. Rooms that several departments may share
count as so many rooms of one seat, which allows more as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil, floor
from time import perf_counter
from types import MappingProxyType

from ortools.sat.python import cp_model

from spaceplan.allocate.ortools_models.like_offices import like_offices
from spaceplan.allocate.ortools_models.limits import Limits, limited_solver, solve_model
from spaceplan.allocate.problem.capacity import Capacity
from spaceplan.allocate.problem.problem import Problem
from spaceplan.allocate.problem.wishes import places_of


@dataclass(frozen=True)
class Party:
    """Departments with the same rights, taken together: how many sit alone, how many may share.

    Parameters
    ----------
    left_out
        So many of them have no seat in any plan.
    """

    departments: tuple[int, ...]
    alone: int
    sharing: int
    left_out: int = 0

    @classmethod
    def of(cls, problem: Problem, departments: Sequence[int], *, share_own: bool) -> Party:
        """Count the people; with ``share_own`` nobody need sit alone."""
        alone = sharing = 0
        for d in departments:
            kinds = problem.departments[d].kinds
            own = 0 if share_own else sum(kinds.people[k] for k in kinds.own)
            alone += own
            sharing += kinds.total - own
        return cls(tuple(departments), alone, sharing)

    @property
    def people(self) -> int:
        """Everybody of these departments."""
        return self.alone + self.sharing

    def within(self, other: Party) -> bool:
        """Return whether all would find seats wherever those of another party do."""
        return self.alone <= other.alone and self.sharing <= other.sharing


def parties_of_same_rights(problem: Problem) -> list[Party]:
    """Return the departments grouped by the offices that they may hold.

    Where own rooms may be shared, nobody need sit alone: that allows more than the rules do. Who
    does not fit into any one place where he must lie together is a party of his own.
    """
    groups: dict[bytes, list[int]] = {}
    share = problem.may_share_own
    short: list[Party] = []
    for d in range(len(problem.departments)):
        if left_out := _left_out_alone(problem, party := Party.of(problem, [d], share_own=share)):
            short.append(replace(party, left_out=left_out))
        else:
            groups.setdefault(problem.may_hold[d].tobytes(), []).append(d)
    return [*(Party.of(problem, group, share_own=share) for group in groups.values()), *short]


def _left_out_alone(problem: Problem, party: Party) -> int:
    """Return how many of one department have no seat in the best place where it may lie."""
    (d,) = party.departments
    if not problem.departments[d].wishes.one_place:
        return 0
    table = problem.offices
    seats_on: dict[int, list[int]] = {}
    for r in problem.may_hold[d].nonzero()[0].tolist():
        seats_on.setdefault(table.storey[r], []).append(table.seats[r])
    places = (
        Capacity.of([seats for s in place for seats in seats_on.get(s, ())])
        for place in places_of(problem, d)
    )
    return min((one.left_out(party.alone, party.sharing) for one in places), default=party.people)


@dataclass(frozen=True)
class SeatedRoom:
    """One room of the answer: which party has it, for how many; one who sits alone, or others."""

    room: int
    party: int
    alone: bool
    people: int


@dataclass(frozen=True)
class Seats:
    """Answer of the model.

    Parameters
    ----------
    bound
        No plan leaves fewer unseated.
    unseated
        People unseated in the answer; ``rooms`` says who sits where.
    """

    bound: int
    unseated: int
    rooms: tuple[SeatedRoom, ...]
    work: float


class SeatsModel:
    """The model of some parties that compete for some offices.

    Parameters
    ----------
    held
        Which party has an office now, by office: for ``least_change``.
    """

    def __init__(
        self,
        problem: Problem,
        parties: Sequence[Party],
        offices: Sequence[int],
        held: Mapping[int, int] = MappingProxyType({}),
    ) -> None:
        self.problem = problem
        self.parties = parties
        self.model = cp_model.CpModel()
        self.like = like_offices(problem, [p.departments[0] for p in parties], offices, held)
        self.own: dict[tuple[int, int], cp_model.IntVar] = {}
        self.together: dict[tuple[int, int], cp_model.IntVar] = {}
        self.people: dict[tuple[int, int], cp_model.IntVar] = {}
        self.unseated = [self._party(p, party) for p, party in enumerate(parties)]
        self._one_party_a_room()
        self.total = cp_model.LinearExpr.sum(self.unseated)
        self._groups = self.own, self.together, self.people

    def _party(self, p: int, party: Party) -> cp_model.IntVar:
        """Σ_t own_pt + Σ_t people_pt + unseated_p = people of p; least, seats of each room.

        left_out_p <= unseated_p.
        """
        for t, like in enumerate(self.like):
            if p not in like.holders:
                continue
            number = len(like.rooms)
            if party.alone and like.least == 1:
                limit = min(number, party.alone)
                self.own[p, t] = self.model.new_int_var(0, limit, f"own{p}_{t}")
            if party.sharing:
                rooms = self.model.new_int_var(0, number, f"together{p}_{t}")
                most = min(number * like.seats, party.sharing)
                people = self.model.new_int_var(0, most, f"people{p}_{t}")
                self.model.add(people <= like.seats * rooms)
                self.model.add(people >= like.least * rooms)
                self.together[p, t], self.people[p, t] = rooms, people
        unseated = self.model.new_int_var(party.left_out, party.people, f"unseated{p}")
        seated: list[cp_model.IntVar] = []
        for variables, wanted in ((self.own, party.alone), (self.people, party.sharing)):
            mine = [variables[p, t] for t in range(len(self.like)) if (p, t) in variables]
            self.model.add(cp_model.LinearExpr.sum(mine) <= wanted)
            seated += mine
        self.model.add(cp_model.LinearExpr.sum(seated) + unseated == party.people)
        return unseated

    def _one_party_a_room(self) -> None:
        """Σ_p (own_pt + together_pt) <= number of rooms, for each group of like rooms."""
        takers: dict[int, list[cp_model.IntVar]] = {}
        for group in (self.own, self.together):
            for (_, t), variable in group.items():
                takers.setdefault(t, []).append(variable)
        for t, variables in takers.items():
            self.model.add(cp_model.LinearExpr.sum(variables) <= len(self.like[t].rooms))

    def fewest(self, limits: Limits) -> Seats:
        """Return an answer with as few unseated as can be found, and the proven bound."""
        self.model.minimize(self.total)
        solver, found = self._solve(limits)
        if not found:
            everybody = sum(party.people for party in self.parties)
            return Seats(0, everybody, (), solver.response_proto.deterministic_time)
        bound = ceil(solver.best_objective_bound - 1e-6)
        return self._seats(solver, bound)

    def hint(self, seated: Iterable[SeatedRoom]) -> None:
        """Suggest where the search starts."""
        values = {v.index: 0 for group in self._groups for v in group.values()}
        place = {r: t for t, like in enumerate(self.like) for r in like.rooms}
        for one in seated:
            if (t := place.get(one.room)) is None:
                continue
            key = one.party, t
            rooms = self.own if one.alone else self.together
            if key in rooms:
                values[rooms[key].index] += 1
                if not one.alone:
                    values[self.people[key].index] += one.people
        self.model.clear_hints()
        for index, value in values.items():
            self.model.add_hint(self.model.get_int_var_from_proto_index(index), value)

    def seat(self, at_least: int, limits: Limits) -> Seats:
        """Return an answer with as few unseated as can be found.

        Measured on departments that all want the lowest storeys of a city: now the relaxation leads
        to the fewest there are, now it is without it that they are found in a second. Knowing how
        few it can be helps the second way only.

        Parameters
        ----------
        at_least
            No answer leaves out fewer, as is known from elsewhere.
        """
        begun = perf_counter()
        limits = replace(limits, work=0.5 * limits.work)
        seats = self.fewest(limits)
        if seats.unseated <= max(at_least, seats.bound):
            return seats
        self.model.add(self.total >= at_least)
        if seats.rooms:
            self.hint(seats.rooms)
        left = limits.seconds - (perf_counter() - begun)
        solver = limited_solver(replace(limits, seconds=left))
        solver.parameters.linearization_level = 0
        status = solve_model(solver, self.model, limits.stopped)
        work = seats.work + solver.response_proto.deterministic_time
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            seats = self._seats(solver, seats.bound)
        return replace(seats, work=work)

    def least_change(self, fewest: Seats, limits: Limits) -> Seats:
        """Return an answer with no more unseated than another, in which offices change hands less.

        An office that somebody gives up, or is given, counts by its seats.
        """
        self.model.add(self.total <= fewest.unseated)
        change, _ = self._change()
        self.model.minimize(change)
        self.hint(fewest.rooms)
        solver, found = self._solve(limits)
        return self._seats(solver, fewest.bound) if found else fewest

    def seat_with_least_change(self, limits: Limits) -> Seats:
        """Return what ``fewest`` and ``least_change`` do, in one go; no bound is proven."""
        change, most = self._change()
        self.model.minimize((most + 1) * self.total + change)
        solver, found = self._solve(limits)
        if found:
            return self._seats(solver, 0)
        everybody = sum(party.people for party in self.parties)
        return Seats(0, everybody, (), solver.response_proto.deterministic_time)

    def _change(self) -> tuple[cp_model.LinearExpr, int]:
        """Return by how many seats offices change hands, from a constant on; how much it varies."""
        rooms: list[cp_model.IntVar] = []
        weights: list[int] = []
        most = 0
        for group in (self.own, self.together):
            for (p, t), variable in group.items():
                like = self.like[t]
                rooms.append(variable)
                weights.append(-like.seats if like.held == p else like.seats)
                most += like.seats * len(like.rooms)
        return cp_model.LinearExpr.weighted_sum(rooms, weights), most

    def _seats(self, solver: cp_model.CpSolver, bound: int) -> Seats:
        return Seats(
            bound=bound,
            unseated=sum(solver.value(unseated) for unseated in self.unseated),
            rooms=self._rooms(solver),
            work=solver.response_proto.deterministic_time,
        )

    def most_unseated(self, p: int, total: int, limits: Limits) -> int:
        """Return a number that party p's unseated never exceed while all have at most ``total``."""
        model = self.model.clone()
        model.add(self.total <= total)
        model.maximize(self.unseated[p])
        solver = _solver(limits)
        status = solve_model(solver, model, limits.stopped)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return min(total, self.parties[p].people)
        most: int = floor(solver.best_objective_bound + 1e-6)
        return min(total, most)

    def _solve(self, limits: Limits) -> tuple[cp_model.CpSolver, bool]:
        solver = _solver(limits)
        status = solve_model(solver, self.model, limits.stopped)
        return solver, status in (cp_model.OPTIMAL, cp_model.FEASIBLE)

    def _rooms(self, solver: cp_model.CpSolver) -> tuple[SeatedRoom, ...]:
        """Hand the like rooms out; people of a party spread over its rooms of a group."""
        answer: list[SeatedRoom] = []
        for t, like in enumerate(self.like):
            left = list(like.rooms)
            for p in like.holders:
                if (p, t) in self.own:
                    number = solver.value(self.own[p, t])
                    answer += [SeatedRoom(left.pop(), p, True, 1) for _ in range(number)]
                if (p, t) in self.together:
                    rooms = solver.value(self.together[p, t])
                    people = solver.value(self.people[p, t])
                    for i in range(rooms):
                        number = (people + rooms - 1 - i) // rooms
                        answer.append(SeatedRoom(left.pop(), p, False, number))
        return tuple(answer)


def _solver(limits: Limits) -> cp_model.CpSolver:
    solver = limited_solver(limits)
    solver.parameters.linearization_level = 2  # seats are sums: the relaxation is nearly exact
    return solver
