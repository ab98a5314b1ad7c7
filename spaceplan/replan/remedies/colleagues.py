"""Which colleagues can leave their rooms for another, and the fewest who cover its surplus."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from spaceplan.replan.remedies.case import Case
from spaceplan.replan.remedies.sitters import Sitter

#: Instead of an office: of people who have no seat.
NOWHERE = -1


@dataclass(frozen=True)
class Leaving:
    """People who leave an office together for another one, ``walk_m`` metres away for each."""

    office: int
    people: tuple[Sitter, ...]
    walk_m: float
    empties: bool = False

    @property
    def allowance_dm2(self) -> int:
        """What they justify, whole dm²."""
        return sum(sitter.allowance_dm2 or 0 for sitter in self.people)


def ways_to_leave(
    case: Case, i: int, offices: Sequence[int]
) -> tuple[tuple[Leaving, ...], tuple[Sitter, ...]]:
    """Return how people can leave a department's offices for office i, and who has no seat.

    Somebody can leave where what is left is within quota as far as it was before, or the room
    becomes empty. Who sits alone by rank leaves only where he may share.
    """
    table = case.offices
    free = int(table.seats[i] - table.need[i])
    others = [j for j in offices if j != i and table.places[j] and table.allowance[j] >= 0]
    room = table.ids[i]
    there = case.there(room)
    walks = case.walks(room, [table.ids[j] for j in others]) if others else []
    found: list[Leaving] = []
    for j, walk in zip(others, walks, strict=True):
        found += _of_office(case, j, free, walk, there)
    holder = case.department(int(table.holder[i])).id
    outside = [s for s in case.there("") if s.department == holder and _joins(case, s, there)]
    return tuple(found), tuple(outside[: max(0, free)])


def _of_office(
    case: Case, j: int, free: int, walk: float, there: Sequence[Sitter]
) -> list[Leaving]:
    """Return every way to leave an office that differs by what leaves, the first people of each."""
    table = case.offices
    groups: dict[tuple[str, int], list[Sitter]] = {}
    staying = 0
    for sitter in case.there(table.ids[j]):
        if sitter.needs_seat and not sitter.stays and _joins(case, sitter, there):
            groups.setdefault((sitter.kind, sitter.allowance_dm2 or 0), []).append(sitter)
        else:
            staying += 1
    area, allowance = int(table.area[j]), int(table.allowance[j])
    found = []
    people = list(groups.values())
    for numbers in product(*(range(min(free, len(group)) + 1) for group in people)):
        total = sum(numbers)
        if not 0 < total <= free:
            continue
        who = tuple(s for group, n in zip(people, numbers, strict=True) for s in group[:n])
        empties = total == table.places[j]
        left = allowance - sum(s.allowance_dm2 or 0 for s in who)
        if empties or max(0, area - left) <= max(0, area - allowance):
            found.append(Leaving(j, who, walk, empties))
    return found


def _joins(case: Case, sitter: Sitter, there: Sequence[Sitter]) -> bool:
    """Return whether somebody may sit with people who may share."""
    sharing = case.portfolio.settings.share_own_room
    if sharing == "any":
        return True
    if sharing == "like" and any(s.alone for s in there if s.needs_seat):
        return all(s.kind == sitter.kind for s in there if s.needs_seat)
    return not sitter.alone


def choose_leaving(
    case: Case, i: int, ways: Sequence[Leaving], outside: Sequence[Sitter], *, within: int
) -> tuple[Leaving, ...] | None:
    """Return the fewest colleagues, and of those the nearest, who cover the surplus of office i.

    Exact: for every number of people and sum of allowances (up to the surplus) the least walk is
    kept while offices are added one by one. People without a seat come before all others.

    Parameters
    ----------
    within
        Distance of the offices that are looked at: 0 the same storey, 1 building, 2 site, 3 all.
    """
    table = case.offices
    free = int(table.seats[i] - table.need[i])
    surplus = int(table.area[i] - table.allowance[i])
    distance = table.distance(i)
    options: dict[int, list[Leaving]] = {}
    for number in range(1, len(outside) + 1):
        way = Leaving(NOWHERE, tuple(outside[:number]), 0.0)
        options.setdefault(NOWHERE, []).append(way)
    for way in ways:
        if distance[way.office] <= within:
            options.setdefault(way.office, []).append(way)
    best: dict[tuple[int, int], tuple[tuple[int, float], tuple[Leaving, ...]]] = {
        (0, 0): ((0, 0.0), ())
    }
    for of_office in options.values():
        for (people, covered), (cost, chosen) in list(best.items()):
            for way in of_office:
                state = (people + len(way.people), min(surplus, covered + way.allowance_dm2))
                moving = 0 if way.office == NOWHERE else len(way.people)
                price = (cost[0] + moving, cost[1] + moving * way.walk_m)
                if state[0] <= free and (state not in best or price < best[state][0]):
                    best[state] = (price, (*chosen, way))
    reached = [
        (cost, chosen) for (_, covered), (cost, chosen) in best.items() if covered >= surplus
    ]
    return min(reached, key=lambda found: found[0])[1] if reached else None
