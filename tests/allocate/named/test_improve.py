"""Seating a few divisions anew: never worse, and as good as can be where that is known by hand."""

from __future__ import annotations

from spaceplan.allocate.named.build import Translator
from spaceplan.allocate.named.cost import Costs
from spaceplan.allocate.named.improve import Improver
from spaceplan.allocate.named.problem import UNITS, DepartmentProblem
from spaceplan.allocate.named.solve import people_by_department
from spaceplan.allocate.ortools_models.limits import Limits
from spaceplan.allocate.ortools_models.named_model import NamedModel
from spaceplan.entitlement import compute_entitlements
from spaceplan.graph import build_graph
from tests.allocate.builders import book
from tests.allocate.named.cases import case, staff


def problem() -> DepartmentProblem:
    """Return four divisions of three people each for four rooms of three seats."""
    what = case([(f"p{i:02d}", "wxyz"[i // 3], "") for i in range(12)])
    entitlements = compute_entitlements(what, book())
    translator = Translator(
        what, build_graph(what), book(), entitlements, staff(3, 3, 3, 3), free=False, fewest=True
    )
    return translator.problem(what.departments[0], people_by_department(what)["a"])


def test_divisions_that_are_mixed_are_put_in_order() -> None:
    what = problem()
    mixed = ((1, 1, 1, 0), (0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 0, 1))
    assert Costs(what, mixed).total == 12 * UNITS, "a point for each of twelve rooms"
    improver = Improver(what, NamedModel(what, frozenset()), mixed, Limits(0.5, 60.0, 1))
    assert Costs(what, improver.run()).total == 4 * UNITS


def test_without_time_a_seating_stays_as_it_is() -> None:
    what = problem()
    mixed = ((1, 1, 1, 0), (0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 0, 1))
    improver = Improver(what, NamedModel(what, frozenset()), mixed, Limits(0.0, 0.0))
    assert improver.run() == mixed
