"""Layout: the four sites of a city and the departments at home there, fitted to each other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from spaceplan.generate import catalogue, programme, sites
from spaceplan.generate.blocks import Shape
from spaceplan.generate.drafts import RoomDraft, SiteDraft
from spaceplan.generate.erect import Builder, erect, trim
from spaceplan.generate.frames import Frame
from spaceplan.generate.programme import Part
from spaceplan.generate.staffing import Staffed, staff_departments

#: Departments and people of the civic centre and of the other three sites, at scale 1.
CIVIC_DEPARTMENTS, CIVIC_PEOPLE = 107, 7000
OTHER_DEPARTMENTS = {sites.CANAL: 13, sites.ACADEMY: 14, sites.WELL: 10}
OTHER_PEOPLE = 1000
BLOCKS = 8
#: Office area over what the people there justify: what a site is built for, and what is left.
BUILT, STOCK = 1.09, {"civic-centre": 1.066, "canal-road": 1.10, "academy-street": 1.09}
#: Share of the people of the small site for whom it has seats.
SEATED = 0.95


@dataclass(eq=False)
class Home:
    """A site with the departments whose home it is."""

    site: SiteDraft
    builders: list[Builder]
    departments: list[Staffed]


def lay_out(scale: float, rng: np.random.Generator) -> list[Home]:
    """Return the four sites of a city; the last one is too small for its departments."""
    well = _small_site(scale, rng)
    here = sum(department.people for department in well.departments)
    others = [plan for plan in OTHER_DEPARTMENTS if plan is not sites.WELL]
    rest = round(OTHER_PEOPLE * scale) + int(rng.integers(20, 60)) - here
    numbers = {plan: max(1, round(OTHER_DEPARTMENTS[plan] * scale)) for plan in others}
    civic = max(2, round(CIVIC_DEPARTMENTS * scale))
    people = round(CIVIC_PEOPLE * scale) + int(rng.integers(20, 60))
    departments = _staff(sites.CIVIC.id, civic, people, rng)
    site, builders = sites.civic_centre(max(1, round(BLOCKS * scale)), rng)
    homes = [_build(site, builders, departments, rng)]
    for plan in others:
        share = round(rest * numbers[plan] / sum(numbers.values()))
        departments = _staff(plan.id, numbers[plan], share, rng)
        site, builders = sites.plain_site(plan, _buildings(plan, scale, rng), rng)
        homes.append(_build(site, builders, departments, rng))
    return [*homes, well]


def _staff(site: str, number: int, people: int, rng: np.random.Generator) -> list[Staffed]:
    return staff_departments(catalogue.pick(site, number), site, people, rng)


def _build(
    site: SiteDraft, builders: list[Builder], departments: list[Staffed], rng: np.random.Generator
) -> Home:
    """Erect a site and turn into service rooms what it has beyond the stock it is meant to have."""
    wanted = sum(department.justified_dm2 for department in departments)
    erect(builders, _area_of(wanted * BUILT), rng)
    trim(site.offices, round(wanted * STOCK[site.id]), rng)
    return Home(site, builders, departments)


def _area_of(wanted: float) -> Callable[[Sequence[RoomDraft]], bool]:
    return lambda offices: sum(room.area_dm2 for room in offices) >= wanted


def _plain(modules: int, rng: np.random.Generator, *, lifts: bool) -> Shape:
    """Return a straight building: depths and walls differ from one to the next."""
    return Shape(
        frame=Frame(),
        modules=modules,
        corridor_m=float(rng.choice([2.0, 2.1, 2.2])),
        outer_m=round(float(rng.uniform(5.95, 6.1)), 2),
        inner_m=round(float(rng.uniform(5.7, 5.8)), 2),
        half_m=float(rng.choice([0.05, 0.06, 0.1])),
        lifts=lifts,
    )


def _buildings(
    plan: sites.Plan, scale: float, rng: np.random.Generator
) -> list[tuple[str, str, Part, Shape]]:
    """Return the buildings of a plain site: high ones and low ones in turn, one if it is small."""
    technical = programme.COURT if plan is sites.CANAL else programme.LABORATORY
    low = ("审判楼", "Court House") if plan is sites.CANAL else ("检测楼", "Laboratory House")
    count = max(1, round(2 * scale))
    result = []
    for i in range(count):
        turn = "" if i < 2 else str(i // 2 + 1)
        if i % 2:
            part = Part(technical, small=0.12, patterns=("cellular",))
            shape = _plain(int(rng.integers(74, 80)), rng, lifts=False)
            result.append((low[0] + turn, f"{low[1]} {turn}".strip(), part, shape))
        else:
            ground = technical if count == 1 else ()
            part = Part(ground, small=0.12, patterns=("cellular", "mixed"))
            shape = _plain(int(rng.integers(86, 94)), rng, lifts=True)
            result.append(("主楼" + turn, f"Main House {turn}".strip(), part, shape))
    return result


def _small_site(scale: float, rng: np.random.Generator) -> Home:
    """Return the site that is too small: its departments are made to just not fit."""
    plan = sites.WELL
    number = max(2, round(OTHER_DEPARTMENTS[plan] * scale))
    departments = _staff(plan.id, number, round(245 * scale), rng)
    houses = []
    for i in range(max(1, round(scale))):
        part = Part(small=0.4, small_outer=0.4, patterns=("cellular",))
        plain = _plain(int(rng.integers(76, 82)), rng, lifts=False)
        shape = replace(plain, outer_m=5.75, half_m=0.1)
        name = ("旧楼" + (str(i + 1) if i else ""), f"Old House {i + 1 if i else ''}".strip())
        houses.append((*name, part, shape))
    site, builders = sites.plain_site(plan, houses, rng)
    people = sum(department.people for department in departments)

    def enough(offices: Sequence[RoomDraft]) -> bool:
        singles = sum(room.seats == 1 for room in offices)
        return singles >= number + 1 and sum(r.seats for r in offices) >= people * SEATED

    erect(builders, enough, rng, least=1)
    return Home(site, builders, departments)
