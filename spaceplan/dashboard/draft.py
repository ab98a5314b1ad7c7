"""A planner's unsaved edits: a row of states, of which undo and redo choose one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import streamlit as st

from spaceplan.i18n import Message
from spaceplan.model import Allocation, AllocationLine

_STATE = "draft"
#: States that can be undone.
_MOST = 200


#: Rooms with their lines.
Rooms = tuple[tuple[str, tuple[AllocationLine, ...]], ...]


def changed_rooms(before: Allocation, after: Allocation) -> Rooms:
    """Return the rooms whose lines differ, as they are afterwards."""
    rooms = {line.room for line in set(before.lines) ^ set(after.lines)}
    return tuple((room, after.of_room(room)) for room in sorted(rooms))


def with_rooms(allocation: Allocation, changed: Rooms) -> Allocation:
    """Return the allocation in which these rooms have these lines."""
    gone = {room for room, _ in changed}
    kept = (line for line in allocation.lines if line.room not in gone)
    lines = (*kept, *(line for _, some in changed for line in some))
    return Allocation(tuple(sorted(lines, key=lambda line: (line.room, line.department))))


@dataclass(frozen=True)
class Step:
    """One state of a draft, and what led to it (None: where it began).

    Parameters
    ----------
    changed
        The rooms that differ from the state before, with their lines; of the first state those that
        differ from the plan from which the draft began.
    """

    allocation: Allocation
    what: Message | None = None
    changed: Rooms = ()


@dataclass(frozen=True)
class Draft:
    """Unsaved edits of one plan.

    Parameters
    ----------
    base
        What it began from: portfolio key and scenario; edits of another base are another draft.
    steps, at
        All states, and which of them is shown.
    saved
        The step that was saved last, 0 where nothing was.
    """

    base: tuple[str, str]
    steps: tuple[Step, ...]
    at: int = 0
    saved: int = 0

    @property
    def allocation(self) -> Allocation:
        """The state shown."""
        return self.steps[self.at].allocation

    @property
    def first(self) -> Allocation:
        """The state from which the edits began."""
        return self.steps[0].allocation

    @property
    def is_saved(self) -> bool:
        """Whether there is nothing to save."""
        return self.at == self.saved

    def then(self, allocation: Allocation, what: Message) -> Draft:
        """Return the draft with one more state; what was undone before is forgotten."""
        if allocation == self.allocation:
            return self
        step = Step(allocation, what, changed_rooms(self.allocation, allocation))
        steps = (*self.steps[: self.at + 1], step)
        cut = max(0, len(steps) - _MOST)
        saved = self.saved - cut if cut <= self.saved <= self.at else -1
        if cut:
            together = dict(pair for step in steps[: cut + 1] for pair in step.changed)
            first = replace(steps[cut], what=None, changed=tuple(together.items()))
            steps = (first, *steps[cut + 1 :])
        return replace(self, steps=steps, at=len(steps) - 1, saved=saved)

    def undo(self) -> Draft:
        """Return the draft one state earlier."""
        return replace(self, at=max(0, self.at - 1))

    def redo(self) -> Draft:
        """Return the draft one state later."""
        return replace(self, at=min(len(self.steps) - 1, self.at + 1))

    @property
    def undone(self) -> Message | None:
        """What redo would do again."""
        return self.steps[self.at + 1].what if self.at + 1 < len(self.steps) else None

    @property
    def done(self) -> Message | None:
        """What undo would take back."""
        return self.steps[self.at].what if self.at else None

    def kept(self) -> Draft:
        """Return the draft as saved just now."""
        return replace(self, saved=self.at)


def draft_of(base: tuple[str, str], start: Callable[[], Allocation]) -> Draft:
    """Return this session's draft of a base, one that begins with ``start`` where there is none."""
    drafts: dict[tuple[str, str], Draft] = st.session_state.setdefault(_STATE, {})
    if base not in drafts:
        drafts[base] = Draft(base, (Step(start()),))
    return drafts[base]


def put_draft(draft: Draft) -> None:
    """Remember a draft for this session."""
    st.session_state.setdefault(_STATE, {})[draft.base] = draft


def drop_draft(base: tuple[str, str]) -> None:
    """Forget a draft."""
    st.session_state.setdefault(_STATE, {}).pop(base, None)
