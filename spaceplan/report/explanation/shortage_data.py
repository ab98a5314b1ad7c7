"""What cannot be met, as data with its words in both languages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from spaceplan.allocate.explain import Conflict, Relaxation, WayOut
from spaceplan.model.requirements import Requirement
from spaceplan.report.explanation.shortages import (
    Unmet,
    cure_words,
    need_text,
    no_way_out,
    shortage_heading,
    way_out_text,
    wishes_heading,
)
from spaceplan.report.explanation.words import Words


def unmet_dict(unmet: Unmet, both: Sequence[Words]) -> dict[str, Any]:
    """Return what cannot be met as data, each with its words in both languages."""
    return {
        "finished": unmet.finished,
        "met": unmet.is_met,
        "left_out_in_plan": unmet.left_out,
        "left_out_more_than_proven": unmet.more_left_out,
        "needs": [
            {
                "use": need.use,
                "departments": list(need.departments),
                "rooms_needed": need.wanted,
                "rooms_that_would_do": need.eligible,
                "rooms_missing_at_least": need.missing,
                "area_m2": need.area_m2,
                "message": {words.language: need_text(need, words) for words in both},
            }
            for need in unmet.needs
        ],
        "conflicts": [
            {
                **conflict_dict(conflict, both),
                "ways_out": [_way_out(one, both) for one in ways],
                "no_plan_found_without": [
                    requirement_dict(one, both) for one in no_way_out(conflict, ways)
                ],
            }
            for conflict, ways in unmet.outright
        ],
        "shortages": [
            {
                "departments": list(shortage.departments),
                "sites": list(shortage.sites),
                "people": shortage.people,
                "people_alone": shortage.alone,
                "rooms": shortage.rooms,
                "seats": shortage.seats,
                "area_m2": shortage.area_m2,
                "unseated_at_least": shortage.unseated,
                "conflict": conflict_dict(shortage.conflict, both),
                "relaxations": [_relaxation(one, both) for one in cures],
                "message": {words.language: shortage_heading(shortage, words) for words in both},
            }
            for shortage, cures in unmet.shortages
        ],
        "wishes": [
            {
                "departments": list(one.departments),
                "left_out_at_least": one.left_out,
                "conflict": conflict_dict(one.conflict, both),
                "relaxations": [_relaxation(cure, both) for cure in one.relaxations],
                "message": {words.language: wishes_heading(one, words) for words in both},
            }
            for one in unmet.wishes
        ],
    }


def _way_out(way: WayOut, both: Sequence[Words]) -> dict[str, Any]:
    return {
        "requirement": requirement_dict(way.requirement, both),
        "unseated": way.objective.unseated,
        "unmet_needs": way.objective.unmet_needs,
        "total": round(way.objective.total, 6),
        "optimal": way.optimal,
        "message": {words.language: way_out_text(way, words) for words in both},
    }


def conflict_dict(conflict: Conflict, both: Sequence[Words]) -> dict[str, Any]:
    """Return a conflict as data."""
    return {
        "requirements": [requirement_dict(one, both) for one in conflict.requirements],
        "smallest": conflict.smallest,
        "verified_by_solving_without_each": conflict.checked,
    }


def requirement_dict(requirement: Requirement, both: Sequence[Words]) -> dict[str, Any]:
    """Return a requirement as data."""
    place = both[0].places.of(requirement)
    return {
        "kind": str(requirement.kind),
        "department": requirement.department or None,
        "value": requirement.value or None,
        "file": None if place is None else place.file,
        "line": None if place is None else place.line,
        "message": {words.language: words.requirement(requirement) for words in both},
    }


def _relaxation(one: Relaxation, both: Sequence[Words]) -> dict[str, Any]:
    return {
        "kind": str(one.cure),
        "unseated_after": one.unseated,
        "people": one.people,
        "rooms": one.rooms,
        "room_m2": one.room_m2,
        "total_m2": one.total_m2,
        "minimum_m2": one.minimum_m2 or None,
        "sites": list(one.sites),
        "storey": one.storey or None,
        "requirement": requirement_dict(one.requirement, both) if one.requirement else None,
        "others_stay_as_in_the_plan": one.whole,
        "message": {words.language: cure_words(one, words) for words in both},
    }
