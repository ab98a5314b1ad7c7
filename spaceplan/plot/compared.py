"""What is compared: the runs of each portfolio with their key figures."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ComparedRun:
    """One line of a panel; None is what nobody knows.

    Parameters
    ----------
    setting
        What the line is called.
    total, bound
        Points of the plan, and what no plan can have less of.
    unseated, moved
        Persons.
    excess, unavoidable
        m² above entitlement, and the part of it that no plan avoids.
    violations
        Findings of severity error.
    failed
        Why there is no plan; empty where there is one.
    """

    setting: str
    total: float | None = None
    bound: float | None = None
    unseated: float | None = None
    moved: float | None = None
    excess: float | None = None
    unavoidable: float | None = None
    violations: float | None = None
    failed: str = ""


@dataclass(frozen=True)
class ComparedPortfolio:
    """One panel.

    Parameters
    ----------
    about
        How large it is, in words.
    today
        The status quo; None where it is not known.
    same_prices
        Whether all runs have the same prices: else points are no common measure, and each bar has
        a scale of its own.
    """

    name: str
    about: str
    runs: tuple[ComparedRun, ...]
    today: ComparedRun | None = None
    same_prices: bool = True

    @property
    def lines(self) -> tuple[ComparedRun, ...]:
        """The status quo and the runs."""
        return self.runs if self.today is None else (self.today, *self.runs)
