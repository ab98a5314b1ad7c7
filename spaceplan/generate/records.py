"""Records: what approvals, ledger, certificates, leases and notices say, and where they are wrong.

They come last, from random numbers of their own, and change neither a place that a plan may use
nor a person: the same city is drawn with and without them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from spaceplan.generate.history import AS_OF
from spaceplan.generate.truth import PlantedSin, Truth
from spaceplan.model import Holding, Portfolio, Room, occupant_kind
from spaceplan.model.people import LedgerEntry
from spaceplan.model.uses import CIRCULATION_USES

#: How often each sin is planted in a city of scale 1.
UNAPPROVED_USE, WRONG_LEDGER, WRONG_CERTIFICATE, UNKNOWN_OCCUPANTS = 4, 5, 3, 4
NO_CERTIFICATE, PUBLISHED_LAST_YEAR, NEVER_PUBLISHED, FILED_LONG_AGO = 2, 3, 1, 2
BORROWED, LENT, LENT_TOO_LONG, LENT_NOT_FOR_LONG, UNREGISTERED = 3, 1, 2, 1, 3
#: Rooms whose use may have been changed, and what they were approved for.
CHANGED = {"storage": "meeting", "filing": "reception", "print": "meeting", "duty": "reception"}
#: Six months, the longest that an office may be held and stand empty, days; and a shorter time.
LONG_DAYS, SHORT_DAYS = 184, 150


@dataclass
class _Files:
    """Rooms, departments and holdings while their records are written, and what is wrong."""

    portfolio: Portfolio
    rng: np.random.Generator
    scale: float
    sins: list[PlantedSin]

    def count(self, number: int) -> int:
        """Return how often a sin is planted in a city of this size, once at least."""
        return max(1, round(number * self.scale))

    def choose(self, ids: Iterable[str], number: int) -> list[str]:
        """Return some ids by chance, as many as a city of this size has of a sin."""
        listed = sorted(ids)
        chosen = self.rng.permutation(len(listed))[: self.count(number)]
        return [listed[int(i)] for i in chosen]

    def sin(self, rule: str, kind: str, ids: Iterable[str]) -> None:
        """Write down a rule that is not met, and by whom."""
        self.sins += [PlantedSin(rule, kind, id) for id in ids]


def keep_records(
    portfolio: Portfolio, truth: Truth, rng: np.random.Generator
) -> tuple[Portfolio, Truth]:
    """Return the portfolio with its records, and the truth about them too."""
    files = _Files(portfolio, rng, truth.scale, list(truth.sins))
    free = _free_of_sin(files)
    _write_rooms(files, free)
    _write_departments(files)
    _write_holdings(files)
    _confess(files)
    sins = tuple(sorted(set(files.sins), key=lambda sin: (sin.rule, sin.id)))
    return files.portfolio, replace(truth, sins=sins)


def _free_of_sin(files: _Files) -> Callable[[Room], bool]:
    sinful = {sin.id for sin in files.sins}
    return lambda room: room.id not in sinful


def _held(portfolio: Portfolio) -> set[str]:
    return {holding.room for holding in portfolio.holdings}


def _taken(portfolio: Portfolio) -> set[str]:
    """Return the rooms in which somebody has a place."""
    return {entry.room for entry in portfolio.ledger or () if entry.room}


# Rooms


def _write_rooms(files: _Files, free: Callable[[Room], bool]) -> None:
    """Write approved uses, areas by ledger and certificate, and since when offices are empty."""
    rooms = [room for room in files.portfolio.rooms if room.use not in CIRCULATION_USES]
    clean = [room for room in rooms if free(room)]
    changed = files.choose((r.id for r in clean if r.use in CHANGED), UNAPPROVED_USE)
    wrong = files.choose((room.id for room in clean if room.use == "office"), WRONG_LEDGER)
    doubtful = files.choose(
        (r.id for r in clean if r.use == "office" and r.id not in wrong), WRONG_CERTIFICATE
    )
    files.sin("approved-use", "room", changed)
    files.sin("ledger-area", "room", wrong)
    files.sin("certificate-area", "room", doubtful)
    ledger = _areas(files, rooms, wrong)
    certificate = _areas(files, rooms, doubtful)
    since = _empty_since(files)
    _replace_rooms(
        files,
        {
            room.id: replace(
                room,
                approved_use=CHANGED[room.use] if room.id in changed else room.use,
                ledger_area=ledger[room.id],
                certificate_area=certificate[room.id],
                vacant_since=since.get(room.id, room.vacant_since),
            )
            for room in rooms
        },
    )


def _areas(files: _Files, rooms: list[Room], wrong: list[str]) -> dict[str, float]:
    """Return areas in m² that agree to 2 % with what counts, but for those that are wrong."""
    exact = files.rng.random(len(rooms)) < 0.8
    slips = files.rng.uniform(-0.02, 0.02, len(rooms))
    faults = files.rng.uniform(0.05, 0.14, len(rooms)) * files.rng.choice((-1, 1), len(rooms))
    areas = {}
    for room, right, slip, fault in zip(rooms, exact, slips, faults, strict=True):
        share = float(fault) if room.id in wrong else 0.0 if right else float(slip)
        areas[room.id] = round(room.area_dm2 / 100 * (1 + share), 2)
    return areas


def _empty_since(files: _Files) -> dict[str, date]:
    """Return since when the offices are empty of which it was not said, but for a few held ones.

    Of those few nobody knows who uses them.
    """
    held, taken = _held(files.portfolio), _taken(files.portfolio)
    silent = [
        room.id
        for room in files.portfolio.rooms
        if room.use == "office" and room.id not in taken and room.vacant_since is None
    ]
    unknown = files.choose((id for id in silent if id in held), UNKNOWN_OCCUPANTS)
    files.sin("unknown-occupants", "room", unknown)
    days = files.rng.integers(10, SHORT_DAYS, len(silent)).tolist()
    return {
        id: AS_OF - timedelta(days=number)
        for id, number in zip(silent, days, strict=True)
        if id not in unknown
    }


def _replace_rooms(files: _Files, changed: dict[str, Room]) -> None:
    buildings = tuple(
        replace(
            building,
            storeys=tuple(
                replace(storey, rooms=tuple(changed.get(r.id, r) for r in storey.rooms))
                for storey in building.storeys
            ),
        )
        for building in files.portfolio.buildings
    )
    files.portfolio = replace(files.portfolio, buildings=buildings)


# Departments


def _write_departments(files: _Files) -> None:
    """Take a certificate from some departments, and leave out publications and filings."""
    ids = [d.id for d in files.portfolio.departments if d.kind != "contractor"]
    without = files.choose(ids, NO_CERTIFICATE)
    late = files.choose(ids, PUBLISHED_LAST_YEAR)
    never = files.choose((id for id in ids if id not in late), NEVER_PUBLISHED)
    long_ago = files.choose(ids, FILED_LONG_AGO)
    files.sin("use-certificate", "department", without)
    files.sin("yearly-publication", "department", [*late, *never])
    files.sin("yearly-filing", "department", long_ago)
    departments = []
    for department in files.portfolio.departments:
        id = department.id
        if id in without:
            department = replace(department, certificate=None)
        if id in late:
            department = replace(department, published=date(AS_OF.year - 1, 3, 20))
        if id in never:
            department = replace(department, published=None)
        if id in long_ago:
            department = replace(department, filed=date(AS_OF.year - 2, 5, 18))
        departments.append(department)
    files.portfolio = replace(files.portfolio, departments=tuple(departments))


# Holdings


def _write_holdings(files: _Files) -> None:
    """Let some service rooms be borrowed or lent, and some holdings never be registered.

    Where people sit without a registered holding they hold the room all the same: nothing else
    changes.
    """
    portfolio = files.portfolio
    taken = _taken(portfolio)
    stores = {
        holding.room
        for holding in portfolio.holdings
        if holding.basis == "owned"
        and holding.room not in taken
        and portfolio.room(holding.room).use in CHANGED
    }
    kinds = (
        (BORROWED, "rented-or-borrowed", "borrowed", "", None),
        (LENT, "lent-out", "lent", "", None),
        (LENT_TOO_LONG, "lent-out", "lent", "机管借〔2021〕12号", date(2025, 12, 31)),
        (LENT_NOT_FOR_LONG, "lent-out", "lent", "机管借〔2023〕5号", date(2026, 8, 31)),
    )
    changes: dict[str, tuple[str, str, date | None]] = {}
    for number, rule, basis, approval, until in kinds:
        rooms = files.choose(stores - changes.keys(), number)
        files.sin(rule, "room", rooms)
        changes |= dict.fromkeys(rooms, (basis, approval, until))
    unregistered = files.choose(_shared_offices(files), UNREGISTERED)
    files.sin("foreign-room", "room", unregistered)
    files.portfolio = replace(
        portfolio,
        holdings=tuple(
            _changed(holding, changes.get(holding.room))
            for holding in portfolio.holdings
            if holding.room not in unregistered
        ),
    )


def _changed(holding: Holding, change: tuple[str, str, date | None] | None) -> Holding:
    if change is None:
        return holding
    basis, approval, until = change
    return replace(holding, basis=basis, approval=approval, until=until)


def _shared_offices(files: _Files) -> list[str]:
    """Return the offices in which several people of one department sit, and nobody else."""
    entries: dict[str, list[LedgerEntry]] = {}
    for entry in files.portfolio.ledger or ():
        entries.setdefault(entry.room, []).append(entry)
    sinful = {sin.id for sin in files.sins}
    return [
        room
        for room, people in entries.items()
        if room and len(people) > 1 and room not in sinful and all(map(_sits_there, people))
    ]


def _sits_there(entry: LedgerEntry) -> bool:
    return entry.status == "active" and entry.post == "main"


# What follows from everything


def _confess(files: _Files) -> None:
    """Write down offices that stood empty too long, people unseated, and who may not be here."""
    portfolio = files.portfolio
    held, taken = _held(portfolio), _taken(portfolio)
    files.sin(
        "vacancy",
        "room",
        (
            room.id
            for room in portfolio.rooms
            if room.use == "office"
            and room.id in held - taken
            and room.vacant_since is not None
            and (AS_OF - room.vacant_since).days > LONG_DAYS
        ),
    )
    files.sin(
        "person-without-room",
        "person",
        (e.person for e in portfolio.ledger or () if not e.room and occupant_kind(e) is not None),
    )
    barred = [d.id for d in portfolio.departments if d.kind == "enterprise"]
    files.sin("barred-holder", "department", barred)
