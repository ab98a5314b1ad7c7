"""An outcome that states no measure has none, and nothing above a limit."""

from __future__ import annotations

from spaceplan.check.finding import Outcome, State


def test_what_has_no_unit_is_above_no_limit() -> None:
    plain = Outcome(State.FAIL, "room", "hq-101")
    assert (plain.measured, plain.limit, plain.excess) == (0.0, 0.0, 0.0)
    assert Outcome(State.FAIL, "room", "hq-101", measured=3.0).excess == 0.0


def test_what_has_a_unit_is_above_its_limit_by_the_difference() -> None:
    over = Outcome(State.FAIL, "room", "hq-101", measured=20.5, limit=18.0, unit="m²")
    assert over.excess == 2.5
    hair = Outcome(State.FAIL, "room", "hq-101", measured=18.1234, limit=18.0, unit="m²")
    assert hair.excess == 0.12  # hundredths
    assert Outcome(State.PASS, "room", "hq-101", measured=9.0, limit=18.0, unit="m²").excess == 0.0
