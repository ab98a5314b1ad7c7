"""City: the steps by which the status quo, a good plan and the truth about both come into being."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import numpy as np

from spaceplan.generate import quotas
from spaceplan.generate.drafts import RoomDraft
from spaceplan.generate.growth import grow, swap_like
from spaceplan.generate.history import History
from spaceplan.generate.layout import Home, lay_out
from spaceplan.generate.misuse import misuse_places
from spaceplan.generate.planning import Plan, place
from spaceplan.generate.posts import (
    approve_posts,
    hold_too_many_offices,
    hold_too_many_services,
    keep_empty_rooms,
    write_down,
)
from spaceplan.generate.security import classify, hire_contractor, place_contractor
from spaceplan.generate.services import hold_services, lock_technical_rooms, state_needs
from spaceplan.generate.sins import plant_people, plant_rooms
from spaceplan.generate.sites import finish
from spaceplan.generate.small_site import fit_departments
from spaceplan.generate.staffing import Staffed
from spaceplan.generate.truth import SmallSite

#: Share of the departments of the larger sites for whom their site is a hard requirement.
TIED = 0.6
#: Departments of the small site that keep a room as a store while people have no seat.
HOARDERS = 2


@dataclass(eq=False)
class City:
    """A city while it is made.

    Parameters
    ----------
    witness, today
        A good plan, and the status quo.
    edge
        The classified room beside a room of the contractor.
    """

    homes: list[Home]
    contractor: Staffed
    witness: Plan = field(default_factory=Plan)
    today: Plan = field(default_factory=Plan)
    edge: RoomDraft | None = None

    @property
    def departments(self) -> list[Staffed]:
        """All departments and the contractor."""
        return [*(d for home in self.homes for d in home.departments), self.contractor]


def make_city(scale: float, rng: np.random.Generator) -> tuple[City, History]:
    """Return a city with its status quo and all that is wrong with it."""
    city = settle(scale, rng)
    history = History(city.homes, city.today, city.witness, rng, scale)
    confess_the_base(city, history)
    plant_rooms(history)
    plant_people(history)
    offices = hold_too_many_offices(history)
    keep_empty_rooms(history)
    hoard(city, history)
    for home in city.homes:
        approve_posts(history, offices, home)
    services = hold_too_many_services(history)
    write_down(history, offices, services)
    misuse_places(history)
    for home in city.homes:
        finish(home.site, home.builders)
    return city, history


def settle(scale: float, rng: np.random.Generator) -> City:
    """Lay out the sites and seat everybody twice: as a planner would, and as it came to be."""
    homes = lay_out(scale, rng)
    civic, well = homes[0], homes[-1]
    city = City(homes, hire_contractor(civic))
    witness, today = city.witness, city.today
    fit_departments(well, witness, rng)
    city.edge = classify(civic, city.contractor, witness, today, rng)
    for home in homes[:-1]:
        ordinary = [d for d in home.departments if not d.requires]
        place(witness, home.site.storeys, ordinary)
        for department in ordinary:
            department.tied = bool(rng.random() < TIED)
    place_contractor(civic, city.contractor, witness)
    for home in homes[:-1]:
        ordinary = [d for d in home.departments if not d.requires]
        grow(home.site, ordinary, witness, today, rng)
    for line in [line for d in well.departments for line in witness.of(d.id)]:
        today.hold(line.room, line.department, line.people)
    swap_like(today, well.site.offices, rng)
    for home in homes:
        state_needs(home, witness, rng)
        lock_technical_rooms(home, (witness, today))
        hold_services(home, today, rng)
    return city


def confess_the_base(city: City, history: History) -> None:
    """Write down what growth alone made wrong: rooms over quota, the contractor's neighbours."""
    for line in city.today.lines.values():
        if line.people and line.room.area_dm2 > quotas.allowance(line.people):
            history.sin("room-area", "room", line.room.id)
            history.touched.add(line.room.id)
    if city.edge is not None:
        history.sin("contractor-beside-classified", "room", city.edge.id)
        history.touched.add(city.edge.id)


def hoard(city: City, history: History) -> None:
    """Let departments of the small site keep a room as a store, and say who has no seat."""
    well = city.homes[-1]
    hoarders = sorted(well.departments, key=lambda d: (-d.people, d.id))
    for department in hoarders[: history.count(HOARDERS)]:
        shared = [x for x in city.today.of(department.id) if x.people.total() > 1]
        if len(shared) > 2:
            shared[-1].people.clear()
    for department in well.departments:
        history.unseated[department.id] = missing(department, city.today)


def missing(department: Staffed, plan: Plan) -> Counter[str]:
    """Return the people of a department who have no seat in a plan."""
    everybody = Counter(department.headcount) + Counter(department.extras)
    return everybody - sum((line.people for line in plan.of(department.id)), Counter[str]())


def small_site(city: City) -> SmallSite:
    """Return why some people cannot be seated: the seats of the site that is too small."""
    well = city.homes[-1]
    return SmallSite(
        site=well.site.id,
        departments=len(well.departments),
        people=sum(department.people for department in well.departments),
        rooms=len(well.site.offices),
        seats=sum(room.seats for room in well.site.offices),
    )
