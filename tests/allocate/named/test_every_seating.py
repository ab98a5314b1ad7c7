"""Small random cases: the seating agrees with the best of all, as the checker counts them."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import permutations

import pytest

from spaceplan.check import check_seating
from spaceplan.errors import ConflictError
from spaceplan.graph import SpatialGraph, build_graph
from spaceplan.model import Allocation, Portfolio, SeatingWish
from tests.allocate.builders import book
from tests.allocate.named.cases import Person, case, seated, staff

ROOMS = ("hq-101", "hq-102", "hq-103", "hq-104")
_SEVERAL = ("together", "next_to", "near", "separate", "apart")


def drawn(number: int) -> tuple[Portfolio, Allocation]:
    """Return a case of at most six people with at most three wishes."""
    draw = random.Random(number)
    size = draw.randint(3, 6)
    people: list[Person] = [
        (f"p{i}", draw.choice(["", "x", "y"]), draw.choice(["", *ROOMS])) for i in range(size)
    ]
    wishes = [_wish(draw, [id for id, _, _ in people]) for _ in range(draw.randint(0, 3))]
    numbers = Counter(draw.choices(range(4), k=size))
    while max(numbers.values()) > 3:
        numbers = Counter(draw.choices(range(4), k=size))
    return case(people, *wishes), staff(*(numbers[r] for r in range(4)))


def _wish(draw: random.Random, people: list[str]) -> SeatingWish:
    kind = draw.choice(["keep", "rooms", "avoid", "alone", *_SEVERAL])
    several = draw.randint(2, 3) if kind in _SEVERAL else draw.randint(1, 2)
    return SeatingWish(
        kind,
        tuple(draw.sample(people, several)),
        rooms=tuple(draw.sample(ROOMS, 2)) if kind in ("rooms", "avoid") else (),
        metres=draw.choice([None, 4.0, 8.0]) if kind in ("near", "apart") else None,
        hard=draw.random() < 0.3,
        weight=draw.choice([None, 1.5, 7.0]),
    )


def every(what: Portfolio, plan: Allocation) -> Iterator[Allocation]:
    """Return the plan with its people in every order."""
    seats = [line.room for line in plan.lines for _ in range(line.occupancy.total)]
    names = [entry.person for entry in what.ledger or ()]
    for order in sorted(set(permutations(seats))):
        yield replace(plan, people=tuple(zip(names, order, strict=True)))


def best(what: Portfolio, plan: Allocation, graph: SpatialGraph) -> tuple[int, float] | None:
    """Return (moves, points) of the best that keeps all hard wishes; None: there is none."""
    today = {entry.person: entry.room for entry in what.ledger or ()}
    values = []
    for seating in every(what, plan):
        (check,) = check_seating(what, graph, book(), seating)
        moved = sum(bool(today[p]) and today[p] != room for p, room in seating.people)
        if not check.broken_hard:
            values.append((moved, check.cost))
    return min(values, default=None)


@pytest.mark.parametrize("number", range(40))
def test_no_other_seating_is_better(number: int) -> None:
    what, plan = drawn(number)
    expected = best(what, plan, build_graph(what))
    try:
        answer = seated(what, plan)
    except ConflictError:
        assert expected is None
        return
    assert expected is not None
    assert (answer.row.moved, answer.row.cost) == pytest.approx(expected)
    assert answer.row.bound == pytest.approx(answer.row.cost)
    assert answer.check.cost == pytest.approx(answer.row.cost)
    assert not answer.broken
