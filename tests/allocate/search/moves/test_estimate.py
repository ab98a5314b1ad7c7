"""What a move of a group is roughly taken to cost, by where it goes; run as plain Python."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import pytest

from spaceplan.allocate.problem.evaluate import Held
from spaceplan.allocate.search.moves import costs, estimate
from spaceplan.allocate.search.moves.arrays import trial_of
from spaceplan.allocate.search.moves.mover import Writer
from spaceplan.allocate.search.moves.tables import state_of
from spaceplan.model import Department, Prices
from tests.allocate.builders import building, department, portfolio, workshop

#: Excess alone has a price.
EXCESS = Prices.only(excess=2.0)


@pytest.fixture(autouse=True)
def _not_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Call the Python functions: compiled, they can be called by compiled ones only."""
    for module in (estimate, costs):
        for name, value in list(vars(module).items()):
            if hasattr(value, "py_func"):
                monkeypatch.setattr(module, name, value.py_func)


def _points(
    people: Department,
    storeys: Sequence[Sequence[float]],
    held: Held,
    beside: Sequence[tuple[Department, Held]] = (),
) -> list[float]:
    """Return what it costs to move a department from the first storey to each.

    Parameters
    ----------
    beside
        Who else is there.
    """
    others = [department for department, _ in beside]
    house = building("hq", "centre", *storeys)
    shop = workshop(portfolio([house], [people, *others], prices=EXCESS))
    plan = shop.plan([held, *(theirs for _, theirs in beside)])
    written = Writer(shop.evaluator, shop.assigner, Random(0)).write(plan, None, elsewhere=False)
    trial = trial_of(written.known)
    trial.move[0, :2] = 0, 0
    state = state_of(written.known, written.scope, plan, seed=1)
    estimate.estimate(written.known, state, trial, 0)
    return [float(points) for points in trial.estimate[0]]


def test_those_who_sit_alone_cost_what_the_smallest_offices_there_have_too_much() -> None:
    heads = department("a", head=2)  # 24 m² each
    storeys = [[24, 24], [40, 24, 30], [30, 36], [40], [18, 18]]
    # 0 + 6, 6 + 12 and 16 m² too much at two points each; one of two finds no office at all
    expected = [0, 12, 36, 32, 0]
    assert _points(heads, storeys, {0: (1,), 1: (1,)}) == pytest.approx(expected)


def test_what_they_have_too_much_today_is_taken_off() -> None:
    storeys = [[30, 24], [24, 24], [36, 24]]
    heads = department("a", head=2)
    assert _points(heads, storeys, {0: (1,), 1: (1,)}) == pytest.approx([0, -12, 12])


def test_the_lower_in_rank_take_the_smaller_offices() -> None:
    both = department("a", head=1, deputy=1)  # 24 and 18 m²
    storeys = [[24, 18], [18, 24], [24, 30]]
    assert _points(both, storeys, {0: (1, 0), 1: (0, 1)}) == pytest.approx([0, 0, 24])


def test_those_who_share_and_those_of_other_storeys_or_departments_are_left_out() -> None:
    people = department("a", head=2, staff=4)
    storeys = [[24, 36, 24], [30, 36, 36], [30, 30, 30]]
    held: Held = {0: (1, 0), 1: (0, 4), 3: (1, 0)}  # the second head sits on storey 2 already
    beside: Held = {2: (1,)}
    points = _points(people, storeys, held, [(department("b", head=1), beside)])
    assert points == pytest.approx([0, 12, 12])
