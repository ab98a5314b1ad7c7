"""Every hard requirement that a portfolio states: each named, in words, and how to drop just it.

Numbers of people, areas and the physical minimum are facts and not among them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from spaceplan.i18n import N_, Message, Named
from spaceplan.model.naming import (
    building_named,
    department_named,
    listed,
    named,
    site_named,
    storey_named,
)
from spaceplan.model.people import ALL, Department
from spaceplan.model.portfolio import Portfolio
from spaceplan.things import ROOMS, number_of

#: Kinds of the portfolio as a whole.
EMPTY_STOREY = "empty_storey"
OWN_ROOM = "own_room"
NEED = "need"
_ALL_KEPT = N_("everybody of {department} stays where they sit")


@dataclass(frozen=True)
class Requirement:
    """One hard requirement.

    Parameters
    ----------
    kind
        The key under which it stands in the file (``locked``, ``one_building``, ...); ``need`` for
        service rooms, ``empty_storey`` and ``own_room`` for those of the whole portfolio.
    department
        Whose it is; empty: the portfolio's.
    value
        Which one of several of its kind: a room, a tag, a department, a person, a storey, the
        number of the need; empty where there is only one.
    hard
        Whether a plan that breaks it is no plan; else what is missing counts as unseated.
    """

    kind: str
    department: str = ""
    value: str = ""
    hard: bool = True
    words: Message = field(compare=False, repr=False, default=Message.of(N_("{text}"), text=""))

    @property
    def id(self) -> str:
        """A name that stays the same from run to run: ``kind:department:value``."""
        return ":".join(part for part in (self.kind, self.department, self.value) if part)


#: Requirements that are one of several under their key, with their words.
_LISTED = {
    "locked": N_("{department} keeps room {value}"),
    "forbidden": N_("{department} must not hold room {value}"),
    "requires": N_("every office of {department} is {value}"),
    "next_to": N_("{department} has an office next to one of {value}"),
    "not_on_storeys_of": N_("{department} has no storey in common with {value}"),
    "keep": N_("{value} of {department} stay where they sit"),
}
#: Those of them that name another department.
_OF_TWO = ("next_to", "not_on_storeys_of")
#: Requirements that stand under a key of their own, with their words.
_SINGLE = {
    "sites": N_("{department} must be at {stated}"),
    "buildings": N_("{department} must be in {stated}"),
    "min_storey": N_("{department} must not be below storey {stated}"),
    "max_storey": N_("{department} must not be above storey {stated}"),
    "one_site": N_("{department} must be on one site"),
    "one_building": N_("{department} must be in one building"),
    "within_storeys": N_("{department} must lie in one building, storeys at most: {stated}"),
    "public_facing": N_("{department} faces the public and must be at most on storey {highest}"),
    "step_free": N_("{department} must be reached without stairs"),
}

#: All kinds that stand under their own key of a department.
STATED_KINDS = (*_SINGLE, *_LISTED)


def requirements_of(
    portfolio: Portfolio, use_named: Callable[[str], str] = str
) -> tuple[Requirement, ...]:
    """Return every requirement, in the order of the portfolio.

    Parameters
    ----------
    use_named
        What a use is called in the words of a need, such as ``RuleBook.use_named``.
    """
    found = [
        Requirement(
            EMPTY_STOREY,
            value=storey,
            words=Message.of(
                N_("nobody holds an office on {storey}"),
                storey=storey_named(portfolio, storey),
            ),
        )
        for storey in dict.fromkeys(portfolio.empty_storeys)
    ]
    if portfolio.settings.share_own_room != "any":
        words = Message.of(N_("ranks that sit alone do not share their rooms"))
        found.append(Requirement(OWN_ROOM, words=words))
    for department in portfolio.departments:
        found += _of_department(department, portfolio, use_named)
    return tuple(found)


def _of_department(
    department: Department, portfolio: Portfolio, use_named: Callable[[str], str]
) -> Iterator[Requirement]:
    name = named(department.name, department.id)
    for kind, template in _SINGLE.items():
        stated = getattr(department, kind)
        if not (stated is None or stated is False or stated == ()):  # storey 0 is stated
            words = Message.of(
                template,
                department=name,
                stated=_places_named(portfolio, kind, stated),
                highest=portfolio.settings.public_max_storey,
            )
            yield Requirement(kind, department.id, words=words)
    for kind, template in _LISTED.items():
        stated = getattr(department, kind)
        for value in sorted(stated) if isinstance(stated, frozenset) else dict.fromkeys(stated):
            said = _ALL_KEPT if (kind, value) == ("keep", ALL) else template
            meant = department_named(portfolio, value) if kind in _OF_TWO else value
            words = Message.of(said, department=name, value=meant)
            yield Requirement(kind, department.id, value, words=words)
    yield from _needs(department, name, use_named)


def _needs(
    department: Department, name: Named, use_named: Callable[[str], str]
) -> Iterator[Requirement]:
    for i, need in enumerate(department.needs):
        if not need.count:
            continue
        words = Message.of(
            N_("{department} has {rooms} ({use}) of at least {area:g} m²"),
            department=name,
            rooms=number_of(ROOMS, need.count),
            use=use_named(need.use),
            area=need.min_m2,
        )
        if need.within_m is not None:
            text = N_("{need}, within {metres:g} m of its hub")
            words = Message.of(text, need=words, metres=need.within_m)
        if need.max_storey is not None:
            text = N_("{need}, at most on storey {highest}")
            words = Message.of(text, need=words, highest=need.max_storey)
        yield Requirement(NEED, department.id, str(i), need.hard, words)


def _places_named(portfolio: Portfolio, kind: str, stated: Any) -> Any:
    """Return what is stated under a key, sites and buildings by their names."""
    if kind == "sites":
        return listed(site_named(portfolio, id) for id in dict.fromkeys(stated))
    if kind == "buildings":
        return listed(building_named(portfolio, id) for id in dict.fromkeys(stated))
    return stated


def without(portfolio: Portfolio, requirement: Requirement) -> Portfolio:
    """Return the portfolio without just this requirement; all others stay."""
    if requirement.kind == EMPTY_STOREY:
        kept = tuple(id for id in portfolio.empty_storeys if id != requirement.value)
        return replace(portfolio, empty_storeys=kept)
    if requirement.kind == OWN_ROOM:
        return replace(portfolio, settings=replace(portfolio.settings, share_own_room="any"))
    departments = tuple(
        _dropped(d, requirement) if d.id == requirement.department else d
        for d in portfolio.departments
    )
    return replace(portfolio, departments=departments)


def _dropped(department: Department, requirement: Requirement) -> Department:
    kind, value = requirement.kind, requirement.value
    if kind == NEED:
        needs = (
            replace(need, count=0, hard=False) if str(i) == value else need
            for i, need in enumerate(department.needs)
        )  # it keeps its place, so that the others keep their names
        return replace(department, needs=tuple(needs))
    if kind in _LISTED:
        stated = getattr(department, kind)
        make: Callable[[Any], Any] = frozenset if isinstance(stated, frozenset) else tuple
        listed: dict[str, Any] = {kind: make(entry for entry in stated if entry != value)}
        return replace(department, **listed)
    changes: dict[str, Any] = {kind: Department.__dataclass_fields__[kind].default}
    return replace(department, **changes)
