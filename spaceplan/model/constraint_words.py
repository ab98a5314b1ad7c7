"""What a constraint of the seating problem asks, in words."""

from __future__ import annotations

from spaceplan.i18n import N_, Message
from spaceplan.model.seating import SeatingConstraint, SeatingKind, SeatingProblem

_ASKS = {
    SeatingKind.ALLOCATION: N_("entity {subject} sits in room {rooms}"),
    SeatingKind.NONALLOCATION: N_("entity {subject} does not sit in room {rooms}"),
    SeatingKind.ONEOF: N_("entity {subject} sits in one of the rooms {rooms}"),
    SeatingKind.CAPACITY: N_("room {subject} is not overfilled"),
    SeatingKind.SAMEROOM: N_("entities {subject} and {other} sit in one room"),
    SeatingKind.NOTSAMEROOM: N_("entities {subject} and {other} sit in different rooms"),
    SeatingKind.NOTSHARING: N_("entity {subject} sits alone"),
    SeatingKind.ADJACENCY: N_("entities {subject} and {other} sit in one room or side by side"),
    SeatingKind.NEARBY: N_("entities {subject} and {other} sit on one floor"),
    SeatingKind.AWAYFROM: N_("entities {subject} and {other} sit on different floors"),
}
_MOST_NAMED = 12


def constraint_words(problem: SeatingProblem, constraint: SeatingConstraint) -> Message:
    """Return what a constraint asks, with the ids of the problem and its own id if it has one."""
    of_room = constraint.kind == SeatingKind.CAPACITY
    subjects = problem.rooms if of_room else problem.entities
    targets = constraint.targets[:_MOST_NAMED]
    rooms = ", ".join(problem.rooms[t].id for t in targets if t < len(problem.rooms))
    other = next((problem.entities[t].id for t in targets if t < len(problem.entities)), "")
    asked = Message.of(
        _ASKS[constraint.kind],
        subject=subjects[constraint.subject].id,
        rooms=rooms if len(targets) == len(constraint.targets) else f"{rooms}, …",
        other=other,
    )
    if not constraint.id:
        return asked
    return Message.of(N_("constraint {id}: {asked}"), id=constraint.id, asked=asked)
