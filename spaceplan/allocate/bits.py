"""Sets of up to 64 offices as bits of a word, and random numbers, for loops in machine code."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from spaceplan.allocate.machine_code import compiled_lean, inlined

Bits = NDArray[np.uint64]

ONE, NONE = np.uint64(1), np.uint64(0)
#: Finds the place of a single bit by multiplication (de Bruijn sequence).
_SEQUENCE, _TOP = np.uint64(0x03F79D71B4CB0A89), np.uint64(58)
_PLACES = np.zeros(64, dtype=np.int64)
for _place in range(64):
    _PLACES[((0x03F79D71B4CB0A89 << _place) & 0xFFFFFFFFFFFFFFFF) >> 58] = _place


@inlined
def place_of(bit: Any) -> int:
    """Return which bit of a word is set, where one is."""
    place: int = _PLACES[(bit * _SEQUENCE) >> _TOP]
    return place


@inlined
def draw(random: Bits) -> float:
    """Return a random number from 0 up to 1 (xorshift64*, Vigna 2016); ``random`` is its state."""
    n = random[0]
    n ^= n >> np.uint64(12)
    n ^= n << np.uint64(25)
    n ^= n >> np.uint64(27)
    random[0] = n
    return float((n * np.uint64(0x2545F4914F6CDD1D)) >> np.uint64(11)) / 9007199254740992.0


@compiled_lean
def count_zones(mask: Any, reach: Bits) -> int:
    """Return how many groups the offices of a mask form; ``reach``: what each place joins."""
    count = 0
    while mask != NONE:
        count += 1
        frontier = mask & (~mask + ONE)
        mask ^= frontier
        while frontier != NONE:
            bit = frontier & (~frontier + ONE)
            frontier ^= bit
            joined = reach[_PLACES[(bit * _SEQUENCE) >> _TOP]] & mask
            mask ^= joined
            frontier |= joined
    return count
