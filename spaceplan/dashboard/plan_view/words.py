"""The words that the components themselves show, in the planner's language."""

from __future__ import annotations

from collections.abc import Mapping

from spaceplan.i18n import N_, translator

WORDS: Mapping[str, str] = {
    "zoom_in": N_("Zoom in"),
    "zoom_out": N_("Zoom out"),
    "fit": N_("Show all"),
    "north": N_("N"),
    "rooms": N_("Rooms of the storey"),
    "legend": N_("Legend; choose what to show"),
    "everything": N_("Show everything again"),
    "selected": N_("{n} selected"),
    "clear": N_("Clear the selection"),
    "help": N_(
        "Click selects, Shift-click adds, arrow keys walk to the neighbour, Enter opens, "
        "Escape clears."
    ),
}


def say_all(words: Mapping[str, str], language: str) -> dict[str, str]:
    """Return every word in a language."""
    say = translator(language)
    return {key: say(word) for key, word in words.items()}
