"""Every hard requirement of an allocation, and in words which ones are broken."""

from __future__ import annotations

from spaceplan.check.hard_departments import broken_by_departments
from spaceplan.check.hard_people import broken_by_people
from spaceplan.check.hard_places import broken_by_places
from spaceplan.check.hard_rooms import broken_by_rooms, unknown_or_repeated
from spaceplan.check.hard_stays import broken_by_stays
from spaceplan.graph import SpatialGraph
from spaceplan.model import Allocation, Portfolio
from spaceplan.rules import RuleBook


def verify_allocation(
    portfolio: Portfolio, graph: SpatialGraph, rulebook: RuleBook, allocation: Allocation
) -> tuple[str, ...]:
    """Return the hard requirements that an allocation breaks, in words; empty: it keeps all.

    Where rooms or departments are unknown, or lines repeated, only that is said: nothing else can
    be judged. The words can be shown in both languages by ``in_language``.
    """
    unusable = unknown_or_repeated(portfolio, allocation)
    if unusable:
        return unusable
    return (
        *broken_by_rooms(portfolio, graph, rulebook, allocation),
        *broken_by_departments(portfolio, graph, rulebook, allocation),
        *broken_by_places(portfolio, graph, rulebook, allocation),
        *broken_by_people(portfolio, rulebook, allocation),
        *broken_by_stays(portfolio, allocation),
    )
