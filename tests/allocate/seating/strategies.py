"""Random small seating problems with every kind of constraint."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from spaceplan.model import (
    ALONE_KINDS,
    ROOM_KINDS,
    Entity,
    SeatingConstraint,
    SeatingKind,
    SeatingProblem,
    SeatRoom,
)


@st.composite
def seating_problems(draw: st.DrawFn, entities: int = 5, rooms: int = 4) -> SeatingProblem:
    """Return a problem of at most so many entities (two at least) and rooms."""
    n, m = draw(st.integers(2, entities)), draw(st.integers(1, rooms))
    space = st.integers(0, 1500)
    people = tuple(Entity(f"e{i}", "g", draw(space)) for i in range(n))
    places = tuple(
        SeatRoom(
            f"r{i}",
            draw(st.sampled_from("ab")),
            draw(space),
            tuple(draw(st.sets(st.integers(0, m - 1), max_size=2))),
            draw(st.sampled_from([None, None, None, 1, 2])),
        )
        for i in range(m)
    )
    constraints = tuple(draw(st.lists(_constraints(n, m), max_size=8)))
    return SeatingProblem(people, places, constraints)


@st.composite
def _constraints(draw: st.DrawFn, n: int, m: int) -> SeatingConstraint:
    kind = draw(st.sampled_from(SeatingKind))
    subject = draw(st.integers(0, (m if kind == SeatingKind.CAPACITY else n) - 1))
    if kind in ALONE_KINDS:
        targets: tuple[int, ...] = ()
    elif kind in ROOM_KINDS:
        targets = tuple(draw(st.sets(st.integers(0, m - 1), min_size=1, max_size=2)))
    else:
        targets = (draw(st.sampled_from([e for e in range(n) if e != subject])),)
    hard = draw(st.sampled_from([False, False, False, True]))
    weight = draw(st.sampled_from([5.0, 10.0, 20.0, 2.25]))
    return SeatingConstraint(kind, subject, targets, hard, weight)


def all_soft(problem: SeatingProblem) -> SeatingProblem:
    """Return a problem of which every seating keeps the hard constraints."""
    return replace(
        problem,
        constraints=tuple(replace(c, hard=False) for c in problem.constraints),
        rooms=tuple(replace(room, seats=None) for room in problem.rooms),
    )
