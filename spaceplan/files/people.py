"""From the people files' data to the model's departments, holdings, ledger and waivers."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from spaceplan.files.csv_reader import Table
from spaceplan.files.places import paired
from spaceplan.files.raw_people import (
    FileDepartment,
    FileDepartments,
    FileHolding,
    FileLedgerEntry,
)
from spaceplan.files.raw_portfolio import FileWaivers
from spaceplan.files.yaml_reader import YamlDocument
from spaceplan.model.common import Counts, Source
from spaceplan.model.people import (
    Department,
    Division,
    Holding,
    LedgerEntry,
    Need,
    Relation,
    Waiver,
)
from spaceplan.model.seating_wishes import SeatingWish

_CONVERTED = frozenset(
    {
        "name",
        "short",
        "level",
        "establishment",
        "headcount",
        "divisions",
        "relations",
        "needs",
        "seating",
    }
)
_WISH_KEYS = tuple(field.name for field in fields(SeatingWish))
_AS_THEY_ARE = tuple(
    field.name
    for field in fields(Department)
    if field.name not in _CONVERTED and field.name not in ("source", "stated_people")
)


def to_departments(
    file: FileDepartments, document: YamlDocument, level: str
) -> tuple[Department, ...]:
    """Return the model's departments; one that names no level has the portfolio's."""
    return tuple(
        _department(department, level, Source(document.file, data.line))
        for department, data in paired(file.departments, document.data, "departments")
    )


def _department(file: FileDepartment, level: str, source: Source) -> Department:
    plain: dict[str, Any] = {name: getattr(file, name) for name in _AS_THEY_ARE}
    return Department(
        **plain,
        name=file.name.to_model(),
        short=file.short.to_model(),
        level=file.level or level,
        establishment=Counts.of(file.establishment),
        headcount=Counts.of(file.headcount),
        divisions=tuple(
            Division(part.id, part.name.to_model(), Counts.of(part.headcount))
            for part in file.divisions
        ),
        relations=tuple(Relation(other.department, other.people) for other in file.relations),
        needs=tuple(
            Need(need.use, need.min_m2, need.count, need.within_m, need.max_storey, need.hard)
            for need in file.needs
        ),
        seating=tuple(
            SeatingWish(**{key: getattr(wish, key) for key in _WISH_KEYS}) for wish in file.seating
        ),
        source=source,
    )


def to_holdings(rows: tuple[FileHolding, ...], table: Table) -> tuple[Holding, ...]:
    """Return the model's holdings."""
    return tuple(
        Holding(
            row.room,
            row.department,
            row.basis,
            row.approval,
            row.since,
            row.until,
            Source(table.file, line),
        )
        for row, line in zip(rows, table.lines, strict=True)
    )


def to_ledger(rows: tuple[FileLedgerEntry, ...], table: Table) -> tuple[LedgerEntry, ...]:
    """Return the model's ledger."""
    return tuple(
        LedgerEntry(
            row.person,
            row.department,
            row.room,
            row.division,
            row.rank,
            row.status,
            row.post,
            row.approval,
            row.since,
            row.until,
            row.name,
            Source(table.file, line),
        )
        for row, line in zip(rows, table.lines, strict=True)
    )


def to_waivers(file: FileWaivers, document: YamlDocument) -> tuple[Waiver, ...]:
    """Return the model's waivers."""
    return tuple(
        Waiver(
            waiver.rule,
            waiver.subject,
            waiver.reason,
            waiver.approver,
            waiver.until,
            Source(document.file, data.line),
        )
        for waiver, data in paired(file.waivers, document.data, "waivers")
    )
