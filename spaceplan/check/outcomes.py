"""Outcomes that say something: with their message, to whom they belong and where they stand."""

from __future__ import annotations

from spaceplan.check.evidence import Evidence
from spaceplan.check.finding import Outcome, State
from spaceplan.check.situation import Situation
from spaceplan.i18n import Message, Named
from spaceplan.model import Department, LedgerEntry, Room


def use_of(room: Room, situation: Situation) -> Named:
    """Return what a room is used as, in the words of the rule set."""
    return situation.rulebook.use_named(room.use)


def about_room(
    state: State,
    room: Room,
    message: Message,
    situation: Situation,
    *,
    measured: float = 0.0,
    limit: float = 0.0,
    unit: str = "",
    related: tuple[str, ...] = (),
    evidence: tuple[Evidence, ...] = (),
    department: str | None = None,
) -> Outcome:
    """Return what came out for a room; without a department it belongs to who holds the room."""
    return Outcome(
        state,
        "room",
        room.id,
        measured=float(measured),
        limit=float(limit),
        unit=unit,
        message=message,
        department=situation.holder(room.id) if department is None else department,
        source=room.source,
        related=related,
        evidence=evidence,
    )


def about_department(
    state: State,
    department: Department,
    message: Message,
    *,
    measured: float = 0.0,
    limit: float = 0.0,
    unit: str = "",
    grade_base: float | None = None,
    related: tuple[str, ...] = (),
    evidence: tuple[Evidence, ...] = (),
) -> Outcome:
    """Return what came out for a department."""
    return Outcome(
        state,
        "department",
        department.id,
        measured=float(measured),
        limit=float(limit),
        unit=unit,
        message=message,
        department=department.id,
        source=department.source,
        grade_base=grade_base,
        related=related,
        evidence=evidence,
    )


def about_person(
    state: State,
    entry: LedgerEntry,
    message: Message,
    situation: Situation,
    *,
    measured: float = 0.0,
    limit: float = 0.0,
    unit: str = "",
    severity: str | None = None,
    related: tuple[str, ...] = (),
    evidence: tuple[Evidence, ...] = (),
) -> Outcome:
    """Return what came out for a person, placed where the entry stands in the ledger."""
    return Outcome(
        state,
        "person",
        entry.person,
        measured=float(measured),
        limit=float(limit),
        unit=unit,
        message=message,
        department=situation.current.get(entry.department, (entry.department,))[0],
        source=entry.source,
        severity=severity,
        related=related,
        evidence=evidence,
    )
