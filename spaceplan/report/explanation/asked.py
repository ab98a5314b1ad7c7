"""Everything that was asked of one portfolio, together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from spaceplan.allocate.explain import RoomWorth, WhyHere, WishCost
from spaceplan.i18n import LANGUAGES
from spaceplan.model import Objective, Portfolio
from spaceplan.model.wish_places import UNKNOWN, WishPlaces
from spaceplan.replan import Alternatives, Backbone
from spaceplan.report.explanation.departments import why_here_dict, why_here_text
from spaceplan.report.explanation.good_plans import (
    alternatives_dict,
    alternatives_text,
    backbone_dict,
    backbone_text,
)
from spaceplan.report.explanation.shortage_data import unmet_dict
from spaceplan.report.explanation.shortages import Unmet, unmet_text
from spaceplan.report.explanation.words import Words
from spaceplan.report.explanation.worth import costs_list, costs_text, room_dict, room_text
from spaceplan.report.summary import terms_dict
from spaceplan.rules import RuleBook

SCHEMA_VERSION = 1
#: Units of all numbers, by the key or its ending.
UNITS = {
    "*_m2": "m²",
    "*_m": "m",
    "people*": "persons",
    "*unseated*": "persons",
    "left_out*": "persons without a seat, and each started 9 m² of unmet needs",
    "seats": "persons",
    "rooms*": "rooms",
    "points*": "points",
    "cost": "points",
    "*total": "points",
    "within": "share of the best total",
    "seconds": "s",
}


@dataclass(frozen=True)
class Asked:
    """What was asked, and the answers; what was not asked is None.

    Parameters
    ----------
    wish_places
        Where the files state each hard requirement.
    plan
        The plan that is explained: where it is from, and its terms.
    """

    portfolio: Portfolio
    rulebook: RuleBook
    wish_places: WishPlaces = UNKNOWN
    plan: tuple[str, Objective] | None = None
    unmet: Unmet | None = None
    why_here: WhyHere | None = None
    room: RoomWorth | None = None
    costs: tuple[WishCost, ...] | None = None
    backbone: Backbone | None = None
    alternatives: Alternatives | None = None
    seconds: float = 0.0


def explanation_text(asked: Asked, language: str) -> str:
    """Return all answers in words."""
    return "\n\n".join(_blocks(asked, _words(asked, language)))


def _words(asked: Asked, language: str) -> Words:
    return Words(asked.portfolio, asked.rulebook, language, asked.wish_places)


def _blocks(asked: Asked, words: Words) -> Iterator[str]:
    if asked.unmet is not None:
        yield unmet_text(asked.unmet, words)
    if asked.why_here is not None:
        yield why_here_text(asked.why_here, words)
    if asked.room is not None:
        yield room_text(asked.room, words)
    if asked.costs is not None:
        yield costs_text(asked.costs, words)
    if asked.backbone is not None:
        yield backbone_text(asked.backbone, words)
    if asked.alternatives is not None:
        yield alternatives_text(asked.alternatives, words)


def explanation_dict(asked: Asked) -> dict[str, Any]:
    """Return all answers as data; what was not asked is missing."""
    found: dict[str, Any] = {
        "schema_version": SCHEMA_VERSION,
        "portfolio": asked.portfolio.id,
        "units": UNITS,
    }
    if asked.plan is not None:
        source, objective = asked.plan
        found["plan"] = {
            "from": source,
            "unseated": objective.unseated,
            "unmet_needs": objective.unmet_needs,
            "total": round(objective.total, 6),
            "terms": terms_dict(objective),
        }
    found |= dict(_answers(asked))
    found["seconds"] = round(asked.seconds, 3)
    return found


def _answers(asked: Asked) -> Iterator[tuple[str, Any]]:
    both = [_words(asked, language) for language in LANGUAGES]
    if asked.unmet is not None:
        yield "unmet", unmet_dict(asked.unmet, both)
    if asked.why_here is not None:
        yield "department", why_here_dict(asked.why_here, both)
    if asked.room is not None:
        yield "room", room_dict(asked.room, both)
    if asked.costs is not None:
        yield "costs", costs_list(asked.costs, both)
    if asked.backbone is not None:
        yield "backbone", backbone_dict(asked.backbone)
    if asked.alternatives is not None:
        yield "alternatives", alternatives_dict(asked.alternatives, both)
