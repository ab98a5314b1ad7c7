"""Numbers of things in words, one form for one and another for several: '1 room', '2 rooms'."""

from __future__ import annotations

from spaceplan.i18n import NN_, Message

BUILDINGS = NN_("{n:,} building", "{n:,} buildings")
CELLS = NN_("{n:,} cell", "{n:,} cells")
CHARACTERS = NN_("{n:,} character", "{n:,} characters")
DAYS = NN_("{n:,} day", "{n:,} days")
DEPARTMENTS = NN_("{n:,} department", "{n:,} departments")
ENTRIES = NN_("{n:,} entry", "{n:,} entries")
FINDINGS = NN_("{n:,} finding", "{n:,} findings")
LEDGER_LINES = NN_("{n:,} ledger line", "{n:,} ledger lines")
MONTHS = NN_("{n:,} month", "{n:,} months")
NOTICES = NN_("{n:,} notice", "{n:,} notices")
NUMBERS = NN_("{n:,} number", "{n:,} numbers")
OFFICES = NN_("{n:,} office", "{n:,} offices")
PEOPLE = NN_("{n:,} person", "{n:,} people")
POSTS = NN_("{n:,} approved post", "{n:,} approved posts")
ROOMS = NN_("{n:,} room", "{n:,} rooms")
SEATS = NN_("{n:,} seat", "{n:,} seats")
SITES = NN_("{n:,} site", "{n:,} sites")
STOREYS = NN_("{n:,} storey", "{n:,} storeys")
VALUES = NN_("{n:,} value", "{n:,} values")
WARNINGS = NN_("{n:,} warning", "{n:,} warnings")


def number_of(things: tuple[str, str], n: int) -> Message:
    """Return how many there are, in words.

    Examples
    --------
    >>> number_of(ROOMS, 1), number_of(ROOMS, 1200)
    ('1 room', '1,200 rooms')
    """
    return Message.counted(things, "n", n=n)
