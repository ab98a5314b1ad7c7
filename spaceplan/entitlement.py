"""Entitlement: establishment and rules into m² by department and category.

Every named quantity becomes whole dm² once, half up. Office, service and equipment are usable
area; built area is their sum over K; canteen and car park are built area and stay apart. What the
rule sets say nothing of is not 0 but not stated: nothing is above it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from spaceplan.errors import Fault, InputError
from spaceplan.files.nearest import one_of
from spaceplan.i18n import N_, Message
from spaceplan.model import Counts, Department, Portfolio
from spaceplan.rules import Category, RuleBook
from spaceplan.units import half_up

CONTRACTOR = "contractor"
POOLED_BY_SITE = "site"
#: More than any department can hold: the limit where rule sets state none, whole dm².
NO_LIMIT_DM2 = 10**12
#: Quantities that a rule set may leave open; office area it must state.
_OPEN = ("service", "equipment", "built", "canteen", "car_park")


@dataclass(frozen=True)
class Areas:
    """Entitlement in whole dm²: usable by category and in all, built, and the ancillary built.

    Parameters
    ----------
    not_stated
        Quantities that the rule sets say nothing of (``service``, ``built``, ...); they are 0.
    """

    office_dm2: int = 0
    service_dm2: int = 0
    equipment_dm2: int = 0
    total_dm2: int = 0
    built_dm2: int = 0
    canteen_dm2: int = 0
    car_park_dm2: int = 0
    not_stated: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Entitlement(Areas):
    """What one department may hold; all zero for contractors."""

    department: str = ""

    def category_dm2(self, category: Category) -> int:
        """Return what may be held of office, service or equipment; KeyError for another category.

        Where the rule sets state no limit it is ``NO_LIMIT_DM2``.
        """
        if category.value in self.not_stated:
            return NO_LIMIT_DM2
        return {
            Category.OFFICE: self.office_dm2,
            Category.SERVICE: self.service_dm2,
            Category.EQUIPMENT: self.equipment_dm2,
        }[category]


@dataclass(frozen=True)
class PooledEntitlement(Areas):
    """What all departments of one home site and level may hold, counted as one establishment."""

    site: str = ""
    level: str = ""
    establishment: int = 0


@dataclass(frozen=True)
class Entitlements:
    """Entitlements of a portfolio: by department as its settings say, and pooled."""

    departments: tuple[Entitlement, ...]
    pooled: tuple[PooledEntitlement, ...]

    @cached_property
    def _by_department(self) -> dict[str, Entitlement]:
        return {entitlement.department: entitlement for entitlement in self.departments}

    def of(self, department: str) -> Entitlement:
        """Return a department's entitlement; raises KeyError."""
        return self._by_department[department]

    @property
    def total(self) -> Areas:
        """Sum over all departments."""
        return sum_of(self.departments)

    @property
    def pooled_total(self) -> Areas:
        """Sum over all pools."""
        return sum_of(self.pooled)


def sum_of(areas: Iterable[Areas]) -> Areas:
    """Return the sum of entitlements, each quantity for itself."""
    listed = tuple(areas)
    return Areas(
        office_dm2=sum(a.office_dm2 for a in listed),
        service_dm2=sum(a.service_dm2 for a in listed),
        equipment_dm2=sum(a.equipment_dm2 for a in listed),
        total_dm2=sum(a.total_dm2 for a in listed),
        built_dm2=sum(a.built_dm2 for a in listed),
        canteen_dm2=sum(a.canteen_dm2 for a in listed),
        car_park_dm2=sum(a.car_park_dm2 for a in listed),
        not_stated=frozenset().union(*(a.not_stated for a in listed)),
    )


def compute_entitlements(portfolio: Portfolio, rulebook: RuleBook) -> Entitlements:
    """Compute the entitlement of every department, and of every home site and level together.

    With ``service_pooling: site`` a department's service area is its people times the pool's
    f(x); each share is rounded for itself, so the shares may differ from the pool by some dm².

    Raises
    ------
    InputError
        For every department whose level or ranks no rule set knows.
    """
    entitled = [d for d in portfolio.departments if d.kind != CONTRACTOR]
    faults = [fault for department in entitled for fault in _faults(department, rulebook)]
    if faults:
        raise InputError(faults)
    coefficients = {
        site: site_coefficient(portfolio, rulebook, site)
        for site in dict.fromkeys(d.home_site for d in entitled)
    }
    pools: dict[tuple[str, str], list[Department]] = {}
    for department in entitled:
        pools.setdefault((department.home_site, department.level), []).append(department)
    heads = {key: sum(posts_of(d, rulebook).total for d in pool) for key, pool in pools.items()}
    by_site = portfolio.settings.service_pooling == POOLED_BY_SITE
    departments = tuple(
        Entitlement(department=d.id)
        if d.kind == CONTRACTOR
        else _of_department(
            d, rulebook, coefficients[d.home_site], heads[d.home_site, d.level] if by_site else None
        )
        for d in portfolio.departments
    )
    pooled = tuple(
        _of_pool(site, level, pool, rulebook, coefficients[site])
        for (site, level), pool in pools.items()
    )
    return Entitlements(departments, pooled)


