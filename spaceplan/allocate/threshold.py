"""How much worse one move of groups may make a plan, over the time of a run.

At first only moves that gain much are made, then, step by step, those that gain less. A search that
takes whatever it happens to find first moves people to and fro, and cannot bring them back: from
the status quo it ends some hundreds of points higher. After that, moves may cost a little, the less
the nearer the end.
"""

from __future__ import annotations

from spaceplan.allocate.clock import Clock

#: What a move must gain when the descent begins, points.
_DEMAND = 100.0
#: The share of all the time that descents take; seconds (or work) that one of them takes at most,
#: and how many there are at most.
_SHARE, _LONGEST, _MOST = 0.13, 16.0, 3
#: How much worse a move may make a plan at the very beginning, points, about; it falls with the
#: square of the time that is left.
_WANDER = 4.0


class Threshold:
    """Points by which a move may make a plan worse; below 0: that it must gain.

    Parameters
    ----------
    moves_cost
        Whether people's moves have a price: else nothing is lost by moving them at once.

    Attributes
    ----------
    descents
        How many to make: they end in different places, and the best one counts.
    """

    def __init__(self, clock: Clock, *, moves_cost: bool) -> None:
        self._clock = clock
        self._begun = -1.0  # never
        often = min(_MOST, max(1, int(_SHARE * clock.whole / _LONGEST)))
        self.descents = often if moves_cost else 0
        self._share = min(_SHARE, _LONGEST / clock.whole)

    def descend(self) -> None:
        """Begin a descent now."""
        self._begun = self._clock.spent

    @property
    def descending(self) -> bool:
        """Whether moves must still gain something."""
        return self._left > 0.0

    @property
    def points(self) -> float:
        """What a move may cost now, about; below 0: what it must gain, exactly."""
        left = self._left
        return -_DEMAND * left if left > 0.0 else _WANDER * (1.0 - self._clock.spent) ** 2

    @property
    def _left(self) -> float:
        """How much of the descent is left, from 1 to below 0."""
        return 1.0 - (self._clock.spent - self._begun) / self._share
