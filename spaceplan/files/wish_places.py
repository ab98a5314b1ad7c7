"""The line of every hard requirement that the files of a portfolio state."""

from __future__ import annotations

from collections.abc import Iterator

from spaceplan.files.lookup import PORTFOLIO_FILE
from spaceplan.files.references import Register
from spaceplan.files.yaml_reader import YamlDocument
from spaceplan.model.common import Source
from spaceplan.model.portfolio import Portfolio
from spaceplan.model.requirements import EMPTY_STOREY, NEED, OWN_ROOM, STATED_KINDS
from spaceplan.model.wish_places import WishKey, WishPlaces

#: Keys of departments whose kind of requirement is called otherwise.
_KINDS = {"needs": NEED, **{kind: kind for kind in STATED_KINDS}}
_SETTING = ("settings", "share_own_room")


def find_wish_places(portfolio: Portfolio, register: Register) -> WishPlaces:
    """Return where each hard requirement stands in files that were read without errors."""
    head = register.documents[PORTFOLIO_FILE]
    found = dict(_listed(head, ("empty_storeys",), EMPTY_STOREY, ""))
    if _SETTING[1] in (head.data.get(_SETTING[0]) or {}):
        found[OWN_ROOM, "", ""] = Source(head.file, head.line_of(_SETTING))
    for index, department in enumerate(portfolio.departments):
        if department.source is None:
            continue
        document = register.documents[department.source.file]
        for key in document.data["departments"][index]:
            if key in _KINDS:
                path = ("departments", index, key)
                found |= _listed(document, path, _KINDS[key], department.id)
    return WishPlaces(found)


def _listed(
    document: YamlDocument, path: tuple[str | int, ...], kind: str, department: str
) -> Iterator[tuple[WishKey, Source]]:
    """Yield the place of a key, and of each entry that is listed under it."""
    stated = document.data
    for part in path:
        stated = stated[part] if isinstance(part, int) else stated.get(part)
    if stated is None:
        return
    yield (kind, department, ""), Source(document.file, document.line_of(path))
    for i, entry in enumerate([stated] if isinstance(stated, str) else stated):
        value = str(i) if kind == NEED else str(entry)
        yield (kind, department, value), Source(document.file, document.line_of((*path, i)))
