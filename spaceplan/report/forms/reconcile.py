"""Forms held against each other, against the rooms, the checker and the entitlement.

Each item compares the sum of what a sheet shows with a figure that was computed elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spaceplan.check import State
from spaceplan.i18n import N_, Message
from spaceplan.report.forms.facts import FormsData
from spaceplan.report.forms.sheet import Form, Sheet
from spaceplan.rules import Category
from spaceplan.rules.kinds import DepartmentArea, RoomArea

#: Key of a column to the category whose area it sums, in each form.
_AREA_COLUMNS = {
    "county": {"office": Category.OFFICE, "service": Category.SERVICE},
    "national": {
        "office_use": Category.OFFICE,
        "service_use": Category.SERVICE,
        "equip_use": Category.EQUIPMENT,
    },
    "ledger": {
        f"a_{category.value}": category
        for category in (
            Category.OFFICE,
            Category.SERVICE,
            Category.EQUIPMENT,
            Category.ANCILLARY,
            Category.TECHNICAL,
        )
    },
}
_ROOMS = N_("{form}, sum of '{column}' in {sheets} = usable area of all such rooms")
_ENTITLEMENT = N_("{form}, sum of '{column}' in {sheets} = entitlement of all units")
_CHECK = N_("{form}, sum of '{column}' in {sheets} = excess that the check finds")
_ALL_ROOMS = N_("{form}, sum of '{column}' in {sheets} = area of all rooms but circulation")
_BY_ROOM = N_("Occupied offices above the quotas, room by room = excess that the check finds")
_PEOPLE = N_("{form}, lines of people who need a seat = people of all units")


@dataclass(frozen=True)
class Agreement:
    """Two figures that must be equal, whole dm² or persons."""

    form: str
    what: Message
    shown: int
    expected: int
    unit: str = "m²"

    @property
    def difference(self) -> int:
        """Shown less expected."""
        return self.shown - self.expected


def reconcile(forms: Iterable[Form], data: FormsData) -> tuple[Agreement, ...]:
    """Return every comparison that these forms allow."""
    listed = tuple(forms)
    found = [*_areas(listed, data), *_entitled(listed, data), *_above(listed, data)]
    return (*found, *_rooms(listed, data), _room_by_room(data))


def _families(forms: Iterable[Form], key: str, column: str) -> Iterator[tuple[str, list[Sheet]]]:
    """Yield the sheets of a kind of form that have a column, those of all levels together.

    Sheets by unit, by site and by division of all levels are three families; each must sum up.
    """
    families: dict[tuple[str, ...], list[Sheet]] = {}
    for form in forms:
        for sheet in form.sheets if form.key == key else ():
            keys = tuple(c.key for c in sheet.columns if not c.key.startswith(("n_", "h_", "e_")))
            if column in keys:
                identity = tuple(k for k in keys if not k.startswith("a_") or key == "ledger")
                families.setdefault(identity, []).append(sheet)
    for sheets in families.values():
        yield "、".join(sheet.name.zh for sheet in sheets), sheets


def _agreement(
    template: str, key: str, column: str, names: str, sheets: list[Sheet], expected: int
) -> Agreement:
    heading = next(c.heading for c in sheets[0].columns if c.key == column)
    message = Message.of(template, form=key, column=heading.zh, sheets=names)
    return Agreement(key, message, sum(sheet.total(column) for sheet in sheets), expected)


def _areas(forms: tuple[Form, ...], data: FormsData) -> Iterator[Agreement]:
    areas = dict.fromkeys(Category, 0)
    for room in data.portfolio.rooms:
        areas[data.rulebook.category(room.use)] += room.area_dm2
    for key, columns in _AREA_COLUMNS.items():
        for column, category in columns.items():
            for names, sheets in _families(forms, key, column):
                yield _agreement(_ROOMS, key, column, names, sheets, areas[category])


def _entitled(forms: tuple[Form, ...], data: FormsData) -> Iterator[Agreement]:
    total = data.entitlements.total
    wanted = (
        ("entitlement", "total", total.total_dm2),
        ("entitlement", "built", total.built_dm2),
        ("entitlement", "service", total.service_dm2),
        ("county", "office_entitled", total.office_dm2),
        ("county", "service_entitled", total.service_dm2),
        ("ledger", "total", total.total_dm2),
    )
    for key, column, expected in wanted:
        for names, sheets in _families(forms, key, column):
            if not _by_division(sheets):
                yield _agreement(_ENTITLEMENT, key, column, names, sheets, expected)


def _by_division(sheets: list[Sheet]) -> bool:
    return any(column.key == "division" for column in sheets[0].columns)


def _above(forms: tuple[Form, ...], data: FormsData) -> Iterator[Agreement]:
    for column, category in (("office_above", "office"), ("service_above", "service")):
        rules = {
            rule.id
            for rule in data.rulebook.rules
            if isinstance(rule.kind, DepartmentArea) and rule.kind.category == category
        }
        expected = _found_dm2(data, rules)
        for names, sheets in _families(forms, "county", column):
            if rules and not _by_division(sheets):
                yield _agreement(_CHECK, "county", column, names, sheets, expected)


def _found_dm2(data: FormsData, rules: set[str]) -> int:
    return sum(
        round(finding.excess * 100)
        for finding in data.check.findings
        if finding.rule in rules and finding.state in (State.FAIL, State.WAIVED)
    )


def _rooms(forms: tuple[Form, ...], data: FormsData) -> Iterator[Agreement]:
    areas = sum(
        room.area_dm2
        for room in data.portfolio.rooms
        if data.rulebook.category(room.use) is not Category.CIRCULATION
    )
    for names, sheets in _families(forms, "rooms", "area"):
        yield _agreement(_ALL_ROOMS, "rooms", "area", names, sheets, areas)
        if data.portfolio.ledger and not data.planned:
            message = Message.of(_PEOPLE, form="rooms")
            shown = sum(map(_seated, sheets))
            people = sum(d.people.total for d in data.portfolio.departments)
            yield Agreement("rooms", message, shown, people, "persons")


def _seated(sheet: Sheet) -> int:
    """Return how many lines are of people at their main post who have not left."""
    status, post = sheet.index("status"), sheet.index("post")
    return sum(
        getattr(row.cells[post], "en", "") == "main"
        and getattr(row.cells[status], "en", "") not in ("retired", "transferred")
        for row in sheet.rows
    )


def _room_by_room(data: FormsData) -> Agreement:
    rules = {rule.id for rule in data.rulebook.rules if isinstance(rule.kind, RoomArea)}
    shown = sum(
        held.excess_dm2 or 0 for held in data.held if rules and (held.people or held.entries)
    )
    return Agreement("county", Message.of(_BY_ROOM), shown, _found_dm2(data, rules))
