"""Rounds of a search: each makes another good plan, and the best one takes from it what is better.

One long search ends with a plan in which some places are as good as can be and others are not, and
a second one with others. Together (``combine``) they are better than either after twice the time.
The first rounds begin where the run does, and where moves of people have a price, later ones near
the best plan.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import sqrt
from time import time as now

from spaceplan.allocate.clock import Clock, Part
from spaceplan.allocate.plan.plan import Plan
from spaceplan.allocate.search.combine import combined
from spaceplan.allocate.search.island import Leg
from spaceplan.allocate.search.moves.scope import LARGE

#: Seconds (or work) for one round with so many offices; in four times the time there are twice as
#: many, each twice as long. Where moves of people are free, all has to find its place anew.
_ONE, _ONE_ANEW, _OFFICES = 2.4, 25.0, 3000
#: How many plans are remembered.
_REMEMBERED = 12
#: Seconds before the end when other processes must be back, and as many hundredths of all the time;
#: rounds of theirs that are shorter than this share of one here are not begun.
_RETURN, _SHORTEST = 1.0, 0.3
#: The share of the time that is left to the last round, which goes on from the best plan; where
#: moves of people are free, so that it gains little; and where there is time for no other, but two
#: plans to begin from.
_LAST, _LAST_ANEW, _LAST_OF_ONE = 0.1, 0.04, 0.7
#: The share of the time in which rounds begin where the run does, where moves of people have a
#: price. Others begin from the best plan, shaken for this share of their time. Where moves are
#: free, rounds from the best plan come back to it, and all begin where the run does.
_FROM_START, _SHAKING = 0.6, 0.1
#: Rounds of less than so many seconds (or work) lose more than they win: where moves of people are
#: free; where walks are free as well, so that plans have little in common, and in a large
#: portfolio, which is moved part by part.
_SHORTEST_ANEW, _SHORTEST_ALIKE = 90.0, 240.0
#: The share of a round in which moves must gain much, where they have a price; of short ones; and
#: how long that may take, seconds (or work).
_DESCENT, _DESCENT_OF_SHORT, _LONGEST = 0.13, 0.9, 16.0


@dataclass(frozen=True)
class Round:
    """Where a round begins, and how long it takes.

    Parameters
    ----------
    descent
        The share of it in which moves must gain much.
    """

    plan: Plan
    time: Part
    descent: float


class Rounds:
    """The rounds of one run, and its best plan.

    Parameters
    ----------
    found
        Called with every plan that is better than all before, which is not altered afterwards.
    shake
        Makes another plan of one, nearly as good, in so much time; None where nothing can.

    Attributes
    ----------
    ending
        Whether this is the last round.
    """

    def __init__(
        self,
        plan: Plan,
        clock: Clock,
        found: Callable[[Plan], None],
        shake: Callable[[Plan, float], Plan] | None,
    ) -> None:
        self.best = plan.copy()
        self._clock = clock
        self._found = found
        self._shake = shake
        self._starts = [self.best]
        self._ends: list[tuple[int, float]] = []
        self._remembered: deque[Plan] = deque(maxlen=_REMEMBERED)
        self._length = 0.0
        self.ending = False
        self._before: Plan | None = None
        problem = plan.problem
        prices = problem.prices
        self._moves_cost = problem.has_ledger and prices.moved > 0
        self._walks_cost = prices.affinity > 0 or prices.distance > 0
        self._large = len(problem.offices) > LARGE

    def all(self, rival: Callable[[], Plan] | None) -> Iterator[Round]:
        """Yield one round after the other until the clock says stop; ``end`` each of them.

        Parameters
        ----------
        rival
            Returns another plan to begin from; later rounds begin from whichever came to more.
        """
        clock, left = self._clock, self._left
        lengths = [share * left for share in self._shares(1 if rival is None else 2)]
        share = _DESCENT if self._often > 1 else _DESCENT_OF_SHORT
        for i, length in enumerate(lengths):
            time = Part(clock, length)
            plan, from_start = self._begin(i / len(lengths), _SHAKING * length, rival)
            if clock.stopped():
                return
            self._length = length
            self._before = self.best if self._ends else None
            yield Round(plan, time, self._descent(length, share) if from_start else 0.0)
        last = Part(clock, self._left)
        self._before, self.ending = None, True  # it begins from the best plan
        self._length = self._length or last.whole
        yield Round(self.best, last, 0.0 if self._ends else self._descent(last.whole))

    @property
    def _left(self) -> float:
        return self._clock.whole - self._clock.over

    @property
    def _often(self) -> int:
        """How many rounds there is time for."""
        usual = self._clock.whole * _OFFICES / max(1, len(self.best.problem.offices))
        if self._large or not (self._moves_cost or self._walks_cost):
            return int(usual / _SHORTEST_ALIKE)
        if self._moves_cost:
            return int(sqrt(usual / _ONE))
        return int(min(sqrt(usual / _ONE_ANEW), usual / _SHORTEST_ANEW))

    def _descent(self, length: float, share: float = _DESCENT) -> float:
        """Return the share of a round that its descent takes, where moves have a price."""
        return min(share, _LONGEST / length) if self._moves_cost else 0.0

    def _shares(self, starts: int) -> list[float]:
        """Return the shares of the time that the rounds before the last one take."""
        often = self._often
        if often < 2:
            return [(1.0 - _LAST_OF_ONE) / 2] * 2 if starts > 1 else []
        number = max(starts, often)
        last = _LAST if self._moves_cost else _LAST_ANEW
        return [(1.0 - last) / number] * number

    def _begin(
        self, over: float, shaking: float, rival: Callable[[], Plan] | None
    ) -> tuple[Plan, bool]:
        """Return where the next round begins, and whether that is where the run does.

        What breaks hard wishes is mended rather than begun again.
        """
        if len(self._ends) == 1 and rival is not None:
            self._starts.append(rival())
        if len(self._ends) < len(self._starts):
            return self._starts[-1], True
        from_start = over < _FROM_START or not self._moves_cost
        if not self.best.broken and (self._shake is None or from_start):
            return self._start, True
        return (self._shake(self.best, shaking) if self._shake else self.best), False

    @property
    def _start(self) -> Plan:
        """The start that led to the better plan."""
        ends = self._ends[: len(self._starts)] or [self.best.value]
        return self._starts[ends.index(min(ends))]

    def beside(self) -> Leg | None:
        """Return a round that another process may make now; None where there is no time for one.

        It begins where the run does: nothing is as different from the best plan.
        """
        if self._often < 1:
            return None  # one plan that all work at comes further
        left = self._clock.seconds_left() - _RETURN * (1.0 + self._clock.whole / 100.0)
        seconds, until = min(self._length, left), now() + left
        if not self._length or seconds < _SHORTEST * self._length:
            return None
        if self.best.broken:
            return Leg(tuple(self.best.offices), seconds, until, _SHAKING * seconds, 0.0)
        return Leg(tuple(self._start.offices), seconds, until, 0.0, self._descent(seconds))

    def note(self, plan: Plan) -> None:
        """Take note of a plan that is not altered afterwards."""
        if plan.value < self.best.value:
            self.best = plan
            self._found(plan)

    def end(self, plan: Plan) -> None:
        """Take note of the best plan of a round here."""
        self._ends.append(plan.value)
        self.put_together(plan)

    def put_together(self, plan: Plan) -> None:
        """Put together the best plan and that of a round, from either side, then all before.

        In a large portfolio that takes long: the time limit ends it between two parts.
        """
        before, late = self._before if plan is self.best else self.best, self._clock.out_of_time
        if before is not None:
            self.note(combined(plan, [before], late))
            if not self._clock.stopped():
                self.note(combined(before, [plan], late))
                self.note(combined(self.best, self._remembered, late))
        self._remembered.append(plan)
