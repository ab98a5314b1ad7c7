"""What would cure a shortage, the least of each kind, each verified by counting seats again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from spaceplan.allocate.explain.case import Case
from spaceplan.allocate.explain.extra_rooms import with_more_rooms
from spaceplan.allocate.explain.requirements import FACTS, all_requirements, sites_of, without
from spaceplan.allocate.explain.seats import MOST_APART, fewest_unseated
from spaceplan.allocate.explain.shortage import Shortage
from spaceplan.allocate.explain.time_left import ENDLESS, TimeLeft
from spaceplan.allocate.ortools_models.limits import Limits
from spaceplan.allocate.ortools_models.seats_model import Party, SeatsModel
from spaceplan.allocate.ortools_models.sharing_model import SharingModel
from spaceplan.allocate.problem.problem import Problem
from spaceplan.errors import ConflictError
from spaceplan.model import Allocation
from spaceplan.model.requirements import OWN_ROOM, Requirement
from spaceplan.units import DM2_PER_M2, to_m2

_LIMITS = Limits(3.0, 10.0)
#: So many wishes beyond the conflict are tried.
_MOST_OTHERS = 8
#: Rooms for so many people each are tried.
SEATS_A_ROOM = (1, 2, 3, 4)


class Cure(StrEnum):
    """What may be changed."""

    ROOMS = "rooms"
    ELSEWHERE = "elsewhere"
    SHARE = "share"
    DROP = "drop"
    MINIMUM = "minimum"


@dataclass(frozen=True)
class Relaxation:
    """One change, and who is left without a seat after it.

    Parameters
    ----------
    unseated
        People of the group without a seat after it; 0: it cures the shortage.
    people
        Whom it touches: who sits elsewhere, who shares, who may sit on any site.
    rooms, room_m2
        More rooms, and the least area of each.
    minimum_m2
        The physical minimum a person that would do.
    sites
        Where the people could sit.
    storey
        Where the rooms would have to be; empty: anywhere there.
    requirement
        The requirement that is dropped.
    whole
        Whether the others keep the rooms that they have in the plan, so that it is a whole plan;
        else it was verified on counts of rooms for the group alone.
    """

    cure: Cure
    unseated: int
    people: int = 0
    rooms: int = 0
    room_m2: float = 0.0
    minimum_m2: float = 0.0
    sites: tuple[str, ...] = ()
    storey: str = ""
    requirement: Requirement | None = None
    whole: bool = True

    @property
    def cures(self) -> bool:
        """Whether everybody of the group has a seat."""
        return self.unseated == 0

    @property
    def total_m2(self) -> float:
        """Area of all rooms that are needed."""
        return self.rooms * self.room_m2


def relaxations(
    case: Case,
    problem: Problem,
    shortage: Shortage,
    plan: Allocation | None = None,
    time: TimeLeft = ENDLESS,
) -> tuple[Relaxation, ...]:
    """Return the least changes of each kind, those that cure the shortage first.

    What was being looked for when the time was up is left out.

    Parameters
    ----------
    plan
        Whose departments outside the group keep their rooms; None: the group alone is looked at.
    """
    group = _Group(case, problem, shortage, plan, time)
    found: list[Relaxation] = []
    for kind in (group.elsewhere, group.dropped, group.shared, group.rooms, group.minimum):
        if time.stopped():
            break
        for one in kind():
            if time.stopped():
                break
            found.append(one)
    return tuple(sorted(found, key=lambda one: not one.cures))


class _Group:
    """A group short of seats, the offices that it can have, and what would cure it."""

    def __init__(
        self,
        case: Case,
        problem: Problem,
        shortage: Shortage,
        plan: Allocation | None,
        time: TimeLeft,
    ) -> None:
        self.case = case
        self.problem = problem
        self.shortage = shortage
        self.plan = plan
        self.time = time
        index = {department.id: d for d, department in enumerate(problem.departments)}
        self.departments = [index[id] for id in shortage.departments]
        self._ids = frozenset(shortage.departments)
        self.free = self._free(problem)
        self.parties = [
            Party.of(problem, [d], share_own=problem.may_share_own) for d in self.departments
        ]

    def _free(self, problem: Problem, ids: Iterable[str] = ()) -> list[int]:
        """Return the offices that nobody outside the group (or these ids) holds in the plan."""
        mine = set(ids or self._ids)
        taken = {
            line.room
            for line in (self.plan.lines if self.plan else ())
            if line.department not in mine
        }
        return [r for r, id in enumerate(problem.offices.ids) if id not in taken]

    def _relaxation(self, cure: Cure, unseated: int, **values: object) -> Relaxation:
        exact = len(self.departments) <= MOST_APART
        made = Relaxation(cure, unseated, whole=exact and self.plan is not None)
        return replace(made, **values)  # type: ignore[arg-type] # by name

    def _unseated(self, problem: Problem) -> int:
        return fewest_unseated(problem, self.departments, self._free(problem), time=self.time).found

    def rooms(self) -> Iterator[Relaxation]:
        """Yield the fewest rooms of each size that seat everybody, the least area first."""
        book = self.case.rulebook
        sizes = {book.room_for_dm2(n) for n in SEATS_A_ROOM}
        found = [self._rooms_of(area) for area in sorted(sizes)]
        yield from sorted(
            (one for one in found if one.cures), key=lambda one: (one.total_m2, one.rooms)
        )

    def _rooms_of(self, area_dm2: int) -> Relaxation:
        beside = self._beside()

        def left(number: int) -> int:
            more = with_more_rooms(
                self.problem, self.case.rulebook, area_dm2, number, beside=beside
            )
            return self._unseated(more)

        low, high = 1, self.shortage.unseated
        while low < high:
            middle = (low + high) // 2
            low, high = (low, middle) if left(middle) == 0 else (middle + 1, high)
        return self._relaxation(
            Cure.ROOMS, left(low), rooms=low, room_m2=to_m2(area_dm2), sites=self.shortage.sites
        )

    def _beside(self) -> int:
        """Return an office that as many of the group as possible may hold."""
        holders = self.problem.may_hold[self.departments].sum(axis=0)
        return int(holders.argmax())

    def elsewhere(self) -> Iterator[Relaxation]:
        """Yield how many must sit elsewhere, if there is room for them, and on which sites.

        Fewer will not do: so many stay without a seat where the group has to be.
        """
        lifted = self._lifted()
        if lifted is None:
            return
        waiting = self._without_seat()
        people = sum(party.people for party in waiting)
        here = {r for d in self.departments for r in self.problem.may_hold[d].nonzero()[0].tolist()}
        free = [r for r in self._free(lifted) if r not in here]
        site_of = [lifted.storeys.site[lifted.offices.storey[r]] for r in free]
        taking = []
        for s, site in enumerate(self.case.portfolio.sites):
            there = [r for r, at in zip(free, site_of, strict=True) if at == s]
            if (
                there
                and not SeatsModel(lifted, waiting, there)
                .fewest(self.time.limits(_LIMITS))
                .unseated
            ):
                taking.append(site.id)
        left = 0
        if not taking:
            left = SeatsModel(lifted, waiting, free).fewest(self.time.limits(_LIMITS)).unseated
        if left < people:
            yield self._relaxation(Cure.ELSEWHERE, left, people=people - left, sites=tuple(taking))

    def _lifted(self) -> Problem | None:
        """Return the problem with the group free to sit on any site; None where it is already."""
        tied = list(sites_of(self.case, frozenset(self.shortage.departments)))
        return _problem_of(without(self.case, *tied)) if tied else None

    def _without_seat(self) -> list[Party]:
        """Return who has no seat in a plan of the group that leaves as few as possible."""
        answer = SeatsModel(self.problem, self.parties, self.free).fewest(self.time.limits(_LIMITS))
        alone = [party.alone for party in self.parties]
        sharing = [party.sharing for party in self.parties]
        for room in answer.rooms:
            if room.alone:
                alone[room.party] -= 1
            else:
                sharing[room.party] -= room.people
        return [
            Party(party.departments, a, s)
            for party, a, s in zip(self.parties, alone, sharing, strict=True)
            if a + s
        ]

    def dropped(self) -> Iterator[Relaxation]:
        """Yield wishes that may be dropped, those that help most first: what touches fewest.

        The smallest conflict need not hold the wish that takes most seats: the largest departments
        of the group are asked for theirs as well.
        """
        conflict = self.shortage.conflict.requirements
        wishes = [r for r in all_requirements(self.case) if r.department in self._ids]
        others = [r for r in wishes if r not in conflict]
        others.sort(key=lambda r: -self._people_of(r))
        found = [*map(self._without, _may_be_dropped(conflict))]
        found += [
            one
            for one in map(self._without, _may_be_dropped(others)[:_MOST_OTHERS])
            if one is not None and one.unseated < self.shortage.unseated
        ]
        yield from sorted(
            (one for one in found if one is not None), key=lambda one: (one.unseated, one.people)
        )

    def _without(self, requirement: Requirement) -> Relaxation | None:
        """Return what becomes of the shortage without a wish; None where others exclude it then."""
        problem = _problem_of(without(self.case, requirement))
        if problem is None:
            return None
        left = self._unseated_beside(problem, requirement.department)
        people = self._people_of(requirement)
        return self._relaxation(Cure.DROP, left, people=people, requirement=requirement)

    def _people_of(self, requirement: Requirement) -> int:
        if not requirement.department:
            return 0
        return self.case.portfolio.department(requirement.department).people.total

    def _unseated_beside(self, problem: Problem, other: str) -> int:
        """Return how many stay without a seat if a department beside the group may move as well."""
        ids = {*self.shortage.departments, *([other] if other else [])}
        chosen = [d for d, one in enumerate(problem.departments) if one.id in ids]
        free = self._free(problem, ids)
        return fewest_unseated(problem, chosen, free, time=self.time).found

    def shared(self) -> Iterator[Relaxation]:
        """Yield how many who sit alone would have to share; also where that does not suffice."""
        if not any(party.alone for party in self.parties):
            return
        answer = SharingModel(self.problem, self.parties, self.free).fewest(
            self.time.limits(_LIMITS)
        )
        if answer.unseated < self.shortage.unseated:
            yield self._relaxation(Cure.SHARE, answer.unseated, people=answer.sharing)

    def minimum(self) -> Iterator[Relaxation]:
        """Yield the largest physical minimum a person with which everybody would sit."""
        low, high = 1, self.case.rulebook.minimum_dm2 - 1
        if self._with_minimum(low) != 0:
            return
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if self._with_minimum(middle) == 0 else (low, middle - 1)
        yield self._relaxation(Cure.MINIMUM, 0, minimum_m2=low / DM2_PER_M2)

    def _with_minimum(self, dm2: int) -> int:
        book = replace(self.case.rulebook, minimum_dm2=dm2)
        offices = self.problem.offices
        seats = tuple(book.seats(area) for area in offices.area)
        return self._unseated(replace(self.problem, offices=replace(offices, seats=seats)))


def _may_be_dropped(requirements: Iterable[Requirement]) -> list[Requirement]:
    return [r for r in requirements if r.kind not in (*FACTS, OWN_ROOM)]


def _problem_of(case: Case) -> Problem | None:
    try:
        return case.problem()
    except ConflictError:
        return None
