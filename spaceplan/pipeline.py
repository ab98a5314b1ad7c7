"""The whole way, once: load → graph → entitlement → allocate → check → report, plot.

Read this file first: it is the program in one page, and calls everything else in order.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from spaceplan.allocate import AllocateOptions, AllocationResult, allocate_rooms
from spaceplan.check import (
    CheckResult,
    check_rules,
    recompute_objective,
    verify_allocation,
)
from spaceplan.entitlement import Entitlements, compute_entitlements
from spaceplan.errors import Fault, SpaceplanError
from spaceplan.files import load_allocation, load_portfolio
from spaceplan.graph import SpatialGraph, build_graph
from spaceplan.model import Allocation, Objective, Portfolio, status_quo
from spaceplan.progress import SILENT, Progress
from spaceplan.rules import RuleBook, load_rules

#: Costs are compared in points; terms are sums of thousands of rounded products.
_SAME = 1e-4


@dataclass(frozen=True)
class Prepared:
    """A portfolio with all that is derived from it before anything is decided."""

    folder: Path
    portfolio: Portfolio
    graph: SpatialGraph
    rulebook: RuleBook
    entitlements: Entitlements
    as_of: date
    warnings: tuple[Fault, ...]
    hashes: tuple[tuple[str, str], ...]

    @property
    def has_status_quo(self) -> bool:
        """Whether anybody holds or sits in anything today."""
        return bool(self.portfolio.holdings or self.portfolio.ledger)


def prepare(
    folder: Path,
    *,
    rule_sets: tuple[str, ...] = (),
    as_of: date | None = None,
    progress: Progress = SILENT,
) -> Prepared:
    """Load a portfolio folder and build its graph, rules and entitlements.

    Parameters
    ----------
    rule_sets
        Names or files of rule sets; none: those that the portfolio names.
    as_of
        The day for which deadlines count; else the portfolio's, else today.

    Raises
    ------
    InputError
        With all faults of all files.
    """
    loaded = load_portfolio(folder, progress=progress)
    portfolio = loaded.portfolio
    if rule_sets:
        portfolio = replace(portfolio, rule_sets=rule_sets)
    rulebook = load_rules(portfolio.rule_sets, folder)
    rulebook.check_uses(portfolio)
    graph = build_graph(portfolio, progress=progress)
    return Prepared(
        folder=folder,
        portfolio=portfolio,
        graph=graph,
        rulebook=rulebook,
        entitlements=compute_entitlements(portfolio, rulebook),
        as_of=as_of or portfolio.as_of or date.today(),
        warnings=loaded.warnings,
        hashes=loaded.hashes,
    )


def starting_point(prepared: Prepared, start: str | None) -> Allocation | None:
    """Return what ``--from`` names: ``status-quo``, ``nothing`` (None) or a file.

    Without a choice it is the status quo where there is one.
    """
    if start in (None, "status-quo"):
        if prepared.has_status_quo:
            return status_quo(prepared.portfolio)
        if start is not None:
            raise SpaceplanError("--from status-quo: the portfolio has no holdings and no ledger")
        return None
    if start == "nothing":
        return None
    return load_allocation(Path(start), prepared.portfolio)


def allocate(
    prepared: Prepared,
    *,
    start: Allocation | None,
    options: AllocateOptions,
    progress: Progress = SILENT,
) -> AllocationResult:
    """Find an allocation and have it re-checked by the independent checker.

    Raises
    ------
    SpaceplanError
        If solver and checker disagree: a mistake of the program, never of the input.
    """
    result = allocate_rooms(
        prepared.portfolio,
        prepared.graph,
        prepared.rulebook,
        prepared.entitlements,
        start=start,
        options=options,
        progress=progress,
    )
    recheck(prepared, result.allocation, result.objective)
    return result


def recheck(prepared: Prepared, allocation: Allocation, claimed: Objective) -> None:
    """Recompute every hard requirement and every term; raise where the checker disagrees."""
    broken = verify_allocation(
        prepared.portfolio, prepared.graph, prepared.rulebook, allocation
    )
    objective = objective_of(prepared, allocation)
    differing = [
        f"{term.name}: {claimed.term(term.name).cost} claimed, {term.cost} recomputed"
        for term in objective.terms
        if abs(claimed.term(term.name).cost - term.cost) > _SAME * (1 + abs(term.cost))
    ]
    if (objective.unseated, objective.unmet_needs) != (claimed.unseated, claimed.unmet_needs):
        differing.append(
            f"unseated {claimed.unseated} + {claimed.unmet_needs} claimed, "
            f"{objective.unseated} + {objective.unmet_needs} recomputed"
        )
    if broken or differing:
        raise SpaceplanError(
            "the checker does not confirm the plan that the solver returned; please report this:\n"
            + "\n".join((*broken, *differing))
        )


def objective_of(prepared: Prepared, allocation: Allocation) -> Objective:
    """Return the terms of an allocation as the independent checker counts them."""
    return recompute_objective(
        prepared.portfolio,
        prepared.graph,
        prepared.rulebook,
        prepared.entitlements,
        allocation,
    )


def check(prepared: Prepared, allocation: Allocation | None = None) -> CheckResult:
    """Check the status quo (None) or an allocation against the rules."""
    return check_rules(
        prepared.portfolio,
        prepared.graph,
        prepared.rulebook,
        prepared.entitlements,
        allocation=allocation,
        as_of=prepared.as_of,
    )
