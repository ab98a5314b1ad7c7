"""How many must stay without a seat, whatever is done: asked of counts of rooms, and proven."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from time import perf_counter

import numpy as np

from spaceplan.allocate.explain.case import Case
from spaceplan.allocate.explain.time_left import ENDLESS, TimeLeft
from spaceplan.allocate.ortools_models.limits import Limits
from spaceplan.allocate.ortools_models.seats_model import (
    Party,
    SeatsModel,
    parties_of_same_rights,
)
from spaceplan.allocate.problem.problem import Problem
from spaceplan.errors import ConflictError

#: For one question, if there is so much time left.
_LIMITS = Limits(3.0, 10.0)
#: For a question that is asked however short the time, seconds.
_MOMENT = 0.5
#: Up to so many departments each counts for itself; more are taken together by their rights.
MOST_APART = 40


@dataclass(frozen=True)
class Fewest:
    """The fewest people without a seat.

    Parameters
    ----------
    proven
        No plan has fewer.
    found
        A way of seating has so many; for departments taken together rooms may be split in it.
    """

    proven: int
    found: int


def fewest_unseated(
    problem: Problem,
    departments: Sequence[int] | None = None,
    offices: Sequence[int] | None = None,
    *,
    more: Sequence[Party] = (),
    time: TimeLeft = ENDLESS,
) -> Fewest:
    """Return the fewest people of some departments who stay without a seat in some offices.

    Parameters
    ----------
    departments, offices
        By index; without them all.
    more
        Parties that compete as well.
    time
        Once it is up nothing is proven, and nobody has a seat that was found.
    """
    chosen = range(len(problem.departments)) if departments is None else departments
    asked = [*_parties(problem, chosen), *more]
    rooms = range(len(problem.offices)) if offices is None else offices
    if not any(party.people for party in asked):
        return Fewest(0, 0)
    if time.stopped():
        return Fewest(0, sum(party.people for party in asked))
    answer = SeatsModel(problem, asked, rooms).fewest(time.limits(_LIMITS))
    return Fewest(answer.bound, answer.unseated)


def _parties(problem: Problem, departments: Sequence[int]) -> list[Party]:
    """Return each department for itself, or where they are many those of the same rights."""
    share = problem.may_share_own
    if len(departments) <= MOST_APART:
        return [Party.of(problem, [d], share_own=share) for d in departments]
    wanted = set(departments)
    grouped = [
        [d for d in party.departments if d in wanted] for party in parties_of_same_rights(problem)
    ]
    return [Party.of(problem, group, share_own=share) for group in grouped if group]


def all_can_be_met(case: Case, time: TimeLeft = ENDLESS) -> bool:
    """Return whether everybody can have a seat and no hard requirement excludes another.

    Or whether nothing else could be shown before the time was up; a question that is asked all the
    same has a moment.
    """
    if time.stopped():
        time = TimeLeft(perf_counter() + _MOMENT)
    try:
        problem = case.problem()
    except ConflictError:
        return False
    return fewest_unseated(problem, time=time).proven == 0


@dataclass(frozen=True)
class ShortGroup:
    """Departments that compete for the same offices, which are too few.

    Parameters
    ----------
    departments, offices
        By index: who they are, and the offices that any of them may hold.
    unseated
        So many of them stay without a seat in every plan; proven.
    """

    departments: tuple[int, ...]
    offices: tuple[int, ...]
    unseated: int


def short_groups(problem: Problem, time: TimeLeft = ENDLESS) -> Iterator[ShortGroup]:
    """Yield groups of departments that are short of seats whatever the others do.

    None of their departments can be left out without fewer people standing: the others are not to
    blame. Together the groups are short of as many seats as the whole portfolio.
    """
    everyone = list(range(len(problem.departments)))
    total = fewest_unseated(problem, time=time).proven
    if not total:
        return
    for party in sorted(parties_of_same_rights(problem), key=lambda party: -party.people):
        rest = [d for d in everyone if d not in set(party.departments)]
        if fewest_unseated(problem, rest, time=time).proven >= total:
            everyone = rest
    for d in sorted(everyone, key=lambda d: problem.departments[d].kinds.total):
        rest = [other for other in everyone if other != d]
        if fewest_unseated(problem, rest, time=time).proven >= total:
            everyone = rest
    for departments in _sharing_offices(problem, everyone):
        offices = np.flatnonzero(problem.may_hold[departments].any(axis=0)).tolist()
        unseated = fewest_unseated(problem, departments, time=time).proven
        if unseated:  # else time was up before it was known of the group
            yield ShortGroup(tuple(departments), tuple(offices), unseated)


def _sharing_offices(problem: Problem, departments: Sequence[int]) -> list[list[int]]:
    """Return the departments in groups that have no office in common."""
    groups: list[list[int]] = []
    for d in departments:
        mine = problem.may_hold[d]
        meeting = [g for g in groups if (problem.may_hold[g].any(axis=0) & mine).any()]
        groups = [g for g in groups if g not in meeting]
        groups.append(sorted([d, *(e for g in meeting for e in g)]))
    return sorted(groups)
