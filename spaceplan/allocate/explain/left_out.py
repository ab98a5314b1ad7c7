"""How many must be left out because of wishes that speak of several rooms at once; proven.

Counts of rooms and seats know nothing of one building, of storeys apart, of rooms next to each
other or of the walk to a meeting room. A small portfolio is asked as a whole, room by room; of a
large one each department that must lie in one place is asked for itself, place by place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spaceplan.allocate.explain.case import Case
from spaceplan.allocate.explain.requirements import stated_requirements
from spaceplan.allocate.explain.seats import MOST_APART, fewest_unseated
from spaceplan.allocate.explain.time_left import ENDLESS, TimeLeft
from spaceplan.allocate.ortools_models.limits import Limits
from spaceplan.allocate.ortools_models.whole_model import WholeModel
from spaceplan.allocate.ortools_models.whole_shared import can_be_split, rooms_in_common
from spaceplan.allocate.problem.geometry import Geometry
from spaceplan.allocate.problem.needs import ServiceAssigner
from spaceplan.allocate.problem.problem import Problem
from spaceplan.allocate.problem.wishes import places_of
from spaceplan.model import Prices
from spaceplan.model.requirements import NEED, OWN_ROOM

#: Wishes that speak of several rooms or departments: only a plan shows whether they can be kept.
COUPLING = ("one_site", "one_building", "within_storeys", "next_to", "not_on_storeys_of", NEED)
#: Pairs (department, office) up to which all is asked room by room.
_MOST_PAIRS = 300
_LIMITS = Limits(5.0, 10.0)


def couples(case: Case) -> bool:
    """Return whether a requirement speaks of several rooms, departments or ranks.

    Unmet needs are among them, and that ranks that sit alone share only with their like.
    """
    if any(department.needs for department in case.portfolio.departments):
        return True
    stated = stated_requirements(case)
    like = case.portfolio.settings.share_own_room == "like"
    return any(r.kind in COUPLING or (like and r.kind == OWN_ROOM) for r in stated)


def counts_suffice(case: Case, problem: Problem) -> bool:
    """Return whether counts of rooms and seats prove that everybody can have a seat.

    Not where requirements couple rooms, rooms are shared, or departments are taken together.
    """
    few = len(problem.departments) <= MOST_APART
    return few and not couples(case) and not _are_shared(problem)


def is_askable(problem: Problem) -> bool:
    """Return whether a portfolio is small enough to be asked room by room."""
    return int(problem.may_hold.sum()) <= _MOST_PAIRS and can_be_split(problem)


def _are_shared(problem: Problem) -> bool:
    return bool(rooms_in_common(problem))


def fewest_left_out(problem: Problem, case: Case, time: TimeLeft = ENDLESS) -> int | None:
    """Return the fewest people without a seat and unmet needs; None where no plan keeps all.

    At least so many, proven: 0 once the time is up.

    Parameters
    ----------
    problem
        Of the case, perhaps with more rooms.
    """
    if time.stopped():
        return 0
    problem = replace(problem, prices=Prices.only())
    geometry = Geometry(problem, case.graph)
    return WholeModel(problem, geometry, ServiceAssigner(problem, geometry)).fewest(
        time.limits(_LIMITS)
    )


def fewest_in_one_place(
    problem: Problem, departments: Sequence[int], time: TimeLeft = ENDLESS
) -> int:
    """Return how many of departments have no seat, each alone where it has most: a lower bound."""
    return sum(_fewest_of(problem, d, time) for d in departments)


def _fewest_of(problem: Problem, d: int, time: TimeLeft) -> int:
    """Return how many of a department have no seat in the best place; the largest come first.

    A place leaves out at least people − seats: where that is no fewer, it need not be asked.
    """
    department = problem.departments[d]
    places = _offices_by_place(problem, d) if department.wishes.one_place else []
    fewest = department.kinds.total if places else 0
    for seats, offices in sorted(places, reverse=True):
        if fewest <= max(0, department.kinds.total - seats):
            break
        fewest = min(fewest, fewest_unseated(problem, [d], offices, time=time).proven)
    return fewest


def _offices_by_place(problem: Problem, d: int) -> list[tuple[int, list[int]]]:
    """Return for each place where a department may lie the seats, and the offices it may hold."""
    mine = problem.may_hold[d].nonzero()[0].tolist()
    found = []
    for place in map(set, places_of(problem, d)):
        offices = [r for r in mine if problem.offices.storey[r] in place]
        found.append((sum(problem.offices.seats[r] for r in offices), offices))
    return found
