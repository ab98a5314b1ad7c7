"""From counts of people who are alike to names: who can stay stays, the others walk least."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.optimize import linear_sum_assignment

from spaceplan.allocate.named.problem import DepartmentProblem, Group
from spaceplan.graph import SpatialGraph
from spaceplan.model import LedgerEntry, Portfolio


class Decoder:
    """Names people."""

    def __init__(self, portfolio: Portfolio, graph: SpatialGraph) -> None:
        self._portfolio = portfolio
        self._graph = graph

    def decode(
        self,
        problem: DepartmentProblem,
        counts: Sequence[Sequence[int]],
        entries: Sequence[LedgerEntry],
    ) -> dict[str, str]:
        """Return the room of everybody who has a seat."""
        today = {entry.person: entry.room for entry in entries}
        rooms = [place.id for place in problem.places]
        seated: dict[str, str] = {}
        for group, row in zip(problem.groups, counts, strict=True):
            seated |= self._group(group, row, rooms, today)
        return seated

    def _group(
        self, group: Group, row: Sequence[int], rooms: Sequence[str], today: dict[str, str]
    ) -> dict[str, str]:
        left = list(row)
        seated: dict[str, str] = {}
        for person, r in zip(group.people, group.today, strict=True):
            if r is not None and left[r]:
                left[r] -= 1
                seated[person] = rooms[r]
        waiting = [person for person in group.people if person not in seated]
        seats = [rooms[r] for r, number in enumerate(left) for _ in range(number)]
        return seated | self._nearest(waiting, seats, today)

    def _nearest(
        self, people: Sequence[str], seats: Sequence[str], today: dict[str, str]
    ) -> dict[str, str]:
        """Give each seat to somebody so that all together walk least; ties by id."""
        if not people or not seats:
            return {}
        walks = np.zeros((len(people), len(seats)))
        starts = [i for i, person in enumerate(people) if self._portfolio.has_room(today[person])]
        if starts:
            graph = self._graph
            from_rooms = [graph.index(today[people[i]]) for i in starts]
            walks[starts] = graph.walk(from_rooms, [graph.index(room) for room in seats])
        chosen, taken = linear_sum_assignment(walks)
        return {people[i]: seats[j] for i, j in zip(chosen.tolist(), taken.tolist(), strict=True)}
