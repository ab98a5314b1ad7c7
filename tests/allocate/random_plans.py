"""Random plans that keep the rules of rooms, good or not: rooms that may be shared often are."""

from __future__ import annotations

from random import Random

from spaceplan.allocate.plan.plan import Plan
from spaceplan.allocate.problem.problem import Occupancy
from tests.allocate.builders import Workshop, occupancies
from tests.allocate.every_shared import may_be_together

#: How often an office is left out for no reason.
_LEFT = 0.2


def random_plan(shop: Workshop, random: Random) -> Plan:
    """Seat people, one department after the other, in offices as they come."""
    problem = shop.problem
    offices: list[dict[int, Occupancy]] = []
    for d, department in enumerate(problem.departments):
        left = list(department.kinds.people)
        offices.append({r: (0,) * len(left) for r in department.locked})
        rooms = [r for r in range(len(problem.offices)) if problem.may_hold[d, r]]
        for r in random.sample(rooms, len(rooms)):
            ways = [] if random.random() < _LEFT else _ways(shop, offices, r, left)
            if ways:
                offices[d][r] = random.choice(ways)
                left = [a - b for a, b in zip(left, offices[d][r], strict=True)]
    return shop.plan(offices)


def _ways(
    shop: Workshop, offices: list[dict[int, Occupancy]], r: int, left: list[int]
) -> list[Occupancy]:
    """Return how some of those left of the last department may sit in a room as it is now."""
    problem, d = shop.problem, len(offices) - 1
    others, own = offices[:-1], offices[-1]
    taken = any(r in held for held in others)
    locked_by_another = any(
        r in department.locked for e, department in enumerate(problem.departments) if e != d
    )
    return [
        way
        for way in occupancies(problem, d, r)
        if any(way)
        and all(n <= most for n, most in zip(way, left, strict=True))
        and not (locked_by_another and not problem.offices.shared[r])
        and (not taken or may_be_together(problem, r, [*others, {**own, r: way}]))
    ]
