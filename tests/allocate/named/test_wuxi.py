"""The embedded city's witness plan: everybody is seated as it says, and the checker agrees."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from spaceplan import seats
from spaceplan.allocate.named import solve
from spaceplan.allocate.seating import SeatingOptions
from spaceplan.files import load_allocation
from spaceplan.model import occupant_kind
from tests.embedded import WUXI, wuxi


@pytest.mark.slow
def test_eight_thousand_people_sit_as_the_plan_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(solve, "_SHARES", (1.0,))  # each department once
    prepared = wuxi()
    plan = load_allocation(WUXI / "witness" / "allocation.csv", prepared.portfolio)
    options = SeatingOptions(time_limit=3600.0, work_limit=2.0, workers=1)
    report = seats.seat(prepared, plan, target=tmp_path / "out", name="witness", options=options)
    kinds = {
        entry.person: occupant_kind(entry)
        for entry in prepared.portfolio.ledger or ()
        if occupant_kind(entry) is not None
    }
    planned = Counter({(line.room, kind): n for line in plan.lines for kind, n in line.occupancy})
    named = Counter((room, kinds[person]) for person, room in report.seating.allocation.people)
    assert named == planned
    assert report.seated == planned.total() > 8000
    assert report.moved_active == report.moved_by_the_plan
    assert sum(check.split for check in report.after) < sum(check.split for check in report.today)
