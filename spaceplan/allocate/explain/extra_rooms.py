"""The problem with offices that do not exist yet, each beside one that does."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from spaceplan.allocate.problem.problem import Offices, Problem
from spaceplan.rules import RuleBook


def with_more_rooms(
    problem: Problem, rulebook: RuleBook, area_dm2: int, number: int, *, beside: int
) -> Problem:
    """Return the problem with so many more offices of an area.

    Parameters
    ----------
    beside
        The office beside which they lie: same storey, same walks, and the same departments may
        hold them.
    """
    table = problem.offices
    least = 1 if area_dm2 >= rulebook.minimum_alone_dm2 else 2
    new = [f"{table.ids[beside]}+{i + 1}" for i in range(number)]
    opened = list(problem.storeys.opened_dm2)
    opened[table.storey[beside]] += area_dm2 * number
    column = problem.may_hold[:, [beside]]
    return replace(
        problem,
        offices=Offices(
            ids=(*table.ids, *new),
            graph_index=np.append(table.graph_index, [table.graph_index[beside]] * number),
            area=(*table.area, *[area_dm2] * number),
            seats=(*table.seats, *[rulebook.seats(area_dm2)] * number),
            least=(*table.least, *[least] * number),
            storey=(*table.storey, *[table.storey[beside]] * number),
            shared=(*table.shared, *[False] * number),
        ),
        storeys=replace(problem.storeys, opened_dm2=tuple(opened)),
        may_hold=np.hstack([problem.may_hold, np.repeat(column, number, axis=1)]),
    )
