"""Key figures of scenarios, as they were counted when each was saved, and how they stand."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from typing import Any

from spaceplan.prepared import Prepared
from spaceplan.report import Stage
from spaceplan.store import Scenario

#: Figures that a goal can be set for: the lower, the better.
GOALS = ("unseated", "excess", "moved", "storeys", "findings")
#: Above its goal by at most this share a figure is near it.
_NEAR = 0.1


class Standing(Enum):
    """How a figure stands against its goal."""

    REACHED = 0
    NEAR = 1
    MISSED = 2


@dataclass(frozen=True)
class ScenarioRow:
    """Key figures of one scenario; None is what nobody knows.

    Parameters
    ----------
    excess
        m².
    moved
        Persons.
    storeys
        (department, storey) pairs.
    total
        Points, by the scenario's own prices.
    gap
        Proven distance to the best possible, share of the total.
    findings
        How many fail.
    is_old
        Whether the portfolio's files have changed since the figures were counted.
    """

    unseated: float | None = None
    excess: float | None = None
    moved: float | None = None
    storeys: float | None = None
    total: float | None = None
    gap: float | None = None
    findings: float | None = None
    is_old: bool = False

    def figure(self, name: str) -> float | None:
        """Return a figure by its name."""
        value: float | None = getattr(self, name)
        return value


def row_of_stage(stage: Stage) -> ScenarioRow:
    """Return the figures of a stage that was just checked."""
    quantities = {term.name: term.quantity for term in stage.objective.terms}
    return ScenarioRow(
        unseated=stage.objective.unseated,
        excess=quantities.get("excess"),
        moved=quantities.get("moved"),
        storeys=quantities.get("storey"),
        total=stage.objective.total,
        findings=stage.check.by_state()["fail"],
    )


def row_of_summary(summary: Mapping[str, Any], prepared: Prepared) -> ScenarioRow:
    """Return the figures that were kept with a scenario."""
    objective = summary.get("objective")
    inputs = summary.get("inputs")
    now = dict(prepared.hashes)
    return ScenarioRow(
        unseated=_number(summary, "unseated"),
        excess=_number(objective, "terms", "excess", "quantity"),
        moved=_number(objective, "terms", "moved", "quantity"),
        storeys=_number(objective, "terms", "scatter", "quantity", "storey"),
        total=_number(objective, "total"),
        gap=_number(objective, "gap"),
        findings=_number(summary, "counts", "findings", "fail"),
        is_old=not isinstance(inputs, dict)
        or any(inputs.get(name) != text for name, text in now.items()),
    )


def standing(value: float | None, goal: float | None) -> Standing:
    """Return how a figure stands against its goal; what is not known is not judged.

    Examples
    --------
    >>> [standing(value, 100.0).name for value in (100.0, 110.0, 111.0, None)]
    ['REACHED', 'NEAR', 'MISSED', 'REACHED']
    """
    if value is None or goal is None or value <= goal:
        return Standing.REACHED
    return Standing.NEAR if value <= goal * (1 + _NEAR) else Standing.MISSED


def names_of(scenarios: tuple[Scenario, ...], status_quo: str, id_of_it: str) -> dict[str, str]:
    """Return what scenarios are called, by id, the status quo first."""
    return {id_of_it: status_quo, **{one.id: one.name for one in scenarios}}


def _number(content: Any, *path: str) -> float | None:
    for key in path:
        if not isinstance(content, dict):
            return None
        content = content.get(key)
    with suppress(TypeError, ValueError):
        return float(content) if content is not None else None
    return None
