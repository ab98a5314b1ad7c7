"""What the stack shows: every storey as a bar of departments, ordered so that they line up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import atan2, cos, sin

import numpy as np

from spaceplan.entitlement import CONTRACTOR, Entitlements
from spaceplan.model import Building, Portfolio, Storey
from spaceplan.plot.scene import Scene
from spaceplan.rules import Category
from spaceplan.units import to_m2

_SWEEPS = 12


@dataclass(frozen=True)
class Segment:
    """A piece of a bar: a department's offices on a storey, from where to where, m²."""

    department: str
    start: float
    area: float

    @property
    def end(self) -> float:
        """Where it ends, m² from the left."""
        return self.start + self.area

    @property
    def middle(self) -> float:
        """Its middle, m² from the left."""
        return self.start + self.area / 2


@dataclass(frozen=True)
class Bar:
    """One storey: departments' offices in a fixed order, then what is vacant, m².

    Parameters
    ----------
    entitled
        What the departments here are entitled to, each in proportion to the part of its offices
        that lies on this storey; None where entitlements are not known.
    other
        Usable area of a storey without any office, and its main use.
    """

    storey: Storey
    segments: tuple[Segment, ...]
    vacant: float
    people: int
    entitled: float | None
    other: float = 0.0
    main_use: str = ""

    @property
    def held(self) -> float:
        """Office area that departments hold, m²."""
        return sum(segment.area for segment in self.segments)

    @property
    def length(self) -> float:
        """Office area of the storey, m²."""
        return self.held + self.vacant


@dataclass(frozen=True)
class Stack:
    """One building: its bars from the lowest storey to the highest."""

    building: Building
    bars: tuple[Bar, ...]

    @property
    def width(self) -> float:
        """Longest bar, with the mark of its entitlement, m²."""
        return max((max(bar.length, bar.entitled or 0.0, 1.0) for bar in self.bars), default=1.0)

    @property
    def people(self) -> int:
        """Everybody seated in the building."""
        return sum(bar.people for bar in self.bars)


def stack_buildings(
    scene: Scene, entitlements: Entitlements | None
) -> tuple[tuple[str, tuple[Stack, ...]], ...]:
    """Return every site with its buildings in their true order along it."""
    shares = _entitled_shares(scene, entitlements) if entitlements is not None else None
    sites = list(dict.fromkeys(b.site for b in _by_site(scene.portfolio)))
    return tuple(
        (
            site,
            tuple(
                _stack(scene, building, shares)
                for building in along_the_site(
                    [b for b in scene.portfolio.buildings if b.site == site]
                )
            ),
        )
        for site in sites
    )


def _by_site(portfolio: Portfolio) -> list[Building]:
    """Return the buildings in the order of the portfolio's sites."""
    order = {site.id: i for i, site in enumerate(portfolio.sites)}
    return sorted(portfolio.buildings, key=lambda b: order.get(b.site, len(order)))


def along_the_site(buildings: Sequence[Building]) -> list[Building]:
    """Return buildings in their order along the line on which they stand, from the west.

    The line is the longer principal axis of their middles; ties keep the order of the files.
    """
    middles = np.array([_middle(building) for building in buildings], dtype=float).reshape(-1, 2)
    if len(middles) < 2:
        return list(buildings)
    centred = middles - middles.mean(axis=0)
    xx, yy = (centred**2).sum(axis=0)
    xy = (centred[:, 0] * centred[:, 1]).sum()
    angle = atan2(2 * xy, xx - yy) / 2
    along = centred @ np.array([cos(angle), sin(angle)])
    if cos(angle) < -1e-9 or (abs(cos(angle)) <= 1e-9 and sin(angle) > 0):
        along = -along
    return [buildings[i] for i in np.argsort(along.round(3), kind="stable")]


def _middle(building: Building) -> tuple[float, float]:
    points = [p for storey in building.storeys for r in storey.rooms for p in r.outline]
    if not points:
        return building.origin
    x, y = np.asarray(points, dtype=float).mean(axis=0)
    return building.to_site((float(x), float(y)))


