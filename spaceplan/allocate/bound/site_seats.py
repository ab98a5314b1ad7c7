"""Seats of sites, priced: a department whose hub is on a site sits there, or pays for a second one.

For a price μ_a >= 0 of a seat on site a, and costs U_d(s) of a department with its hub on storey s,

    Σ_d U_d >= Σ_d min(U_d + μ_a · use_da, max(U_d, split_d)) − Σ_a μ_a · seats_a − left out

with a the site of the hub: either all its people sit on site a, or its own terms are those of two
sites. use_da = those who share a room + c_a · those who sit alone, and seats_a is what such a sum
never exceeds (``Capacity.cuts``). Whoever finds too few seats beside those who must be on a site
cannot all sit there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from spaceplan.allocate.arrays import Bools, Floats, Ints
from spaceplan.allocate.ortools_models.seats_model import Party
from spaceplan.allocate.problem.capacity import Capacity
from spaceplan.allocate.problem.problem import Problem


@dataclass(frozen=True)
class SiteSeats:
    """What sites can seat, and what departments use of it.

    Parameters
    ----------
    seats
        By site.
    alone
        By site: seats that one who sits alone counts for.
    use
        (departments, sites): seats that a department needs there.
    room
        (departments, sites): whether it finds so much beside those who must be there.
    left_out
        People who may be left without a seat, of all departments together.
    """

    seats: Floats
    alone: Floats
    use: Floats
    room: Bools
    left_out: int

    @classmethod
    def of(cls, problem: Problem, hubs: Sequence[Ints], left_out: int) -> SiteSeats:
        """Measure the sites; the cut is taken that is tightest for those who must be there.

        Parameters
        ----------
        hubs
            By department: storeys that it may use.
        """
        site = np.array(problem.storeys.site, dtype=np.int64)
        people = [
            Party.of(problem, [d], share_own=problem.may_share_own)
            for d in range(len(problem.departments))
        ]
        alone = np.array([party.alone for party in people], dtype=np.float64)
        sharing = np.array([party.sharing for party in people], dtype=np.float64)
        capacities = _capacities(problem)
        tied = np.zeros((len(people), len(capacities)), dtype=bool)
        for d, storeys in enumerate(hubs):
            sites = np.unique(site[storeys])
            tied[d, sites] = len(sites) == 1
        cuts = [
            min(
                capacity.cuts or ((0, 1),),
                key=lambda c: (c[0] - float(there @ sharing) - c[1] * float(there @ alone), c),
            )
            for capacity, there in zip(capacities, tied.T, strict=True)
        ]
        seats, each = np.array(cuts, dtype=np.float64).reshape(-1, 2).T
        use = sharing[:, None] + alone[:, None] * each
        left = seats - (use * tied).sum(axis=0) + left_out * each
        return cls(seats, each, use, tied | (use <= left), left_out)

    def whole(self, d: int, prices: Floats) -> Floats:
        """Return by site what the seats of a department cost that sits there; inf: no room."""
        return np.where(self.room[d], prices * self.use[d], np.inf)

    def free(self, prices: Floats) -> float:
        """Return what seats cost that are there, or that nobody needs who is left out."""
        return float(prices @ self.seats + self.left_out * (prices * self.alone).max(initial=0.0))


def _capacities(problem: Problem) -> list[Capacity]:
    """Return what each site can seat; a shared room is as many rooms of one seat."""
    offices = problem.offices
    rooms: list[list[int]] = [[] for _ in range(1 + max(problem.storeys.site, default=-1))]
    for r in np.flatnonzero(problem.may_hold.any(axis=0)).tolist():
        seats = offices.seats[r]
        numbers = [1] * seats if offices.shared[r] else [seats]
        rooms[problem.storeys.site[offices.storey[r]]] += numbers
    return [Capacity.of(numbers) for numbers in rooms]
