"""What walks between departments cost at least, and what it costs to avoid them.

Each department that surely holds an office has its hub on one of the storeys that it may use. What
its own terms cost at least depends on that storey: people who are elsewhere today would move. And
a site has only so many seats, and so many of the service rooms that are needed. So own terms and
affinity are bounded together, over all choices of a storey for every hub: pairs by message passing
(``PairwiseBound``), seats of sites by prices moved along the subgradient (``SiteSeats``), and what
whole departments cost beyond that on sites that lack seats or rooms by an integer programme
(``SitesBound``). In large portfolios only the buildings, or only the sites, of hubs are told apart.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from spaceplan.allocate.arrays import Floats, Ints
from spaceplan.allocate.bound.pairwise import PairwiseBound
from spaceplan.allocate.bound.site_seats import SiteSeats
from spaceplan.allocate.bound.sites import SitesBound
from spaceplan.allocate.ortools_models.sites_model import SiteChoice
from spaceplan.allocate.problem.geometry import Geometry
from spaceplan.allocate.problem.problem import Problem
from spaceplan.units import CM_PER_M

_ROUNDS = 3
_STEPS = 12
#: Beyond so many offices walks between all storeys are not measured: only sites are told apart.
_MOST_OFFICES = 16_000
#: Beyond so many (pair, place, place) triples places are not storeys but buildings, or sites.
_MOST_TRIPLES = 20_000_000


class AffinityBound:
    """Bounds own terms and affinity together for one problem, better from call to call.

    Parameters
    ----------
    pairs
        By department: the others it works with, and how many people do.
    seated
        By department: whether it holds an office in every plan that counts.
    left_out
        People who may be left without a seat in a plan that counts, of all departments together.
    lacking
        Rooms that are needed and may be lacking in a plan that counts, at most.
    seconds_left, count
        How long an integer programme may take by the clock; called with its deterministic time.
    """

    def __init__(
        self,
        problem: Problem,
        geometry: Geometry,
        pairs: Sequence[Mapping[int, int]],
        seated: Sequence[bool],
        left_out: int,
        *,
        lacking: int,
        seconds_left: Callable[[], float],
        count: Callable[[float], None],
    ) -> None:
        self.problem = problem
        storey = np.array(problem.offices.storey, dtype=np.int64)
        self.hubs: list[Ints] = [np.unique(storey[may]) for may in problem.may_hold]
        self.nodes = [d for d, holds in enumerate(seated) if holds]
        self.related = [
            (d, e, people)
            for d, others in enumerate(pairs)
            for e, people in others.items()
            if d < e and seated[d] and seated[e]
        ]
        site = np.array(problem.storeys.site, dtype=np.int64)
        #: Least walks between storeys, cm; 0 where they are not measured.
        self.walks = self._storey_walks(geometry)
        place = self._place_of_storey()
        self._site_of = [site[self.hubs[d]] for d in self.nodes]
        found = [np.unique(place[self.hubs[d]], return_inverse=True) for d in self.nodes]
        self._places = [places for places, _ in found]
        self._place_of = [index for _, index in found]
        self._rows = list(zip(self.nodes, self._site_of, self._place_of, strict=True))
        self._site_of_place = [
            _first_by(index, site, len(places))
            for (_, site, index), places in zip(self._rows, self._places, strict=True)
        ]
        measured = bool(self.walks.any())
        self._bound = self._pairwise(
            self._place_walks(place) if measured else self._site_walks(geometry)
        )
        self._seats = SiteSeats.of(problem, self.hubs, left_out)
        self._prices = np.zeros(len(self._seats.seats))
        #: By department: what seats of the hub's site added to its own terms, by storey.
        self._seated: dict[int, Floats] = {}
        self._sites = SitesBound(
            *(problem, self._seats, self.nodes, lacking), seconds_left=seconds_left, count=count
        )

    def together(self, own: Sequence[Floats], split: Sequence[float]) -> float:
        """Return a lower bound on Σ own terms of the seated departments + affinity, points.

        Parameters
        ----------
        own
            By department: least own terms with its hub on each storey of ``hubs[d]``; inf where
            it cannot be. Prices of rooms may be included, none below 0.
        split
            By department: least own terms in offices on several sites.
        """
        if not self.related:
            return float(sum(own[d].min() for d in self.nodes))
        best = -np.inf
        prices = self._prices
        step = self._step()
        for _ in range(_STEPS):
            value, slope = self._at(prices, own, split)
            if value > best:
                best, self._prices, best_slope = value, prices, slope
            else:
                step /= 2
            moving = np.where((self._prices <= 0) & (best_slope < 0), 0.0, best_slope)
            if not moving.any():
                break
            prices = np.maximum(0.0, self._prices + step * moving / np.abs(moving).max())
        value, _ = self._at(self._prices, own, split)  # messages that go with the best prices
        return max(float(best), float(value) + self._beyond(own, split))

    def _beyond(self, own: Sequence[Floats], split: Sequence[float]) -> float:
        """Return what is missing from the last value because departments are whole, points."""
        bound, given = self._bound, self._bound.given()
        choices = []
        for i, (d, site, index) in enumerate(self._rows):
            whole, apart = self._whole_and_apart(d, site, self._prices, own, split)
            whole, apart = whole + given[i][index], apart + given[i][index]
            least = min(whole.min(), apart.min())
            choices.append(
                {
                    a: SiteChoice(
                        float((whole - least)[site == a].min()),
                        float((apart - least)[site == a].min()),
                    )
                    for a in np.unique(site).tolist()
                }
            )

        def left(number: int) -> Mapping[tuple[int, int], float]:
            """Return what a pair of departments costs by their sites, beyond the cheapest."""
            points, (i, j) = bound.left(number), bound.pairs[number]
            rows = {a: points[self._site_of_place[i] == a].min(axis=0) for a in choices[i]}
            there = self._site_of_place[j]
            return {
                (a, b): float(row[there == b].min()) for a, row in rows.items() for b in choices[j]
            }

        return self._sites.beyond(choices, bound.pairs, left)

    def given(self) -> list[Floats]:
        """Return by department what to add to its own terms at each storey of ``hubs[d]``.

        Walks to those it works with, and seats of the site at their prices, as the last bound had
        them: prices for sub-problems.
        """
        found = [np.zeros(len(hubs)) for hubs in self.hubs]
        for d, index, given in zip(self.nodes, self._place_of, self._bound.given(), strict=True):
            found[d] = given[index] + self._seated.get(d, 0.0)
        return found

    def _at(
        self, prices: Floats, own: Sequence[Floats], split: Sequence[float]
    ) -> tuple[float, Floats]:
        """Return the bound at some prices of seats, and its slope."""
        seats, rows = self._seats, self._rows
        both = [self._whole_and_apart(d, site, prices, own, split) for d, site, _ in rows]
        whole, apart = [w for w, _ in both], [a for _, a in both]
        least = [np.minimum(w, a) for w, a in zip(whole, apart, strict=True)]
        for (d, _, _), costs in zip(rows, least, strict=True):
            possible = np.isfinite(costs)
            self._seated[d] = np.where(possible, costs - np.where(possible, own[d], 0.0), 0.0)
        self._bound.unary = [
            _least_by(index, values, len(places))
            for (_, _, index), values, places in zip(rows, least, self._places, strict=True)
        ]
        value = self._bound.improve(_ROUNDS) - seats.free(prices)
        slope = -seats.seats.copy()
        slope[(prices * seats.alone).argmax()] -= seats.left_out
        for (d, site, index), w, values, given in zip(
            rows, whole, least, self._bound.given(), strict=True
        ):
            hub = int((values + given[index]).argmin())
            if w[hub] <= values[hub]:
                slope[site[hub]] += seats.use[d, site[hub]]
        return value, slope

    def _whole_and_apart(
        self, d: int, site: Ints, prices: Floats, own: Sequence[Floats], split: Sequence[float]
    ) -> tuple[Floats, Floats]:
        """Return own terms by the hub's storey, all on its site at the price of seats, or not."""
        whole: Floats = own[d] + self._seats.whole(d, prices)[site]
        return whole, np.maximum(own[d], split[d])

    def _step(self) -> float:
        """Return a price of a seat to begin with: affinity a person, were all on other sites."""
        people = sum(n for _, _, n in self.related) / self.problem.people
        return self.problem.prices.affinity * people * self._longest / CM_PER_M

    def _place_of_storey(self) -> Ints:
        """Return by storey the place that is told apart: itself, its building or its site."""
        table = self.problem.storeys
        places = [range(len(table.ids)), table.building] if self.walks.any() else []
        for place in places:
            number = np.array(place, dtype=np.int64)
            count = [len(np.unique(number[hubs])) for hubs in self.hubs]
            if sum(count[d] * count[e] for d, e, _ in self.related) <= _MOST_TRIPLES:
                return number
        return np.array(table.site, dtype=np.int64)

    def _place_walks(self, place: Ints) -> Floats:
        """Return least walks from hub to hub by their places."""
        storeys = np.unique(np.concatenate([self.hubs[d] for d in self.nodes]))
        number = 1 + int(place.max())
        walks = np.full((number, number), np.inf)
        rows, columns = place[storeys][:, None], place[storeys]
        np.minimum.at(walks, (rows, columns), self.walks[np.ix_(storeys, storeys)])
        return walks

    def _pairwise(self, between: Floats) -> PairwiseBound:
        """Build the bound on pairs, with own terms of 0."""
        node = {d: i for i, d in enumerate(self.nodes)}
        self._longest = float(between[np.isfinite(between)].max(initial=0.0))
        blocks: dict[tuple[bytes, bytes], Floats] = {}
        costs = []
        for d, e, _ in self.related:
            rows, columns = self._places[node[d]], self._places[node[e]]
            key = (rows.tobytes(), columns.tobytes())
            if key not in blocks:
                blocks[key] = between[np.ix_(rows, columns)]
            costs.append(blocks[key])
        return PairwiseBound(
            [np.zeros(len(places)) for places in self._places],
            [(node[d], node[e]) for d, e, _ in self.related],
            costs,
            [self.problem.prices.affinity * people / CM_PER_M for _, _, people in self.related],
        )

    def _storey_walks(self, geometry: Geometry) -> Floats:
        """Return least walks from hub to hub by their storeys, if measured; 0 in a shared room."""
        if len(self.problem.offices) > _MOST_OFFICES or not self.related:
            return np.zeros((len(geometry.on_storey),) * 2)
        walks = geometry.least_walks_between_storeys().astype(np.float64)
        offices = self.problem.offices
        for s, shared in zip(offices.storey, offices.shared, strict=True):
            if shared:
                walks[s, s] = 0.0
        return walks

    def _site_walks(self, geometry: Geometry) -> Floats:
        """Return least walks from hub to hub by their sites, 0 on the same site."""
        number = 1 + max(self.problem.storeys.site)
        walks = np.zeros((number, number))
        node = {d: i for i, d in enumerate(self.nodes)}
        wanted = {
            (min(s, t), max(s, t))
            for d, e, _ in self.related
            for s in self._places[node[d]].tolist()
            for t in self._places[node[e]].tolist()
            if s != t
        }
        for s, t in wanted:
            walks[s, t] = walks[t, s] = geometry.least_walk_between_sites(s, t)
        return walks


def _least_by(index: Ints, values: Floats, number: int) -> Floats:
    """Return the least value of each place."""
    least = np.full(number, np.inf)
    np.minimum.at(least, index, values)
    return least


def _first_by(index: Ints, values: Ints, number: int) -> Ints:
    """Return a value of each place; all storeys of a place have the same."""
    found = np.zeros(number, dtype=np.int64)
    found[index] = values
    return found
