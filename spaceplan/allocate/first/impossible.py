"""Hard wishes that no plan can keep, seen from the rooms alone; and wishes that none was found for.

What is said here to be impossible is: the reasons are necessary conditions. A search that ends
without a plan proves nothing, and says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
from scipy.optimize import linear_sum_assignment

from spaceplan.allocate.arrays import Bools
from spaceplan.allocate.plan.plan import Plan
from spaceplan.allocate.problem.geometry import Geometry
from spaceplan.allocate.problem.needs import ServiceAssigner
from spaceplan.allocate.problem.problem import Problem
from spaceplan.allocate.problem.wishes import APART, NEXT_TO, WishCounter, broken_wishes, places_of
from spaceplan.errors import ConflictError
from spaceplan.i18n import N_, Message
from spaceplan.model import Portfolio
from spaceplan.model.naming import department_named, first_listed, listed, storey_named
from spaceplan.model.requirements import requirements_of
from spaceplan.rules import RuleBook


def refuse_impossible(
    problem: Problem,
    portfolio: Portfolio,
    rulebook: RuleBook,
    wishes: WishCounter,
    assigner: ServiceAssigner,
) -> None:
    """Raise ConflictError with every wish that couples rooms and that no plan can keep."""
    found = [
        *_scattered(problem, portfolio, wishes),
        *_pairs(problem, portfolio, wishes),
        *_needs(problem, portfolio, rulebook, wishes.geometry, assigner),
    ]
    if found:
        raise ConflictError(*found)


def _scattered(problem: Problem, portfolio: Portfolio, wishes: WishCounter) -> Iterator[str]:
    """Yield departments that must lie in one place and keep rooms that do not."""
    for d in sorted(wishes.asking):
        department = problem.departments[d]
        if not department.wishes.one_place:
            continue
        fixed = {problem.offices.storey[r] for r in department.locked}
        if not any(fixed <= set(place) for place in places_of(problem, d)):
            rooms = first_listed([problem.offices.ids[r] for r in department.locked])
            yield Message.of(
                N_("rooms {rooms} must stay with {department}, which must lie in one place"),
                rooms=rooms,
                department=department_named(portfolio, department.id),
            )


def _pairs(problem: Problem, portfolio: Portfolio, wishes: WishCounter) -> Iterator[str]:
    """Yield pairs that keep rooms on one storey, or that may never be next to each other."""
    storey = problem.offices.storey
    for kind, d, e in wishes.pairs_of(sorted(wishes.pairs)):
        first, second = problem.departments[d], problem.departments[e]
        names = {
            "department": department_named(portfolio, first.id),
            "other": department_named(portfolio, second.id),
        }
        if kind == APART:
            common = {storey[r] for r in first.locked} & {storey[r] for r in second.locked}
            if common:
                text = N_(
                    "{department} and {other} both keep rooms on {storeys}, where they "
                    "must not meet"
                )
                ids = (problem.storeys.ids[s] for s in sorted(common))
                where = listed(storey_named(portfolio, id) for id in ids)
                yield Message.of(text, storeys=where, **names)
        elif kind == NEXT_TO and not wishes.joined(_may(problem, d), _may(problem, e)):
            text = N_("no office that {department} may hold is next to one that {other} may")
            yield Message.of(text, **names)


def _may(problem: Problem, d: int) -> dict[int, tuple[int, ...]]:
    return dict.fromkeys(problem.may_hold[d].nonzero()[0].tolist(), ())


def _needs(
    problem: Problem,
    portfolio: Portfolio,
    rulebook: RuleBook,
    geometry: Geometry,
    assigner: ServiceAssigner,
) -> Iterator[str]:
    """Yield needs that must be met, for which there are too few rooms, in all or near any one hub.

    In all: even if each room were near.
    """

    def told(ids: Iterable[str], use: str, count: int, met: int) -> str:
        text = N_("{departments} must have {count} rooms ({use}), and at most {met} would do")
        who = listed(department_named(portfolio, id) for id in ids)
        return Message.of(text, departments=who, count=count, use=rulebook.use_named(use), met=met)

    slots: dict[tuple[str, int], list[tuple[int, int]]] = {}
    for d, department in enumerate(problem.departments):
        for n, need in enumerate(department.needs):
            if need.hard:
                key = (need.use, d if department.pooled else -1)
                slots.setdefault(key, []).extend([(d, n)] * need.count)
    for (use, _), wanted in slots.items():
        rows = {slot: _reachable(problem, geometry, assigner, *slot) for slot in set(wanted)}
        matrix = np.array([rows[slot] for slot in wanted], dtype=np.int64)
        chosen, columns = linear_sum_assignment(matrix, maximize=True)
        met = int(matrix[chosen, columns].sum())
        if met < len(wanted):
            ids = dict.fromkeys(problem.departments[d].id for d, _ in wanted)
            yield told(ids, use, len(wanted), met)
            continue
        for d in dict.fromkeys(d for d, _ in wanted):
            near = Counter(n for e, n in wanted if e == d and _within(problem, d, n) is not None)
            met = _met_near_one_hub(problem, geometry, assigner, d, near)
            if met < near.total():
                yield told([problem.departments[d].id], use, near.total(), met)


def _within(problem: Problem, d: int, n: int) -> int | None:
    return problem.departments[d].needs[n].within_cm


def _reachable(
    problem: Problem, geometry: Geometry, assigner: ServiceAssigner, d: int, n: int
) -> Bools:
    """Return which service rooms could meet a need from some office that d may hold."""
    if _within(problem, d, n) is None:
        return assigner.eligible(d, n)
    near: Bools = np.any(_near(problem, geometry, assigner, d, n), axis=0)
    return near


def _near(problem: Problem, geometry: Geometry, assigner: ServiceAssigner, d: int, n: int) -> Bools:
    """Return from which offices that d may hold which service rooms are near enough to a need."""
    eligible = assigner.eligible(d, n)
    offices = problem.may_hold[d].nonzero()[0]
    services = np.flatnonzero(eligible)
    near = np.zeros((len(offices), len(eligible)), dtype=bool)
    if len(offices) and len(services):
        walks = geometry.graph.walk(
            problem.offices.graph_index[offices], problem.services.graph_index[services]
        )
        near[:, services] = np.rint(walks * 100) <= _within(problem, d, n)
    return near


def _met_near_one_hub(
    problem: Problem,
    geometry: Geometry,
    assigner: ServiceAssigner,
    d: int,
    wanted: Mapping[int, int],
) -> int:
    """Return max_r Σ_n min(wanted_n, rooms near office r), at most all that is wanted."""
    met = np.zeros(int(problem.may_hold[d].sum()), dtype=np.int64)
    for n, count in wanted.items():
        rooms = _near(problem, geometry, assigner, d, n).sum(axis=1)
        met += np.minimum(count, rooms)
    return int(met.max(initial=0))


def refuse_broken(portfolio: Portfolio, rulebook: RuleBook, plan: Plan, *, proven: bool) -> None:
    """Raise ConflictError if a plan breaks hard wishes, naming them.

    Parameters
    ----------
    proven
        Whether no plan keeps them all.
    """
    if not plan.broken and not proven:
        return
    if proven:
        intro = Message.of(N_("no plan keeps all these requirements together"))
        kept: set[tuple[str, str]] = set()
    else:
        intro = Message.of(
            N_(
                "no plan was found that keeps these requirements; that there is none is not "
                "proven, and a longer search may find one"
            )
        )
        kept = _broken(plan)
    words = [
        requirement.words
        for requirement in requirements_of(portfolio, rulebook.use_named)
        if requirement.hard and (proven or (requirement.kind, requirement.department) in kept)
    ]
    raise ConflictError(intro, *words)


def _broken(plan: Plan) -> set[tuple[str, str]]:
    """Return (key, department) of the wishes that a plan breaks; of two, either may name it."""
    departments = plan.problem.departments
    lacking = [
        d
        for d, of in enumerate(departments)
        for n, need in enumerate(of.needs)
        if need.hard and _met(plan.services.matched[d], n) < need.count
    ]
    broken: set[tuple[str, str]] = set()
    for key, d, e in broken_wishes(plan.evaluator.wishes, plan.offices, lacking):
        broken.add((key, departments[d].id))
        if e >= 0:
            broken.add((key, departments[e].id))
    return broken


def _met(matched: Sequence[tuple[int, int]], n: int) -> int:
    return sum(1 for need, _ in matched if need == n)
