"""What kind of plan was found, in words: whether it is the best, and who is left without a seat."""

from __future__ import annotations

from spaceplan.i18n import N_, translator
from spaceplan.model import Objective
from spaceplan.report import labels
from spaceplan.report.data import Solution

_STANDING = N_("{status}; without a seat: {n:,}")
_FEWEST = N_("{status}; without a seat: {n:,} (fewest, proven)")


def status_words(solution: Solution, objective: Objective, language: str) -> str:
    """Return whether a plan is proven best, and how many have no seat in it, if any."""
    status = labels.word(labels.STATUSES, str(solution.status), language)
    if not objective.unseated:
        return status
    is_fewest = objective.unseated <= solution.fewest_unseated_bound
    template = translator(language)(_FEWEST if is_fewest else _STANDING)
    return template.format(status=status, n=objective.unseated)
