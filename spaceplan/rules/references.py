"""References inside rule sets: ranks, levels and remedies that must be there."""

from __future__ import annotations

from collections.abc import Iterator

from spaceplan.errors import Fault
from spaceplan.files.nearest import one_of
from spaceplan.i18n import N_, Message
from spaceplan.rules.items import Item, Items
from spaceplan.rules.rule_items import Rule
from spaceplan.rules.service import ServiceLike, SteppedService


def reference_faults(items: Items, excused: frozenset[str] = frozenset()) -> Iterator[Fault]:
    """Yield every reference to nothing.

    Parameters
    ----------
    excused
        Words that may be defined in what was left out of the sets for other faults.
    """
    yield from _ranks(items, excused)
    yield from _service(items, excused)
    yield from _remedies(items)


def named_ranks(items: Items) -> dict[str, str]:
    """Return the ranks that have a name, with their level."""
    return {
        rank: item.id
        for item in items.values()
        if item.what == "names"
        for rank in item.value.ranks
    }


def _ranks(items: Items, excused: frozenset[str]) -> Iterator[Fault]:
    rows = [id for what, id in items if what == "rank"]
    known = list(dict.fromkeys([*named_ranks(items), *rows]))
    for section in ("own_room", "private_toilet"):
        item = items.get(("section", section))
        for i, rank in enumerate(item.value.ranks if item else ()):
            if item is not None and rank not in known and rank not in excused:
                yield _unknown(item, ("ranks", i), rank, known)
    mapped = items.get(("section", "ranks"))
    if mapped is not None:
        for rank, other in mapped.value.counts_as.items():
            if rank not in known and rank not in excused:
                yield _unknown(mapped, ("counts_as", rank), rank, known)
            if other not in rows and other not in excused:
                yield _unknown(mapped, ("counts_as", rank), other, rows)


def _unknown(item: Item, within: tuple[str | int, ...], rank: str, known: list[str]) -> Fault:
    found = Message.of(N_("unknown rank '{rank}'"), rank=rank)
    return item.layer.fault((*item.place, *within), found, one_of(known, rank))


def _service(items: Items, excused: frozenset[str]) -> Iterator[Fault]:
    tables = [item for item in items.values() if item.what == "service level"]
    stepped = sorted(item.id for item in tables if isinstance(item.value, SteppedService))
    for item in tables:
        like = item.value
        if isinstance(like, ServiceLike) and like.same_as not in {*stepped, *excused}:
            found = Message.of(N_("no service table of level '{level}'"), level=like.same_as)
            expected = one_of(stepped, like.same_as)
            yield item.layer.fault((*item.place, "same_as"), found, expected)


def _remedies(items: Items) -> Iterator[Fault]:
    order = items.get(("section", "remedies"))
    for item in items.values():
        if order is not None and isinstance(item.value, Rule):
            for remedy in item.value.remedies:
                if remedy in order.value.forbidden:
                    found = Message.of(
                        N_("the remedy '{remedy}', which is forbidden"), remedy=remedy
                    )
                    expected = Message.of(N_("one that is allowed"))
                    yield item.layer.fault((*item.place, "remedies"), found, expected)
