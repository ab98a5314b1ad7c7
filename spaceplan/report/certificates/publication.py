"""The yearly internal publication (公示) of who uses which room (办法 第十九条)."""

from __future__ import annotations

from spaceplan.formats.xlsx.terms import STATUSES
from spaceplan.i18n import N_, translator
from spaceplan.model import Department, LedgerEntry
from spaceplan.report.certificates.document import (
    Document,
    DocumentTable,
    department_code,
    rooms_of,
    square_metres,
    text_of,
)
from spaceplan.report.forms.facts import FormsData
from spaceplan.report.forms.groups import division_name
from spaceplan.report.forms.held import Held
from spaceplan.rules import Category

_BLANK = "＿＿＿＿＿＿"


def publication_of(data: FormsData, department: Department, language: str) -> Document:
    """Return the publication sheet of a department for the year of the data."""
    _ = translator(language)
    held = rooms_of(data, department.id)
    said = data.portfolio.reporting
    name = text_of(department.name, language) or department.id
    last = department.published.isoformat() if department.published else _BLANK
    return Document(
        department=department.id,
        title=_(N_("Use of offices in {year}: {unit}")).format(year=data.as_of.year, unit=name),
        subtitle=_(N_("As of {day}; areas are usable m²")).format(day=data.as_of.isoformat()),
        code=department_code(department.id),
        fields=(
            (_(N_("People there")), str(department.people.total)),
            (_(N_("Rooms")), str(len(held))),
            (_(N_("Office held")), square_metres(_sum(held, Category.OFFICE))),
            (_(N_("Office entitled to")), _entitled(data, department)),
            (_(N_("Last published")), last),
        ),
        paragraphs=(
            _(
                N_(
                    "Published within the unit under Article 19 of the Measures for managing "
                    "offices of party and government organs. Published from {blank} to {blank}; "
                    "comments to: {phone}"
                )
            ).format(blank=_BLANK, phone=said.phone or _BLANK),
        ),
        table_title=_(N_("Rooms and who uses them")),
        table=_rooms(data, held, language),
        signature=(name, _(N_("Date: {day}")).format(day=_BLANK)),
        landscape=True,
    )


def _sum(held: tuple[Held, ...], category: Category) -> int:
    return sum(item.area_dm2 for item in held if item.category is category)


def _entitled(data: FormsData, department: Department) -> str:
    if not data.is_entitled(department.id):
        return ""
    return square_metres(data.entitlements.of(department.id).office_dm2)


def _rooms(data: FormsData, held: tuple[Held, ...], language: str) -> DocumentTable:
    _ = translator(language)
    return DocumentTable(
        heading=(
            _(N_("No.")),
            _(N_("Building")),
            _(N_("Storey")),
            _(N_("Room")),
            _(N_("Use")),
            _(N_("Usable m²")),
            _(N_("People")),
            _(N_("Division")),
            _(N_("Who (rank)")),
            _(N_("By standard m²")),
            _(N_("Above")),
        ),
        rows=tuple(_row(i, item, data, language) for i, item in enumerate(held, start=1)),
        total=(
            *("", _(N_("Sum")), "", str(len(held)), ""),
            square_metres(sum(item.area_dm2 for item in held)),
            str(sum(item.people or 0 for item in held)),
            *("", "", "", square_metres(sum(item.excess_dm2 or 0 for item in held if _used(item)))),
        ),
        widths=(6, 22, 9, 15, 12, 11, 9, 20, 36, 11, 10),
        right=frozenset({0, 2, 5, 6, 9, 10}),
    )


def _used(item: Held) -> bool:
    return bool(item.people or item.entries)


def _row(i: int, item: Held, data: FormsData, language: str) -> tuple[str, ...]:
    divisions = dict.fromkeys(entry.division for entry in item.entries if entry.division)
    used = _used(item)
    return (
        str(i),
        text_of(item.building.name, language) or item.building.id,
        str(item.storey.number),
        item.room.id,
        data.rulebook.use_name(item.room.use).text(language),
        square_metres(item.area_dm2),
        "" if item.people is None else str(item.people),
        ", ".join(division_name(data, item.unit, id).text(language) for id in divisions),
        _who(item, data, language),
        square_metres(item.allowance_dm2 if used else None),
        square_metres(item.excess_dm2 if used else None),
    )


def _who(item: Held, data: FormsData, language: str) -> str:
    """Return the people of a room with their ranks, or numbers of each rank."""
    separator = ", " if language == "en" else "、"
    if item.entries:
        return separator.join(_person(entry, data, language) for entry in item.entries)
    counts = item.line.line.occupancy if item.line else ()
    return separator.join(f"{_kind(kind, data, language)} × {n}" for kind, n in counts)


def _person(entry: LedgerEntry, data: FormsData, language: str) -> str:
    kind = entry.rank if entry.status == "active" and entry.rank else entry.status
    return f"{entry.name or entry.person} ({_kind(kind, data, language)})"


def _kind(kind: str, data: FormsData, language: str) -> str:
    return (STATUSES.get(kind) or data.rulebook.rank_name(kind)).text(language)