def posts_of(department: Department, rulebook: RuleBook) -> Counts:
    """Return what gives a department its entitlement: its posts, or the people who are there."""
    return department.people if rulebook.counts_people else department.establishment


def entitlement_of_posts(
    level: str, posts: Counts, rulebook: RuleBook, *, high_rise: bool, cars: int = 0
) -> Entitlement:
    """Compute the entitlement of a bare list of posts.

    Raises
    ------
    InputError
        If a rule set knows neither the level nor a rank.

    Examples
    --------
    >>> from spaceplan.rules import load_rules
    >>> posts = Counts.parse("city_bureau_head:1;city_bureau_deputy:3;city_staff:96")
    >>> entitlement_of_posts("city", posts, load_rules(["cn-2014"]), high_rise=False).built_dm2
    292120
    """
    asked = Department("posts", home_site="", level=level, establishment=posts)
    if faults := tuple(_faults(asked, rulebook)):
        raise InputError(faults)
    areas = _areas(level, posts, rulebook, rulebook.coefficient(high_rise=high_rise), cars=cars)
    return Entitlement(**vars(areas))


def is_high_rise(portfolio: Portfolio, rulebook: RuleBook, site: str) -> bool:
    """Return whether most usable area of a site (all but circulation) lies in high-rise buildings.

    Exactly half is not most, and a site without rooms is not high-rise.
    """
    high = low = 0
    for building in portfolio.buildings:
        if building.site == site:
            area = sum(
                room.area_dm2
                for storey in building.storeys
                for room in storey.rooms
                if rulebook.category(room.use) is not Category.CIRCULATION
            )
            high, low = (high + area, low) if building.high_rise else (high, low + area)
    return high > low


def site_coefficient(portfolio: Portfolio, rulebook: RuleBook, site: str) -> Fraction | None:
    """Return K, usable over built area, of a site: the setting, else by what stands there.

    None where no rule set states it.
    """
    stated = portfolio.settings.use_coefficient
    if stated is not None:
        return Fraction(repr(stated))
    return rulebook.coefficient(high_rise=is_high_rise(portfolio, rulebook, site))


def _of_department(
    department: Department, rulebook: RuleBook, coefficient: Fraction | None, pool: int | None
) -> Entitlement:
    posts = posts_of(department, rulebook)
    areas = _areas(department.level, posts, rulebook, coefficient, establishment=pool)
    return Entitlement(**vars(areas), department=department.id)


def _of_pool(
    site: str,
    level: str,
    pool: list[Department],
    rulebook: RuleBook,
    coefficient: Fraction | None,
) -> PooledEntitlement:
    posts: dict[str, int] = {}
    for department in pool:
        for rank, number in posts_of(department, rulebook):
            posts[rank] = posts.get(rank, 0) + number
    areas = _areas(level, Counts.of(posts), rulebook, coefficient)
    return PooledEntitlement(
        **vars(areas), site=site, level=level, establishment=sum(posts.values())
    )


def _areas(
    level: str,
    posts: Counts,
    rulebook: RuleBook,
    coefficient: Fraction | None,
    *,
    establishment: int | None = None,
    cars: int = 0,
) -> Areas:
    """Compute all quantities of some posts; ``establishment`` is the x of the service table."""
    office = sum(rulebook.post_dm2(rank) * number for rank, number in posts)
    service = rulebook.service_dm2(
        level, posts.total, office_dm2=office, establishment=establishment
    )
    equipment = rulebook.equipment_dm2(office + service)
    total = office + service + equipment
    return Areas(
        office_dm2=office,
        service_dm2=service,
        equipment_dm2=equipment,
        total_dm2=total,
        built_dm2=0 if coefficient is None else half_up(total / coefficient),
        canteen_dm2=rulebook.canteen_dm2(posts.total),
        car_park_dm2=rulebook.car_park_dm2(cars),
        not_stated=frozenset(_not_stated(rulebook, coefficient)),
    )


def _not_stated(rulebook: RuleBook, coefficient: Fraction | None) -> Iterator[str]:
    """Yield the quantities that the rule sets say nothing of."""
    stated = {
        "service": rulebook.limits(Category.SERVICE),
        "equipment": rulebook.limits(Category.EQUIPMENT),
        "built": coefficient is not None,
        "canteen": rulebook.ancillary.canteen is not None,
        "car_park": rulebook.ancillary.car_park is not None,
    }
    yield from (name for name in _OPEN if not stated[name])


def _faults(department: Department, rulebook: RuleBook) -> Iterator[Fault]:
    source = department.source
    file, line = (source.file, source.line) if source else (department.id, None)
    if not rulebook.knows_level(department.level):
        found = Message.of(
            N_("level '{level}' of '{id}', for which no rule set has figures"),
            level=department.level,
            id=department.id,
        )
        yield Fault(file, line, found, one_of(rulebook.levels, department.level))
    stated = dict(department.establishment) | dict(department.headcount)
    for rank in stated:
        if not rulebook.knows_rank(rank):
            found = Message.of(
                N_("rank '{rank}' of '{id}', for which no rule set has a quota"),
                rank=rank,
                id=department.id,
            )
            yield Fault(file, line, found, one_of(rulebook.ranks, rank))
