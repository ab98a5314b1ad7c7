"""Seat a group in offices that lie in a row, in machine code: a quick rule, as in ``occupancy``.

Who must sit alone gets the room that costs least and loses fewest seats; the others stay where they
were, then go where most area is still unjustified.
"""

from __future__ import annotations

from spaceplan.allocate.bits import draw
from spaceplan.allocate.machine_code import inner
from spaceplan.allocate.search.moves.arrays import (
    AREA,
    LEAST,
    NOBODY,
    P_EXCESS,
    P_MOVED,
    SEATS,
    Known,
    State,
    Trial,
)
from spaceplan.allocate.search.moves.costs import hold, leave

#: What a seat is worth when own rooms are chosen, points; one that is needed for others.
_SEAT, _NEEDED = 8.0, 1e4
#: How often a group gets two rooms more than it needs.
_AMPLE = 0.5


@inner
def seat_group(known: Known, state: State, trial: Trial, d: int, s: int) -> bool:
    """Seat ``trial.need`` of a department on a storey; return whether all sit there."""
    rooms = _rooms_in_a_row(known, state, trial, d, s)
    size = _shortest(known, trial, d, rooms)
    if size < 0:
        return False
    if draw(state.random) < _AMPLE:
        size = min(rooms, size + 2)
    return _alone(known, state, trial, d, size) and _together(known, state, trial, d, size)


@inner
def fits(known: Known, trial: Trial, d: int) -> bool:
    """Return whether ``trial.need`` fit into offices of so many seats each (``trial.caps``).

    Who sits alone takes those with the fewest seats.
    """
    alone = sharing = 0
    for k in range(len(trial.need)):
        if known.own[d, k] != 0:
            alone += trial.need[k]
        else:
            sharing += trial.need[k]
    for seats in range(1, len(trial.caps)):
        taken = min(alone, trial.caps[seats])
        alone -= taken
        sharing -= seats * (trial.caps[seats] - taken)
    return alone <= 0 and sharing <= 0


@inner
def _rooms_in_a_row(known: Known, state: State, trial: Trial, d: int, s: int) -> int:
    """List vacant offices from one of some beginnings on, then back; return how many."""
    vacant, was = 0, -1
    for i in range(known.along.shape[1]):
        r = known.along[s, i]
        if r < 0:
            break
        if state.holder[r] == NOBODY and state.fixed[r] == 0 and known.may[d, r] != 0:
            if was < 0 and known.was_row[d, r] >= 0:
                was = vacant
            trial.left[vacant] = r
            vacant += 1
    way = int(draw(state.random) * (4 if was > 0 else 3))
    first = 0
    if way == 1:
        first = vacant // 2
    elif way == 2:
        first = vacant
    elif way == 3:
        first = was
    for i in range(vacant):
        trial.row[i] = trial.left[first + i if first + i < vacant else vacant - 1 - i]
    return vacant


@inner
def _shortest(known: Known, trial: Trial, d: int, rooms: int) -> int:
    """Return how many offices of the row, from the first on, seat all; −1: not even all of them."""
    trial.caps[:] = 0
    for size in range(1, rooms + 1):
        trial.caps[known.room[trial.row[size - 1], SEATS]] += 1
        if fits(known, trial, d):
            return size
    return -1


@inner
def _alone(known: Known, state: State, trial: Trial, d: int, rooms: int) -> bool:
    """Give a room each to those who sit alone; return whether there were enough."""
    spare = -_sharing(known, trial, d)
    for i in range(rooms):
        spare += known.room[trial.row[i], SEATS]
    for place in range(len(trial.need)):
        k = known.alone_first[d, place]
        if k < 0:
            break
        for _ in range(trial.need[k]):
            r = _cheapest_alone(known, state, trial, d, k, rooms, spare)
            if r < 0:
                return False
            spare -= known.room[r, SEATS]
            hold(known, state, d, r)
            state.number[r] = state.people[r, k] = 1
    return True


@inner
def _sharing(known: Known, trial: Trial, d: int) -> int:
    """Return how many may share of those who are to be seated."""
    people = 0
    for k in range(len(trial.need)):
        people += trial.need[k] if known.own[d, k] == 0 else 0
    return people


