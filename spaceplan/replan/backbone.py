"""The backbone: rooms that have the same holder in every plan near the best."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from spaceplan.allocate.explain import FEW, Again
from spaceplan.replan.near_best import NearBest
from spaceplan.replan.walk import Walk

#: Up to so many rooms are asked about one by one, which may prove what they answer.
_ONE_BY_ONE = 60


@dataclass(frozen=True)
class Backbone:
    """Rooms that have the same holder in all plans found near the best.

    Parameters
    ----------
    share
        A plan is near the best if it seats as many and costs at most this much more, as a share.
    rooms
        Each room with its holders, by id.
    proven
        Those of them for which it is proven that no plan near the best gives them to others.
    held
        Rooms that anybody holds in the best plan.
    plans
        How many different plans near the best were found.
    """

    share: float
    rooms: tuple[tuple[str, tuple[str, ...]], ...]
    proven: frozenset[str]
    held: int
    plans: int
    best: float


def find_backbone(
    again: Again, share: float, said: Callable[[int, int], None] = lambda _done, _total: None
) -> Backbone:
    """Return the rooms that have the same holder in all plans near the best, as far as is known.

    Parameters
    ----------
    share
        How much more than the best a plan may cost, as a share of its total.
    """
    again.share_among(12)
    near = NearBest(again, again.improve(), share)
    proven: set[str] = {room for room, _ in near.fixed}
    random = Random(again.seed)
    if len(again.case.portfolio.departments) <= FEW or len(near.common()) <= _ONE_BY_ONE:
        _ask_one_by_one(again, near, proven, said)
    else:
        _ask_many(near, random, said)
    common = near.common()
    return Backbone(
        share=share,
        rooms=tuple((room, tuple(sorted(common[room]))) for room in sorted(common)),
        proven=frozenset(proven & common.keys()),
        held=len({line.room for line in near.best.allocation.lines}),
        plans=len(near.plans),
        best=near.best.objective.total,
    )


def _ask_one_by_one(
    again: Again, near: NearBest, proven: set[str], said: Callable[[int, int], None]
) -> None:
    """Forbid each room to its holder: another plan near the best, or the proof that none exists."""
    rooms = sorted(near.common())
    for i, room in enumerate(rooms):
        said(i, len(rooms))
        common = near.common()
        if again.stopped():
            return
        if room not in common or room in proven:
            continue
        best = near.best
        answer = near.without([(room, id) for id in common[room]])
        if answer.none_exists and near.best is best:
            proven.add(room)


def _ask_many(near: NearBest, random: Random, said: Callable[[int, int], None]) -> None:
    """Take rooms from those who always had them, a few storeys at a time."""
    walk = Walk(near, random)
    tried = 0
    while not near.again.stopped():
        said(tried, 0)
        tried += 1
        walk.step(near.common(), onwards=False)


def some_of(pairs: list[tuple[str, str]], number: int, random: Random) -> list[tuple[str, str]]:
    """Return about so many pairs: all of some departments, drawn by chance."""
    by_department: dict[str, list[tuple[str, str]]] = {}
    for pair in pairs:
        by_department.setdefault(pair[1], []).append(pair)
    departments = sorted(by_department)
    random.shuffle(departments)
    chosen: list[tuple[str, str]] = []
    for id in departments:
        mine = by_department[id]
        if len(chosen) + len(mine) <= number or not chosen:
            chosen += mine[: max(1, number)]
        if len(chosen) >= number:
            break
    return chosen
