"""What choices cost at least, one a node, when pairs of choices cost something too.

    min Σ_d U_d(x_d) + Σ_(d,e) P_de(x_d, x_e)

is bounded from below by sequential tree-reweighted message passing (Kolmogorov 2006, "Convergent
tree-reweighted message passing for energy minimization"). A message m_de(t) is what pair (d, e)
gives to choice t of e. For any messages, whatever brought them about,

    Σ_d min_s (U_d(s) + Σ_e m_ed(s)) + Σ_(d,e) min_st (P_de(s, t) − m_ed(s) − m_de(t))

is a lower bound, so that it holds at any time, also for other unary costs.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from spaceplan.allocate.arrays import Floats

#: Part of the costs added up by which float sums could be off.
_SLACK = 1e-12


class PairwiseBound:
    """A lower bound on unary and pairwise costs together, better with every round.

    Parameters
    ----------
    unary
        By node: what each of its choices costs, at least one choice a node; inf: not allowed.
    pairs
        (d, e) with d < e, each pair once.
    costs
        By pair: what it costs, finite, (choices of d, choices of e). The same array may be used
        for many pairs, each with its own factor.
    factors
        By pair: what its costs are multiplied with.
    """

    def __init__(
        self,
        unary: Sequence[Floats],
        pairs: Sequence[tuple[int, int]],
        costs: Sequence[Floats],
        factors: Sequence[float] | None = None,
    ) -> None:
        self.unary = list(unary)
        self.pairs = list(pairs)
        self.costs = list(costs)
        self.factors = [1.0] * len(self.pairs) if factors is None else list(factors)
        self.to_first = [np.zeros(len(unary[d])) for d, _ in pairs]
        self.to_second = [np.zeros(len(unary[e])) for _, e in pairs]
        self._later: list[list[int]] = [[] for _ in unary]
        self._earlier: list[list[int]] = [[] for _ in unary]
        for i, (d, e) in enumerate(self.pairs):
            self._later[d].append(i)
            self._earlier[e].append(i)

    def improve(self, rounds: int) -> float:
        """Pass messages there and back so many times; return the bound."""
        for _ in range(rounds):
            self._forwards()
            self._backwards()
        self._tighten()
        return self.value

    @property
    def value(self) -> float:
        """The bound for the unary costs as they are, a little less for the rounding of floats."""
        least = [
            float((u + given).min()) for u, given in zip(self.unary, self.given(), strict=True)
        ]
        return self._safe(sum(least) + self.constant, sum(map(abs, least)))

    @property
    def constant(self) -> float:
        """Σ over pairs of the least that the messages leave there: Σ P >= constant + Σ_d given."""
        left = [
            float((self._cost(i) - self.to_first[i][:, None] - self.to_second[i]).min())
            for i in range(len(self.pairs))
        ]
        return self._safe(sum(left), sum(map(abs, left)))

    def left(self, i: int) -> Floats:
        """Return what a pair costs beyond its messages and the least that they leave, 0 or more."""
        left = self._cost(i) - self.to_first[i][:, None] - self.to_second[i]
        beyond: Floats = left - left.min()
        return beyond

    def given(self) -> list[Floats]:
        """Return by node what the pairs give to each of its choices: the messages added up.

        For every choice x_d of every node, Σ_(d,e) P_de(x_d, x_e) >= constant + Σ_d given_d(x_d).
        """
        return [self._sum(d) for d in range(len(self.unary))]

    def _sum(self, d: int) -> Floats:
        total = np.zeros(len(self.unary[d]))
        for i in self._later[d]:
            total += self.to_first[i]
        for i in self._earlier[d]:
            total += self.to_second[i]
        return total

    def _safe(self, value: float, size: float) -> float:
        largest = max((float(np.abs(m).max()) for m in self.to_first + self.to_second), default=0.0)
        return value - _SLACK * (size + largest * (1 + len(self.pairs)))

    def _cost(self, i: int) -> Floats:
        scaled: Floats = self.costs[i] * self.factors[i]
        return scaled

    def _forwards(self) -> None:
        for d in range(len(self.unary)):
            share = self._share(d)
            for i in self._later[d]:
                kept = share - self.to_first[i]
                self.to_second[i] = (self._cost(i) + kept[:, None]).min(axis=0)
                self.to_second[i] -= self.to_second[i].min()

    def _backwards(self) -> None:
        for e in reversed(range(len(self.unary))):
            share = self._share(e)
            for i in self._earlier[e]:
                kept = share - self.to_second[i]
                self.to_first[i] = (self._cost(i) + kept).min(axis=1)
                self.to_first[i] -= self.to_first[i].min()

    def _share(self, d: int) -> Floats:
        """Return what each of a node's chains takes of its costs."""
        chains = max(len(self._later[d]), len(self._earlier[d]), 1)
        share: Floats = (self.unary[d] + self._sum(d)) / chains
        return share

    def _tighten(self) -> None:
        """Leave nothing in the pairs: what is left of each goes to one of its nodes."""
        for i in range(len(self.pairs)):
            self.to_second[i] = (self._cost(i) - self.to_first[i][:, None]).min(axis=0)
