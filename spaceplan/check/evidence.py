"""The inputs of a finding's arithmetic: each with its value, where it stands, and its clause.

What stands on one side of the comparison adds up to that side: the evidence of a kind whose
finding says 41.2 m² measured and 24 m² allowed sums to 41.2 on one side and to 24 on the other.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from spaceplan.i18n import N_, Message, Named
from spaceplan.model import Room, Source
from spaceplan.rules import Figure, RuleBook
from spaceplan.units import to_m2

_SURVEYED = N_("usable area of room {room}, as surveyed")
_DRAWN = N_("usable area of room {room}, as drawn")


class Side(StrEnum):
    """To which side of the comparison an input belongs."""

    MEASURED = "measured"
    LIMIT = "limit"
    #: Looked at, and part of neither sum.
    GIVEN = "given"


@dataclass(frozen=True)
class Evidence:
    """One input of the arithmetic.

    Parameters
    ----------
    label
        What it is, in both languages.
    value, unit
        What it adds to its side, in the finding's unit; None where it is no number (a date, a
        status), which the label then says.
    source
        Where in the portfolio it was written; None where it comes from the rules, or was made by
        a plan.
    citation, verified
        Document and article of a figure of the rules, and whether somebody checked it there.
    """

    side: Side
    label: Message
    value: float | None = None
    unit: str = ""
    source: Source | None = None
    citation: str = ""
    verified: bool = True


_SIDES = tuple(Side)


def in_order(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Return evidence by side, then by place, whatever the order in which it was gathered."""

    def place(item: Evidence) -> tuple[int, bool, str, int, str]:
        file, line = (item.source.file, item.source.line) if item.source else ("", 0)
        return _SIDES.index(item.side), item.source is None, file, line, str(item.label)

    return tuple(sorted(evidence, key=place))


def area_of(room: Room, area_dm2: int | None = None) -> Evidence:
    """Return a room's area as what is measured; ``area_dm2`` is one holder's part of it."""
    return Evidence(
        Side.MEASURED,
        Message.of(_DRAWN if room.area is None else _SURVEYED, room=room.id),
        to_m2(room.area_dm2 if area_dm2 is None else area_dm2),
        "m²",
        room.source,
    )


def given(label: Message, source: Source | None = None) -> Evidence:
    """Return something that was looked at and is part of neither sum."""
    return Evidence(Side.GIVEN, label, source=source)


def counted(labels: Iterable[tuple[Message, Source | None]], unit: str) -> tuple[Evidence, ...]:
    """Return things of which each counts one on the measured side."""
    return tuple(Evidence(Side.MEASURED, label, 1.0, unit, source) for label, source in labels)


def allowed(label: Message, value: float, unit: str, *, source: Source | None = None) -> Evidence:
    """Return a part of the limit that is no figure of the rules."""
    return Evidence(Side.LIMIT, label, value, unit, source)


def by_figure(
    label: Message, value: float, unit: str, figure: Figure | None, source: Source | None = None
) -> Evidence:
    """Return a part of the limit that a figure of the rules gives."""
    citation, verified = (figure.citation, figure.verified) if figure else ("", True)
    return Evidence(Side.LIMIT, label, value, unit, source, citation, verified)


def figure_of(rulebook: RuleBook, id: str) -> Figure | None:
    """Return a figure of the rules by its id, such as ``minimum``; None where there is none."""
    return next((figure for figure in rulebook.figures if figure.id == id), None)


def quota_figure(rulebook: RuleBook, rank: str) -> Figure | None:
    """Return the table of quotas in which a rank stands."""
    return rulebook.quota_figure(rank)


def rank_named(rulebook: RuleBook, rank: str) -> Named:
    """Return what a rank, seconded or contract staff are called, the key behind it."""
    name = rulebook.rank_name(rank)
    zh, en = name.text("zh"), name.text("en")
    return Named.of(f"{zh}（{rank}）", f"{en} ({rank})") if zh != rank else Named.of(rank, rank)
