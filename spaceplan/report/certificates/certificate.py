"""The certificate of use (分配使用凭证): what a unit was given, with every room (办法 第十八条)."""

from __future__ import annotations

from spaceplan.i18n import N_, translator
from spaceplan.model import Department
from spaceplan.report.certificates.document import (
    Document,
    DocumentTable,
    department_code,
    room_code,
    rooms_of,
    square_metres,
    text_of,
)
from spaceplan.report.forms.facts import FormsData
from spaceplan.report.forms.held import Held
from spaceplan.report.labels import KINDS, word
from spaceplan.rules import Category

_CATEGORIES = (
    (Category.OFFICE, N_("Office")),
    (Category.SERVICE, N_("Service")),
    (Category.EQUIPMENT, N_("Equipment")),
    (Category.ANCILLARY, N_("Ancillary")),
    (Category.TECHNICAL, N_("Technical")),
)
_BLANK = "＿＿＿＿＿＿＿＿"


def certificate_of(data: FormsData, department: Department, language: str) -> Document:
    """Return the certificate of a department; what the portfolio does not say is left blank."""
    _ = translator(language)
    held = rooms_of(data, department.id)
    said = data.portfolio.reporting
    issued = department.certificate.isoformat() if department.certificate else _BLANK
    return Document(
        department=department.id,
        title=_(N_("Certificate of allocation and use of offices")),
        subtitle=_(N_("No. {blank}")).format(blank=_BLANK),
        code=department_code(department.id),
        fields=_fields(data, department, held, language),
        paragraphs=(
            _(
                N_(
                    "Issued under Article 18 of the Measures for managing offices of party and "
                    "government organs (中办发〔2017〕70号). It may serve for registration as a "
                    "legal person, a collective household and permits for works; it must not "
                    "serve for letting or lending."
                )
            ),
        ),
        table_title=_(N_("Rooms")),
        table=_rooms(data, held, language),
        signature=(
            _(N_("Issued by: {unit}")).format(unit=said.unit or _BLANK),
            _(N_("Date: {day}")).format(day=issued),
        ),
    )


def _fields(
    data: FormsData, department: Department, held: tuple[Held, ...], language: str
) -> tuple[tuple[str, str], ...]:
    _ = translator(language)
    sites = dict.fromkeys(item.building.site for item in held) or {department.home_site: None}
    places = (data.portfolio.site(site) for site in sites)
    where = ", " if language == "en" else "、"
    fields = [
        (_(N_("Unit")), text_of(department.name, language) or department.id),
        (_(N_("Unit id")), department.id),
        (_(N_("Kind")), word(KINDS, department.kind, language)),
        (_(N_("Level")), data.rulebook.level_name(department.level).text(language)),
        (
            _(N_("Where")),
            where.join(site.address or site.name.text(language) or site.id for site in places),
        ),
    ]
    for category, name in _CATEGORIES:
        rooms = [item for item in held if item.category is category]
        if rooms:
            area = square_metres(sum(item.area_dm2 for item in rooms))
            shown = _(N_("{area} m² usable, rooms: {n}")).format(area=area, n=len(rooms))
            fields.append((_(name), shown))
    if data.is_entitled(department.id):
        total = square_metres(data.entitlements.of(department.id).total_dm2)
        text = N_("{area} m² usable (office, service, equipment)")
        fields.append((_(N_("Entitlement")), _(text).format(area=total)))
    return tuple(fields)


def _rooms(data: FormsData, held: tuple[Held, ...], language: str) -> DocumentTable:
    _ = translator(language)
    rows = tuple(
        (
            str(i),
            text_of(item.building.name, language) or item.building.id,
            str(item.storey.number),
            item.room.id,
            data.rulebook.use_name(item.room.use).text(language),
            square_metres(item.area_dm2),
        )
        for i, item in enumerate(held, start=1)
    )
    total = square_metres(sum(item.area_dm2 for item in held))
    return DocumentTable(
        heading=(
            _(N_("No.")),
            _(N_("Building")),
            _(N_("Storey")),
            _(N_("Room")),
            _(N_("Use")),
            _(N_("Usable m²")),
        ),
        rows=rows,
        total=("", _(N_("Sum")), "", str(len(held)), "", total),
        widths=(8, 34, 10, 22, 20, 16),
        right=frozenset({0, 2, 5}),
        codes=tuple(room_code(item.room.id) for item in held),
    )
