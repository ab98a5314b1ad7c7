"""Complete hints: how auxiliary variables follow from those that a plan gives.

CP-SAT starts from a hint at once if every variable has a value that keeps every constraint.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ortools.sat.python import cp_model

#: Values of variables by their index in the model.
Values = dict[int, int]
Follow = Callable[[Values], int]


class Followers:
    """Auxiliary variables, each with how it follows from those before it."""

    def __init__(self) -> None:
        self._rules: list[tuple[cp_model.IntVar, Follow]] = []

    def add(self, variable: cp_model.IntVar, follow: Follow) -> None:
        """Say how a variable follows."""
        self._rules.append((variable, follow))

    def complete(self, values: Values) -> None:
        """Add the values of all auxiliary variables."""
        for variable, follow in self._rules:
            values[variable.index] = follow(values)


def least_of(rooms: cp_model.IntVar, most: int, count: cp_model.IntVar) -> Follow:
    """Return min(most · rooms, count)."""
    return lambda values: min(most * values[rooms.index], values[count.index])


def rest_of(people: int, seated: Sequence[cp_model.IntVar]) -> Follow:
    """Return people − Σ seated."""
    return lambda values: people - sum(values[variable.index] for variable in seated)


def any_of(variables: Sequence[cp_model.IntVar]) -> Follow:
    """Return 1 if any variable is not 0, else 0."""
    return lambda values: int(any(values[variable.index] for variable in variables))


def highest_of(
    sums: Sequence[tuple[int, Sequence[int]]], variables: Sequence[cp_model.IntVar]
) -> Follow:
    """Return the largest of base + Σ weight · variable over the sums, never negative."""
    return lambda values: max(
        0,
        *(
            base + sum(w * values[x.index] for w, x in zip(weights, variables, strict=True))
            for base, weights in sums
        ),
    )
