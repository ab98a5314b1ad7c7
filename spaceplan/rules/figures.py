"""Every figure of the rule sets with its source and mark, to be shown where it mattered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spaceplan.model.common import Name
from spaceplan.rules.schema import RuleSetFile
from spaceplan.rules.strict import Sourced
from spaceplan.rules.tables import FirstAndRest, FlatRate, SteppedService


@dataclass(frozen=True)
class Figure:
    """One figure, or a table of one level, as it is shown to people.

    Parameters
    ----------
    id
        Such as ``office.city``, ``service.county``, ``minimum``.
    level
        The level that it is about; empty where it is about all.
    value
        In figures, the same in both languages, such as ``9 -> 7 m²``.
    """

    id: str
    name: Name
    value: str
    source: str
    clause: str
    verified: bool
    note: Name = Name()
    level: str = ""

    @property
    def citation(self) -> str:
        """Document and article."""
        return f"{self.source}, {self.clause}" if self.clause else self.source


def figures_of(content: RuleSetFile) -> Iterator[Figure]:
    """Yield the figures of a rule set, in the order of its sections."""
    yield from _office(content)
    if content.own_room:
        name = Name("单独使用办公室的职级", "Ranks that sit alone")
        yield _figure(content, "own_room", name, str(len(content.own_room.ranks)), content.own_room)
    if content.minimum:
        name = Name(
            "人均最小面积；单人办公室最小面积", "Physical minimum a person; of a room for one"
        )
        value = f"{content.minimum.person_m2} m²; {content.minimum.alone_m2} m²"
        yield _figure(content, "minimum", name, value, content.minimum)
    if content.private_toilet:
        name = Name("办公室内卫生间", "Toilet inside an office")
        value = f"≤ {content.private_toilet.max_m2} m²"
        yield _figure(content, "private_toilet", name, value, content.private_toilet)
    yield from _service(content)
    if content.equipment:
        name = Name(
            "设备用房占办公室和服务用房之比", "Equipment rooms over office and service rooms"
        )
        value = f"{content.equipment.ratio:%}".replace(".00", "")
        yield _figure(content, "equipment", name, value, content.equipment)
    if content.use_coefficient:
        table = content.use_coefficient
        name = Name(
            "使用面积系数 K：多层；高层", "Usable over built area, K: multi-storey; high-rise"
        )
        value = f"{table.multi_storey}; {table.high_rise}"
        yield _figure(content, "use_coefficient", name, value, table)
    yield from _ancillary(content)


def _figure(
    content: RuleSetFile, id: str, name: Name, value: str, table: Sourced, level: str = ""
) -> Figure:
    return Figure(
        id=id,
        name=name,
        value=value,
        source=table.source or content.document.number,
        clause=table.clause,
        verified=table.verified,
        note=table.note.name,
        level=level,
    )


def _office(content: RuleSetFile) -> Iterator[Figure]:
    for level, table in content.office.levels.items() if content.office else ():
        name = Name(f"办公室面积标准：{table.name.zh}", f"Office quotas: {table.name.en}")
        value = " / ".join(str(quota.m2) for quota in table.ranks.values()) + " m²"
        yield _figure(content, f"office.{level}", name, value, table, level)


def _service(content: RuleSetFile) -> Iterator[Figure]:
    for level, table in content.service.levels.items() if content.service else ():
        name = Name(f"服务用房人均面积：{level}", f"Service rooms a person: {level}")
        if content.office and level in content.office.levels:
            label = content.office.levels[level].name
            name = Name(f"服务用房人均面积：{label.zh}", f"Service rooms a person: {label.en}")
        if isinstance(table, SteppedService):
            value = f"{table.low_m2}–{table.high_m2} m²"
        else:
            value = f"= {table.same_as}"
        yield _figure(content, f"service.{level}", name, value, table, level)


_ANCILLARY = {
    "canteen": Name("食堂（每人）", "Canteen, a person"),
    "car_park": Name("汽车库（每车）", "Car park, a car"),
    "bicycle": Name("自行车库（每辆）", "Bicycle store, a bicycle"),
    "ebike_motorcycle": Name("电动车、摩托车库（每辆）", "E-bike and motorcycle store, a vehicle"),
    "guard": Name("警卫用房（每人）", "Guard rooms, a guard"),
}


def _ancillary(content: RuleSetFile) -> Iterator[Figure]:
    for item, name in _ANCILLARY.items():
        table: FirstAndRest | FlatRate | None = getattr(content.ancillary, item)
        if isinstance(table, FirstAndRest):
            value = f"≤ {table.first}: {table.rate} m²; > {table.first}: {table.rest} m²"
            yield _figure(content, item, name, value, table)
        elif table is not None:
            yield _figure(content, item, name, f"{table.rate} m²", table)
