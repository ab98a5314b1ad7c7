"""What a planner drops on the plan, carried out on his draft."""

from __future__ import annotations

from collections.abc import Callable

from spaceplan.dashboard.draft import Draft
from spaceplan.dashboard.plan_view import Drop
from spaceplan.i18n import N_, Message
from spaceplan.replan.by_hand import Hand

GIVEN = N_("{rooms} given to {department}")
FREED = N_("{rooms} freed")
SWAPPED = N_("{one} and {other} swapped")


def give_rooms(
    hand: Hand, draft: Draft, rooms: tuple[str, ...], department: str, name: str, *, seat: bool
) -> Draft:
    """Return the draft with rooms given to a department (``name`` says which in words)."""
    what = Message.of(GIVEN, rooms=", ".join(rooms), department=name)
    return draft.then(hand.give(draft.allocation, rooms, department, seat=seat), what)


def free_rooms(hand: Hand, draft: Draft, rooms: tuple[str, ...]) -> Draft:
    """Return the draft with rooms freed."""
    what = Message.of(FREED, rooms=", ".join(rooms))
    return draft.then(hand.free(draft.allocation, rooms), what)


def swap_rooms(hand: Hand, draft: Draft, one: str, other: str) -> Draft:
    """Return the draft with holders and people of two rooms in each other's place."""
    what = Message.of(SWAPPED, one=one, other=other)
    return draft.then(hand.swap(draft.allocation, one, other), what)


def carry_out(
    hand: Hand, draft: Draft, drop: Drop, name_of: Callable[[str], str], *, seat: bool
) -> Draft:
    """Return the draft with what was dropped done; unchanged where it cannot be.

    Parameters
    ----------
    name_of
        Returns a department's name in words.
    seat
        Whether waiting people are seated in the rooms that their department is given.
    """
    rooms = tuple(dict.fromkeys(filter(hand.portfolio.has_room, drop.rooms)))
    if drop.act == "free" and rooms:
        return free_rooms(hand, draft, rooms)
    if drop.act == "swap" and len(rooms) == 2:
        return swap_rooms(hand, draft, *rooms)
    if drop.act == "give" and rooms and hand.portfolio.has_department(drop.department):
        name = name_of(drop.department)
        return give_rooms(hand, draft, rooms, drop.department, name, seat=seat)
    return draft
