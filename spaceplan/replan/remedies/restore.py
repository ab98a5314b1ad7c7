"""A private toilet turned back: to what it was approved for, or to everybody's use."""

from __future__ import annotations

from collections.abc import Iterator

from spaceplan.check.openings import rooms_open_to_circulation, storeys_without_doors
from spaceplan.model.remedy import Obstacle, Remedy, Restored, Scope, Searched
from spaceplan.replan.remedies.candidates import Candidates, nothing
from spaceplan.replan.remedies.case import Case
from spaceplan.replan.remedies.works import common_beside

KIND = "restore_use"


def find_restored_use(case: Case, room: str) -> Candidates:
    """Return the uses to which a room of one office can be turned back without works.

    First what it was approved for, if that is something else. Then what it is for now, but for
    everybody: where it is only said to be of one office, and a door leads to common space.
    """
    found = tuple(_restored(case, room))
    if not found:
        known = case.portfolio.room(room).approved_use is not None
        obstacle = Obstacle.NO_COMMON_ROOM if known else Obstacle.USE_UNKNOWN
        return nothing(KIND, obstacle, complete=known)
    remedies = (Remedy(KIND, Scope.STOREY, restored=(restored,)) for restored in found)
    return Candidates(KIND, remedies, (Searched(Scope.STOREY, len(found), ()),))


def _restored(case: Case, id: str) -> Iterator[Restored]:
    room = case.portfolio.room(id)
    approved = room.approved_use
    if approved is not None and approved != room.use:
        yield Restored(id, approved, case.book.use_name(approved), room.area_dm2)
    if room.private_to is not None and _opens_to_common(case, id):
        yield Restored(id, room.use, case.book.use_name(room.use), room.area_dm2)


def _opens_to_common(case: Case, room: str) -> bool:
    """Return whether one comes in from common space; without stated doors, whether it is beside."""
    if case.portfolio.storey_of(room).id in storeys_without_doors(case.situation):
        return common_beside(case, room) is not None
    return room in rooms_open_to_circulation(case.situation)
