"""A plan under construction: who holds what, what it costs, and what a change would cost.

A plan is changed a few departments at a time. ``propose`` prices a change without making it;
``apply`` makes it. The offices of a department are a mapping that is replaced, never altered, so
that copies of a plan share what they have in common.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from spaceplan.allocate.problem.evaluate import DepartmentCost, Evaluator, Held, Others
from spaceplan.allocate.problem.needs import ServiceAssigner, ServicePlan
from spaceplan.allocate.problem.problem import BROKEN
from spaceplan.units import CM_PER_M, DM2_PER_M2

#: Costs closer than this (points) are the same: sums of floats in another order.
TOLERANCE = 1e-7


@dataclass(frozen=True, slots=True)
class Change:
    """A priced change: new offices of some departments, and the differences that it makes.

    Parameters
    ----------
    unplaced
        People without a seat more, and ``BROKEN`` for each hard wish broken more.
    """

    offices: Mapping[int, Held]
    costs: Mapping[int, DepartmentCost]
    unplaced: int
    cost: float
    affinity: float

    @property
    def better(self) -> bool:
        """Whether the plan becomes better: fewer people unseated, or the same at a lower cost."""
        return self.unplaced < 0 or (self.unplaced == 0 and self.cost < -TOLERANCE)

    @property
    def no_worse(self) -> bool:
        """Whether the plan becomes no worse."""
        return self.unplaced < 0 or (self.unplaced == 0 and self.cost <= TOLERANCE)


class Plan:
    """The rooms of all departments with their cost, kept up to date.

    Parameters
    ----------
    offices
        By department: office index to occupancy.
    services
        Who holds which service rooms; else they are assigned.

    Attributes
    ----------
    version
        How many changes were made.
    """

    def __init__(
        self,
        evaluator: Evaluator,
        assigner: ServiceAssigner,
        offices: list[Held],
        services: ServicePlan | None = None,
    ) -> None:
        self.evaluator = evaluator
        self.assigner = assigner
        self.problem = evaluator.problem
        self.offices = offices
        self.version = 0
        self.holders: list[tuple[int, ...]] = [()] * len(self.problem.offices)
        for d, held in enumerate(offices):
            for r in held:
                self.holders[r] = (*self.holders[r], d)
        self.costs = [
            evaluator.department(d, held, self.others(d, held)) for d, held in enumerate(offices)
        ]
        self.users = [0] * len(self.problem.storeys.ids)
        for cost in self.costs:
            for s in cost.storeys:
                self.users[s] += 1
        self.affinity = (
            sum(self._affinity(d, self.costs) for d in range(len(offices))) / 2
        )  # each pair was seen from both sides
        self.services = services or assigner.assign(self.costs)
        self.broken_pairs = 0
        if pairs := evaluator.wishes.pairs:
            self.broken_pairs = evaluator.wishes.together(pairs, {d: offices[d] for d in pairs})
        self._count()

    def _count(self) -> None:
        opened = sum(
            area
            for area, users in zip(self.problem.storeys.opened_dm2, self.users, strict=True)
            if users
        )
        self.opened_dm2 = opened
        self.unseated = sum(cost.unseated for cost in self.costs)
        self._own_broken = sum(cost.broken for cost in self.costs)
        self._own_cost = (
            sum(cost.cost for cost in self.costs)
            + self.problem.prices.opened * opened / DM2_PER_M2
            + self.affinity
        )

    def copy(self) -> Plan:
        """Return an independent copy."""
        twin = Plan.__new__(Plan)
        twin.__dict__.update(self.__dict__)
        twin.offices = list(self.offices)
        twin.holders = list(self.holders)
        twin.costs = list(self.costs)
        twin.users = list(self.users)
        return twin

    @property
    def cost(self) -> float:
        """All priced terms together, points."""
        return self._own_cost + self.services.cost

    @property
    def broken(self) -> int:
        """How far the hard wishes are from being kept; 0: this is a plan that may be."""
        return self._own_broken + self.broken_pairs + self.services.broken

    @property
    def unplaced(self) -> int:
        """What comes before all cost: people without a seat, unmet needs, broken wishes first.

        Each broken wish counts as ``BROKEN`` people.
        """
        broken = self._own_broken + self.broken_pairs
        return self.unseated + self.services.unplaced + BROKEN * broken

    @property
    def value(self) -> tuple[int, float]:
        """What plans are compared by: the smaller, the better."""
        return self.unplaced, self.cost

    def vacant(self, r: int) -> bool:
        """Return whether nobody holds an office."""
        return not self.holders[r]

    def others(
        self, d: int, held: Held, changed: Mapping[int, Held] = MappingProxyType({})
    ) -> dict[int, Others]:
        """Return for the offices that ``d`` shares what the others there justify.

        Parameters
        ----------
        changed
            Offices of departments that shall have others than now.
        """
        found = {}
        for r in held:
            beside = {e for e in self.holders[r] if e not in changed}
            beside.update(e for e, rooms in changed.items() if r in rooms)
            if beside - {d}:
                found[r] = self._justify(d, r, beside - {d}, changed)
        return found

    def _justify(
        self, d: int, r: int, beside: Collection[int], changed: Mapping[int, Held]
    ) -> Others:
        """Return what departments beside ``d`` justify in an office."""
        ids = {e: self.problem.departments[e].id for e in (d, *beside)}
        allowance = {
            e: self.evaluator.allowance(e, changed.get(e, self.offices[e])[r]) for e in beside
        }
        order = sorted(beside, key=ids.__getitem__)
        return Others(
            tuple(allowance[e] for e in order if ids[e] < ids[d]),
            tuple(allowance[e] for e in order if ids[e] > ids[d]),
            sum(sum(changed.get(e, self.offices[e])[r]) for e in beside),
        )

    def propose(self, offices: Mapping[int, Held]) -> Change:
        """Price new offices of some departments; needs are looked at when the change is made."""
        offices = self._with_sharers(offices)
        costs = {
            d: self.evaluator.department(d, held, self._shared_by(d, held, offices))
            for d, held in offices.items()
        }
        unplaced = 0
        broken = self._pairs_change(offices)
        cost = 0.0
        for d, new in costs.items():
            unplaced += new.unseated - self.costs[d].unseated
            broken += new.broken - self.costs[d].broken
            cost += new.cost - self.costs[d].cost
        affinity = self._affinity_change(costs)
        return Change(
            offices=offices,
            costs=costs,
            unplaced=unplaced + BROKEN * broken,
            cost=cost + affinity + self._opened_change(costs),
            affinity=affinity,
        )

    def _pairs_change(self, offices: Mapping[int, Held]) -> int:
        """Return how much more of the wishes of two departments is broken."""
        wishes = self.evaluator.wishes
        if not wishes.pairs or wishes.pairs.keys().isdisjoint(offices):
            return 0
        before = {d: self.offices[d] for d in wishes.pairs}
        return wishes.together(offices, {**before, **offices}) - wishes.together(offices, before)

    def _with_sharers(self, offices: Mapping[int, Held]) -> Mapping[int, Held]:
        """Add those who share an office with one of the departments: their shares may change."""
        if not self.evaluator.rooms_are_shared:
            return offices
        sharers = {
            e
            for d, held in offices.items()
            for r in {*held, *self.offices[d]}
            for e in self.holders[r]
        }
        return {**{e: self.offices[e] for e in sorted(sharers)}, **offices}

    def _shared_by(
        self, d: int, held: Held, changed: Mapping[int, Held]
    ) -> dict[int, Others] | None:
        return (
            self.others(d, held, changed)
            if any(map(self.problem.offices.shared.__getitem__, held))
            else None
        )

    def _opened_change(self, costs: Mapping[int, DepartmentCost]) -> float:
        difference: dict[int, int] = {}
        for d, new in costs.items():
            if new.storeys != self.costs[d].storeys:
                for s in self.costs[d].storeys:
                    difference[s] = difference.get(s, 0) - 1
                for s in new.storeys:
                    difference[s] = difference.get(s, 0) + 1
        area = 0
        for s, step in difference.items():
            before, after = self.users[s] > 0, self.users[s] + step > 0
            area += self.problem.storeys.opened_dm2[s] * (after - before)
        return self.problem.prices.opened * area / DM2_PER_M2

    def _affinity(self, d: int, costs: list[DepartmentCost]) -> float:
        total = sum(
            self.evaluator.affinity(d, e, costs[d].hub, costs[e].hub)
            for e in self.evaluator.pairs[d]
        )
        return self.problem.prices.affinity * total / CM_PER_M

    def _affinity_change(self, costs: Mapping[int, DepartmentCost]) -> float:
        moved = [d for d, new in costs.items() if new.hub != self.costs[d].hub]
        total = 0
        seen: set[int] = set()
        for d in moved:
            seen.add(d)
            for e in self.evaluator.pairs[d]:
                if e in seen:
                    continue
                hub_e = costs[e].hub if e in costs else self.costs[e].hub
                total += self.evaluator.affinity(d, e, costs[d].hub, hub_e)
                total -= self.evaluator.affinity(d, e, self.costs[d].hub, self.costs[e].hub)
        return self.problem.prices.affinity * total / CM_PER_M

    def services_after(self, change: Change) -> ServicePlan:
        """Return the service rooms that the departments hold once a change is made."""
        moved = [
            d
            for d, new in change.costs.items()
            if not self.assigner.same_place(d, new, self.costs[d])
        ]
        if all(self.assigner.still_holds(self.services, d, change.costs[d]) for d in moved):
            return self.services
        costs = list(self.costs)
        for d, new in change.costs.items():
            costs[d] = new
        return self.assigner.assign(costs)

    def apply(self, change: Change, services: ServicePlan | None = None) -> None:
        """Make a change that was proposed to this very plan."""
        self.version += 1
        self.services = self.services_after(change) if services is None else services
        self.broken_pairs += self._pairs_change(change.offices)
        for d, held in change.offices.items():
            for r in self.offices[d]:
                if r not in held:
                    self.holders[r] = tuple(e for e in self.holders[r] if e != d)
            for r in held:
                if r not in self.offices[d]:
                    self.holders[r] = (*self.holders[r], d)
            for s in self.costs[d].storeys:
                self.users[s] -= 1
            for s in change.costs[d].storeys:
                self.users[s] += 1
            self.offices[d] = held
            self.costs[d] = change.costs[d]
        self.affinity += change.affinity
        self._count()

    def apply_if_better(self, change: Change, *, or_equal: bool = False) -> bool:
        """Make a change unless the plan becomes worse, needs included; return whether made."""
        if not (change.no_worse if or_equal else change.better):
            return False
        services = self.services_after(change)
        if services is not self.services:
            unplaced = change.unplaced + services.unplaced - self.services.unplaced
            cost = change.cost + services.cost - self.services.cost
            limit = TOLERANCE if or_equal else -TOLERANCE
            if unplaced > 0 or (unplaced == 0 and cost > limit):
                return False
        self.apply(change, services)
        return True