def _stack(scene: Scene, building: Building, shares: Mapping[str, float] | None) -> Stack:
    storeys = sorted(building.storeys, key=lambda s: (s.number, s.id))
    held = [_held(scene, storey) for storey in storeys]
    order = seam_order(held)
    return Stack(
        building,
        tuple(
            _bar(scene, storey, areas, order, shares)
            for storey, areas in zip(storeys, held, strict=True)
        ),
    )


def _held(scene: Scene, storey: Storey) -> Counter[str]:
    """Return m² of offices on a storey by department."""
    areas: Counter[str] = Counter()
    for room in storey.rooms:
        for item in scene.holders(room.id):
            if item.category == Category.OFFICE:
                areas[item.line.department] += item.area_dm2
    return Counter({id: area for id, area in areas.items() if area})


def _bar(
    scene: Scene,
    storey: Storey,
    areas: Counter[str],
    order: Sequence[str],
    shares: Mapping[str, float] | None,
) -> Bar:
    segments: list[Segment] = []
    start = 0.0
    for id in order:
        if areas[id]:
            segments.append(Segment(id, start, to_m2(areas[id])))
            start = segments[-1].end
    offices = [r for r in storey.rooms if scene.category(r) == Category.OFFICE]
    uses = Counter[str]()
    for room in storey.rooms:
        if scene.category(room) != Category.CIRCULATION:
            uses[room.use] += room.area_dm2
    main_use = max(uses, key=lambda use: (uses[use], use)) if uses else ""
    return Bar(
        storey=storey,
        segments=tuple(segments),
        vacant=to_m2(sum(r.area_dm2 for r in offices if scene.is_vacant(r))),
        people=sum(i.line.occupancy.total for r in storey.rooms for i in scene.holders(r.id)),
        entitled=None
        if shares is None
        else sum(shares.get(s.department, 1.0) * s.area for s in segments),
        other=0.0 if offices else to_m2(uses.total()),
        main_use="" if offices else main_use,
    )


def _entitled_shares(scene: Scene, entitlements: Entitlements) -> dict[str, float]:
    """Return for every department its office entitlement over the offices that it holds."""
    held: Counter[str] = Counter()
    for storey in scene.portfolio.storeys:
        held.update(_held(scene, storey))
    return {
        department.id: entitlements.of(department.id).office_dm2 / held[department.id]
        for department in scene.portfolio.departments
        if held[department.id] and department.kind != CONTRACTOR
    }


def seam_order(storeys: Sequence[Mapping[str, int]]) -> list[str]:
    """Return the order of departments in a building in which their pieces lie best above others.

    Barycentre sweeps: departments are sorted by the mean middle of their pieces, again and again;
    the best order met counts. It is the same for the same input.
    """
    totals: Counter[str] = Counter()
    for areas in storeys:
        totals.update(areas)
    order = sorted(totals, key=lambda id: (-totals[id], id))
    best, least = order, _shift(order, storeys)
    for _ in range(_SWEEPS):
        middles = [_middles(order, areas) for areas in storeys]
        key = {
            id: sum(m[id] * areas[id] for m, areas in zip(middles, storeys, strict=True) if id in m)
            / totals[id]
            for id in order
        }
        order = sorted(order, key=lambda id: (key[id], id))
        shift = _shift(order, storeys)
        if shift < least - 1e-9:
            best, least = order, shift
    return best


def _middles(order: Sequence[str], areas: Mapping[str, int]) -> dict[str, float]:
    middles: dict[str, float] = {}
    start = 0
    for id in order:
        if areas.get(id):
            middles[id] = start + areas[id] / 2
            start += areas[id]
    return middles


def _shift(order: Sequence[str], storeys: Sequence[Mapping[str, int]]) -> float:
    """Return how far pieces of one department lie from those on the next storey, weighted."""
    total = 0.0
    for lower, upper in pairwise(storeys):
        below, above = _middles(order, lower), _middles(order, upper)
        total += sum(
            abs(below[id] - above[id]) * min(lower[id], upper[id]) for id in below.keys() & above
        )
    return total
