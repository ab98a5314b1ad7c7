"""Sites on which the rooms of a category exceed what the departments there may have together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spaceplan.check.entitled import entitled_by
from spaceplan.check.evidence import Evidence, area_of, by_figure, figure_of
from spaceplan.check.finding import Outcome, State, not_applicable, passed
from spaceplan.check.situation import Situation
from spaceplan.check.unstated import without_holders
from spaceplan.entitlement import CONTRACTOR, PooledEntitlement
from spaceplan.i18n import N_, Message
from spaceplan.model import Site
from spaceplan.model.naming import named
from spaceplan.rules import Category
from spaceplan.rules.kinds import SiteArea
from spaceplan.things import POSTS, number_of
from spaceplan.units import to_m2

POOLED = "pooled"
_TEMPLATES = {
    Category.OFFICE: N_(
        "site {site}: {measured:.2f} m² of offices, {excess:.2f} m² above {limit:.2f} m² "
        "({apart:.2f} m² each department alone, {together:.2f} m² pooled)"
    ),
    Category.SERVICE: N_(
        "site {site}: {measured:.2f} m² of service rooms, {excess:.2f} m² above {limit:.2f} m² "
        "({apart:.2f} m² each department alone, {together:.2f} m² pooled)"
    ),
    Category.EQUIPMENT: N_(
        "site {site}: {measured:.2f} m² of equipment rooms, {excess:.2f} m² above {limit:.2f} m² "
        "({apart:.2f} m² each department alone, {together:.2f} m² pooled)"
    ),
}


@dataclass(frozen=True)
class _Limits:
    """Entitlement of the departments of a site, dm²: each alone, and pooled by level."""

    apart: int
    together: int


def evaluate_site_area(kind: SiteArea, situation: Situation) -> Iterator[Outcome]:
    """Yield one outcome a site: area of the category <= Σ entitlements of its departments.

    Does not apply to a site where nothing of the category counts, nor to one that is the home of
    no department; what is held there counts at the departments' homes by other rules.
    """
    unknown = without_holders(situation)
    if unknown is not None:
        yield unknown
        return
    category = Category(kind.category)
    counted = _counted(kind, category, situation)
    for site in situation.portfolio.sites:
        homes = [
            d
            for d in situation.portfolio.departments
            if d.home_site == site.id and d.kind != CONTRACTOR
        ]
        rooms = counted.get(site.id, {})
        if not rooms or not homes:
            yield not_applicable("site", site.id)
        elif without := sorted((d for d in homes if not d.establishment), key=lambda d: d.id):
            text = N_("site {site}: no establishment is stated of {department}")
            names = named(site.name, site.id), named(without[0].name, without[0].id)
            message = Message.of(text, site=names[0], department=names[1])
            yield Outcome(State.BLOCKED, "site", site.id, message=message, source=site.source)
        else:
            yield _judge(kind, category, site, rooms, situation)


def _judge(
    kind: SiteArea, category: Category, site: Site, rooms: dict[str, int], situation: Situation
) -> Outcome:
    area_dm2 = sum(rooms.values())
    limits = _limits(category, site, situation)
    limit = limits.together if kind.pooling == "site" else limits.apart
    if area_dm2 <= limit:
        return passed("site", site.id)
    message = Message.of(
        _TEMPLATES[category],
        site=named(site.name, site.id),
        measured=to_m2(area_dm2),
        limit=to_m2(limit),
        excess=to_m2(area_dm2 - limit),
        apart=to_m2(limits.apart),
        together=to_m2(limits.together),
    )
    return Outcome(
        State.FAIL,
        "site",
        site.id,
        measured=to_m2(area_dm2),
        limit=to_m2(limit),
        unit="m²",
        message=message,
        source=site.source,
        related=tuple(sorted(rooms)),
        evidence=(
            *(area_of(situation.portfolio.room(id), area) for id, area in rooms.items()),
            *_made_of(kind, category, site, situation),
        ),
    )


def _made_of(
    kind: SiteArea, category: Category, site: Site, situation: Situation
) -> Iterator[Evidence]:
    """Yield what the limit of a site is made of: its pools, or its departments."""
    if kind.pooling == "department":
        for department in situation.portfolio.departments:
            if department.home_site == site.id and department.kind != CONTRACTOR:
                limit = situation.entitlements.of(department.id).category_dm2(category)
                yield from entitled_by(department, category, limit, situation)
        return
    for pool in situation.entitlements.pooled:
        if pool.site == site.id:
            label = Message.of(
                N_("{number} of level {level} pooled"),
                number=number_of(POSTS, pool.establishment),
                level=pool.level,
            )
            section = "equipment" if category is Category.EQUIPMENT else f"{category}.{pool.level}"
            figure = figure_of(situation.rulebook, section)
            yield by_figure(label, to_m2(_pooled_dm2(pool, category)), "m²", figure, site.source)


def _pooled_dm2(pool: PooledEntitlement, category: Category) -> int:
    area: int = getattr(pool, f"{category.value}_dm2")
    return area


def _limits(category: Category, site: Site, situation: Situation) -> _Limits:
    entitlements = situation.entitlements
    return _Limits(
        apart=sum(
            entitlements.of(d.id).category_dm2(category)
            for d in situation.portfolio.departments
            if d.home_site == site.id
        ),
        together=sum(
            _pooled_dm2(pool, category) for pool in entitlements.pooled if pool.site == site.id
        ),
    )


def _counted(kind: SiteArea, category: Category, situation: Situation) -> dict[str, dict[str, int]]:
    """Return the rooms of every site that count: held with an entitlement, pooled, or nobody's."""
    portfolio = situation.portfolio
    counted: dict[str, dict[str, int]] = {}

    def add(room: str, area_dm2: int) -> None:
        rooms = counted.setdefault(portfolio.building_of(room).site, {})
        rooms[room] = rooms.get(room, 0) + area_dm2

    held: set[str] = set()
    for item in situation.line_areas:
        if item.category == category:
            held.add(item.line.room)
            holders = situation.current.get(item.line.department, ())
            if any(portfolio.department(id).kind != CONTRACTOR for id in holders):
                add(item.line.room, item.area_dm2)
    for room in situation.rooms_of(category):
        if room.id not in held and (kind.unheld or POOLED in room.tags):
            add(room.id, room.area_dm2)
    return counted
