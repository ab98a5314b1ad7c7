"""Which department of today stands for one that a ledger names, after mergers and splits."""

from __future__ import annotations

from collections.abc import Mapping

from spaceplan.model import Portfolio


def current_departments(portfolio: Portfolio) -> Mapping[str, tuple[str, ...]]:
    """Return for every department, current or succeeded, the current ones that stand for it.

    A current department stands for itself, even where another one names it in ``succeeds``. One
    that was split stands for each of its successors.
    """
    stand_for: dict[str, tuple[str, ...]] = {d.id: (d.id,) for d in portfolio.departments}
    for department in portfolio.departments:
        for predecessor in dict.fromkeys(department.succeeds):
            if not portfolio.has_department(predecessor):
                known = stand_for.get(predecessor, ())
                stand_for[predecessor] = (*known, department.id)
    return stand_for
