"""Freezing: a city as a portfolio of the model, with the truth about it."""

from __future__ import annotations

from collections import Counter
from datetime import date

import numpy as np

from spaceplan.generate import quotas
from spaceplan.generate.city import City, small_site
from spaceplan.generate.history import AS_OF, Extra, History
from spaceplan.generate.ledger import Ledger, write_ledger
from spaceplan.generate.names import divide, relate
from spaceplan.generate.sites import ACADEMY
from spaceplan.generate.staffing import Staffed
from spaceplan.generate.truth import PlantedSin, Truth, as_allocation, pairs, room_excess_m2
from spaceplan.model import Counts, Department, Holding, Name, Portfolio
from spaceplan.model.people import CONTRACT, SECONDED

#: The lease of the house that the city rents.
LEASE, LEASED_SINCE, LEASED_UNTIL = "机管租〔2024〕3号", date(2024, 1, 1), date(2026, 12, 31)


def freeze_city(
    city: City, history: History, id: str, name: Name, seed: int, rng: np.random.Generator
) -> tuple[Portfolio, Truth]:
    """Return the portfolio and the truth about it."""
    departments = city.departments
    relate(departments[:-1], rng)
    for department in departments:
        department.divisions = divide(department, rng)
    city.homes[0].departments.append(city.contractor)
    ledger = write_ledger(history, rng)
    portfolio = Portfolio(
        id=id,
        name=name,
        sites=tuple(home.site.freeze() for home in city.homes),
        buildings=tuple(b.freeze() for home in city.homes for b in home.site.buildings),
        departments=tuple(_department(department, rng) for department in departments),
        as_of=AS_OF,
        holdings=_holdings(city, rng),
        ledger=ledger.entries,
    )
    return portfolio, _truth(city, history, ledger, seed)


def _department(department: Staffed, rng: np.random.Generator) -> Department:
    """Return a department of the model."""
    entry = department.entry
    contractor = entry.kind == "contractor"
    return Department(
        id=entry.id,
        home_site=department.site,
        name=entry.name,
        short=entry.short,
        kind=entry.kind,
        branch=entry.branch,
        level=entry.level,
        sites=(department.site,) if department.tied else (),
        prefer_site=None if department.tied else department.site,
        establishment=Counts.of(department.establishment),
        headcount=Counts.of(department.headcount),
        seconded=department.extras[SECONDED],
        contract=department.extras[CONTRACT],
        divisions=department.divisions,
        relations=department.relations,
        needs=tuple(department.needs),
        requires=department.requires,
        locked=tuple(department.locked),
        max_storey=department.max_storey,
        certificate=None if contractor else _date(rng, 2018, 2024),
        published=None if contractor else date(2026, int(rng.integers(1, 4)), 20),
        filed=None if contractor else date(2026, 5, int(rng.integers(6, 30))),
    )


def _date(rng: np.random.Generator, first: int, last: int) -> date:
    year = int(rng.integers(first, last + 1))
    return date(year, int(rng.integers(1, 13)), int(rng.integers(1, 29)))


def _holdings(city: City, rng: np.random.Generator) -> tuple[Holding, ...]:
    """Return who holds which room today, room by room; one house is rented, with an approval."""
    rented = _rented_house(city)
    moved_in = {d.id: int(rng.integers(2008, 2021)) for d in city.departments}
    holdings = []
    for id, line in sorted(city.today.lines.items()):
        year = moved_in[line.department] + int(rng.integers(0, 6))
        since = date(year, int(rng.integers(1, 13)), 1)
        if line.room.storey.building.id == rented:
            lease = Holding(id, line.department, "rented", LEASE, LEASED_SINCE, LEASED_UNTIL)
            holdings.append(lease)
        else:
            holdings.append(Holding(id, line.department, since=since))
    return tuple(holdings)


def _rented_house(city: City) -> str:
    """Return the building that the city rents: the second one of a plain site, if there is one."""
    for home in city.homes[1:]:
        if home.site.id == ACADEMY.id and len(home.site.buildings) > 1:
            return home.site.buildings[1].id
    return ""


def _truth(city: City, history: History, ledger: Ledger, seed: int) -> Truth:
    """Return the truth, with the people meant by the sins by their numbers."""
    numbers = {
        id(extra): person for extra, person in zip(history.extras, ledger.persons, strict=True)
    }
    sins = [
        PlantedSin(
            sin.rule,
            sin.kind,
            numbers[id(sin.subject)] if isinstance(sin.subject, Extra) else sin.subject,
        )
        for sin in history.sins
    ]
    departments = city.departments
    quota = sum(quotas.allowance(Counter(d.headcount)) for d in departments)
    return Truth(
        seed=seed,
        scale=history.scale,
        sins=tuple(sorted(set(sins), key=lambda sin: (sin.rule, sin.id))),
        small_site=small_site(city),
        witness=as_allocation(city.witness),
        witness_excess_m2=round(room_excess_m2(city.witness), 2),
        witness_pairs=pairs(city.witness),
        office_m2=sum(r.area_dm2 for home in city.homes for r in home.site.offices) / 100,
        quota_m2=quota / 100,
        justified_m2=sum(d.justified_dm2 for d in departments) / 100,
    )
