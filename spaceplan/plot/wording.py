"""Words on figures: data made harmless, shortened and broken into lines that fit."""

from __future__ import annotations

import unicodedata

from spaceplan.i18n import N_, translator
from spaceplan.model import Building, Department, Portfolio, Room, Storey
from spaceplan.plot.fonts import MISSING, can_draw, text_width

#: Longer names are cut before anything else is done with them.
LONGEST = 80
ELLIPSIS, ASCII_ELLIPSIS = "…", "..."


def clean(text: str) -> str:
    """Return a text from data as one harmless line.

    Control characters and line breaks become spaces, invisible characters (also those that turn
    the direction of writing) go, characters that no font has become the mark for it.
    """
    spaced = "".join(" " if _is_space(c) else c for c in text[: 4 * LONGEST])
    shown = [c for c in " ".join(spaced.split()) if unicodedata.category(c) != "Cf"]
    line = "".join(c if can_draw(c) else MISSING for c in shown)
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + ELLIPSIS


def _is_space(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) == "Cc"


def shorten(text: str, size: float, width: float) -> str:
    """Return a text cut with an ellipsis so that it is at most so wide (points)."""
    if text_width(text, size) <= width:
        return text
    dots = ASCII_ELLIPSIS if text.isascii() else ELLIPSIS
    kept = text
    while kept and text_width(kept + dots, size) > width:
        kept = kept[:-1]
    return kept.rstrip() + dots if kept else ""


def break_in_two(text: str) -> tuple[str, str] | None:
    """Return a text as two lines of about the same width; None where it cannot be broken.

    Chinese breaks anywhere, other writing at spaces.
    """
    spaces = [i for i, character in enumerate(text) if character == " "]
    whole = text_width(text, 1.0)
    places = spaces or ([] if text.isascii() else list(range(2, len(text) - 1)))
    if not places:
        return None
    best = min(places, key=lambda i: (abs(2 * text_width(text[:i], 1.0) - whole), i))
    return text[:best].rstrip(), text[best:].lstrip()


def short_name(department: Department, language: str) -> str:
    """Return the short name of a department as it stands on plans."""
    return clean(department.short.text(language) or department.name.text(language) or department.id)


def full_name(department: Department, language: str) -> str:
    """Return the full name of a department as it stands in legends."""
    return clean(department.name.text(language) or department.short.text(language) or department.id)


def room_number(room: Room, building: Building) -> str:
    """Return what stands on a room's door: its id without the building's."""
    prefix = f"{building.id}-"
    return clean(room.id.removeprefix(prefix) or room.id)


def storey_name(storey: Storey, language: str) -> str:
    """Return the name of a storey, made from its number where it has none."""
    if storey.name is not None and storey.name.text(language):
        return clean(storey.name.text(language))
    _ = translator(language)
    if storey.number < 0:
        return _(N_("Basement {number}")).format(number=-storey.number)
    return _(N_("Storey {number}")).format(number=storey.number)


def building_name(building: Building, language: str) -> str:
    """Return the name of a building, its id where it has none."""
    return clean(building.name.text(language) or building.id)


def within_site(portfolio: Portfolio, building: Building, language: str) -> str:
    """Return the name of a building without the name of its site in front of it."""
    name = building_name(building, language)
    return name.removeprefix(site_name(portfolio, building.site, language)).strip() or name


def site_name(portfolio: Portfolio, site: str, language: str) -> str:
    """Return the name of a site, its id where it has none or is not described."""
    names = [s.name.text(language) for s in portfolio.sites if s.id == site]
    return clean((names[0] if names else "") or site)
