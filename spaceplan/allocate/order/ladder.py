"""The levels of an order one after the other: their weights, the best plan, what is proven of each.

With weights W_j and earlier levels held at h_j, a bound B on the weighted sum proves
t_i >= B − Σ_j W_j · h_j for every plan with t_j <= h_j, whatever the weights are. What a level is
above its own bound, its weight would take off the next ones' many times over, and leave nothing: it
has no weight in what is proven of them, nor have those after it. Of what comes before, the bound
then takes as given only what is proven to be the least.

What is to be made small later counts a little in the search from the first level on, and not in
what is proven: many plans are as good at a level, and a search that took any of them (everybody
moved for the last square metre) would leave the later levels what they cannot mend.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import ceil

from spaceplan.allocate.clock import Clock
from spaceplan.allocate.level_search import LevelSearch
from spaceplan.allocate.order.level_progress import LevelProgress, Place
from spaceplan.allocate.order.level_proofs import LevelProofs
from spaceplan.allocate.order.stages import Stage
from spaceplan.allocate.plan.plan import Plan
from spaceplan.allocate.result import (
    AllocateOptions,
    AllocationResult,
    Level,
    Status,
    Step,
    Stop,
)
from spaceplan.i18n import N_, Message
from spaceplan.model import Portfolio, Prices
from spaceplan.progress import Progress

#: Beyond this the models of the search would round the prices of the later levels away.
_HEAVIEST = 1e6
#: What counts of the prices of later levels while one is searched for: of each that the order names
#: so much of the one before, and at least what counts of the rest. With more, the first level ends
#: far from its bound; with less, the model of a small portfolio no longer tells its plans apart.
_NAMED, _REST = 0.02, 0.01
_SAME = 1e-6
#: A level has its weight in the proof of the next one if it takes off no more than such a share.
_LOST = 0.01


class Ladder:
    """The levels one after the other, the best plan so far, and what is proven of each.

    Parameters
    ----------
    proofs
        What is proven of each level alone, beside the search.
    """

    def __init__(
        self, portfolio: Portfolio, stages: Sequence[Stage], clock: Clock, proofs: LevelProofs
    ) -> None:
        self.portfolio = portfolio
        self.stages = stages
        self.clock = clock
        self.proofs = proofs
        self.best: AllocationResult | None = None
        self.results: list[AllocationResult] = []
        self.bounds: list[float] = []
        #: The same as the proofs had it, neither rounded nor lowered.
        self.raw: list[float] = []
        self.weights: list[float] = []
        #: The weights in what is proven.
        self.proven: list[float] = []

    def next_level(self) -> tuple[Prices, LevelSearch] | None:
        """Return what the next level searches by, and what it proves and holds first of all.

        None after the last one.
        """
        i = len(self.results)
        if i == len(self.stages) or (self.best is not None and self.clock.stopped()):
            return None
        self.weights = [*self._weights(i), 1.0]
        self.proven = [*self._weights_of_closed(i), 1.0]
        search = LevelSearch(
            worth=self.stages[i].value,
            proven=self._prices(self.proven),
            first=self._prices(self.weights),
            begun=self.begin_proofs,
        )
        return self._prices(self._searched(i)), search

    def _weights_of_closed(self, i: int) -> list[float]:
        """Return the weights of the levels before ``i``, 0 from the first on that is open."""
        lost = _LOST * self._value(i) + self.stages[i].step / 4
        weights = [0.0] * i
        for j, bound in enumerate(self.raw):
            if self.weights[j] * (self._value(j) - bound) > lost:
                break
            weights[j] = self.weights[j]
        return weights

    def _searched(self, i: int) -> list[float]:
        """Return the weights that level ``i`` searches by: its own price, and a little of others'.

        Whether a price is large for the search is a question of points.
        """
        levels = self.stages[i:]
        own = [stage.weight_of(self.portfolio.prices) for stage in levels]
        parts = [max(_REST, _NAMED**n) if stage.name else _REST for n, stage in enumerate(levels)]
        parts[0] = 1.0
        held = [min(_HEAVIEST, own[0] * weight) for weight in self.weights[:-1]]
        return [*held, *(weight * part for weight, part in zip(own, parts, strict=True))]

    def _prices(self, weights: Sequence[float]) -> Prices:
        """Return the prices of the first levels at such weights; all else is free."""
        prices: dict[str, float] = {}
        for stage, weight in zip(self.stages, weights, strict=False):
            prices |= {term: weight * price for term, price in stage.prices.items()}
        return Prices.only(**prices)

    def _weights(self, i: int) -> list[float]:
        """Return the weights of the levels before ``i``: a step there outweighs all that follows.

        W_j · step_j > Σ_{j<k<i} W_k · t_k + t_i; where that is too heavy, only what t_k has above
        its bound counts, and it is as heavy as prices may be.
        """
        weights = self._outweighing(i, [0.0] * i)
        if max(weights, default=0.0) > _HEAVIEST:
            weights = self._outweighing(i, self.bounds)
        return [min(_HEAVIEST, weight) for weight in weights]

    def _outweighing(self, i: int, least: Sequence[float]) -> list[float]:
        weights: list[float] = []
        following = self._value(i)
        for j in range(i - 1, -1, -1):
            step = self.stages[j].step
            weights.insert(0, float(ceil((1 + following) / step)) if step else 1.0)
            following += weights[0] * max(0.0, self._value(j) - least[j])
        return weights

    def _value(self, j: int) -> float:
        return 0.0 if self.best is None else self.stages[j].value(self.best.objective)

    def _held(self) -> float:
        """Return what the levels before the next one weigh in the best plan, in what is proven."""
        return sum(weight * self._value(j) for j, weight in enumerate(self.proven[:-1]))

    def progress(self) -> Progress:
        """Return who is told of the search for the next level."""
        i = len(self.results)
        place = Place(i + 1, len(self.stages), self.stages[i].name, self._held())
        return LevelProgress(self.clock.progress, place, self.clock.seconds)

    def share_of_limits(self) -> AllocateOptions:
        """Return limits for the next level: an equal share of what is left."""
        clock, levels = self.clock, len(self.stages) - len(self.results)
        options = clock.options
        work = options.work_limit
        return replace(
            options,
            time_limit=clock.seconds_left() / levels,
            work_limit=None if work is None else max(0.0, work - clock.work) / levels,
        )

    def climb(self, result: AllocationResult) -> Ladder:
        """Return the ladder with the answer for the next level, and the better plan of both."""
        i = len(self.results)
        higher = Ladder(self.portfolio, self.stages, self.clock, self.proofs)
        held = self._held()
        better = self.best is None or self._rank(result) <= self._rank(self.best)
        bound = result.bound - held
        higher.best = result if better else self.best
        higher.raw = [*self.raw, bound]
        higher.results = [*self.results, result]
        higher.bounds = [*self.bounds, self._rounded(i, max(bound, higher._known(i)), held)]
        return higher

    def begin_proofs(self, plan: Plan) -> None:
        """Prove beside all levels, where there is more than one worker; the first one says so."""
        if self.clock.options.workers > 1:
            self.proofs.begin(plan, self.clock.seconds_left())

    def _known(self, i: int) -> float:
        """Return what any proof so far knows of level ``i``, though it was one of another level.

        Departments need so many storeys only where nobody is left out.
        """
        prices, none_left_out = self.stages[i].prices, self._left_out() == 0
        excess = max(result.structural_excess_m2 for result in self.results)
        storeys = max(result.storeys_needed for result in self.results) * none_left_out
        return prices.get("excess", 0.0) * excess + prices.get("storey", 0.0) * storeys

    def _left_out(self) -> int:
        """Return the people unseated and the unmet needs of the best plan."""
        assert self.best is not None
        return self.best.objective.unseated + self.best.objective.unmet_needs

    def _rank(self, result: AllocationResult) -> tuple[float, ...]:
        """Return what plans are compared by: people left out, then all levels."""
        objective = result.objective
        reached = (round(stage.value(objective), 5) for stage in self.stages)
        return (objective.unseated + objective.unmet_needs, *reached)

    def _rounded(self, i: int, bound: float, held: float) -> float:
        """Return a bound that is a value which the level can have: not below what was proven.

        The sums are floats, so that what is proven is first lowered by what they may be off.
        """
        stage = self.stages[i]
        sure = max(0.0, bound - _SAME - 1e-12 * held)
        shared = any("shared" in room.tags for room in self.portfolio.rooms)
        if not stage.step or (shared and "excess" in stage.prices):
            return sure
        return ceil(round(sure / stage.step, 6)) * stage.step

    def _levels(self) -> tuple[Level, ...]:
        """Return what was reached and proven; of levels that were not come to, nothing."""
        bounds = [*self.bounds, *[0.0] * (len(self.stages) - len(self.bounds))]
        for j, bound in enumerate(self.proofs.bounds[:]):
            bounds[j] = max(bounds[j], self._rounded(j, bound, 0.0))
        return tuple(
            Level(stage.name, self._value(j), min(bound, self._value(j)))
            for j, (stage, bound) in enumerate(zip(self.stages, bounds, strict=True))
        )

    def result(self) -> AllocationResult:
        """Return the best plan with the portfolio's own prices."""
        assert self.best is not None
        levels = self._levels()
        own = vars(self.portfolio.prices)
        objective = replace(
            self.best.objective,
            terms=tuple(
                replace(t, price=own[t.name], cost=t.quantity * own[t.name])
                for t in self.best.objective.terms
            ),
        )
        bound = min(objective.total, sum(map(self._priced, self.stages, levels)))
        proven = all(level.proven for level in levels)
        fault = next((r.fault for r in self.results if r.fault), self.proofs.fault)
        last = self.results[-1]
        ended = Stop.FAULT if fault else self.clock.reason() or last.stopped
        seconds = self.clock.seconds
        method = N_("level by level in the order given, for plans no worse at those before: {how}")
        return replace(
            self.best,
            objective=objective,
            status=Status.OPTIMAL if proven else Status.FEASIBLE,
            stopped=Stop.PROOF if proven else ended,
            bound=objective.total if proven else bound,
            bound_ignores=self._ignored(),
            bound_method=Message.of(method, how=Message.of(last.bound_method)),
            fewest_unseated_bound=max(r.fewest_unseated_bound for r in self.results),
            structural_excess_m2=max(r.structural_excess_m2 for r in self.results),
            seconds=seconds,
            work=self.clock.work,
            trajectory=(Step(seconds, objective.total, bound, objective.unseated),),
            fault=fault,
            levels=levels,
        )

    def _priced(self, stage: Stage, level: Level) -> float:
        """Return what a level's bound comes to in the portfolio's points."""
        own = vars(self.portfolio.prices)
        if len(stage.prices) > 1:
            return level.bound if any(own[term] for term in stage.prices) else 0.0
        return float(level.bound * sum(own[t] / p for t, p in stage.prices.items() if p))

    def _ignored(self) -> tuple[str, ...]:
        """Return the priced terms of which nothing is proven."""
        own = vars(self.portfolio.prices)
        ignored = {
            term
            for i, stage in enumerate(self.stages)
            for term in stage.prices
            if i >= len(self.results) or term in self.results[i].bound_ignores
        }
        return tuple(term for term in own if term in ignored and own[term])
