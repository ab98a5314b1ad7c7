"""Allocate rooms: the whole run, from a portfolio to the best plan and what is proven of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cached_property

from spaceplan.allocate.adopt import adopt_start, from_nothing
from spaceplan.allocate.bound import METHOD_WHOLE, Proof
from spaceplan.allocate.build import build_problem
from spaceplan.allocate.clock import Clock
from spaceplan.allocate.construct import Constructor
from spaceplan.allocate.department_excess import department_structural_excess
from spaceplan.allocate.evaluate import Evaluator, Held
from spaceplan.allocate.express import allocation_of, objective_of
from spaceplan.allocate.faults import fault_message
from spaceplan.allocate.fill import fill_seats
from spaceplan.allocate.gather import bring_together, drop_breaking
from spaceplan.allocate.geometry import Geometry
from spaceplan.allocate.impossible import refuse_broken, refuse_impossible
from spaceplan.allocate.needs import ServiceAssigner
from spaceplan.allocate.ortools_models.limits import Limits
from spaceplan.allocate.ortools_models.seats_model import SeatsModel, parties_of_same_rights
from spaceplan.allocate.ortools_models.whole_model import WholeModel, is_small
from spaceplan.allocate.plan import Plan
from spaceplan.allocate.problem import Problem
from spaceplan.allocate.proof_process import Task, proofs_beside
from spaceplan.allocate.raise_bound import all_proofs
from spaceplan.allocate.result import AllocateOptions, AllocationResult, Status, Step, Stop
from spaceplan.allocate.search import Search
from spaceplan.allocate.seating import seat_people
from spaceplan.entitlement import Entitlements
from spaceplan.errors import SolverFaultError
from spaceplan.graph import SpatialGraph
from spaceplan.i18n import N_, Message
from spaceplan.model import Allocation, Objective, Portfolio, status_quo
from spaceplan.progress import SILENT, Progress
from spaceplan.rules import RuleBook
from spaceplan.units import DM2_PER_M2

_DEFAULTS = AllocateOptions()
#: A total within so many points of its bound is optimal: sums of floats in another order.
_CLOSED = 1e-6
#: A bound above the plan by more than such a share of its cost is wrong.
_REFUTED = 1e-6
#: With one worker: the part of all work that the proof may take.
_SHARE = 0.3
#: With so many offices the proof goes on in a process of its own in any case.
_LARGE = 500
#: A bound has hardly risen when it has by less than this share of itself in so many seconds, with
#: so many offices.
_RISE, _PATIENCE, _USUAL = 0.001, 45.0, 3000
#: Deterministic time for a small problem as a whole, about seconds.
_WHOLE = 20.0
#: Work for counting who can be seated at all, about seconds.
_COUNT = 1.0


def allocate_rooms(
    portfolio: Portfolio,
    graph: SpatialGraph,
    rulebook: RuleBook,
    entitlements: Entitlements,
    *,
    start: Allocation | None = None,
    options: AllocateOptions = _DEFAULTS,
    progress: Progress = SILENT,
    watch: Callable[[Callable[[], AllocationResult]], None] | None = None,
    worth: Callable[[Objective], float] | None = None,
) -> AllocationResult:
    """Find a plan that seats as many as possible and costs as little as possible.

    Parameters
    ----------
    start
        Where the search starts, such as the status quo; None: from nothing. The terms are the same:
        with a ledger, moves are counted either way. Where the start leaves out more people than
        need be, the search looks at a plan from nothing as well; from nothing, where moves have a
        price, at the status quo. It goes on from whichever comes to more.
    watch
        Given, once there is a first plan, a function that returns the best one at any time.
    worth
        What of a plan is told to ``progress``; None: its total.

    Raises
    ------
    ConflictError
        If hard requirements exclude each other, naming them; then no plan exists. Also if none was
        found that keeps them all: then it says so.
    """
    clock = Clock(options, progress)
    progress.step(N_("model"))
    problem = build_problem(portfolio, graph, rulebook, entitlements)
    geometry = Geometry(problem, graph)
    evaluator = Evaluator(problem, geometry)
    progress.step(N_("first plan"))
    assigner = ServiceAssigner(problem, geometry)
    refuse_impossible(problem, portfolio, rulebook, evaluator.wishes, assigner)
    held = from_nothing(problem) if start is None else adopt_start(problem, portfolio, start)
    plan, fault = _first_plan(evaluator, assigner, held)
    run = _Run(plan, clock, fault, worth)
    if start is None and problem.has_ledger and problem.prices.moved:
        before = adopt_start(problem, portfolio, status_quo(portfolio))
        run.rival = lambda: _first_plan(evaluator, assigner, before)[0]
    elif start is not None:
        nothing = from_nothing(problem)
        run.rival_in_need = lambda: _first_plan(evaluator, assigner, nothing)[0]
    if watch is not None:
        watch(lambda: run.result(portfolio, rulebook))
    run.search()
    return run.result(portfolio, rulebook)


def _first_plan(
    evaluator: Evaluator, assigner: ServiceAssigner, held: list[Held]
) -> tuple[Plan, str]:
    """Return a complete plan on top of what is held, and what went wrong on the way, if anything.

    After a mistake the plan is what is held.
    """
    held = drop_breaking(evaluator.problem, evaluator.wishes, held)
    fault, offices = "", held
    try:
        offices = Constructor(evaluator.problem, evaluator, assigner, held).build()
    except Exception as error:
        fault = fault_message(error)
    plan = Plan(evaluator, assigner, offices)
    bring_together(plan)
    return plan, fault


def _proves_apart(problem: Problem) -> bool:
    """Return whether the proof is long, or would first have to wait for the compiler."""
    from spaceplan.allocate.bound_code import is_ready  # loads the compiler

    return len(problem.offices) > _LARGE or not is_ready()


class _Run:
    """One run from its first plan on: the best plan, what is proven, the curve of both."""

    def __init__(
        self,
        plan: Plan,
        clock: Clock,
        fault: str,
        worth: Callable[[Objective], float] | None = None,
    ) -> None:
        self.plan = plan
        self.clock = clock
        self.worth = worth
        self.proof = Proof()
        self.whole: tuple[int, float] | None = None
        self.impossible = False
        self.steps: list[Step] = []
        self.fault = fault
        self._proofs = self._all_proofs()
        self._proving = 0.0
        self._risen = 0.0, 0.0  # seconds, bound
        self.rival: Callable[[], Plan] | None = None
        self.rival_in_need: Callable[[], Plan] | None = None
        self.found(plan)

    def found(self, plan: Plan) -> None:
        """Take note of a better plan."""
        self.plan = plan
        self._note()

    def _note(self) -> None:
        """Write the best plan and what is proven into the curve of the run."""
        plan, seconds = self.plan, self.clock.seconds
        self.steps.append(Step(seconds, plan.cost, self.proof.value, plan.unseated))
        told = plan.cost if self.worth is None else self.worth(objective_of(plan))
        self.clock.progress.plan(told, self.proof.value, plan.unseated, seconds, plan.broken)

    def search(self) -> None:
        """Seat as many as can be, then improve and prove until the clock says stop."""
        progress = self.clock.progress
        try:
            if self.plan.unseated and not self.clock.stopped():
                progress.step(N_("seats for all"))
                self.found(fill_seats(self.plan, self.clock))
            progress.step(N_("improving"))
            if is_small(self.plan.problem) and not self.clock.stopped():
                self._solve_whole()
            if self.impossible:
                return
            search = Search(self.plan, self.clock, self.found, self.failed)
            search.run(self.prove_some, self._proof_rests, self._other_start())
        except KeyboardInterrupt:
            self.clock.interrupt()
        except Exception as error:
            self.failed(error)

    def _other_start(self) -> Callable[[], Plan] | None:
        """Return what makes another plan to begin from, where there is a reason to.

        Where all was solved at once there is nothing to choose.
        """
        if self.whole is not None:
            return None
        build = self.rival or (self.rival_in_need if self._leaves_out_too_many() else None)
        return build and (lambda: fill_seats(build(), self.clock))

    def _leaves_out_too_many(self) -> bool:
        """Return whether the plan leaves more people out than is known to be unavoidable."""
        problem = self.plan.problem
        if self.rival_in_need is None or not self.plan.unplaced:
            return False
        seats = SeatsModel(problem, parties_of_same_rights(problem), range(len(problem.offices)))
        fewest = seats.fewest(Limits(_COUNT, self.clock.seconds_left()))
        self.clock.count_work(fewest.work)
        return self.plan.unplaced > fewest.bound

    def failed(self, error: Exception) -> None:
        """Take note of the first mistake in the search or in the proof; the plan so far stays."""
        self.fault = self.fault or fault_message(error)

    def _solve_whole(self) -> None:
        """Solve a small problem at once, room by room."""
        evaluator, assigner = self.plan.evaluator, self.plan.assigner
        model = WholeModel(self.plan.problem, evaluator.geometry, assigner)
        model.hint(self.plan.offices)
        limits = Limits(_WHOLE, self.clock.seconds_left(), self.clock.options.seed)
        whole = model.solve(limits)
        self.clock.count_work(whole.work)
        self.impossible = whole.impossible
        if not whole.found:
            return
        # Unproven, its matching may waste rooms on small needs; then they are matched anew.
        services = assigner.plan(whole.matched) if whole.proven else None
        plan = Plan(evaluator, assigner, list(whole.offices), services)
        if plan.value < self.plan.value:
            self.found(plan)
        if whole.proven:
            self.whole = plan.value

    def prove_some(self) -> bool:
        """Do a part of the proof; return whether there may be more to do.

        Where it fails, the search goes on with what is proven so far. With one worker it takes its
        share of the work and no more.
        """
        clock = self.clock
        if clock.options.workers == 1 and self._proving > _SHARE * clock.work:
            return True
        before = clock.work
        try:
            proof = next(self._proofs, None)
        except Exception as error:
            self.failed(error)
            return False
        self._proving += clock.work - before
        if proof is None:
            return False
        if proof != self.proof and proof.value >= self.proof.value:
            self.proof = proof
            self._note()
        if self.proof.value > (1.0 + _RISE) * self._risen[1]:
            self._risen = clock.seconds, self.proof.value
        if self.optimal:
            clock.proven()
        return not self.optimal

    def _proof_rests(self) -> bool:
        """Return whether the proof has a process of its own and the bound has hardly risen."""
        when, value = self._risen
        if not _proves_apart(self.plan.problem):
            return False
        patience = _PATIENCE * max(1.0, len(self.plan.problem.offices) / _USUAL)
        return value > 0.0 and self.clock.seconds > when + patience

    def _all_proofs(self) -> Iterator[Proof]:
        """Yield proofs of what no plan can beat, anew whenever more people are placed meanwhile.

        A proof allows for the people whom the best plan at its beginning leaves out.
        """
        while not self.clock.stopped():
            unplaced = self.plan.unplaced
            yield from self._proofs_for(unplaced)
            if self.whole is not None or self.plan.unplaced >= unplaced:
                return

    def _proofs_for(self, unplaced: int) -> Iterator[Proof]:
        clock, problem = self.clock, self.plan.problem
        geometry = self.plan.evaluator.geometry

        def stopped() -> bool:
            return clock.stopped() or self.plan.unplaced < unplaced

        if clock.options.workers > 1 and self.whole is None and _proves_apart(problem):
            task = Task(problem, geometry, unplaced, clock.seconds_left())
            yield from proofs_beside(task, stopped, self._proof_rests)
            return
        for proof in all_proofs(
            problem,
            geometry,
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

    @property
    def optimal(self) -> bool:
        """Whether nothing better is possible."""
        return (
            self.plan.unplaced == self.proof.unplaced
            and self.plan.cost <= self.proof.value + _CLOSED
        )

    def result(self, portfolio: Portfolio, rulebook: RuleBook) -> AllocationResult:
        """Say what was found.

        Raises
        ------
        ConflictError
            If the best plan breaks hard wishes, naming them.
        """
        refuse_broken(portfolio, rulebook, self.plan, proven=self.impossible)
        self._doubt_refuted()
        allocation = allocation_of(self.plan)
        if portfolio.ledger is not None:
            allocation = replace(allocation, people=seat_people(portfolio, allocation))
        objective = objective_of(self.plan)
        clock, proof = self.clock, self.proof
        stopped = clock.reason() or Stop.TIME_LIMIT
        if self.optimal or self.fault:
            stopped = Stop.PROOF if self.optimal else Stop.FAULT
        return AllocationResult(
            allocation=allocation,
            objective=objective,
            status=Status.OPTIMAL if self.optimal else Status.FEASIBLE,
            stopped=stopped,
            bound=objective.total if self.optimal else proof.value,
            bound_ignores=proof.ignores,
            bound_method=proof.method,
            fewest_unseated_bound=proof.unseated,
            structural_excess_m2=proof.excess_dm2 / DM2_PER_M2,
            storeys_needed=proof.storeys_needed,
            seconds=clock.seconds,
            work=clock.work,
            trajectory=tuple(self.steps),
            seed=clock.options.seed,
            workers=clock.options.workers,
            structural_by_department=self._structural,
            fault=self.fault,
        )

    def _doubt_refuted(self) -> None:
        """Take back a bound that lies above the plan: then the proof is wrong, and says nothing."""
        proof, plan = self.proof, self.plan
        above = proof.value - plan.cost
        if plan.unplaced <= proof.unplaced and above > _REFUTED * (1 + plan.cost):
            text = N_("the proof contradicts the plan by {points:,.4f} points, please report it")
            self.failed(SolverFaultError(Message.of(text, points=above)))
            self.proof = replace(proof, value=0.0)

    @cached_property
    def _structural(self) -> tuple[tuple[str, float], ...]:
        """Return the least excess of each department if it chose first, m²."""
        problem = self.plan.problem
        try:
            found = department_structural_excess(problem)
        except Exception as error:
            self.failed(error)
            return ()
        return tuple(
            (department.id, dm2 / DM2_PER_M2)
            for department, dm2 in zip(problem.departments, found, strict=True)
        )
