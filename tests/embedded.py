"""The embedded portfolio, read and judged once for all tests of a process: nothing changes it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from spaceplan import pipeline
from spaceplan.model import status_quo
from spaceplan.pipeline import Prepared
from spaceplan.report.forms import FormsData

WUXI = Path(__file__).parents[1] / "floorplans" / "wuxi"


@cache
def wuxi() -> Prepared:
    """Return the embedded portfolio with its graph, rules and entitlements."""
    return pipeline.prepare(WUXI)


@cache
def forms_of_wuxi() -> FormsData:
    """Return what the forms of its status quo are filled from."""
    prepared = wuxi()
    return FormsData(
        prepared.portfolio,
        prepared.rulebook,
        prepared.entitlements,
        status_quo(prepared.portfolio),
        pipeline.check(prepared),
        prepared.as_of,
    )
