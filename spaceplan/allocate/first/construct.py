"""A first complete plan from nothing: departments in turn, each to the storeys where it fits best.

The largest departments, and those with the fewest rooms to choose from, go first. On a storey a
department takes rooms that lie together: a window in the order in which the rooms lie along the
corridor. What it costs is counted exactly, and the cheapest of a few candidates is taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from random import Random

import numpy as np

from spaceplan.allocate.arrays import Bools
from spaceplan.allocate.first.assign import assign_buildings
from spaceplan.allocate.first.gather import Whereabouts
from spaceplan.allocate.plan.plan import Plan
from spaceplan.allocate.problem.corridor import along_corridor
from spaceplan.allocate.problem.evaluate import Evaluator, Held
from spaceplan.allocate.problem.needs import ServiceAssigner
from spaceplan.allocate.problem.occupancy import Seater
from spaceplan.allocate.problem.problem import BROKEN, Occupancy, Problem
from spaceplan.allocate.problem.wishes import NEXT_TO
from spaceplan.units import CM_PER_M, DM2_PER_M2

#: Storeys that are looked at closely for each department and each reason to look.
_CANDIDATES = 4
#: Cost of a seat left over on a storey that is opened, points: makes departments fill storeys.
_LEFTOVER = 0.02
#: Rooms more than it needs that a group may choose from.
_SPARE = 2
#: How often a group that is moved gets them.
_AMPLE = 0.5
#: How often all seatings are weighed for a group that is moved; else one at random is as good.
_WEIGHED = 0.5


class Constructor:
    """Builds a plan department by department, on top of what is held already."""

    def __init__(
        self,
        problem: Problem,
        evaluator: Evaluator,
        assigner: ServiceAssigner,
        offices: Sequence[Held],
    ) -> None:
        self.problem = problem
        self.evaluator = evaluator
        self.geometry = evaluator.geometry
        self.seater = Seater(problem)
        self.offices: list[Held] = list(offices)
        self.free = np.array(problem.offices.seats, dtype=np.int64) > 0
        for held in offices:
            self.free[list(held)] = False
        self.storey = np.array(problem.offices.storey, dtype=np.int64)
        self.seats = np.array(problem.offices.seats, dtype=np.int64)
        self.storeys = len(problem.storeys.ids)
        self._building = np.array(problem.storeys.building, dtype=np.int64)
        self._site = np.array(problem.storeys.site, dtype=np.int64)
        self.order = [along_corridor(self.geometry, rooms) for rooms in self.geometry.on_storey]
        self.hubs = [evaluator.hub(held)[0] for held in offices]
        self.wishes = evaluator.wishes
        self.whereabouts = Whereabouts(problem, self.wishes)
        #: Storeys about where departments are to go that are nowhere yet, −1: anywhere.
        self._expected = [-1] * len(offices)
        self._before = [dict(department.before) for department in problem.departments]
        #: Who works with whom, as far as walks between them count.
        self._related = evaluator.pairs if problem.prices.affinity else [{} for _ in offices]
        self._near = [
            assigner.storeys_near(d, self.order) if near else None
            for d, near in enumerate(assigner.near)
        ]

    def build(self) -> list[Held]:
        """Seat everybody who is not seated yet, as far as rooms reach.

        It takes a second or two and does not stop early: whoever stops a run gets a whole plan.
        """
        self._expect()
        for d in self._sequence():
            self._settle(d)
        return self.offices

    def _expect(self) -> None:
        """Decide about where each department is to go."""
        found = assign_buildings(self.problem, self.evaluator, self.offices, self._near)
        middle: dict[int, int] = {}
        for b in set(found) - {-1}:
            storeys = [
                s for s, c in enumerate(self.problem.storeys.building) if c == b and self.order[s]
            ]
            middle[b] = storeys[len(storeys) // 2]
        self._expected = [middle.get(b, -1) for b in found]

    def load(self, plan: Plan) -> None:
        """Go on from a plan: its offices, hubs and vacant rooms."""
        self.offices = list(plan.offices)
        self.hubs = [cost.hub for cost in plan.costs]
        vacant = np.array([not holders for holders in plan.holders], dtype=bool)
        self.free = vacant & (self.seats > 0)

    def place(self, d: int, s: int, people: Sequence[int], free: Bools, held: Held) -> Held:
        """Return the rooms of a storey, out of those free, that seat people of ``d`` at least cost.

        Parameters
        ----------
        held
            What the department holds elsewhere.
        """
        open_rooms = free & self.problem.may_hold[d]
        self.offices[d] = held
        return min(
            self._windows(d, s, people, open_rooms), key=lambda taken: self._value(d, s, taken, 0.0)
        )

    def place_somewhere(
        self, d: int, s: int, people: Sequence[int], free: Bools, held: Held, random: Random
    ) -> Held:
        """Return rooms of a storey, out of those free, that seat people of ``d``: the best, or any.

        Parameters
        ----------
        held
            What the department holds elsewhere.
        """
        if random.random() < _WEIGHED:
            return self.place(d, s, people, free, held)
        self.offices[d] = held
        sequences = self._sequences(d, s, free & self.problem.may_hold[d])
        rooms = sequences[int(random.random() * len(sequences))]
        size = self._shortest(d, rooms, people) + _SPARE * (random.random() < _AMPLE)
        return self.seater.seat(d, rooms[:size], people)

    def _sequence(self) -> list[int]:
        """Departments that must be near a service room first, then little choice, then size."""
        choice = np.array([self.seats[mask].sum() for mask in self.problem.may_hold], dtype=int)
        most = max(1, int(choice.max(initial=1)))

        def key(d: int) -> tuple[bool, bool, float, int]:
            tightness = 0 if choice[d] > most / 2 else 1
            people = self.problem.departments[d].kinds.total
            return d not in self.wishes.coupled, self._near[d] is None, -tightness, -people

        order = sorted(range(len(self.problem.departments)), key=key)
        if not self.wishes.pairs:
            return order
        paired = [e for d in order for e in (d, *(e for _, e in self.wishes.pairs.get(d, ())))]
        return list(dict.fromkeys(paired))

    def _missing(self, d: int) -> list[int]:
        people = list(self.problem.departments[d].kinds.people)
        for occupancy in self.offices[d].values():
            for k, n in enumerate(occupancy):
                people[k] -= n
        return people

    def _settle(self, d: int) -> None:
        """Give a department storey after storey until everybody sits or nothing is free."""
        for _ in range(self.storeys):
            people = self._missing(d)
            if not any(people):
                return
            taken = self._best_storey(d, people)
            if not taken:
                return
            self._take(d, taken)

    def _take(self, d: int, taken: Held) -> None:
        self.offices[d] = {**self.offices[d], **taken}
        self.free[list(taken)] = False
        self.hubs[d] = self.evaluator.hub(self.offices[d])[0]

    def _best_storey(self, d: int, people: Sequence[int]) -> Held:
        """Return the rooms that seat all of ``people`` at least cost, else as many as can be."""
        open_rooms = self.free & self.problem.may_hold[d]
        if d in self.wishes.coupled:
            open_rooms = self.whereabouts.open_to(d, open_rooms, people, self.offices)
        near = self._near[d]
        if near is not None and not self.offices[d] and (open_rooms & near[self.storey]).any():
            open_rooms &= near[self.storey]
        open_rooms = self._where_expected(d, people, open_rooms)
        room_seats = np.where(open_rooms, self.seats, 0)
        capacity = np.bincount(self.storey, weights=room_seats, minlength=self.storeys)
        if not capacity.any():
            return {}
        candidates = self._candidates(d, people, capacity, open_rooms)

        def best(storeys: Sequence[int], spare: int) -> tuple[tuple[int, float], int, Held]:
            found = (
                (self._value(d, s, taken, float(capacity[s])), s, taken)
                for s in storeys
                for taken in self._windows(d, s, people, open_rooms, (spare,))
            )
            return min(found, key=lambda each: each[0])

        tight = best(candidates, 0)
        ample = best([tight[1]], _SPARE)
        return min(tight, ample, key=lambda each: each[0])[2]

    def _where_expected(self, d: int, people: Sequence[int], open_rooms: Bools) -> Bools:
        """Leave the building, else the site, where a department is to go, if all fit there."""
        expected = self._expected[d]
        if expected < 0:
            return open_rooms
        for place in (self._building, self._site):
            there: Bools = open_rooms & (place == place[expected])[self.storey]
            if self.seater.fits(d, np.flatnonzero(there).tolist(), people):
                return there
        return open_rooms

    def _candidates(
        self, d: int, people: Sequence[int], capacity: np.ndarray, open_rooms: np.ndarray
    ) -> list[int]:
        """Return storeys worth a closer look: where all fit tightly, else those with most room."""
        wanted = sum(people)
        kinds = self.problem.departments[d].kinds
        own = sum(people[k] for k in kinds.own)
        possible = [s for s in np.argsort(capacity, kind="stable").tolist() if capacity[s] > 0]

        def fits(s: int) -> bool:
            rooms = [r for r in self.order[s] if open_rooms[r]]
            return self.seater.fits(d, rooms, people)

        fitting = (s for s in possible if capacity[s] >= wanted and fits(s))
        if own == wanted and not self.offices[d]:
            fitting = (s for s in possible if fits(s))
        tight = list(islice(fitting, 3 * _CANDIDATES))
        if not tight:
            return self._for_a_part(d, wanted + own, capacity, possible)
        near = sorted(tight, key=lambda s: self._pull(d, s))[:_CANDIDATES]
        known = [s for s in self._known_storeys(d) if capacity[s] >= wanted and fits(s)]
        held = [s for s in {self.problem.offices.storey[r] for r in self.offices[d]} if fits(s)]
        beside = [s for s in self._partners_storeys(d) if capacity[s] > 0]
        return list(dict.fromkeys([*tight[:_CANDIDATES], *near, *known[:2], *held, *beside]))

    def _for_a_part(
        self, d: int, wanted: int, capacity: np.ndarray, possible: Sequence[int]
    ) -> list[int]:
        """Return storeys for some of those who fit on no storey together, out of those with room.

        They are spread evenly, so that the largest storeys are left to those who need them whole.
        Where the storeys are too few for that, those with most room come into question, those in
        the department's building first.
        """
        table = self.problem.storeys
        buildings = {table.building[self.problem.offices.storey[r]] for r in self.offices[d]}
        beside = [s for s in self._partners_storeys(d) if s in possible]
        parts = 1 + int(np.searchsorted(np.cumsum(capacity[possible][::-1]), wanted))
        enough = [s for s in possible if capacity[s] * parts >= wanted]
        if parts > len(possible) or not enough:
            enough = list(possible[::-1])
        here = [s for s in enough if table.building[s] in buildings]
        known = [s for s in self._known_storeys(d) if s in enough]
        return list(dict.fromkeys([*here[:2], *enough[:_CANDIDATES], *known[:2], *beside]))

    def _partners_storeys(self, d: int) -> list[int]:
        """Return the storeys of departments next to which this one must be and is not yet."""
        return sorted({self.problem.offices.storey[r] for r in self._beside(d)})

    def _beside(self, d: int) -> list[int]:
        """Return the offices of departments next to which this one must be and is not yet."""
        return [
            r
            for kind, e in self.wishes.pairs.get(d, ())
            if kind == NEXT_TO and not self.wishes.joined(self.offices[d], self.offices[e])
            for r in self.offices[e]
        ]

    def _known_storeys(self, d: int) -> list[int]:
        """Return the storeys of the status quo, those with most people first."""
        people: dict[int, int] = {}
        for r, was in self._before[d].items():
            s = self.problem.offices.storey[r]
            people[s] = people.get(s, 0) + sum(was)
        return sorted(people, key=lambda s: (-people[s], s))

    def _pull(self, d: int, s: int) -> int:
        """Return person-cm from a storey to related departments; 0 where that costs nothing."""
        middle = self.order[s][len(self.order[s]) // 2]
        return self._walks(d, middle)

    def _walks(self, d: int, r: int) -> int:
        """Return person-cm from an office of a department to those it works with."""
        return sum(people * self._walk(r, e) for e, people in self._related[d].items())

    def _walk(self, r: int, e: int) -> int:
        """Return the walk in cm from an office to where a department is or goes; 0: nowhere."""
        if r < 0 or self.hubs[e] >= 0:
            return self.geometry.walk(r, self.hubs[e]) if r >= 0 else 0
        to = self._expected[e]
        return int(self.geometry.between_storeys()[self.storey[r], to]) if to >= 0 else 0

    def _windows(
        self,
        d: int,
        s: int,
        people: Sequence[int],
        open_rooms: np.ndarray,
        spares: Sequence[int] = (0, _SPARE),
    ) -> Iterator[dict[int, Occupancy]]:
        """Yield seatings in rooms that lie together: from either end, and next to what it holds.

        Parameters
        ----------
        spares
            How many rooms more than needed there are to choose from.
        """
        known: set[frozenset[int]] = set()
        for sequence in self._sequences(d, s, open_rooms):
            size = self._shortest(d, sequence, people)
            for rooms in (sequence[: size + spare] for spare in spares):
                if (window := frozenset(rooms)) not in known:
                    known.add(window)
                    yield self.seater.seat(d, rooms, people)

    def _sequences(self, d: int, s: int, open_rooms: Bools) -> list[list[int]]:
        """Return orders in which rooms of a storey may be taken so that they lie together."""
        rooms = [r for r in self.order[s] if open_rooms[r]]
        starts = {0, max(0, len(rooms) // 2)}
        before = [i for i, r in enumerate(rooms) if r in self._before[d]]
        starts.update(before[:1])
        if beside := [r for r in self._beside(d) if self.geometry.storey[r] == s]:
            reach = [self.geometry.walks([r, *beside])[0, 1:].min() for r in rooms]
            starts.update(np.argsort(reach, kind="stable")[:3].tolist())
        sequences = [rooms[i:] + rooms[:i][::-1] for i in sorted(starts)]
        return [*sequences, rooms[::-1]]

    def _shortest(self, d: int, rooms: Sequence[int], people: Sequence[int]) -> int:
        """Return how many of the rooms, from the first on, seat all people; all if none do."""
        low, high = 1, len(rooms)
        if not self.seater.fits(d, rooms, people):
            return high
        while low < high:
            middle = (low + high) // 2
            if self.seater.fits(d, rooms[:middle], people):
                high = middle
            else:
                low = middle + 1
        return high

    def _value(self, d: int, s: int, taken: Held, capacity: float) -> tuple[int, float]:
        held = {**self.offices[d], **taken}
        cost = self.evaluator.department(d, held)
        prices = self.problem.prices
        affinity = self._walks(d, cost.hub)
        used = sum(self.problem.offices.seats[r] for r in taken)
        unopened = bool(self.free[self.geometry.on_storey[s]].all())
        opening = prices.opened * self.problem.storeys.opened_dm2[s] / DM2_PER_M2
        apart = sum(
            not self.wishes.joined(held, self.offices[e])
            for kind, e in self.wishes.pairs.get(d, ())
            if kind == NEXT_TO and self.offices[e]
        )
        return (
            cost.unseated + BROKEN * (cost.broken + apart),
            cost.cost
            + prices.affinity * affinity / CM_PER_M
            + (opening if unopened else 0.0)
            + _LEFTOVER * (capacity - used),
        )
