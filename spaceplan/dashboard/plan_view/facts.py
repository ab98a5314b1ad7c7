"""What the hover card says of a room: what it is, who is in it, what it may be, what is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from spaceplan.check import Finding, LineArea, State
from spaceplan.dashboard.plan_view.payload import Json
from spaceplan.i18n import N_, translator
from spaceplan.model import Room, Storey
from spaceplan.plot.colourings.department import department_label
from spaceplan.plot.scene import Scene
from spaceplan.plot.shading import square_metres
from spaceplan.plot.wording import room_number
from spaceplan.report.safe import visible
from spaceplan.rules import Category

_MOST_FINDINGS = 4


def findings_of_rooms(scene: Scene, storey: Storey) -> dict[str, list[Finding]]:
    """Return by room the findings that fail or are waived about it or its people, gravest first."""
    here = {room.id for room in storey.rooms}
    found: dict[str, list[Finding]] = {}
    for finding in scene.findings:
        if finding.state in (State.FAIL, State.WAIVED):
            for id in scene.rooms_of(finding):
                if id in here:
                    found.setdefault(id, []).append(finding)
    order = ("error", "warning", "notice")
    for some in found.values():
        some.sort(key=lambda f: (f.state != State.FAIL, order.index(f.severity), f.rule))
    return found


def room_card(
    scene: Scene,
    storey: Storey,
    room: Room,
    findings: Sequence[Finding] = (),
    first: tuple[str, str] | None = None,
) -> Json:
    """Return number, use, facts as (label, value) and findings as (severity, text) of a room.

    Parameters
    ----------
    first
        A fact that stands before all others: what the colour says.
    """
    building = scene.portfolio.building_of_storey(storey.id)
    use = scene.rulebook.use_name(room.use).text(scene.language) or room.use
    name = room.name.text(scene.language) if room.name is not None else ""
    facts = [*([first] if first else ()), *_facts(scene, room)]
    told = [[_severity(f), visible(f.text(scene.language))] for f in findings[:_MOST_FINDINGS]]
    if len(findings) > _MOST_FINDINGS:
        more = translator(scene.language)(N_("and {number} more"))
        told.append(["more", more.format(number=len(findings) - _MOST_FINDINGS)])
    return {
        "number": room_number(room, building),
        "use": visible(f"{use} · {name}" if name else use),
        "facts": [[label, visible(value)] for label, value in facts],
        "findings": told,
    }


def _severity(finding: Finding) -> str:
    return finding.severity if finding.state == State.FAIL else finding.state.value


def _facts(scene: Scene, room: Room) -> Iterator[tuple[str, str]]:
    _ = translator(scene.language)
    holders = scene.holders(room.id)
    names = [department_label(scene, item.line.department) for item in holders]
    if names:
        yield _(N_("held by")), ", ".join(names)
    elif scene.is_vacant(room):
        since = room.vacant_since
        yield _(N_("held by")), _(N_("vacant")) + (f" · {since.isoformat()}" if since else "")
    yield _(N_("area")), f"{square_metres(room.area_dm2)} m²"
    if scene.category(room) == Category.OFFICE and holders and scene.occupants_known:
        yield from _seats(scene, holders)


def _seats(scene: Scene, holders: Sequence[LineArea]) -> Iterator[tuple[str, str]]:
    """Yield who sits in an office, what that justifies, and what lies above it."""
    _ = translator(scene.language)
    people = sum(item.line.occupancy.total for item in holders)
    ranks: dict[str, int] = {}
    for item in holders:
        for kind, number in item.line.occupancy:
            ranks[kind] = ranks.get(kind, 0) + number
    yield _(N_("people")), f"{people:,}" + (f" · {ranks_text(scene, ranks)}" if people else "")
    allowances = [i.allowance_dm2 for i in holders if i.allowance_dm2 is not None]
    if allowances:
        yield _(N_("area justified")), f"{square_metres(sum(allowances))} m²"
    excess = sum(item.excess_dm2 or 0 for item in holders)
    if excess > 0:
        yield _(N_("above")), f"+{square_metres(excess)} m²"


def ranks_text(scene: Scene, ranks: Mapping[str, int]) -> str:
    """Return people by rank in words."""
    of_rank = translator(scene.language)(N_("{n} × {rank}"))
    return ", ".join(
        of_rank.format(n=number, rank=scene.rulebook.rank_name(kind).text(scene.language) or kind)
        for kind, number in ranks.items()
    )
