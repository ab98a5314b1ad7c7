"""Counts of like rooms for the model of a neighbourhood, and who sits in them.

For a department d and like rooms t: rooms for one person of kind k, own_dtk, rooms that people
share, together_dt, and the people in the latter, p_dtk.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ortools.sat.python import cp_model

from spaceplan.allocate.ortools_models.hints import Followers, highest_of, least_of, rest_of
from spaceplan.allocate.plan.freed import Freed, FreedDepartment, LikeRooms
from spaceplan.allocate.problem.problem import Problem

#: Whole units a point: prices are rounded to a thousandth of a point, or coarser if they are huge.
_SCALE = 1000.0
_LARGEST_PRICE = 1000.0
#: Units that outweigh all others: an unseated person.
_UNSEATED = 100_000_000


@dataclass(frozen=True)
class Together:
    """Variables of one department for like rooms that people share."""

    rooms: cp_model.IntVar
    people: Mapping[int, cp_model.IntVar]
    excess: cp_model.IntVar


@dataclass(frozen=True)
class Part:
    """Variables of one department in one group of like rooms."""

    own: Mapping[int, cp_model.IntVar]
    together: Together | None

    def rooms(self) -> list[cp_model.IntVar]:
        """Return what counts rooms."""
        together = [] if self.together is None else [self.together.rooms]
        return [*self.own.values(), *together]


class StoreysCounts:
    """The rooms of one neighbourhood: how many of them each department takes, for whom.

    Parameters
    ----------
    pull
        Points a person of (department, storey), roughly, for walks to hubs elsewhere.
    """

    def __init__(
        self, problem: Problem, freed: Freed, pull: Mapping[tuple[int, int], float]
    ) -> None:
        self.problem = problem
        self.freed = freed
        self.pull = pull
        self.model = cp_model.CpModel()
        dearest = max(vars(problem.prices).values())
        self.scale = _SCALE * min(1.0, _LARGEST_PRICE / max(dearest, 1e-9))
        self.terms: list[cp_model.IntVar] = []
        self.prices: list[int] = []
        self.parts: dict[tuple[int, int], Part] = {}
        self.on_storey: dict[tuple[int, int], list[cp_model.IntVar]] = {}
        self.followers = Followers()
        for department in freed.departments:
            for t, like in enumerate(freed.like_rooms):
                open_to = department.d in like.holders and like.storey not in department.barred
                if open_to and any(department.people):
                    self.parts[department.d, t] = self._part(department, like, t)
        self._one_department_a_room()

    def _price(self, variable: cp_model.IntVar, points: float) -> None:
        if units := round(points * self.scale):
            self.terms.append(variable)
            self.prices.append(units)

    def _part(self, department: FreedDepartment, like: LikeRooms, t: int) -> Part:
        """Make the variables of one department in like rooms, with their own costs."""
        kinds = self.problem.departments[department.d].kinds
        own = {}
        if like.least == 1:
            own = {
                k: self._own(department, like, k, f"own{department.d}_{t}_{k}")
                for k in kinds.own
                if department.people[k]
            }
        sharing = [k for k in kinds.sharing if department.people[k]]
        together = None
        if sharing and like.seats >= like.least:
            together = self._together(department, like, sharing, f"{department.d}_{t}")
        taken = self.on_storey.setdefault((department.d, like.storey), [])
        taken += own.values()
        if together is not None:
            taken.append(together.rooms)
        return Part(own, together)

    def _own(
        self, department: FreedDepartment, like: LikeRooms, k: int, name: str
    ) -> cp_model.IntVar:
        """Count like rooms for one person of kind k; who was in such a room before stays."""
        limit = min(len(like.rooms), department.people[k])
        own = self.model.new_int_var(0, limit, name)
        points = self.pull.get((department.d, like.storey), 0.0)
        before = like.before.get(department.d)
        if before is not None and before[k]:
            points -= self.problem.prices.moved
        self._price(own, points)
        return own

    def _together(
        self, department: FreedDepartment, like: LikeRooms, sharing: Sequence[int], name: str
    ) -> Together:
        """Count like rooms that people share: least · rooms <= Σ_k p_k <= seats · rooms."""
        number = len(like.rooms)
        rooms = self.model.new_int_var(0, number, f"together{name}")
        people = {}
        for k in sharing:
            limit = min(number * like.seats, department.people[k])
            people[k] = self.model.new_int_var(0, limit, f"people{name}_{k}")
            self._price(people[k], self.pull.get((department.d, like.storey), 0.0))
        everybody = cp_model.LinearExpr.sum(list(people.values()))
        self.model.add(everybody <= like.seats * rooms)
        self.model.add(everybody >= like.least * rooms)
        self._stay(department, like, rooms, people)
        return Together(rooms, people, self._excess(department, like, rooms, people))

    def _excess(
        self,
        department: FreedDepartment,
        like: LikeRooms,
        rooms: cp_model.IntVar,
        people: Mapping[int, cp_model.IntVar],
    ) -> cp_model.IntVar:
        """Bound e >= a · rooms − Σ_k q_k · p_k, and the same where people cannot be spread evenly.

        With the highest quota q and j = ⌊a / q⌋, rooms with j people lack a − j·q, so that
        e >= (a − j·q) · ((j + 1) · rooms − Σ_k p_k).
        """
        quota = self.problem.departments[department.d].kinds.quota
        number = len(like.rooms)
        excess = self.model.new_int_var(0, number * like.area, "")
        counts, quotas = list(people.values()), [quota[k] for k in people]
        floors = [(like.area, quotas)]
        if number > 1 and (highest := max(quotas)):
            full = like.area // highest
            lacking = like.area - full * highest
            floors.append((lacking * (full + 1), [lacking] * len(counts)))
        for slope, weights in floors:
            justified = cp_model.LinearExpr.weighted_sum(counts, weights)
            self.model.add(excess >= slope * rooms - justified)

        counted = [rooms, *counts]
        sums = [(0, [slope, *(-w for w in weights)]) for slope, weights in floors]
        self.followers.add(excess, highest_of(sums, counted))
        return excess

    def _stay(
        self,
        department: FreedDepartment,
        like: LikeRooms,
        rooms: cp_model.IntVar,
        people: Mapping[int, cp_model.IntVar],
    ) -> None:
        """Bound those who stay: stay_k <= y⁰_k · rooms, stay_k <= p_k; each saves a move."""
        before = like.before.get(department.d)
        if before is None:
            return
        for k, count in people.items():
            if before[k]:
                most = before[k]
                stay = self.model.new_int_var(0, most * len(like.rooms), "")
                self.model.add(stay <= most * rooms)
                self.model.add(stay <= count)
                self._price(stay, -self.problem.prices.moved)
                self.followers.add(stay, least_of(rooms, most, count))

    def _one_department_a_room(self) -> None:
        """Σ_d (Σ_k own_dtk + together_dt) <= number of rooms, for each group of like rooms."""
        takers: dict[int, list[cp_model.IntVar]] = {}
        for (_, t), part in self.parts.items():
            takers.setdefault(t, []).extend(part.own.values())
            if part.together is not None:
                takers[t].append(part.together.rooms)
        for t, variables in takers.items():
            number = len(self.freed.like_rooms[t].rooms)
            self.model.add(cp_model.LinearExpr.sum(variables) <= number)

    def _everybody_sits(self, department: FreedDepartment) -> None:
        """Σ_t own_dtk (or Σ_t p_dtk) + unseated_dk = people_dk, for every kind k."""
        for k, people in enumerate(department.people):
            if not people:
                continue
            seated = [
                v
                for t in range(len(self.freed.like_rooms))
                for v in self._seated(department.d, t, k)
            ]
            unseated = self.model.new_int_var(0, people, f"unseated{department.d}_{k}")
            self.model.add(cp_model.LinearExpr.sum(seated) + unseated == people)
            self.terms.append(unseated)
            self.prices.append(_UNSEATED)
            self.followers.add(unseated, rest_of(people, seated))

    def _seated(self, d: int, t: int, k: int) -> Iterator[cp_model.IntVar]:
        part = self.parts.get((d, t))
        if part is not None and k in part.own:
            yield part.own[k]
        if part is not None and part.together is not None and k in part.together.people:
            yield part.together.people[k]

    def _stay_put(self) -> None:
        """Seat people who must stay: own_dtk + p_dtk >= staying_k, in the room that is theirs."""
        for t, like in enumerate(self.freed.like_rooms):
            for k, number in enumerate(like.staying):
                if number:
                    seated = list(self._seated(like.holders[0], t, k))
                    self.model.add(cp_model.LinearExpr.sum(seated) >= number)
