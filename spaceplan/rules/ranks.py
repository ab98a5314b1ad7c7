"""The ranks of a rule book: each with its quota, whatever the shape of the table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from spaceplan.model.common import Name
from spaceplan.rules.items import Items
from spaceplan.rules.names import common_names, name_of_row
from spaceplan.rules.shapes import FlatPerHead, OfficeShape
from spaceplan.units import DM2_PER_M2, half_up


@dataclass(frozen=True)
class RankEntry:
    """A rank: its quota in whole dm², its level, its name, whether it sits alone.

    Parameters
    ----------
    counts_as
        The rank of the table whose quota it has, where that is another one.
    """

    level: str
    name: Name
    quota_dm2: int
    own_room: bool
    counts_as: str = ""


def level_names(items: Items) -> dict[str, Name]:
    """Return the levels that have ranks with a quota, in the order of the tables, with names."""
    names, _ = common_names(items)
    mapped = items.get(("section", "ranks"))
    office = items.get(("section", "office"))
    if office is None or isinstance(office.value, FlatPerHead):
        return names
    found = {
        item.id: name_of_row(item, names) or Name(item.id, item.id)
        for item in items.values()
        if item.what == "level"
    }
    counted = mapped.value.counts_as if mapped is not None else {}
    for item in items.values():
        if item.what == "names" and not counted.keys().isdisjoint(item.value.ranks):
            found.setdefault(item.id, names[item.id])
    return found


def rank_entries(items: Items, office: OfficeShape) -> dict[str, RankEntry]:
    """Return all ranks that have a quota, in the order of the tables."""
    own = items.get(("section", "own_room"))
    alone = frozenset(own.value.ranks) if own is not None else frozenset()
    return {
        rank: RankEntry(
            level=level,
            name=name,
            quota_dm2=half_up(quota_m2 * DM2_PER_M2),
            own_room=bool({rank, counts_as} & alone),
            counts_as=counts_as,
        )
        for rank, level, name, quota_m2, counts_as in _quotas(items, office)
    }


def _quotas(items: Items, office: OfficeShape) -> Iterator[tuple[str, str, Name, Fraction, str]]:
    """Yield (rank, level, name, quota, rank of the table where that is another one)."""
    _, names = common_names(items)
    of_names = [item for item in items.values() if item.what == "names"]
    if isinstance(office, FlatPerHead):
        for item in of_names:
            for rank in item.value.ranks:
                yield rank, item.id, names[rank], office.quota_m2(), ""
        return
    rows = {item.id: item for item in items.values() if item.what == "rank"}
    for rank, item in rows.items():
        name = name_of_row(item, names) or Name(rank, rank)
        yield rank, item.level, name, office.quota_m2(item.value), ""
    mapped = items.get(("section", "ranks"))
    if mapped is not None:
        counts_as = mapped.value.counts_as
        for item in of_names:
            for rank in item.value.ranks:
                if rank in counts_as and rank not in rows:
                    quota = office.quota_m2(rows[counts_as[rank]].value)
                    yield rank, item.id, names[rank], quota, counts_as[rank]
