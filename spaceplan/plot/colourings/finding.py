"""Colour by finding: where a rule is not met, and how gravely."""

from __future__ import annotations

from dataclasses import dataclass, field

from spaceplan.check import Finding, State
from spaceplan.i18n import N_, translator
from spaceplan.model import Storey
from spaceplan.plot.colours import ABOVE, NEAR, SHORTAGE, SOFT_INK, Fill, lighter
from spaceplan.plot.scene import Scene
from spaceplan.plot.shading import Entry, Shading, excess_note, quiet_fills
from spaceplan.plot.wording import clean
from spaceplan.rules import Category

QUIET = Fill("#FBFAF7", text=SOFT_INK)
#: Gravest first; the first that fits fills the room.
FILLS: dict[str, Fill] = {
    "error": Fill("#F4B69E", "///", ABOVE, 0.9),
    "warning": Fill("#F3CF73", "---", "#8A6200", 0.5),
    "notice": Fill("#FAEBC3", "---", NEAR, 0.4),
    "department": Fill("#FBE9E1"),
    "shortage": Fill(lighter(SHORTAGE, 0.8)),
    "waived": Fill("#DCE3E8"),
    "blocked": Fill("#E4E2DE", "xx", "#B4B1AB", 0.5),
}
_SEATS_UNIT = "persons"


@dataclass
class _Touched:
    """Whom the findings of one rule are about, and which rooms they colour."""

    subjects: set[str] = field(default_factory=set)
    rooms: set[str] = field(default_factory=set)


def shade_by_finding(scene: Scene, storey: Storey) -> Shading:
    """Fill rooms by the gravest finding about them, their people or their department."""
    _ = translator(scene.language)
    here = {room.id for room in storey.rooms}
    kinds: dict[str, set[str]] = {id: set() for id in here}
    by_rule: dict[str, dict[str, _Touched]] = {}
    for finding in scene.findings:
        kind = _kind_of(finding)
        touched = [id for id in _rooms(scene, finding, storey) if id in here]
        for id in touched:
            kinds[id].add(kind)
        if touched:
            found = by_rule.setdefault(kind, {}).setdefault(finding.rule, _Touched())
            found.subjects.add(finding.subject)
            found.rooms.update(touched)
    fills = quiet_fills(scene, storey)
    for room in storey.rooms:
        gravest = next((kind for kind in FILLS if kind in kinds[room.id]), None)
        if gravest:
            fills[room.id] = ((FILLS[gravest], 1.0),)
        elif scene.category(room) == Category.OFFICE and scene.holders(room.id):
            fills[room.id] = ((QUIET, 1.0),)
    return Shading(
        _(N_("colour: findings")),
        fills,
        tuple(_entries(scene, by_rule)),
        (_(N_("findings")),),
        _notes(scene, here),
    )


def _kind_of(finding: Finding) -> str:
    if finding.state != State.FAIL:
        return finding.state.value
    if finding.subject_kind == "department":
        return "shortage" if finding.unit == _SEATS_UNIT else "department"
    return finding.severity


def _rooms(scene: Scene, finding: Finding, storey: Storey) -> list[str]:
    """Return the rooms that a finding colours; a department's: its rooms on this storey."""
    if finding.subject_kind != "department":
        return list(scene.rooms_of(finding))
    return [
        room.id
        for room in storey.rooms
        if any(item.line.department == finding.subject for item in scene.holders(room.id))
    ]


def _entries(scene: Scene, by_rule: dict[str, dict[str, _Touched]]) -> list[Entry]:
    """Return one line a kind and rule, gravest kind first."""
    _ = translator(scene.language)
    titles = {rule.id: rule.title.text(scene.language) for rule in scene.rulebook.rules}
    entries = [
        Entry(
            FILLS[kind],
            clean(titles.get(rule) or rule),
            (f"{len(found.subjects):,}",),
            rule,
            tuple(sorted(found.rooms)),
        )
        for kind in FILLS
        for rule, found in sorted(by_rule.get(kind, {}).items())
    ]
    return entries or [Entry(QUIET, _(N_("no finding on this storey")), ("0",))]


def _notes(scene: Scene, here: set[str]) -> dict[str, tuple[str, str]]:
    """Return the m² above the limit, for findings about rooms that are measured in m²."""
    return {
        finding.subject: excess_note(round(finding.excess * 100))
        for finding in scene.findings
        if finding.subject_kind == "room"
        and finding.subject in here
        and finding.state == State.FAIL
        and finding.unit == "m²"
        and finding.excess > 0
        and finding.limit > 0
    }
