"""Handing back: of a site above its pooled total, rooms that nobody needs, as little as will do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from spaceplan.allocate.ortools_models.limits import Limits
from spaceplan.check import Finding
from spaceplan.check.needs import POOLED, meet_needs
from spaceplan.model import Department
from spaceplan.model.remedy import Obstacle, Remedy, Scope, Searched
from spaceplan.replan.ortools_models.hand_back_model import (
    HandBack,
    HandBackModel,
    HeldRoom,
    NeedSize,
)
from spaceplan.replan.remedies.candidates import Candidates
from spaceplan.replan.remedies.case import Case
from spaceplan.replan.remedies.hand_back import KIND, rooms_able, transfers_back
from spaceplan.rules.kinds import SiteArea
from spaceplan.units import to_dm2

#: Deterministic time and seconds for one set of rooms.
_LIMITS = Limits(2.0, 10.0)


def find_site_hand_back(case: Case, finding: Finding, kind: SiteArea) -> Candidates:
    """Return the rooms that a site gives up: pooled ones, and such as a department holds alone.

    The least area that brings the site within its total, while every need that is met today is
    met afterwards. Rooms in which somebody sits, and locked ones, stay. A pooled room is then no
    longer pooled, a held one is held by nobody.
    """
    obstacles = {room: _obstacle(case, kind, room) for room in finding.related}
    free = sorted(room for room, obstacle in obstacles.items() if obstacle is None)
    target = to_dm2(finding.measured) - to_dm2(finding.limit)
    proven = Obstacle.STAYS not in obstacles.values()  # who sits there might go elsewhere
    if sum(_area(case, room) for room in free) < target:
        return _none(obstacles, Obstacle.STILL_OVER, proven=proven)
    model = _model(case, free, target)
    first, solved = model.solve(_LIMITS)
    if first is None:
        return _none(obstacles, Obstacle.NEEDED, proven=proven and solved)
    searched = Searched(Scope.SITE, len(obstacles), ())
    return Candidates(KIND, _remedies(case, free, model, first), (searched,), complete=False)


def _obstacle(case: Case, kind: SiteArea, room: str) -> Obstacle | None:
    """Return why a room cannot be given up, or would count all the same; None where it can."""
    lines = case.situation.allocation.of_room(room)
    heirs = {heir for line in lines for heir in case.situation.current.get(line.department, ())}
    if kind.unheld:
        return Obstacle.STILL_OVER
    if len(lines) > 1 or len(heirs) > 1:
        return Obstacle.OTHER_HOLDERS
    if any(room in case.portfolio.department(heir).locked for heir in heirs):
        return Obstacle.LOCKED
    return Obstacle.STAYS if case.there(room) else None


def _none(obstacles: dict[str, Obstacle | None], rest: Obstacle, *, proven: bool) -> Candidates:
    """Return that no rooms will do; ``rest`` is in the way of those that could be given up."""
    met = Counter(rest if obstacle is None else obstacle for obstacle in obstacles.values())
    searched = Searched(Scope.SITE, len(obstacles), tuple(sorted(met.items())))
    return Candidates(KIND, iter(()), (searched,), complete=proven)


def _remedies(
    case: Case, rooms: Sequence[str], model: HandBackModel, first: HandBack
) -> Iterator[Remedy]:
    """Yield sets of rooms, the least area first."""
    found: HandBack | None = first
    while found is not None:
        back = [rooms[r] for r in found.rooms]
        yield Remedy(KIND, case.scope_of(back), transfers=tuple(transfers_back(case, back)))
        model.forbid(found.rooms)
        found, _ = model.solve(_LIMITS)


def _model(case: Case, free: Sequence[str], target_dm2: int) -> HandBackModel:
    """Return the model: all rooms that can be given up, and those that meet needs besides."""
    needing = list(_needing(case, frozenset(free)))
    others = {room for _, able, _ in needing for rooms in able for room in rooms} - {*free}
    ids = [*free, *sorted(others)]
    meets: dict[str, list[int]] = {id: [] for id in ids}
    sizes: list[NeedSize] = []
    for department, able, kept in needing:
        for need, rooms, number in zip(department.needs, able, kept, strict=True):
            for room in rooms:
                meets[room].append(len(sizes))
            sizes.append(NeedSize(need.count, to_dm2(need.min_m2), number, department.id))
    held = [
        HeldRoom(
            area_dm2=_area(case, id),
            seats=1,
            people=(),
            kept=id in others,
            fixed=False,
            needs=tuple(meets[id]),
        )
        for id in ids
    ]
    return HandBackModel(held, (), sizes, target_dm2=target_dm2, price=0, price_need=0)


#: A department, by need the rooms that can meet it, and how many rooms of each need are met.
_Needing = tuple[Department, tuple[tuple[str, ...], ...], tuple[int, ...]]


def _needing(case: Case, free: frozenset[str]) -> Iterator[_Needing]:
    """Yield the departments of which some rooms meet needs; of those that need the same, one."""
    seen: set[tuple[tuple[tuple[str, ...], ...], tuple[int, ...]]] = set()
    held = _held(case)
    for department in case.portfolio.departments:
        mine = held.get(department.id, [])
        if not department.needs or (department.service != POOLED and free.isdisjoint(mine)):
            continue
        offices = case.held_offices[department.id]
        met = Counter(
            meet_needs(case.portfolio, case.graph, case.book, department, mine, offices).values()
        )
        able = rooms_able(case, department, mine)
        rooms = tuple(tuple(able[i]) for i in range(len(department.needs)))
        kept = tuple(met[i] for i in range(len(department.needs)))
        if any(kept) and (rooms, kept) not in seen:
            seen.add((rooms, kept))
            yield department, rooms, kept


def _held(case: Case) -> dict[str, list[str]]:
    """Return the rooms that each department of today holds."""
    held: dict[str, list[str]] = {}
    for line in case.situation.allocation.lines:
        for heir in case.situation.current.get(line.department, ()):
            held.setdefault(heir, []).append(line.room)
    return held


def _area(case: Case, room: str) -> int:
    return case.portfolio.room(room).area_dm2
