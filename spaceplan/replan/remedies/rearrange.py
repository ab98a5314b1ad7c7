"""Who of some alike people moves where, when so many of them are to sit in each room."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from scipy.optimize import linear_sum_assignment

from spaceplan.model.remedy import Move
from spaceplan.replan.remedies.case import Case
from spaceplan.replan.remedies.sitters import Sitter


def rearranged(case: Case, people: Sequence[Sitter], wanted: Mapping[str, int]) -> Iterator[Move]:
    """Yield the moves: whoever can stay stays, all others walk least together.

    Parameters
    ----------
    people
        Alike: only how many of them sit in a room matters.
    wanted
        How many are to sit in each room; as many in all as there are people.
    """
    left = dict(wanted)
    moving: list[Sitter] = []
    for sitter in people:
        if left.get(sitter.room, 0) > 0:
            left[sitter.room] -= 1
        else:
            moving.append(sitter)
    ends = [room for room, number in left.items() for _ in range(number)]
    if not moving:
        return
    index = case.graph.index
    walks = case.graph.walk([index(s.room) for s in moving], [index(end) for end in ends])
    for i, j in zip(*linear_sum_assignment(np.asarray(walks)), strict=True):
        sitter = moving[i]
        yield Move(
            sitter.person, sitter.written, sitter.kind, sitter.room, ends[j], float(walks[i, j])
        )
