"""The tables of a storey against every way of seating people on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise, product
from random import Random

import numpy as np
import pytest

from spaceplan.allocate.arrays import Floats, Ints
from spaceplan.allocate.bound.frontier import frontier_of
from spaceplan.allocate.bound.min_plus import IMPOSSIBLE
from spaceplan.allocate.bound.storey_tables import Column, StoreyTables, seating_of
from spaceplan.model import Prices
from tests.allocate.builders import Workshop, building, department, portfolio, workshop

AREAS = (12.0, 18.0, 10.0, 24.0, 12.0)
PRICES = Prices(zone=5.0, distance=0.1)


def shop() -> Workshop:
    house = building("hq", "centre", AREAS)
    return workshop(portfolio([house], [department("a", staff=9)], prices=PRICES))


def column_of(tables: StoreyTables, stays: Mapping[int, Sequence[float]]) -> Column:
    """Return 9 people who may hold all rooms; ``stays``: what is saved by room and people."""

    def costs(r: int) -> Floats:
        seats = tables.seats[tables.rooms.tolist().index(r)]
        return -np.array(stays.get(r, [0.0] * seats)[:seats], dtype=np.float64)

    return tables.column(costs, 9)


def least(
    tables: StoreyTables, column: Column, prices: Floats, hubs: Sequence[int] | None = None
) -> tuple[Floats, Floats, Ints]:
    """Return the least costs of up to 9 people, hub elsewhere, hub here, and which hub that is."""
    found, nearest = np.empty((1, 2, 10)), np.empty((1, 10), dtype=np.int64)
    numbers = tables.all_hubs if hubs is None else np.array(hubs, dtype=np.int64)
    tables.least(seating_of([column]), prices, numbers, found=found, nearest=nearest)
    return found[0, 0], found[0, 1], nearest[0]


def held_by(
    tables: StoreyTables, column: Column, people: int, prices: Floats, hub: int | None = None
) -> list[int]:
    """Return the offices of a cheapest way to seat so many people."""
    used = np.zeros(5, dtype=np.int64)
    tables.count_rooms(seating_of([column]), 0, people, prices, used, hub=hub)
    assert used.max() < 2
    return np.flatnonzero(used).tolist()


def ways(seats: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    """Yield how many people sit in each room, every way but nobody at all."""
    for people in product(*(range(n + 1) for n in seats)):
        if any(people):
            yield people


@pytest.mark.parametrize("seed", range(6))
def test_tables_are_the_least_over_all_ways_of_seating_people(seed: int) -> None:
    random = Random(seed)
    case = shop()
    geometry, problem = case.evaluator.geometry, case.problem
    seats = problem.offices.seats
    room_prices = np.array([random.choice((0.0, 1.0, 4.0)) for _ in seats])
    off = np.array([random.uniform(0, 1) for _ in seats])
    stays = {1: (3.0, 3.0, 3.0), 4: (3.0, 6.0)}
    walks = PRICES.distance / 100 * geometry.walks(list(range(len(seats))))
    away = np.full(10, IMPOSSIBLE)
    here = np.full(10, IMPOSSIBLE)
    for people in ways(seats):
        held = [r for r, n in enumerate(people) if n]
        cost = 5.0 * (geometry.zones(held) - 1) + sum(room_prices[r] for r in held)
        cost -= sum(stays[r][people[r] - 1] for r in held if r in stays)
        n = sum(people)
        if n < 10:
            away[n] = min(away[n], cost + np.array(people) @ off)
            here[n] = min(here[n], cost + (np.array(people) @ walks).min())
    tables = StoreyTables(problem, geometry, frontier_of(geometry, 0), off)
    column = column_of(tables, stays)
    found_away, found_here, _ = least(tables, column, room_prices)
    assert found_away == pytest.approx(away)
    assert found_here == pytest.approx(here)


def test_fewer_hubs_never_cost_less_and_without_walks_nothing_costs_more() -> None:
    case = shop()
    geometry = case.evaluator.geometry
    tables = StoreyTables(case.problem, geometry, frontier_of(geometry, 0), np.zeros(5))
    column = column_of(tables, {})
    free = np.zeros(5)
    costs = [least(tables, column, free, hubs)[1][1:] for hubs in ([], None, [1, 2, 4], [2])]
    for looser, tighter in pairwise(costs):
        assert (looser <= tighter + 1e-9).all()


def test_the_rooms_that_go_with_the_nearest_hub_cost_as_little_as_all_hubs_allow() -> None:
    case = shop()
    geometry, seats = case.evaluator.geometry, case.problem.offices.seats
    tables = StoreyTables(case.problem, geometry, frontier_of(geometry, 0), np.zeros(5))
    column, free = column_of(tables, {}), np.zeros(5)
    _, costs, nearest = least(tables, column, free)
    for people in (2, 3, 6):
        hub = int(nearest[people])
        walks = PRICES.distance / 100 * geometry.walks(list(range(5)))[tables.rooms[hub - 1]]
        held = held_by(tables, column, people, free, hub)
        walked = [
            np.array(way) @ walks
            for way in ways(seats)
            if sum(way) == people and [r for r, n in enumerate(way) if n] == held
        ]
        assert min(walked) + 5.0 * (geometry.zones(held) - 1) == pytest.approx(costs[people])


def test_the_rooms_of_a_cheapest_way_seat_the_people() -> None:
    case = shop()
    geometry = case.evaluator.geometry
    tables = StoreyTables(case.problem, geometry, frontier_of(geometry, 0), np.zeros(5))
    column = column_of(tables, {})
    # 12, 10 and 12 m² seat 2, 1 and 2 people: three zones cost 10 points more than one
    dear = np.array([0.0, 11.0, 0.0, 11.0, 0.0])
    assert held_by(tables, column, 5, dear) == [0, 2, 4]
    cheaper = np.array([0.0, 11.0, 0.0, 9.0, 0.0])
    assert held_by(tables, column, 5, cheaper) == [3, 4]


def ways_alone(
    seats: tuple[int, ...], numbers: tuple[int, ...], others: int
) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Yield by room how many share it, and of which kind one sits alone there; −1: nobody does."""
    kinds = len(numbers)
    for choice in product(*(range(n + 1 + kinds) for n in seats)):
        sharing = tuple(c if c <= n else 0 for c, n in zip(choice, seats, strict=True))
        alone = tuple(c - n - 1 if c > n else -1 for c, n in zip(choice, seats, strict=True))
        few = all(alone.count(k) <= number for k, number in enumerate(numbers))
        if any(choice) and few and sum(sharing) <= others:
            yield sharing, alone


