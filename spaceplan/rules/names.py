"""Names of levels and ranks: those of the tables, else the common ones."""

from __future__ import annotations

from collections.abc import Iterator

from spaceplan.errors import Fault
from spaceplan.i18n import N_, Message
from spaceplan.model.common import Name
from spaceplan.rules.items import Item, Items


def common_names(items: Items) -> tuple[dict[str, Name], dict[str, Name]]:
    """Return the names of levels and of ranks that the sets give apart from tables."""
    named = [item for item in items.values() if item.what == "names"]
    levels = {item.id: item.value.name.name for item in named}
    ranks = {rank: label.name for item in named for rank, label in item.value.ranks.items()}
    return levels, ranks


def name_of_row(item: Item, common: dict[str, Name]) -> Name | None:
    """Return the name of a level or rank; None where nobody gives it one."""
    return item.value.name.name if item.value.name is not None else common.get(item.id)


def name_faults(items: Items, excused: frozenset[str] = frozenset()) -> Iterator[Fault]:
    """Yield levels and ranks that have no name."""
    levels, ranks = common_names(items)
    for item in items.values():
        if item.what not in ("level", "rank") or item.id in excused:
            continue
        if name_of_row(item, levels if item.what == "level" else ranks) is None:
            found = Message.of(N_("no 'name' for '{id}'"), id=item.id)
            expected = Message.of(N_("'{key}: ...'"), key="name")
            yield item.layer.fault(item.place, found, expected)
