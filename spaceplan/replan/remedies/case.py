"""What a search for remedies looks at: a situation with its offices and who sits there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

import numpy as np

from spaceplan.check.offices import Offices as HeldOffices
from spaceplan.check.offices import held_offices
from spaceplan.check.situation import Situation
from spaceplan.model import Department
from spaceplan.model.remedy import SCOPES, Scope
from spaceplan.replan.remedies.offices import BoolArray, Offices, may_hold, tabulate_offices
from spaceplan.replan.remedies.sitters import Sitter, list_sitters
from spaceplan.rules import Category
from spaceplan.rules.kinds import DepartmentArea


class Case:
    """A situation made ready for searching; nothing in it is changed by a search."""

    def __init__(self, situation: Situation) -> None:
        self.situation = situation
        self.portfolio = situation.portfolio
        self.graph = situation.graph
        self.book = situation.rulebook
        self.departments = {d.id: i for i, d in enumerate(self.portfolio.departments)}
        self._may: dict[int, BoolArray] = {}

    @cached_property
    def by_room(self) -> dict[str, Sequence[Sitter]]:
        """Who has a place in a room; under the empty id those who need a seat and have none."""
        found: dict[str, list[Sitter]] = {}
        for sitter in list_sitters(self.situation):
            found.setdefault(sitter.room, []).append(sitter)
        return {room: tuple(there) for room, there in found.items()}

    def there(self, room: str) -> Sequence[Sitter]:
        """Return who has a place in a room."""
        return self.by_room.get(room, ())

    @cached_property
    def offices(self) -> Offices:
        """All offices as columns."""
        return tabulate_offices(self.situation, self.by_room, self.departments)

    @cached_property
    def held_offices(self) -> Mapping[str, HeldOffices]:
        """The offices of each department, which say where its needs are met."""
        return held_offices(self.portfolio, self.book, self.situation.allocation)

    def department(self, number: int) -> Department:
        """Return a department by its number."""
        return self.portfolio.departments[number]

    def may_hold(self, number: int) -> BoolArray:
        """Return for every office whether a department may hold it."""
        if number not in self._may:
            id = self.department(number).id
            self._may[number] = may_hold(self.situation, id, self.offices)
        return self._may[number]

    def offices_of(self, number: int) -> list[int]:
        """Return the offices that a department holds alone."""
        return np.flatnonzero(self.offices.holder == number).tolist()

    @cached_property
    def spare_office_dm2(self) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        """By department how much more office area its entitlement lets it hold.

        What no rule limits is a very large number.
        """
        spare = np.full(len(self.departments), np.iinfo(np.int64).max // 4)
        kinds = [rule.kind for rule in self.book.rules if isinstance(rule.kind, DepartmentArea)]
        for kind in kinds:
            if Category(kind.category) == Category.OFFICE:
                for i, department in enumerate(self.portfolio.departments):
                    if department.kind not in kind.exempt_kinds and department.establishment:
                        allowed = self.situation.entitlements.of(department.id).office_dm2
                        spare[i] = allowed - self._held_dm2[i]
        return spare

    @cached_property
    def _held_dm2(self) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        held = np.zeros(len(self.departments), dtype=np.int64)
        alone = self.offices.holder >= 0
        has_line = np.array([bool(self.situation.allocation.of_room(r)) for r in self.offices.ids])
        counted = alone & has_line
        np.add.at(held, self.offices.holder[counted], self.offices.area[counted])
        return held

    def walks(self, room: str, others: Sequence[str]) -> list[float]:
        """Return the walks from a room to others, metres."""
        index = self.graph.index
        walks = self.graph.walk([index(room)], [index(other) for other in others])
        return [float(walk) for walk in walks[0]]

    def walk(self, start: str, end: str) -> float:
        """Return the walk between two rooms, metres."""
        return self.walks(start, (end,))[0]

    def scope_of(self, rooms: Sequence[str]) -> Scope:
        """Return the smallest scope in which all these rooms lie."""
        at = self.portfolio
        if len({at.storey_of(room).id for room in rooms}) <= 1:
            return SCOPES[0]
        if len({at.building_of(room).id for room in rooms}) <= 1:
            return SCOPES[1]
        return SCOPES[2] if len({at.building_of(r).site for r in rooms}) <= 1 else SCOPES[3]

    def holding(self, room: str) -> str | None:
        """Return who holds a room, as ledger or plan write it; None where nobody or several do."""
        lines = self.situation.allocation.of_room(room)
        return lines[0].department if len(lines) == 1 else None
