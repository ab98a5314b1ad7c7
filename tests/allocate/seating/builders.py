"""Seating problems made for tests: areas in whole m², one floor unless said."""

from __future__ import annotations

from spaceplan.model import Entity, SeatingConstraint, SeatingKind, SeatingProblem, SeatRoom


def problem(
    spaces: list[int],
    areas: list[int],
    *constraints: SeatingConstraint,
    floors: str = "",
    beside: tuple[tuple[int, int], ...] = (),
    seats: tuple[int | None, ...] = (),
) -> SeatingProblem:
    """Return a problem; ``floors`` has a letter a room, ``beside`` pairs of adjacent rooms."""
    entities = tuple(Entity(f"e{i}", "g", 100 * space) for i, space in enumerate(spaces))
    rooms = tuple(
        SeatRoom(
            f"r{i}",
            floors[i] if floors else "1",
            100 * area,
            tuple(b for a, b in beside if a == i),
            seats[i] if seats else None,
        )
        for i, area in enumerate(areas)
    )
    return SeatingProblem(entities, rooms, constraints)


def rule(kind: str, subject: int, *targets: int, hard: bool = False) -> SeatingConstraint:
    """Return a constraint with the published weights."""
    weights = {"allocation": 20.0, "notsharing": 50.0}
    return SeatingConstraint(SeatingKind(kind), subject, targets, hard, weights.get(kind, 10.0))
