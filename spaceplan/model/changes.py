"""What a scenario changes in a portfolio: prices, further locks and wishes, waivers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from spaceplan.errors import Fault, InputError
from spaceplan.i18n import N_, Message
from spaceplan.model.common import Source
from spaceplan.model.people import Department, Waiver
from spaceplan.model.portfolio import Portfolio, check_prices

#: The file in which changes stand, where they come from a file.
SCENARIO_FILE = "scenario.yaml"


@dataclass(frozen=True)
class DepartmentChange:
    """What is asked of one department beyond what the portfolio says.

    Parameters
    ----------
    locked, forbidden, keep
        Further rooms that it keeps or must not hold, further people who stay, or ``all``.
    sites, buildings
        Where it must be, in place of what the portfolio says; empty: as the portfolio says.
    one_site, one_building
        That it lies on one site, in one building.
    """

    department: str
    locked: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    buildings: tuple[str, ...] = ()
    one_site: bool = False
    one_building: bool = False
    source: Source | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Changes:
    """All that a scenario changes; nothing by default.

    Parameters
    ----------
    prices
        (term, points) in place of the portfolio's.
    empty_storeys
        Further storeys on which nobody may hold an office.
    waivers
        Further waivers.
    """

    prices: tuple[tuple[str, float], ...] = ()
    departments: tuple[DepartmentChange, ...] = ()
    empty_storeys: tuple[str, ...] = ()
    waivers: tuple[Waiver, ...] = ()

    def of_department(self, department: str) -> DepartmentChange:
        """Return what is asked of a department; nothing where it is not among them."""
        for change in self.departments:
            if change.department == department:
                return change
        return DepartmentChange(department)

    def with_department(self, change: DepartmentChange) -> Changes:
        """Return the changes with this one in place of what was asked of its department."""
        others = [one for one in self.departments if one.department != change.department]
        asked = change != DepartmentChange(change.department)
        departments = (*others, change) if asked else tuple(others)
        return replace(self, departments=tuple(sorted(departments, key=lambda one: one.department)))


def apply_changes(portfolio: Portfolio, changes: Changes) -> Portfolio:
    """Return the portfolio as changed.

    Raises
    ------
    InputError
        With everything that the changes name and the portfolio does not have, and every room that
        is both locked and forbidden or locked twice.
    SpaceplanError
        If a price is none.
    """
    if changes == Changes():
        return portfolio
    check_prices(dict(changes.prices))
    faults = [*_unknown(portfolio, changes), *_contradictions(portfolio, changes)]
    if faults:
        raise InputError(faults)
    asked = {change.department: change for change in changes.departments}
    return replace(
        portfolio,
        prices=replace(portfolio.prices, **dict(changes.prices)),
        departments=tuple(
            _changed(d, asked[d.id]) if d.id in asked else d for d in portfolio.departments
        ),
        empty_storeys=_joined(portfolio.empty_storeys, changes.empty_storeys),
        waivers=(*portfolio.waivers, *changes.waivers),
    )


def _changed(department: Department, change: DepartmentChange) -> Department:
    return replace(
        department,
        locked=_joined(department.locked, change.locked),
        forbidden=_joined(department.forbidden, change.forbidden),
        keep=_joined(department.keep, change.keep),
        sites=change.sites or department.sites,
        buildings=change.buildings or department.buildings,
        one_site=department.one_site or change.one_site,
        one_building=department.one_building or change.one_building,
    )


def _joined(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*one, *other)))


_NO_DEPARTMENT = N_("department '{id}', which does not exist")
_NO_ROOM = N_("room '{id}' of '{department}', which does not exist")
_NO_SITE = N_("site '{id}' of '{department}', which does not exist")
_NO_BUILDING = N_("building '{id}' of '{department}', which does not exist")
_NO_STOREY = N_("storey '{id}' to be emptied, which does not exist")
_NOBODY = N_("person '{id}' of '{department}', whom the ledger does not have")


def _unknown(portfolio: Portfolio, changes: Changes) -> Iterator[Fault]:
    """Yield everything named that does not exist."""
    sites = {site.id for site in portfolio.sites}
    storeys = {storey.id for storey in portfolio.storeys}
    people = {entry.person for entry in portfolio.ledger or ()} | {"all"}
    for change in changes.departments:
        if not portfolio.has_department(change.department):
            yield _missing(_NO_DEPARTMENT, change, change.department)
        for room in (*change.locked, *change.forbidden):
            if not portfolio.has_room(room):
                yield _missing(_NO_ROOM, change, room)
        for building in change.buildings:
            if not portfolio.has_building(building):
                yield _missing(_NO_BUILDING, change, building)
        yield from (_missing(_NO_SITE, change, id) for id in change.sites if id not in sites)
        yield from (_missing(_NOBODY, change, id) for id in change.keep if id not in people)
    for storey in changes.empty_storeys:
        if storey not in storeys:
            yield _fault(_NO_STOREY, N_("an id that exists"), None, id=storey)


def _contradictions(portfolio: Portfolio, changes: Changes) -> Iterator[Fault]:
    """Yield rooms that no plan can leave where they are asked to be."""
    sharing = {room.id for room in portfolio.rooms if "shared" in room.tags}
    holders: dict[str, str] = {
        room: department.id for department in portfolio.departments for room in department.locked
    }
    for change in changes.departments:
        own = portfolio.has_department(change.department)
        forbidden = portfolio.department(change.department).forbidden if own else ()
        locked = portfolio.department(change.department).locked if own else ()
        for room in _joined(locked, change.locked):
            if room in change.forbidden or (room in forbidden and room in change.locked):
                found = N_("room '{id}' of '{department}', both locked and forbidden")
                yield _contradiction(found, change, room)
        for room in change.locked:
            holder = holders.setdefault(room, change.department)
            if holder != change.department and room not in sharing:
                found = N_("room '{id}' locked for '{department}' and for '{other}'")
                yield _contradiction(found, change, room, other=holder)


def _missing(found: str, change: DepartmentChange, id: str) -> Fault:
    expected = N_("an id that exists")
    return _fault(found, expected, change.source, id=id, department=change.department)


def _contradiction(found: str, change: DepartmentChange, id: str, **values: str) -> Fault:
    expected = N_("one of the two")
    return _fault(found, expected, change.source, id=id, department=change.department, **values)


def _fault(found: str, expected: str, source: Source | None, **values: str) -> Fault:
    file, line = (source.file, source.line) if source else (SCENARIO_FILE, None)
    return Fault(file, line, Message.of(found, **values), Message.of(expected))
