"""Which units stand together in a sheet, and how many people they have.

A bureau fills in its own level only, and levels are never mixed in one sheet; units at section
level that belong to a city's organs stand with these.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from spaceplan.formats.xlsx.columns import Column, number
from spaceplan.model import RANKS_BY_LEVEL, Counts, Name, occupant_kind
from spaceplan.report.forms.facts import FormsData
from spaceplan.report.forms.parts import Part, parts_of

#: Levels that stand in the sheets of another one.
_WITH = {"city_section_unit": "city"}
#: What kinds of units are called in the national tables.
KIND_CLASSES = {
    "organ": Name("机关本级", "organ itself"),
    "institution": Name("事业单位", "institution"),
    "enterprise": Name("企业", "enterprise"),
    "association": Name("协会商会", "association"),
    "contractor": Name("外包服务单位", "outside contractor"),
}
NO_DIVISION = Name("单位领导及未分处室", "Leaders and no division")


@dataclass(frozen=True)
class LevelGroup:
    """The units of one administrative level, with the parts of rooms that they have.

    Parameters
    ----------
    is_own
        Whether it is the portfolio's own level; rooms that no unit holds stand there.
    """

    level: str
    is_own: bool
    units: tuple[str, ...]
    data: FormsData
    parts: tuple[Part, ...]

    @property
    def name(self) -> Name:
        """What the level is called."""
        return self.data.rulebook.level_name(self.level)

    @property
    def ranks(self) -> tuple[str, ...]:
        """Ranks of the level, the highest first."""
        return RANKS_BY_LEVEL[self.level]

    @cached_property
    def sites(self) -> tuple[str, ...]:
        """Sites on which these units have rooms or are at home, in the portfolio's order."""
        used = {part.site for part in self.parts}
        used |= {d.home_site for unit in self.units if (d := self.data.department(unit))}
        return tuple(site.id for site in self.data.portfolio.sites if site.id in used)

    def rank_columns(self, prefix: str) -> tuple[Column, ...]:
        """Return a column a rank, for numbers of people."""
        names = (self.data.rulebook.rank_name(rank) for rank in self.ranks)
        return tuple(
            replace(number(f"{prefix}{rank}", "", "", width=8), heading=name)
            for rank, name in zip(self.ranks, names, strict=True)
        )

    def by_rank(self, prefix: str, people: Counts) -> dict[str, int]:
        """Return cells a rank; people of other ranks count in the lowest one."""
        cells = {f"{prefix}{rank}": people[rank] for rank in self.ranks}
        cells[f"{prefix}{self.ranks[-1]}"] += sum(n for rank, n in self.strangers(people))
        return cells

    def strangers(self, people: Counts) -> Iterator[tuple[str, int]]:
        """Yield the people whose rank is none of this level's."""
        return ((rank, n) for rank, n in people if rank not in self.ranks)

    def unit_class(self, unit: str) -> Name:
        """Return what kind of unit it is."""
        department = self.data.department(unit)
        return Name() if department is None else KIND_CLASSES.get(department.kind, Name())


@lru_cache(maxsize=2)  # every form asks for them; data are compared by identity
def level_groups(data: FormsData) -> tuple[LevelGroup, ...]:
    """Return the levels that there are, the portfolio's own one first."""
    own = _WITH.get(data.portfolio.level, data.portfolio.level)
    units: dict[str, list[str]] = {own: []}
    for unit in data.units:
        department = data.department(unit)
        level = own if department is None else _WITH.get(department.level, department.level)
        units.setdefault(level, []).append(unit)
    parts: dict[str, list[Part]] = {unit: [] for unit in data.units}
    for part in parts_of(data):
        parts[part.held.unit].append(part)
    return tuple(
        LevelGroup(
            level,
            level == own,
            tuple(members),
            data,
            tuple(part for unit in members for part in parts[unit]),
        )
        for level, members in units.items()
        if members
    )


def people_by_division(data: FormsData, unit: str) -> dict[str, Counts]:
    """Return the people of a unit by division, the rest under ''; from the ledger if there is one.

    Seconded and contract staff count as what they are.
    """
    department = data.department(unit)
    if department is None:
        return {}
    order = [division.id for division in department.divisions]
    counted: dict[str, Counter[str]] = {"": Counter(), **{id: Counter() for id in order}}
    if ledger := data.ledger_by_unit.get(unit):
        for entry in ledger:
            if (kind := occupant_kind(entry)) is not None:
                counted.setdefault(entry.division, Counter())[kind] += 1
    else:
        for division in department.divisions:
            counted[division.id].update(dict(division.headcount))
        named = Counter(dict(department.people))
        for people in list(counted.values()):
            named -= people
        counted[""] = named
    return {id: Counts.of(people) for id, people in counted.items()}


def division_name(data: FormsData, unit: str, division: str) -> Name:
    """Return what a division is called; people and rooms of none have a name of their own."""
    department = data.department(unit)
    for known in department.divisions if department else ():
        if known.id == division and (known.name.zh or known.name.en):
            return known.name
    return Name(division, division) if division else NO_DIVISION
