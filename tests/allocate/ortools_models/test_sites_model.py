"""The model of departments on sites: its bound is the best of all choices."""

from __future__ import annotations

from itertools import product
from math import inf
from random import Random

import pytest

from spaceplan.allocate.ortools_models.limits import Limits
from spaceplan.allocate.ortools_models.sites_model import Scarce, SiteChoice, SitesModel

Pairs = dict[tuple[int, int], dict[tuple[int, int], float]]
LIMITS = Limits(5.0, 60.0)
SITES = range(3)


def best_of_all(
    choices: list[dict[int, SiteChoice]],
    pairs: Pairs,
    scarce: list[Scarce],
    needs: list[Scarce],
    lacking: int,
) -> float:
    """Try all sites for all departments, whole or apart."""
    best = inf
    for states in product(*[list(product(SITES, (True, False))) for _ in choices]):
        points = 0.0
        for (site, whole), some in zip(states, choices, strict=True):
            points += some[site].whole if whole else some[site].apart
        points += sum(
            sites.get((states[i][0], states[j][0]), 0.0) for (i, j), sites in pairs.items()
        )
        beyond = [
            sum(n for i, n in limit.use.items() if states[i] == (limit.site, True)) - limit.there
            for limit in (*scarce, *needs)
        ]
        allowed = [0] * len(scarce) + [lacking] * len(needs)
        if all(b <= most for b, most in zip(beyond, allowed, strict=True)):
            best = min(best, points)
    return best


@pytest.mark.parametrize("seed", range(40))
def test_its_bound_is_the_best_of_all_choices(seed: int) -> None:
    random = Random(seed)

    def points() -> float:
        return random.choice((0.0, 1.5, 7.25, 20.0, inf))

    choices = [
        {a: SiteChoice(points(), random.choice((30.0, 31.5, 50.0))) for a in SITES}
        for _ in range(4)
    ]
    pairs = {
        (i, j): {(a, b): random.choice((0.0, 2.5, 9.0)) for a in SITES for b in SITES}
        for i in range(4)
        for j in range(i)
        if random.random() < 0.6
    }

    def limit() -> Scarce:
        use = {i: random.randint(0, 3) for i in range(4)}
        return Scarce(random.choice(SITES), random.randint(0, 5), use)

    scarce, needs = [limit() for _ in range(3)], [limit() for _ in range(2)]
    lacking = random.randint(0, 1)
    found, _ = SitesModel(choices, pairs, scarce, needs, lacking).least(LIMITS)
    assert found == pytest.approx(best_of_all(choices, pairs, scarce, needs, lacking), abs=0.02)


def test_where_no_choice_will_do_nothing_is_claimed() -> None:
    nowhere = [{0: SiteChoice(0.0, inf)}] * 2
    full = [Scarce(0, 1, {0: 1, 1: 1})]
    assert SitesModel(nowhere, {}, full, [], 0).least(LIMITS)[0] == 0.0


def test_prices_are_rounded_down() -> None:
    choices = [{0: SiteChoice(0.0015, inf)}]
    assert SitesModel(choices, {}, [], [], 0).least(LIMITS)[0] == pytest.approx(0.001)
