"""What all good plans have in common, and how a few of them differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from spaceplan.allocate.explain import Solution
from spaceplan.i18n import N_
from spaceplan.model import Portfolio
from spaceplan.replan import Alternative, Alternatives, Backbone
from spaceplan.report.data import SCHEMA_VERSION, gap_of
from spaceplan.report.explanation.words import Words
from spaceplan.report.summary import terms_dict
from spaceplan.things import PEOPLE, ROOMS

_BACKBONE = N_(
    "Backbone: {n:,} of {held:,} rooms have the same holder in all {plans:,} plans "
    "found that seat as many and cost at most {share:g} % more than the best found "
    "({best:,.1f} points)."
)
_PROVEN = N_(
    "For {n:,} of them it is proven that no such plan gives them to anybody else; for the "
    "others: in all {plans:,} plans found."
)
_ALL_PROVEN = N_("That no such plan gives them to anybody else is proven.")
_MOST = N_("Departments with most of them: {departments}")
_COUNTED = N_("{department} ({n:,})")
_NAMED = N_("{room}: {departments}")
_PROVEN_ROOM = N_("{room}: {departments} (proven)")
_OTHERS = N_(
    "Plans that seat as many and cost at most {share:g} % more than the best found "
    "({best:,.1f} points), the most different of {found:,} found: {n:,}"
)
_NOBODY = N_(
    "No other plan was found that seats as many and costs at most {share:g} % more than "
    "the best found ({best:,.1f} points); that there is none is not proven."
)
_PLAN = N_("plan {i}: {total:,.1f} points ({more:+.2%}); other holder, other seat: {distances}")
_FROM = N_("{rooms} and {people} against {other}")
_BEST, _NTH = N_("the best"), N_("plan {i}")
#: So many rooms are listed; of more only their number by department is said.
_MOST_LISTED = 40


def backbone_text(backbone: Backbone, words: Words) -> str:
    """Return which rooms have the same holder in all good plans."""
    lines = [
        words.say(
            _BACKBONE,
            n=len(backbone.rooms),
            held=backbone.held,
            plans=backbone.plans,
            share=backbone.share * 100,
            best=backbone.best,
        )
    ]
    proven = len(backbone.proven)
    if backbone.rooms and proven == len(backbone.rooms):
        lines.append("  " + words.say(_ALL_PROVEN))
    else:
        lines.append("  " + words.say(_PROVEN, n=proven, plans=backbone.plans))
    if len(backbone.rooms) > _MOST_LISTED:
        counted = Counter(id for _, holders in backbone.rooms for id in holders)
        named = words.names(
            (
                words.say(_COUNTED, department=words.department(id), n=n)
                for id, n in counted.most_common(20)
            ),
            most=20,
        )
        lines.append("  " + words.say(_MOST, departments=named))
    else:
        lines += [
            "  · "
            + words.say(
                _PROVEN_ROOM if room in backbone.proven else _NAMED,
                room=room,
                departments=words.departments(holders),
            )
            for room, holders in backbone.rooms
        ]
    return "\n".join(lines)


def backbone_dict(backbone: Backbone) -> dict[str, Any]:
    """Return the same as data."""
    return {
        "within": backbone.share,
        "best_total": round(backbone.best, 6),
        "plans": backbone.plans,
        "rooms_held": backbone.held,
        "rooms": [
            {"room": room, "departments": list(holders), "proven": room in backbone.proven}
            for room, holders in backbone.rooms
        ],
    }


def alternatives_text(found: Alternatives, words: Words) -> str:
    """Return how the plans differ."""
    best = found.best.objective.total
    share = found.share * 100
    if not found.others:
        return words.say(_NOBODY, share=share, best=best)
    n = len(found.others)
    lines = [words.say(_OTHERS, n=n, share=share, best=best, found=found.found)]
    for i, other in enumerate(found.others, start=1):
        told = [
            words.say(
                _FROM,
                rooms=words.number_of(ROOMS, distance.rooms),
                people=words.number_of(PEOPLE, distance.people),
                other=words.say(_NTH, i=j) if j else words.say(_BEST),
            )
            for j, distance in enumerate(other.distances)
        ]
        total = other.plan.objective.total
        more = total / best - 1 if best else 0.0
        distances = "; ".join(told) if words.language == "en" else "；".join(told)
        lines.append("  · " + words.say(_PLAN, i=i, total=total, more=more, distances=distances))
    return "\n".join(lines)


def alternatives_dict(found: Alternatives, both: Sequence[Words]) -> dict[str, Any]:
    """Return the same as data; distances are to the best plan, then to those before."""
    return {
        "within": found.share,
        "best_total": round(found.best.objective.total, 6),
        "plans_found": found.found,
        "plans": [
            {
                "unseated": other.plan.objective.unseated,
                "total": round(other.plan.objective.total, 6),
                "terms": terms_dict(other.plan.objective),
                "distances": _distances(other),
            }
            for other in found.others
        ],
        "message": {words.language: alternatives_text(found, words) for words in both},
    }


def alternative_summaries(found: Alternatives, portfolio: Portfolio) -> list[dict[str, Any]]:
    """Return ``summary.json`` of each plan: as of a run, and how far it is from those before it.

    The bound is the one on all plans that seat as many as the best; bound and gap are None where
    nothing was proven.
    """
    return [
        {
            "schema_version": SCHEMA_VERSION,
            "portfolio": portfolio.id,
            "unseated": other.plan.objective.unseated,
            "unmet_needs": other.plan.objective.unmet_needs,
            "objective": {
                "total": round(other.plan.objective.total, 6),
                **_proven(other.plan.objective.total, found.best),
                "terms": terms_dict(other.plan.objective),
            },
            "terms_off": list(other.plan.objective.terms_off),
            "within": found.share,
            "best_total": round(found.best.objective.total, 6),
            "distances": _distances(other),
        }
        for other in found.others
    ]


def _proven(total: float, best: Solution) -> dict[str, float | None]:
    if not best.is_bounded:
        return {"bound": None, "gap": None}
    return {"bound": round(best.bound, 6), "gap": round(gap_of(total, best.bound), 6)}


def _distances(other: Alternative) -> list[dict[str, int]]:
    return [{"rooms": distance.rooms, "people": distance.people} for distance in other.distances]
