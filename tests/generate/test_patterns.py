"""Rows of rooms, and the plane in which they lie."""

from __future__ import annotations

from math import pi

import numpy as np
import pytest

from spaceplan.generate.frames import Frame, Span, outlines
from spaceplan.generate.patterns import BAYS, fill, turn_into
from spaceplan.model.places import ring_area


@pytest.mark.parametrize("pattern", BAYS)
@pytest.mark.parametrize("modules", [4, 9, 61, 130])
def test_a_stretch_is_filled_exactly_without_slivers(pattern: str, modules: int) -> None:
    slots = fill(np.random.default_rng(1), modules, pattern)
    assert sum(slot.modules for slot in slots) == modules
    assert all(slot.modules >= 4 for slot in slots)


def test_an_office_of_a_fitting_width_serves_another_use() -> None:
    rng = np.random.default_rng(1)
    slots = fill(rng, 60, "cellular")
    widths = [slot.modules for slot in slots]
    assert turn_into(slots, "meeting", range(8, 9), rng, frozenset({"pooled"}))
    (meeting,) = [slot for slot in slots if slot.kind == "meeting"]
    assert meeting.modules == 8
    assert [slot.modules for slot in slots] == widths
    assert not turn_into(slots, "meeting", range(40, 41), rng)


def test_a_straight_cell_shrinks_by_half_a_wall_on_every_side() -> None:
    """4 × 6 m less 0.1 m all around: 3.8 × 5.8 m."""
    cell = Frame().cell(Span(0.0, 4.0, 1.0, 7.0))
    (outline,) = outlines([cell], [0.1])
    assert set(outline) == {(0.1, 1.1), (3.9, 1.1), (3.9, 6.9), (0.1, 6.9)}
    assert ring_area(outline) == pytest.approx(3.8 * 5.8)


def test_a_curved_cell_is_a_sector_of_a_ring() -> None:
    """A sixth of a ring between 94 and 106 m: π · (106² − 94²) / 6 m², chords cut off little."""
    radius = 100.0
    arc = 2 * pi * radius / 6
    cell = Frame(radius).cell(Span(-arc / 2, arc / 2, -6.0, 6.0))
    exact = pi * (106**2 - 94**2) / 6
    assert cell.area == pytest.approx(exact, rel=2e-4)
    assert Frame(radius).point(0.0, 0.0) == (0.0, 0.0)
    assert Frame(radius).point(arc * 1.5, 0.0) == pytest.approx((100.0, -100.0))
