"""Small portfolios for the allocator's tests, and every plan of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product

from spaceplan.allocate import AllocateOptions, AllocationResult, allocate_rooms
from spaceplan.allocate.bound.bounder import Proof
from spaceplan.allocate.bound.raised import all_proofs
from spaceplan.allocate.first.adopt import from_nothing
from spaceplan.allocate.first.construct import Constructor
from spaceplan.allocate.plan.plan import Plan
from spaceplan.allocate.problem.build import build_problem
from spaceplan.allocate.problem.evaluate import DepartmentCost, Evaluator
from spaceplan.allocate.problem.geometry import Geometry
from spaceplan.allocate.problem.needs import ServiceAssigner
from spaceplan.allocate.problem.problem import Occupancy, Problem
from spaceplan.check import recompute_objective, verify_allocation
from spaceplan.entitlement import compute_entitlements
from spaceplan.graph import build_graph
from spaceplan.model import (
    Allocation,
    AllocationLine,
    Building,
    Counts,
    Department,
    Door,
    LedgerEntry,
    Name,
    Objective,
    Portfolio,
    Prices,
    Room,
    Settings,
    Site,
    Storey,
)
from spaceplan.model.places import storey_id
from spaceplan.rules import RuleBook, load_rules
from tests.allocate.every_service import EveryService
from tests.cases import box

HEAD = "city_bureau_head"  # 24 m², sits alone
DEPUTY = "city_bureau_deputy"  # 18 m², sits alone
STAFF = "city_staff"  # 9 m²
DEPTH = 5.0
_PRICES = Prices()
_SETTINGS = Settings()
#: Long enough for every tiny case to be solved to the end.
ENOUGH = AllocateOptions(time_limit=60.0, workers=1)


@cache
def book() -> RuleBook:
    return load_rules(("cn-2014", "cn-management-2017"))


def storey(
    building: str, number: int, areas: Sequence[float], uses: Mapping[int, str] | None = None
) -> Storey:
    """Return a storey with a row of rooms of these areas (m²) south of a corridor.

    Rooms are 5 m deep, ``hq-101``, ``hq-102``, ... from west to east, walls are 0.2 m, doors in the
    middle; the stair lies at the east end. ``uses`` names those that are no offices, by place.
    """
    prefix = f"{building}-{number}"
    rooms: list[Room] = []
    doors: list[Door] = []
    x = 0.0
    corridor = f"{prefix}c"
    for i, area in enumerate(areas):
        width = area / DEPTH
        id = f"{prefix}{i + 1:02d}"
        use = (uses or {}).get(i, "office")
        rooms.append(Room(id, use, box(x, 0.0, width, DEPTH), area=area))
        doors.append(Door((id, corridor), at=(x + width / 2, DEPTH + 0.1)))
        x += width + 0.2
    rooms.append(Room(corridor, "corridor", box(0.0, DEPTH + 0.2, x - 0.2, 1.8)))
    stair = Room(f"{prefix}s", "stair", box(x, DEPTH + 0.2, 3.0, 1.8), shaft="s1")
    doors.append(Door((corridor, stair.id), at=(x - 0.1, DEPTH + 1.1)))
    return Storey(
        storey_id(building, number), number, (number - 1) * 3.6, (*rooms, stair), tuple(doors)
    )


def building(id: str, site: str, *storeys: Sequence[float], x: float = 0.0) -> Building:
    """Return a building with one row of offices a storey; one enters on its lowest corridor."""
    return Building(
        id=id,
        site=site,
        storeys=tuple(storey(id, n + 1, areas) for n, areas in enumerate(storeys)),
        origin=(x, 0.0),
        entrances=(f"{id}-1c",),
    )


def department(
    id: str,
    head: int = 0,
    deputy: int = 0,
    staff: int = 0,
    *,
    site: str = "centre",
    contract: int = 0,
    seconded: int = 0,
    posts: int | None = None,
) -> Department:
    """Return a department; its establishment is its headcount, or so many staff."""
    people = Counts.of({HEAD: head, DEPUTY: deputy, STAFF: staff})
    return Department(
        id=id,
        home_site=site,
        establishment=people if posts is None else Counts.of({STAFF: posts}),
        headcount=people,
        contract=contract,
        seconded=seconded,
    )


def portfolio(
    buildings: Sequence[Building],
    departments: Sequence[Department],
    *,
    prices: Prices = _PRICES,
    settings: Settings = _SETTINGS,
    ledger: Sequence[LedgerEntry] | None = None,
    sites: Mapping[str, tuple[float, float]] | None = None,
) -> Portfolio:
    """Return a portfolio; all sites that buildings name lie at (0, 0) unless stated."""
    names = dict.fromkeys(b.site for b in buildings)
    return Portfolio(
        id="small",
        name=Name("小", "Small"),
        sites=tuple(Site(name, at=(sites or {}).get(name, (0.0, 0.0))) for name in names),
        buildings=tuple(buildings),
        departments=tuple(departments),
        prices=prices,
        settings=settings,
        ledger=None if ledger is None else tuple(ledger),
    )


def ledger_of(seats: Mapping[str, tuple[str, Mapping[str, int]]]) -> tuple[LedgerEntry, ...]:
    """Return a ledger from room -> (department, active people by rank)."""
    return tuple(
        LedgerEntry(person=f"{room}-{rank}-{i}", department=d, room=room, rank=rank)
        for room, (d, ranks) in seats.items()
        for rank, number in ranks.items()
        for i in range(number)
    )


@dataclass(frozen=True)
class Solved:
    """A portfolio with the answer and the words of the independent checker."""

    result: AllocationResult
    recomputed: Objective
    broken: tuple[str, ...]

    @property
    def value(self) -> tuple[int, float]:
        """People unseated and unmet needs, then points."""
        objective = self.result.objective
        return objective.unseated + objective.unmet_needs, objective.total


def solve(
    case: Portfolio, options: AllocateOptions = ENOUGH, start: Allocation | None = None
) -> Solved:
    """Allocate, and ask the checker."""
    graph = build_graph(case)
    entitlements = compute_entitlements(case, book())
    result = allocate_rooms(case, graph, book(), entitlements, start=start, options=options)
    plan = result.allocation
    return Solved(
        result,
        recompute_objective(case, graph, book(), entitlements, plan),
        verify_allocation(case, graph, book(), plan),
    )


@dataclass(frozen=True)
class Workshop:
    """The allocator's parts for one portfolio."""

    problem: Problem
    evaluator: Evaluator
    assigner: ServiceAssigner

    def plan(self, offices: Sequence[Mapping[int, Occupancy]]) -> Plan:
        """Return a plan."""
        return Plan(self.evaluator, self.assigner, list(offices))

    def first_plan(self) -> Plan:
        """Return the plan that is built from nothing."""
        parts = self.problem, self.evaluator, self.assigner
        return self.plan(Constructor(*parts, from_nothing(self.problem)).build())

    def prove(self, unplaced: int) -> Proof:
        """Return what is proven in the end, given how many the best plan leaves out."""
        proofs = list(
            all_proofs(
                self.problem,
                self.evaluator.geometry,
                unplaced,
                count=lambda work: None,
                seconds_left=lambda: 60.0,
            )
        )
        assert max(proof.value for proof in proofs) == proofs[-1].value
        return proofs[-1]


