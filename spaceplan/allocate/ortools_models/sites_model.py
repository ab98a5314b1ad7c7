"""On which site each department's hub lies, so that those who work together walk least."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ortools.sat.python import cp_model

from spaceplan.allocate.ortools_models.limits import Limits, solve_model


class SitesModel:
    """One site a department; a pair walks at least what lies between its two sites.

    Parameters
    ----------
    sites_of
        By department: the sites on which its hub may lie.
    pairs
        (department, department, people who work together).
    walks
        Least walk between two sites, cm.
    """

    def __init__(
        self,
        sites_of: Sequence[Sequence[int]],
        pairs: Sequence[tuple[int, int, int]],
        walks: Mapping[tuple[int, int], int],
    ) -> None:
        self.model = cp_model.CpModel()
        self.at: dict[tuple[int, int], cp_model.IntVar] = {}
        costs: list[cp_model.IntVar] = []
        people: list[int] = []
        for d in sorted({d for pair in pairs for d in pair[:2]}):
            for s in sites_of[d]:
                self.at[d, s] = self.model.new_bool_var(f"at{d}_{s}")
            self.model.add_exactly_one(self.at[d, s] for s in sites_of[d])
        for d, e, number in pairs:
            costs.append(self._walk(d, e, sites_of, walks))
            people.append(number)
        self.model.minimize(cp_model.LinearExpr.weighted_sum(costs, people))

    def _walk(
        self,
        d: int,
        e: int,
        sites_of: Sequence[Sequence[int]],
        walks: Mapping[tuple[int, int], int],
    ) -> cp_model.IntVar:
        """walk_de >= least walk from s to all sites where e may be, less what e's site saves.

        For a hub of d at s: walk_de >= Σ_t walk(s, t) · at_et − M · (1 − at_ds).
        """
        most = max((walks.get((s, t), 0) for s in sites_of[d] for t in sites_of[e]), default=0)
        walk = self.model.new_int_var(0, most, f"walk{d}_{e}")
        for s in sites_of[d]:
            there = cp_model.LinearExpr.weighted_sum(
                [self.at[e, t] for t in sites_of[e]],
                [walks.get((s, t), 0) for t in sites_of[e]],
            )
            self.model.add(walk >= there - most * (1 - self.at[d, s]))
        return walk

    def bound(self, limits: Limits) -> tuple[float, float]:
        """Return a lower bound in person-cm, and the deterministic time it took."""
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = limits.seed
        solver.parameters.max_deterministic_time = limits.work
        solver.parameters.max_time_in_seconds = max(0.01, limits.seconds)
        solver.parameters.linearization_level = 2
        status = solve_model(solver, self.model)
        work = solver.response_proto.deterministic_time
        found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
        return (max(0.0, solver.best_objective_bound) if found else 0.0), work
