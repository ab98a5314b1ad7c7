"""How much worse one move of groups may make a plan, over the time of a round.

At first only moves that gain much are made, then, step by step, those that gain less. A search that
takes whatever it happens to find first moves people to and fro, and cannot bring them back: from
the status quo it ends some hundreds of points higher. After that, moves may cost a little, the less
the nearer the end.
"""

from __future__ import annotations

from spaceplan.allocate.clock import Clock, Part

#: What a move must gain when the descent begins, points.
_DEMAND = 100.0
#: How much worse a move may make a plan at the very beginning, points, about; it falls with the
#: square of the time that is left.
_WANDER = 4.0


class Threshold:
    """Points by which a move may make a plan worse; below 0: that it must gain.

    Parameters
    ----------
    time
        Of the run, or of a round of it.
    descent
        The share of it, from now on, in which moves must gain something.
    """

    def __init__(self, time: Clock | Part, descent: float = 0.0) -> None:
        self._time = time
        self._begun = time.spent
        self._descent = descent

    @property
    def descending(self) -> bool:
        """Whether moves must still gain something."""
        return self._left > 0.0

    @property
    def points(self) -> float:
        """What a move may cost now, about; below 0: what it must gain, exactly."""
        left = self._left
        return -_DEMAND * left if left > 0.0 else _WANDER * (1.0 - self._time.spent) ** 2

    @property
    def _left(self) -> float:
        """How much of the descent is left, from 1 to 0 or below."""
        over = self._time.spent - self._begun
        return 1.0 - over / self._descent if self._descent else 0.0
