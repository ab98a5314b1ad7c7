"""Departments on sites, each as a whole or apart: what the choice costs at least, in whole numbers.

    min Σ_d U_d(a_d) + Σ_(d,e) P_de(a_d, a_e)

where a department that sits on a site as a whole uses up what is scarce there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import floor, isfinite

from ortools.sat.python import cp_model

from spaceplan.allocate.ortools_models.limits import Limits, limited_solver, solve_model

#: Whole units a point.
SCALE = 1000


@dataclass(frozen=True)
class SiteChoice:
    """What a department costs with its hub on a site, points; inf: it cannot be.

    Parameters
    ----------
    whole, apart
        All its people on the site; some elsewhere.
    """

    whole: float
    apart: float


@dataclass(frozen=True)
class Scarce:
    """What there is of one thing on a site, and who uses how much of it when there as a whole.

    Parameters
    ----------
    use
        By department (its place in the model).
    """

    site: int
    there: int
    use: Mapping[int, int]


class SitesModel:
    """The model.

    Parameters
    ----------
    choices
        By department: what each site costs, 0 or more.
    pairs
        By pair of departments: what each pair of sites costs, 0 or more.
    scarce
        What sites have too little of.
    needs
        The same for rooms that are needed, of which so many may be lacking in all.
    lacking
        How many.
    """

    def __init__(
        self,
        choices: Sequence[Mapping[int, SiteChoice]],
        pairs: Mapping[tuple[int, int], Mapping[tuple[int, int], float]],
        scarce: Sequence[Scarce],
        needs: Sequence[Scarce],
        lacking: int,
    ) -> None:
        self.model = cp_model.CpModel()
        self._terms: list[cp_model.IntVar] = []
        self._prices: list[int] = []
        self.whole: dict[tuple[int, int], cp_model.IntVar] = {}
        self._on: list[dict[int, cp_model.LinearExpr]] = [
            self._chosen(i, c) for i, c in enumerate(choices)
        ]
        for (i, j), points in pairs.items():
            self._together(i, j, points)
        for limit in scarce:
            self.model.add(self._used(limit) <= limit.there)
        for limit in needs:
            unmet = self.model.new_int_var(0, lacking, "")
            self.model.add(self._used(limit) <= limit.there + unmet)
        self.model.minimize(cp_model.LinearExpr.weighted_sum(self._terms, self._prices))

    def _chosen(self, i: int, choices: Mapping[int, SiteChoice]) -> dict[int, cp_model.LinearExpr]:
        """Choose one site, whole or apart; return by site whether it was chosen."""
        found = {}
        for site, choice in choices.items():
            ways = []
            if isfinite(choice.whole):
                self.whole[i, site] = self._priced(choice.whole)
                ways.append(self.whole[i, site])
            if isfinite(choice.apart):
                ways.append(self._priced(choice.apart))
            if ways:
                found[site] = cp_model.LinearExpr.sum(ways)
        self.model.add(cp_model.LinearExpr.sum(list(found.values())) == 1)
        return found

    def _priced(self, points: float) -> cp_model.IntVar:
        """Return a choice with its price, rounded down so that the optimum stays a bound."""
        variable = self.model.new_bool_var("")
        if units := floor(points * SCALE):
            self._terms.append(variable)
            self._prices.append(units)
        return variable

    def _together(self, i: int, j: int, points: Mapping[tuple[int, int], float]) -> None:
        """Price two departments on two sites: both >= on_i + on_j − 1."""
        for (a, b), price in points.items():
            if price * SCALE >= 1 and a in self._on[i] and b in self._on[j]:
                both = self._priced(price)
                self.model.add(both + 1 >= self._on[i][a] + self._on[j][b])

    def _used(self, limit: Scarce) -> cp_model.LinearExpr:
        """Return how much of what is scarce is used."""
        used = {i: n for i, n in limit.use.items() if n and (i, limit.site) in self.whole}
        variables = [self.whole[i, limit.site] for i in used]
        return cp_model.LinearExpr.weighted_sum(variables, list(used.values()))

    def least(self, limits: Limits) -> tuple[float, float]:
        """Return a lower bound in points, and the deterministic time it took.

        0 where nothing is proven in time, and where no choice will do: then something else, which
        is not modelled here, is left out in every plan.
        """
        solver = limited_solver(limits)
        solver.parameters.linearization_level = 2
        status = solve_model(solver, self.model)
        work = solver.response_proto.deterministic_time
        if status == cp_model.INFEASIBLE:
            return 0.0, work
        return max(0.0, solver.best_objective_bound) / SCALE, work
