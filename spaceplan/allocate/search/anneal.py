"""Room by room, uphill at times: annealing of the rooms of a few storeys.

One storey is annealed in machine code (``anneal_rooms``); several, one with more offices than a
word has bits, and any while the compiler is at work, in Python, with fewer steps.

A step gives rooms other contents: two rooms swap what they hold, or some people of one room go to
another room of their department or to a vacant one. The current arrangement may become worse for a
while, the colder the less; the best one seen is what comes out, priced exactly by the plan.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from math import log
from random import Random

import numpy as np

from spaceplan.allocate.plan.plan import Plan
from spaceplan.allocate.problem.evaluate import Held
from spaceplan.allocate.search.region import Content, Region, Step
from spaceplan.allocate.search.storey_rooms import MOST_OFFICES, StoreyFacts, StoreyRooms

#: Steps between two looks at the clock.
_BLOCK = 512
#: Accepted steps after which all hubs are looked for again.
_HUBS = 64
#: Python does fewer steps than asked for, and each counts for so many: it is so much slower.
_FEWER, _DEARER = 6, 25


@dataclass(frozen=True)
class Heat:
    """How long and how warm: steps, temperature at the beginning and at the end in points."""

    steps: int
    hot: float
    cold: float


class Annealer:
    """Anneals regions of a plan.

    Parameters
    ----------
    count
        Called with the number of steps tried.
    stopped
        Whether to stop at once.
    wait
        Whether to wait for the compiler, the first time on a machine, rather than to go on in
        Python until it is done: what is found does not depend on the clock then.
    """

    def __init__(
        self,
        random: Random,
        count: Callable[[int], None],
        stopped: Callable[[], bool],
        *,
        wait: bool = True,
    ) -> None:
        self.random = random
        self.count = count
        self.stopped = stopped
        self._wait = wait
        self._tables: StoreyFacts | None = None
        self._state = np.zeros(1, dtype=np.uint64)

    def anneal(
        self,
        plan: Plan,
        storeys: Sequence[int],
        heat: Heat,
        *,
        busy: Collection[int] = (),
    ) -> Mapping[int, Held]:
        """Return new offices of the departments that an annealing changed; none if nothing was won.

        Parameters
        ----------
        busy
            Departments that must not be touched; nor are those that hard wishes tie together.
        """
        untouched = frozenset(busy) | plan.evaluator.wishes.coupled
        if len(storeys) == 1 and self._tables_of(plan, storeys[0]) is not None:
            return self._compiled(plan, storeys[0], heat, untouched)
        return self._in_python(
            plan, storeys, replace(heat, steps=1 + heat.steps // _FEWER), untouched
        )

    def _in_python(
        self, plan: Plan, storeys: Sequence[int], heat: Heat, untouched: Collection[int]
    ) -> Mapping[int, Held]:
        """Anneal the rooms of some storeys by Python; see ``anneal``."""
        region = Region(plan, storeys, untouched)
        if len(region.rooms) < 2 or not region.departments:
            return {}
        journal: list[Step] = []
        best, best_at, cost, accepted = -1e-6, 0, 0.0, 0
        factor = (heat.cold / heat.hot) ** (1.0 / heat.steps)
        temperature = heat.hot
        random = self.random.random
        for i in range(heat.steps):
            if i % _BLOCK == 0 and self.stopped():
                break
            temperature *= factor
            step = self._draw(region)
            if step is None:
                continue
            limit = -temperature * log(random() + 1e-12)
            change = region.price(step)
            if change > limit:
                continue
            journal.append(region.make(step))
            cost += change
            accepted += 1
            if accepted % _HUBS == 0:
                cost += region.refresh()
            if cost < best:
                best, best_at = cost, len(journal)
        self.count(_DEARER * heat.steps)
        for step in reversed(journal[best_at:]):
            region.make(step)
        return region.offices() if best_at else {}

    def _tables_of(self, plan: Plan, s: int) -> StoreyFacts | None:
        """Return the tables for the compiled annealing, if a storey can be annealed so."""
        from spaceplan.allocate.search.anneal_rooms import preparation  # loads the compiler

        rooms = len(plan.evaluator.geometry.on_storey[s])
        if not 0 < rooms <= MOST_OFFICES or not preparation.ready(wait=self._wait):
            return None
        if self._tables is None or self._tables.evaluator is not plan.evaluator:
            self._tables = StoreyFacts(plan.evaluator)
        return self._tables

    def _compiled(
        self, plan: Plan, s: int, heat: Heat, busy: Collection[int]
    ) -> Mapping[int, Held]:
        """Anneal the rooms of one storey by the compiled loop; see ``anneal``."""
        assert self._tables is not None
        storey = StoreyRooms(plan, self._tables, s, busy)
        if not storey.worth_annealing:
            return {}
        self._state[0] = self.random.getrandbits(63) + 1
        gained = storey.anneal(self._state, heat.steps, heat.hot, heat.cold)
        self.count(heat.steps)
        return storey.offices() if gained < -1e-6 else {}

    def _draw(self, region: Region) -> Step | None:
        """Draw a step that the rules allow; None if what was drawn is not allowed."""
        random = self.random.random
        a = int(random() * len(region.rooms))
        held = region.contents[a]
        if held.department < 0:
            return None
        mates = region.mates(a, random())
        b = mates[int(random() * len(mates))]
        if a == b:
            return None
        if held.sharing and random() < 0.35:
            return self._transfer(region, a, b)
        return _swap(region, a, b)

    def _transfer(self, region: Region, a: int, b: int) -> Step | None:
        """Send some people of a to b, which is vacant or their department's."""
        source, target = region.contents[a], region.contents[b]
        if target.department >= 0 and (
            target.department != source.department or not target.sharing
        ):
            return None
        most = min(source.people, region.seats[b] - target.people)
        if most < 1 or not region.may[source.department][b]:
            return None
        number = 1 + int(self.random.random() * most)
        moving = self._some(source.occupancy, number, source.people)
        j = source.department
        left = tuple(map(int.__sub__, source.occupancy, moving))
        there = (
            tuple(map(int.__add__, target.occupancy, moving)) if target.department >= 0 else moving
        )
        if number < source.people and source.people - number < region.least[a]:
            return None
        if target.people + number < region.least[b]:
            return None
        return (a, region.content(j, left)), (b, region.content(j, there))

    def _some(self, occupancy: tuple[int, ...], number: int, people: int) -> tuple[int, ...]:
        """Draw so many of the people in a room."""
        if number == people:
            return occupancy
        left = list(occupancy)
        taken = [0] * len(left)
        for _ in range(number):
            place = int(self.random.random() * sum(left))
            for k, n in enumerate(left):
                if place < n:
                    left[k] -= 1
                    taken[k] += 1
                    break
                place -= n
        return tuple(taken)


def _swap(region: Region, a: int, b: int) -> Step | None:
    """Two rooms swap what they hold; None where a rule forbids it or nothing changes."""
    first, second = region.contents[a], region.contents[b]
    if first is second or not (_suits(region, first, b) and _suits(region, second, a)):
        return None
    return (a, second), (b, first)


def _suits(region: Region, content: Content, r: int) -> bool:
    """Σ people <= seats(r), and who holds the content may hold r."""
    if content.department < 0:
        return True
    return (
        region.least[r] <= content.people <= region.seats[r] and region.may[content.department][r]
    )
