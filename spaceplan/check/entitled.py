"""What a department is entitled to, as evidence: posts by rank, people, shares."""

from __future__ import annotations

from collections.abc import Iterator

from spaceplan.check.evidence import Evidence, by_figure, figure_of, quota_figure, rank_named
from spaceplan.check.situation import Situation
from spaceplan.entitlement import posts_of
from spaceplan.i18n import N_, Message
from spaceplan.model import Department
from spaceplan.rules import Category
from spaceplan.things import PEOPLE, POSTS, number_of
from spaceplan.units import to_m2

_POSTS = N_("{number} of {rank}, {each:.2f} m² each")
_SERVICE = N_("service rooms for {number}")
_EQUIPMENT = N_("share of {area:.2f} m² of offices and service rooms")


def entitled_by(
    department: Department, category: Category, limit_dm2: int, situation: Situation
) -> tuple[Evidence, ...]:
    """Return what a department's entitlement to a category is made of, m²."""
    if category is Category.OFFICE:
        return tuple(_offices(department, situation))
    entitlement = situation.entitlements.of(department.id)
    if category is Category.SERVICE:
        book = situation.rulebook
        label = Message.of(_SERVICE, number=number_of(POSTS, posts_of(department, book).total))
        figure = figure_of(book, f"service.{department.level}") or figure_of(book, "service")
    else:
        area = to_m2(entitlement.office_dm2 + entitlement.service_dm2)
        label = Message.of(_EQUIPMENT, area=area)
        figure = figure_of(situation.rulebook, "equipment")
    return (by_figure(label, to_m2(limit_dm2), "m²", figure, department.source),)


def _offices(department: Department, situation: Situation) -> Iterator[Evidence]:
    """Yield the quotas of a department's posts, or of its people where those count, by rank."""
    book = situation.rulebook
    for rank, number in posts_of(department, book):
        quota = book.post_dm2(rank)
        counted = number_of(PEOPLE if book.counts_people else POSTS, number)
        label = Message.of(_POSTS, number=counted, rank=rank_named(book, rank), each=to_m2(quota))
        area = to_m2(quota * number)
        yield by_figure(label, area, "m²", quota_figure(book, rank), department.source)
