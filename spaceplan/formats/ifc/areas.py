"""Stated against drawn areas: how far a file's surveyor and its drawing are apart."""

from __future__ import annotations

from math import ceil

import numpy as np

from spaceplan.formats.ifc.opening import IfcModel
from spaceplan.formats.ifc.rooms import RoomPlan
from spaceplan.i18n import N_, Message
from spaceplan.model import Settings

#: Share of the rooms within a tolerance that is made for one file; the rest are worth a look.
_USUAL = 0.9
#: Fewer rooms do not show how a whole file was measured.
_FEWEST = 20


def compare_areas(model: IfcModel, plans: tuple[RoomPlan, ...]) -> float:
    """Report stated against drawn areas; return the tolerance that the portfolio needs.

    Where most rooms differ by more than the usual tolerance, the file states areas to another line
    (the middle of the walls, say): then the tolerance is what nine rooms of ten keep, so that
    loading the portfolio warns of the others only.
    """
    usual = Settings().area_tolerance
    rooms = [placed.room for plan in plans for placed in plan.rooms]
    pairs = [(room, room.area, room.drawn_area) for room in rooms if room.area is not None]
    if not pairs:
        found = Message.of(N_("no stated areas"))
        model.notes.add(found, Message.of(N_("surveyed areas; the drawn ones count")))
        return usual
    worst, stated, drawn = max(pairs, key=lambda pair: abs(pair[1] - pair[2]) / pair[2])
    found = Message.of(
        N_(
            "{number} of {rooms} rooms state their area: {stated:,.1f} m² together, drawn "
            "{drawn:,.1f} m²; room '{room}' differs most ({own:,.1f} and {own_drawn:,.1f} m²)"
        ),
        number=len(pairs),
        rooms=len(rooms),
        stated=sum(pair[1] for pair in pairs),
        drawn=sum(pair[2] for pair in pairs),
        room=worst.id,
        own=stated,
        own_drawn=drawn,
    )
    model.notes.add(found, Message.of(N_("the same areas; the stated ones count")))
    shares = np.array([abs(area - drawn_area) / drawn_area for _, area, drawn_area in pairs])
    if len(shares) < _FEWEST or float(np.median(shares)) <= usual:
        return usual
    tolerance = ceil(float(np.quantile(shares, _USUAL)) * 100) / 100
    found = Message.of(
        N_("areas measured to another line: half of them differ by {share:.1%} or more"),
        share=float(np.median(shares)),
    )
    expected = Message.of(
        N_("areas inside the walls; area_tolerance is set to {tolerance:g}"), tolerance=tolerance
    )
    model.notes.add(found, expected)
    return tolerance
