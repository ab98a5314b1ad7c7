"""A rule set as single items: each figure, use and rule under its id, with where it comes from.

Layers are laid on top of each other item by item: what has the same id takes the other's place.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from spaceplan.errors import Fault
from spaceplan.files.nearest import one_of
from spaceplan.i18n import N_, Message
from spaceplan.model.common import Name
from spaceplan.rules.layers import Layer, LayeredSet, Place
from spaceplan.rules.rule_items import changed_rule
from spaceplan.rules.schema import OFF
from spaceplan.rules.service import ServiceByLevel
from spaceplan.rules.shapes import Level, PerRank, RankRow
from spaceplan.rules.strict import Sourced

#: Sections that stand as a whole.
SECTIONS = (
    "ranks",
    "own_room",
    "minimum",
    "private_toilet",
    "equipment",
    "use_coefficient",
    "remedies",
)


@dataclass(frozen=True)
class Cited:
    """Where a figure comes from, and whether somebody read it there."""

    source: str
    clause: str
    verified: bool
    note: Name = Name()


@dataclass(frozen=True)
class Item:
    """One thing that a rule set can say only once.

    Parameters
    ----------
    what, id
        Its kind (``section``, ``level``, ``rank``, ...) and its id among those.
    value
        As the file has it; of a rule the finished ``Rule``.
    cited
        Where the figure comes from; None for what is no figure.
    layer, place
        The file that says it last, and where there.
    level
        The level to which a rank belongs.
    depth
        Of a rule: how many layers lie above the one that brought it in.
    """

    what: str
    id: str
    value: Any
    layer: Layer
    place: Place
    cited: Cited | None = None
    level: str = ""
    depth: int = 0

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from others."""
        return self.what, self.id

    @property
    def shown_id(self) -> str:
        """The id by which people name it: that of its figure, or of its rule."""
        if self.what == "rank":
            return f"office.{self.level}.{self.id}"
        before = {"level": "office.", "service level": "service.", "names": "levels."}
        before |= {"use": "uses.", "rule": "rules.", "stated": "stated."}
        return before.get(self.what, "") + self.id


Items = dict[tuple[str, str], Item]


def lay_out(layered: LayeredSet) -> tuple[Items, tuple[Fault, ...]]:
    """Return what a rule set says in all its layers, and what does not fit together in them."""
    items: Items = {}
    faults: list[Fault] = []
    for depth, layer in reversed(list(enumerate(layered.layers))):
        _remove(items, layer, faults)
        _put_figures(items, layer, faults)
        _put_rules(items, layer, depth, faults)
    # A set's own rules stand before those that it takes over.
    return dict(sorted(items.items(), key=lambda pair: pair[1].depth)), tuple(faults)


def _remove(items: Items, layer: Layer, faults: list[Fault]) -> None:
    for i, id in enumerate(layer.content.remove):
        gone = [k for k, v in items.items() if f"{v.shown_id}.".startswith(f"{id}.")]
        if not gone:
            found = Message.of(N_("'{id}' to remove, which is not there"), id=id)
            known = [item.shown_id for item in items.values()]
            faults.append(layer.fault(("remove", i), found, one_of(known, id)))
        for key in gone:
            del items[key]


def _put_figures(items: Items, layer: Layer, faults: list[Fault]) -> None:
    office = layer.content.office
    below = items.get(("section", "office"))
    if office is not None and below is not None and below.value.kind != office.kind:
        for key in [k for k, v in items.items() if f"{v.shown_id}.".startswith("office.")]:
            del items[key]
    for item in (*_sections(layer), *_office(layer, faults)):
        items[item.key] = _named_like(item, items.get(item.key))


def _named_like(item: Item, below: Item | None) -> Item:
    """Return a level or rank with the name of the one that it replaces, where it gives none."""
    if item.what not in ("level", "rank") or item.value.name is not None or below is None:
        return item
    return replace(item, value=item.value.model_copy(update={"name": below.value.name}))


def cited_by(layer: Layer, table: Sourced) -> Cited:
    """Return where a figure comes from: its own source, else the document of its file."""
    source = table.source or layer.content.document.number
    return Cited(source, table.clause, table.verified, table.note.name)


def _sections(layer: Layer) -> Iterator[Item]:
    content = layer.content
    by_level = isinstance(content.service, ServiceByLevel)
    sections = SECTIONS if by_level else (*SECTIONS, "service")
    tables: list[tuple[str, Place, dict[str, Any]]] = [
        ("names", ("levels",), content.levels),
        ("section", (), {section: getattr(content, section) for section in sections}),
        ("ancillary", ("ancillary",), dict(content.ancillary)),
        ("use", ("uses",), content.uses),
        ("stated", ("stated",), content.stated),
    ]
    if isinstance(content.service, ServiceByLevel):
        tables.append(("service level", ("service", "levels"), content.service.levels))
    for what, place, table in tables:
        for id, value in table.items():
            if value is not None:
                cited = cited_by(layer, value) if isinstance(value, Sourced) else None
                yield Item(what, id, value, layer, (*place, id), cited)


def _office(layer: Layer, faults: list[Fault]) -> Iterator[Item]:
    office = layer.content.office
    if office is None:
        return
    cited = cited_by(layer, office) if isinstance(office, Sourced) else None
    yield Item("section", "office", office, layer, ("office",), cited)
    if isinstance(office, PerRank):
        for level, table in office.levels.items():
            place: Place = ("office", "levels", level)
            yield Item("level", level, table, layer, place, level=level)
            for rank, row in table.ranks.items():
                at = (*place, "ranks", rank)
                stated = _cited_row(layer, table, row)
                if stated is None:
                    found = Message.of(N_("no 'verified' for '{id}'"), id=rank)
                    expected = Message.of(N_("'{key}: ...'"), key="verified")
                    faults.append(layer.fault(at, found, expected))
                    continue
                yield Item("rank", rank, row, layer, at, stated, level)


def _cited_row(layer: Layer, table: Level[Any], row: RankRow) -> Cited | None:
    """Return where a row comes from: what it says, else its level, else the document."""
    verified = table.verified if row.verified is None else row.verified
    if verified is None:
        return None
    note = row.note.name if row.note.zh or row.note.en else table.note.name
    source = row.source or table.source or layer.content.document.number
    return Cited(source, row.clause or table.clause, verified, note)


def _put_rules(items: Items, layer: Layer, depth: int, faults: list[Fault]) -> None:
    for i, entry in enumerate(layer.content.rules):
        key, place = ("rule", entry.id), ("rules", i)
        below = items.get(key)
        if below is not None and below.layer is layer:
            found = Message.of(N_("rule '{id}' a second time"), id=entry.id)
            faults.append(layer.fault((*place, "id"), found, Message.of(N_("it once"))))
        elif entry.severity == OFF:
            if below is None:
                known = [id for what, id in items if what == "rule"]
                found = Message.of(N_("rule '{id}' to switch off, which is not there"), id=entry.id)
                faults.append(layer.fault((*place, "id"), found, one_of(known, entry.id)))
            else:
                del items[key]
        else:
            rule, wrong = changed_rule(layer, i, entry, below.value if below else None)
            faults += wrong
            if rule is not None:
                fresh = Item("rule", entry.id, rule, layer, place, depth=depth)
                items[key] = fresh if below is None else replace(below, **_of(fresh))


def _of(item: Item) -> dict[str, Any]:
    return {"value": item.value, "layer": item.layer, "place": item.place}
