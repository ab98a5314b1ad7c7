"""The plan that is explained: a file that is named, the last run's, or one made for it."""

from __future__ import annotations

import json
from pathlib import Path

from spaceplan import pipeline
from spaceplan.allocate import AllocateOptions, allocate_rooms
from spaceplan.check import verify_allocation
from spaceplan.cli.console import current_language, stderr
from spaceplan.errors import InputError, SpaceplanError
from spaceplan.files import load_allocation
from spaceplan.i18n import N_, Message, in_language
from spaceplan.model import Allocation
from spaceplan.pipeline import Prepared
from spaceplan.progress import Progress

_MADE = "made"
#: A search is given at least so many seconds.
_SHORTEST = 0.01


def plan_at_hand(
    prepared: Prepared, named: Path | None, *, seconds: float, progress: Progress
) -> tuple[str, Allocation]:
    """Return the plan to be explained, and where it is from (a file, or ``made``).

    Parameters
    ----------
    named
        Its file; else the one that the last run left in ``out/<portfolio>/``, if it still keeps
        the hard requirements.
    seconds
        For making one where there is none.

    Raises
    ------
    SpaceplanError
        If the plan that is named breaks hard requirements.
    """
    if named is not None:
        plan = load_allocation(named, prepared.portfolio)
        if broken := _broken(prepared, plan):
            text = N_("{file} is no plan of this portfolio: it breaks hard requirements")
            raise SpaceplanError(Message.of(text, file=str(named)), *broken)
        return str(named), plan
    left = _left_by_last_run(prepared)
    if left.is_file():
        kept = _kept(prepared, left)
        if kept is not None:
            _say(Message.of(N_("The plan in {file} is explained"), file=str(left)))
            return str(left), kept
        _say(Message.of(N_("{file} no longer suits the portfolio: a plan is made"), file=str(left)))
    else:
        text = N_("There is no plan in {file}: one is made, in {seconds:.0f} s at most")
        _say(Message.of(text, file=str(left), seconds=seconds))
    return _MADE, _made(prepared, seconds, progress)


def as_priced(prepared: Prepared, named: Path | None) -> Prepared:
    """Return the portfolio with the prices that the plan to be explained was made with.

    They stand in the ``summary.json`` beside it, if there is one and it names other prices.
    """
    summary = (named or _left_by_last_run(prepared)).parent / "summary.json"
    try:
        prices = json.loads(summary.read_text(encoding="utf-8"))["price_overrides"]
        priced = pipeline.with_prices(prepared, dict(prices))
    except (OSError, ValueError, KeyError, TypeError, SpaceplanError):
        return prepared
    if prices:
        said = ", ".join(f"{term}={points:g}" for term, points in prices.items())
        _say(Message.of(N_("Prices as in {file}: {prices}"), file=str(summary), prices=said))
    return priced


def _left_by_last_run(prepared: Prepared) -> Path:
    return Path("out") / prepared.folder.resolve().name / "allocation.csv"


def _kept(prepared: Prepared, file: Path) -> Allocation | None:
    """Return the plan that an earlier run left, None where the portfolio has changed too much."""
    try:
        plan = load_allocation(file, prepared.portfolio)
    except InputError:
        return None
    return None if _broken(prepared, plan) else plan


def _broken(prepared: Prepared, plan: Allocation) -> tuple[str, ...]:
    return verify_allocation(prepared.portfolio, prepared.graph, prepared.rulebook, plan)


def _made(prepared: Prepared, seconds: float, progress: Progress) -> Allocation:
    return allocate_rooms(
        prepared.portfolio,
        prepared.graph,
        prepared.rulebook,
        prepared.entitlements,
        start=pipeline.starting_point(prepared, None),
        options=AllocateOptions(time_limit=max(_SHORTEST, seconds)),
        progress=progress,
    ).allocation


def _say(text: Message) -> None:
    stderr.print(in_language(text, current_language()), markup=False)
