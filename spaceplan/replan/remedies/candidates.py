"""What every search gives: candidates in order of preference, and why others are none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from spaceplan.model.remedy import SCOPES, Obstacle, Remedy, Searched, Tried
from spaceplan.replan.remedies.offices import IntArray

#: Obstacles by number; -1 stands for none.
OBSTACLES = tuple(Obstacle)
NONE = -1


@dataclass(frozen=True)
class Candidates:
    """One kind of remedy for one finding.

    Parameters
    ----------
    remedies
        What may be a remedy, the most wanted first; the checker has the last word.
    searched
        How many were looked at in each scope, and why those that failed did.
    complete
        Whether a search that ends without a remedy has looked at all there are.
    """

    kind: str
    remedies: Iterator[Remedy]
    searched: tuple[Searched, ...]
    complete: bool = True

    def tried(self, refused: int, harms: Sequence[str], *, complete: bool) -> Tried:
        """Return what is said where no candidate came through.

        Parameters
        ----------
        refused
            How many the checker refused, all of which are in the widest scope.
        """
        widest = self.searched[-1]
        obstacles = (*widest.obstacles, (Obstacle.CHECKER, refused))
        last = Searched(widest.scope, widest.candidates, tuple((o, n) for o, n in obstacles if n))
        whole = complete and self.complete
        return Tried(self.kind, (*self.searched[:-1], last), whole, tuple(dict.fromkeys(harms)))


def count_obstacles(distance: IntArray, obstacle: IntArray, *, but: int) -> tuple[Searched, ...]:
    """Return the obstacles in each scope, each within the next.

    Parameters
    ----------
    distance, obstacle
        By candidate how far away it is (0 to 3), and what is in its way.
    but
        The candidate that is the room itself.
    """
    others = np.arange(len(distance)) != but
    found = []
    for number, scope in enumerate(SCOPES):
        within = others & (distance <= number)
        met = Counter(obstacle[within & (obstacle != NONE)].tolist())
        named = tuple((OBSTACLES[o], n) for o, n in sorted(met.items()))
        found.append(Searched(scope, int(within.sum()), named))
    return tuple(found)


def nothing(kind: str, obstacle: Obstacle, number: int = 0, *, complete: bool = True) -> Candidates:
    """Return that nothing can be done, for one reason that holds for every candidate."""
    searched = Searched(SCOPES[-1], number, ((obstacle, max(1, number)),))
    return Candidates(kind, iter(()), (searched,), complete)
