"""A scenario as it is kept: who made what of which portfolio, under which name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from spaceplan.errors import Fault
from spaceplan.model import Changes

#: Parent of a scenario that was made from things as they are; no scenario has this id.
STATUS_QUO = "status-quo"


@dataclass(frozen=True)
class Details:
    """What a planner says of a scenario.

    Parameters
    ----------
    name
        As the planner wrote it, in any script.
    who
        Who saves it.
    parent
        Id of the scenario that it was made from; ``status-quo``: from things as they are.
    changes
        What it changes in the portfolio.
    order
        Terms that came strictly before all others in the search.
    start
        What the search started from: ``status-quo``, ``nothing`` or a scenario's id.
    run
        Id of the run of the allocator that found the plan; empty: another one, or none.
    """

    name: str
    note: str = ""
    who: str = ""
    parent: str = STATUS_QUO
    changes: Changes = Changes()
    order: tuple[str, ...] = ()
    start: str = ""
    run: str = ""


@dataclass(frozen=True)
class Scenario:
    """A scenario without its plan.

    Parameters
    ----------
    id
        What it is called in paths and addresses; it stays when the scenario is renamed.
    created, changed
        Moments with their time zone.
    version
        Changes with every change of the scenario or its plan, and with nothing else.
    """

    id: str
    details: Details
    created: datetime
    changed: datetime
    version: str

    @property
    def name(self) -> str:
        """What the planner called it."""
        return self.details.name


@dataclass(frozen=True)
class BrokenScenario:
    """A folder that should be a scenario and cannot be read, with every fault in it."""

    id: str
    faults: tuple[Fault, ...]


@dataclass(frozen=True)
class DeletedScenario:
    """A scenario in the trash: it can be had back by ``id``."""

    id: str
    name: str
    deleted: datetime


@dataclass(frozen=True)
class PlanFiles:
    """A scenario's plan as texts of its files; ``people`` is None where it names nobody."""

    allocation: str
    people: str | None
    summary: str
