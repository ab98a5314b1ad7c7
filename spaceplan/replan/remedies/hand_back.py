"""Handing back: of a department above its total, the rooms whose loss hurts least."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from spaceplan.allocate.ortools_models.limits import Limits
from spaceplan.check import Finding
from spaceplan.check.needs import POOLED, list_able
from spaceplan.model import Department
from spaceplan.model.remedy import Move, Obstacle, Remedy, Searched, Transfer
from spaceplan.replan.ortools_models.hand_back_model import (
    Group,
    HandBackModel,
    HeldRoom,
    NeedSize,
)
from spaceplan.replan.remedies.candidates import Candidates, nothing
from spaceplan.replan.remedies.case import Case
from spaceplan.replan.remedies.rearrange import rearranged
from spaceplan.replan.remedies.sitters import Sitter
from spaceplan.rules import Category
from spaceplan.units import to_dm2

KIND = "hand_back"
#: Prices are counted in hundredths of a point; an unmet need comes before every price.
_CENTS, _NEED = 100, 10**7
#: How many sets of rooms are compared for the zones they leave, and deterministic time a set.
_MOST_SETS, _WORK, _SECONDS = 30, 2.0, 10.0


def find_hand_back(case: Case, finding: Finding, category: Category) -> Candidates:
    """Return the rooms to hand back, and where those sit who sit there now.

    Least hurt in the portfolio's own points: people who move, at ``moved`` each, and zones that
    it splits the department into, at ``zone`` each; before all that, needs of service rooms that
    would be unmet. Then the least area. Everybody gets a seat in what the department keeps,
    within the physical minimum; nobody who sits alone by rank shares, no office gets an excess.
    """
    if finding.subject not in case.departments:
        return nothing(KIND, Obstacle.REQUIREMENT)
    is_office = category == Category.OFFICE
    if is_office and not case.situation.occupants_known:
        return nothing(KIND, Obstacle.NOBODY_KNOWN)
    rooms = _rooms_held(case, finding.subject, category)
    if not rooms:
        return nothing(KIND, Obstacle.OTHER_HOLDERS)
    target = to_dm2(finding.measured) - to_dm2(finding.limit)
    best, proven = _least_hurt(case, finding.subject, rooms, target)
    if best is None:
        obstacle = Obstacle.NO_SEAT if is_office else Obstacle.LOCKED
        searched = Searched(case.scope_of(rooms), len(rooms), ((obstacle, len(rooms)),))
        return Candidates(KIND, iter(()), (searched,), complete=proven)
    searched = Searched(best.scope, len(rooms), ())
    return Candidates(KIND, iter((best,)), (searched,), complete=False)  # others may come through


def _rooms_held(case: Case, department: str, category: Category) -> tuple[str, ...]:
    """Return the rooms of a category that a department holds alone, by id."""
    current = case.situation.current
    return tuple(
        sorted(
            line.room
            for line in case.situation.allocation.lines
            if current.get(line.department, ()) == (department,)
            and case.situation.categories.get(line.room) == category
            and len(case.situation.allocation.of_room(line.room)) == 1
        )
    )


def _least_hurt(
    case: Case, department: str, rooms: Sequence[str], target_dm2: int
) -> tuple[Remedy | None, bool]:
    """Return the remedy that hurts least, and whether nothing hurts less.

    The model knows nothing of zones: its sets come in order of what else they cost, until that
    alone is as much as the best with its zones.
    """
    prices = case.portfolio.prices
    held, groups = _held_rooms(case, department, rooms)
    model = HandBackModel(
        held,
        groups,
        _need_sizes(case, department),
        target_dm2=target_dm2,
        price=round(prices.moved * _CENTS),
        price_need=_NEED,
    )
    best: tuple[int, Remedy] | None = None
    for _ in range(_MOST_SETS):
        found, proven = model.solve(Limits(_WORK, _SECONDS))
        if found is None or (best is not None and found.hurt >= best[0]):
            return (None if best is None else best[1]), proven
        back = [rooms[r] for r in found.rooms]
        zones = _zones_split(case, rooms, back)
        hurt = found.hurt + round(prices.zone * _CENTS) * zones
        if best is None or hurt < best[0]:
            named = _remedy(case, rooms, back, groups, found.people)
            best = hurt, replace(named, new_zones=zones, unmet_needs=found.hurt // _NEED)
        if not zones:
            return best[1], proven
        model.forbid(found.rooms)
    return (None if best is None else best[1]), False


def _held_rooms(
    case: Case, department: str, rooms: Sequence[str]
) -> tuple[list[HeldRoom], list[Group]]:
    """Return the rooms and the groups of people as the model takes them."""
    wanted = case.portfolio.department(department)
    kinds: dict[tuple[str, int, bool], None] = {}
    for s in (s for room in rooms for s in _seated(case, room)):
        kinds.setdefault((s.kind, s.allowance_dm2 or 0, s.alone))
    groups = [Group(*kind) for kind in kinds]
    meets = _meets(case, department, rooms)
    held = []
    for id in rooms:
        room = case.portfolio.room(id)
        there, seated = case.there(id), _seated(case, id)
        others = [s for s in there if not s.needs_seat]
        counts = tuple(
            sum((s.kind, s.allowance_dm2 or 0, s.alone) == kind for s in seated) for kind in kinds
        )
        allowance = sum(s.allowance_dm2 or 0 for s in there)
        justified = sum(s.allowance_dm2 or 0 for s in others)
        shares = any(s.alone for s in seated) and len(seated) > 1
        fixed = shares or any(s.stays or s.allowance_dm2 is None for s in there)
        held.append(
            HeldRoom(
                area_dm2=room.area_dm2,
                seats=max(case.book.seats(room.area_dm2), len(seated)),
                people=counts,
                kept=id in wanted.locked or justified > 0,
                fixed=fixed,
                leaving=len(others),
                others_dm2=justified,
                excess_dm2=max(0, room.area_dm2 - allowance) if there else 0,
                needs=meets.get(id, ()),
            )
        )
    return held, groups


def _seated(case: Case, room: str) -> list[Sitter]:
    return [s for s in case.there(room) if s.needs_seat]


def _meets(case: Case, department: str, rooms: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """Return by room the needs of the department that it can meet, its hub as it is today."""
    wanted = case.portfolio.department(department)
    if not wanted.needs or wanted.service == POOLED:
        return {}
    able = rooms_able(case, wanted, rooms)
    return {id: tuple(i for i in able if id in able[i]) for id in rooms}


def rooms_able(
    case: Case, department: Department, rooms: Sequence[str]
) -> Mapping[int, Sequence[str]]:
    """Return by need of a department the rooms that can meet it, its hub as it is today."""
    offices = case.held_offices[department.id]
    return list_able(case.portfolio, case.graph, case.book, department, rooms, offices)


def _need_sizes(case: Case, department: str) -> list[NeedSize]:

    wanted = case.portfolio.department(department)
    if wanted.service == POOLED:
        return []
    return [NeedSize(need.count, to_dm2(need.min_m2)) for need in wanted.needs]


def _zones_split(case: Case, rooms: Sequence[str], back: Sequence[str]) -> int:
    """Return how many zones more there are on the storeys that are still held."""
    offices = [r for r in rooms if case.situation.categories[r] == Category.OFFICE]
    kept = [room for room in offices if room not in set(back)]
    return max(0, len(case.graph.zones(kept)) - len(case.graph.zones(offices)))


def _remedy(
    case: Case,
    rooms: Sequence[str],
    back: Sequence[str],
    groups: Sequence[Group],
    people: Sequence[Sequence[int]],
) -> Remedy:
    """Return the hand-back with everybody who must move, by name where names are known."""
    moves = tuple(_moves(case, rooms, back, groups, people))
    transfers = tuple(transfers_back(case, back))
    touched = [*back, *(m.end for m in moves if m.end), *(m.start for m in moves if m.start)]
    return Remedy(KIND, case.scope_of(touched), moves, transfers)


def transfers_back(case: Case, back: Sequence[str]) -> Iterator[Transfer]:
    """Yield that rooms are handed back by who holds them, pooled ones by their site."""
    for room in back:
        yield Transfer(room, case.holding(room), None, case.portfolio.room(room).area_dm2)


def _moves(
    case: Case,
    rooms: Sequence[str],
    back: Sequence[str],
    groups: Sequence[Group],
    people: Sequence[Sequence[int]],
) -> Iterator[Move]:
    """Yield who moves where, then who gives up a place without needing another one."""
    for g, group in enumerate(groups):
        wanted = {room: people[r][g] for r, room in enumerate(rooms)}
        sitters = [
            s
            for room in rooms
            for s in _seated(case, room)
            if (s.kind, s.allowance_dm2 or 0, s.alone)
            == (group.kind, group.allowance_dm2, group.alone)
        ]
        yield from rearranged(case, sitters, wanted)
    for room in back:
        for s in case.there(room):
            if not s.needs_seat:
                yield Move(s.person, s.written, "", room, None)
