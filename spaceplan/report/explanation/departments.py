"""Why a department is where it is, and what it would cost to have it elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from spaceplan.allocate.explain import DepartmentTerms, There, WhyHere
from spaceplan.i18n import N_, in_language
from spaceplan.model import Term
from spaceplan.model.requirements import requirements_of
from spaceplan.report import labels
from spaceplan.report.amounts import amount
from spaceplan.report.explanation.differences import cost_words, difference_dict
from spaceplan.report.explanation.words import Words
from spaceplan.things import PEOPLE

_HERE = N_(
    "{department}: offices {rooms:,}, {area:,.1f} m² (entitled to {entitled:,.1f} m²), "
    "people {people:,}"
)
_UNSEATED = N_("without a seat {n:,}")
_WHERE = N_("It sits on {storeys}.")
_STOREY = N_("{storey} (offices: {n:,})")
_TIED = N_("What it must keep to:")
_FREE = N_("No hard requirement of its own ties it to its place.")
_TERMS = N_("What its place costs, {total:,.1f} points:")
_RELATED = N_("It works with (people × walk from hub to hub {hub}):")
_PAIR = N_("{department}: {people}, {walk:,.0f} m")
_THERE = N_("All its offices at {place}:")
_LIFTED = N_("for this question {wishes} of the department is dropped")
_CANNOT = N_("no plan: {reasons}")
_OTHERS = N_("rooms that change hands: {rooms:,}; others whose rooms change: {departments}")
_ALONE = N_("rooms that change hands: {rooms:,}; nobody else's rooms change")
_TERM = N_("{name}: {before:,.1f} → {after:,.1f} points")
_ALREADY = N_("it is there already: it costs nothing (proven)")
_NO_TIME = N_("what it costs was not looked at: time was up (more with --time-limit)")
#: Related departments that are named; and the least change of a term that is shown, points.
_MOST_RELATED, _SHOWN = 5, 0.05


def why_here_text(why: WhyHere, words: Words) -> str:
    """Return why a department is where it is."""
    here = why.here
    first = words.say(
        _HERE,
        department=words.department(here.department),
        rooms=here.rooms,
        area=here.area_m2,
        entitled=here.entitlement_m2,
        people=here.people,
    )
    if here.unseated:
        first += words.say(N_("; ")) + words.say(_UNSEATED, n=here.unseated)
    lines = [first]
    if here.storeys:
        named = words.names(words.say(_STOREY, storey=s, n=n) for s, n in here.storeys)
        lines.append("  " + words.say(_WHERE, storeys=named))
    lines += _tied(here, words)
    lines.append("  " + words.say(_TERMS, total=here.total))
    lines += [f"    {line}" for line in _term_lines(here.terms, words)]
    lines += _related(here, words)
    if why.there is not None:
        lines += _there(why.there, words)
    return "\n".join(lines)


def _tied(here: DepartmentTerms, words: Words) -> list[str]:
    own = [
        r
        for r in requirements_of(words.portfolio, words.rulebook.use_named)
        if r.department == here.department
    ]
    if not own:
        return ["  " + words.say(_FREE)]
    return ["  " + words.say(_TIED), *(f"    · {words.requirement(one)}" for one in own)]


def _term_lines(terms: Sequence[Term], words: Words) -> list[str]:
    shown = [term for term in terms if term.quantity]
    costs = [f"{term.cost:,.1f}" for term in shown]
    wide = max(map(len, costs), default=0)
    return [
        f"{cost:>{wide}} = {amount(term)} × {term.price:g}  "
        f"{labels.word(labels.TERMS, term.name, words.language)} "
        f"({labels.word(labels.UNITS, term.unit, words.language)})"
        for cost, term in zip(costs, shown, strict=True)
    ]


def _related(here: DepartmentTerms, words: Words) -> list[str]:
    if not here.related:
        return []
    return [
        "  " + words.say(_RELATED, hub=here.hub),
        *(
            "    · "
            + words.say(
                _PAIR,
                department=words.department(one.department),
                people=words.number_of(PEOPLE, one.people),
                walk=one.walk_m,
            )
            for one in here.related[:_MOST_RELATED]
        ),
    ]


def _there(there: There, words: Words) -> list[str]:
    lines = ["  " + words.say(_THERE, place=place_name(there.place, words))]
    if there.lifted:
        lines.append("    · " + words.say(_LIFTED, wishes=words.names(there.lifted)))
    if there.refused:
        reasons = "; ".join(in_language(reason, words.language) for reason in there.refused)
        lines.append("    · " + words.say(_CANNOT, reasons=reasons))
    if there.difference is None:
        return lines if there.refused else [*lines, "    · " + words.say(_NO_TIME)]
    if not there.rooms and there.difference.seated >= 0:
        return [*lines, "    · " + words.say(_ALREADY)]
    lines.append("    · " + cost_words(there.difference, words))
    if there.difference.seated < 0:
        return lines  # a plan that leaves people standing is none to be compared
    template = _OTHERS if there.others else _ALONE
    named = words.departments(there.others, most=8)
    lines.append("    · " + words.say(template, rooms=there.rooms, departments=named))
    lines += [f"      {line}" for line in _changed_terms(there, words)]
    return lines


def _changed_terms(there: There, words: Words) -> list[str]:
    before = {term.name: term.cost for term in there.before}
    return [
        words.say(
            _TERM,
            name=labels.word(labels.TERMS, term.name, words.language),
            before=before.get(term.name, 0.0),
            after=term.cost,
        )
        for term in there.after
        if abs(term.cost - before.get(term.name, 0.0)) >= _SHOWN
    ]


def place_name(place: str, words: Words) -> str:
    """Return the name of a site or a building with its id, or the id of a storey."""
    portfolio = words.portfolio
    if any(site.id == place for site in portfolio.sites):
        name = words.site(place)
    elif portfolio.has_building(place):
        name = words.name(portfolio.building(place).name, place)
    else:
        name = place
    return name if name == place else f"{name} ({place})"


def why_here_dict(why: WhyHere, both: Sequence[Words]) -> dict[str, Any]:
    """Return the same as data."""
    of_all = requirements_of(both[0].portfolio)
    return {
        **_terms_dict(why.here),
        "requirements": [r.id for r in of_all if r.department == why.here.department],
        "there": None if why.there is None else _there_dict(why.there),
        "message": {words.language: why_here_text(why, words) for words in both},
    }


def _terms_dict(terms: DepartmentTerms) -> dict[str, Any]:
    return {
        "department": terms.department,
        "people": terms.people,
        "unseated": terms.unseated,
        "rooms": terms.rooms,
        "area_m2": terms.area_m2,
        "entitlement_m2": terms.entitlement_m2,
        "storeys": [{"storey": storey, "rooms": n} for storey, n in terms.storeys],
        "hub": terms.hub or None,
        "terms": _plain(terms.terms),
        "total": round(terms.total, 6),
        "related": [
            {"department": one.department, "people": one.people, "walk_m": round(one.walk_m, 2)}
            for one in terms.related
        ],
    }


def _plain(terms: Sequence[Term]) -> dict[str, Any]:
    return {
        term.name: {
            "quantity": round(term.quantity, 6),
            "unit": term.unit,
            "price": term.price,
            "cost": round(term.cost, 6),
        }
        for term in terms
    }


def _there_dict(there: There) -> dict[str, Any]:
    return {
        "place": there.place,
        "wishes_dropped": list(there.lifted),
        "refused": [str(reason) for reason in there.refused],
        "costs_more": difference_dict(there.difference, gain=False),
        "rooms_that_change_hands": there.rooms,
        "other_departments": list(there.others),
        "terms_before": _plain(there.before),
        "terms_after": _plain(there.after),
        "department": None if there.there is None else _terms_dict(there.there),
    }
