"""All that the figures of one portfolio have in common, looked up once for many storeys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from spaceplan.check import Finding, LineArea, line_areas
from spaceplan.graph import SpatialGraph
from spaceplan.i18n import N_, translator
from spaceplan.model import Allocation, Portfolio, Room, Storey, occupant_kind, status_quo
from spaceplan.plot.palette import Palette, department_palette
from spaceplan.rules import Category, RuleBook


@dataclass(frozen=True)
class Scene:
    """A portfolio with an allocation, its findings and its colours, in one language."""

    portfolio: Portfolio
    rulebook: RuleBook
    allocation: Allocation
    findings: tuple[Finding, ...]
    language: str
    palette: Palette

    @classmethod
    def of(
        cls,
        portfolio: Portfolio,
        rulebook: RuleBook,
        *,
        allocation: Allocation,
        graph: SpatialGraph | None = None,
        findings: Sequence[Finding] = (),
        language: str = "zh",
        palette: Palette | None = None,
    ) -> Scene:
        """Make a scene; without a palette the departments are coloured for this allocation.

        The graph tells which departments are wall to wall; without it, those that share a storey
        are kept apart all the same.
        """
        colours = palette or department_palette(portfolio, graph, allocation)
        return cls(portfolio, rulebook, allocation, tuple(findings), language, colours)

    @cached_property
    def when(self) -> str:
        """When this is: the date, and today or a plan: on paper both look alike."""
        _ = translator(self.language)
        stage = _(N_("status quo")) if self._is_today else _(N_("plan"))
        as_of = self.portfolio.as_of
        return stage if as_of is None else f"{as_of.isoformat()}·{stage}"

    @cached_property
    def _is_today(self) -> bool:
        return set(self.allocation.lines) == set(status_quo(self.portfolio).lines)

    @property
    def occupants_known(self) -> bool:
        """Whether it is known who sits where: a plan says so, today a ledger."""
        return self.portfolio.ledger is not None or not self._is_today

    @cached_property
    def _areas(self) -> dict[str, tuple[LineArea, ...]]:
        known = tuple(line for line in self.allocation.lines if self.portfolio.has_room(line.room))
        grouped: dict[str, list[LineArea]] = {}
        for item in line_areas(
            self.portfolio, self.rulebook, replace(self.allocation, lines=known)
        ):
            if not self.occupants_known:
                item = replace(item, allowance_dm2=None, excess_dm2=None)
            grouped.setdefault(item.line.room, []).append(item)
        return {room: tuple(items) for room, items in grouped.items()}

    @cached_property
    def _rooms_of_person(self) -> dict[str, tuple[str, ...]]:
        rooms: dict[str, list[str]] = {}
        for person, room in self.allocation.people:
            rooms.setdefault(person, []).append(room)
        for entry in self.portfolio.ledger or ():
            if occupant_kind(entry) is None and entry.room:
                rooms.setdefault(entry.person, []).append(entry.room)
        return {person: tuple(places) for person, places in rooms.items()}

    def holders(self, room: str) -> tuple[LineArea, ...]:
        """Return who holds a room, with areas; nobody: empty."""
        return self._areas.get(room, ())

    def category(self, room: Room) -> Category:
        """Return the category of a room."""
        return self.rulebook.category(room.use)

    def is_vacant(self, room: Room) -> bool:
        """Return whether a room is an office that nobody holds."""
        return self.category(room) == Category.OFFICE and not self.holders(room.id)

    def rooms_of(self, finding: Finding) -> tuple[str, ...]:
        """Return the rooms that a finding about a room or a person is about."""
        if finding.subject_kind == "room":
            return (finding.subject,)
        if finding.subject_kind == "person":
            return self._rooms_of_person.get(finding.subject, ())
        return ()

    def departments_on(self, storey: Storey) -> tuple[str, ...]:
        """Return the departments that hold a room of a storey, most square metres first."""
        areas: dict[str, int] = {}
        for room in storey.rooms:
            for item in self.holders(room.id):
                areas[item.line.department] = areas.get(item.line.department, 0) + item.area_dm2
        return tuple(sorted(areas, key=lambda id: (-areas[id], id)))
