"""As few as possible share who should sit alone, so that as few as possible have no seat."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from ortools.sat.python import cp_model

from spaceplan.allocate.ortools_models.limits import Limits, limited_solver, solve_model
from spaceplan.allocate.ortools_models.seats_model import Party, SeatsModel
from spaceplan.allocate.problem.problem import Problem


@dataclass(frozen=True)
class Sharing:
    """How many stay without a seat at least, and how many then have to share at least.

    ``proven`` says that neither number can be lower.
    """

    unseated: int
    sharing: int
    proven: bool


class SharingModel:
    """Counts of rooms as in ``SeatsModel``, with s_p people of party p who share instead.

    - unseated_p = people of p − Σ_t (own_pt + people_pt) >= 0
    - Σ_t own_pt <= alone of p − s_p
    - Σ_t people_pt <= sharing of p + s_p
    """

    def __init__(self, problem: Problem, parties: Sequence[Party], offices: Sequence[int]) -> None:
        everybody = [Party(party.departments, 0, party.people) for party in parties]
        twice = [*parties, *everybody]  # first those who sit as they should, then those who share
        self.seats = SeatsModel(problem, twice, offices)
        self.model = self.seats.model
        self.sharing: list[cp_model.IntVar] = []
        self.unseated: list[cp_model.LinearExpr] = []
        for p, party in enumerate(parties):
            self._party(p, party, len(parties))

    def _party(self, p: int, party: Party, number: int) -> None:
        """Tie the two halves of a party together: everybody sits at most once."""
        own = cp_model.LinearExpr.sum([v for (q, _), v in self.seats.own.items() if q == p])
        together = cp_model.LinearExpr.sum(
            [v for (q, _), v in self.seats.people.items() if q in (p, p + number)]
        )
        sharing = self.model.new_int_var(0, party.alone, f"sharing{p}")
        self.model.add(own <= party.alone - sharing)
        self.model.add(together <= party.sharing + sharing)
        self.sharing.append(sharing)
        self.unseated.append(party.people - own - together)

    def fewest(self, limits: Limits) -> Sharing:
        """Return the fewest without a seat, and with so many the fewest who share."""
        most = 1 + sum(party.alone for party in self.seats.parties)
        unseated = cp_model.LinearExpr.sum(self.unseated)
        sharing = cp_model.LinearExpr.sum(self.sharing)
        self.model.minimize(most * unseated + sharing)
        solver = limited_solver(limits)
        solver.parameters.linearization_level = 2
        status = solve_model(solver, self.model, limits.stopped)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            everybody = sum(party.people for party in self.seats.parties) // 2
            return Sharing(everybody, 0, proven=False)
        value = ceil(solver.objective_value - 1e-6)
        return Sharing(value // most, value % most, proven=status == cp_model.OPTIMAL)
