"""Remedies for programs: the ``remedy`` of a finding in ``findings.json``, and SARIF ``fixes``."""

from __future__ import annotations

from typing import Any, Literal
from urllib.parse import quote

from pydantic import BaseModel, ConfigDict, Field

from spaceplan.check import Finding
from spaceplan.i18n import LANGUAGES, in_language
from spaceplan.model.remedy import Answer, Edit, Remedy, Tried
from spaceplan.report.remedy_words import answer_message, remedy_message
from spaceplan.report.safe import visible
from spaceplan.units import to_m2

ScopeName = Literal["storey", "building", "site", "portfolio"]


class _Part(BaseModel):
    """Base of all parts: nothing is written that the schema does not name."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class RemedyText(_Part):
    """A text in Chinese and English."""

    zh: str
    en: str


class RemedyMove(_Part):
    """One person changes room."""

    person: str | None = Field(description="null where a plan names nobody")
    department: str
    kind: str = Field(description="rank, seconded or contract; empty for who needs no seat")
    start: str | None = Field(description="null: had no seat")
    end: str | None = Field(description="null: gives the place up")
    walk_m: float


class RemedyRoom(_Part):
    """A room changes hands."""

    room: str
    giver: str | None = Field(description="null: nobody held it")
    taker: str | None = Field(description="null: it is handed back")
    area_m2: float


class RemedyWorks(_Part):
    """Simple works: the surplus of a room is opened to a common room beside it."""

    room: str
    surplus_m2: float
    common: str


class RemedyRestored(_Part):
    """A room of one office that is common again, for its approved use."""

    room: str
    use: str
    area_m2: float


class RemedySearched(_Part):
    """How many candidates there were in a scope, and what was in the way of how many."""

    scope: ScopeName
    candidates: int
    obstacles: dict[str, int]


class RemedyTried(_Part):
    """A kind of remedy that was looked for in vain."""

    kind: str
    complete: bool = Field(description="every candidate was judged: none exists")
    searched: tuple[RemedySearched, ...]
    harms: tuple[str, ...] = Field(description="findings that candidates would have made")


class RemedyEdit(_Part):
    """A line of one of the portfolio's files that changes."""

    file: str
    line: int
    before: str | None = Field(description="null: a line is added")
    after: str | None = Field(description="null: the line goes")


class FoundCure(_Part):
    """A concrete remedy that the checker has confirmed."""

    kind: str
    scope: ScopeName
    message: RemedyText
    people_moved: int
    walk_m: float
    regained_m2: float = Field(description="excess that it removes")
    handed_back_m2: float = Field(description="area handed back less area newly held")
    common_m2: float = Field(description="area that becomes common space")
    due: str | None
    unmet_needs: int
    new_zones: int
    cures: tuple[str, ...] = Field(description="fingerprints, the finding's own first")
    moves: tuple[RemedyMove, ...]
    rooms: tuple[RemedyRoom, ...]
    works: tuple[RemedyWorks, ...]
    restored: tuple[RemedyRestored, ...] = ()
    edits: tuple[RemedyEdit, ...]


class FoundRemedy(_Part):
    """What would cure a finding."""

    allowed: tuple[str, ...] = Field(description="kinds of remedy that the rule allows, best first")
    looked_for: bool = Field(default=False, description="whether a concrete remedy was looked for")
    found: FoundCure | None = None
    proven_none: bool = Field(default=False, description="none of the allowed kinds exists")
    message: RemedyText | None = None
    tried: tuple[RemedyTried, ...] = ()


def remedy_entry(finding: Finding) -> FoundRemedy:
    """Return a finding's remedy for ``findings.json``."""
    allowed = tuple(str(remedy) for remedy in finding.remedies)
    answer = finding.answer
    if answer is None:
        return FoundRemedy(allowed=allowed)
    return FoundRemedy(
        allowed=allowed,
        looked_for=True,
        found=None if answer.remedy is None else _found(answer.remedy, answer.edits),
        proven_none=answer.proven_none,
        message=_both(answer_message(answer)),
        tried=tuple(_tried(tried) for tried in answer.tried),
    )


