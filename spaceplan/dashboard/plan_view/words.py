"""The words that the components themselves show, in the planner's language."""

from __future__ import annotations

from collections.abc import Mapping

from spaceplan.i18n import N_, translator
from spaceplan.plot.scene import Scene
from spaceplan.plot.storey_words import offices_in_numbers
from spaceplan.rules import Category

WORDS: Mapping[str, str] = {
    "skip": N_("Skip to the plan"),
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

#: Those of a plan on which rooms are dragged, and of the pool beside it.
DRAG_WORDS: Mapping[str, str] = {
    "pool": N_("Departments to whom rooms can be given; drop rooms here"),
    "find": N_("Find a department"),
    "free": N_("Free"),
    "waiting": N_("Without a seat: {n}"),
    "nowhere": N_("Drop on a room, a department or Free; Shift swaps; Escape cancels."),
}

#: Those of the mosaic and of the stack.
CITY_WORDS: Mapping[str, str] = {
    "skip": N_("Skip to the storeys"),
    "storeys": N_("Storeys; Enter opens one"),
    "held": N_("held by"),
    "nobody": N_("vacant"),
    "area": N_("area"),
    "people": N_("people"),
    "entitled": N_("office entitlement of the departments on this storey"),
    "above": N_("held above it"),
}


def say_all(words: Mapping[str, str], language: str) -> dict[str, str]:
    """Return every word in a language."""
    say = translator(language)
    return {key: say(word) for key, word in words.items()}


def city_facts(scene: Scene) -> str:
    """Return the offices of all storeys in numbers: rooms, m², people."""
    rooms = [r for storey in scene.portfolio.storeys for r in storey.rooms]
    offices = [r for r in rooms if scene.category(r) == Category.OFFICE]
    people = sum(i.line.occupancy.total for r in rooms for i in scene.holders(r.id))
    return offices_in_numbers(offices, people, scene.language)
