"""What walks between departments cost at least, and what it costs to avoid them.

Each department that surely holds an office has its hub on one of the storeys that it may use. What
its own terms cost at least depends on that storey: people who are elsewhere today would move. So
both are bounded together, over all choices of a storey for every hub.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from spaceplan.allocate.geometry import Geometry
from spaceplan.allocate.hub_costs import Stays, costs_by_hub
from spaceplan.allocate.ortools_models.limits import Limits
from spaceplan.allocate.ortools_models.sites_model import SitesModel
from spaceplan.allocate.pairwise_bound import PairwiseBound
from spaceplan.allocate.problem import Problem

_WORK = 1.0
_ROUNDS = 10
_CM_PER_M = 100
#: Beyond so many offices, or (pair, storey, storey) triples, only sites are told apart.
_MOST_OFFICES = 8_000
_MOST_TRIPLES = 20_000_000
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class AffinityBound:
    """Lower bounds on affinity for one problem.

    Parameters
    ----------
    pairs
        By department: the others it works with, and how many people do.
    """

    def __init__(
        self, problem: Problem, geometry: Geometry, pairs: Sequence[Mapping[int, int]]
    ) -> None:
        self.problem = problem
        self.geometry = geometry
        self.pairs = [
            (d, e, people)
            for d, others in enumerate(pairs)
            for e, people in others.items()
            if d < e
        ]
        table = np.array(problem.offices.storey, dtype=np.int64)
        self.hubs: list[Ints] = [np.unique(table[may]) for may in problem.may_hold]

    def beside(
        self,
        own: Sequence[float],
        stays: Sequence[Stays],
        needed: Sequence[int],
        seated: Sequence[bool],
        seconds: float,
    ) -> tuple[float, float]:
        """Return points for affinity beside what each department's own terms cost, and its work.

        Parameters
        ----------
        own
            By department: what the bound counts elsewhere for its storeys, buildings, sites, moves
            and distance together, points.
        stays, needed, seated
            By department: where its people could stay, the storeys it needs at least, whether it
            holds an office in every plan that counts.
        """
        counted = [pair for pair in self.pairs if seated[pair[0]] and seated[pair[1]]]
        if not counted:
            return 0.0, 0.0
        sites, work = self._between_sites(counted, seconds)
        if not self._fits(counted):
            return sites, work
        return max(sites, self._between_storeys(counted, own, stays, needed)), work

    def _fits(self, counted: Sequence[tuple[int, int, int]]) -> bool:
        triples = sum(len(self.hubs[d]) * len(self.hubs[e]) for d, e, _ in counted)
        return len(self.problem.offices) <= _MOST_OFFICES and triples <= _MOST_TRIPLES

    def _between_storeys(
        self,
        counted: Sequence[tuple[int, int, int]],
        own: Sequence[float],
        stays: Sequence[Stays],
        needed: Sequence[int],
    ) -> float:
        """Bound own terms beyond what is counted, and walks between storeys, together."""
        walks = self._walks()
        tree = (self.problem.storeys.building, self.problem.storeys.site)
        prices = self.problem.prices
        nodes = sorted({d for pair in counted for d in pair[:2]})
        place = {d: i for i, d in enumerate(nodes)}
        unary = [
            np.maximum(
                0.0,
                costs_by_hub(self.hubs[d].tolist(), stays[d], needed[d], prices, tree, walks)
                - own[d],
            )
            for d in nodes
        ]
        blocks: dict[tuple[bytes, bytes], Floats] = {}
        costs = []
        for d, e, _ in counted:
            key = (self.hubs[d].tobytes(), self.hubs[e].tobytes())
            if key not in blocks:
                blocks[key] = walks[np.ix_(self.hubs[d], self.hubs[e])]
            costs.append(blocks[key])
        bound = PairwiseBound(
            unary,
            [(place[d], place[e]) for d, e, _ in counted],
            costs,
            [prices.affinity * people / _CM_PER_M for _, _, people in counted],
        )
        return max(0.0, bound.improve(_ROUNDS))

    def _walks(self) -> Floats:
        """Return least walks between the hubs of two departments by their storeys, cm."""
        walks = self.geometry.least_walks_between_storeys().astype(np.float64)
        offices = self.problem.offices
        for s, shared in zip(offices.storey, offices.shared, strict=True):
            if shared:
                walks[s, s] = 0.0
        return walks

    def _between_sites(
        self, counted: Sequence[tuple[int, int, int]], seconds: float
    ) -> tuple[float, float]:
        """Bound walks between sites alone."""
        site = self.problem.storeys.site
        sites_of = [sorted({site[s] for s in hubs.tolist()}) for hubs in self.hubs]
        apart = [
            (d, e, people)
            for d, e, people in counted
            if len(sites_of[d]) > 1 or sites_of[d] != sites_of[e]
        ]
        if not apart:
            return 0.0, 0.0
        wanted = {(s, t) for d, e, _ in apart for s in sites_of[d] for t in sites_of[e] if s != t}
        walks = {(s, t): self.geometry.least_walk_between_sites(s, t) for s, t in wanted}
        walk, work = SitesModel(sites_of, apart, walks).bound(Limits(_WORK, seconds))
        return self.problem.prices.affinity * walk / _CM_PER_M, work
