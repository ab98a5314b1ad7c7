"""What is to be vacated and why, and what a plan gives back.

A room, or a holder's part of it, is counted once: whole where nobody stays who may, else with what
lies above the quotas of those who stay.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from spaceplan.check import State
from spaceplan.model import (
    Building,
    LedgerEntry,
    Name,
    Portfolio,
    Room,
    Storey,
    is_approved_second_office,
    occupant_kind,
)
from spaceplan.report.forms.facts import FormsData
from spaceplan.report.forms.held import Held
from spaceplan.report.forms.parts import split_by_division
from spaceplan.rules import Category
from spaceplan.rules.kinds import ConcurrentEnded, LeftPost, OneOffice

#: Kinds of what is to be vacated, in the order in which a room is given to one of them.
TYPES = {
    "left": Name("退休、调离人员未腾退", "kept after retirement or transfer"),
    "second": Name("多处办公用房", "second offices"),
    "rented": Name("未经批准租用、借用", "rented or borrowed without approval"),
    "lent": Name("出租、出借", "let or lent"),
    "idle": Name("闲置办公用房", "idle offices"),
    "above": Name("超面积标准", "above the standard"),
    "handed_back": Name("方案交回", "handed back by the plan"),
}


@dataclass(frozen=True)
class Vacated:
    """A room, or a part of one, that is to be vacated.

    Parameters
    ----------
    kind
        One of ``TYPES``.
    division
        The division of those who have their place there; empty where none is known.
    rooms
        1 where a whole room is given back; of a room's parts in the one that counts as the room.
    """

    kind: str
    held: Held
    area_dm2: int
    people: tuple[str, ...] = ()
    division: str = ""
    rooms: int = 1


def rooms_to_vacate(data: FormsData) -> tuple[Vacated, ...]:
    """Return what is to be vacated as things stand, in the portfolio's order."""
    overdue = _overdue(data)
    listed = (
        _judge(held, data, overdue) for held in data.held if held.line is not None or held.entries
    )
    return tuple(vacated for vacated in listed if vacated is not None)


def _overdue(data: FormsData) -> frozenset[str]:
    """Return the people of whom the check finds that an office must be given back."""
    kinds = (LeftPost, OneOffice, ConcurrentEnded)
    rules = {rule.id for rule in data.rulebook.rules if isinstance(rule.kind, kinds)}
    return frozenset(
        finding.subject
        for finding in data.check.findings
        if finding.rule in rules and finding.state in (State.FAIL, State.WAIVED)
    )


def _judge(held: Held, data: FormsData, overdue: frozenset[str]) -> Vacated | None:
    leaving = [e for e in held.entries if _must_leave(e.person, held, overdue)]
    if held.category is Category.OFFICE and leaving and len(leaving) == len(held.entries):
        people = tuple(entry.person for entry in leaving)
        left = any(occupant_kind(e) is None and e.post == "main" for e in leaving)
        return Vacated("left" if left else "second", held, held.area_dm2, people)
    basis = held.holding.basis if held.holding else "owned"
    if basis in ("rented", "borrowed") and held.holding and not held.holding.approval:
        return Vacated("rented", held, held.area_dm2)
    if basis == "lent":
        return Vacated("lent", held, held.area_dm2)
    if held.is_idle and data.occupants_known:
        return Vacated("idle", held, held.area_dm2)
    if held.excess_dm2 and (held.people or held.entries):
        leave = tuple(entry.person for entry in leaving)
        return Vacated("above", held, held.excess_dm2, leave, rooms=0)
    return None


def _must_leave(person: str, held: Held, overdue: frozenset[str]) -> bool:
    """Return whether this place of an overdue person is the one to be given back."""
    if person not in overdue:
        return False
    entry = next(entry for entry in held.entries if entry.person == person)
    left = occupant_kind(entry) is None and entry.post == "main"
    return (
        left
        or (entry.post == "concurrent" and not is_approved_second_office(entry))
        or (entry.post == "concurrent" and entry.until is not None)
    )


def handed_back(data: FormsData) -> tuple[Vacated, ...]:
    """Return the rooms that units hold today and not in the plan."""
    kept = {(held.room.id, held.unit) for held in data.held}
    today = _places_today(data)
    found, where_of = [], _whereabouts(data.portfolio)
    for holding in data.portfolio.holdings:
        unit = data.unit_of(holding.department)
        where = where_of[holding.room]
        room = where[0]
        if (holding.room, unit) not in kept:
            category = data.rulebook.category(room.use)
            places = today.get((holding.room, unit), ())
            held = Held(
                *where, unit, category, room.area_dm2, entries=tuple(places), holding=holding
            )
            found.append(Vacated("handed_back", held, room.area_dm2))
    return tuple(found)


def _places_today(data: FormsData) -> dict[tuple[str, str], list[LedgerEntry]]:
    """Return who has a place today in which room of which unit."""
    places: dict[tuple[str, str], list[LedgerEntry]] = {}
    for entry in data.portfolio.ledger or ():
        places.setdefault((entry.room, data.unit_of(entry.department)), []).append(entry)
    return places


def _whereabouts(portfolio: Portfolio) -> dict[str, tuple[Room, Storey, Building]]:
    return {
        room.id: (room, storey, building)
        for building in portfolio.buildings
        for storey in building.storeys
        for room in storey.rooms
    }


def by_division(found: Iterable[Vacated], data: FormsData) -> Iterator[Vacated]:
    """Yield what is to be vacated by division: offices split as all forms split them.

    Other rooms belong to a division only where everybody there does.
    """
    for vacated in found:
        held = vacated.held
        if held.category is Category.OFFICE:
            for division, area_dm2, rooms in split_by_division(held, vacated.area_dm2, data):
                counted = min(rooms, vacated.rooms)
                yield replace(vacated, area_dm2=area_dm2, division=division, rooms=counted)
        else:
            divisions = {entry.division for entry in held.entries}
            yield replace(vacated, division=divisions.pop() if len(divisions) == 1 else "")
