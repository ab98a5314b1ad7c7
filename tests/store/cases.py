"""A plan and what a planner says of it, as tests of the store need them."""

from __future__ import annotations

from spaceplan.store import Details, PlanFiles

PLAN = PlanFiles(
    allocation="room_id,department,occupancy\nhq-101,finance,city_bureau_head:1\n",
    people=None,
    summary='{"unseated": 0}\n',
)
OTHER_PLAN = PlanFiles(
    allocation="room_id,department,occupancy\nhq-102,finance,city_bureau_head:1\n",
    people=None,
    summary='{"unseated": 1}\n',
)


def said(name: str, who: str = "Li", note: str = "") -> Details:
    return Details(name=name, who=who, note=note)
