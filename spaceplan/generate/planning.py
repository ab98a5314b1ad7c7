"""Planning: the offices of a site with the departments placed in them, storey by storey."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from spaceplan.generate.drafts import RoomDraft, StoreyDraft
from spaceplan.generate.seating import Demand, Placement, take
from spaceplan.generate.staffing import Staffed

#: What a plan by hand weighs, points: a storey and a building on which a department sits.
PER_STOREY = 30.0
PER_BUILDING = 60.0
#: So many places are tried for a department before the best is taken.
TRIES = 8


@dataclass(eq=False)
class Line:
    """A room of a department and who sits there."""

    room: RoomDraft
    department: str
    people: Counter[str] = field(default_factory=Counter)


class Plan:
    """Who holds which room: one department a room."""

    def __init__(self) -> None:
        self.lines: dict[str, Line] = {}
        self._departments: dict[str, dict[str, Line]] = {}

    def __contains__(self, room: RoomDraft) -> bool:
        """Return whether a room is held."""
        return room.id in self.lines

    def add(self, department: str, placement: Placement) -> None:
        """Hold the rooms of a placement for a department."""
        for room, people in placement.occupants.items():
            self.hold(room, department, people)

    def hold(self, room: RoomDraft, department: str, people: Counter[str] | None = None) -> Line:
        """Hold one room for a department and return the line."""
        if room.id in self.lines:
            raise ValueError(f"room {room.id} is held already")
        self.lines[room.id] = line = Line(room, department, Counter(people or {}))
        self._departments.setdefault(department, {})[room.id] = line
        return line

    def leave(self, room: RoomDraft) -> None:
        """Give up a room."""
        line = self.lines.pop(room.id)
        del self._departments[line.department][room.id]

    def swap(self, one: RoomDraft, other: RoomDraft) -> None:
        """Swap the departments and people of two rooms."""
        first, second = self.lines[one.id], self.lines[other.id]
        self.leave(one)
        self.leave(other)
        self.hold(one, second.department, second.people)
        self.hold(other, first.department, first.people)

    def of(self, department: str) -> list[Line]:
        """Return the lines of a department."""
        return list(self._departments.get(department, {}).values())

    def free(self, storey: StoreyDraft) -> list[RoomDraft]:
        """Return the offices of a storey that nobody holds, in walking order."""
        return [r for r in storey.offices if r.id not in self.lines and not r.tags]


@dataclass(eq=False)
class _Try:
    placement: Placement
    cost: float


def place(plan: Plan, storeys: Sequence[StoreyDraft], departments: Iterable[Staffed]) -> None:
    """Give every department offices next to each other, the largest departments first."""
    free = {storey.id: plan.free(storey) for storey in storeys}
    order = sorted(departments, key=lambda department: (-department.people, department.id))
    for department in order:
        placement = _best(storeys, free, Demand.of(department))
        if placement is None:
            raise ValueError(f"no rooms for department {department.id}")
        plan.add(department.id, placement)
        for storey in {room.storey for room in placement.occupants}:
            free[storey.id] = [r for r in free[storey.id] if r not in placement.occupants]


def _best(
    storeys: Sequence[StoreyDraft], free: dict[str, list[RoomDraft]], demand: Demand
) -> Placement | None:
    """Return the cheapest of some good placements: on one storey, or on neighbouring ones."""
    tries: list[_Try] = []
    for rooms in _windows(storeys, free, demand):
        placement = take(rooms, demand, clean=False)
        if placement is not None:
            left = sum(room.area_dm2 for room in rooms) - sum(
                room.area_dm2 for room in placement.occupants
            )
            spread = {room.storey.id for room in placement.occupants}
            cost = placement.cost + PER_STOREY * len(spread) + left / 10_000
            tries.append(_Try(placement, cost))
        if len(tries) >= TRIES:
            break
    return min(tries, key=lambda attempt: attempt.cost).placement if tries else None


def _windows(
    storeys: Sequence[StoreyDraft], free: dict[str, list[RoomDraft]], demand: Demand
) -> Iterator[list[RoomDraft]]:
    """Yield rows of rooms to try: the fullest storeys that may do, then neighbouring storeys."""
    area = {id: sum(room.area_dm2 for room in rooms) for id, rooms in free.items()}
    wanted = demand.justified_dm2 * 0.85
    single = sorted((s for s in storeys if area[s.id] >= wanted), key=lambda s: (area[s.id], s.id))
    for storey in single:
        yield free[storey.id]
    if single:
        return
    runs: list[tuple[int, int, list[StoreyDraft]]] = []
    for first in range(len(storeys)):
        run = _run(storeys, first, area, wanted)
        if run:
            runs.append((len(run), sum(area[s.id] for s in run), run))
    for _, _, run in sorted(runs, key=lambda item: item[:2]):
        yield [room for storey in run for room in free[storey.id]]
    yield [room for storey in storeys for room in free[storey.id]]


def _run(
    storeys: Sequence[StoreyDraft], first: int, area: dict[str, int], wanted: float
) -> list[StoreyDraft]:
    """Return storeys of one building from one up until they are large enough, else none."""
    run: list[StoreyDraft] = []
    total = 0
    for storey in storeys[first:]:
        if storey.building is not storeys[first].building:
            return []
        if not area[storey.id]:
            continue
        run.append(storey)
        total += area[storey.id]
        if total >= wanted * 1.03:
            return run
    return []
