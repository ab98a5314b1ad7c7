"""What a store of scenarios can do, wherever it keeps them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from spaceplan.model import Allocation, Portfolio
from spaceplan.store.scenario import BrokenScenario, DeletedScenario, Details, PlanFiles, Scenario


class ScenarioStore(Protocol):
    """Keeps scenarios of one portfolio, each whole or not at all; several may write at once.

    Whatever is refused raises a ``StoreError`` and changes nothing.
    """

    def list_scenarios(self) -> tuple[Scenario | BrokenScenario, ...]:
        """Return all scenarios, the oldest first; those that cannot be read as broken."""

    def load_scenario(self, id: str) -> Scenario:
        """Return one scenario."""

    def load_plan(self, scenario: Scenario, portfolio: Portfolio) -> Allocation:
        """Return a scenario's plan for the portfolio."""

    def load_summary(self, scenario: Scenario) -> Mapping[str, Any]:
        """Return the key figures that were kept with a scenario."""

    def save_scenario(
        self, details: Details, plan: PlanFiles, *, over: Scenario | None = None
    ) -> Scenario:
        """Keep a new scenario, or a new state of ``over`` if nobody changed it meanwhile."""

    def rename_scenario(self, scenario: Scenario, name: str) -> Scenario:
        """Give a scenario another name; its id stays."""

    def duplicate_scenario(self, scenario: Scenario, name: str, who: str) -> Scenario:
        """Keep a copy under another name, with the first one as its parent."""

    def delete_scenario(self, scenario: Scenario) -> DeletedScenario:
        """Put a scenario into the trash."""

    def list_deleted(self) -> tuple[DeletedScenario, ...]:
        """Return what lies in the trash, the last one first."""

    def restore_scenario(self, deleted: DeletedScenario) -> Scenario:
        """Take a scenario out of the trash; if its name is taken by now, with a number behind."""

    def load_goals(self) -> Mapping[str, float]:
        """Return what planners want to reach, by figure; nothing where nobody said so."""

    def save_goals(self, goals: Mapping[str, float]) -> None:
        """Keep what planners want to reach, in place of what was kept before."""
