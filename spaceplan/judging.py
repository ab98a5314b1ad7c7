"""What the independent checker says of a status quo or of a plan, and whether it agrees with it."""

from __future__ import annotations

from dataclasses import replace
from math import nan
from pathlib import Path

from spaceplan import __version__
from spaceplan.check import (
    Baseline,
    CheckResult,
    Finding,
    check_rules,
    compare,
    recompute_objective,
    verify_allocation,
)
from spaceplan.check.situation import Situation
from spaceplan.errors import SpaceplanError
from spaceplan.files import allocation_hashes
from spaceplan.i18n import N_, Message
from spaceplan.model import Allocation, Objective, status_quo
from spaceplan.prepared import Prepared
from spaceplan.progress import SILENT, Progress
from spaceplan.report import FindingsReport, Stage

#: Costs are compared in points; terms are sums of thousands of rounded products.
_SAME = 1e-4
#: Terms that depend on who sits where, which without a ledger nobody knows today.
_OF_OCCUPANTS = ("excess", "distance", "affinity")


def objective_of(prepared: Prepared, allocation: Allocation) -> Objective:
    """Return the terms of an allocation as the independent checker counts them."""
    return recompute_objective(
        prepared.portfolio,
        prepared.graph,
        prepared.rulebook,
        prepared.entitlements,
        allocation,
    )


def check(
    prepared: Prepared, allocation: Allocation | None = None, *, only: tuple[str, ...] = ()
) -> CheckResult:
    """Check the status quo (None) or an allocation against the rules, or only some of them."""
    return check_rules(
        prepared.portfolio,
        prepared.graph,
        prepared.rulebook,
        prepared.entitlements,
        allocation=allocation,
        as_of=prepared.as_of,
        only=only,
    )


def findings_report(
    prepared: Prepared,
    result: CheckResult,
    *,
    checked: Path | None = None,
    fail_on: str = "error",
    only: tuple[str, ...] = (),
    baseline: Baseline | None = None,
) -> FindingsReport:
    """Return a check with all that its reports show.

    Parameters
    ----------
    checked
        File of the allocation that was checked; None: the status quo.
    """
    folder = prepared.folder
    elsewhere = folder.is_absolute() or ".." in folder.parts  # nobody else's path: not written down
    return FindingsReport(
        portfolio=prepared.portfolio,
        rulebook=prepared.rulebook,
        check=result,
        version=__version__,
        hashes=(*prepared.hashes, *(allocation_hashes(checked) if checked else ())),
        planned=checked is not None,
        folder="" if elsewhere else folder.as_posix(),
        fail_on=fail_on,
        only=only,
        comparison=None if baseline is None else compare(result, baseline),
    )


def stage_of(prepared: Prepared, allocation: Allocation | None = None) -> Stage:
    """Return the status quo (None) or an allocation with its terms and its findings."""
    shown = status_quo(prepared.portfolio) if allocation is None else allocation
    objective = objective_of(prepared, shown)
    if allocation is None and prepared.portfolio.ledger is None:
        objective = objective.without(*_OF_OCCUPANTS)
    return Stage(shown, objective, check(prepared, allocation))


def confirm(prepared: Prepared, stage: Stage, claimed: Objective) -> None:
    """Compare what the solver claims with what the independent checker counts.

    Raises
    ------
    SpaceplanError
        If they disagree: a mistake of the program, never of the input.
    """
    differing = list(
        verify_allocation(prepared.portfolio, prepared.graph, prepared.rulebook, stage.allocation)
    )
    costs = {term.name: term.cost for term in claimed.terms}
    counted_costs = {term.name: term.cost for term in stage.objective.terms}
    for name in dict.fromkeys((*costs, *counted_costs)):
        cost, counted_cost = costs.get(name, nan), counted_costs.get(name, nan)
        if not abs(cost - counted_cost) <= _SAME * (1 + abs(counted_cost)):
            text = N_("{term}: {cost:,.4f} points claimed, {counted:,.4f} counted")
            differing.append(Message.of(text, term=name, cost=cost, counted=counted_cost))
    counted = (stage.objective.unseated, stage.objective.unmet_needs)
    if (claimed.unseated, claimed.unmet_needs) != counted:
        text = N_(
            "{n:,} people without a seat and {needs:,} unmet needs claimed, {counted} counted"
        )
        differing.append(
            Message.of(text, n=claimed.unseated, needs=claimed.unmet_needs, counted=counted)
        )
    if differing:
        intro = Message.of(
            N_("the checker does not confirm the plan that the solver found; please report this")
        )
        raise SpaceplanError(intro, *differing)


def with_remedies(
    prepared: Prepared,
    result: CheckResult,
    allocation: Allocation | None = None,
    *,
    progress: Progress = SILENT,
) -> CheckResult:
    """Return a check whose findings say what cures them, each remedy confirmed by the checker.

    Parameters
    ----------
    result
        The check of the status quo (None) or of ``allocation``, by all rules or by some.
    progress
        Told how many findings are answered; asked to stop, the others stay without an answer.
    """
    every = tuple(rule.id for rule in prepared.rulebook.rules)
    whole = result if result.rules == every else check(prepared, allocation)
    return _answered(prepared, result, whole, allocation, progress)


def with_remedy(
    prepared: Prepared,
    whole: CheckResult,
    finding: Finding,
    allocation: Allocation | None = None,
    *,
    progress: Progress = SILENT,
) -> Finding:
    """Return one finding with what cures it; without an answer where the search was stopped.

    Parameters
    ----------
    whole
        The check of the status quo (None) or of ``allocation`` by all rules, which has the finding:
        what cures it must do no harm by any of them.
    progress
        Asked after each candidate whether to stop.
    """
    alone = replace(whole, findings=(finding,))
    return _answered(prepared, alone, whole, allocation, progress).findings[0]


def has_search(prepared: Prepared, finding: Finding) -> bool:
    """Return whether concrete remedies are looked for where this rule is not met."""
    from spaceplan.replan.remedies import is_answered  # with the solver: a check alone needs none

    return is_answered(prepared.rulebook, finding)


def _answered(
    prepared: Prepared,
    asked: CheckResult,
    whole: CheckResult,
    allocation: Allocation | None,
    progress: Progress,
) -> CheckResult:
    from spaceplan.replan.remedies import attach_remedies, find_remedies  # with the solver
    from spaceplan.replan.remedies.edits import list_edits

    situation = Situation(
        prepared.portfolio,
        prepared.graph,
        prepared.rulebook,
        prepared.entitlements,
        prepared.as_of,
        allocation,
    )
    answers = find_remedies(situation, asked, whole=whole, progress=progress)
    edits = None
    if allocation is None:
        edits = list_edits(prepared.folder, prepared.portfolio, answers.answers)
    return attach_remedies(asked, answers, edits)
