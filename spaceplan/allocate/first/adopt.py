"""Take over a start: keep of it what the hard rules allow, as little changed as possible."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from spaceplan.allocate.problem.evaluate import Held
from spaceplan.allocate.problem.occupancy import Seater
from spaceplan.allocate.problem.problem import Kinds, Occupancy, Problem
from spaceplan.model import Allocation, AllocationLine, Portfolio
from spaceplan.units import DM2_PER_M2


def from_nothing(problem: Problem) -> list[Held]:
    """Return what every plan holds: locked offices, seated as well as they can be; who stays."""
    seater = Seater(problem)
    offices: list[Held] = []
    for d, department in enumerate(problem.departments):
        staying = dict(department.keep)
        left = list(department.kinds.people)
        for occupancy in staying.values():
            left = [a - b for a, b in zip(left, occupancy, strict=True)]
        locked = [
            r for r in department.locked if r not in staying and not problem.offices.shared[r]
        ]
        seated = seater.seat(d, locked, left) if locked else {}
        empty = (0,) * len(department.kinds.names)
        offices.append({**dict.fromkeys(department.locked, empty), **staying, **seated})
    return offices


def adopt_start(problem: Problem, portfolio: Portfolio, start: Allocation) -> list[Held]:
    """Return the offices of a start that may be kept, with the people who may stay in them.

    Dropped are rooms that the department may not hold, people beyond the headcount or the physical
    minimum, those who would sit with somebody who must sit alone, and rooms with nobody left.
    """
    index = {id: r for r, id in enumerate(problem.offices.ids)}
    adopter = _Adopter(problem)
    for line in _largest_first(start.lines):
        r = index.get(line.room)
        if r is not None:
            for d in _owners(portfolio, line.department):
                adopter.take(d, r, line)
                break
    return adopter.finish()


def _largest_first(lines: Iterable[AllocationLine]) -> list[AllocationLine]:
    return sorted(lines, key=lambda line: (-line.occupancy.total, line.room, line.department))


def _owners(portfolio: Portfolio, department: str) -> list[int]:
    """Return the department, or those that succeed it, by index."""
    return [
        d
        for d, current in enumerate(portfolio.departments)
        if current.id == department
        or (department in current.succeeds and not portfolio.has_department(department))
    ]


class _Adopter:
    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.left = [list(d.kinds.people) for d in problem.departments]
        self.offices: list[dict[int, Occupancy]] = [{} for _ in problem.departments]
        self.used: dict[int, int] = {}
        self.alone: set[int] = set()
        self.locked = [frozenset(d.locked) for d in problem.departments]
        for d, department in enumerate(problem.departments):
            for r, occupancy in department.keep:
                self._hold(d, r, occupancy)

    def _hold(self, d: int, r: int, occupancy: Occupancy) -> None:
        """Seat people in an office, beside those of the department who sit there."""
        there = self.offices[d].get(r, (0,) * len(occupancy))
        self.offices[d][r] = tuple(a + b for a, b in zip(there, occupancy, strict=True))
        self.used[r] = self.used.get(r, 0) + sum(occupancy)
        kinds = self.problem.departments[d].kinds
        for k, n in enumerate(occupancy):
            self.left[d][k] -= n
            if n and kinds.alone[k] and not self.problem.may_share_own:
                self.alone.add(r)

    def take(self, d: int, r: int, line: AllocationLine) -> None:
        """Take one line over, as far as the rules allow."""
        offices = self.problem.offices
        if r in self.offices[d]:
            self._join(d, r, line)
            return
        if not self.problem.may_hold[d, r]:
            return
        taken = self.used.get(r, 0)
        if taken and (not offices.shared[r] or r in self.alone):
            return
        kinds = self.problem.departments[d].kinds
        wanted = [
            min(line.occupancy[kind], left)
            for kind, left in zip(kinds.names, self.left[d], strict=True)
        ]
        occupancy = self._within_rules(kinds, wanted, r, offices.seats[r] - taken, bool(taken))
        if sum(occupancy) + taken < offices.least[r] or not any(occupancy):
            return
        self._hold(d, r, occupancy)

    def _join(self, d: int, r: int, line: AllocationLine) -> None:
        """Let those who share stay beside people who are to stay there."""
        kinds, there = self.problem.departments[d].kinds, self.offices[d][r]
        if any(n and alone for n, alone in zip(there, kinds.alone, strict=True)):
            return
        wanted = [
            max(0, min(line.occupancy[kind] - n, left))
            for kind, n, left in zip(kinds.names, there, self.left[d], strict=True)
        ]
        free = self.problem.offices.seats[r] - self.used[r]
        self._hold(d, r, _first(wanted, kinds.sharing, free))

    def _within_rules(
        self, kinds: Kinds, wanted: Sequence[int], r: int, seats: int, taken: bool
    ) -> Occupancy:
        """Return who of the wanted may sit there: one alone, or those who share; whom it suits."""
        together = _first(wanted, kinds.sharing, seats)
        if taken:
            return together
        area = self.problem.offices.area[r]
        choices = [together]
        choices += [
            tuple(int(i == k) for i in range(len(wanted)))
            for k in kinds.own
            if wanted[k] and self.problem.offices.least[r] == 1
        ]
        prices = self.problem.prices

        def cost(choice: Occupancy) -> float:
            justified = sum(q * n for q, n in zip(kinds.quota, choice, strict=True))
            excess = max(0, area - justified) / DM2_PER_M2
            return prices.excess * excess - prices.moved * sum(choice)

        return min(choices, key=cost)

    def finish(self) -> list[Held]:
        """Move people into locked offices that nobody sits in; those still empty are held so."""
        offices: list[Held] = []
        for d, held in enumerate(self.offices):
            for r in sorted(self.locked[d] - held.keys()):
                self._fill_locked(d, r)
            empty = (0,) * len(self.problem.departments[d].kinds.names)
            offices.append({**dict.fromkeys(self.locked[d], empty), **held})
        return offices

    def _fill_locked(self, d: int, r: int) -> None:
        """Move whole rooms of people who may share into a locked office, the fullest rooms first.

        A lock means that the department sits there: an office kept empty is all excess.
        """
        offices, held = self.problem.offices, self.offices[d]
        if offices.shared[r]:
            return
        sharing = set(self.problem.departments[d].kinds.sharing)
        moved, left = [0] * len(self.left[d]), []
        for room, occupancy in sorted(held.items(), key=lambda item: (-sum(item[1]), item[0])):
            may_move = room not in self.locked[d] and not offices.shared[room]
            suits = all(k in sharing for k, n in enumerate(occupancy) if n)
            if may_move and suits and sum(moved) + sum(occupancy) <= offices.seats[r]:
                moved = [n + more for n, more in zip(moved, occupancy, strict=True)]
                left.append(room)
        if sum(moved) >= offices.least[r] and any(moved):
            for room in left:
                del held[room]
            held[r] = tuple(moved)


def _first(wanted: Sequence[int], kinds: Sequence[int], seats: int) -> Occupancy:
    """Return as many of the wanted as seats allow, in the order of the kinds."""
    taken = [0] * len(wanted)
    for k in kinds:
        taken[k] = min(wanted[k], seats)
        seats -= taken[k]
    return tuple(taken)
