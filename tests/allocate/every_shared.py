"""Every plan of a few departments some of whose rooms may be shared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import product

from spaceplan.allocate.problem.evaluate import Held
from spaceplan.allocate.problem.problem import Problem
from spaceplan.model import Portfolio
from tests.allocate.builders import Workshop, plans_of, workshop


def plans_with_shared(parts: Workshop) -> Iterator[tuple[int, tuple[Held, ...]]]:
    """Yield every plan that keeps the rules of rooms, with the people it leaves out."""
    problem = parts.problem
    rooms = range(len(problem.offices))
    people = sum(d.kinds.total for d in problem.departments)
    options = [list(plans_of(problem, d, rooms)) for d in range(len(problem.departments))]
    for choice in product(*options):
        holders = Counter(r for held in choice for r in held)
        together = [r for r, number in holders.items() if number > 1]
        if all(may_be_together(problem, r, choice) for r in together):
            seated = sum(sum(occupancy) for held in choice for occupancy in held.values())
            yield people - seated, choice


def may_be_together(problem: Problem, r: int, choice: Sequence[Held]) -> bool:
    """Return whether the holders of a room may sit there: tagged, seats, who must sit alone."""
    there: Counter[tuple[str, bool]] = Counter()
    for d, held in enumerate(choice):
        kinds = problem.departments[d].kinds
        names = zip(kinds.names, kinds.alone, held.get(r, ()), strict=False)
        there.update({(name, alone): n for name, alone, n in names if n})
    total, share = sum(there.values()), problem.settings.share_own_room
    own = [number for (_, alone), number in there.items() if alone]
    alone = not own or share == "any" or total == 1 or (share == "like" and own == [total])
    return problem.offices.shared[r] and total <= problem.offices.seats[r] and alone


def best_with_shared(case: Portfolio) -> tuple[int, float] | None:
    """Try every plan; return (unseated, cost) of the best that keeps the wishes; None: no plan."""
    parts = workshop(case)
    best: tuple[int, float] | None = None
    for unseated, offices in sorted(plans_with_shared(parts), key=lambda plan: plan[0]):
        if best is not None and unseated > best[0]:
            return best
        plan = parts.plan(offices)
        if not plan.broken and (best is None or plan.cost < best[1]):
            best = unseated, plan.cost
    return best
