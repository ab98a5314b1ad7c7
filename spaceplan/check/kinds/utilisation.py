"""Buildings, sites or the whole portfolio of which too many seats stand empty."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from spaceplan.check.evidence import Evidence, Side, allowed
from spaceplan.check.finding import Outcome, State, not_applicable, passed
from spaceplan.check.situation import Situation
from spaceplan.check.unstated import blocked_portfolio
from spaceplan.i18n import N_, Message
from spaceplan.model import Room, Source
from spaceplan.rules import Category
from spaceplan.rules.amounts import exact_dm2
from spaceplan.rules.kinds import Utilisation
from spaceplan.things import PEOPLE, SEATS, number_of

_TEMPLATES = {
    "building": N_(
        "building {id}: {people} on {seats}, {measured:.1f} % are empty; at most {limit:.1f} %"
    ),
    "site": N_("site {id}: {people} on {seats}, {measured:.1f} % are empty; at most {limit:.1f} %"),
    "portfolio": N_("{id}: {people} on {seats}, {measured:.1f} % are empty; at most {limit:.1f} %"),
}


@dataclass
class _Count:
    """People, seats and area of the offices of one place."""

    people: int = 0
    seats: int = 0
    area_dm2: int = 0


def evaluate_utilisation(kind: Utilisation, situation: Situation) -> Iterator[Outcome]:
    """Yield one outcome a place: empty seats / seats <= 1 - at least.

    Does not apply to a place without a seat. People count where they need a seat.
    """
    if not situation.occupants_known:
        text = N_("{portfolio}: no ledger says who sits where")
        yield blocked_portfolio(text, situation)
        return
    counts = {id: _Count() for id in _places(kind, situation)}
    for room in situation.rooms_of(Category.OFFICE):
        count = counts[_place_of(kind, room, situation)]
        count.people += sum(occupant.seats for occupant in situation.occupants(room.id))
        count.seats += situation.rulebook.seats(room.area_dm2)
        count.area_dm2 += room.area_dm2
    for id, count in counts.items():
        if kind.m2_per_person is not None:
            count.seats = int(count.area_dm2 / exact_dm2(kind.m2_per_person))
        yield _judge(kind, id, count, situation)


def _judge(kind: Utilisation, id: str, count: _Count, situation: Situation) -> Outcome:
    if not count.seats:
        return not_applicable(kind.scope, id)
    if count.people >= Fraction(kind.at_least) * count.seats:
        return passed(kind.scope, id)
    measured = 100 * (1 - count.people / count.seats)
    limit = 100 * (1 - float(kind.at_least))
    message = Message.of(
        _TEMPLATES[kind.scope],
        id=id,
        people=number_of(PEOPLE, count.people),
        seats=number_of(SEATS, count.seats),
        measured=measured,
        limit=limit,
    )
    source = _places(kind, situation)[id]
    label = Message.of(
        N_("{empty:,} of {seats} without people"),
        empty=count.seats - count.people,
        seats=number_of(SEATS, count.seats),
    )
    most = Message.of(N_("share of seats that may stand empty"))
    return Outcome(
        State.FAIL,
        kind.scope,
        id,
        measured=round(measured, 2),
        limit=round(limit, 2),
        unit="%",
        message=message,
        source=source,
        evidence=(
            Evidence(Side.MEASURED, label, round(measured, 2), "%", source),
            allowed(most, round(limit, 2), "%"),
        ),
    )


def _places(kind: Utilisation, situation: Situation) -> dict[str, Source | None]:
    """Return the places that are looked at, with where they are written."""
    portfolio = situation.portfolio
    if kind.scope == "building":
        return {building.id: building.source for building in portfolio.buildings}
    if kind.scope == "site":
        return {site.id: site.source for site in portfolio.sites}
    return {portfolio.id: portfolio.source}


def _place_of(kind: Utilisation, room: Room, situation: Situation) -> str:
    portfolio = situation.portfolio
    if kind.scope == "portfolio":
        return portfolio.id
    building = portfolio.building_of(room.id)
    return building.id if kind.scope == "building" else building.site
