"""Several rule sets as one book: later sets add to earlier ones, and nothing is said twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from spaceplan.errors import Fault, InputError
from spaceplan.i18n import N_, Message
from spaceplan.model.common import Name
from spaceplan.rules.ancillary import Ancillary
from spaceplan.rules.book import RuleBook
from spaceplan.rules.entries import RuleSet, StatedEntry, UseEntry
from spaceplan.rules.figures import figures_of
from spaceplan.rules.items import Item, Items, lay_out
from spaceplan.rules.layers import Layer, LayeredSet
from spaceplan.rules.names import name_faults
from spaceplan.rules.ranks import level_names, rank_entries
from spaceplan.rules.references import reference_faults
from spaceplan.rules.service import ServiceByShare, ServiceLike, SteppedService
from spaceplan.rules.shapes import FlatPerHead, OfficeShape, SeatMinimum
from spaceplan.rules.tables import ByCirculation, ByHeight, EquipmentRatio, PrivateToilet
from spaceplan.units import half_up

_NEEDED = ("office", "minimum")
V = TypeVar("V")


def merge_sets(sets: Sequence[LayeredSet], known: tuple[Fault, ...] = ()) -> RuleBook:
    """Put rule sets together.

    Parameters
    ----------
    known
        Faults of reading them: what they are about has been left out of the sets.

    Raises
    ------
    InputError
        With every fault, those known among them: every id that is defined twice, every reference
        to nothing, every section missing.
    """
    laid = [lay_out(layered) for layered in sets]
    items: Items = {}
    faults = [*known, *(fault for _, wrong in laid for fault in wrong)]
    faults += _twice(sets, [one for one, _ in laid], items)
    if not known:  # else the section may be what was left out
        faults += _missing(sets, items)
    excused = frozenset(word for s in sets for layer in s.layers for word in layer.excused)
    faults += reference_faults(items, excused)
    faults += name_faults(items, excused)
    if faults:
        raise InputError(dict.fromkeys(faults))
    return _book(sets, items)


def _twice(sets: Sequence[LayeredSet], laid: Sequence[Items], together: Items) -> Iterator[Fault]:
    """Fill ``together``; yield what two sets say, unless both have it from the same file."""
    seen: dict[str, Layer] = {}
    for layered, items in zip(sets, laid, strict=True):
        name, own = layered.content.rule_set, layered.layers[0]
        if name in seen:
            first = Item("rule_set", name, None, seen[name], ("rule_set",))
            yield _second("rule_set", name, own, ("rule_set",), first)
            continue  # one fault is enough for a set that is listed twice
        seen[name] = own
        for key, item in items.items():
            first_item = together.setdefault(key, item)
            if (first_item.layer.file, first_item.place) != (item.layer.file, item.place):
                yield _second(item.what, item.id, item.layer, item.place, first_item)


def _second(what: str, id: str, layer: Layer, place: Any, first: Item) -> Fault:
    found = Message.of(
        N_("{what} '{id}' a second time (first in {place})"),
        what=what,
        id=id,
        place=f"{first.layer.file}:{first.layer.line(first.place)}",
    )
    return layer.fault(place, found, Message.of(N_("it once")))


def _missing(sets: Sequence[LayeredSet], items: Items) -> Iterator[Fault]:
    missing = [section for section in _NEEDED if ("section", section) not in items]
    if not any(what == "use" for what, _ in items):
        missing.append("uses")
    files = ", ".join(layered.file for layered in sets) or "rule_sets"
    for section in missing:
        found = Message.of(N_("no '{section}' in any rule set"), section=section)
        yield Fault(files, None, found, Message.of(N_("one rule set with it, such as cn-2014")))


# The book


def _book(sets: Sequence[LayeredSet], items: Items) -> RuleBook:
    def section(name: str, kind: type[V]) -> V | None:
        item = items.get(("section", name))
        return item.value if item is not None and isinstance(item.value, kind) else None

    minimum: SeatMinimum = items["section", "minimum"].value
    office: OfficeShape = items["section", "office"].value
    toilet = section("private_toilet", PrivateToilet)
    remedies = items.get(("section", "remedies"))
    names = level_names(items)
    return RuleBook(
        sets=tuple(described_set(layered) for layered in sets),
        rules=tuple(_values(items, "rule").values()),
        figures=tuple(figures_of(items, names)),
        stated=stated_entries(items),
        shape=office.kind,
        per_head=office if isinstance(office, FlatPerHead) else None,
        minimum_dm2=minimum.person_dm2,
        minimum_alone_dm2=minimum.alone_dm2,
        minimum_extra_dm2=minimum.extra_dm2,
        remedy_order=remedies.value.order if remedies else (),
        forbidden_remedies=remedies.value.forbidden if remedies else (),
        equipment=section("equipment", EquipmentRatio),
        use_coefficient=section("use_coefficient", ByHeight)
        or section("use_coefficient", ByCirculation),
        ancillary=Ancillary(**_values(items, "ancillary")),
        private_toilet_dm2=half_up(toilet.max_dm2) if toilet else 0,
        private_toilet_ranks=frozenset(toilet.ranks) if toilet else frozenset(),
        service_share=section("service", ServiceByShare),
        _ranks=rank_entries(items, office),
        _levels=names,
        _uses=use_entries(items),
        _service=_service_tables(items),
    )


def _values(items: Items, what: str) -> dict[str, Any]:
    return {item.id: item.value for item in items.values() if item.what == what}


def use_entries(items: Items) -> dict[str, UseEntry]:
    """Return the uses of rooms."""
    return {
        use: UseEntry(entry.category, Name(entry.zh, entry.en), entry.verified)
        for use, entry in _values(items, "use").items()
    }


def stated_entries(items: Items) -> tuple[StatedEntry, ...]:
    """Return what the documents say besides."""
    return tuple(_stated(item) for item in items.values() if item.what == "stated")


def _stated(item: Item) -> StatedEntry:
    value, cited = item.value, item.cited
    assert cited is not None
    return StatedEntry(
        id=item.id,
        title=value.title.name,
        value=value.value,
        source=cited.source,
        clause=cited.clause,
        verified=cited.verified,
        why=value.why.name,
    )


def described_set(layered: LayeredSet) -> RuleSet:
    """Return the names, versions and hashes of a set and of what it extends."""
    own, *below = (_described(layer) for layer in layered.layers)
    return RuleSet(**own, extends=tuple(RuleSet(**layer) for layer in below))


def _described(layer: Layer) -> dict[str, Any]:
    content = layer.content
    return {
        "name": content.rule_set,
        "version": content.version,
        "title": content.title.name,
        "document": content.document.number,
        "document_title": content.document.title.name,
        "file": layer.file,
        "sha256": layer.sha256,
    }


def _service_tables(items: Items) -> dict[str, SteppedService]:
    stated = _values(items, "service level")
    tables = {level: t for level, t in stated.items() if isinstance(t, SteppedService)}
    for level, table in stated.items():
        if isinstance(table, ServiceLike):
            tables[level] = tables[table.same_as]
    return tables
