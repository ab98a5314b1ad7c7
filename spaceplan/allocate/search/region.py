"""Some storeys of a plan, made for pricing very many small changes: plain lists, local indexes.

Prices are those of the plan but for one thing: while rooms change, a department's hub stays where
it is, unless its room is given up; ``refresh`` looks for the hubs again.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from spaceplan.allocate.plan.plan import Plan
from spaceplan.allocate.problem.evaluate import Held
from spaceplan.allocate.problem.problem import Occupancy
from spaceplan.allocate.search.storey_rooms import is_free
from spaceplan.units import CM_PER_M, DM2_PER_M2


@dataclass(frozen=True, slots=True, eq=False)
class Content:
    """Who sits in a room: one department (local index, −1: nobody) with its people.

    ``sharing``: nobody among them must sit alone.
    """

    department: int
    occupancy: Occupancy
    people: int
    allowance: int
    sharing: bool


NOBODY = Content(-1, (), 0, 0, False)
#: New contents of rooms (local indexes).
Step = tuple[tuple[int, Content], ...]


class _Department:
    """What the region knows of one department that holds rooms in it."""

    __slots__ = (
        "area",
        "buildings",
        "contents",
        "d",
        "entitlement",
        "excess",
        "hub",
        "kept",
        "masks",
        "points",
        "rows",
        "sites",
        "stay",
    )

    def __init__(self, plan: Plan, d: int, region: Region) -> None:
        cost = plan.costs[d]
        problem = plan.problem
        self.d = d
        self.area: float = sum(problem.offices.area[r] for r in plan.offices[d])
        self.excess: float = cost.room_excess_dm2
        self.entitlement = problem.departments[d].office_dm2
        self.hub = cost.hub
        self.contents: dict[Occupancy, Content] = {}
        self.masks = [0] * len(region.storeys)
        self.kept = {r: o for r, o in plan.offices[d].items() if r not in region.index}
        self.buildings: dict[int, int] = {}
        self.sites: dict[int, int] = {}
        self.stay: dict[int, Occupancy] = {}
        table = problem.storeys
        for s in cost.storeys:
            self.buildings[table.building[s]] = self.buildings.get(table.building[s], 0) + 1
            self.sites[table.site[s]] = self.sites.get(table.site[s], 0) + 1
        geometry = plan.evaluator.geometry
        for r in plan.offices[d]:
            local = region.local_storey.get(problem.offices.storey[r])
            if local is not None:
                self.masks[local] |= geometry.bit[r]
        if problem.has_ledger and problem.prices.moved:
            for r, was in problem.departments[d].before:
                if r in region.index:
                    self.stay[region.index[r]] = was
        self.rows: list[list[int]] = []


class Region:
    """Some storeys of a plan with the departments there that may be touched."""

    def __init__(self, plan: Plan, storeys: Sequence[int], busy: Collection[int] = ()) -> None:
        problem, geometry = plan.problem, plan.evaluator.geometry
        self.plan = plan
        self.geometry = geometry
        self.storeys = list(storeys)
        self.local_storey = {s: i for i, s in enumerate(self.storeys)}
        self.rooms = [r for s in storeys for r in geometry.on_storey[s] if is_free(plan, r, busy)]
        self.index = {r: i for i, r in enumerate(self.rooms)}
        offices = problem.offices
        self.area = [offices.area[r] for r in self.rooms]
        self.seats = [offices.seats[r] for r in self.rooms]
        self.least = [offices.least[r] for r in self.rooms]
        self.storey = [self.local_storey[offices.storey[r]] for r in self.rooms]
        self.bit = [geometry.bit[r] for r in self.rooms]
        self.place = [geometry.place[r] for r in self.rooms]
        holders = sorted({plan.holders[r][0] for r in self.rooms if plan.holders[r]})
        self.departments = [_Department(plan, d, self) for d in holders]
        self.may: list[list[bool]] = [problem.may_hold[d][self.rooms].tolist() for d in holders]
        self.contents = [NOBODY] * len(self.rooms)
        local = {d: j for j, d in enumerate(holders)}
        for i, r in enumerate(self.rooms):
            if plan.holders[r]:
                d = plan.holders[r][0]
                self.contents[i] = self.content(local[d], plan.offices[d][r])
        self.users = [plan.users[s] for s in self.storeys]
        self._opened = [
            problem.prices.opened * problem.storeys.opened_dm2[s] / DM2_PER_M2 for s in self.storeys
        ]
        prices = problem.prices
        self._excess = prices.excess / DM2_PER_M2
        self._distance = prices.distance / CM_PER_M
        self._rooms_on: list[list[int]] = [[] for _ in self.storeys]
        for i, s in enumerate(self.storey):
            self._rooms_on[s].append(i)
        self._everywhere = list(range(len(self.rooms)))
        for j in range(len(holders)):
            self._see_hub(j)

    def _see_hub(self, j: int) -> None:
        """Fetch the walks from the department's hub to the rooms of the region."""
        department = self.departments[j]
        department.rows = [self.geometry.walks_from(department.hub, s) for s in self.storeys]

    def mates(self, a: int, chance: float) -> list[int]:
        """Return rooms to swap with: mostly those of the same storey."""
        return self._rooms_on[self.storey[a]] if chance < 0.7 else self._everywhere

    def content(self, j: int, occupancy: Occupancy) -> Content:
        """Return people of a department as the content of a room; one object for each."""
        if not any(occupancy):
            return NOBODY
        department = self.departments[j]
        found = department.contents.get(occupancy)
        if found is None:
            people, allowance = self.plan.evaluator.numbers(department.d, occupancy)
            alone = self.plan.problem.departments[department.d].kinds.alone
            sharing = not any(n and own for n, own in zip(occupancy, alone, strict=True))
            found = Content(j, occupancy, people, allowance, sharing)
            department.contents[occupancy] = found
        return found

    def price(self, step: Step) -> float:
        """Return what a step costs in points."""
        touched: dict[int, list[float]] = {}
        masks: dict[tuple[int, int], int] = {}
        for r, new in step:
            old = self.contents[r]
            if old.department >= 0:
                self._count(r, old, -1, touched, masks)
            if new.department >= 0:
                self._count(r, new, 1, touched, masks)
        cost = 0.0
        for j, (excess, area, points) in touched.items():
            department = self.departments[j]
            beyond = department.area - department.entitlement
            cost += points
            cost += self._excess * (
                max(department.excess + excess, beyond + area, 0)
                - max(department.excess, beyond, 0)
            )
        return cost + self._scatter(masks)

    def _count(
        self,
        r: int,
        content: Content,
        sign: int,
        touched: dict[int, list[float]],
        masks: dict[tuple[int, int], int],
    ) -> None:
        """Add or take away one content of one room: Σ e_r, area, moves and walks, masks."""
        j = content.department
        department = self.departments[j]
        sums = touched.get(j)
        if sums is None:
            sums = touched[j] = [0, 0, 0.0]
        area = self.area[r]
        if area > content.allowance:
            sums[0] += sign * (area - content.allowance)
        sums[1] += sign * area
        s = self.storey[r]
        points = self._distance * content.people * department.rows[s][self.place[r]]
        was = department.stay.get(r)
        if was is not None:
            points -= self.plan.problem.prices.moved * sum(map(min, was, content.occupancy))
        sums[2] += sign * points
        key = (j, s)
        masks[key] = masks.get(key, department.masks[s]) ^ self.bit[r]

    def _scatter(self, masks: Mapping[tuple[int, int], int]) -> float:
        """Return what storeys, zones, buildings, sites and opened storeys cost more."""
        prices = self.plan.problem.prices
        cost = 0.0
        moved: list[tuple[int, int, int]] = []
        for (j, s), mask in masks.items():
            before = self.departments[j].masks[s]
            if mask == before:
                continue
            storey = self.storeys[s]
            if mask and before:
                cost += prices.zone * (
                    self.geometry.zones_of(storey, mask) - self.geometry.zones_of(storey, before)
                )
            elif mask:
                cost += prices.storey + prices.zone * (self.geometry.zones_of(storey, mask) - 1)
                moved.append((j, s, 1))
            else:
                cost -= prices.storey + prices.zone * (self.geometry.zones_of(storey, before) - 1)
                moved.append((j, s, -1))
        return cost + self._places(moved) if moved else cost

    def _places(self, moved: Sequence[tuple[int, int, int]]) -> float:
        """Return what buildings, sites and opened storeys cost more."""
        table, prices = self.plan.problem.storeys, self.plan.problem.prices
        cost = 0.0
        users: dict[int, int] = {}
        buildings: dict[tuple[int, int], int] = {}
        sites: dict[tuple[int, int], int] = {}
        for j, s, sign in moved:
            storey = self.storeys[s]
            users[s] = users.get(s, 0) + sign
            building, site = (j, table.building[storey]), (j, table.site[storey])
            buildings[building] = buildings.get(building, 0) + sign
            sites[site] = sites.get(site, 0) + sign
        for s, change in users.items():
            before = self.users[s]
            cost += self._opened[s] * ((before + change > 0) - (before > 0))
        for (j, place), change in buildings.items():
            before = self.departments[j].buildings.get(place, 0)
            cost += prices.building * ((before + change > 0) - (before > 0))
        for (j, place), change in sites.items():
            before = self.departments[j].sites.get(place, 0)
            cost += prices.site * ((before + change > 0) - (before > 0))
        return cost

    def make(self, step: Step) -> Step:
        """Make a step, and return the step that undoes it."""
        undo = tuple((r, self.contents[r]) for r, _ in step)
        touched: dict[int, list[float]] = {}
        masks: dict[tuple[int, int], int] = {}
        for r, new in step:
            old = self.contents[r]
            if old.department >= 0:
                self._count(r, old, -1, touched, masks)
            if new.department >= 0:
                self._count(r, new, 1, touched, masks)
            self.contents[r] = new
        for j, (excess, area, _) in touched.items():
            department = self.departments[j]
            department.excess += excess
            department.area += area
        self._make_masks(masks)
        return undo

    def _make_masks(self, masks: Mapping[tuple[int, int], int]) -> None:
        table = self.plan.problem.storeys
        for (j, s), mask in masks.items():
            department = self.departments[j]
            change = bool(mask) - bool(department.masks[s])
            department.masks[s] = mask
            if change:
                storey = self.storeys[s]
                self.users[s] += change
                building, site = table.building[storey], table.site[storey]
                department.buildings[building] = department.buildings.get(building, 0) + change
                department.sites[site] = department.sites.get(site, 0) + change

    def refresh(self) -> float:
        """Look for the hubs again; return what that costs, points (mostly less than 0)."""
        cost = 0.0
        evaluator = self.plan.evaluator
        for j, held in enumerate(self._held()):
            department = self.departments[j]
            hub, person_cm = evaluator.hub(held)
            if hub == department.hub:
                continue
            walk = self.geometry.walk
            before = sum(sum(o) * walk(r, department.hub) for r, o in held.items())
            cost += self._distance * (person_cm - before)
            cost += self._affinity(department.d, hub) - self._affinity(department.d, department.hub)
            department.hub = hub
            self._see_hub(j)
        return cost

    def _affinity(self, d: int, hub: int) -> float:
        """Return the points of walks from a hub to those that a department works with."""
        evaluator = self.plan.evaluator
        hubs = {department.d: department.hub for department in self.departments}
        total = sum(
            people * self.geometry.walk(hub, hubs.get(e, self.plan.costs[e].hub))
            for e, people in evaluator.pairs[d].items()
            if hubs.get(e, self.plan.costs[e].hub) >= 0
        )
        return self.plan.problem.prices.affinity * total / CM_PER_M

    def _held(self) -> list[dict[int, Occupancy]]:
        held: list[dict[int, Occupancy]] = [dict(d.kept) for d in self.departments]
        for r, content in zip(self.rooms, self.contents, strict=True):
            if content.department >= 0:
                held[content.department][r] = content.occupancy
        return held

    def offices(self) -> dict[int, Held]:
        """Return the offices of the departments that hold their rooms otherwise than before."""
        return {
            department.d: held
            for department, held in zip(self.departments, self._held(), strict=True)
            if held != self.plan.offices[department.d]
        }
