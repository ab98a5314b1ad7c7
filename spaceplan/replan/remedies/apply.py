"""Remedies carried out: the portfolio or the plan as it is afterwards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from spaceplan.check.needs import POOLED
from spaceplan.model import (
    Allocation,
    AllocationLine,
    Building,
    Door,
    Holding,
    LedgerEntry,
    Portfolio,
    Room,
    in_rank_order,
    status_quo,
)
from spaceplan.model.remedy import Move, Remedy, Transfer, Works
from spaceplan.units import to_m2


def apply_remedies(
    portfolio: Portfolio,
    remedies: Sequence[Remedy],
    allocation: Allocation | None = None,
    *,
    day: date | None = None,
) -> tuple[Portfolio, Allocation | None]:
    """Return what remedies make of the status quo (in the portfolio), or of a plan.

    Works, pooled rooms given up and uses restored change the portfolio in both cases. No two
    remedies may touch the same people or rooms.

    Parameters
    ----------
    day
        When they are carried out: rooms in which nobody sits any more are vacant since then. None:
        it is not noted.
    """
    works = {work.room: work for remedy in remedies for work in remedy.works}
    rooms = {id: _after_works(portfolio.room(id), work) for id, work in works.items()}
    rooms |= dict(_with_other_uses(portfolio, remedies))
    portfolio = _with_doors(portfolio, works.values())
    moves = [move for remedy in remedies for move in remedy.moves]
    transfers = [transfer for remedy in remedies for transfer in remedy.transfers]
    left = sorted({move.start for move in moves if move.start})
    if allocation is not None:
        planned = _plan_after(allocation, moves, transfers)
        seated = {line.room for line in planned.lines if line.occupancy.total}
        rooms |= _vacant(portfolio, rooms, [id for id in left if id not in seated], day)
        return _with_rooms(portfolio, rooms), planned
    ledger = portfolio.ledger
    if ledger is not None and moves:
        ledger = _ledger_after(ledger, moves)
        seated = {entry.room for entry in ledger}
        rooms |= _vacant(portfolio, rooms, [id for id in left if id not in seated], day)
    holdings = _holdings_after(portfolio.holdings, transfers)
    return replace(_with_rooms(portfolio, rooms), ledger=ledger, holdings=holdings), None


def allocation_after(
    portfolio: Portfolio, remedies: Sequence[Remedy], allocation: Allocation | None = None
) -> Allocation:
    """Return the status quo (None) or a plan after remedies, as an allocation to go on from.

    Room areas after works are not part of an allocation: take the portfolio of
    ``apply_remedies`` where they matter.
    """
    changed, planned = apply_remedies(portfolio, remedies, allocation)
    return status_quo(changed) if planned is None else planned


def _with_other_uses(
    portfolio: Portfolio, remedies: Sequence[Remedy]
) -> Iterator[tuple[str, Room]]:
    """Yield the rooms that are no longer pooled, or no longer for one office alone."""
    for remedy in remedies:
        for id in remedy.given_up:
            room = portfolio.room(id)
            yield id, replace(room, tags=room.tags - {POOLED})
        for restored in remedy.restored:
            room = portfolio.room(restored.room)
            yield room.id, replace(room, use=restored.use, private_to=None)


def _ledger_after(ledger: Sequence[LedgerEntry], moves: Iterable[Move]) -> tuple[LedgerEntry, ...]:
    """Return the ledger with moved people elsewhere; places that are given up are dropped.

    An active person's main place stays as one without a room.
    """
    going = {(move.person, move.start or ""): move.end for move in moves}
    after = []
    for entry in ledger:
        if (entry.person, entry.room) not in going:
            after.append(entry)
            continue
        end = going[entry.person, entry.room]
        if end is not None:
            after.append(replace(entry, room=end))
        elif entry.post == "main" and entry.status not in ("retired", "transferred"):
            after.append(replace(entry, room=""))
    return tuple(after)


def _holdings_after(
    holdings: Sequence[Holding], transfers: Sequence[Transfer]
) -> tuple[Holding, ...]:
    """Return the holdings after rooms changed hands; on what ground they are held stays."""
    by_place = {(t.room, t.giver): t for t in transfers if t.giver is not None}
    after = []
    for holding in holdings:
        transfer = by_place.pop((holding.room, holding.department), None)
        if transfer is None:
            after.append(holding)
        elif transfer.taker is not None:
            after.append(replace(holding, department=transfer.taker))
    vacant = [t for t in transfers if t.giver is None] + list(by_place.values())
    after += [Holding(t.room, t.taker) for t in vacant if t.taker is not None]
    return tuple(after)


def _plan_after(
    plan: Allocation, moves: Sequence[Move], transfers: Sequence[Transfer]
) -> Allocation:
    """Return a plan with its lines and names changed."""
    seats: dict[tuple[str, str], Counter[str]] = {
        (line.room, line.department): Counter(dict(line.occupancy)) for line in plan.lines
    }
    for move in moves:
        if move.start is not None:
            seats[move.start, move.department][move.kind] -= 1
    for transfer in transfers:
        if transfer.giver is not None:
            seats.pop((transfer.room, transfer.giver), None)
    for transfer in transfers:
        if transfer.taker is not None:
            seats.setdefault((transfer.room, transfer.taker), Counter())
    for move in moves:
        if move.end is not None:
            seats.setdefault((move.end, move.department), Counter())[move.kind] += 1
    lines = tuple(
        AllocationLine(room, department, in_rank_order(+numbers))
        for (room, department), numbers in sorted(seats.items())
    )
    return replace(plan, lines=lines, people=_named_after(plan, moves))


def _named_after(plan: Allocation, moves: Sequence[Move]) -> tuple[tuple[str, str], ...]:
    """Return who sits where by name after the moves."""
    rooms = dict(plan.people)
    for move in moves:
        if move.person is not None:
            if move.end is None:
                rooms.pop(move.person, None)
            else:
                rooms[move.person] = move.end
    return tuple(sorted(rooms.items()))


def _vacant(
    portfolio: Portfolio, changed: Mapping[str, Room], left: Sequence[str], day: date | None
) -> dict[str, Room]:
    """Return the rooms that are left by everybody as vacant since a day."""
    if day is None:
        return {}
    return {id: replace(changed.get(id) or portfolio.room(id), vacant_since=day) for id in left}


def _with_rooms(portfolio: Portfolio, rooms: Mapping[str, Room]) -> Portfolio:
    """Return the portfolio with other rooms of the same ids."""
    if not rooms:
        return portfolio
    places = {portfolio.building_of(id).id for id in rooms}
    buildings = tuple(
        _building_after(b, rooms) if b.id in places else b for b in portfolio.buildings
    )
    return replace(portfolio, buildings=buildings)


def _building_after(building: Building, rooms: Mapping[str, Room]) -> Building:
    return replace(
        building,
        storeys=tuple(
            replace(s, rooms=tuple(rooms.get(r.id, r) for r in s.rooms))
            if any(r.id in rooms for r in s.rooms)
            else s
            for s in building.storeys
        ),
    )


def _with_doors(portfolio: Portfolio, works: Iterable[Works]) -> Portfolio:
    """Return the portfolio with doors between rooms that are opened whole and what lies beside.

    A storey without any stated door gets none: there all are inferred.
    """
    new: dict[str, list[Door]] = {}
    for work in works:
        storey = portfolio.storey_of(work.room)
        pair = frozenset((work.room, work.common))
        stated = {frozenset(door.between) for door in storey.doors}
        if _is_whole(portfolio.room(work.room), work) and storey.doors and pair not in stated:
            new.setdefault(storey.id, []).append(Door((work.room, work.common)))
    if not new:
        return portfolio
    buildings = tuple(
        replace(
            building,
            storeys=tuple(
                replace(s, doors=(*s.doors, *new[s.id])) if s.id in new else s
                for s in building.storeys
            ),
        )
        for building in portfolio.buildings
    )
    return replace(portfolio, buildings=buildings)


def _is_whole(room: Room, works: Works) -> bool:
    return works.surplus_dm2 >= room.area_dm2


def _after_works(room: Room, works: Works) -> Room:
    """Return a room after works: smaller, or for everybody where all of it is opened."""
    return replace(room, private_to=None) if _is_whole(room, works) else _smaller(room, works)


def _smaller(room: Room, works: Works) -> Room:
    """Return a room as a survey after the works finds it: area, drawing and papers agree.

    The outline is scaled about its first corner: where the new wall stands is the builder's to say.
    """
    area = to_m2(room.area_dm2 - works.surplus_dm2)
    factor = (area / room.drawn_area) ** 0.5
    x0, y0 = room.outline[0]

    def scaled(ring: Sequence[tuple[float, float]]) -> tuple[tuple[float, float], ...]:
        return tuple((x0 + factor * (x - x0), y0 + factor * (y - y0)) for x, y in ring)

    return replace(
        room,
        area=area,
        outline=scaled(room.outline),
        holes=tuple(scaled(hole) for hole in room.holes),
        ledger_area=None if room.ledger_area is None else area,
        certificate_area=None if room.certificate_area is None else area,
    )
