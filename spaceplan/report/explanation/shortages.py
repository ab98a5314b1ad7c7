"""What cannot be met: who is short of seats, what conflicts there, what would cure it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spaceplan import things
from spaceplan.allocate.explain import (
    SEATS,
    Conflict,
    Cure,
    Relaxation,
    Shortage,
    ShortNeed,
    WayOut,
    WishShortage,
)
from spaceplan.i18n import N_
from spaceplan.model.requirements import OWN_ROOM, Requirement
from spaceplan.report.explanation.words import Words

_NOTHING = N_(
    "Everything can be met: everybody can have a seat, and no hard requirement is in the "
    "way (proven on counts of rooms and seats)."
)
_SHOWN = N_(
    "Everything can be met: in the plan that is explained everybody has a seat, every need is met, "
    "and no hard requirement is broken."
)
_NO_REASON = N_(
    "No requirement was found that leaves anybody out, but the plan that is explained leaves out "
    "{n:,} (people without a seat, and each started 9 m² of unmet needs). A longer search may "
    "find a plan that does not."
)
_MORE_LEFT = N_(
    "The plan that is explained leaves out {n:,} more than is proven here (people without a seat, "
    "and each started 9 m² of unmet needs): a longer search may find a better one."
)
_TIME_UP = N_(
    "For {n:,} left out in the plan that is explained no reason was found yet (people without a "
    "seat, and each started 9 m² of unmet needs). Time was up before all were looked for: with "
    "more time one may be found, or a longer search may find a better plan."
)
_CUT_SHORT = N_(
    "Time was up before all was looked for, what would cure it included (more with --time-limit)."
)
_BY_WISHES = N_(
    "{departments}: people without a seat, and each started 9 m² of unmet needs, in every plan: "
    "at least {n:,} (proven). By counts of rooms and seats alone all could be met."
)
_NOWHERE = N_("no site")
_HEADING = N_("{sites}: people without a seat in every plan: at least {n:,} (proven).")
_WHY = N_(
    "For {people} of {departments} there are only these offices to sit in: {rooms}, "
    "{area:,.1f} m², {seats} if each is filled to the physical minimum."
)
_ALONE = N_("{n:,} of them must sit alone.")
_NOT_ALONE = N_(
    "That {n:,} of them must sit alone is not the reason: it would be as bad if they shared."
)
_CONFLICT = N_(
    "These requirements cannot all be met. Without any one of them the others can (each "
    "was checked by solving without it):"
)
_UNCHECKED = N_(
    "These requirements cannot all be met. Time was up before each could be checked: "
    "some may be left out:"
)
_EXCLUDE = N_(
    "These hard requirements exclude each other, whatever is planned. Without any one of "
    "them the others can be met (each was checked without it):"
)
_CANNOT = N_("This hard requirement cannot be met, whatever is planned:")
_NO_WAYS_OUT = N_("No way out was found:")
_WAYS_OUT = N_("The ways out, the cheapest first, by the plans found without one of them:")
_WAY_OUT = N_("drop this: {requirement}: left out {n:,}, {total:,.1f} points (not proven)")
_WAY_OUT_PROVEN = N_(
    "drop this: {requirement}: left out {n:,}, {total:,.1f} points (no better plan exists)"
)
_NO_WAY_OUT = N_(
    "dropping only this, no plan was found in the time (something else may exclude the same): "
    "{requirement}"
)
_SMALLEST = N_("No fewer requirements are in conflict there (proven).")
_TIED = N_("must sit at {sites} (sites): {departments}")
_SEATED = N_("everybody of these departments needs a seat, {people:,} in all: {departments}")
_CURES = N_("What would cure it, the least of each kind (each was checked by solving with it):")
_CURES_IN = N_(
    "What would cure it, the least of each kind (each was checked by solving with it, "
    "all other departments staying as in the plan):"
)
_HELPS = N_("What would help, but not suffice:")
_CURE = {
    Cure.ROOMS: N_("more rooms at {sites}: {rooms:,} of {room_m2:g} m² ({total_m2:,.1f} m²)"),
    Cure.ELSEWHERE: N_(
        "of these people, let {people:,} sit elsewhere; there is room for them at {sites}"
    ),
    Cure.SHARE: N_("of those who should sit alone, let {people:,} share (share_own_room)"),
    Cure.DROP: N_("drop this: {requirement} (people: {people:,})"),
    Cure.MINIMUM: N_("a physical minimum of {minimum_m2:g} m² a person instead of {least:g}"),
}
_MISSING = N_("{use}: rooms missing in every plan: at least {n:,} (proven, however far they lie).")
_NEEDED = N_(
    "rooms needed: {wanted:,}, rooms that would do: {eligible:,}; needed by (none can be "
    "left out without fewer missing): {departments}"
)
_MORE_ROOMS = N_(
    "what would cure it: rooms to add: {n:,} ({use}) of at least {area:g} m², or so "
    "many needs to drop"
)
_LEAVE = N_(
    "let one whole department sit on another site (drop its sites); people in brackets: "
    "{departments}"
)
_ON_STOREY = N_("{cure}, on storey {storey}")
_SCATTERED = N_("of these people, let {people:,} sit elsewhere, on several sites")
_LEFT = N_("{cure}: {n:,} still without a seat")


@dataclass(frozen=True)
class Unmet:
    """Groups short of seats with what would cure each, what excludes each other, missing rooms.

    Parameters
    ----------
    wishes
        Who is left out because of wishes that speak of several rooms.
    left_out
        People without a seat and unmet needs in the plan that is explained.
    counted
        Whether requirements are such that counts of rooms and seats prove that all can be met.
    """

    shortages: tuple[tuple[Shortage, tuple[Relaxation, ...]], ...] = ()
    outright: tuple[tuple[Conflict, tuple[WayOut, ...]], ...] = ()
    needs: tuple[ShortNeed, ...] = ()
    wishes: tuple[WishShortage, ...] = ()
    left_out: int = 0
    counted: bool = True
    finished: bool = True

    @property
    def is_met(self) -> bool:
        """Whether it is proven that everything can be met: by counts, or by the plan itself."""
        found = (*self.shortages, *self.outright, *self.needs, *self.wishes)
        counted = self.counted and self.finished
        return not found and (counted or not self.left_out)

    @property
    def more_left_out(self) -> int:
        """How many the plan leaves out beyond those of whom it is proven; missing rooms unknown."""
        proven = sum(shortage.unseated for shortage, _ in self.shortages)
        proven += sum(one.left_out for one in self.wishes)
        return 0 if self.outright or self.needs else max(0, self.left_out - proven)


def unmet_text(unmet: Unmet, words: Words) -> str:
    """Return what cannot be met, why, and what would cure it."""
    blocks = [_outright(conflict, ways, words) for conflict, ways in unmet.outright]
    blocks += [_shortage(shortage, cures, words) for shortage, cures in unmet.shortages]
    blocks += [need_text(need, words) for need in unmet.needs]
    blocks += [_by_wishes(one, words) for one in unmet.wishes]
    if unmet.is_met:
        return words.say(_NOTHING if unmet.counted and unmet.finished else _SHOWN)
    if more := unmet.more_left_out:
        known = _MORE_LEFT if blocks else _NO_REASON
        blocks.append(words.say(known if unmet.finished else _TIME_UP, n=more))
    elif not unmet.finished:
        blocks.append(words.say(_CUT_SHORT))
    return "\n\n".join(blocks)


def _by_wishes(one: WishShortage, words: Words) -> str:
    lines = [wishes_heading(one, words)]
    lines += _conflict(one.conflict, words)
    lines += _cures(one.relaxations, words)
    return "\n".join(lines)


def wishes_heading(one: WishShortage, words: Words) -> str:
    """Return who is left out by wishes that speak of several rooms."""
    return words.say(_BY_WISHES, departments=words.departments(one.departments), n=one.left_out)


def need_text(need: ShortNeed, words: Words) -> str:
    """Return which rooms are missing, who needs them, and what would cure it."""
    use = words.name(words.rulebook.use_name(need.use), need.use)
    missing = words.say(_MISSING, use=use, n=need.missing)
    why = words.say(
        _NEEDED,
        wanted=need.wanted,
        eligible=need.eligible,
        departments=words.departments(need.departments),
    )
    cure = words.say(_MORE_ROOMS, n=need.missing, use=use, area=need.area_m2)
    return "\n".join([missing, f"  · {why}", f"  · {cure}"])


def _outright(conflict: Conflict, ways: Sequence[WayOut], words: Words) -> str:
    lines = [words.say(_EXCLUDE if len(conflict.requirements) > 1 else _CANNOT)]
    lines += [f"  · {words.requirement(one)}" for one in conflict.requirements]
    lines.append(words.say(_WAYS_OUT if ways else _NO_WAYS_OUT))
    said = [way_out_text(one, words) for one in ways]
    said += [
        words.say(_NO_WAY_OUT, requirement=words.requirement(one))
        for one in no_way_out(conflict, ways)
    ]
    return "\n".join([*lines, *(f"  · {line}" for line in said)])


def no_way_out(conflict: Conflict, ways: Sequence[WayOut]) -> tuple[Requirement, ...]:
    """Return the requirements of a conflict without which, alone, no plan was found."""
    found = {way.requirement for way in ways}
    return tuple(one for one in conflict.requirements if one not in found)


def way_out_text(way: WayOut, words: Words) -> str:
    """Return what the plan is like that was found without a requirement."""
    return words.say(
        _WAY_OUT_PROVEN if way.optimal else _WAY_OUT,
        requirement=words.requirement(way.requirement),
        n=way.rank[0],
        total=way.objective.total,
    )


def _shortage(shortage: Shortage, cures: Sequence[Relaxation], words: Words) -> str:
    lines = [shortage_heading(shortage, words)]
    lines += [f"  {line}" for line in _reason(shortage, words)]
    lines += _conflict(shortage.conflict, words)
    lines += _cures(cures, words)
    return "\n".join(lines)


def shortage_heading(shortage: Shortage, words: Words) -> str:
    """Return where how many have no seat."""
    sites = words.sites(shortage.sites) or words.say(_NOWHERE)
    return words.say(_HEADING, sites=sites, n=shortage.unseated)


def _conflict(conflict: Conflict, words: Words) -> list[str]:
    lines = [f"  {words.say(_CONFLICT if conflict.checked else _UNCHECKED)}"]
    lines += [f"    · {line}" for line in conflict_lines(conflict, words)]
    return [*lines, f"  {words.say(_SMALLEST)}"] if conflict.smallest else lines


def _cures(cures: Sequence[Relaxation], words: Words) -> list[str]:
    lines: list[str] = []
    enough = [one for one in cures if one.cures]
    if enough:
        whole = all(one.whole for one in enough)
        lines.append(f"  {words.say(_CURES_IN if whole else _CURES)}")
        lines += [f"    · {line}" for line in _cure_lines(enough, words)]
    if len(enough) < len(cures):
        lines.append(f"  {words.say(_HELPS)}")
        lines += [f"    · {cure_words(one, words)}" for one in cures if not one.cures]
    return lines


def _cure_lines(cures: Sequence[Relaxation], words: Words) -> list[str]:
    """Return a line a cure; departments that could each leave their site in one line."""
    leaving = [one for one in cures if one.requirement and one.requirement.kind == "sites"]
    lines = [cure_words(one, words) for one in cures if one not in leaving]
    if leaving:
        named = words.names(
            words.placed(
                f"{words.department(one.requirement.department)} ({one.people:,})", one.requirement
            )
            for one in leaving
            if one.requirement
        )
        lines.insert(int(cures[0] not in leaving), words.say(_LEAVE, departments=named))
    return lines


def _reason(shortage: Shortage, words: Words) -> list[str]:
    why = words.say(
        _WHY,
        people=words.number_of(things.PEOPLE, shortage.people),
        departments=words.number_of(things.DEPARTMENTS, len(shortage.departments)),
        rooms=words.number_of(things.ROOMS, shortage.rooms),
        area=shortage.area_m2,
        seats=words.number_of(things.SEATS, shortage.seats),
    )
    if not shortage.alone:
        return [why]
    to_blame = any(one.kind == OWN_ROOM for one in shortage.conflict.requirements)
    return [why, words.say(_ALONE if to_blame else _NOT_ALONE, n=shortage.alone)]


def conflict_lines(conflict: Conflict, words: Words) -> list[str]:
    """Return the requirements of a conflict, those that say the same of many departments once."""
    lines: list[str] = []
    others: list[str] = []
    tied: dict[tuple[str, ...], list[Requirement]] = {}
    for one in conflict.requirements:
        if one.kind == "sites":
            sites = words.portfolio.department(one.department).sites
            tied.setdefault(sites, []).append(one)
        elif one.kind != SEATS:
            others.append(words.requirement(one))
    for sites, those in tied.items():
        named = words.names(words.placed(words.department(one.department), one) for one in those)
        lines.append(words.say(_TIED, sites=words.sites(sites), departments=named))
    seated = [one.department for one in conflict.requirements if one.kind == SEATS]
    if seated:
        people = sum(words.portfolio.department(id).people.total for id in seated)
        told = words.departments(seated)
        lines.append(words.say(_SEATED, people=people, departments=told))
    return [*lines, *others]


def cure_words(relaxation: Relaxation, words: Words) -> str:
    """Return one relaxation in words; who is left without a seat where it does not suffice."""
    scattered = relaxation.cure == Cure.ELSEWHERE and not relaxation.sites
    told = words.say(
        _SCATTERED if scattered else _CURE[relaxation.cure],
        rooms=relaxation.rooms,
        room_m2=relaxation.room_m2,
        total_m2=relaxation.total_m2,
        people=relaxation.people,
        minimum_m2=relaxation.minimum_m2,
        least=words.rulebook.minimum_dm2 / 100,
        sites=words.sites(relaxation.sites),
        requirement=words.requirement(relaxation.requirement) if relaxation.requirement else "",
    )
    if relaxation.storey:
        told = words.say(_ON_STOREY, cure=told, storey=relaxation.storey)
    return told if relaxation.cures else words.say(_LEFT, cure=told, n=relaxation.unseated)
