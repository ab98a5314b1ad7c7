"""The proof of one run: it is begun, goes on beside the search, rests, and is taken back if wrong.

What is proven allows for the people whom the best plan at that time leaves out; when the search
seats more of them, the proof begins anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from spaceplan.allocate.bound.bounder import METHOD_AT_FIRST, METHOD_WHOLE, Proof
from spaceplan.allocate.bound.proof_process import Task, proofs_beside
from spaceplan.allocate.bound.raised import all_proofs
from spaceplan.allocate.clock import Clock
from spaceplan.allocate.plan.express import objective_of
from spaceplan.allocate.plan.plan import Plan
from spaceplan.errors import SolverFaultError
from spaceplan.i18n import N_, Message
from spaceplan.model import Prices

#: A total within so many points of its bound is optimal: sums of floats in another order.
_CLOSED = 1e-6
#: A bound above the plan by more than such a share of its cost is wrong.
_REFUTED = 1e-6
#: With one worker: the part of all work that the proof may take.
_SHARE = 0.3
#: With so many offices the proof goes on in a process of its own in any case.
_LARGE = 500
#: A proof that has gone on for so many seconds is not begun anew before it has proven something of
#: all terms.
_LONG = 10.0
#: A bound has hardly risen when it has by less than this share of itself in so many seconds, with
#: so many offices.
_RISE, _PATIENCE, _USUAL = 0.001, 45.0, 3000


class Proving:
    """The best proof so far of what no plan can beat.

    Parameters
    ----------
    best
        Returns the best plan at any time.
    risen
        Called with every better proof.
    failed
        Called with whatever goes wrong; the search goes on with what is proven so far.
    prices
        What the proof speaks of; None: all that the search makes small.
    first
        What plans are compared by before their total; None: what the proof speaks of.

    Attributes
    ----------
    whole
        (unplaced, cost) of the best plan there is, where it is known.
    """

    def __init__(
        self,
        best: Callable[[], Plan],
        clock: Clock,
        risen: Callable[[], None],
        failed: Callable[[Exception], None],
        prices: Prices | None = None,
        first: Prices | None = None,
    ) -> None:
        plan = best()
        self.proof = Proof()
        self.whole: tuple[int, float] | None = None
        self._best = best
        self._clock = clock
        self._has_risen = risen
        self._failed = failed
        self._prices = prices
        self._first = first or prices
        self._problem = replace(plan.problem, prices=prices or plan.problem.prices)
        self._geometry = plan.evaluator.geometry
        self._proofs = self._all()
        self._work = 0.0
        self._has_proven = False
        self._last_rise = 0.0, 0.0  # seconds, bound

    @property
    def optimal(self) -> bool:
        """Whether nothing better than the best plan is possible in what the proof speaks of."""
        plan, proof = self._best(), self.proof
        return plan.unplaced == proof.unplaced and self._cost(plan) <= proof.value + _CLOSED

    @property
    def bound(self) -> float:
        """No plan with the fewest unseated costs less of it, points."""
        own = self._problem.prices
        return _priced(self._best(), own) if self.optimal else self.proof.value

    def speaks_of(self, prices: Prices) -> bool:
        """Return whether the proof is one of such prices."""
        return self._problem.prices == prices

    def rank(self, plan: Plan) -> tuple[int, float, float]:
        """Return what plans are compared by: what comes first, then all the rest."""
        first = plan.cost if self._first is None else _priced(plan, self._first)
        return plan.unplaced, first, plan.cost

    def _cost(self, plan: Plan) -> float:
        """Return what a plan costs of all that the proof speaks of, points."""
        return plan.cost if self._prices is None else _priced(plan, self._prices)

    def go_on(self) -> bool:
        """Do a part of the proof; return whether there may be more to do.

        With one worker it takes its share of the work and no more.
        """
        clock = self._clock
        if clock.options.workers == 1 and self._work > _SHARE * clock.work:
            return True
        before = clock.work
        try:
            proof = next(self._proofs, None)
        except Exception as error:
            self._failed(error)
            return False
        self._work += clock.work - before
        if proof is None:
            return False
        self._has_proven = proof.method != METHOD_AT_FIRST
        self._take(proof)
        if self.optimal:
            clock.proven()
        return not self.optimal

    def _take(self, proof: Proof) -> None:
        """Take note of a proof, and of when the bound last rose by what is worth the time."""
        if proof != self.proof and proof.value >= self.proof.value:
            self.proof = proof
            self._has_risen()
        if self.proof.value > (1.0 + _RISE) * self._last_rise[1]:
            self._last_rise = self._clock.seconds, self.proof.value

    def rests(self) -> bool:
        """Return whether the proof, in a process of its own, will hardly raise the bound any more.

        It says so itself, or the bound has hardly risen for long.
        """
        when, value = self._last_rise
        if not self._is_apart:
            return False
        if self.proof.exhausted:
            return True
        patience = _PATIENCE * max(1.0, len(self._problem.offices) / _USUAL)
        return value > 0.0 and self._clock.seconds > when + patience

    @property
    def _is_apart(self) -> bool:
        """Whether the proof is long, or would first have to wait for the compiler."""
        from spaceplan.allocate.bound.compiled import is_ready  # loads the compiler

        return len(self._problem.offices) > _LARGE or not is_ready()

    def _all(self) -> Iterator[Proof]:
        """Yield proofs of what no plan can beat, anew whenever more people are placed meanwhile."""
        while not self._clock.stopped():
            unplaced = self._best().unplaced
            yield from self._proofs_for(unplaced)
            if self.whole is not None or self._best().unplaced >= unplaced:
                return

    def _proofs_for(self, unplaced: int) -> Iterator[Proof]:
        """Yield proofs that allow for so many people left out, as long as no plan leaves fewer.

        They hold for such a plan as well, so that one that has taken long is waited for.
        """
        clock = self._clock
        apart = clock.options.workers > 1 and self.whole is None and self._is_apart
        begun, self._has_proven = clock.seconds, False
        given_up = False

        def stopped() -> bool:
            nonlocal given_up
            is_long = apart and not self._has_proven and clock.seconds > begun + _LONG
            given_up = given_up or (self._best().unplaced < unplaced and not is_long)
            return given_up or clock.stopped()

        if apart:
            task = Task(self._problem, self._geometry, unplaced, clock.seconds_left())
            yield from proofs_beside(task, stopped, self.rests)
            return
        for proof in all_proofs(
            self._problem,
            self._geometry,
            unplaced,
            count=clock.count_work,
            seconds_left=lambda: 0.0 if stopped() else clock.seconds_left(),
        ):
            if self.whole is None:
                yield proof
                continue
            fewest, cost = self.whole
            yield replace(proof, unplaced=fewest, value=cost, ignores=(), method=METHOD_WHOLE)
            return

    def doubt_refuted(self) -> None:
        """Take back a bound that lies above the plan: then the proof is wrong, and says nothing."""
        proof, plan = self.proof, self._best()
        cost = self._cost(plan)
        above = proof.value - cost
        if plan.unplaced <= proof.unplaced and above > _REFUTED * (1 + cost):
            text = N_("the proof contradicts the plan by {points:,.4f} points, please report it")
            self._failed(SolverFaultError(Message.of(text, points=above)))
            self.proof = replace(proof, value=0.0)


def _priced(plan: Plan, prices: Prices) -> float:
    """Return what a plan costs at other prices, points."""
    points: dict[str, float] = vars(prices)
    return sum(term.quantity * points[term.name] for term in objective_of(plan).terms)
