"""A plan as arrays for compiled moves of groups: what never changes, and what moves change.

Offices, departments and storeys keep the numbers that they have in the problem; on its storey an
office is a bit of a word of 64. A kind is a column.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from spaceplan.allocate.arrays import Floats, Ints

Bits = NDArray[np.uint64]
Shorts = NDArray[np.int32]
Flags = NDArray[np.uint8]

#: Offices of a storey, at most.
MOST_OFFICES = 64
#: Departments of a storey that are annealed together, at most.
MOST_THERE = 32
#: Groups that one move takes along, and storeys that it touches, at most.
MOST_GROUPS = 5
MOST_STOREYS = 2 * MOST_GROUPS

#: Columns of ``Known.room``.
STOREY, PLACE, AREA, SEATS, LEAST = range(5)
#: Columns of ``Known.department``: dm² of offices, people who need a seat, those of the status quo.
ENTITLED, WANTED, BEFORE = range(3)
#: Columns of ``Known.storey``: the last is how many offices there are.
BUILDING, SITE, OFFICES = range(3)
#: Places in ``Known.prices``, points: a dm², a person, a zone, a person-cm to the hub, a storey, a
#: building, a site, a person-cm from hub to hub. The first four are those of ``anneal_rooms``.
P_EXCESS, P_MOVED, P_ZONE, P_DISTANCE, P_STOREY, P_BUILDING, P_SITE, P_AFFINITY = range(8)
#: Columns of ``State.sums``: Σ e_r and area held in dm², hub or −1, person-cm, people seated.
S_EXCESS, S_AREA, S_HUB, S_WALK, S_SEATED = range(5)
#: Places in ``State.points``: the plan's own terms, opened storeys and affinity; the best so far.
NOW, BEST = range(2)
#: Places in ``State.tally``.
GROUPS, DRAWN, SEATED, ANNEALED, ACCEPTED, STEPS = range(6)
#: Holder of a room that nobody holds, and of one that several do.
NOBODY, SEVERAL = -1, -2


class Known(NamedTuple):
    """What no move changes.

    Parameters
    ----------
    room
        (offices, 5): see ``STOREY`` and what follows.
    on_storey, along
        (storeys, 64): offices by their bit; those with seats in the order in which they lie along
        the corridor; −1 beyond.
    smallest
        (storeys, 64): areas in dm² of its offices with seats, the smallest first; 0 beyond.
    reach_on
        (storeys, 64): by the place of an office those that it joins a zone with.
    may
        (departments, offices): whether it may hold it.
    allowed
        (departments, storeys): whether it may hold any office there.
    quota, own
        (departments, kinds): dm² a person; whether such people sit alone.
    alone_first, sharing_first
        (departments, kinds): kinds who sit alone, the lowest quota first, and who may share, the
        highest quota first; −1 beyond.
    department, storey
        See ``ENTITLED`` and ``BUILDING``, and what follows.
    was_row, was
        (departments, offices): row of ``was`` with the people by kind who sat there, −1: nobody.
    was_on
        (departments, storeys): how many sat there.
    walks
        (offices, offices), cm; (1, 1) where no walk has a price.
    between
        (storeys, storeys): cm from middle to middle.
    opened
        By storey: points for opening it.
    pair_first, pair
        Where the pairs of a department begin; (pairs, 2): the other, people who work with it.
    outside
        (departments, offices): points of walks to those it works with who are not written down,
        with its hub there; (1, 1) where there are none.
    prices
        See ``P_EXCESS`` and what follows.
    """

    room: Ints
    on_storey: Ints
    along: Ints
    smallest: Ints
    reach_on: Bits
    may: Flags
    allowed: Flags
    quota: Ints
    own: Flags
    alone_first: Ints
    sharing_first: Ints
    department: Ints
    storey: Ints
    was_row: Shorts
    was: Ints
    was_on: Ints
    walks: Shorts
    between: Ints
    opened: Floats
    pair_first: Ints
    pair: Ints
    outside: Floats
    prices: Floats


class State(NamedTuple):
    """What moves change.

    Parameters
    ----------
    holder, number, people
        By office: who holds it, how many sit there; (offices, kinds).
    mask, zones
        (departments, storeys): offices held there, and how many zones they form.
    sums, cost
        (departments, 5), see ``S_EXCESS``; own terms in points.
    users
        By storey: how many departments hold offices there.
    fixed, busy
        By office, department: what must be left as it is.
    points, tally
        See ``NOW`` and ``GROUPS``.
    groups, weights
        (groups, 2): department and storey; how likely one is drawn, added up.
    best_holder, best_people
        The best so far.
    random
        State of the generator of random numbers.
    listed, listed_number
        Room for the offices of a department and who sits there.
    """

    holder: Ints
    number: Ints
    people: Ints
    mask: Bits
    zones: Ints
    sums: Ints
    cost: Floats
    users: Ints
    fixed: Flags
    busy: Flags
    points: Floats
    tally: Ints
    groups: Ints
    weights: Floats
    best_holder: Ints
    best_people: Ints
    random: Bits
    listed: Ints
    listed_number: Ints


class Trial(NamedTuple):
    """Room for one move, and for what it was before.

    Parameters
    ----------
    move, people
        (groups, 3): department, storey that it leaves, storey that it goes to; who goes, by kind.
    estimate
        (groups, storeys): what going there costs, roughly.
    chance
        By storey: the estimate with what chance adds.
    need, row, left, lacking
        Who is to be seated by kind; offices in turn; seats left and dm² not justified there.
    caps
        How many offices have so many seats.
    storeys, departments
        Those that the move touches.
    touched
        By department: whether it is among them.
    size
        How many groups, storeys, departments.
    """

    move: Ints
    people: Ints
    estimate: Floats
    chance: Floats
    need: Ints
    row: Ints
    left: Ints
    lacking: Ints
    caps: Ints
    storeys: Ints
    departments: Ints
    touched: Flags
    size: Ints
    old_holder: Ints
    old_number: Ints
    old_people: Ints
    old_mask: Bits
    old_zones: Ints
    old_sums: Ints
    old_cost: Floats
    old_users: Ints


class Local(NamedTuple):
    """Numbers of offices and departments within a storey that is annealed.

    Parameters
    ----------
    room, department
        Office and department by local number.
    of_department
        Local number by department, −1: none.
    """

    room: Ints
    department: Ints
    of_department: Ints


def empty_state(known: Known, seed: int) -> State:
    """Return a state in which nobody holds anything; random numbers begin at ``seed``, above 0."""
    departments, storeys = known.allowed.shape
    offices, kinds = len(known.room), known.quota.shape[1]

    def ints(*shape: int) -> Ints:
        return np.zeros(shape, dtype=np.int64)

    return State(
        holder=np.full(offices, NOBODY, dtype=np.int64),
        number=ints(offices),
        people=ints(offices, kinds),
        mask=np.zeros((departments, storeys), dtype=np.uint64),
        zones=ints(departments, storeys),
        sums=ints(departments, 5),
        cost=np.zeros(departments),
        users=ints(storeys),
        fixed=np.zeros(offices, dtype=np.uint8),
        busy=np.zeros(departments, dtype=np.uint8),
        points=np.zeros(2),
        tally=ints(6),
        groups=ints(offices, 2),
        weights=np.zeros(offices),
        best_holder=np.full(offices, NOBODY, dtype=np.int64),
        best_people=ints(offices, kinds),
        random=np.array([seed], dtype=np.uint64),
        listed=ints(offices),
        listed_number=ints(offices),
    )


def trial_of(known: Known) -> Trial:
    """Return room for one move."""
    departments, storeys = known.allowed.shape
    kinds = known.quota.shape[1]
    rooms = MOST_STOREYS * MOST_OFFICES

    def ints(*shape: int) -> Ints:
        return np.zeros(shape, dtype=np.int64)

    return Trial(
        move=ints(MOST_GROUPS, 3),
        people=ints(MOST_GROUPS, kinds),
        estimate=np.zeros((MOST_GROUPS, storeys)),
        chance=np.zeros(storeys),
        need=ints(kinds),
        row=ints(MOST_OFFICES),
        left=ints(MOST_OFFICES),
        lacking=ints(MOST_OFFICES),
        caps=ints(1 + int(known.room[:, SEATS].max(initial=0))),
        storeys=ints(MOST_STOREYS),
        departments=ints(departments),
        touched=np.zeros(departments, dtype=np.uint8),
        size=ints(3),
        old_holder=ints(rooms),
        old_number=ints(rooms),
        old_people=ints(rooms, kinds),
        old_mask=np.zeros((departments, storeys), dtype=np.uint64),
        old_zones=ints(departments, storeys),
        old_sums=ints(departments, 5),
        old_cost=np.zeros(departments),
        old_users=ints(storeys),
    )


def local_of(known: Known) -> Local:
    """Return room for the numbers within a storey."""
    return Local(
        room=np.zeros(MOST_OFFICES, dtype=np.int64),
        department=np.zeros(MOST_THERE, dtype=np.int64),
        of_department=np.full(len(known.department), -1, dtype=np.int64),
    )
