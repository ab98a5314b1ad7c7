"""What a job is asked to do, as it stands in ``request.json``."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from spaceplan.model import Changes

#: Where a search can start; ``plan`` is the plan that lies in the job's folder.
Start = Literal["status-quo", "nothing", "plan"]


@dataclass(frozen=True)
class AllocateRequest:
    """Find a plan.

    Parameters
    ----------
    portfolio
        Its folder.
    rule_sets, as_of
        In place of the portfolio's; empty, None: the portfolio's.
    changes
        What is changed in the portfolio before the search.
    start
        None: the status quo where there is one.
    order
        Terms strictly before all others.
    time_limit
        Seconds.
    """

    portfolio: Path
    rule_sets: tuple[str, ...] = ()
    as_of: date | None = None
    changes: Changes = Changes()
    start: Start | None = None
    order: tuple[str, ...] = ()
    time_limit: float = 60.0
    seed: int = 0
    workers: int = 2
    kind: Literal["allocate"] = "allocate"

    @property
    def effective_changes(self) -> Changes:
        """What a plan of this search is judged with: from nothing, moves cost nothing."""
        prices = dict(self.changes.prices)
        if self.start != "nothing" or "moved" in prices:
            return self.changes
        return replace(self.changes, prices=(*self.changes.prices, ("moved", 0.0)))


@dataclass(frozen=True)
class RemediesRequest:
    """Find what cures each finding of the status quo, or of the plan in the job's folder."""

    portfolio: Path
    rule_sets: tuple[str, ...] = ()
    as_of: date | None = None
    changes: Changes = Changes()
    kind: Literal["remedies"] = "remedies"


@dataclass(frozen=True)
class CureRequest:
    """Find what cures one finding of the status quo, or of the plan in the job's folder.

    Parameters
    ----------
    finding
        Its fingerprint.
    of
        Names what is looked at, so that the answer is found again: the same name, the same answer.
    """

    portfolio: Path
    finding: str
    of: str = ""
    rule_sets: tuple[str, ...] = ()
    as_of: date | None = None
    changes: Changes = Changes()
    kind: Literal["cure"] = "cure"


#: What can be made to be taken away.
ExportFile = Literal["forms.zip", "certificates.zip", "report.html", "plans.zip"]


@dataclass(frozen=True)
class ExportRequest:
    """Make a file of the status quo, or of the plan in the job's folder.

    Parameters
    ----------
    language
        Of what is written.
    of
        As of ``CureRequest``.
    """

    portfolio: Path
    file: ExportFile
    language: str
    of: str = ""
    rule_sets: tuple[str, ...] = ()
    as_of: date | None = None
    changes: Changes = Changes()
    kind: Literal["export"] = "export"


@dataclass(frozen=True)
class RulesRequest:
    """Judge the status quo, or the plan in the job's folder, by other rule sets too.

    Parameters
    ----------
    other
        The other rule sets, the later ones over the earlier.
    of
        As of ``CureRequest``.
    """

    portfolio: Path
    other: tuple[str, ...]
    of: str = ""
    rule_sets: tuple[str, ...] = ()
    as_of: date | None = None
    changes: Changes = Changes()
    kind: Literal["rules"] = "rules"


#: Work of a minute, which does not wait for searches of an hour.
ShortRequest = CureRequest | ExportRequest | RulesRequest
Request = AllocateRequest | RemediesRequest | ShortRequest
_ADAPTER: TypeAdapter[Request] = TypeAdapter(Annotated[Request, Field(discriminator="kind")])


def request_text(request: Request) -> str:
    """Return a request as JSON."""
    return _ADAPTER.dump_json(request, indent=2).decode() + "\n"


def read_request(text: str) -> Request:
    """Return the request that JSON stands for; raises ValueError where it is none."""
    return _ADAPTER.validate_json(text)
