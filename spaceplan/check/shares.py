"""Whose part of a shared office is how large: in proportion to what each occupant justifies."""

from __future__ import annotations

from spaceplan.check.evidence import Evidence, given, rank_named
from spaceplan.check.excess import split_area
from spaceplan.check.situation import Occupant, Situation
from spaceplan.i18n import N_, Message
from spaceplan.model import Room
from spaceplan.things import PEOPLE, number_of
from spaceplan.units import to_m2


def occupant_shares_dm2(room: Room, situation: Situation) -> tuple[tuple[Occupant, int], ...]:
    """Return each occupant of an office with his part of its area, whole dm².

    In proportion to their allowances, so that a room within the sum of them makes nobody exceed
    his own; equally where nobody justifies anything.
    """
    occupants = situation.occupants(room.id)
    allowances = [occupant.allowance_dm2 or 0 for occupant in occupants]
    parts = split_area(room.area_dm2, allowances) if occupants else ()
    return tuple(zip(occupants, parts, strict=True))


def shared_by(room: Room, situation: Situation) -> tuple[Evidence, ...]:
    """Return the parts of a shared office as something that was looked at; none of one occupant."""
    shares = occupant_shares_dm2(room, situation)
    if len(shares) < 2:
        return ()
    return tuple(_share(occupant, part, situation) for occupant, part in shares)


def _share(occupant: Occupant, part_dm2: int, situation: Situation) -> Evidence:
    allowance = occupant.allowance_dm2 or 0
    values = {
        "part": to_m2(part_dm2),
        "allowance": to_m2(allowance),
        "above": to_m2(max(0, part_dm2 - allowance)),
    }
    if occupant.entry is not None:
        text = N_(
            "share of person {person}: {part:.2f} m², {above:.2f} m² above {allowance:.2f} m²"
        )
        label = Message.of(text, person=occupant.entry.person, **values)
        return given(label, occupant.entry.source)
    text = N_("share of {number} ({rank}): {part:.2f} m², {above:.2f} m² above {allowance:.2f} m²")
    rank = rank_named(situation.rulebook, occupant.kind)
    return given(Message.of(text, number=number_of(PEOPLE, occupant.number), rank=rank, **values))
