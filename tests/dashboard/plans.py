"""Plans of the town that are kept as scenarios, for the pages that show them."""

from __future__ import annotations

from pathlib import Path

from spaceplan import pipeline
from spaceplan.model import Allocation, AllocationLine, Counts
from spaceplan.saving import save_plan
from spaceplan.store import Details, FolderStore, Scenario


def plan_of_town() -> Allocation:
    """Return a plan: f2 joins f5 upstairs, a2 gets a seat with a1; hq-102 and hq-105 are free."""
    staff = Counts.of({"city_staff": 2})
    lines = (
        AllocationLine("hq-101", "finance", Counts.of({"city_bureau_head": 1})),
        AllocationLine("hq-103", "finance", staff),
        AllocationLine("hq-104", "archives", staff),
        AllocationLine("hq-201", "finance", staff),
    )
    people = (
        *(("a1", "hq-104"), ("a2", "hq-104"), ("f1", "hq-101"), ("f2", "hq-201")),
        *(("f3", "hq-103"), ("f4", "hq-103"), ("f5", "hq-201")),
    )
    return Allocation(lines, people)


def keep_plan(
    town_folder: Path, name: str, who: str = "Li", plan: Allocation | None = None
) -> Scenario:
    """Keep a plan as a scenario of the town, that of ``plan_of_town`` where none is given."""
    store = FolderStore(town_folder.with_name("town.scenarios"))
    prepared = pipeline.prepare(town_folder)
    scenario, _stage = save_plan(
        store, prepared, plan_of_town() if plan is None else plan, Details(name, who=who)
    )
    return scenario
