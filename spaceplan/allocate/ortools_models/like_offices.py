"""Offices that are the same where only seats count: as many seats, the same who may hold them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from spaceplan.allocate.problem.problem import Problem


@dataclass(frozen=True)
class LikeOffices:
    """Offices with as many seats that the same parties may hold.

    Parameters
    ----------
    held
        The party that has them now, −1: nobody, or not told apart.
    """

    seats: int
    least: int
    holders: tuple[int, ...]
    held: int
    rooms: tuple[int, ...]


def like_offices(
    problem: Problem, parties: Sequence[int], offices: Sequence[int], held: Mapping[int, int]
) -> list[LikeOffices]:
    """Group offices; one that several may share is as many rooms of one seat.

    Parameters
    ----------
    parties
        A department of each party: all of it have the same rights.
    held
        Which party has an office now, where that is to be told apart.
    """
    table = problem.offices
    groups: dict[tuple[int, int, tuple[int, ...], int], list[int]] = {}
    may_hold = problem.may_hold[list(parties)][:, list(offices)].T
    holders_of: dict[bytes, tuple[int, ...]] = {}  # few sets of holders among many rooms
    for r, row in zip(offices, may_hold, strict=True):
        key = row.tobytes()
        if key not in holders_of:
            holders_of[key] = tuple(row.nonzero()[0].tolist())
        holders, has = holders_of[key], held.get(r, -1)
        if not holders or not table.seats[r]:
            continue
        if table.shared[r]:
            groups.setdefault((1, 1, holders, has), []).extend([r] * table.seats[r])
        else:
            groups.setdefault((table.seats[r], table.least[r], holders, has), []).append(r)
    return [LikeOffices(*key, tuple(rooms)) for key, rooms in groups.items()]
