"""A draft as text, and back: of each step what it changed, so that the file stays small."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from spaceplan.dashboard.draft import Draft, Rooms, Step, with_rooms
from spaceplan.i18n import Message
from spaceplan.jobs.words import pack_words, unpack_words
from spaceplan.model import Allocation, AllocationLine, Counts, Portfolio

_FORMAT = 1


@dataclass(frozen=True)
class DraftText:
    """What a file says of a draft.

    Parameters
    ----------
    session
        The window in which it was made.
    portfolio, scenario
        Ids of what was edited.
    start, end
        Hashes of the plan from which it began and of the one shown last.
    steps
        What was done, and which rooms it changed; the first is where undo ends.
    """

    session: str
    portfolio: str
    scenario: str
    changed: datetime
    start: str
    end: str
    at: int
    saved: int
    steps: tuple[tuple[Message | None, Rooms], ...]

    @property
    def last(self) -> Message | None:
        """What was done last."""
        return self.steps[self.at][0]


def draft_text(draft: Draft, session: str, portfolio: str, start: Allocation) -> str:
    """Return a draft as JSON."""
    content = {
        "format": _FORMAT,
        "session": session,
        "portfolio": portfolio,
        "scenario": draft.base[1],
        "changed": datetime.now(UTC).isoformat(),
        "start": start.fingerprint,
        "end": draft.allocation.fingerprint,
        "at": draft.at,
        "saved": draft.saved,
        "steps": [
            {
                "what": None if step.what is None else pack_words(step.what),
                "rooms": {
                    room: [[line.department, str(line.occupancy)] for line in lines]
                    for room, lines in step.changed
                },
            }
            for step in draft.steps
        ],
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def read_draft(text: str) -> DraftText | None:
    """Return what JSON says of a draft; None where it is none of ours, or not whole."""
    with suppress(ValueError, KeyError, TypeError, AttributeError, RecursionError):
        content = json.loads(text)
        steps = tuple((_what(step["what"]), _rooms(step["rooms"])) for step in content["steps"])
        at = int(content["at"])
        if content["format"] == _FORMAT and 0 <= at < len(steps):
            return DraftText(
                session=str(content["session"]),
                portfolio=str(content["portfolio"]),
                scenario=str(content["scenario"]),
                changed=datetime.fromisoformat(content["changed"]),
                start=str(content["start"]),
                end=str(content["end"]),
                at=at,
                saved=int(content["saved"]),
                steps=steps,
            )
    return None


def _what(packed: Any) -> Message | None:
    if packed is None:
        return None
    words = unpack_words(packed)
    return words if isinstance(words, Message) else Message.of("{text}", text=words)


def _rooms(content: dict[str, list[list[str]]]) -> Rooms:
    return tuple(
        (room, tuple(AllocationLine(room, holder, Counts.parse(who)) for holder, who in lines))
        for room, lines in content.items()
    )


def taken_up(
    kept: DraftText, base: tuple[str, str], start: Allocation, portfolio: Portfolio
) -> Draft | None:
    """Return the draft as it was, whole; None where what it began from is not the same any more."""
    lines = [line for _, rooms in kept.steps for _, some in rooms for line in some]
    known = all(portfolio.has_department(line.department) for line in lines) and all(
        portfolio.has_room(room) for _, rooms in kept.steps for room, _ in rooms
    )
    if not known or kept.start != start.fingerprint or kept.scenario != base[1]:
        return None
    steps: list[Step] = []
    allocation = start
    for what, rooms in kept.steps:
        allocation = with_rooms(allocation, rooms)
        steps.append(Step(allocation, what, rooms))
    draft = Draft(base, tuple(steps), kept.at, kept.saved)
    return draft if draft.allocation.fingerprint == kept.end else None
