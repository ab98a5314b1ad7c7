"""Hard wishes in the model of one neighbourhood: storeys that exclude or ask for each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

from ortools.sat.python import cp_model

from spaceplan.allocate.plan.freed import Freed
from spaceplan.allocate.problem.problem import Problem
from spaceplan.allocate.problem.wishes import agree

#: By (department, storey).
Used = Mapping[tuple[int, int], cp_model.IntVar]
Rooms = Mapping[tuple[int, int], Sequence[cp_model.IntVar]]


def add_wishes(
    model: cp_model.CpModel, problem: Problem, freed: Freed, used: Used, rooms: Rooms
) -> None:
    """Add what the freed departments ask for; storeys barred to them have no variables at all.

    Parameters
    ----------
    used
        Whether a department holds an office of a storey where it keeps none.
    rooms
        Numbers of like rooms of a storey.
    """
    chosen = {part.d: part for part in freed.departments}
    for d in chosen:
        wishes = problem.departments[d].wishes
        if wishes.one_place:
            _one_place(model, problem, d, used)
        for e in wishes.apart:
            if e in chosen and d < e:
                _apart(model, freed.storeys, (d, e), used)
        for e in wishes.next_to:
            if e in chosen and d < e and not (chosen[d].kept_storeys or chosen[e].kept_storeys):
                _on_one_storey(model, freed.storeys, (d, e), rooms)


def _one_place(model: cp_model.CpModel, problem: Problem, d: int, used: Used) -> None:
    """used_ds + used_dt <= 1 for storeys that are not in one place."""
    wishes = problem.departments[d].wishes
    mine = [(s, variable) for (e, s), variable in used.items() if e == d]
    for (s, one), (t, other) in combinations(mine, 2):
        if not agree(wishes, problem.storeys, s, t):
            model.add_at_most_one([one, other])


def _apart(
    model: cp_model.CpModel, storeys: Sequence[int], pair: tuple[int, int], used: Used
) -> None:
    """used_ds + used_es <= 1."""
    for s in storeys:
        both = [used[d, s] for d in pair if (d, s) in used]
        if len(both) == 2:
            model.add_at_most_one(both)


def _on_one_storey(
    model: cp_model.CpModel, storeys: Sequence[int], pair: tuple[int, int], rooms: Rooms
) -> None:
    """Σ_s both_s >= 1, both_s <= rooms of d on s, both_s <= rooms of e on s.

    Which rooms lie next to each other is for the layout.
    """
    meeting = []
    for s in storeys:
        if all(rooms.get((d, s)) for d in pair):
            both = model.new_bool_var("")
            for d in pair:
                model.add(cp_model.LinearExpr.sum(list(rooms[d, s])) >= both)
            meeting.append(both)
    if meeting:
        model.add_bool_or(meeting)
