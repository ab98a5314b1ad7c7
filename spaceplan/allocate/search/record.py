"""The best plan of a search, and the worse ones from which it may go on.

A search that only ever goes on from the best plan ends where no single neighbourhood holds a better
one. So it may go on from a plan a little worse than the best one: less and less so towards the end
of the time, and not at all in its last part. The best plan is kept apart and never gets worse.
"""

from __future__ import annotations

from collections.abc import Callable

from spaceplan.allocate.clock import Clock, Part
from spaceplan.allocate.plan.plan import TOLERANCE, Plan

#: Share of the best one's cost by which a plan may be worse to go on from it, at the beginning.
_SLACK = 0.0006
#: From this share of the time on, only the best plan is gone on from.
_STRICT = 0.9


class Record:
    """Keeps the best plan, and says which others may be gone on from.

    Parameters
    ----------
    time
        Of the run, or of a round of it.
    found
        Called with every better plan, which is not altered afterwards.
    """

    def __init__(self, plan: Plan, time: Clock | Part, found: Callable[[Plan], None]) -> None:
        self.best = plan.copy()
        self._time = time
        self._found = found

    def note(self, plan: Plan) -> None:
        """Take note of a plan, and tell of it if it is better than the best one."""
        if plan.value < self.best.value:
            self.best = plan.copy()
            self._found(self.best)

    def allows(self, plan: Plan) -> bool:
        """Return whether to go on from a plan: no more people left out, and hardly worse."""
        slack = _SLACK * max(0.0, 1.0 - self._time.spent / _STRICT)
        best = self.best
        return plan.unplaced <= best.unplaced and plan.cost <= best.cost * (1.0 + slack) + TOLERANCE
