"""Edits are undone and done again one by one; what is saved is known."""

from __future__ import annotations

from spaceplan.dashboard.draft import Draft, Step
from spaceplan.i18n import Message
from spaceplan.model import Allocation, AllocationLine

EMPTY = Allocation(())
ONE = Allocation((AllocationLine("r1", "d"),))
TWO = Allocation((AllocationLine("r2", "d"),))
FIRST, SECOND = Message.of("first"), Message.of("second")
START = Draft(("portfolio", "scenario"), (Step(EMPTY),))


def test_undo_and_redo_walk_through_the_states() -> None:
    draft = START.then(ONE, FIRST).then(TWO, SECOND)
    assert (draft.allocation, draft.done, draft.undone) == (TWO, SECOND, None)
    back = draft.undo()
    assert (back.allocation, back.done, back.undone) == (ONE, FIRST, SECOND)
    assert back.undo().undo().allocation == EMPTY
    assert back.redo().redo() == draft


def test_a_new_edit_forgets_what_was_undone() -> None:
    draft = START.then(ONE, FIRST).undo().then(TWO, SECOND)
    assert (draft.allocation, draft.undone, len(draft.steps)) == (TWO, None, 2)


def test_an_edit_that_changes_nothing_is_no_step() -> None:
    assert START.then(EMPTY, FIRST) is START


def test_saved_is_the_state_that_was_saved_and_no_other() -> None:
    draft = START.then(ONE, FIRST).kept()
    assert draft.is_saved
    assert not draft.undo().is_saved
    assert not draft.undo().then(TWO, SECOND).is_saved
    assert draft.then(TWO, SECOND).undo().is_saved


def test_the_oldest_states_are_forgotten_one_day() -> None:
    draft = START
    for n in range(500):
        draft = draft.then(Allocation((AllocationLine(f"r{n}", "d"),)), FIRST)
    assert len(draft.steps) == 200
    assert draft.allocation.lines[0].room == "r499"
