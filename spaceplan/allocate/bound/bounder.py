"""What no plan with the fewest unseated can beat: a lower bound on all priced terms together.

The parts add up because each speaks of other terms:

- storeys, buildings, sites and moves of each department, had it all its sites to itself;
- the structural excess of all departments together;
- the least office area that must be opened to seat everybody;
- walks between departments, together with what it costs beyond the first part to avoid them, and
  whole departments on sites that lack seats or service rooms.

Zones, most of the distance, walks within a storey, shared own rooms and the excess of service rooms
are taken as 0. Where not everybody can be seated, the people who may be left out of each group of
departments are counted first, and every part allows for them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from spaceplan.allocate.arrays import Bools
from spaceplan.allocate.bound.affinity import AffinityBound
from spaceplan.allocate.bound.alone import AloneBounder
from spaceplan.allocate.bound.excess import structural_excess_dm2
from spaceplan.allocate.bound.hub_costs import costs_by_hub, least_on_sites
from spaceplan.allocate.bound.needs import NeedsBound
from spaceplan.allocate.ortools_models.limits import Limits
from spaceplan.allocate.ortools_models.opened_model import OpenedModel
from spaceplan.allocate.ortools_models.seats_model import SeatsModel, parties_of_same_rights
from spaceplan.allocate.problem.evaluate import relation_pairs
from spaceplan.allocate.problem.geometry import Geometry
from spaceplan.allocate.problem.problem import Problem
from spaceplan.i18n import N_
from spaceplan.units import DM2_PER_M2

METHOD = N_(
    "each department's storeys, buildings, sites and moves had it its sites to itself (integer "
    "programme each), structural excess (linear programme), least opened area (integer programme) "
    "and walks between departments with what avoiding them costs (message passing), and "
    "departments on sites that lack seats or rooms (integer programme)"
)
METHOD_AT_FIRST = N_(
    "each department's storeys, buildings, sites and moves had it its sites to itself (integer "
    "programme each) and structural excess (linear programme)"
)
METHOD_WHOLE = N_("the whole problem solved room by room, every term included (integer programme)")
_IGNORED = ("zone", "distance", "affinity", "opened", "own_room_shared")
_SEATS = 3.0
_ALONE = 0.5
_OPENED = 0.3
#: With more offices than this, more is allowed for them.
_OFFICES = 4000


@dataclass(frozen=True)
class Proof:
    """What was proven.

    Parameters
    ----------
    value
        Lower bound on the total of the priced terms, points.
    ignores
        Priced terms that the bound takes as 0.
    method
        How, in words.
    unplaced
        Lower bound on people unseated and unmet needs together.
    unseated
        Lower bound on the people unseated.
    excess_dm2
        Lower bound on Σ excess with the fewest unseated.
    storeys_needed
        Σ over departments of the fewest storeys that could seat it alone.
    exhausted
        Whether more work will hardly prove more.
    """

    value: float = 0.0
    ignores: tuple[str, ...] = ()
    method: str = METHOD
    unplaced: int = 0
    unseated: int = 0
    excess_dm2: float = 0.0
    storeys_needed: int = 0
    exhausted: bool = False


@dataclass(frozen=True)
class Parts:
    """What a bound is put together from.

    Parameters
    ----------
    spared, needed
        By department: people who may be left unseated, the fewest storeys that could seat it.
    unseated
        People who may be left unseated, of all departments together.
    hubs
        By department on which storeys its hub can be, where needs leave out some.
    own, split
        By department: points for its storeys, buildings, sites and moves; the same for offices on
        several sites.
    beyond
        Points beyond ``own``, since not all departments that may be left out can be at once.
    beside, opened
        Points for excess and opened storeys; for opened storeys alone.
    affinity
        Bounds walks between departments together with own terms; None: they cost nothing.
    """

    spared: Sequence[int]
    needed: Mapping[int, int]
    unseated: int
    hubs: Mapping[int, Bools]
    own: Sequence[float]
    split: Sequence[float]
    beyond: float
    beside: float
    opened: float
    affinity: AffinityBound | None


class Bounder:
    """Proves bounds for one problem.

    Parameters
    ----------
    count
        Called with the deterministic time of each model.
    seconds_left
        How long a model may take by the clock.
    """

    def __init__(
        self,
        problem: Problem,
        geometry: Geometry,
        count: Callable[[float], None],
        seconds_left: Callable[[], float],
    ) -> None:
        self.problem = problem
        self.geometry = geometry
        self.count = count
        self.seconds_left = seconds_left
        self.parties = parties_of_same_rights(problem)
        #: What the last proof was put together from; None where nobody needs a seat.
        self.parts: Parts | None = None
        self.alone = AloneBounder(problem, self.parties, count, seconds_left)

    def proofs(self, unplaced: int) -> Iterator[Proof]:
        """Yield what holds for every plan with the fewest unseated: first quickly, then all.

        Parameters
        ----------
        unplaced
            People unseated and unmet needs of the best plan known: no better plan leaves more
            people unseated.
        """
        if not self.problem.people:
            yield Proof(value=self._moved_before())
            return
        model = SeatsModel(self.problem, self.parties, range(len(self.problem.offices)))
        seats = model.fewest(Limits(_SEATS, self.seconds_left()))
        self.count(seats.work)
        needs = NeedsBound(self.problem, self.geometry)
        unseated = unplaced - needs.fewest
        hubs = needs.hubs(max(0, unseated - seats.bound))
        spared = self._spared(model, unseated)
        excess = structural_excess_dm2(self.problem, self.parties, spared)
        needed = self.alone.storeys_needed()
        own = self.alone.scatter_and_moves(spared, needed)
        beyond = self.alone.not_all_left_out(spared, needed, own)
        spare = self._by_department(spared)
        prices = self.problem.prices
        beside = prices.excess * excess / DM2_PER_M2
        first = Proof(
            value=sum(own) + beyond + beside,
            ignores=self._ignored(0.0, opened=False),
            method=METHOD_AT_FIRST,
            unplaced=seats.bound + needs.fewest,
            unseated=seats.bound,
            excess_dm2=excess,
            storeys_needed=sum(needed.values()),
        )
        yield first
        affinity, split, points = self._affinity(
            *(spare, own, needed, hubs, unseated), lacking=unplaced - seats.bound
        )
        opened = prices.opened * self._opened_dm2(spared) / DM2_PER_M2
        beside += opened
        self.parts = Parts(
            *(spare, needed, unseated, hubs, own, split, beyond, beside, opened, affinity)
        )
        yield replace(
            first,
            value=sum(own) + beyond + beside + points,
            ignores=self._ignored(points, opened=True),
            method=METHOD,
        )

    def _moved_before(self) -> float:
        """Return what the moves of those cost who were there before and need no seat now."""
        if not self.problem.has_ledger:
            return 0.0
        was = sum(sum(department.before_people) for department in self.problem.departments)
        return self.problem.prices.moved * was

    def _affinity(
        self,
        spare: Sequence[int],
        own: Sequence[float],
        needed: Mapping[int, int],
        hubs: Mapping[int, Bools],
        left_out: int,
        *,
        lacking: int,
    ) -> tuple[AffinityBound | None, list[float], float]:
        """Bound walks between departments, beside what is counted of their own.

        Returns the bound, by department what it costs at least to be on several sites, and points.
        """
        problem = self.problem
        numbers = range(len(problem.departments))
        stays = [self.alone.stays(d) for d in numbers]
        storeys = [1 if spare[d] else needed[d] for d in numbers]
        split = [least_on_sites(stays[d], storeys[d], problem.prices) for d in numbers]
        seated = [problem.departments[d].kinds.total > spare[d] for d in numbers]
        if not (problem.prices.affinity and any(seated)):
            return None, split, 0.0
        bound = AffinityBound(
            *(problem, self.geometry, relation_pairs(problem), seated, left_out),
            lacking=lacking,  # a room that is lacking counts as a person or more
            seconds_left=self.seconds_left,
            count=self.count,
        )
        tree = (problem.storeys.building, problem.storeys.site)
        by_hub = [
            costs_by_hub(
                bound.hubs[d].tolist(), stays[d], storeys[d], problem.prices, tree, bound.walks
            )
            for d in numbers
        ]
        for d, possible in hubs.items():
            by_hub[d][~possible[bound.hubs[d]]] = np.inf
        points = bound.together(
            [np.maximum(0.0, costs - least) for costs, least in zip(by_hub, own, strict=True)],
            [max(0.0, costs - least) for costs, least in zip(split, own, strict=True)],
        )
        return bound, split, max(0.0, points)

    def _by_department(self, spared: Sequence[int]) -> list[int]:
        """Return people who may be unseated by department, given by party."""
        found = [0] * len(self.problem.departments)
        for party, unseated in zip(self.parties, spared, strict=True):
            for d in party.departments:
                found[d] = unseated
        return found

    def _ignored(self, affinity: float, *, opened: bool) -> tuple[str, ...]:
        """Return the terms with a price that the bound takes as 0."""
        prices = self.problem.prices
        return tuple(
            name
            for name in _IGNORED
            if getattr(prices, name)
            and (name != "own_room_shared" or self.problem.may_share_own)
            and (name != "affinity" or not affinity)
            and (name != "opened" or not opened)
        )

    def _spared(self, model: SeatsModel, unplaced: int) -> list[int]:
        """Return how many people of each party may be unseated in a plan as good as the best."""
        if not unplaced:
            return [0] * len(self.parties)
        limits = Limits(_SEATS, self.seconds_left())
        return [model.most_unseated(p, unplaced, limits) for p in range(len(self.parties))]

    def _opened_dm2(self, spared: Sequence[int]) -> int:
        if not self.problem.prices.opened:
            return 0
        model = OpenedModel(self.problem, self.parties, spared)
        size = max(1.0, len(self.problem.offices) / _OFFICES)
        area, work = model.bound(Limits(_OPENED * size, self.seconds_left()))
        self.count(work)
        return area
