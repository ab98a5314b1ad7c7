"""Buildings for departments before anybody is seated: two sites 500 m apart."""

from __future__ import annotations

from dataclasses import replace

from spaceplan.allocate.first.assign import assign_buildings
from spaceplan.allocate.first.construct import Constructor
from spaceplan.allocate.problem.evaluate import Held
from spaceplan.model import Department, Portfolio, Prices, Relation
from tests.allocate.builders import Workshop, building, department, portfolio, workshop

ROOMS = [12.0, 12.0, 12.0]


def people(id: str, partner: str) -> Department:
    return replace(department(id, staff=2), relations=(Relation(partner, 50),))


def case(affinity: float = 0.0004) -> Portfolio:
    """Return two pairs of departments, and two buildings with seats for one pair each."""
    houses = [building("hq", "centre", ROOMS), building("annex", "east", ROOMS)]
    pairs = [people("a", "c"), people("b", "d"), people("c", "a"), people("d", "b")]
    sites = {"centre": (0.0, 0.0), "east": (500.0, 0.0)}
    prices = Prices(affinity=affinity)
    return portfolio(houses, pairs, sites=sites, prices=prices)


def assigned(parts: Workshop, held: dict[int, Held] | None = None) -> list[int]:
    offices = [(held or {}).get(d, {}) for d in range(4)]
    return assign_buildings(parts.problem, parts.evaluator, offices, [None] * 4)


def test_departments_that_work_together_get_the_same_building() -> None:
    a, b, c, d = assigned(workshop(case()))
    assert a == c
    assert b == d
    assert a != b


def test_who_sits_somewhere_already_draws_the_other_there() -> None:
    parts = workshop(case())
    for name in ("hq-101", "annex-101"):
        r = parts.problem.offices.ids.index(name)
        there = parts.problem.storeys.building[parts.problem.offices.storey[r]]
        a, _, c, _ = assigned(parts, {0: {r: (2,)}})
        assert a == c == there


def test_where_walks_to_others_cost_nothing_each_building_gets_as_many_as_it_has_seats_for() -> (
    None
):
    assert sorted(assigned(workshop(case(affinity=0.0)))) == [0, 0, 1, 1]


def test_in_a_single_building_there_is_no_choice() -> None:
    alone = replace(case(), buildings=(building("hq", "centre", ROOMS, ROOMS),))
    assert assigned(workshop(alone)) == [-1, -1, -1, -1]


def test_the_first_plan_seats_each_department_in_the_building_chosen_for_it() -> None:
    parts = workshop(case())
    offices = Constructor(parts.problem, parts.evaluator, parts.assigner, [{}] * 4).build()
    table = parts.problem
    places = [{table.storeys.building[table.offices.storey[r]] for r in held} for held in offices]
    assert places == [{b} for b in assigned(parts)]