@pytest.mark.parametrize("seed", range(6))
def test_people_who_sit_alone_are_no_more_than_there_are(seed: int) -> None:
    random = Random(seed)
    case = shop()
    geometry, seats = case.evaluator.geometry, case.problem.offices.seats
    numbers, others = ((1, 2), 5) if seed % 2 else ((2,), 4)
    room_prices = np.array([random.choice((0.0, 1.0, 4.0)) for _ in seats])
    off = np.array([random.uniform(0, 1) for _ in seats])
    shared = {r: [random.uniform(-1, 4) for _ in range(n)] for r, n in enumerate(seats)}
    alone_in = {r: np.array([random.uniform(-3, 3) for _ in numbers]) for r in range(5)}
    alone_in[2][0] = IMPOSSIBLE  # no room for one
    walks = PRICES.distance / 100 * geometry.walks(list(range(len(seats))))
    away, here = np.full(10, IMPOSSIBLE), np.full(10, IMPOSSIBLE)
    by_rooms: dict[tuple[int, tuple[int, ...]], float] = {}
    for sharing, alone in ways_alone(seats, numbers, others):
        people = [m + (k >= 0) for m, k in zip(sharing, alone, strict=True)]
        held = [r for r, n in enumerate(people) if n]
        cost = 5.0 * (geometry.zones(held) - 1) + sum(room_prices[r] for r in held)
        cost += sum(shared[r][m - 1] for r, m in enumerate(sharing) if m)
        cost += sum(alone_in[r][k] for r, k in enumerate(alone) if k >= 0)
        n, cost_away = sum(people), cost + np.array(people) @ off
        key = n, tuple(held)
        by_rooms[key] = min(by_rooms.get(key, IMPOSSIBLE), cost_away)
        away[n] = min(away[n], cost_away)
        here[n] = min(here[n], cost + (np.array(people) @ walks).min())
    tables = StoreyTables(case.problem, geometry, frontier_of(geometry, 0), off)
    column = tables.column(
        lambda r: np.array(shared[r]),
        sum(numbers) + others,
        alone=(numbers, lambda r: alone_in[r]),
    )
    found_away, found_here, _ = least(tables, column, room_prices)
    possible = away < IMPOSSIBLE / 2
    assert found_away[possible] == pytest.approx(away[possible])
    assert found_here[possible] == pytest.approx(here[possible])
    assert (found_away[~possible] > IMPOSSIBLE / 2).all()
    for n in (2, sum(numbers) + others - 1):
        held_rooms = tuple(held_by(tables, column, n, room_prices, hub=0))
        assert by_rooms[n, held_rooms] == pytest.approx(away[n])
