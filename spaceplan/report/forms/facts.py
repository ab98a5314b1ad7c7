"""What all forms are made from: one plan or status quo, with its areas given to units once.

Every form sums the same parts, so that forms agree with each other; ``reconcile`` then holds them
against the checker's and the entitlement's own figures.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cached_property

from spaceplan.check import CheckResult, LineArea, current_departments, line_areas
from spaceplan.entitlement import CONTRACTOR, Entitlements, site_coefficient
from spaceplan.errors import SpaceplanError
from spaceplan.formats.xlsx import terms
from spaceplan.i18n import N_, Message
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
    is_approved_second_office,
    occupant_kind,
)
from spaceplan.report.forms.held import COMMON, VACANT, Held
from spaceplan.rules import Category, RuleBook
from spaceplan.units import half_up

_NAMES = {
    COMMON: terms.COMMON,
    VACANT: terms.VACANT,
}


@dataclass(frozen=True, eq=False)
class FormsData:
    """The status quo (``planned`` False) or a plan, its check, and what derives from both.

    Raises
    ------
    SpaceplanError
        If the rule sets leave open what the forms ask for: service and equipment rooms, and K.
    """

    portfolio: Portfolio
    rulebook: RuleBook
    entitlements: Entitlements
    allocation: Allocation
    check: CheckResult
    as_of: date
    planned: bool = False

    def __post_init__(self) -> None:
        """Refuse rule sets with which the forms could not be filled."""
        limited = all(map(self.rulebook.limits, (Category.SERVICE, Category.EQUIPMENT)))
        if not limited or self.rulebook.coefficient(high_rise=False) is None:
            text = N_(
                "the forms need rule sets that state service rooms, equipment rooms and K, such as "
                "cn-2014; applied were {sets}"
            )
            names = ", ".join(rule_set.name for rule_set in self.rulebook.sets)
            raise SpaceplanError(Message.of(text, sets=names))

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
        return tuple(
            held
            for building in self.portfolio.buildings
            for storey in building.storeys
            for room in storey.rooms
            for held in self._of_room((room, storey, building))
        )

    @cached_property
    def _lines(self) -> Mapping[str, list[LineArea]]:
        lines: dict[str, list[LineArea]] = {}
        for item in line_areas(self.portfolio, self.rulebook, self.allocation):
            lines.setdefault(item.line.room, []).append(item)
        return lines

    @cached_property
    def _places(self) -> Mapping[str, list[LedgerEntry]]:
        places: dict[str, list[LedgerEntry]] = {}
        for entry in self.entries:
            places.setdefault(entry.room, []).append(entry)
        return places

    @cached_property
    def _bases(self) -> Mapping[str, list[Holding]]:
        bases: dict[str, list[Holding]] = {}
        for holding in self.portfolio.holdings:
            bases.setdefault(holding.room, []).append(holding)
        return bases

    def _of_room(self, where: tuple[Room, Storey, Building]) -> Iterator[Held]:
        """Yield a room's holders, and whoever has a place there without one of them."""
        id = where[0].id
        lines, places = self._lines.get(id, ()), self._places.get(id, ())
        for item in lines:
            yield self._held(where, item)
        holders = {item.line.department for item in lines}
        rest = tuple(entry for entry in places if entry.department not in holders)
        if lines:
            yield from self._strangers(where, rest)
        elif (unheld := self._unheld(where, rest)) is not None:
            yield unheld

    def _held(self, where: tuple[Room, Storey, Building], item: LineArea) -> Held:
        room, holder = item.line.room, item.line.department
        of_room = self._bases.get(room, ())
        own = [h for h in of_room if self.unit_of(h.department) == self.unit_of(holder)]
        return Held(
            *where,
            unit=self.unit_of(holder),
            category=item.category,
            area_dm2=item.area_dm2,
            allowance_dm2=item.allowance_dm2,
            excess_dm2=item.excess_dm2,
            line=item,
            entries=tuple(e for e in self._places.get(room, ()) if e.department == holder),
            people=item.line.occupancy.total if self.occupants_known else None,
            holding=next(iter(own), None),
        )

    def _unheld(
        self, where: tuple[Room, Storey, Building], entries: tuple[LedgerEntry, ...]
    ) -> Held | None:
        """Return a room that nobody holds: an office is vacant, any other for everybody.

        People may have a place there all the same: a second office, or after they left.
        """
        room = where[0]
        category = self.rulebook.category(room.use)
        if category is Category.CIRCULATION and not entries:
            return None
        vacant = category is Category.OFFICE or room.vacant_since is not None
        held = Held(
            *where,
            unit=VACANT if vacant else COMMON,
            category=category,
            area_dm2=room.area_dm2 if category is not Category.CIRCULATION else 0,
            entries=entries,
        )
        if not entries or category is not Category.OFFICE:
            return held
        allowance = sum(map(self.place_allowance_dm2, entries))
        above = max(0, room.area_dm2 - allowance)
        return replace(held, allowance_dm2=allowance, excess_dm2=above)

    def _strangers(
        self, where: tuple[Room, Storey, Building], entries: tuple[LedgerEntry, ...]
    ) -> Iterator[Held]:
        """Yield people who have a place in a room of others: they are listed, without any area."""
        units = dict.fromkeys(self.unit_of(entry.department) for entry in entries)
        category = self.rulebook.category(where[0].use)
        for unit in units:
            own = tuple(e for e in entries if self.unit_of(e.department) == unit)
            yield Held(*where, unit=unit, category=category, area_dm2=0, entries=own)

    def place_allowance_dm2(self, entry: LedgerEntry) -> int:
        """Return what a person's place justifies: nothing for who left and unapproved ones."""
        kind = occupant_kind(entry)
        if kind is None:
            approved = is_approved_second_office(entry) and self.rulebook.knows_rank(entry.rank)
            return self.rulebook.quota_dm2(entry.rank) if approved else 0
        if entry.status == "active" and not self.rulebook.knows_rank(kind):
            return 0
        return self.rulebook.allowance_dm2(kind, self.portfolio.settings)

    @cached_property
    def units(self) -> tuple[str, ...]:
        """All units in the portfolio's order; former ones, common and vacant rooms last."""
        named = dict.fromkeys(department.id for department in self.portfolio.departments)
        others = dict.fromkeys(held.unit for held in self.held if held.unit not in named)
        last = [unit for unit in (COMMON, VACANT) if unit in others]
        return (*named, *(unit for unit in others if unit not in last), *last)

    @cached_property
    def _coefficients(self) -> dict[str, Fraction]:
        by_site = {
            site.id: site_coefficient(self.portfolio, self.rulebook, site.id)
            for site in self.portfolio.sites
        }
        return {site: k for site, k in by_site.items() if k is not None}

    def built_dm2(self, usable_dm2: int, site: str) -> int:
        """Return the built area that stands for a usable area: usable / K of the site."""
        return half_up(Fraction(usable_dm2) / self._coefficients[site])

    def coefficient(self, site: str) -> Fraction:
        """Return K of a site."""
        return self._coefficients[site]
