"""Everything that was asked of one portfolio, together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from spaceplan.model import Objective, Portfolio
from spaceplan.report.explanation.shortages import Unmet, unmet_dict, unmet_text
from spaceplan.report.explanation.words import Words
from spaceplan.report.summary import terms_dict
from spaceplan.rules import RuleBook

SCHEMA_VERSION = 1
#: Units of all numbers, by the ending or the name of their keys.
UNITS = {
    "_m2": "m²",
    "people": "persons",
    "unseated": "persons",
    "seats": "persons",
    "cost": "points",
    "total": "points",
    "seconds": "s",
}


@dataclass(frozen=True)
class Asked:
    """What was asked, and the answers.

    Parameters
    ----------
    plan
        The plan that is explained: where it is from, and its terms.
    """

    portfolio: Portfolio
    rulebook: RuleBook
    plan: tuple[str, Objective] | None = None
    unmet: Unmet | None = None
    seconds: float = 0.0


def explanation_text(asked: Asked, language: str) -> str:
    """Return all answers in words."""
    words = Words(asked.portfolio, asked.rulebook, language)
    blocks = []
    if asked.unmet is not None:
        blocks.append(unmet_text(asked.unmet, words))
    return "\n\n".join(blocks)


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
    if asked.unmet is not None:
        found["unmet"] = unmet_dict(asked.unmet, asked.portfolio, asked.rulebook)
    found["seconds"] = round(asked.seconds, 3)
    return found
