"""Hard requirements that exclude each other before anybody is seated: the smallest such sets."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from spaceplan.allocate.explain.case import Case
from spaceplan.allocate.explain.left_out import COUPLING, fewest_left_out, is_askable
from spaceplan.allocate.explain.requirements import kept_apart, stated_requirements, without
from spaceplan.allocate.explain.shortage import Conflict, conflict_of
from spaceplan.allocate.explain.time_left import ENDLESS, TimeLeft
from spaceplan.allocate.first.impossible import refuse_impossible
from spaceplan.allocate.problem.conflicts import refuse_conflicts
from spaceplan.allocate.problem.evaluate import Evaluator
from spaceplan.allocate.problem.geometry import Geometry
from spaceplan.allocate.problem.kept import kept_people
from spaceplan.allocate.problem.needs import ServiceAssigner
from spaceplan.allocate.problem.wishes import KEEP
from spaceplan.errors import ConflictError
from spaceplan.i18n import Message
from spaceplan.model.requirements import Requirement

#: Raises ConflictError where a case cannot be met.
_Test = Callable[[Case, TimeLeft], None]


def outright_conflicts(case: Case, time: TimeLeft = ENDLESS) -> Iterator[Conflict]:
    """Yield requirements that exclude each other, smallest sets; each proven.

    What one set names is left out before the next is looked for. Small portfolios are asked room by
    room; of large ones only what can be seen from the rooms alone is found.
    """
    while (found := _next_conflict(case, time)) is not None and found.requirements:
        yield found
        case = without(case, *found.requirements)


def _next_conflict(case: Case, time: TimeLeft) -> Conflict | None:
    error = next((e for test in _TESTS if (e := _error_of(test, case, time)) is not None), None)
    if error is None:
        return None
    elements = (*kept_apart(case), *stated_requirements(case))
    named = _named(error, elements)
    others = [r for r in elements if r not in named]
    if named and others and not _can_be_met(without(case, *others), time):
        case, elements = without(case, *others), tuple(named)
    return conflict_of(case, elements, lambda part: _can_be_met(part, time), time)


def _can_be_met(case: Case, time: TimeLeft) -> bool:
    """Return whether no test finds anything that excludes itself."""
    return all(_error_of(test, case, time) is None for test in _TESTS)


def _error_of(test: _Test, case: Case, time: TimeLeft) -> ConflictError | None:
    try:
        test(case, time)
    except ConflictError as error:
        return error
    return None


def _room_by_room(case: Case, _time: TimeLeft) -> None:
    kept = kept_people(case.portfolio)
    refuse_conflicts(case.portfolio, case.graph, case.rulebook, kept)


def _couples(case: Case) -> bool:
    return any(r.kind in (*COUPLING, KEEP) for r in stated_requirements(case))


def _from_the_rooms(case: Case, _time: TimeLeft) -> None:
    if not _couples(case):
        return
    problem = case.problem()
    geometry = Geometry(problem, case.graph)
    wishes = Evaluator(problem, geometry).wishes
    assigner = ServiceAssigner(problem, geometry)
    refuse_impossible(problem, case.portfolio, case.rulebook, wishes, assigner)


def _by_solving(case: Case, time: TimeLeft) -> None:
    """Ask a small portfolio room by room whether any plan keeps all."""
    if not _couples(case):
        return
    problem = case.problem()
    if is_askable(problem) and fewest_left_out(problem, case, time) is None:
        raise ConflictError


#: What finds requirements that exclude each other, the quickest first.
_TESTS: tuple[_Test, ...] = (_room_by_room, _from_the_rooms, _by_solving)


def _named(error: ConflictError, elements: Sequence[Requirement]) -> list[Requirement]:
    """Return the requirements of the departments that an error names."""
    ids: set[str] = set()
    for line in error.args:
        if isinstance(line, Message):
            for value in line.values.values():
                if isinstance(value, str):
                    ids |= set(_ids_in(value))
    return [r for r in elements if r.department in ids or not r.department]


def _ids_in(value: str) -> Iterator[str]:
    """Yield what may be an id in a value: ``a``, ``Archives (a)``, or several of them."""
    for part in value.split(","):
        yield part.strip()
        yield part.rpartition("(")[2].removesuffix(")")
