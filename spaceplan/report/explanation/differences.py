"""What a change saves or costs: what was found, and between what it is proven to lie."""

from __future__ import annotations

from typing import Any

from spaceplan.allocate.explain import Difference
from spaceplan.i18n import N_
from spaceplan.report.explanation.words import Words

_SAVED = N_(
    "saves {points:,.1f} points in the plan found (proven: at least {low:,.1f}, at most "
    "{high:,.1f})"
)
_SAVED_MOST = N_("saves {points:,.1f} points in the plan found (proven: at most {high:,.1f})")
_SAVED_SOME = N_("saves {points:,.1f} points in the plan found (proven: at least {low:,.1f})")
_SAVED_UNPROVEN = N_("saves {points:,.1f} points in the plan found (not proven)")
_COSTS = N_(
    "costs {points:,.1f} points more in the plan found (proven: at least {low:,.1f}, at "
    "most {high:,.1f})"
)
_COSTS_MOST = N_("costs {points:,.1f} points more in the plan found (proven: at most {high:,.1f})")
_COSTS_SOME = N_("costs {points:,.1f} points more in the plan found (proven: at least {low:,.1f})")
_COSTS_UNPROVEN = N_("costs {points:,.1f} points more in the plan found (not proven)")
_COSTS_NOTHING = N_(
    "with it a plan was even found that is {points:,.1f} points better (proven: it "
    "costs at most {high:,.1f}): the plan explained is not the best"
)
_COSTS_NOTHING_UNPROVEN = N_(
    "with it a plan was even found that is {points:,.1f} points better: the plan explained is "
    "not the best"
)
_SEATED = N_("in the plan found {n:,} more have a seat; its points are not comparable")
_STANDING = N_("in every plan at least {n:,} more are without a seat (proven)")
_NONE_FOUND = N_(
    "no plan that seats as many was found in the time (more with --time-limit); that there is none "
    "is not proven"
)
_NEEDS = N_("needs are met differently in the plan found; its points are not comparable")
#: Less rounds to nothing.
_SAME = 0.05


def gain_words(difference: Difference, words: Words) -> str:
    """Return what it saves to let go of something: never less than nothing."""
    if difference.points is None:
        return _seats_words(difference, words)
    low, high = gain_limits(difference)
    templates = {
        (True, True): _SAVED,
        (True, False): _SAVED_SOME,
        (False, True): _SAVED_MOST,
        (False, False): _SAVED_UNPROVEN,
    }
    template = templates[_says_something(low, high), high is not None]
    return words.say(template, points=difference.points, low=low, high=high)


def cost_words(difference: Difference, words: Words) -> str:
    """Return what it costs to ask for something more: never less than nothing."""
    if difference.points is None:
        return _seats_words(difference, words)
    low, high = cost_limits(difference)
    if difference.points > _SAME:
        template = _COSTS_NOTHING_UNPROVEN if high is None else _COSTS_NOTHING
        return words.say(template, points=difference.points, high=high)
    templates = {
        (True, True): _COSTS,
        (True, False): _COSTS_SOME,
        (False, True): _COSTS_MOST,
        (False, False): _COSTS_UNPROVEN,
    }
    template = templates[_says_something(low, high), high is not None]
    return words.say(template, points=_zero(-difference.points), low=low, high=high)


def _says_something(low: float, high: float | None) -> bool:
    """Return whether a least is more than nothing, or all that there is."""
    return low > 0 or high == 0


def _seats_words(difference: Difference, words: Words) -> str:
    if not difference.seated:
        return words.say(_NEEDS)
    if difference.seated > 0:
        return words.say(_SEATED, n=difference.seated)
    if difference.standing:
        return words.say(_STANDING, n=difference.standing)
    return words.say(_NONE_FOUND)


def gain_limits(difference: Difference) -> tuple[float, float | None]:
    """Return the least and the most points that the best plans differ by, saved."""
    most = difference.at_most
    return max(0.0, difference.at_least or 0.0), None if most is None else max(0.0, most)


def cost_limits(difference: Difference) -> tuple[float, float | None]:
    """Return the least and the most points that the best plans differ by, spent."""
    least = difference.at_least
    return max(0.0, -(difference.at_most or 0.0)), None if least is None else max(0.0, -least)


def _zero(points: float) -> float:
    """Return points, without the sign of a zero."""
    return points + 0.0


def difference_dict(difference: Difference | None, *, gain: bool) -> dict[str, Any] | None:
    """Return a difference as data: points saved, or spent."""
    if difference is None:
        return None
    if difference.points is None:
        return _seats_dict(difference)
    low, high = gain_limits(difference) if gain else cost_limits(difference)
    found = difference.points if gain else -difference.points
    return {
        "people_seated_more": difference.seated,
        "points": round(_zero(found), 6),
        "points_at_least": round(low, 6),
        "points_at_most": None if high is None else round(high, 6),
    }


def _seats_dict(difference: Difference) -> dict[str, Any]:
    """Return how many more have a seat; None where none was found that seats as many."""
    if difference.seated >= 0:
        return {"people_seated_more": difference.seated, "points": None}
    standing = difference.standing or None
    return {"people_seated_more": None, "people_unseated_more_at_least": standing, "points": None}
