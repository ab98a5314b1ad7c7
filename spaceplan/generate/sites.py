"""Sites: the civic centre along its arc, and three plainer ones; their ways outside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, degrees, dist, pi, sin

import numpy as np

from spaceplan.generate import programme
from spaceplan.generate.blocks import Shape, add_doors
from spaceplan.generate.drafts import BuildingDraft, SiteDraft
from spaceplan.generate.erect import Builder
from spaceplan.generate.frames import Frame
from spaceplan.generate.patterns import POOLED, Slot
from spaceplan.generate.programme import Part
from spaceplan.model import Name, OutdoorWay

#: Radius of the innermost arc of the civic centre, metres, and from one arc to the next.
ARC_M = 300.0
NEXT_ARC_M = 80.0
GAP_M = 15.0
#: Where the buildings of a plain site lie, three and three: across (m), and how they are turned.
ROWS = ((0.0, 0.0), (-42.0, 0.0), (-104.0, 90.0))
#: A way outside is longer than the line between two doors.
DETOUR = 1.15


@dataclass(frozen=True)
class Plan:
    """What is fixed about a site: its names and where it lies in the city."""

    id: str
    code: str
    name: Name
    at: tuple[float, float]
    north: float


CIVIC = Plan("civic-centre", "cc", Name("市民中心", "Civic Centre"), (0.0, 0.0), 8.0)
CANAL = Plan(
    "canal-road", "cr", Name("运河路办公区", "Canal Road Compound"), (4260.0, 3180.0), -15.0
)
ACADEMY = Plan(
    "academy-street", "as", Name("学前街办公区", "Academy Street Compound"), (1840.0, 7420.0), 4.0
)
WELL = Plan(
    "old-well-lane", "ow", Name("古井巷办公区", "Old Well Lane Compound"), (-2310.0, 6150.0), 22.0
)
#: What the blocks of the civic centre are for besides offices, over and over again.
BLOCK_PARTS: tuple[tuple[tuple[Slot, ...], bool], ...] = (
    ((programme.service_hall(44),), False),
    (programme.CANTEEN, True),
    (programme.TECHNICAL, False),
    ((Slot(20, "meeting", tags=POOLED),), False),
    ((Slot(20, "meeting", tags=POOLED),), False),
    (programme.TECHNICAL, True),
    (programme.CANTEEN, False),
    ((), False),
)


def civic_centre(blocks: int, rng: np.random.Generator) -> tuple[SiteDraft, list[Builder]]:
    """Return the civic centre and its curved blocks, still without storeys."""
    site = SiteDraft(CIVIC.id, CIVIC.name, CIVIC.at, CIVIC.north)
    modules = [int(rng.integers(128, 137)) for _ in range(blocks)]
    builders: list[Builder] = []
    radius = ARC_M
    while len(builders) < blocks:
        fitting = max(1, int(pi * radius / (136 * 0.75 + GAP_M)))
        arc = modules[len(builders) : len(builders) + fitting]
        builders += _along_an_arc(site, radius, arc, len(builders), rng)
        radius += NEXT_ARC_M
    return site, builders


def _along_an_arc(
    site: SiteDraft, radius: float, modules: Sequence[int], first: int, rng: np.random.Generator
) -> list[Builder]:
    """Return blocks side by side along an arc that opens to the south."""
    lengths = [count * 0.75 for count in modules]
    angle = -(sum(lengths) + GAP_M * (len(lengths) - 1)) / 2 / radius
    builders = []
    for i, (count, length) in enumerate(zip(modules, lengths, strict=True), start=first):
        middle = angle + length / 2 / radius
        building = BuildingDraft(
            id=f"{CIVIC.code}-{i + 1}",
            site=site.id,
            name=Name(f"{CIVIC.name.zh}{i + 1}号楼", f"{CIVIC.name.en} Block {i + 1}"),
            origin=(round(radius * sin(middle), 2), round(radius * cos(middle), 2)),
            rotation=round(-degrees(middle), 3) + 0.0,
            high_rise=True,
        )
        site.buildings.append(building)
        builders.append(_block(building, radius, count, i, rng))
        angle += (length + GAP_M) / radius
    return builders


def _block(
    building: BuildingDraft, radius: float, modules: int, index: int, rng: np.random.Generator
) -> Builder:
    """Return a curved block: depths, walls and core differ from one to the next."""
    shape = Shape(
        frame=Frame(radius),
        modules=modules,
        corridor_m=round(float(rng.choice([2.3, 2.4, 2.6])), 2),
        outer_m=round(float(rng.uniform(6.0, 6.25)), 2),
        inner_m=round(float(rng.uniform(5.7, 5.85)), 2),
        half_m=float(rng.choice([0.06, 0.075, 0.075, 0.1])),
    )
    ground, basement = BLOCK_PARTS[index % len(BLOCK_PARTS)]
    part = Part(ground, small=0.05, core_at=float(rng.uniform(0.35, 0.6)))
    return Builder(building, shape, part, rank=int(rng.integers(0, 4)), basement=basement)


def plain_site(
    plan: Plan, names: Sequence[tuple[str, str, Part, Shape]], rng: np.random.Generator
) -> tuple[SiteDraft, list[Builder]]:
    """Return a site of straight buildings in rows of three, still without storeys.

    Parameters
    ----------
    names
        For each building its Chinese and English name, what it is for, and its shape.
    """
    site = SiteDraft(plan.id, plan.name, plan.at, plan.north)
    builders = []
    for i, (zh, en, part, shape) in enumerate(names):
        column, row = i % 3, i // 3
        building = BuildingDraft(
            id=f"{plan.code}-{i + 1}",
            site=site.id,
            name=Name(f"{plan.name.zh}{zh}", f"{plan.name.en} {en}"),
            origin=(round(row * 95.0 + float(rng.uniform(-6, 6)), 1), ROWS[column][0]),
            rotation=ROWS[column][1],
            high_rise=shape.lifts,
        )
        site.buildings.append(building)
        builders.append(Builder(building, shape, part, rank=0 if shape.lifts else 3))
    return site, builders


def finish(site: SiteDraft, builders: Sequence[Builder]) -> None:
    """Put in doors and ways outside once every room has its use."""
    for builder in builders:
        for storey in builder.building.storeys:
            add_doors(storey, builder.shape.frame)
    places = [_entrance(builder) for builder in builders]
    for (room, at), (other, there) in pairwise(places):
        length = round(dist(at, there) * DETOUR, 1)
        site.outdoor.append(OutdoorWay((room, other), length))


def _entrance(builder: Builder) -> tuple[str, tuple[float, float]]:
    """Return the entrance of a building and where it lies on the site."""
    id = builder.building.entrances[0]
    room = next(r for s in builder.building.storeys for r in s.rooms if r.id == id)
    middle = builder.shape.frame.point((room.span.s0 + room.span.s1) / 2, room.span.t0)
    return id, builder.building.freeze_place().to_site(middle)
