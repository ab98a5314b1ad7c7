"""A first seating: whoever can stay stays, the others by division, zone after zone."""

from __future__ import annotations

from collections import Counter

from spaceplan.allocate.named.problem import DepartmentProblem

Counted = tuple[tuple[int, ...], ...]


def first_seating(problem: DepartmentProblem) -> Counted:
    """Return people of each group in each room as planned, wishes aside, with the fewest moves."""
    counts = [[0] * len(problem.places) for _ in problem.groups]
    for kind in problem.kinds:
        groups = [g for g, group in enumerate(problem.groups) if group.kind == kind]
        groups.sort(key=lambda g: (problem.groups[g].division, problem.groups[g].people))
        left = Counter({r: place.frame.get(kind, 0) for r, place in enumerate(problem.places)})
        waiting = {g: problem.groups[g].size for g in groups}
        for g in groups:
            for r, number in sorted(problem.groups[g].there.items()):
                stay = min(number, left[r])
                counts[g][r] += stay
                left[r] -= stay
                waiting[g] -= stay
        rooms = sorted(left, key=lambda r: (problem.places[r].zone, r))
        seats = [r for r in rooms for _ in range(left[r])]
        people = [g for g in groups for _ in range(waiting[g])]
        for g, r in zip(people, seats, strict=False):
            counts[g][r] += 1
    return tuple(map(tuple, counts))


def most_stay(problem: DepartmentProblem) -> int:
    """Return Σ_kr min(people of k in r today, people of k planned there): who can stay."""
    today: Counter[tuple[str, int]] = Counter()
    for group in problem.groups:
        for r, number in group.there.items():
            today[group.kind, r] += number
    return sum(
        min(number, problem.places[r].frame.get(kind, 0)) for (kind, r), number in today.items()
    )
