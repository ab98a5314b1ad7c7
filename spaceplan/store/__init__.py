"""Scenarios that are kept: folders beside the portfolio, behind one small interface."""

from spaceplan.store.errors import ScenarioGoneError, ScenarioTakenError, StoreError
from spaceplan.store.folders import FolderStore
from spaceplan.store.interface import ScenarioStore
from spaceplan.store.scenario import (
    STATUS_QUO,
    BrokenScenario,
    DeletedScenario,
    Details,
    PlanFiles,
    Scenario,
)
from spaceplan.store.workspace import workspace_of

__all__ = [
    "STATUS_QUO",
    "BrokenScenario",
    "DeletedScenario",
    "Details",
    "FolderStore",
    "PlanFiles",
    "Scenario",
    "ScenarioGoneError",
    "ScenarioStore",
    "ScenarioTakenError",
    "StoreError",
    "workspace_of",
]
