"""The tables of a problem in which nobody has been seated yet."""

from __future__ import annotations

import numpy as np

from spaceplan.allocate.arrays import Floats, Ints
from spaceplan.allocate.seating.arrays import SeatingArrays
from spaceplan.allocate.seating.moves import Tables


def empty_tables(arrays: SeatingArrays, hard: float) -> Tables:
    """Return tables of a problem in which nobody has been seated yet."""
    n, m = arrays.n, arrays.m
    first, other, price, prices = _links(arrays, hard)
    return Tables(
        half=(arrays.under + arrays.over) / 2,
        hard=hard,
        space=arrays.space,
        area=arrays.area,
        alone=arrays.alone_hard * hard + arrays.alone_soft,
        full=arrays.full_hard * hard + arrays.full_soft,
        seats=arrays.seats.astype(np.int64),
        first=first,
        other=other,
        price=price,
        prices=prices,
        rooms=np.zeros(n, dtype=np.int64),
        left=np.zeros(m),
        heads=np.zeros(m, dtype=np.int64),
        wanting=np.zeros(m),
        rates=np.zeros((n, m)),
        own=np.zeros(n),
        now=np.zeros(m),
        costs=np.zeros(m + n),
    )


def _links(arrays: SeatingArrays, hard: float) -> tuple[Ints, Ints, Ints, Floats]:
    """Return the links of each entity, one after the other, and the prices that they share."""
    known: dict[tuple[int, float], int] = {}
    prices: list[Floats] = []
    links: list[list[tuple[int, int]]] = [[] for _ in range(arrays.n)]
    for link in arrays.links:
        units = link.price.hard * hard + link.price.soft
        key = (id(link.broken), units)
        if key not in known:
            known[key] = len(prices)
            prices.append(np.where(link.broken, units, 0.0))
        links[link.one].append((link.two, known[key]))
        links[link.two].append((link.one, known[key]))
    flat = np.array([pair for some in links for pair in some], dtype=np.int64).reshape(-1, 2)
    first = np.cumsum([0] + [len(some) for some in links])
    stacked = np.array(prices) if prices else np.zeros((0, arrays.m, arrays.m))
    other, price = np.ascontiguousarray(flat.T)
    return first, other, price, stacked
