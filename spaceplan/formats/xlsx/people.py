"""The people of a line of the room-level form: names, rank, status, post."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from spaceplan.errors import Fault, Severity
from spaceplan.files.ids import is_id
from spaceplan.files.nearest import one_of
from spaceplan.formats.readable_ids import slug
from spaceplan.formats.xlsx.tables import Line
from spaceplan.formats.xlsx.terms import NO, POSTS, STATUSES
from spaceplan.formats.xlsx.values import day_of, folded, names_in, plain
from spaceplan.formats.xlsx.words import FormWords, key_of
from spaceplan.i18n import N_, Message

_NUMBER_OF_PEOPLE = re.compile(r"\d+\s*(?:人|people)")
#: Words in remarks and posts that say what somebody is.
_HINTS = {
    "借调": "seconded",
    "借用": "seconded",
    "seconded": "seconded",
    "聘": "contract",
    "contract": "contract",
    "退休": "retired",
    "retired": "retired",
    "调离": "transferred",
    "调出": "transferred",
    "transferred": "transferred",
}


@dataclass(frozen=True)
class PersonLine:
    """One person on one line."""

    staff_no: str
    name: str
    rank: str
    status: str
    post: str | None
    approval: str
    since: date | None
    until: date | None
    line: Line


def people_of(line: Line, level: str, words: FormWords, faults: list[Fault]) -> list[PersonLine]:
    """Return the people on a line: none where no one is named, several where several are."""
    names, numbers = names_in(line.value("person")), names_in(line.value("staff_no"))
    if names and all(_NUMBER_OF_PEOPLE.fullmatch(name) for name in names):
        found = Message.of(N_("'{names}' without names"), names="、".join(names))
        expected = Message.of(N_("names, so that the people can be taken up"))
        faults.append(_fault(line, "person", found, expected, Severity.WARNING))
        return []
    if not names and not numbers:
        return []
    if names and numbers and len(names) != len(numbers):
        found = Message.of(
            N_("names: {names}, numbers: {numbers}"), names=len(names), numbers=len(numbers)
        )
        faults.append(_fault(line, "staff_no", found, Message.of(N_("as many of each"))))
        return []
    count = max(len(names), len(numbers))
    ranks = names_in(line.value("rank"))
    if len(ranks) not in (0, 1, count):
        found = Message.of(N_("posts: {ranks}, people: {people}"), ranks=len(ranks), people=count)
        faults.append(_fault(line, "rank", found, Message.of(N_("one for all, or one for each"))))
        return []
    return [
        _person(
            line,
            names[i] if names else "",
            numbers[i] if numbers else "",
            (ranks[i] if len(ranks) == count else ranks[0]) if ranks else "",
            level,
            words,
            faults,
        )
        for i in range(count)
    ]


def _person(
    line: Line,
    name: str,
    number: str,
    rank_text: str,
    level: str,
    words: FormWords,
    faults: list[Fault],
) -> PersonLine:
    status = _status(line, rank_text, faults)
    rank = ""
    if rank_text and key_of(STATUSES, rank_text) is None:
        rank = words.rank(rank_text, level) or ""
        if not rank and status not in ("seconded", "contract"):
            found = Message.of(N_("post '{post}'"), post=rank_text)
            faults.append(_fault(line, "rank", found, one_of(words.rank_names(level), rank_text)))
    elif not rank_text and status == "active":
        found = Message.of(N_("no post of '{person}'"), person=name or number)
        faults.append(_fault(line, "rank", found, one_of(words.rank_names(level))))
    return PersonLine(
        staff_no=number if is_id(number) else slug(number),
        name=name,
        rank=rank,
        status=status,
        post=_post(line, faults),
        approval=line.text("approval"),
        since=_day(line, "since", faults),
        until=_day(line, "until", faults),
        line=line,
    )


def _status(line: Line, rank_text: str, faults: list[Fault]) -> str:
    """Return what somebody is: as the column says, else by remark, post and established post."""
    if text := line.text("status"):
        status = key_of(STATUSES, text)
        if status is None:
            found = Message.of(N_("status '{status}'"), status=text)
            expected = one_of([name.zh for name in STATUSES.values()], text)
            faults.append(_fault(line, "status", found, expected))
        return status or "active"
    said = folded(line.text("remark") + rank_text)
    for hint, status in _HINTS.items():
        if hint in said:
            return status
    established = folded(line.text("established"))
    return "contract" if established in {NO.zh, NO.en, "n", "×", "x"} else "active"


def _post(line: Line, faults: list[Fault]) -> str | None:
    """Return main or concurrent; None where the form does not say."""
    text = line.text("post")
    if not text:
        return "concurrent" if "兼" in line.text("remark") else None
    post = key_of(POSTS, text)
    if post is None:
        found = Message.of(N_("'{value}'"), value=text)
        expected = one_of([name.zh for name in POSTS.values()], text)
        faults.append(_fault(line, "post", found, expected))
    return post


def _day(line: Line, key: str, faults: list[Fault]) -> date | None:
    return day_in(line, key, faults)


def day_in(line: Line, key: str, faults: list[Fault]) -> date | None:
    """Return the day in a cell; a text that is none is a fault."""
    value = line.value(key)
    day = day_of(value)
    if value is not None and day is None:
        found = Message.of(N_("'{value}'"), value=plain(value))
        faults.append(_fault(line, key, found, Message.of(N_("a date as 2024-05-31"))))
    return day


def _fault(
    line: Line,
    key: str,
    found: Message,
    expected: Message,
    severity: Severity = Severity.ERROR,
) -> Fault:
    return line.grid.fault(
        line.row, line.column(key, "person", "room_no"), found, expected, severity
    )
