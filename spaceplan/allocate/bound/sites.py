"""What departments cost more because each is on a site as a whole, and sites lack rooms they need.

Prices of seats let a department be on two sites by halves. Here each chooses a site in whole
numbers: its people use up seats there, its needs service rooms, and what the relaxed bound left of
own terms and of walks between departments is added up (``SitesModel``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np

from spaceplan.allocate.bound.site_seats import SiteSeats
from spaceplan.allocate.ortools_models.limits import Limits
from spaceplan.allocate.ortools_models.sites_model import Scarce, SiteChoice, SitesModel
from spaceplan.allocate.problem.problem import Problem

#: Work of one model, about seconds.
_WORK = 0.5
#: Beyond so many (pair, site, site) triples nothing is added.
_MOST_TRIPLES = 50_000


class SitesBound:
    """Adds to a bound what whole departments on sites cost beyond it.

    Parameters
    ----------
    nodes
        Departments that hold an office in every plan that counts.
    lacking
        How many rooms that are needed may be lacking in a plan that counts, at most.
    seconds_left, count
        How long a model may take by the clock; called with the deterministic time of each.
    """

    def __init__(
        self,
        problem: Problem,
        seats: SiteSeats,
        nodes: Sequence[int],
        lacking: int,
        *,
        seconds_left: Callable[[], float],
        count: Callable[[float], None],
    ) -> None:
        self.nodes = nodes
        self.lacking = lacking
        self.seconds_left = seconds_left
        self.count = count
        self.needs = list(_needs(problem, nodes))
        left_out = seats.left_out * np.maximum(1.0, seats.alone)
        self.seats = [
            Scarce(site, int(there), {i: int(seats.use[d, site]) for i, d in enumerate(nodes)})
            for site, there in enumerate((seats.seats + left_out).tolist())
        ]

    def beyond(
        self,
        choices: Sequence[Mapping[int, SiteChoice]],
        pairs: Sequence[tuple[int, int]],
        left: Callable[[int], Mapping[tuple[int, int], float]],
    ) -> float:
        """Return points that every plan pays beyond what was taken off its choices and pairs.

        Parameters
        ----------
        choices
            By node: what each site costs beyond the cheapest.
        pairs, left
            Nodes of each pair; by number of the pair: what two sites cost beyond the cheapest.
        """
        sites = max((len(some) for some in choices), default=0)
        if sites < 2 or len(pairs) * sites**2 > _MOST_TRIPLES:
            return 0.0
        points = {pair: left(number) for number, pair in enumerate(pairs)}
        model = SitesModel(choices, points, self.seats, self.needs, self.lacking)
        found, work = model.least(Limits(_WORK, self.seconds_left()))
        self.count(work)
        return found


def _needs(problem: Problem, nodes: Sequence[int]) -> Iterator[Scarce]:
    """Yield what sites have too few of: service rooms of a use, of an area or more.

    Departments that share pooled rooms are left out: they take them from nobody.
    """
    services = problem.services
    site = np.array([problem.storeys.site[s] for s in services.storey], dtype=np.int64)
    area = np.array(services.area, dtype=np.int64)
    use = np.array(services.use, dtype=object)
    served = problem.may_serve.any(axis=0)
    wanted: dict[tuple[str, int], dict[int, int]] = {}
    needs = [() if (of := problem.departments[d]).pooled else of.needs for d in nodes]
    for key in {(need.use, need.least_dm2) for some in needs for need in some}:
        wanted[key] = {
            i: sum(n.count for n in some if n.use == key[0] and n.least_dm2 >= key[1])
            for i, some in enumerate(needs)
        }
    for (name, least), users in sorted(wanted.items()):
        there = served & (use == name) & (area >= least)
        for a in range(1 + max(problem.storeys.site, default=-1)):
            if sum(users.values()) > (rooms := int((there & (site == a)).sum())):
                yield Scarce(a, rooms, users)
