"""Allocate rooms: the whole run, from a portfolio to the best plan and what is proven of it."""

from __future__ import annotations

from dataclasses import replace

from spaceplan.allocate.adopt import adopt_start, from_nothing
from spaceplan.allocate.build import build_problem
from spaceplan.allocate.clock import Clock
from spaceplan.allocate.construct import Constructor
from spaceplan.allocate.evaluate import Evaluator, Held
from spaceplan.allocate.express import allocation_of, objective_of
from spaceplan.allocate.fill import fill_seats
from spaceplan.allocate.geometry import Geometry
from spaceplan.allocate.improve import Improver
from spaceplan.allocate.needs import ServiceAssigner
from spaceplan.allocate.plan import Plan
from spaceplan.allocate.problem import Problem
from spaceplan.allocate.result import AllocateOptions, AllocationResult, Status, Step, Stop
from spaceplan.allocate.seating import seat_people
from spaceplan.entitlement import Entitlements
from spaceplan.graph import SpatialGraph
from spaceplan.i18n import N_
from spaceplan.model import Allocation, Portfolio
from spaceplan.progress import SILENT, Progress
from spaceplan.rules import RuleBook

_DEFAULTS = AllocateOptions()


def allocate_rooms(
    portfolio: Portfolio,
    graph: SpatialGraph,
    rulebook: RuleBook,
    entitlements: Entitlements,
    *,
    start: Allocation | None = None,
    options: AllocateOptions = _DEFAULTS,
    progress: Progress = SILENT,
) -> AllocationResult:
    """Find a plan that seats as many as possible and costs as little as possible.

    Parameters
    ----------
    start
        Where the search starts, such as the status quo; None: from nothing. The terms are the
        same: with a ledger, moves are counted either way.

    Raises
    ------
    ConflictError
        If hard requirements exclude each other, naming them; then no plan exists.
    """
    clock = Clock(options, progress)
    progress.step(N_("model"))
    problem = build_problem(portfolio, graph, rulebook, entitlements)
    geometry = Geometry(problem, graph)
    evaluator = Evaluator(problem, geometry)
    progress.step(N_("first plan"))
    offices = _first_offices(problem, portfolio, evaluator, start, clock)
    plan = Plan(evaluator, ServiceAssigner(problem, geometry), offices)
    steps: list[Step] = []

    def found(better: Plan) -> None:
        step = Step(clock.seconds, better.cost, 0.0, better.unseated)
        steps.append(step)
        progress.plan(better.cost, 0.0, better.unseated, step.seconds)

    found(plan)
    if plan.unseated and not clock.stopped():
        fill_seats(plan, clock)
        found(plan)
    improver = Improver(plan, clock, found)
    improver.run()
    plan = improver.plan
    allocation = allocation_of(plan)
    if portfolio.ledger is not None:
        allocation = replace(allocation, people=seat_people(portfolio, allocation))
    return AllocationResult(
        allocation=allocation,
        objective=objective_of(plan),
        status=Status.FEASIBLE,
        stopped=clock.reason() or Stop.TIME_LIMIT,
        bound=0.0,
        bound_ignores=("excess",),
        bound_method=N_("none"),
        fewest_unseated_bound=0,
        structural_excess_m2=0.0,
        storeys_needed=0,
        seconds=clock.seconds,
        work=clock.work,
        trajectory=tuple(steps),
        seed=options.seed,
        workers=options.workers,
    )


def _first_offices(
    problem: Problem,
    portfolio: Portfolio,
    evaluator: Evaluator,
    start: Allocation | None,
    clock: Clock,
) -> list[Held]:
    """Return a complete plan: what may be kept of the start, and everybody else seated."""
    offices = from_nothing(problem) if start is None else adopt_start(problem, portfolio, start)
    return Constructor(problem, evaluator, offices, clock.stopped).build()
