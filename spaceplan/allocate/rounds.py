"""Rounds of a search: each makes another good plan, and the best one takes from it what is better.

One long search ends with a plan in which some places are as good as can be and others are not, and
a second one with others. Together (``combine``) they are better than either after twice the time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import sqrt

from spaceplan.allocate.clock import Clock, Part
from spaceplan.allocate.combine import combined
from spaceplan.allocate.plan import Plan

#: Seconds (or work) for one round with so many offices; in four times the time there are twice as
#: many, each twice as long.
_ONE, _OFFICES = 2.4, 3000
#: How many plans of rounds are remembered.
_REMEMBERED = 8
#: The share of the time that is left to the last round, which goes on from the best plan; and where
#: there is time for no other, but two plans to begin from.
_LAST, _LAST_OF_ONE = 0.1, 0.7
#: The share of the rounds that begin where the run does, where people's moves have a price. Others
#: begin from the best plan, shaken for this share of their time.
_FROM_START, _SHAKING = 0.4, 0.05
#: Where moves are free, all has to find its place first, which takes this share of the time. What
#: is shaken then needs longer, too: rounds are so many times fewer.
_FIRST, _FEWER = 0.4, 3
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
        self._ends: list[Plan] = []
        self._before: Plan | None = None
        problem = plan.problem
        self._moves_cost = problem.has_ledger and problem.prices.moved > 0

    def all(self, rival: Callable[[], Plan] | None) -> Iterator[Round]:
        """Yield one round after the other until the clock says stop; ``end`` each of them.

        Parameters
        ----------
        rival
            Returns another plan to begin from; later rounds begin from whichever came to more.
        """
        clock, left = self._clock, self._left
        lengths = [share * left for share in self._shares(1 if rival is None else 2)]
        for i, length in enumerate(lengths):
            time = Part(clock, length)
            plan, descends = self._begin(i / len(lengths), _SHAKING * length, rival)
            if clock.stopped():
                return
            self._before = self.best if self._ends else None
            yield Round(plan, time, self._descent(length) if descends else 0.0)
        descends = self._moves_cost and not self._ends
        last = Part(clock, self._left)
        yield Round(self.best, last, self._descent(last.whole) if descends else 0.0)

    @property
    def _left(self) -> float:
        return self._clock.whole - self._clock.over

    @property
    def _often(self) -> int:
        """How many rounds there is time for."""
        usual = self._clock.whole * _OFFICES / max(1, len(self.best.problem.offices))
        return int(sqrt(usual / _ONE))

    def _descent(self, length: float) -> float:
        return min(_DESCENT if self._often > 1 else _DESCENT_OF_SHORT, _LONGEST / length)

    def _shares(self, starts: int) -> list[float]:
        """Return the shares of the time that the rounds before the last one take."""
        often = self._often
        if often < 2:
            return [(1.0 - _LAST_OF_ONE) / 2] * 2 if starts > 1 else []
        if self._moves_cost:
            number = max(often, starts)
            return [(1.0 - _LAST) / number] * number
        number = often // _FEWER if self._shake else 0
        if not number:
            return [_FIRST / 2] * 2 if starts > 1 else []
        return [_FIRST / starts] * starts + [(1.0 - _LAST - _FIRST) / number] * number

    def _begin(
        self, over: float, shaking: float, rival: Callable[[], Plan] | None
    ) -> tuple[Plan, bool]:
        """Return where the next round begins, and whether it descends.

        What breaks hard wishes is mended rather than begun again.
        """
        if len(self._ends) == 1 and rival is not None:
            self._starts.append(rival())
        if len(self._ends) < len(self._starts):
            return self._starts[-1], self._moves_cost
        again = self._moves_cost and (self._shake is None or over < _FROM_START)
        if again and not self.best.broken:
            return self._start, True
        return (self._shake(self.best, shaking) if self._shake else self.best), False

    @property
    def _start(self) -> Plan:
        """The start that led to the better plan."""
        ends = [end.value for end in self._ends[: len(self._starts)]]
        return self._starts[ends.index(min(ends))]

    def note(self, plan: Plan) -> None:
        """Take note of a plan that is not altered afterwards."""
        if plan.value < self.best.value:
            self.best = plan
            self._found(plan)

    def end(self, plan: Plan) -> None:
        """Put together the best plan and that of a round, from either side, then all before.

        Parameters
        ----------
        plan
            The best plan of a round.
        """
        before, self._before = self._before, None
        if before is not None:
            self.note(combined(plan, [before]))
            if not self._clock.stopped():
                self.note(combined(before, [plan]))
                self.note(combined(self.best, self._ends[-_REMEMBERED:]))
        self._ends.append(plan)