def workshop(case: Portfolio) -> Workshop:
    """Build problem, geometry and evaluator."""
    graph = build_graph(case)
    problem = build_problem(case, graph, book(), compute_entitlements(case, book()))
    geometry = Geometry(problem, graph)
    return Workshop(problem, Evaluator(problem, geometry), ServiceAssigner(problem, geometry))


def allocation(lines: Mapping[str, tuple[str, Mapping[str, int]]]) -> Allocation:
    """Return an allocation from room -> (department, people by kind)."""
    return Allocation(
        tuple(
            AllocationLine(room, id, Counts.of(dict(kinds)))
            for room, (id, kinds) in sorted(lines.items())
        )
    )


def occupancies(problem: Problem, d: int, r: int) -> list[Occupancy]:
    """Return every way in which people of a department may sit in an office, nobody included."""
    kinds = problem.departments[d].kinds
    seats = problem.offices.seats[r]
    share = problem.settings.share_own_room
    found = []
    for numbers in product(*(range(min(n, seats) + 1) for n in kinds.people)):
        there = [k for k, n in enumerate(numbers) if n]
        own = [k for k in there if kinds.alone[k]]
        total = sum(numbers)
        if total > seats or 0 < total < problem.offices.least[r]:
            continue
        if own and total > 1 and (share == "none" or (share == "like" and there != own[:1])):
            continue
        found.append(tuple(numbers))
    return found


