"""One neighbourhood that is freed, modelled and solved, perhaps by another thread."""

from __future__ import annotations

from dataclasses import dataclass

from spaceplan.allocate.ortools_models.limits import Limits
from spaceplan.allocate.ortools_models.storeys_model import Solved, StoreysModel
from spaceplan.allocate.plan.freed import Freed, free
from spaceplan.allocate.plan.plan import Plan
from spaceplan.allocate.plan.pull import pulls
from spaceplan.allocate.plan.shares import shares_of
from spaceplan.allocate.search.neighbourhoods import Choice

#: Deterministic time for one neighbourhood, about thirds of a second: at least, and for each pair
#: (department, free room).
_WORK, _WORK_A_PAIR = 0.1, 0.0005


@dataclass(frozen=True)
class Job:
    """A neighbourhood of a plan, what is freed there, and its model."""

    choice: Choice
    freed: Freed
    model: StoreysModel
    seed: int

    @staticmethod
    def of(plan: Plan, choice: Choice, seed: int) -> Job:
        """Free and model a neighbourhood; what is there now is where its solution begins."""
        freed = free(plan, choice.storeys, choice.departments)
        model = StoreysModel(plan.problem, freed, pulls(plan, freed))
        model.hint(shares_of(plan.problem, freed))
        return Job(choice, freed, model, seed)

    def solve(self, seconds: float) -> Solved:
        """Solve it, the larger the longer, and in so many seconds at most."""
        pairs = self.freed.rooms * len(self.freed.departments)
        return self.model.solve(Limits(_WORK + _WORK_A_PAIR * pairs, seconds, self.seed))

    @property
    def departments(self) -> set[int]:
        """The departments that may change."""
        return {part.d for part in self.freed.departments}

    def is_touched(self, before: Plan, after: Plan) -> bool:
        """Return whether two plans differ in what is freed."""
        on_storey = before.evaluator.geometry.on_storey
        return any(after.offices[d] is not before.offices[d] for d in self.departments) or any(
            after.holders[r] != before.holders[r] for s in self.freed.storeys for r in on_storey[s]
        )

    def changed_storeys(self, before: Plan, after: Plan) -> list[int]:
        """Return the storeys on which its departments hold other rooms than before."""
        storey = before.problem.offices.storey
        changed = {
            storey[r]
            for d in self.departments
            for r in before.offices[d].keys() ^ after.offices[d].keys()
        }
        return sorted(changed)
