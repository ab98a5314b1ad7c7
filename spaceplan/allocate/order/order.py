"""Terms in a strict order: the first as small as can be, then the second, the rest together.

One search a level, each from the best plan so far. Earlier levels are held by weights: one step
worse there costs more than all that the plan has of the later ones, so that a search, which never
takes a worse plan, does not pay for a gain with them (see ``ladder``). The weights are not trusted:
a plan that is worse in the order than the one before it is thrown away.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from spaceplan.allocate.allocator import allocate_rooms
from spaceplan.allocate.clock import Clock
from spaceplan.allocate.order.ladder import Ladder
from spaceplan.allocate.order.level_proofs import LevelProofs
from spaceplan.allocate.order.stages import stages_of
from spaceplan.allocate.result import AllocateOptions, AllocationResult, Stop
from spaceplan.entitlement import Entitlements
from spaceplan.errors import ConflictError
from spaceplan.graph import SpatialGraph
from spaceplan.model import Allocation, Portfolio, check_order
from spaceplan.progress import SILENT, Progress
from spaceplan.rules import RuleBook

_DEFAULTS = AllocateOptions()


def allocate_in_order(
    portfolio: Portfolio,
    graph: SpatialGraph,
    rulebook: RuleBook,
    entitlements: Entitlements,
    *,
    order: Sequence[str],
    start: Allocation | None = None,
    options: AllocateOptions = _DEFAULTS,
    progress: Progress = SILENT,
    watch: Callable[[Callable[[], AllocationResult]], None] | None = None,
) -> AllocationResult:
    """Find a plan whose terms are as small as possible in an order, as ``allocate_rooms`` else.

    The answer's objective is priced as the portfolio says; its ``levels`` say what was reached and
    proven at each level, its bound holds for all plans that are no worse at any level before the
    rest.

    Parameters
    ----------
    order
        Terms as in the portfolio's prices, or ``scatter`` for its four parts together, the most
        important first. Terms that are off are left out.
    watch
        As for ``allocate_rooms``.

    Raises
    ------
    ConflictError
        If hard requirements exclude each other, naming them; then no plan exists.
    SpaceplanError
        If a term is unknown or named twice.
    """
    check_order(order)
    stages = stages_of(portfolio, order)
    if not stages or stages[0].name == "":
        arguments = (portfolio, graph, rulebook, entitlements)
        return allocate_rooms(
            *arguments, start=start, options=options, progress=progress, watch=watch
        )
    clock = Clock(options, progress)
    ladder = Ladder(portfolio, stages, clock, LevelProofs([stage.alone for stage in stages]))
    try:
        while (level := ladder.next_level()) is not None:
            searched, search = level
            try:
                result = allocate_rooms(
                    replace(portfolio, prices=searched),
                    graph,
                    rulebook,
                    entitlements,
                    start=start if ladder.best is None else ladder.best.allocation,
                    options=ladder.share_of_limits(),
                    progress=ladder.progress(),
                    watch=None if watch is None else partial(_watch_level, watch, ladder),
                    level=search,
                )
            except ConflictError:
                if ladder.best is None:
                    raise
                break  # the limits did not let this level find what the one before has
            ladder = ladder.climb(result)
            clock.count_work(result.work)
            if result.stopped is Stop.USER:
                clock.interrupt()
    finally:
        ladder.proofs.close()
    return ladder.result()


def _watch_level(
    watch: Callable[[Callable[[], AllocationResult]], None],
    ladder: Ladder,
    source: Callable[[], AllocationResult],
) -> None:
    """Have a level watched: what it has so far is told as if it ended there."""
    watch(lambda: ladder.climb(source()).result())
