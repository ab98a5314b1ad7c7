"""The machine code behind the bound by prices, made ready ahead."""

from __future__ import annotations

import numpy as np

from spaceplan.allocate.bound.frontier import Layer
from spaceplan.allocate.bound.seat_rooms import (
    Seating,
    automaton_of,
    fill_tables,
    scratch_for,
    trace_rooms,
)
from spaceplan.allocate.bound.sum_values import trace_hub, with_hubs, work_out
from spaceplan.allocate.bound.sums import Leaf, Sums
from spaceplan.allocate.machine_code import is_remembered


def compile_now() -> None:
    """Call all of it once, for one person in one room."""
    one = np.ones((1, 1), dtype=np.int64)
    empty, none = np.zeros((1, 1, 1)), np.zeros((1, 1), dtype=np.uint8)
    seating = Seating(one[0], one[0], empty, one, none, 0 * one, empty)
    layer = Layer(1, np.array([[0], [1]]), np.zeros((2, 1), dtype=np.int64))
    automaton = automaton_of([layer], 0.0)
    scratch = scratch_for(automaton, 2, kept=True)
    free, walks, tables = np.zeros(1), np.zeros((2, 1)), np.empty((1, 2, 2))
    nearest = np.zeros((1, 2), dtype=np.int64)
    fill_tables(automaton, seating, free, walks, scratch, tables, nearest)
    trace_rooms(automaton, seating, 0, 1, free, free, scratch, one[0].copy())
    sums = Sums()
    sums.hub(Leaf(0, 0.0), sums.nobody(2), range(1, 2), 0.0)
    steps, values = sums.steps(), np.empty(2)
    work_out(steps, tables, values)
    with_hubs(steps, tables, values, 0.0, free)
    trace_hub(
        steps,
        0,
        tables,
        values,
        0.0,
        np.empty((4, 2), dtype=np.int64),
        np.empty_like(one, shape=(2, 2)),
    )


def is_ready() -> bool:
    """Return whether all of it lies on disk, so that nobody waits for the compiler."""
    return is_remembered(trace_hub)
