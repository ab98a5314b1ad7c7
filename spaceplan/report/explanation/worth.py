"""What one more room is worth, and what each rule and each wish costs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from spaceplan.allocate.explain import RoomWorth, WishCost
from spaceplan.i18n import N_
from spaceplan.report.explanation.differences import difference_dict, gain_words
from spaceplan.report.explanation.words import Words

_ROOM = N_("One more office of {area:g} m² at {site}:")
_SEATS = N_(
    "people without a seat in every plan: {before:,}, with it {after:,} (proven on counts of rooms)"
)
_ALL_SIT = N_("everybody can sit without it: it seats nobody more")
_WHERE = N_("storeys tried: {n:,}; worth most on {storey}, where {department} takes it")
_UNUSED = N_("storeys tried: {n:,}; nobody takes it: it is worth nothing in the plans found")
_EXCESS = N_("excess {m2:+,.1f} m² in the plan found")
#: Less rounds to nothing.
_SHOWN_M2 = 0.05
_NO_TIME = N_("what it saves was not looked at: time was up (more with --time-limit)")
_NOT_LOOKED_AT = N_("{n:,} not looked at: time was up (more with --time-limit)")
_COSTS = N_("What each rule and each wish costs (solved without it, the dearest first):")
_FEWER = N_("people without a seat in every plan: {before:,}, without it {after:,} (proven)")
_NONE = N_("There is no rule and no wish that could be dropped.")
_TIED = N_("departments that must sit at {sites} (sites): {n:,}")


def room_text(worth: RoomWorth, words: Words) -> str:
    """Return what one more room is worth."""
    lines = [words.say(_ROOM, area=worth.area_m2, site=words.site(worth.site))]
    if worth.fewest_without:
        seats = words.say(_SEATS, before=worth.fewest_without, after=worth.fewest_with)
    else:
        seats = words.say(_ALL_SIT)
    lines.append(f"  · {seats}")
    if worth.difference is None:
        return "\n".join([*lines, f"  · {words.say(_NO_TIME)}"])
    if worth.used_by:
        named = words.department(worth.used_by)
        where = words.say(_WHERE, n=worth.tried, storey=worth.storey, department=named)
        lines.append(f"  · {where}")
        lines.append(f"  · {gain_words(worth.difference, words)}")
        if abs(worth.excess_m2) >= _SHOWN_M2:
            lines.append(f"  · {words.say(_EXCESS, m2=-worth.excess_m2)}")
    else:
        lines.append(f"  · {words.say(_UNUSED, n=worth.tried)}")
    return "\n".join(lines)


def room_dict(worth: RoomWorth, both: Sequence[Words]) -> dict[str, Any]:
    """Return the same as data."""
    return {
        "site": worth.site,
        "area_m2": worth.area_m2,
        "fewest_unseated_without": worth.fewest_without,
        "fewest_unseated_with": worth.fewest_with,
        "storeys_tried": worth.tried,
        "storey": worth.storey or None,
        "used_by": worth.used_by or None,
        "saves": difference_dict(worth.difference, gain=True),
        "excess_saved_m2": round(worth.excess_m2, 6),
        "message": {words.language: room_text(worth, words) for words in both},
    }


def costs_text(costs: Sequence[WishCost], words: Words) -> str:
    """Return what each rule and each wish costs, a line or two each."""
    if not costs:
        return words.say(_NONE)
    lines = [words.say(_COSTS)]
    for cost in costs:
        if _is_known(cost):
            lines.append(f"  · {_name(cost, words)}")
            lines.append(f"      {_gain(cost, words)}")
    unknown = [f"      {_name(cost, words)}" for cost in costs if not _is_known(cost)]
    if unknown:
        lines += [f"  · {words.say(_NOT_LOOKED_AT, n=len(unknown))}", *unknown]
    return "\n".join(lines)


def _is_known(cost: WishCost) -> bool:
    return bool(cost.seats_more) or cost.difference is not None


def _gain(cost: WishCost, words: Words) -> str:
    told = []
    if cost.seats_more:
        fewer = cost.fewest_with - cost.fewest_without
        told.append(words.say(_FEWER, n=fewer, before=cost.fewest_with, after=cost.fewest_without))
    if cost.difference is not None:
        told.append(gain_words(cost.difference, words))
    return words.say(N_("; ")).join(told)


def _name(cost: WishCost, words: Words) -> str:
    first = cost.requirements[0]
    if len(cost.requirements) == 1:
        return words.requirement(first)
    sites = words.portfolio.department(first.department).sites
    return words.say(_TIED, n=len(cost.requirements), sites=words.sites(sites))


def costs_list(costs: Sequence[WishCost], both: Sequence[Words]) -> list[dict[str, Any]]:
    """Return the same as data."""
    return [
        {
            "kind": cost.requirements[0].kind,
            "requirements": [requirement.id for requirement in cost.requirements],
            "fewest_unseated_with": cost.fewest_with,
            "fewest_unseated_without": cost.fewest_without,
            "saves": difference_dict(cost.difference, gain=True),
            "message": {words.language: _name(cost, words) for words in both},
        }
        for cost in costs
    ]
