"""Take from another plan what is better there, a few storeys at a time.

Two plans of one problem differ in many places, and most of these have nothing to do with one
another: where the same people of each department sit on a storey in both plans, its rooms may be
laid out as in either. The storeys between which people go from one plan to the other belong
together; each such part is priced on its own, and taken where it makes the plan better.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import networkx as nx

from spaceplan.allocate.plan.plan import Plan
from spaceplan.allocate.problem.evaluate import Held


def _never() -> bool:
    return False


def combined(plan: Plan, others: Sequence[Plan], stopped: Callable[[], bool] = _never) -> Plan:
    """Return a plan with all that makes it better of some others, which may have to wait for it.

    Walks between departments tie parts together after all, so that each plan is looked at again
    when others have brought something.

    Parameters
    ----------
    stopped
        Asked before each part; then the plan is returned with what it has so far.
    """
    better = plan.copy()
    while sum(_take_from(better, other, stopped) for other in others):
        pass
    return better


def _take_from(plan: Plan, other: Plan, stopped: Callable[[], bool]) -> bool:
    """Change a plan by each part of another one that makes it better; return whether any did."""
    taken = False
    if stopped():
        return taken
    for part in parts_between(plan, other):
        if stopped():
            break
        change = plan.propose(_offices_with(plan, other, part))
        taken |= plan.apply_if_better(change)
    return taken


def parts_between(plan: Plan, other: Plan) -> list[frozenset[int]]:
    """Return the storeys on which two plans differ, in parts that may be exchanged one by one."""
    ties: nx.Graph[int] = nx.Graph()
    for here, there in zip(plan.offices, other.offices, strict=True):
        if here is there or here == there:
            continue
        ties.add_nodes_from(_storeys_that_differ(plan, here, there))
        nx.add_path(ties, _storeys_of_others(plan, here, there))
    return [frozenset(part) for part in nx.connected_components(ties)]


def _storeys_that_differ(plan: Plan, here: Held, there: Held) -> set[int]:
    storey = plan.problem.offices.storey
    return {storey[r] for r in here.keys() | there.keys() if here.get(r) != there.get(r)}


def _storeys_of_others(plan: Plan, here: Held, there: Held) -> list[int]:
    """Return the storeys on which more or fewer of a department sit, of whatever kind."""
    storey = plan.problem.offices.storey
    more: dict[int, list[int]] = {}
    for held, sign in ((here, 1), (there, -1)):
        for r, occupancy in held.items():
            counts = more.setdefault(storey[r], [0] * len(occupancy))
            for k, n in enumerate(occupancy):
                counts[k] += sign * n
    return sorted(s for s, counts in more.items() if any(counts))


def _offices_with(plan: Plan, other: Plan, part: Iterable[int]) -> dict[int, Held]:
    """Return the offices of all departments that change when a part is laid out as in another."""
    rooms = {r for s in part for r in plan.evaluator.geometry.on_storey[s]}
    changing = {d for r in rooms for p in (plan, other) for d in p.holders[r]}
    offices: dict[int, Held] = {}
    for d in sorted(changing):
        held = {r: o for r, o in plan.offices[d].items() if r not in rooms}
        held |= {r: o for r, o in other.offices[d].items() if r in rooms}
        if held != plan.offices[d]:
            offices[d] = held
    return offices
