"""What compiled annealing knows of one storey: what stays as it is, and what it changes.

Rooms and departments are numbered within the storey; an office is a bit of a mask of 64.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from spaceplan.allocate.arrays import Floats, Ints
from spaceplan.allocate.bits import Bits, count_zones

Flags = NDArray[np.uint8]

#: Places in ``prices``: a dm² of excess, a person moved, a zone, a person-cm to the hub.
EXCESS, MOVED, ZONE, DISTANCE = range(4)
#: Rows of ``Now.some``.
MOVING, LEFT, THERE = range(3)


class Place(NamedTuple):
    """What an annealing does not change.

    Parameters
    ----------
    room
        (rooms, 3): area in dm², seats, fewest people.
    bit, reach
        By room its bit; by place those that it joins a zone with.
    may, was_there
        (departments, rooms): whether a department may hold it; whether its people sat there.
    quota, own
        (departments, kinds): dm² a person; whether such people sit alone.
    was
        (departments, rooms, kinds): who sat there in the status quo.
    near
        (rooms, rooms): cm.
    base, affinity
        (departments, rooms): with the hub in a room, person-cm of those who sit elsewhere, and
        points of the walks to other departments.
    prices
        See ``EXCESS`` and what follows.
    """

    room: Ints
    bit: Bits
    reach: Bits
    may: Flags
    quota: Ints
    own: Flags
    was_there: Flags
    was: Ints
    near: Ints
    base: Ints
    affinity: Floats
    prices: Floats


class Now(NamedTuple):
    """What an annealing changes.

    Parameters
    ----------
    department
        (departments, 3): Σ e_r, area held, entitlement, all dm².
    mask, zones
        By department the offices held on the storey, and how many zones they form.
    walk
        (departments, rooms): cm from the hub.
    hub
        By department the room of its hub; −1: it stays where it is.
    holder, people
        By room the department or −1; (rooms, kinds).
    number, allowance, alone
        By room: all people, what they justify in dm², whether one must sit alone.
    random
        State of the generator of random numbers.
    some
        (3, kinds), for a step with people: who goes, who stays, who sits in the other room then.
    sums, masks
        What a step that was priced would make of (excess, held, zones) of one department and of the
        other, and of their masks.
    best_holder, best_people
        The best so far.
    size
        How many rooms and departments there are; the arrays may be larger.
    """

    department: Ints
    mask: Bits
    zones: Ints
    walk: Ints
    hub: Ints
    holder: Ints
    people: Ints
    number: Ints
    allowance: Ints
    alone: Flags
    random: Bits
    some: Ints
    sums: Ints
    masks: Bits
    best_holder: Ints
    best_people: Ints
    size: Ints


def begin(
    place: Place,
    department: Ints,
    mask: Bits,
    walk: Ints,
    hub: Ints,
    holder: Ints,
    people: Ints,
    random: Bits,
) -> Now:
    """Return the beginning of an annealing; the arrays given are those that it changes."""
    held = holder >= 0
    quota, own = place.quota[holder], place.own[holder]  # of nobody: anything, times no people
    people[~held] = 0
    return Now(
        department=department,
        mask=mask,
        zones=np.array([count_zones(m, place.reach) for m in mask], dtype=np.int64),
        walk=walk,
        hub=hub,
        holder=holder,
        people=people,
        number=people.sum(axis=1),
        allowance=(people * quota).sum(axis=1),
        alone=np.any((people > 0) & (own > 0), axis=1).astype(np.uint8),
        random=random,
        some=np.zeros((3, people.shape[1]), dtype=np.int64),
        sums=np.zeros(6, dtype=np.int64),
        masks=np.zeros(2, dtype=np.uint64),
        best_holder=holder.copy(),
        best_people=people.copy(),
        size=np.array([len(holder), len(mask)], dtype=np.int64),
    )
