"""Allocate rooms: the whole run, from a portfolio to the best plan and what is proven of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property

from spaceplan.allocate.bound.department_excess import department_structural_excess
from spaceplan.allocate.bound.fewest import FewestUnseated
from spaceplan.allocate.bound.proving import Proving
from spaceplan.allocate.clock import Clock
from spaceplan.allocate.faults import fault_message
from spaceplan.allocate.first.adopt import adopt_start, from_nothing
from spaceplan.allocate.first.fill import fill_far, fill_near, fill_seats, share_offices
from spaceplan.allocate.first.first_plan import first_plan
from spaceplan.allocate.first.impossible import refuse_broken, refuse_impossible
from spaceplan.allocate.level_search import WHOLE, LevelSearch
from spaceplan.allocate.ortools_models.limits import Limits
from spaceplan.allocate.ortools_models.whole_model import WholeModel, is_small
from spaceplan.allocate.plan.express import allocation_of, objective_of
from spaceplan.allocate.plan.plan import Plan
from spaceplan.allocate.problem.build import build_problem
from spaceplan.allocate.problem.evaluate import Evaluator
from spaceplan.allocate.problem.geometry import Geometry
from spaceplan.allocate.problem.needs import ServiceAssigner
from spaceplan.allocate.result import AllocateOptions, AllocationResult, Status, Step, Stop
from spaceplan.allocate.search.search import Search
from spaceplan.allocate.seating import seat_people
from spaceplan.collection import without_collection
from spaceplan.entitlement import Entitlements
from spaceplan.graph import SpatialGraph
from spaceplan.i18n import N_
from spaceplan.model import Allocation, Portfolio, status_quo
from spaceplan.progress import SILENT, Progress
from spaceplan.rules import RuleBook
from spaceplan.units import DM2_PER_M2

_DEFAULTS = AllocateOptions()
#: Deterministic time for a small problem as a whole, about seconds.
_WHOLE = 20.0
#: A plan that leaves out this share of all people without need is not worth beginning from.
_HOPELESS = 0.01


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
    level: LevelSearch = WHOLE,
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
    level
        What is different where this is a search for one level of an order.

    Raises
    ------
    ConflictError
        If hard requirements exclude each other, naming them; then no plan exists. Also if none was
        found that keeps them all: then it says so.
    """
    clock = Clock(options, progress)
    with without_collection():
        progress.step(N_("model"))
        problem = build_problem(portfolio, graph, rulebook, entitlements)
        if (first := level.first or level.proven) is not None and is_small(problem):
            problem = replace(problem, prices=first)  # solved at once
        fewest = FewestUnseated(problem, clock)
        fewest.begin()
        geometry = Geometry(problem, graph)
        evaluator = Evaluator(problem, geometry)
        progress.step(N_("first plan"))
        assigner = ServiceAssigner(problem, geometry)
        refuse_impossible(problem, portfolio, rulebook, evaluator.wishes, assigner)
        held = from_nothing(problem) if start is None else adopt_start(problem, portfolio, start)
        plan, fault = first_plan(evaluator, assigner, held)
        run = _Run(plan, clock, fault, fewest, level)
        if start is None and problem.has_ledger and problem.prices.moved:
            before = adopt_start(problem, portfolio, status_quo(portfolio))
            run.rival = lambda: first_plan(evaluator, assigner, before)[0]
        elif start is not None:
            nothing = from_nothing(problem)
            run.rival_in_need = lambda: first_plan(evaluator, assigner, nothing)[0]
        if watch is not None:
            watch(lambda: run.result(portfolio, rulebook))
        run.fill_seats()
    if level.begun is not None:
        level.begun(run.plan)
    run.search()
    return run.result(portfolio, rulebook)


