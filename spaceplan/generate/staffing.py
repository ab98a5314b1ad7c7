"""Staffing: how many people of which rank each department has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from spaceplan.generate import quotas
from spaceplan.generate.catalogue import Entry
from spaceplan.model import Division, Need, Relation
from spaceplan.model.people import CONTRACT, SECONDED

#: Fewest and most people of a department, by its size.
SIZES = {
    "XS": (8, 14),
    "S": (15, 30),
    "M": (33, 56),
    "L": (64, 104),
    "XL": (122, 172),
    "XXL": (205, 330),
}
DEPUTIES = {"XS": 1, "S": 2, "M": 3, "L": 4, "XL": 5, "XXL": 6}
#: Share of seconded and of contract staff; the hotline is mostly answered by contract staff.
EXTRA = {SECONDED: 0.015, CONTRACT: 0.035}
HOTLINE = {SECONDED: 0.0, CONTRACT: 0.45}
#: Highest storey for the offices of departments with a role: petitioners should not climb.
HIGHEST_STOREY = {"petitions": 4}


@dataclass(eq=False)
class Staffed:
    """A department being staffed.

    Parameters
    ----------
    headcount
        People by rank, leaders first; ``extras`` are the seconded and contract staff.
    tied
        Whether its site is a hard requirement.
    """

    entry: Entry
    site: str
    headcount: Counter[str] = field(default_factory=Counter)
    extras: Counter[str] = field(default_factory=Counter)
    establishment: dict[str, int] = field(default_factory=dict)
    divisions: tuple[Division, ...] = ()
    relations: tuple[Relation, ...] = ()
    needs: list[Need] = field(default_factory=list)
    requires: frozenset[str] = frozenset()
    locked: list[str] = field(default_factory=list)
    tied: bool = False
    max_storey: int | None = None

    @property
    def id(self) -> str:
        """Id of the department."""
        return self.entry.id

    @property
    def staff_rank(self) -> str:
        """Rank of everybody below the leaders."""
        return quotas.STAFF_RANK[self.entry.level]

    @property
    def leaders(self) -> list[str]:
        """One rank for each person who sits alone, the highest first."""
        ranks = [rank for rank in self.headcount.elements() if quotas.sits_alone(rank)]
        return sorted(ranks, key=lambda rank: -quotas.QUOTA_DM2[rank])

    @property
    def people(self) -> int:
        """Everybody who needs a seat."""
        return self.headcount.total() + self.extras.total()

    @property
    def justified_dm2(self) -> int:
        """Office area that its people justify together, dm²."""
        return quotas.allowance(self.headcount) + quotas.allowance(self.extras)


def staff_departments(
    entries: Sequence[Entry], site: str, total: int, rng: np.random.Generator
) -> list[Staffed]:
    """Return departments with about ``total`` people together, each within its size."""
    limits = [SIZES[entry.size] for entry in entries]
    people = [int(rng.integers(low, high + 1)) for low, high in limits]
    _approach(people, limits, total, rng)
    return [staff(entry, site, n, rng) for entry, n in zip(entries, people, strict=True)]


def _approach(
    people: list[int], limits: Sequence[tuple[int, int]], total: int, rng: np.random.Generator
) -> None:
    """Change sizes one person at a time, at random, until they add up or none can change."""
    step = 1 if total > sum(people) else -1
    while sum(people) != total:
        movable = [i for i, (low, high) in enumerate(limits) if low <= people[i] + step <= high]
        if not movable:
            return
        missing = min(abs(total - sum(people)), len(movable))
        for i in rng.choice(movable, size=missing, replace=False):
            people[int(i)] += step


def staff(entry: Entry, site: str, people: int, rng: np.random.Generator) -> Staffed:
    """Return a department with its people by rank."""
    department = Staffed(entry, site, max_storey=HIGHEST_STOREY.get(entry.role))
    department.headcount.update(leaders_of(entry, rng))
    rest = max(people - department.headcount.total(), 2)
    share = HOTLINE if entry.role == "hotline" else EXTRA
    for kind, chance in share.items():
        department.extras[kind] = int(rng.binomial(rest, chance)) if people >= 15 else 0
    department.headcount[department.staff_rank] = rest - department.extras.total()
    return department


def leaders_of(entry: Entry, rng: np.random.Generator) -> dict[str, int]:
    """Return the people of a department who sit alone, by rank."""
    deputies = DEPUTIES[entry.size]
    if entry.level == "county":
        if entry.size == "M":
            return {
                "county_head": 1,
                "county_deputy": 2,
                "county_section_head": 3,
                "county_section_deputy": 1,
            }
        return {"county_section_head": 1, "county_section_deputy": min(deputies, 2)}
    if entry.level == "city_section_unit":
        return {"section_head": 1, "section_deputy": min(deputies, 2)}
    ranks = {"city_head": 1, "city_deputy": deputies + 1} if entry.role == "leaders" else {}
    second = entry.size in ("XL", "XXL") and rng.random() < 0.3
    return {**ranks, "city_bureau_head": 1 + int(second), "city_bureau_deputy": deputies}
