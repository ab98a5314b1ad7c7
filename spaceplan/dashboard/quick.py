"""What an edit does, fast enough to be shown at once: totals, quotas, what is broken.

The full check, with all rules and terms, follows when the draft is saved.
"""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from spaceplan.check import (
    CheckResult,
    DepartmentExcess,
    check_rules,
    department_excesses,
    verify_allocation,
)
from spaceplan.dashboard import cached
from spaceplan.model import Allocation, Counts
from spaceplan.prepared import Prepared
from spaceplan.replan.by_hand import Hand

#: Rules that look at rooms and departments alone: cheap, and what an edit changes most.
QUICK_RULES = ("room-area", "department-office-area", "department-service-area", "physical-minimum")


@dataclass(frozen=True)
class QuickJudgement:
    """What can be said of a draft at once.

    Parameters
    ----------
    excesses
        By department.
    waiting
        Who has no seat, by department.
    broken
        Hard requirements that are not kept, in words.
    check
        Of the quick rules only.
    """

    excesses: dict[str, DepartmentExcess]
    waiting: dict[str, Counts]
    broken: tuple[str, ...]
    check: CheckResult

    @property
    def excess_dm2(self) -> int:
        """Excess of all departments, whole dm²."""
        return sum(excess.excess_dm2 for excess in self.excesses.values())

    @property
    def unseated(self) -> int:
        """People without a seat."""
        return sum(counts.total for counts in self.waiting.values())


@st.cache_resource(max_entries=32, show_spinner=False)
def _judge(key: str, _prepared: Prepared, _allocation: Allocation) -> QuickJudgement:
    del key
    prepared = _prepared
    known = {rule.id for rule in prepared.rulebook.rules}
    parts = (prepared.portfolio, prepared.graph, prepared.rulebook, prepared.entitlements)
    excesses = department_excesses(
        prepared.portfolio, prepared.rulebook, prepared.entitlements, _allocation
    )
    return QuickJudgement(
        excesses={excess.department: excess for excess in excesses},
        waiting=Hand(prepared.portfolio, prepared.rulebook).waiting(_allocation),
        broken=verify_allocation(
            prepared.portfolio, prepared.graph, prepared.rulebook, _allocation
        ),
        check=check_rules(
            *parts,
            allocation=_allocation,
            as_of=prepared.as_of,
            only=tuple(rule for rule in QUICK_RULES if rule in known),
        ),
    )


def judge(key: str, prepared: Prepared, allocation: Allocation) -> QuickJudgement:
    """Return what can be said at once of an allocation of a portfolio (``key`` names it)."""
    return _judge(f"{key}\0{cached.allocation_key(allocation)}", prepared, allocation)