def plans_of(problem: Problem, d: int, rooms: Sequence[int]) -> Iterator[dict[int, Occupancy]]:
    """Return every way in which a department may hold some of the rooms, each with somebody."""
    allowed = [(r, occupancies(problem, d, r)) for r in rooms if problem.may_hold[d, r]]
    locked = frozenset(problem.departments[d].locked)
    yield from _held_in(allowed, locked, problem.departments[d].kinds.people)


def _held_in(
    rooms: Sequence[tuple[int, Sequence[Occupancy]]], locked: frozenset[int], people: Occupancy
) -> Iterator[dict[int, Occupancy]]:
    """Return every way for at most these people to sit in some of the rooms."""
    if not rooms:
        yield {}
        return
    (r, ways), *others = rooms
    for way in ways:
        left = tuple(n - there for n, there in zip(people, way, strict=True))
        if min(left, default=0) < 0:
            continue
        here = {r: way} if any(way) or r in locked else {}
        for rest in _held_in(others, locked, left):
            yield {**here, **rest}


def best_of_all(case: Portfolio, allowed: Callable[..., bool] | None = None) -> tuple[int, float]:
    """Try every plan of a few departments; return (unseated and unmet, cost) of the best.

    Of a department's plans in the same rooms with the same hub only the cheapest is tried together
    with the other department's: what they cost together depends on rooms and hubs.

    Parameters
    ----------
    allowed
        Whether the departments may hold these sets of rooms, one each.
    """
    parts = workshop(case)
    problem = parts.problem
    rooms = range(len(problem.offices))
    options: list[list[tuple[int, DepartmentCost]]] = []
    for d in range(len(problem.departments)):
        best: dict[tuple[int, int], DepartmentCost] = {}
        for held in plans_of(problem, d, rooms):
            cost = parts.evaluator.department(d, held)
            if parts.evaluator.wishes.leaving(d, held):
                continue
            hub_matters = parts.evaluator.pairs[d] or problem.departments[d].needs
            key = (sum(1 << r for r in held), cost.hub if hub_matters else -1)
            known = best.get(key)
            if known is None or (cost.unseated, cost.cost) < (known.unseated, known.cost):
                best[key] = cost
        options.append([(mask, cost) for (mask, _), cost in best.items()])

    @cache
    def ids(mask: int) -> set[str]:
        return {problem.offices.ids[r] for r in rooms if mask >> r & 1}

    services = EveryService(case, problem, parts.evaluator.geometry)
    return min(
        _together(parts, choice, services)
        for choice in product(*options)
        if not _overlap([mask for mask, _ in choice])
        and (allowed is None or allowed(*(ids(mask) for mask, _ in choice)))
    )


def _overlap(masks: Sequence[int]) -> bool:
    taken = 0
    for mask in masks:
        if taken & mask:
            return True
        taken |= mask
    return False


def _together(
    parts: Workshop, choice: Sequence[tuple[int, DepartmentCost]], services: EveryService
) -> tuple[int, float]:
    costs = [cost for _, cost in choice]
    prices = parts.problem.prices
    opened = {s for cost in costs for s in cost.storeys}
    area = sum(parts.problem.storeys.opened_dm2[s] for s in opened)
    affinity = sum(
        parts.evaluator.affinity(d, e, costs[d].hub, costs[e].hub)
        for d, pairs in enumerate(parts.evaluator.pairs)
        for e in pairs
        if d < e
    )
    total = sum(cost.cost for cost in costs)
    total += prices.opened * area / 100 + prices.affinity * affinity / 100
    unmet, excess = services.best(tuple((cost.storeys, cost.hub) for cost in costs))
    return sum(cost.unseated for cost in costs) + unmet, total + excess
