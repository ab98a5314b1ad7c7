"""Offices that several departments may hold together, in the whole model: whose part is how large.

A part depends on what all who sit there justify, and is rounded to whole dm². So all ways in which
a room can be split are written down, and one of them is chosen: exact, and few in a small room.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from ortools.sat.python import cp_model

from spaceplan.allocate.problem.evaluate import Others, share_of
from spaceplan.allocate.problem.problem import Kinds, Problem

#: Ways to split one room up to which they are written down.
MOST_SPLITS = 20_000


@dataclass(frozen=True, order=True)
class _Part:
    """What one department may have in a room.

    Parameters
    ----------
    people
        The fewest who justify so much.
    """

    people: int
    held: bool
    allowance: int


def rooms_in_common(problem: Problem) -> tuple[int, ...]:
    """Return the offices tagged as shared that more than one department may hold."""
    holders = problem.may_hold.sum(axis=0)
    return tuple(r for r, tagged in enumerate(problem.offices.shared) if tagged and holders[r] > 1)


def can_be_split(problem: Problem) -> bool:
    """Return whether the ways to split every room in common can be written down."""
    return all(
        next(islice(_splits(problem, r), MOST_SPLITS, None), None) is None
        for r in rooms_in_common(problem)
    )


def parts_of_rooms(
    model: cp_model.CpModel,
    problem: Problem,
    held: Sequence[Mapping[int, cp_model.IntVar]],
    people: Sequence[Mapping[int, Sequence[cp_model.IntVar]]],
) -> dict[tuple[int, int], cp_model.IntVar]:
    """Return the area by (department, office) for offices that several may hold, dm².

    (x_dr, Σ_k q_k · y_dkr, area_dr over all d) is one of the ways to split r; 1 <= Σ_dk y_dkr if
    somebody sits there, Σ_dk y_dkr <= seats.

    Parameters
    ----------
    held, people
        x_dr and y_dkr by department and office.
    """
    found: dict[tuple[int, int], cp_model.IntVar] = {}
    for r in rooms_in_common(problem):
        area = problem.offices.area[r]
        columns: list[cp_model.IntVar] = []
        for d in _holders(problem, r):
            quota = list(problem.departments[d].kinds.quota)
            allowance = model.new_int_var(0, max(quota, default=0) * problem.offices.seats[r], "")
            model.add(allowance == cp_model.LinearExpr.weighted_sum(list(people[d][r]), quota))
            found[d, r] = model.new_int_var(0, area, f"part{d}_{r}")
            columns += [held[d][r], allowance, found[d, r]]
        model.add_allowed_assignments(columns, _rows(problem, r))
        everybody = [y for d in _holders(problem, r) for y in people[d][r]]
        _seat(model, problem, r, cp_model.LinearExpr.sum(everybody))
    return found


def _seat(
    model: cp_model.CpModel, problem: Problem, r: int, everybody: cp_model.LinearExprT
) -> None:
    """Bound least · used <= Σ_dk y_dkr <= seats · used."""
    used = model.new_bool_var("")
    model.add(everybody <= problem.offices.seats[r] * used)
    model.add(everybody >= problem.offices.least[r] * used)


def _holders(problem: Problem, r: int) -> list[int]:
    """Return who may hold an office, by id: so does the checker split it."""
    able: list[int] = problem.may_hold[:, r].nonzero()[0].tolist()
    return sorted(able, key=lambda d: problem.departments[d].id)


def _rows(problem: Problem, r: int) -> list[list[int]]:
    """Return for each way to split a room (held, allowance, area) of each possible holder."""
    return [
        [
            number
            for part, area in zip(parts, _areas(problem.offices.area[r], parts), strict=True)
            for number in (int(part.held), part.allowance, area)
        ]
        for parts in _splits(problem, r)
    ]


def _areas(area: int, parts: Sequence[_Part]) -> list[int]:
    allowances = [part.allowance for part in parts if part.held]
    shares = (
        share_of(area, one, Others(tuple(allowances[:i]), tuple(allowances[i + 1 :])))
        for i, one in enumerate(allowances)
    )
    return [next(shares) if part.held else 0 for part in parts]


def _splits(problem: Problem, r: int) -> Iterator[tuple[_Part, ...]]:
    """Yield what the possible holders may have in a room at the same time."""
    seats = problem.offices.seats[r]
    choices = [
        _parts(problem.departments[d].kinds, seats, locked=r in problem.departments[d].locked)
        for d in _holders(problem, r)
    ]
    yield from _together(choices, seats)


def _together(choices: Sequence[Sequence[_Part]], seats: int) -> Iterator[tuple[_Part, ...]]:
    if not choices:
        yield ()
        return
    first, *others = choices
    for part in first:
        if part.people > seats:
            return  # they are in order of people
        for rest in _together(others, seats - part.people):
            yield (part, *rest)


def _parts(kinds: Kinds, seats: int, *, locked: bool) -> list[_Part]:
    """Return what people of one department may justify in a room, and that nobody is there."""
    justified: dict[int, int] = {0: 0}  # allowance: the fewest people who justify it
    somebody_without = False
    for number, quota in zip(kinds.people, kinds.quota, strict=True):
        somebody_without |= bool(number) and not quota
        for allowance, there in list(justified.items()):
            for more in range(1, min(number, seats - there) + 1):
                total = allowance + more * quota
                justified[total] = min(there + more, justified.get(total, seats))
    found = {_Part(people, True, allowance) for allowance, people in justified.items() if allowance}
    if somebody_without:
        found.add(_Part(1, True, 0))
    found |= {_Part(0, True, 0)} if locked else {_Part(0, False, 0)}
    return sorted(found)
