"""Combines rooms of good seatings, and of such as the relaxation over them would like."""

from __future__ import annotations

from spaceplan.allocate.seating.arrays import UNITS_A_POINT
from spaceplan.allocate.seating.clock import Run
from spaceplan.allocate.seating.combine import Combination, MixedLimits
from spaceplan.allocate.seating.pricing import Pricing
from spaceplan.i18n import N_

#: New fillings that make it worth combining again, and rounds of finding more.
_NEW, _ROUNDS = 100, 1
#: Seconds of one solve at most, seconds that must be left, and nodes of one solve.
_LONGEST, _LEAST, _NODES = 8.0, 5.0, 200
#: Seconds that a solve ends before the limit, for solvers look at the clock only now and then.
_RESERVE = 1.5
#: Work of a filling, of a room in which groups are tried, and of a node.
_A_FILLING, _A_ROOM, _A_NODE = 1e-4, 0.015, 0.01
#: Reduced costs up to this share of what can be gained are looked at, at first and at least.
_SHARE, _SMALLEST = 0.2, 0.05


class Combiner:
    """Combines the fillings of a run's pool whenever there are enough new ones.

    It looks at fewer fillings after a solve that was not finished, and at more after others.
    """

    def __init__(self, run: Run) -> None:
        self.run = run
        self._pricing = Pricing(run.patterns)
        self._seen = 0
        self._share = _SHARE

    def combine(self) -> bool:
        """Combine if it is worth it; return whether a better seating came out."""
        run, pool = self.run, self.run.patterns.snapshot()
        grown = len(pool) >= self._seen + _NEW or self._share < 1
        if not grown or run.value.hard or run.stopped() or run.seconds_left() < _LEAST:
            return False
        run.progress.step(N_("combining rooms"))
        combination = self._extended()
        timed = run.options.work_limit is None
        left = run.seconds_left()
        if run.stopped() or (timed and left < 2 * _RESERVE):
            return False
        limits = MixedLimits(min(left - _RESERVE, _LONGEST) if timed else left, _NODES)
        found = combination.solve(run.value.cost, self._share, limits)
        run.count_work(_A_NODE * found.nodes)
        self._seen = run.patterns.size
        self._share = min(1.0, self._share * 1.3) if found.proven else self._share * 0.8
        self._share = max(self._share, _SMALLEST)
        return found.rooms is not None and run.offer(found.rooms)

    def _extended(self) -> Combination:
        """Return the combination of the pool and of what its relaxation would like."""
        run, patterns = self.run, self.run.patterns
        for _ in range(_ROUNDS):
            pool = patterns.snapshot()
            combination = Combination(run.arrays, pool, patterns.links)
            run.count_work(_A_FILLING * len(pool) + _A_ROOM * run.arrays.m)
            bound, reduced = combination.reduced_costs(run.seconds_left())
            patterns.trim(reduced)
            gain = run.value.cost / UNITS_A_POINT - bound
            rooms = (r for r in range(run.arrays.m) if not run.stopped())
            for filling in self._pricing.fillings(reduced, self._share * gain, rooms):
                patterns.add(filling)
        return Combination(run.arrays, patterns.snapshot(), patterns.links)
