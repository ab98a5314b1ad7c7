"""Open borders between rooms: where a plan divides one space by a line, people walk across."""

from __future__ import annotations

from shapely import LineString, Polygon

from spaceplan.formats.ifc.boundaries import Boundaries
from spaceplan.formats.ifc.rooms import RoomPlan
from spaceplan.formats.readable_ids import LONGEST
from spaceplan.model import Door

#: Two rooms with an open border touch up to this gap, metres.
_GAP = 0.02
#: The same where the file says that the border is shared; it may have a thickness, metres.
_STATED_GAP = 0.5
#: Narrower borders are not walked through, metres.
_NARROWEST = 0.6


def read_passages(plan: RoomPlan, boundaries: Boundaries) -> tuple[Door, ...]:
    """Return the open borders of a storey as doors without a leaf; ids begin with ``open-``."""
    pairs: dict[tuple[str, str], float] = {}
    for spaces in boundaries.open_pairs:
        rooms = plan.rooms_of(spaces)
        if len(rooms) == 2:
            pairs[min(rooms), max(rooms)] = _STATED_GAP
    open_rooms = set(plan.rooms_of(sorted(boundaries.open_spaces)))
    for room in open_rooms:
        for other in plan.touching(room, _GAP):
            if other in open_rooms and room < other:
                pairs.setdefault((room, other), _GAP)
    found = (_passage(plan, *pair, gap) for pair, gap in sorted(pairs.items()))
    return tuple(door for door in found if door is not None)


def _passage(plan: RoomPlan, one: str, other: str, gap: float) -> Door | None:
    border = _widest_border(plan.polygon(one), plan.polygon(other), gap)
    if border is None or border.length < _NARROWEST:
        return None
    middle = border.interpolate(0.5, normalized=True)
    at = (round(middle.x, 3) + 0.0, round(middle.y, 3) + 0.0)
    return Door(between=(one, other), at=at, id=f"open-{one}-{other}"[:LONGEST])


def _widest_border(one: Polygon, other: Polygon, gap: float) -> LineString | None:
    """Return the longest piece of the first outline that runs along the second room."""
    along = one.boundary.intersection(other.buffer(gap + 0.001, cap_style="flat"))
    merged = along if isinstance(along, LineString) else None
    pieces = [merged] if merged else [p for p in getattr(along, "geoms", ()) if p.length > 0]
    joined = _joined([piece for piece in pieces if isinstance(piece, LineString)])
    return max(joined, key=lambda piece: piece.length, default=None)


def _joined(pieces: list[LineString]) -> list[LineString]:
    """Return pieces that meet at an end as one line."""
    from shapely import get_parts, line_merge, union_all

    merged = line_merge(union_all(pieces)) if pieces else None
    parts = [] if merged is None else list(get_parts(merged))
    return [part for part in parts if isinstance(part, LineString)]
