"""Who sits where in one department, on counts of people who are alike, with CP-SAT."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ortools.sat.python import cp_model

from spaceplan.allocate.named.cost import Costs
from spaceplan.allocate.named.problem import DepartmentProblem, WishTerm
from spaceplan.allocate.named.start import Counted
from spaceplan.allocate.ortools_models.limits import Limits, set_limits

_sum = cp_model.LinearExpr.sum
_weighted = cp_model.LinearExpr.weighted_sum


@dataclass(frozen=True)
class NamedSolution:
    """What one solve gave.

    Parameters
    ----------
    counts
        People of each group in each room; None where no seating was found.
    infeasible
        Whether there is none, proven.
    value, bound
        Of what was minimised.
    """

    counts: Counted | None
    infeasible: bool
    value: int
    bound: int
    work: float


class NamedModel:
    """x_gr people of group g in room r, of whom s_gr stay; everything else follows from them.

    Parameters
    ----------
    hard
        Which wishes (by their place among the problem's) must be met; the other hard ones are
        left out.
    """

    def __init__(self, problem: DepartmentProblem, hard: frozenset[int]) -> None:
        self.problem = problem
        self.model = cp_model.CpModel()
        self._touched: list[tuple[cp_model.IntVar, frozenset[int], frozenset[int]]] = []
        self._used: dict[tuple[frozenset[int], int], cp_model.IntVar] = {}
        self._rooms = range(len(problem.places))
        self.x = [[self._people(g, r) for r in self._rooms] for g in range(len(problem.groups))]
        self.total = [_sum([row[r] for row in self.x]) for r in self._rooms]
        self._everybody_once()
        if problem.free:
            self._by_the_rules()
        else:
            self._as_planned()
        self.staying = self._stays()
        self.cost: list[tuple[cp_model.LinearExprT, int]] = []
        self._divisions()
        for place, wish in enumerate(problem.wishes):
            if not wish.hard or place in hard:
                self._wish(wish)
        if problem.free:
            self._excess()
        if not problem.fewest:
            moves = self.with_room - _sum(self.staying)
            self.cost.append((moves, problem.prices.moved))

    # People and seats

    def _people(self, g: int, r: int) -> cp_model.IntVar:
        return self.model.new_int_var(0, self._most((g,), r), f"x{g}_{r}")

    def _most(self, groups: Iterable[int], r: int) -> int:
        """Return how many of some groups could sit in a room at most."""
        place = self.problem.places[r]
        members = [self.problem.groups[g] for g in groups]
        if self.problem.free and not place.fixed:
            return min(place.seats, sum(group.size for group in members))
        by_kind: dict[str, int] = {}
        for group in members:
            by_kind[group.kind] = by_kind.get(group.kind, 0) + group.size
        return sum(min(n, place.frame.get(kind, 0)) for kind, n in by_kind.items())

    def _everybody_once(self) -> None:
        """Σ_r x_gr <= people of g; = where the plan has a seat for everybody of the kind."""
        problem = self.problem
        for g, group in enumerate(problem.groups):
            seated = _sum(self.x[g])
            if problem.people_of(group.kind) <= problem.seats_of(group.kind):
                self.model.add(seated == group.size)
            else:
                self.model.add(seated <= group.size)

    def _as_planned(self) -> None:
        """Σ_{g of kind k} x_gr = people of kind k whom the plan has in r."""
        for r in self._rooms:
            self._frame(r)

    def _frame(self, r: int) -> None:
        """Hold a room to its frame; <= where the ledger has fewer of a kind than the plan."""
        problem = self.problem
        for kind in problem.kinds:
            own = _sum(
                [self.x[g][r] for g, group in enumerate(problem.groups) if group.kind == kind]
            )
            planned = problem.places[r].frame.get(kind, 0)
            if problem.people_of(kind) >= problem.seats_of(kind):
                self.model.add(own == planned)
            else:
                self.model.add(own <= planned)

    def _by_the_rules(self) -> None:
        """Σ_g x_gr <= seats of r; who sits alone sits alone; as many seated as the plan seats."""
        problem = self.problem
        for r, place in enumerate(problem.places):
            if place.fixed:
                self._frame(r)
                continue
            self.model.add(self.total[r] <= place.seats)
            own = [g for g, group in enumerate(problem.groups) if group.kind in problem.alone]
            if own and place.seats > 1:
                taken = self.model.new_bool_var(f"own{r}")
                alone = _sum([self.x[g][r] for g in own])
                self.model.add(alone <= taken)
                self.model.add(self.total[r] <= place.seats - (place.seats - 1) * taken)
        for kind in problem.kinds:
            groups = [g for g, group in enumerate(problem.groups) if group.kind == kind]
            seated = _sum([x for g in groups for x in self.x[g]])
            self.model.add(seated >= min(problem.people_of(kind), problem.seats_of(kind)))

    def _stays(self) -> list[cp_model.IntVar]:
        """s_gr <= x_gr, s_gr <= people of g who sit in r today."""
        staying = []
        self.stay: dict[tuple[int, int], cp_model.IntVar] = {}
        for g, group in enumerate(self.problem.groups):
            for r, number in sorted(group.there.items()):
                stays = self.model.new_int_var(0, min(number, self._most((g,), r)), f"s{g}_{r}")
                self.model.add(stays <= self.x[g][r])
                self.stay[g, r] = stays
                staying.append(stays)
        return staying

    @property
    def with_room(self) -> int:
        """How many people have a room today, so that they may move."""
        return sum(group.size - group.homeless for group in self.problem.groups)

    # What is wished

    def used(self, groups: Iterable[int], r: int) -> cp_model.IntVar:
        """Return a Boolean that is 1 where anybody of some groups sits in a room."""
        key = (frozenset(groups), r)
        if key not in self._used:
            used = self.model.new_bool_var(f"u{len(self._used)}")
            most = self._most(key[0], r)
            if most:
                people = [self.x[g][r] for g in sorted(key[0])]
                self.model.add(_sum(people) <= most * used)
            else:
                self.model.add(used == 0)
            self._used[key] = used
        return self._used[key]

    def _divisions(self) -> None:
        """Price each room with people of a division, and each zone and storey beyond its first."""
        prices = self.problem.prices
        for groups in self.problem.divisions.values():
            used = [self.used(groups, r) for r in self._rooms]
            self._at_least(used, [self._most(groups, r) for r in self._rooms], groups)
            self.cost.append((_sum(used), prices.room))
            self._beyond_first(groups, [p.zone for p in self.problem.places], prices.zone)
            self._beyond_first(groups, [p.storey for p in self.problem.places], prices.storey)

    def _at_least(
        self, used: Sequence[cp_model.LinearExprT], most: Sequence[int], groups: Sequence[int]
    ) -> None:
        """Use as many rooms (zones, storeys) at least as the people need in the largest ones.

        This follows from the rest, but not for the linear relaxation that proves bounds.
        """
        left, needed = self._seated_at_least(groups), 0
        for seats in sorted(most, reverse=True):
            if left > 0:
                left -= seats
                needed += 1
        if needed > 1:
            self.model.add(_sum(used) >= needed)

    def _seated_at_least(self, groups: Sequence[int]) -> int:
        """Return how many of some groups are sure to have a seat."""
        problem, total = self.problem, 0
        for kind in problem.kinds:
            own = sum(problem.groups[g].size for g in groups if problem.groups[g].kind == kind)
            lacking = max(0, problem.people_of(kind) - problem.seats_of(kind))
            total += max(0, own - lacking)
        return total

    def _beyond_first(self, groups: Sequence[int], labels: Sequence[int], price: int) -> None:
        """Price each label beyond the first that a division's rooms have."""
        if not price or len(set(labels)) < 2:
            return
        labelled, most = [], []
        for label in sorted(set(labels)):
            touched = self.model.new_bool_var(f"t{len(self._touched)}")
            rooms = frozenset(r for r, own in enumerate(labels) if own == label)
            for r in sorted(rooms):
                self.model.add_implication(self.used(groups, r), touched)
            self._touched.append((touched, frozenset(groups), rooms))
            labelled.append(touched)
            most.append(sum(self._most(groups, r) for r in rooms))
        self.model.add(_sum(labelled) >= 1)
        self._at_least(labelled, most, groups)
        self.cost.append((_sum(labelled) - 1, price))

    def _wish(self, wish: WishTerm) -> None:
        {
            "keep": self._keep,
            "rooms": self._only_rooms,
            "avoid": self._avoid,
            "alone": self._alone,
            "together": self._together,
            "next_to": self._among_all,
            "near": self._among_all,
            "separate": self._between,
            "apart": self._between,
        }[wish.wish](wish)

    def _broken(self, wish: WishTerm) -> cp_model.LinearExprT:
        """Return what is 1 where a wish is broken: constantly 0 for a hard one."""
        if wish.hard:
            return 0
        broken = self.model.new_bool_var(f"b{wish.number}_{len(self.cost)}")
        self.cost.append((broken, wish.units))
        return broken

    def _each(self, wish: WishTerm, people: cp_model.LinearExprT) -> None:
        """Price each person for whom a wish is not met; none of them where it is hard."""
        if wish.hard:
            self.model.add(people == 0)
        else:
            self.cost.append((people, wish.units))

    def _keep(self, wish: WishTerm) -> None:
        """Who has a room today and does not stay there."""
        groups = wish.everybody
        number = sum(self.problem.groups[g].size - self.problem.groups[g].homeless for g in groups)
        stays = [s for (g, _), s in self.stay.items() if g in groups]
        self._each(wish, number - _sum(stays))

    def _only_rooms(self, wish: WishTerm) -> None:
        """Who sits elsewhere than in the rooms."""
        elsewhere = [r for r in self._rooms if r not in wish.rooms]
        self._each(wish, _sum([self.x[g][r] for g in wish.everybody for r in elsewhere]))

    def _avoid(self, wish: WishTerm) -> None:
        """Who sits in the rooms."""
        self._each(wish, _sum([self.x[g][r] for g in wish.everybody for r in sorted(wish.rooms)]))

    def _alone(self, wish: WishTerm) -> None:
        """Σ others in r <= most · (1 − u_r + broken), a party at a time."""
        for party in filter(None, wish.parties):
            broken = self._broken(wish)
            others = [g for g in range(len(self.x)) if g not in party]
            for r in self._rooms:
                foreign = self.problem.places[r].foreign
                most = self._most(others, r) + foreign
                if most:
                    strangers = _sum([self.x[g][r] for g in others]) + foreign
                    self.model.add(strangers <= most * (1 - self.used(party, r) + broken))

    def _together(self, wish: WishTerm) -> None:
        """Σ_r u_r <= 1 + (rooms − 1) · broken."""
        used = [self.used(wish.everybody, r) for r in self._rooms]
        self.model.add(_sum(used) <= 1 + (len(used) - 1) * self._broken(wish))

    def _among_all(self, wish: WishTerm) -> None:
        """u_r + u_s <= 1 + broken for rooms that clash."""
        broken = self._broken(wish)
        everybody = wish.everybody
        for r, s in wish.clashes:
            self.model.add(self.used(everybody, r) + self.used(everybody, s) <= 1 + broken)

    def _between(self, wish: WishTerm) -> None:
        """u_pr + u_qs <= 1 + broken for parties p < q and rooms that clash."""
        broken = self._broken(wish)
        parties = [party for party in wish.parties if party]
        for p, party in enumerate(parties):
            for other in parties[p + 1 :]:
                for r, s in wish.clashes:
                    self.model.add(self.used(party, r) + self.used(other, s) <= 1 + broken)

    def _excess(self) -> None:
        """E >= Σ_r max(0, a_r − Σ q_k · people of k in r), E >= held − entitlement."""
        problem = self.problem
        above = []
        held = sum(place.area_dm2 for place in problem.places)
        for r, place in enumerate(problem.places):
            justified = _weighted(
                [row[r] for row in self.x], [problem.allowances[g.kind] for g in problem.groups]
            )
            excess = self.model.new_int_var(0, place.area_dm2, f"e{r}")
            self.model.add(excess >= place.area_dm2 - justified)
            above.append(excess)
        most = self.model.new_int_var(max(0, held - problem.entitlement_dm2), held, "excess")
        self.model.add(most >= _sum(above))
        self.cost.append((most, problem.prices.excess_dm2))

    # Solving

    def hint(self, counts: Counted) -> None:
        """Start from a seating."""
        self.model.clear_hints()
        for row, numbers in zip(self.x, counts, strict=True):
            for x, number in zip(row, numbers, strict=True):
                self.model.add_hint(x, number)
        costs = Costs(self.problem, counts)
        there = {groups: costs.used(groups) for groups, _ in self._used}
        for (groups, r), used in self._used.items():
            self.model.add_hint(used, r in there[groups])
        for touched, groups, rooms in self._touched:
            self.model.add_hint(touched, not rooms.isdisjoint(there[groups]))
        for (g, r), stays in self.stay.items():
            self.model.add_hint(stays, min(counts[g][r], self.problem.groups[g].there[r]))

    def hold(self, staying: int) -> None:
        """Have at least so many people stay."""
        self.model.add(_sum(self.staying) >= staying)

    def fewest_moves(self, limits: Limits) -> NamedSolution:
        """Find how many can stay at most, and hold the model to it."""
        self.model.maximize(_sum(self.staying))
        found = self._solve(limits)
        if found.counts is not None:
            self.hold(found.value)
        return found

    def any_seating(self, limits: Limits) -> NamedSolution:
        """Find a seating that keeps all hard wishes, whatever it costs."""
        self.model.clear_objective()
        return self._solve(limits)

    def cheapest(self, limits: Limits) -> NamedSolution:
        """Minimise what is wished and not met, in ``UNITS`` of a point."""
        self._price()
        return self._solve(limits)

    def cheapest_around(
        self, counts: Counted, free: frozenset[int], limits: Limits
    ) -> NamedSolution:
        """Minimise the same, with all groups but some sitting as they do in a seating."""
        self.hint(counts)
        self._price()
        whole = self.model
        self.model = whole.clone()
        for g, (row, numbers) in enumerate(zip(self.x, counts, strict=True)):
            if g not in free:
                for x, number in zip(row, numbers, strict=True):
                    self.model.add(x == number)
        found = self._solve(limits, linearisation=1)
        self.model = whole
        return found

    def _price(self) -> None:
        expressions, prices = zip(*self.cost, strict=True) if self.cost else ((), ())
        self.model.minimize(_weighted(expressions, prices))

    def _solve(self, limits: Limits, *, linearisation: int = 2) -> NamedSolution:
        solver = cp_model.CpSolver()
        set_limits(solver, limits)
        solver.parameters.linearization_level = linearisation
        status = solver.solve(self.model)
        work = solver.response_proto.deterministic_time
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            bound = round(solver.best_objective_bound) if status == cp_model.UNKNOWN else 0
            return NamedSolution(None, status == cp_model.INFEASIBLE, 0, bound, work)
        counts = tuple(tuple(solver.value(x) for x in row) for row in self.x)
        value, bound = round(solver.objective_value), round(solver.best_objective_bound)
        return NamedSolution(counts, False, value, bound, work)
