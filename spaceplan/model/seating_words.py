"""What a seating wish asks, in words."""

from __future__ import annotations

from spaceplan.i18n import N_, Message
from spaceplan.model.seating_wishes import SeatingWish

_ASKS = {
    "keep": N_("{who} keep their rooms"),
    "rooms": N_("{who} sit in {rooms}"),
    "avoid": N_("{who} do not sit in {rooms}"),
    "alone": N_("{who} share their rooms with nobody else"),
    "together": N_("{who} sit in one room"),
    "next_to": N_("{who} sit in one room or in rooms beside each other"),
    "near": N_("{who} sit on one storey within {metres:g} m of walk"),
    "separate": N_("{who} sit in different rooms"),
    "apart": N_("{who} sit more than {metres:g} m of walk apart"),
}
_MOST_NAMED = 6


def wish_words(wish: SeatingWish) -> Message:
    """Return what a wish asks, in words that can be shown in both languages."""
    asked = Message.of(
        _ASKS[wish.wish],
        who=_listed((*wish.people, *wish.divisions)),
        rooms=_listed(wish.rooms),
        metres=wish.reach_m,
    )
    if wish.hard:
        return Message.of(N_("{asked} (hard)"), asked=asked)
    return Message.of(N_("{asked} ({points:g} points)"), asked=asked, points=wish.points)


def _listed(ids: tuple[str, ...]) -> str:
    shown = ", ".join(ids[:_MOST_NAMED])
    return shown if len(ids) <= _MOST_NAMED else f"{shown}, …"
