"""Names for messages: what a thing is called in both languages, its id behind it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from spaceplan.i18n import N_, Message, Named, in_language
from spaceplan.model.common import Name
from spaceplan.model.portfolio import Portfolio

#: Of a long list so many are named; the rest is counted.
MOST_LISTED = 12


def named(name: Name, id: str) -> Named:
    """Return a name for a message, its id behind it; the id alone where there is no name."""
    if not (name.zh or name.en):
        return Named.of(id, id)
    return Named.of(f"{name.text('zh')}（{id}）", f"{name.text('en')} ({id})")


def department_named(portfolio: Portfolio, id: str) -> Named:
    """Return what a department is called; its id where the portfolio does not have it."""
    if not portfolio.has_department(id):
        return Named.of(id, id)
    return named(portfolio.department(id).name, id)


def site_named(portfolio: Portfolio, id: str) -> Named:
    """Return what a site is called; its id where the portfolio does not have it."""
    return next((named(s.name, id) for s in portfolio.sites if s.id == id), Named.of(id, id))


def building_named(portfolio: Portfolio, id: str) -> Named:
    """Return what a building is called; its id where the portfolio does not have it."""
    return next((named(b.name, id) for b in portfolio.buildings if b.id == id), Named.of(id, id))


def storey_named(portfolio: Portfolio, id: str) -> Message:
    """Return a storey by its building and number; its id where the portfolio does not have it."""
    try:
        building = portfolio.building_of_storey(id)
    except KeyError:
        return Message.of(N_("{text}"), text=id)
    number = next(storey.number for storey in building.storeys if storey.id == id)
    return Message.of(
        N_("{building}, storey {number}"),
        building=named(building.name, building.id),
        number=number,
    )


def listed(names: Iterable[str]) -> Named:
    """Return names one after another, as each language lists them."""
    said = tuple(names)
    zh, en = (tuple(in_language(name, language) for name in said) for language in ("zh", "en"))
    return Named.of("、".join(zh), ", ".join(en))


def first_listed(names: Sequence[str]) -> Named | Message:
    """Return names one after another, of a long list the first many and how many more there are."""
    if len(names) <= MOST_LISTED:
        return listed(names)
    return Message.of(
        N_("{names} and {n:,} more"),
        names=listed(names[:MOST_LISTED]),
        n=len(names) - MOST_LISTED,
    )
