"""Every figure of the rule sets with its source and mark, to be shown where it mattered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from spaceplan.model.common import Name
from spaceplan.rules.items import Cited, Item, Items
from spaceplan.rules.names import common_names, name_of_row
from spaceplan.rules.service import ServiceLike
from spaceplan.rules.shapes import FlatPerHead


@dataclass(frozen=True)
class Figure:
    """One figure, or a table of one level, as it is shown to people.

    Parameters
    ----------
    id
        Such as ``office.city``, ``service.county``, ``minimum``.
    level, rank
        The level, the rank that it is about; empty where it is about all.
    value
        In figures, the same in both languages, such as ``9 -> 7 m²``.
    rule_set
        The set that says it last.
    """

    id: str
    name: Name
    value: str
    source: str
    clause: str
    verified: bool
    note: Name = Name()
    level: str = ""
    rank: str = ""
    rule_set: str = ""

    @property
    def citation(self) -> str:
        """Document and article."""
        return f"{self.source}, {self.clause}" if self.clause else self.source


_SECTIONS = {
    "office": Name("人均面积（不分职级）", "Area a head, whatever the rank"),
    "ranks": Name("职级对应", "As which rank a rank counts"),
    "own_room": Name("单独使用办公室的职级", "Ranks that sit alone"),
    "minimum": Name(
        "人均最小面积；单人办公室最小面积", "Physical minimum a person; of a room for one"
    ),
    "private_toilet": Name("办公室内卫生间", "Toilet inside an office"),
    "service": Name(
        "服务用房：占办公室之比，加每人", "Service rooms: share of offices, and a head"
    ),
    "equipment": Name(
        "设备用房占办公室和服务用房之比", "Equipment rooms over office and service rooms"
    ),
    "use_coefficient": Name(
        "使用面积系数 K：多层；高层", "Usable over built area, K: multi-storey; high-rise"
    ),
    "canteen": Name("食堂（每人）", "Canteen, a person"),
    "car_park": Name("汽车库（每车）", "Car park, a car"),
    "bicycle": Name("自行车库（每辆）", "Bicycle store, a bicycle"),
    "ebike_motorcycle": Name("电动车、摩托车库（每辆）", "E-bike and motorcycle store, a vehicle"),
    "guard": Name("警卫用房（每人）", "Guard rooms, a guard"),
    "assembly": Name("议会（每名议员）", "Assembly rooms, a member"),
}
_BY_SEATS = Name("每间最小面积（按座位数 n）", "Least area of a room, by its seats n")
_BY_CIRCULATION = Name("使用面积系数 K（按交通面积）", "Usable over built area, K, by circulation")
_FIRST = ("ranks", "own_room", "minimum", "private_toilet")
_LAST = ("equipment", "use_coefficient")


def figures_of(items: Items, levels: Mapping[str, Name]) -> Iterator[Figure]:
    """Yield the figures of rule sets, table by table.

    Parameters
    ----------
    levels
        Names of the levels.
    """
    yield from _office(items)
    for section in _FIRST:
        yield from _section(items, section)
    yield from _section(items, "service")
    for item in items.values():
        if item.what == "service level":
            yield _service(item, levels)
    for section in _LAST:
        yield from _section(items, section)
    for item in items.values():
        if item.what == "ancillary":
            yield _figure(item, item.id, _SECTIONS[item.id], item.value.shown)


def _section(items: Items, section: str) -> Iterator[Figure]:
    item = items.get(("section", section))
    if item is not None and item.cited is not None:
        yield _figure(item, section, _section_name(item), _shown(item.value))


def _section_name(item: Item) -> Name:
    if hasattr(item.value, "further_m2"):
        return _BY_SEATS
    return _BY_CIRCULATION if hasattr(item.value, "circulation") else _SECTIONS[item.id]


def _shown(value: Any) -> str:
    if (shown := getattr(value, "shown", None)) is not None:
        return str(shown)
    counted = value.ranks if hasattr(value, "ranks") else value.counts_as
    return str(len(counted))


def _figure(
    item: Item, id: str, name: Name, value: str, *, cited: Cited | None = None, **of: str
) -> Figure:
    where = cited or item.cited
    assert where is not None, "a figure has a source"
    return Figure(
        id=id,
        name=name,
        value=value,
        source=where.source,
        clause=where.clause,
        verified=where.verified,
        note=where.note,
        rule_set=item.layer.content.rule_set,
        **of,
    )


def _office(items: Items) -> Iterator[Figure]:
    """Yield a figure a level; ranks of it that stand elsewhere for themselves."""
    head = items.get(("section", "office"))
    if head is None or isinstance(head.value, FlatPerHead):
        yield from _section(items, "office")
        return
    base = getattr(head.value, "base", None)
    if base is not None:
        where = Cited(
            base.source or head.layer.content.document.number,
            base.clause,
            base.verified,
            base.note.name,
        )
        name = Name("换算人数每人面积", "Area of a converted head")
        yield _figure(head, "office.base", name, base.shown, cited=where)
    names, ranks = common_names(items)
    for level in [item for item in items.values() if item.what == "level"]:
        label = name_of_row(level, names) or Name(level.id, level.id)
        yield from _level(items, head.value, level.id, label, ranks)


def _level(
    items: Items, office: Any, level: str, label: Name, names: dict[str, Name]
) -> Iterator[Figure]:
    rows = [item for item in items.values() if item.what == "rank" and item.level == level]
    if not rows:
        return
    usual = Counter(row.cited for row in rows).most_common(1)[0][0]
    alike = [row for row in rows if row.cited == usual]
    values = [office.shown(row.value) for row in alike]
    plain = all(value.endswith(" m²") and "=" not in value for value in values)
    joined = (
        " / ".join(v.removesuffix(" m²") for v in values) + " m²" if plain else " / ".join(values)
    )
    name = Name(f"办公室面积标准：{label.zh}", f"Office quotas: {label.en}")
    yield _figure(alike[0], f"office.{level}", name, joined, level=level)
    for row in rows:
        if row.cited != usual:
            own = name_of_row(row, names) or Name(row.id, row.id)
            name = Name(
                f"办公室面积标准：{label.zh}{own.zh}", f"Office quota: {label.en}, {own.en}"
            )
            value = office.shown(row.value)
            yield _figure(row, row.shown_id, name, value, level=level, rank=row.id)


def _service(item: Item, levels: Mapping[str, Name]) -> Figure:
    label = levels.get(item.id, Name(item.id, item.id))
    name = Name(f"服务用房人均面积：{label.zh}", f"Service rooms a person: {label.en}")
    table = item.value
    value = f"= {table.same_as}" if isinstance(table, ServiceLike) else table.shown
    return _figure(item, item.shown_id, name, value, level=item.id)
