"""What all forms are made from: one plan or status quo, with its areas given to units once.

Every form sums the same parts, so that forms agree with each other; ``reconcile`` then holds them
against the checker's and the entitlement's own figures.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cached_property

from spaceplan.check import CheckResult, LineArea, current_departments, line_areas
from spaceplan.entitlement import CONTRACTOR, Entitlements, site_coefficient
from spaceplan.model import (
    Allocation,
    Building,
    Department,
    Holding,
    LedgerEntry,
    Name,
    Portfolio,
    Room,
    Storey,
)
from spaceplan.rules import Category, RuleBook
from spaceplan.units import half_up

#: Who holds what nobody holds: rooms for everybody on a site, and empty offices.
COMMON, VACANT = "*common", "*vacant"
_NAMES = {
    COMMON: Name("公用（不属任何单位）", "Common (held by no unit)"),
    VACANT: Name("空置（未分配）", "Vacant (not allocated)"),
}


@dataclass(frozen=True)
class Held:
    """A room, or one holder's part of it, with its place and who sits there.

    Parameters
    ----------
    unit
        A department of today, a former one whose rooms are not yet divided, COMMON or VACANT.
    area_dm2, allowance_dm2, excess_dm2
        As the checker has them; the last two None but for offices that somebody holds.
    entries
        The places of named people of the holder there; empty where nobody is named.
    people
        Persons there who need a seat, named or not; None where no ledger says.
    """

    room: Room
    storey: Storey
    building: Building
    unit: str
    category: Category
    area_dm2: int
    allowance_dm2: int | None = None
    excess_dm2: int | None = None
    line: LineArea | None = None
    entries: tuple[LedgerEntry, ...] = ()
    people: int | None = 0
    holding: Holding | None = None

    @property
    def is_idle(self) -> bool:
        """Whether it is an office in which nobody has a place."""
        return self.category is Category.OFFICE and self.people == 0 and not self.entries


@dataclass(frozen=True, eq=False)
class FormsData:
    """The status quo (``planned`` False) or a plan, its check, and what derives from both."""

    portfolio: Portfolio
    rulebook: RuleBook
    entitlements: Entitlements
    allocation: Allocation
    check: CheckResult
    as_of: date
    planned: bool = False

    @cached_property
    def current(self) -> Mapping[str, tuple[str, ...]]:
        """The departments of today that stand for each one that holdings and ledger name."""
        return current_departments(self.portfolio)

    def unit_of(self, holder: str) -> str:
        """Return who stands for a holder today: itself where that is not one department alone."""
        successors = self.current.get(holder, (holder,))
        return successors[0] if len(successors) == 1 else holder

    def department(self, unit: str) -> Department | None:
        """Return the department behind a unit, None for former ones, common and vacant rooms."""
        return self.portfolio.department(unit) if self.portfolio.has_department(unit) else None

    def unit_name(self, unit: str) -> Name:
        """Return what a unit is called."""
        department = self.department(unit)
        if department is not None and (department.name.zh or department.name.en):
            return department.name
        return _NAMES.get(unit, Name(unit, unit))

    def is_entitled(self, unit: str) -> bool:
        """Return whether a unit has an entitlement: departments, outside contractors not."""
        department = self.department(unit)
        return department is not None and department.kind != CONTRACTOR

    def is_judged(self, unit: str) -> bool:
        """Return whether held and entitled can be compared: posts stated, all rooms divided."""
        department = self.department(unit)
        if department is None or not self.is_entitled(unit) or not department.establishment:
            return False
        return not any(unit in self.current.get(other, ()) for other in self._undivided)

    @cached_property
    def _undivided(self) -> frozenset[str]:
        """Former units of which several stand for what they held."""
        return frozenset(
            held.unit for held in self.held if len(self.current.get(held.unit, ())) > 1
        )

    @property
    def occupants_known(self) -> bool:
        """Whether it is known who sits where."""
        return self.planned or self.portfolio.ledger is not None

    @cached_property
    def ledger_by_unit(self) -> Mapping[str, tuple[LedgerEntry, ...]]:
        """The whole ledger by the unit of today."""
        found: dict[str, list[LedgerEntry]] = {}
        for entry in self.portfolio.ledger or ():
            found.setdefault(self.unit_of(entry.department), []).append(entry)
        return {unit: tuple(entries) for unit, entries in found.items()}

    @cached_property
    def holders_today(self) -> frozenset[tuple[str, str]]:
        """The (room, unit) that stand in today's holdings."""
        return frozenset((h.room, self.unit_of(h.department)) for h in self.portfolio.holdings)

    @cached_property
    def entries(self) -> tuple[LedgerEntry, ...]:
        """The places of named people: the ledger, or one room each as the plan says."""
        ledger = self.portfolio.ledger or ()
        if not self.planned:
            return tuple(entry for entry in ledger if entry.room)
        main = {entry.person: entry for entry in reversed(ledger) if entry.post == "main"}
        return tuple(
            replace(main[person], room=room)
            for person, room in self.allocation.people
            if person in main
        )

    @cached_property
    def held(self) -> tuple[Held, ...]:
        """Every room that is not for circulation, those of several holders once a holder."""
        places: dict[tuple[str, str], list[LedgerEntry]] = {}
        for entry in self.entries:
            places.setdefault((entry.room, entry.department), []).append(entry)
        bases: dict[str, list[Holding]] = {}
        for holding in self.portfolio.holdings:
            bases.setdefault(holding.room, []).append(holding)
        lines: dict[str, list[LineArea]] = {}
        for item in line_areas(self.portfolio, self.rulebook, self.allocation):
            lines.setdefault(item.line.room, []).append(item)
        found: list[Held] = []
        for building in self.portfolio.buildings:
            for storey in building.storeys:
                for room in storey.rooms:
                    where = (room, storey, building)
                    if room.id in lines:
                        found += (self._held(where, item, places, bases) for item in lines[room.id])
                    elif (unheld := self._unheld(where)) is not None:
                        found.append(unheld)
        return tuple(found)

    def _held(
        self,
        where: tuple[Room, Storey, Building],
        item: LineArea,
        places: Mapping[tuple[str, str], list[LedgerEntry]],
        bases: Mapping[str, list[Holding]],
    ) -> Held:
        room, holder = item.line.room, item.line.department
        of_room = bases.get(room, ())
        own = [h for h in of_room if self.unit_of(h.department) == self.unit_of(holder)]
        return Held(
            *where,
            unit=self.unit_of(holder),
            category=item.category,
            area_dm2=item.area_dm2,
            allowance_dm2=item.allowance_dm2,
            excess_dm2=item.excess_dm2,
            line=item,
            entries=tuple(places.get((room, holder), ())),
            people=item.line.occupancy.total if self.occupants_known else None,
            holding=next(iter(own), None),
        )

    def _unheld(self, where: tuple[Room, Storey, Building]) -> Held | None:
        """Return a room that nobody holds: an office is vacant, any other for everybody."""
        room = where[0]
        category = self.rulebook.category(room.use)
        if category is Category.CIRCULATION:
            return None
        vacant = category is Category.OFFICE or room.vacant_since is not None
        return Held(
            *where,
            unit=VACANT if vacant else COMMON,
            category=category,
            area_dm2=room.area_dm2,
        )

    @cached_property
    def units(self) -> tuple[str, ...]:
        """All units in the portfolio's order; former ones, common and vacant rooms last."""
        named = dict.fromkeys(department.id for department in self.portfolio.departments)
        others = dict.fromkeys(held.unit for held in self.held if held.unit not in named)
        last = [unit for unit in (COMMON, VACANT) if unit in others]
        return (*named, *(unit for unit in others if unit not in last), *last)

    @cached_property
    def _coefficients(self) -> dict[str, Fraction]:
        return {
            site.id: site_coefficient(self.portfolio, self.rulebook, site.id)
            for site in self.portfolio.sites
        }

    def built_dm2(self, usable_dm2: int, site: str) -> int:
        """Return the built area that stands for a usable area: usable / K of the site."""
        return half_up(Fraction(usable_dm2) / self._coefficients[site])

    def coefficient(self, site: str) -> Fraction:
        """Return K of a site."""
        return self._coefficients[site]
