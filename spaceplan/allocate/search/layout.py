"""Room by room: swap what two rooms of a storey hold while that makes the plan better.

This is where zones, walks, single square metres and who stays in his room are settled: every swap
is priced exactly. A swap with a vacant room is a move.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from itertools import combinations
from random import Random

from spaceplan.allocate.plan.plan import Plan
from spaceplan.allocate.plan.swap import may_move, swap


class Layout:
    """Improves a plan by swaps within storeys.

    Parameters
    ----------
    count
        Called with the number of changes priced.
    stopped
        Whether to stop at once.
    """

    def __init__(
        self, plan: Plan, count: Callable[[int], None], stopped: Callable[[], bool]
    ) -> None:
        self.plan = plan
        self.count = count
        self.stopped = stopped
        self._distance = plan.problem.prices.distance / 100

    def improve(
        self, storeys: Sequence[int], random: Random, *, busy: Collection[int] = (), rounds: int = 3
    ) -> int:
        """Swap on each storey until a round finds nothing; return how many swaps were made.

        Parameters
        ----------
        busy
            Departments that must not be touched.
        """
        made = 0
        for s in storeys:
            for _ in range(rounds):
                if self.stopped():
                    return made
                found = self._round(s, random, busy)
                made += found
                if not found:
                    break
        return made

    def _round(self, s: int, random: Random, busy: Collection[int]) -> int:
        """Try every pair of rooms of the storey once, in random order."""
        plan = self.plan
        rooms = [
            r
            for r in plan.evaluator.geometry.on_storey[s]
            if may_move(plan, r) and not set(plan.holders[r]).intersection(busy)
        ]
        pairs = list(combinations(rooms, 2))
        random.shuffle(pairs)
        made = tried = 0
        zones = _ZonesOn(plan, s)
        for a, b in pairs:
            if self._hopeless(a, b, zones):
                continue
            change = swap(plan, a, b)
            if change is None:
                continue
            tried += 1
            if plan.apply_if_better(change):
                made += 1
                zones.forget()
            if tried % 64 == 0 and self.stopped():
                break
        self.count(tried)
        return made

    def _hopeless(self, a: int, b: int, zones: _ZonesOn) -> bool:
        """Return whether zones and walks together cannot make up for excess and moves.

        Gains through the walk between hubs are small and not counted.
        """
        plan = self.plan
        if plan.broken:
            return False
        d = plan.holders[a][0] if plan.holders[a] else -1
        e = plan.holders[b][0] if plan.holders[b] else -1
        if d == e:
            return False
        loss = hope = 0.0
        for holder, room, other in ((d, a, b), (e, b, a)):
            if holder >= 0:
                loss += plan.evaluator.cost_of_change(
                    holder, plan.offices[holder][room], room, other
                )
                hope += zones.avoidable(holder) + self._distance * plan.costs[holder].person_cm
        return loss > hope


class _ZonesOn:
    """What the zones beyond the first of one storey cost each department, looked up once."""

    def __init__(self, plan: Plan, s: int) -> None:
        self.plan = plan
        self.s = s
        self.known: dict[int, float] = {}

    def avoidable(self, d: int) -> float:
        """Return points for the department's zones beyond the first of the storey."""
        found = self.known.get(d)
        if found is None:
            geometry = self.plan.evaluator.geometry
            rooms = [r for r in self.plan.offices[d] if geometry.storey[r] == self.s]
            found = self.plan.problem.prices.zone * (geometry.zones(rooms) - 1)
            self.known[d] = found
        return found

    def forget(self) -> None:
        """Start again after a change."""
        self.known.clear()
