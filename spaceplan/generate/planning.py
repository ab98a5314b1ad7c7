"""Planning: the offices of a site with the departments placed in them, storey by storey."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from spaceplan.generate.dead_end import DeadEndError
from spaceplan.generate.drafts import RoomDraft, StoreyDraft
from spaceplan.generate.seating import APART_M, Demand, Placement, take
from spaceplan.generate.staffing import Staffed
from spaceplan.i18n import N_

#: What a plan by hand weighs, points: a storey on which a department sits.
PER_STOREY = 30.0
#: So many places are tried for a department before the best is taken.
TRIES = 10


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


def place(plan: Plan, storeys: Sequence[StoreyDraft], departments: Iterable[Staffed]) -> None:
    """Give every department offices next to each other, the largest departments first."""
    stock = _Stock(storeys, plan)
    order = sorted(departments, key=lambda department: (-department.people, department.id))
    for department in order:
        placement = _best(stock, Demand.of(department), department.max_storey)
        if placement is None:
            raise DeadEndError(N_("the rooms of a site do not suffice"))
        plan.add(department.id, placement)
        stock.remove(placement.occupants)


class _Stock:
    """The free offices of each storey, in walking order, and their area."""

    def __init__(self, storeys: Sequence[StoreyDraft], plan: Plan) -> None:
        self.storeys = storeys
        self.free = {storey.id: plan.free(storey) for storey in storeys}
        self.area = {id: sum(r.area_dm2 for r in rooms) for id, rooms in self.free.items()}

    def remove(self, rooms: Iterable[RoomDraft]) -> None:
        """Take rooms out of the stock."""
        taken = set(rooms)
        for id in {room.storey.id for room in taken}:
            self.free[id] = [room for room in self.free[id] if room not in taken]
            self.area[id] = sum(room.area_dm2 for room in self.free[id])

    def windows(self, demand: Demand, highest: int | None) -> Iterator[list[RoomDraft]]:
        """Yield rows of rooms to try: the fullest storeys that may do, then neighbouring ones."""
        wanted = demand.justified_dm2 * 0.85
        storeys = [s for s in self.storeys if highest is None or s.number <= highest]
        single = [storey for storey in storeys if self.area[storey.id] >= wanted]
        for storey in sorted(single, key=lambda s: (self.area[s.id], s.id)):
            yield from _from_each_gap(self.free[storey.id])
        if single:
            return
        runs = [run for first in range(len(storeys)) if (run := self._run(storeys[first:], wanted))]
        for run in sorted(runs, key=lambda run: (len(run), sum(self.area[s.id] for s in run))):
            yield [room for storey in run for room in self.free[storey.id]]
        yield [room for storey in storeys for room in self.free[storey.id]]

    def _run(self, storeys: Sequence[StoreyDraft], wanted: float) -> list[StoreyDraft]:
        """Return storeys of one building upwards until they are large enough, else none."""
        run: list[StoreyDraft] = []
        total = 0
        for storey in storeys:
            if storey.building is not storeys[0].building:
                return []
            if not self.area[storey.id]:
                continue
            run.append(storey)
            total += self.area[storey.id]
            if total >= wanted * 1.03:
                return run
        return []


def _from_each_gap(rooms: list[RoomDraft]) -> Iterator[list[RoomDraft]]:
    """Yield the rooms of a storey, then those after the first gap, and after the next ones."""
    yield rooms
    reached = rooms[0].span.s1
    for i, room in enumerate(rooms):
        if room.span.s0 - reached > APART_M:
            yield rooms[i:]
        reached = max(reached, room.span.s1)


def _best(stock: _Stock, demand: Demand, highest: int | None) -> Placement | None:
    """Return the cheapest of some good placements: on one storey, or on neighbouring ones."""
    best: Placement | None = None
    least = 0.0
    tries = 0
    for rooms in stock.windows(demand, highest):
        placement = take(rooms, demand, clean=False)
        if placement is None:
            continue
        spread = {room.storey.id for room in placement.occupants}
        left = sum(r.area_dm2 for r in rooms if r not in placement.occupants)
        cost = placement.cost + PER_STOREY * len(spread) + left / 10_000
        if best is None or cost < least:
            best, least = placement, cost
        tries += 1
        if tries >= TRIES:
            break
    return best
