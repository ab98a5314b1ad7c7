"""Buildings in which too few of those are present whom they have room for."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from spaceplan.check.evidence import Evidence, Side, allowed
from spaceplan.check.finding import Outcome, State, not_applicable, passed
from spaceplan.check.situation import Situation
from spaceplan.i18n import N_, Message
from spaceplan.model import Building
from spaceplan.model.naming import named
from spaceplan.rules import Category
from spaceplan.rules.kinds import Attendance
from spaceplan.units import DM2_PER_M2

_PRESENT = N_("not used in {year}: {people:,g} people present, {capacity:,.1f} places")
_UNUSED = N_("share of the places that may be unused")
_COUNTED = (Category.OFFICE, Category.SERVICE)


def evaluate_attendance(kind: Attendance, situation: Situation) -> Iterator[Outcome]:
    """Yield one outcome a building with offices: present / capacity >= the share, in one year.

    The years are the last complete ones before the day that counts. One year that is good enough
    settles it; a year that is missing blocks it otherwise.
    """
    years = [situation.as_of.year - 1 - i for i in range(kind.years)]
    table = situation.rulebook.per_head
    each = Fraction(kind.m2_per_head) if kind.m2_per_head else table and table.exact_m2
    categories = table.categories if table and not kind.m2_per_head else _COUNTED
    for building in situation.portfolio.buildings:
        area_dm2 = _usable_dm2(building, categories, situation)
        if not area_dm2:
            yield not_applicable("building", building.id)
        elif not each:
            text = N_("building {building}: the rule sets state no area a head")
            yield _blocked(building, text)
        else:
            capacity = Fraction(area_dm2, DM2_PER_M2) / each
            yield _judge(kind, building, capacity, years)


def _usable_dm2(building: Building, categories: tuple[Category, ...], situation: Situation) -> int:
    rooms = [room for storey in building.storeys for room in storey.rooms]
    if not any(situation.categories[room.id] is Category.OFFICE for room in rooms):
        return 0
    return sum(room.area_dm2 for room in rooms if situation.categories[room.id] in categories)


def _judge(kind: Attendance, building: Building, capacity: Fraction, years: list[int]) -> Outcome:
    present = {one.year: Fraction(str(one.people)) for one in building.attendance}
    shares = {year: present[year] / capacity for year in sorted(years) if year in present}
    if any(share >= Fraction(kind.at_least) for share in shares.values()):
        return passed("building", building.id)
    if missing := sorted(set(years) - set(shares)):
        text = N_("building {building}: nobody has said how many were present in {years}")
        return _blocked(building, text, years=", ".join(map(str, missing)))
    best = max(shares, key=lambda year: shares[year])
    unused = round(100 * float(1 - shares[best]), 2)
    allowed_unused = round(100 * float(1 - kind.at_least), 2)
    message = Message.of(
        N_(
            "building {building}: at most {share:.1%} of {capacity:,.0f} places used in {years}, "
            "below {least:.0%}"
        ),
        building=named(building.name, building.id),
        share=float(shares[best]),
        capacity=float(capacity),
        years=", ".join(map(str, shares)),
        least=float(kind.at_least),
    )
    counted = (
        Evidence(
            Side.MEASURED if year == best else Side.GIVEN,
            Message.of(_PRESENT, people=float(present[year]), year=year, capacity=float(capacity)),
            unused if year == best else None,
            "%",
            building.source,
        )
        for year in shares
    )
    return Outcome(
        State.FAIL,
        "building",
        building.id,
        measured=unused,
        limit=allowed_unused,
        unit="%",
        message=message,
        source=building.source,
        evidence=(*counted, allowed(Message.of(_UNUSED), allowed_unused, "%")),
    )


def _blocked(building: Building, text: str, **values: str) -> Outcome:
    message = Message.of(text, building=named(building.name, building.id), **values)
    return Outcome(State.BLOCKED, "building", building.id, message=message, source=building.source)
