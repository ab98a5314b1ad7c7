"""What a department's storeys, buildings, sites, moves and distance cost at least, by its hub.

    U_d(s) = min over storeys A in which people of the status quo stay, of
             storey · max(|A ∪ {s}|, needed) + building · (buildings of A ∪ {s} − 1)
             + site · (sites of A ∪ {s} − 1) + moved · was
             − min(moved · most, Σ_(t in A) staying_t · max(0, moved − distance · walk(s, t)))

A plan with its hub on storey s has an office there; whoever stays elsewhere walks to it. Seats are
counted only in ``needed``, so that it is a lower bound. The buildings of A are tried in all
combinations, where they are few; else buildings and sites count as 0.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from spaceplan.allocate.arrays import Floats, Ints
from spaceplan.model import Prices
from spaceplan.units import CM_PER_M

_MOST_BUILDINGS = 6


@dataclass(frozen=True)
class Stays:
    """Where people of one department's status quo could stay.

    Parameters
    ----------
    storeys, people
        Storeys, and how many at most could stay on each.
    most
        How many could stay in all, at most.
    was
        People of the status quo.
    """

    storeys: tuple[int, ...] = ()
    people: tuple[int, ...] = ()
    most: int = 0
    was: int = 0


def costs_by_hub(
    hubs: Sequence[int],
    stays: Stays,
    needed: int,
    prices: Prices,
    tree: tuple[Sequence[int], Sequence[int]],
    walks: Floats,
) -> Floats:
    """Return U_d(s) for each storey of ``hubs``, points.

    Parameters
    ----------
    needed
        Storeys that it needs at least.
    tree
        Building and site of every storey.
    walks
        Least walk between any two storeys, cm.
    """
    if not needed:
        return np.full(len(hubs), prices.moved * stays.was)
    hub = np.array(hubs, dtype=np.int64)
    best = np.full(len(hub), np.inf)
    building, site = (np.array(place, dtype=np.int64) for place in tree)
    worth = _worth(hub, stays, prices, walks)
    staying = np.array(stays.storeys, dtype=np.int64)
    for chosen in _choices(sorted(set(building[staying].tolist()))):
        inside = np.flatnonzero(np.isin(building[staying], chosen)) if chosen is not None else ...
        columns = staying[inside]
        apart = np.zeros(len(hub))
        if chosen is not None:
            apart += prices.building * (len(chosen) - np.isin(building[hub], chosen))
            sites = sorted(set(site[columns].tolist()))
            apart += prices.site * (len(sites) - np.isin(site[hub], sites))
        saved = np.minimum(_saved(hub, columns, worth[:, inside]), prices.moved * stays.most)
        storeys = np.maximum(np.arange(1, saved.shape[1] + 1), needed)
        best = np.minimum(best, apart + (prices.storey * storeys - saved).min(axis=1))
    return best + prices.moved * stays.was


def least_on_sites(stays: Stays, needed: int, prices: Prices) -> float:
    """Return what a department pays at least that holds offices on several sites, points."""
    storeys = prices.storey * max(2, needed) + prices.building + prices.site
    return storeys + prices.moved * (stays.was - stays.most)


def _choices(buildings: Sequence[int]) -> Iterator[tuple[int, ...] | None]:
    """Give the combinations of buildings in which somebody stays; None: any, at no price."""
    if len(buildings) > _MOST_BUILDINGS:
        yield None
        return
    for number in range(len(buildings) + 1):
        yield from combinations(buildings, number)


def _worth(hub: Ints, stays: Stays, prices: Prices, walks: Floats) -> Floats:
    """Return what those who stay on a storey save, (hubs, storeys of the status quo)."""
    staying = np.array(stays.storeys, dtype=np.int64)
    walk = walks[np.ix_(hub, staying)] * (hub[:, None] != staying) / CM_PER_M
    each = np.maximum(0.0, prices.moved - prices.distance * walk)
    people = np.minimum(np.array(stays.people, dtype=np.int64), stays.most)
    saved: Floats = each * people
    return saved


def _saved(hub: Ints, columns: Ints, worth: Floats) -> Floats:
    """Return what is saved on the hub's storey and the best 0, 1, ... others."""
    own = hub[:, None] == columns
    beside = -np.sort(-(worth * ~own), axis=1)
    saved = np.concatenate([np.zeros((len(hub), 1)), np.cumsum(beside, axis=1)], axis=1)
    total: Floats = saved + (worth * own).sum(axis=1)[:, None]
    return total
