"""How many people of the status quo can stay in a room, at most."""

from __future__ import annotations

from spaceplan.allocate.problem.problem import Occupancy, Problem


def stays_by_people(problem: Problem, d: int, was: Occupancy, seats: int) -> list[int]:
    """Return how many of department ``d`` may stay when m = 1, ... seats people sit in a room.

    Who must sit alone stays only where nobody else sits, unless own rooms may be shared.

    Parameters
    ----------
    was
        Who of the department sat there before, by kind.
    """
    kinds = problem.departments[d].kinds
    there = [min(a, b) for a, b in zip(was, kinds.people, strict=True)]
    if problem.may_share_own:
        return [min(m, sum(there)) for m in range(1, seats + 1)]
    sharing = sum(there[k] for k in kinds.sharing)
    alone = int(any(there[k] for k in kinds.own))
    return [max(alone if m == 1 else 0, min(m, sharing)) for m in range(1, seats + 1)]
