"""Which search answers which finding, kind by kind in the order that the rules prescribe."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spaceplan.check import Finding
from spaceplan.model.remedy import Obstacle
from spaceplan.replan.remedies.candidates import Candidates, nothing
from spaceplan.replan.remedies.case import Case
from spaceplan.replan.remedies.hand_back import find_hand_back
from spaceplan.replan.remedies.private_rooms import find_private_works, find_toilet_works
from spaceplan.replan.remedies.restore import find_restored_use
from spaceplan.replan.remedies.said import said
from spaceplan.replan.remedies.seats import (
    find_seats_beside,
    find_vacant_office,
    people_too_many,
    people_without_seat,
)
from spaceplan.replan.remedies.share import find_shares
from spaceplan.replan.remedies.site_total import find_site_hand_back
from spaceplan.replan.remedies.sitters import Sitter
from spaceplan.replan.remedies.swap import find_swaps
from spaceplan.replan.remedies.vacate import RULES as OF_PEOPLE
from spaceplan.replan.remedies.vacate import (
    find_places_to_vacate,
    find_vacating,
)
from spaceplan.replan.remedies.works import find_works
from spaceplan.rules import Category, Remedy, RuleBook
from spaceplan.rules.kinds import (
    DepartmentArea,
    HiddenSuite,
    OccupiedCategory,
    PhysicalMinimum,
    PrivateRooms,
    PrivateToilets,
    RoomArea,
    RuleKind,
    SeatForEveryone,
    Separation,
    SiteArea,
)
from spaceplan.units import to_dm2


def is_answered(book: RuleBook, finding: Finding) -> bool:
    """Return whether there is a search for findings of this rule."""
    kinds = (
        RoomArea,
        DepartmentArea,
        HiddenSuite,
        OccupiedCategory,
        PhysicalMinimum,
        PrivateRooms,
        PrivateToilets,
        SeatForEveryone,
        Separation,
        SiteArea,
        *OF_PEOPLE,
    )
    return isinstance(book.rule(finding.rule).kind, kinds)


def find_candidates(
    case: Case, finding: Finding, of_people: Sequence[Finding]
) -> Iterator[Candidates]:
    """Yield what may cure a finding, one kind of remedy after the other; never walling off.

    Last come, without candidates, the kinds that the rule allows and no search looks for: where
    nothing else is found, "none" is no proof.

    Parameters
    ----------
    of_people
        Findings of rules by which people must give an office up: what that cures anyway is no
        reason for anybody else to move.
    """
    kind = case.book.rule(finding.rule).kind
    if isinstance(kind, (RoomArea, HiddenSuite)):
        vacating = find_places_to_vacate(case, _office(finding, kind), of_people)
        if not vacating.searched[-1].obstacles:
            yield vacating
    without = []
    for allowed in finding.remedies:
        if allowed != Remedy.WALL_OFF:
            found = _of_kind(case, finding, kind, Remedy(allowed))
            if found is None:
                without.append(nothing(allowed, Obstacle.NOT_LOOKED_FOR, complete=False))
            else:
                yield found
    yield from without


def _office(finding: Finding, kind: RuleKind) -> str:
    """Return the office that is too large: the room itself, or the one beside a hidden suite."""
    if isinstance(kind, HiddenSuite):
        return str(said(finding).get("office", finding.subject))
    return finding.subject


def _of_kind(case: Case, finding: Finding, kind: RuleKind, allowed: Remedy) -> Candidates | None:
    """Return the candidates of one kind of remedy; None where no search looks for it."""
    if isinstance(kind, OF_PEOPLE):
        return find_vacating(case, finding) if allowed == Remedy.VACATE else None
    if isinstance(kind, (DepartmentArea, SiteArea)):
        return _of_total(case, finding, kind) if allowed == Remedy.HAND_BACK else None
    if isinstance(kind, (RoomArea, HiddenSuite)):
        return _of_large_office(case, _office(finding, kind), allowed)
    if isinstance(kind, PrivateToilets):
        return _of_private_toilet(case, finding, allowed)
    if isinstance(kind, PrivateRooms):
        return _of_private_rooms(case, finding, kind, allowed)
    if isinstance(kind, PhysicalMinimum):
        return _of_crowded_room(case, finding.subject, allowed)
    if isinstance(kind, SeatForEveryone):
        return _of_people_without_seat(case, finding, allowed)
    if isinstance(kind, OccupiedCategory):
        return _of_people_in_wrong_room(case, finding.subject, allowed)
    if isinstance(kind, Separation):
        return _of_holder_beside(case, finding, allowed)
    return None


def _of_total(case: Case, finding: Finding, kind: DepartmentArea | SiteArea) -> Candidates:
    if isinstance(kind, SiteArea):
        return find_site_hand_back(case, finding, kind)
    return find_hand_back(case, finding, Category(kind.category))


def _of_large_office(case: Case, room: str, allowed: Remedy) -> Candidates | None:
    if room not in case.offices.place:
        return nothing(allowed, Obstacle.REQUIREMENT)
    searches = {
        Remedy.SWAP: find_swaps,
        Remedy.SHARE: find_shares,
        Remedy.SIMPLE_WORKS: find_works,
    }
    return searches[allowed](case, room) if allowed in searches else None


def _of_private_toilet(case: Case, finding: Finding, allowed: Remedy) -> Candidates | None:
    if allowed == Remedy.SIMPLE_WORKS:
        return find_toilet_works(case, finding.subject, to_dm2(finding.excess))
    return find_restored_use(case, finding.subject) if allowed == Remedy.RESTORE_USE else None


def _of_private_rooms(
    case: Case, finding: Finding, kind: PrivateRooms, allowed: Remedy
) -> Candidates | None:
    office, rooms = finding.subject, str(said(finding)["rooms"]).split(", ")
    if allowed == Remedy.SIMPLE_WORKS:
        return find_private_works(case, kind, rooms, to_dm2(finding.excess))
    if allowed != Remedy.SWAP or office not in case.offices.place:
        return None
    own = case.portfolio.room(office).area_dm2 if finding.limit else 0
    return find_swaps(case, office, private_dm2=to_dm2(finding.measured) - own)


def _of_crowded_room(case: Case, room: str, allowed: Remedy) -> Candidates | None:
    if allowed == Remedy.SWAP:
        return find_swaps(case, room) if room in case.offices.place else None
    if allowed != Remedy.MORE_ROOM:
        return None
    return _beside_or_vacant(case, Remedy.MORE_ROOM, people_too_many(case, room))


def _of_people_without_seat(case: Case, finding: Finding, allowed: Remedy) -> Candidates | None:
    people = people_without_seat(case, finding)
    if allowed == Remedy.SHARE:
        return find_seats_beside(case, Remedy.SHARE, people)
    if allowed == Remedy.MORE_ROOM:
        return find_vacant_office(case, Remedy.MORE_ROOM, people)
    return None


def _of_people_in_wrong_room(case: Case, room: str, allowed: Remedy) -> Candidates | None:
    if allowed != Remedy.RELOCATE:
        return None
    people = [s for s in case.there(room) if s.needs_seat]
    return _beside_or_vacant(case, Remedy.RELOCATE, people)


def _of_holder_beside(case: Case, finding: Finding, allowed: Remedy) -> Candidates | None:
    """Return where the holder of the one room beside a tagged room can go."""
    rooms = str(said(finding).get("rooms", "")).split(", ")
    if len(rooms) != 1 or rooms[0] not in case.offices.place:
        return nothing(allowed, Obstacle.REQUIREMENT, complete=False)
    if allowed == Remedy.SWAP:
        return find_swaps(case, rooms[0])
    if allowed == Remedy.RELOCATE:
        return find_vacant_office(case, allowed, case.there(rooms[0]), back=rooms)
    return None


def _beside_or_vacant(case: Case, kind: Remedy, people: Sequence[Sitter]) -> Candidates:
    """Return free seats beside colleagues, else a vacant office."""
    if any(s.department not in case.departments for s in people):
        return nothing(kind, Obstacle.REQUIREMENT)
    beside = find_seats_beside(case, kind, people)
    if not people or not beside.searched[-1].obstacles:
        return beside
    return find_vacant_office(case, kind, people)