@inner
def _cheapest_alone(
    known: Known, state: State, trial: Trial, d: int, k: int, rooms: int, spare: int
) -> int:
    """Return the best vacant office of the row for one who sits alone, −1: none."""
    best, least = -1, 0.0
    for i in range(rooms):
        r = trial.row[i]
        if state.holder[r] == NOBODY and known.room[r, LEAST] <= 1:
            cost = _cost_alone(known, d, k, r, spare)
            if best < 0 or cost < least:
                best, least = r, cost
    return best


@inner
def _cost_alone(known: Known, d: int, k: int, r: int, spare: int) -> float:
    cost: float = known.prices[P_EXCESS] * max(0, known.room[r, AREA] - known.quota[d, k])
    cost += _SEAT * known.room[r, SEATS]
    if known.room[r, SEATS] > spare:
        cost += _NEEDED
    row = known.was_row[d, r]
    if row >= 0 and known.was[row, k] > 0:
        cost -= known.prices[P_MOVED]
    return cost


@inner
def _together(known: Known, state: State, trial: Trial, d: int, rooms: int) -> bool:
    """Seat those who may share in what is left of the row; return whether all sit."""
    wanted = _sharing(known, trial, d)
    if wanted == 0:
        return True
    spare, count = -wanted, 0
    for i in range(rooms):
        r = trial.row[i]
        if state.holder[r] == NOBODY:
            trial.row[count] = r
            count += 1
            spare += known.room[r, SEATS]
    count = _leave_out(known, trial, d, count, spare)
    for i in range(count):
        _take(known, state, trial, d, i)
    _fill(known, state, trial, d, count)
    seated = _sharing(known, trial, d) == 0
    for i in range(count):
        r = trial.row[i]
        if state.number[r] == 0:
            leave(known, state, r)
        elif state.number[r] < known.room[r, LEAST]:
            seated = False
    return seated


@inner
def _take(known: Known, state: State, trial: Trial, d: int, i: int) -> None:
    """Take an office of the row, and let those stay who were there."""
    r = trial.row[i]
    hold(known, state, d, r)
    trial.left[i], trial.lacking[i] = known.room[r, SEATS], known.room[r, AREA]
    row = known.was_row[d, r]
    if row >= 0:
        for k in range(len(trial.need)):
            if known.own[d, k] == 0:
                _put(known, state, trial, d, i, k, min(known.was[row, k], trial.need[k]))


@inner
def _leave_out(known: Known, trial: Trial, d: int, rooms: int, spare: int) -> int:
    """Leave offices out that are not needed, the largest that can be; return how many stay."""
    while True:
        out = -1
        for i in range(rooms):
            r = trial.row[i]
            if known.room[r, SEATS] > spare:
                continue
            if out < 0 or _goes_before(known, d, r, trial.row[out]):
                out = i
        if out < 0:
            return rooms
        spare -= known.room[trial.row[out], SEATS]
        rooms -= 1
        trial.row[out] = trial.row[rooms]


@inner
def _goes_before(known: Known, d: int, r: int, other: int) -> bool:
    """Return whether an office is left out before another: nobody of theirs was there, larger."""
    was, other_was = known.was_row[d, r] >= 0, known.was_row[d, other] >= 0
    more = known.room[r, SEATS] - known.room[other, SEATS]
    if was == other_was and more == 0:
        more = known.room[r, AREA] - known.room[other, AREA]
    before: bool = other_was if was != other_was else more > 0
    return before


@inner
def _put(known: Known, state: State, trial: Trial, d: int, i: int, k: int, people: int) -> None:
    """Seat people of a kind in the office at a place of the row, as many as it has seats for."""
    r, people = trial.row[i], min(people, trial.left[i])
    state.people[r, k] += people
    state.number[r] += people
    trial.need[k] -= people
    trial.left[i] -= people
    trial.lacking[i] -= people * known.quota[d, k]


@inner
def _fill(known: Known, state: State, trial: Trial, d: int, rooms: int) -> None:
    """Seat who is left: first in offices with fewer than must be there, then the emptiest."""
    for place in range(len(trial.need)):
        k = known.sharing_first[d, place]
        if k < 0:
            break
        while trial.need[k] > 0:
            best = -1
            for i in range(rooms):
                if trial.left[i] == 0:
                    continue
                if state.number[trial.row[i]] < known.room[trial.row[i], LEAST]:
                    best = i
                    break
                if best < 0 or trial.lacking[i] > trial.lacking[best]:
                    best = i
            if best < 0:
                return
            _put(known, state, trial, d, best, k, min(1, trial.need[k]))
