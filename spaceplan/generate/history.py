"""History: what happened to the status quo beyond who sits where, and what is wrong with it.

Every sin is planted on purpose, in rooms that no other sin touches, and written down with all its
consequences: this list is the truth that a checker must find.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from spaceplan.generate import quotas
from spaceplan.generate.drafts import RoomDraft
from spaceplan.generate.layout import Home
from spaceplan.generate.planning import Line, Plan
from spaceplan.generate.staffing import Staffed

AS_OF = date(2026, 6, 30)


@dataclass(eq=False)
class Extra:
    """A line of the ledger beside those of the people who need a seat.

    Parameters
    ----------
    holder
        The room in which the person has his main seat, for a second office.
    """

    department: str
    room: RoomDraft
    rank: str
    status: str = "active"
    post: str = "main"
    approval: str = ""
    since: date | None = None
    until: date | None = None
    holder: RoomDraft | None = None


@dataclass(frozen=True)
class Sin:
    """A rule that is not met, and by whom: a room, a department, or the person of a line."""

    rule: str
    kind: str
    subject: str | Extra


@dataclass(eq=False)
class History:
    """The status quo while sins are planted.

    Parameters
    ----------
    touched
        Rooms and departments that a sin has to do with already.
    """

    homes: list[Home]
    plan: Plan
    witness: Plan
    rng: np.random.Generator
    scale: float
    extras: list[Extra] = field(default_factory=list)
    sins: list[Sin] = field(default_factory=list)
    touched: set[str] = field(default_factory=set)
    unseated: dict[str, Counter[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._vacant: dict[str, list[RoomDraft]] = {}
        for home in self.homes:
            rooms = [r for s in home.site.storeys for r in self.plan.free(s)]
            self._vacant[home.site.id] = [rooms[int(i)] for i in self.rng.permutation(len(rooms))]

    def count(self, number: int) -> int:
        """Return how many sins of a kind a city of this scale has, one at least."""
        return max(1, round(number * self.scale))

    def sin(self, rule: str, kind: str, subject: str | Extra) -> None:
        """Write down a rule that is not met."""
        self.sins.append(Sin(rule, kind, subject))

    def department(self, id: str) -> Staffed:
        """Return a department."""
        return next(d for home in self.homes for d in home.departments if d.id == id)

    def vacancies(self, site: str) -> list[RoomDraft]:
        """Return the offices of a site that nobody holds and no sin touches, in random order."""
        return [r for r in self._vacant[site] if r not in self.plan and r.id not in self.touched]

    def vacancy(self, site: str, fits: Callable[[RoomDraft], bool]) -> RoomDraft | None:
        """Return a vacant office of a site and mark it as touched, None where none fits."""
        room = next((room for room in self.vacancies(site) if fits(room)), None)
        if room is not None:
            self.touched.add(room.id)
        return room

    def lines(
        self, homes: Iterable[Home], fits: Callable[[Staffed, Line], bool], number: int
    ) -> list[tuple[Staffed, Line]]:
        """Return up to ``number`` lines of different departments in random order, as touched."""
        departments = [d for home in homes for d in home.departments]
        found: list[tuple[Staffed, Line]] = []
        for i in self.rng.permutation(len(departments)):
            if len(found) == number:
                break
            department = departments[int(i)]
            lines = [
                line
                for line in self.plan.of(department.id)
                if line.room.id not in self.touched and fits(department, line)
            ]
            if lines:
                line = lines[int(self.rng.integers(len(lines)))]
                self.touched.add(line.room.id)
                found.append((department, line))
        return found


def leader(line: Line) -> str | None:
    """Return the rank of the leader who sits in a room alone, None where nobody does."""
    ranks = list(line.people.elements())
    return ranks[0] if len(ranks) == 1 and quotas.sits_alone(ranks[0]) else None


def is_clean(line: Line) -> bool:
    """Return whether the people of an office justify its area and fit into it."""
    fits = line.people.total() <= line.room.seats
    return fits and line.room.area_dm2 <= quotas.allowance(line.people)
