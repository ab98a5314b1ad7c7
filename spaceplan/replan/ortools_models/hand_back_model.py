"""Which rooms a department or a site hands back: CP-SAT over rooms, people and needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ortools.sat.python import cp_model

from spaceplan.allocate.ortools_models.limits import Limits, limited_solver, solve_model


@dataclass(frozen=True)
class Group:
    """People of one kind: what each justifies (dm²), and whether each sits alone."""

    kind: str
    allowance_dm2: int
    alone: bool


@dataclass(frozen=True)
class HeldRoom:
    """A room that may be handed back, or that meets needs; areas are whole dm².

    Parameters
    ----------
    seats
        How many may sit there; in a crowded room as many as do.
    people
        How many of each group sit there.
    kept
        It cannot be handed back; ``fixed``: and nobody there changes.
    leaving
        How many others give up a place there if it is handed back.
    others_dm2
        What those who stay whatever happens justify; ``excess_dm2`` is the room's excess today.
    needs
        Needs of service rooms that it can meet.
    """

    area_dm2: int
    seats: int
    people: tuple[int, ...]
    kept: bool
    fixed: bool
    leaving: int = 0
    others_dm2: int = 0
    excess_dm2: int = 0
    needs: tuple[int, ...] = ()


@dataclass(frozen=True)
class HandBack:
    """Rooms handed back, who sits where afterwards, and the hurt in hundredths of a point."""

    rooms: tuple[int, ...]
    people: tuple[tuple[int, ...], ...]
    hurt: int


@dataclass(frozen=True)
class NeedSize:
    """A need of so many rooms; each missing m² counts, each started 9 m² as one person.

    Parameters
    ----------
    kept
        So many rooms must meet it afterwards, whatever else that costs.
    whose
        A room meets one need of each; several may use the same room.
    """

    count: int
    min_dm2: int
    kept: int = 0
    whose: str = ""


class HandBackModel:
    """h_r: room r is handed back; y_rg: people of group g in it; m_ri: it meets need i.

    - Σ_r a_r h_r >= target
    - Σ_r y_rg = people of g, y_rg = 0 where h_r
    - Σ_g y_rg <= seats_r; who sits alone has nobody beside him
    - a_r <= Σ_g allowance_g y_rg + others_r + excess_r of today, where somebody is in r
    - Σ_i of one m_ri <= 1 - h_r, Σ_r m_ri >= kept_i
    - least: hurt · W + Σ a_r h_r, with hurt = moved + leaving + unmet needs
    """

    def __init__(
        self,
        rooms: Sequence[HeldRoom],
        groups: Sequence[Group],
        needs: Sequence[NeedSize],
        *,
        target_dm2: int,
        price: int,
        price_need: int,
    ) -> None:
        self.rooms, self.groups = rooms, groups
        self.model = cp_model.CpModel()
        self.back = [self.model.new_bool_var(f"back{r}") for r in range(len(rooms))]
        self.sits = [
            [
                self.model.new_int_var(0, max(room.seats, sum(room.people)), f"sits{r}_{g}")
                for g in range(len(groups))
            ]
            for r, room in enumerate(rooms)
        ]
        self._keep()
        self._seat_everybody()
        for r, room in enumerate(rooms):
            if not room.fixed:
                self._seats(r, room)
                self._alone(r, room)
                self._within_quota(r, room)
        area = cp_model.LinearExpr.weighted_sum(self.back, [room.area_dm2 for room in rooms])
        self.model.add(area >= target_dm2)
        moved = self._moved()
        leaving = cp_model.LinearExpr.weighted_sum(self.back, [room.leaving for room in rooms])
        self.hurt = price * (moved + leaving) + price_need * self._unmet(needs)
        self.model.minimize(self.hurt * (1 + sum(room.area_dm2 for room in rooms)) + area)

    def _keep(self) -> None:
        """h_r = 0 for rooms that must be kept, y_rg as today where nobody may change."""
        for r, room in enumerate(self.rooms):
            if room.kept or room.fixed:
                self.model.add(self.back[r] == 0)
            if room.fixed:
                for g, number in enumerate(room.people):
                    self.model.add(self.sits[r][g] == number)

    def _seat_everybody(self) -> None:
        """Σ_r y_rg = people of g."""
        for g in range(len(self.groups)):
            column = [self.sits[r][g] for r in range(len(self.rooms))]
            number = sum(room.people[g] for room in self.rooms)
            self.model.add(cp_model.LinearExpr.sum(column) == number)

    def _seats(self, r: int, room: HeldRoom) -> None:
        """Σ_g y_rg <= seats_r (1 − h_r)."""
        self.model.add(cp_model.LinearExpr.sum(self.sits[r]) <= room.seats * (1 - self.back[r]))

    def _alone(self, r: int, room: HeldRoom) -> None:
        """Whoever sits alone: Σ alone <= 1, and Σ of all others <= seats_r (1 − Σ alone)."""
        alone = [y for y, group in zip(self.sits[r], self.groups, strict=True) if group.alone]
        others = [y for y, group in zip(self.sits[r], self.groups, strict=True) if not group.alone]
        if alone:
            taken = cp_model.LinearExpr.sum(alone)
            self.model.add(taken <= 1)
            self.model.add(cp_model.LinearExpr.sum(others) <= room.seats * (1 - taken))

    def _within_quota(self, r: int, room: HeldRoom) -> None:
        """a_r <= Σ allowances + excess of today, where anybody has a place in r."""
        occupied = self.model.new_bool_var(f"occupied{r}")
        people = cp_model.LinearExpr.sum(self.sits[r])
        most = max(room.seats, sum(room.people))
        if room.leaving or room.others_dm2:
            self.model.add(occupied == 1 - self.back[r])
        else:
            self.model.add(people <= most * occupied)
        allowances = [group.allowance_dm2 for group in self.groups]
        allowance = cp_model.LinearExpr.weighted_sum(self.sits[r], allowances)
        granted = allowance + room.others_dm2 + room.excess_dm2
        self.model.add(granted >= room.area_dm2).only_enforce_if(occupied)

    def _moved(self) -> cp_model.LinearExprT:
        """Return Σ_rg max(0, people today − y_rg)."""
        left: list[cp_model.IntVar] = []
        for r, room in enumerate(self.rooms):
            for g, number in enumerate(room.people):
                if number and not room.fixed:
                    gone = self.model.new_int_var(0, number, f"gone{r}_{g}")
                    self.model.add(gone >= number - self.sits[r][g])
                    left.append(gone)
        return cp_model.LinearExpr.sum(left)

    def _unmet(self, needs: Sequence[NeedSize]) -> cp_model.LinearExprT:
        """Return Σ_i ceil((count_i − rooms that meet i) · m² / 9), as persons; keep what is met."""
        unmet: list[cp_model.IntVar] = []
        meets = {
            (r, i): self.model.new_bool_var(f"meets{r}_{i}")
            for r, room in enumerate(self.rooms)
            for i in room.needs
        }
        of_room: dict[tuple[int, str], list[cp_model.IntVar]] = {}
        by_need: list[list[cp_model.IntVar]] = [[] for _ in needs]
        for (r, i), met in meets.items():
            of_room.setdefault((r, needs[i].whose), []).append(met)
            by_need[i].append(met)
        for (r, _), of_one in of_room.items():
            self.model.add(cp_model.LinearExpr.sum(of_one) <= 1 - self.back[r])
        for i, need in enumerate(needs):
            of_need = cp_model.LinearExpr.sum(by_need[i])
            if need.kept:
                self.model.add(of_need >= need.kept)
            most = -(-need.count * need.min_dm2 // 900)
            short = self.model.new_int_var(0, most, f"short{i}")
            self.model.add(900 * short >= need.min_dm2 * (need.count - of_need))
            unmet.append(short)
        return cp_model.LinearExpr.sum(unmet)

    def forbid(self, rooms: Sequence[int]) -> None:
        """Forbid that just these rooms are handed back."""
        chosen = set(rooms)
        self.model.add_bool_or([~var if r in chosen else var for r, var in enumerate(self.back)])

    def solve(self, limits: Limits) -> tuple[HandBack | None, bool]:
        """Return what hurts least, None where nothing was found, and whether that is proven."""
        solver = limited_solver(limits)
        status = solve_model(solver, self.model)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None, status == cp_model.INFEASIBLE
        rooms = tuple(r for r, var in enumerate(self.back) if solver.value(var))
        people = tuple(tuple(solver.value(y) for y in row) for row in self.sits)
        return HandBack(rooms, people, int(solver.value(self.hurt))), status == cp_model.OPTIMAL
