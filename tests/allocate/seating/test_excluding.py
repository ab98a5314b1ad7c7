"""Which hard constraints of a seating problem exclude each other."""

from __future__ import annotations

from itertools import combinations, product
from random import Random

import numpy as np
import pytest

from spaceplan.allocate.seating import SeatingOptions, solve_seating
from spaceplan.allocate.seating.excluding import excluding_constraints
from spaceplan.check import recompute_seating
from spaceplan.errors import ConflictError
from spaceplan.model import Entity, SeatingConstraint, SeatingKind, SeatingProblem, SeatRoom

K = SeatingKind
HARD = (K.ALLOCATION, K.NONALLOCATION, K.CAPACITY, K.SAMEROOM, K.NOTSHARING, K.ADJACENCY)


def problem(*constraints: SeatingConstraint, rooms: int = 3, people: int = 3) -> SeatingProblem:
    """Return rooms of 20 m² in a row, two on each floor, and entities of 10 m²."""
    return SeatingProblem(
        tuple(Entity(f"e{i}", "g", 1000) for i in range(people)),
        tuple(
            SeatRoom(f"r{i}", str(i // 2), 2000, (i + 1,) * (i + 1 < rooms)) for i in range(rooms)
        ),
        constraints,
    )


def hard(kind: SeatingKind, subject: int, *targets: int) -> SeatingConstraint:
    return SeatingConstraint(kind, subject, targets, hard=True)


def test_the_two_that_exclude_each_other_are_found_among_others() -> None:
    asked = (hard(K.NOTSHARING, 2), hard(K.ALLOCATION, 0, 1), hard(K.NONALLOCATION, 0, 1))
    core = excluding_constraints(problem(*asked), np.array([0, 1, 2]), 30.0)
    assert core is not None
    assert (core.elements, core.smallest, core.checked) == (asked[1:], True, True)


def test_two_are_found_where_four_exclude_each_other_as_well() -> None:
    chain = (hard(K.SAMEROOM, 0, 1), hard(K.SAMEROOM, 1, 2), hard(K.AWAYFROM, 0, 2))
    core = excluding_constraints(problem(*chain, hard(K.NOTSHARING, 1)), np.array([0, 0, 0]), 30.0)
    assert core is not None
    assert (len(core.elements), core.smallest) == (2, True)


def test_without_time_nothing_is_claimed() -> None:
    asked = problem(hard(K.ALLOCATION, 0, 1), hard(K.ALLOCATION, 0, 2))
    assert excluding_constraints(asked, np.array([0, 1, 2]), 0.0) is None


def test_it_is_told_in_words_with_the_ids() -> None:
    asked = problem(hard(K.ONEOF, 0, 1, 2), hard(K.ALLOCATION, 0, 0), hard(K.NOTSHARING, 1))
    with pytest.raises(ConflictError) as refused:
        solve_seating(asked, options=SeatingOptions(time_limit=60.0, workers=1))
    said = str(refused.value)
    assert "no fewer do" in said
    assert "entity e0 sits in one of the rooms r1, r2\nentity e0 sits in room r0" in said
    assert "alone" not in said


def _excluded(asked: SeatingProblem, part: tuple[SeatingConstraint, ...]) -> bool:
    """Try every seating."""
    tried = SeatingProblem(asked.entities, asked.rooms, part)
    seatings = product(range(len(asked.rooms)), repeat=len(asked.entities))
    return all(recompute_seating(tried, seating).hard_broken for seating in seatings)


def test_no_fewer_exclude_each_other_than_are_named() -> None:
    random, found = Random(1), 0
    for _ in range(40):
        asked = problem(*(_any(random) for _ in range(7)))
        core = excluding_constraints(asked, np.array([0, 1, 2]), 30.0)
        assert (core is None) != _excluded(asked, asked.constraints)
        if core is None:
            continue
        found += 1
        assert core.smallest
        assert _excluded(asked, core.elements)
        fewer = combinations(asked.constraints, len(core.elements) - 1)
        assert not any(_excluded(asked, part) for part in fewer)
    assert found > 5


def _any(random: Random) -> SeatingConstraint:
    kind, (one, two) = random.choice(HARD), random.sample(range(3), 2)
    alone = kind in (K.CAPACITY, K.NOTSHARING)
    return hard(kind, one) if alone else hard(kind, one, two)