def _both(message: str) -> RemedyText:
    return RemedyText(**{language: in_language(message, language) for language in LANGUAGES})


def _found(remedy: Remedy, edits: tuple[Edit, ...]) -> FoundCure:
    return FoundCure(
        kind=str(remedy.kind),
        scope=str(remedy.scope),
        message=_both(remedy_message(remedy)),
        people_moved=remedy.people_moved,
        walk_m=remedy.walk_m,
        regained_m2=to_m2(remedy.regained_dm2),
        handed_back_m2=to_m2(remedy.handed_back_dm2),
        common_m2=to_m2(remedy.common_dm2),
        due=None if remedy.due is None else remedy.due.isoformat(),
        unmet_needs=remedy.unmet_needs,
        new_zones=remedy.new_zones,
        cures=remedy.cures,
        moves=tuple(
            RemedyMove(
                person=m.person,
                department=m.department,
                kind=m.kind,
                start=m.start,
                end=m.end,
                walk_m=m.walk_m,
            )
            for m in remedy.moves
        ),
        rooms=tuple(
            RemedyRoom(room=t.room, giver=t.giver, taker=t.taker, area_m2=to_m2(t.area_dm2))
            for t in remedy.transfers
        ),
        works=tuple(
            RemedyWorks(room=w.room, surplus_m2=to_m2(w.surplus_dm2), common=w.common)
            for w in remedy.works
        ),
        restored=tuple(
            RemedyRestored(room=r.room, use=r.use, area_m2=to_m2(r.area_dm2))
            for r in remedy.restored
        ),
        edits=tuple(
            RemedyEdit(file=e.file, line=e.line, before=e.before, after=e.after) for e in edits
        ),
    )


def _tried(tried: Tried) -> RemedyTried:
    return RemedyTried(
        kind=str(tried.kind),
        complete=tried.complete,
        searched=tuple(
            RemedySearched(
                scope=str(s.scope),
                candidates=s.candidates,
                obstacles={str(o): n for o, n in s.obstacles},
            )
            for s in tried.searched
        ),
        harms=tried.harms,
    )


def fixes_of(answer: Answer | None, language: str) -> list[dict[str, Any]]:
    """Return a remedy as SARIF ``fixes``: lines of the portfolio's files that change.

    Without a change of a file there is none: SARIF 2.1.0 (§3.55.3) asks for at least one.
    """
    if answer is None or answer.remedy is None or not answer.edits:
        return []
    by_file: dict[str, list[Edit]] = {}
    for edit in sorted(answer.edits, key=lambda e: (e.file, e.line, e.after or "")):
        by_file.setdefault(edit.file, []).append(edit)
    changes = [
        {
            "artifactLocation": {"uri": quote(file), "uriBaseId": "PORTFOLIO"},
            "replacements": [_replacement(edit) for edit in edits],
        }
        for file, edits in by_file.items()
    ]
    text = visible(in_language(remedy_message(answer.remedy), language))
    return [{"description": {"text": text}, "artifactChanges": changes}]


def _replacement(edit: Edit) -> dict[str, Any]:
    """Return a line replaced, dropped with its line end, or added."""
    if edit.before is None:
        region = {"startLine": edit.line, "startColumn": 1, "endLine": edit.line, "endColumn": 1}
        return {"deletedRegion": region, "insertedContent": {"text": f"{edit.after}\n"}}
    if edit.after is None:
        ends = {"endLine": edit.line + 1, "endColumn": 1}
        return {"deletedRegion": {"startLine": edit.line, "startColumn": 1, **ends}}
    region = {"startLine": edit.line, "startColumn": 1, "endLine": edit.line}  # to the line's end
    return {"deletedRegion": region, "insertedContent": {"text": edit.after}}
