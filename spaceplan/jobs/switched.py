"""What differs where other rule sets judge the same portfolio, as a job keeps it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

from pydantic import TypeAdapter

from spaceplan.jobs.folder import read_result
from spaceplan.jobs.job import Job
from spaceplan.model import Name

#: In the results of such a job.
SWITCHED = "switched.json"


@dataclass(frozen=True)
class SwitchedRule:
    """How many subjects fail a rule by either rules; None where they do not have it."""

    id: str
    title: Name
    before: int | None
    after: int | None


@dataclass(frozen=True)
class SwitchedFinding:
    """A finding that only one of the rules makes."""

    severity: str
    text: Name
    department: str
    clause: str


@dataclass(frozen=True)
class Switched:
    """What differs where other rules judge: rules, findings that would be new or gone."""

    rules: tuple[SwitchedRule, ...]
    new: tuple[SwitchedFinding, ...]
    gone: tuple[SwitchedFinding, ...]


_ADAPTER = TypeAdapter(Switched)


def switched_text(switched: Switched) -> str:
    """Return as JSON what differs."""
    return _ADAPTER.dump_json(switched, indent=1).decode() + "\n"


def read_switched(job: Job) -> Switched | None:
    """Return what a job found by other rules; None where it came to no end."""
    text = read_result(job, SWITCHED)
    with suppress(ValueError):
        return None if text is None else _ADAPTER.validate_json(text)
    return None