class _Run:
    """One run from its first plan on: the best plan, what is proven, the curve of both."""

    def __init__(
        self,
        plan: Plan,
        clock: Clock,
        fault: str,
        fewest: FewestUnseated,
        level: LevelSearch = WHOLE,
    ) -> None:
        self.plan = plan
        self.clock = clock
        self.fewest = fewest
        self.worth = level.worth
        self.impossible = False
        self.steps: list[Step] = []
        self.fault = fault
        self.proving = Proving(
            lambda: self.plan, clock, self._note, self.failed, level.proven, level.first
        )
        self.rival: Callable[[], Plan] | None = None
        self.rival_in_need: Callable[[], Plan] | None = None
        self._second: Plan | None = None
        self.found(plan)

    def found(self, plan: Plan) -> None:
        """Take note of a plan that is better for the search, unless it is worse in what counts."""
        if self.proving.rank(plan) <= self.proving.rank(self.plan):
            self.plan = plan
            self._note()

    def _note(self) -> None:
        """Write the best plan and what is proven into the curve of the run."""
        plan, seconds, bound = self.plan, self.clock.seconds, self.proving.proof.value
        self.steps.append(Step(seconds, plan.cost, bound, plan.unseated))
        told = plan.cost if self.worth is None else self.worth(objective_of(plan))
        self.clock.progress.plan(told, bound, plan.unseated, seconds, plan.broken)

    def fill_seats(self) -> None:
        """Seat those whom the plan leaves out; after a mistake that is left to the search.

        Where that cannot be done near the plan, it is tried near another one.
        """
        if not self.plan.unseated or self.clock.stopped():
            return
        self.clock.progress.step(N_("seats for all"))
        try:
            if self._leave_out(self.plan, _HOPELESS):
                self.found(self._better_of(self.plan))
            plan = fill_near(self.plan, self.clock, self.fewest)
            if self._leave_out(plan, 0.0):
                self.found(plan)
                plan = self._better_of(plan)
            self.found(fill_far(plan, self.clock, self.fewest))
        except KeyboardInterrupt:
            self.clock.interrupt()
        except Exception as error:
            self.failed(error)

    def _leave_out(self, plan: Plan, share: float) -> bool:
        """Whether more than this share of all people have no seat without need."""
        return plan.unseated - self.fewest.bound > share * plan.problem.people

    def _better_of(self, plan: Plan) -> Plan:
        """Return the better of a plan and another one; from the worse the search may start anew."""
        if self.rival_in_need is None or self.clock.out_of_time():
            return plan
        other, self.rival_in_need = self.rival_in_need(), None
        other = fill_near(other, self.clock, self.fewest)
        better, worse = sorted((plan, other), key=self.proving.rank)
        if not self._leave_out(worse, _HOPELESS):
            self._second = share_offices(worse)
        return better

    def search(self) -> None:
        """Improve and prove until the clock says stop."""
        progress = self.clock.progress
        if self.clock.reason() is Stop.USER:
            return
        try:
            progress.step(N_("improving"))
            if is_small(self.plan.problem) and not self.clock.stopped():
                self._solve_whole()
            if self.impossible:
                return
            search = Search(self.plan, self.clock, self.found, self.failed)
            search.run(self.proving.go_on, self.proving.rests, self._other_start())
        except KeyboardInterrupt:
            self.clock.interrupt()
        except Exception as error:
            self.failed(error)

    def _other_start(self) -> Callable[[], Plan] | None:
        """Return what makes another plan to begin from, where there is a reason to.

        Where all was solved at once there is nothing to choose.
        """
        if self.proving.whole is not None:
            return None
        if (second := self._second) is not None:
            return lambda: second
        build = self.rival or (self.rival_in_need if self._leaves_out_too_many() else None)
        return build and (lambda: fill_seats(build(), self.clock, self.fewest))

    def _leaves_out_too_many(self) -> bool:
        """Return whether the plan leaves more people out than is known to be unavoidable."""
        if self.rival_in_need is None or not self.plan.unplaced:
            return False
        return self.plan.unplaced > self.fewest.bound

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
        if whole.proven and self.proving.speaks_of(plan.problem.prices):
            self.proving.whole = plan.value

    def result(self, portfolio: Portfolio, rulebook: RuleBook) -> AllocationResult:
        """Say what was found.

        Raises
        ------
        ConflictError
            If the best plan breaks hard wishes, naming them.
        """
        refuse_broken(portfolio, rulebook, self.plan, proven=self.impossible)
        self.proving.doubt_refuted()
        allocation = allocation_of(self.plan)
        if portfolio.ledger is not None:
            allocation = replace(allocation, people=seat_people(portfolio, allocation))
        objective = objective_of(self.plan)
        clock, proof, optimal = self.clock, self.proving.proof, self.proving.optimal
        stopped = clock.reason() or Stop.TIME_LIMIT
        if optimal or self.fault:
            stopped = Stop.PROOF if optimal else Stop.FAULT
        return AllocationResult(
            allocation=allocation,
            objective=objective,
            status=Status.OPTIMAL if optimal else Status.FEASIBLE,
            stopped=stopped,
            bound=self.proving.bound,
            bound_ignores=proof.ignores,
            bound_method=proof.method,
            fewest_unseated_bound=max(proof.unseated, self.fewest.counted),
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
