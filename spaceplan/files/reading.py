"""Reading of all files of a portfolio folder, as far as they are sound."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from pathlib import Path

from spaceplan.errors import Fault, InputError, Severity
from spaceplan.files.folder import FolderReader
from spaceplan.files.ids import LONGEST_ID, is_id
from spaceplan.files.lookup import PORTFOLIO_FILE
from spaceplan.files.people import to_departments, to_holdings, to_ledger, to_waivers
from spaceplan.files.places import to_building, to_sites
from spaceplan.files.raw_building import FileBuilding
from spaceplan.files.raw_people import FileDepartments, FileHolding, FileLedgerEntry
from spaceplan.files.raw_portfolio import FileList, FilePortfolio, FileWaivers
from spaceplan.files.yaml_reader import YamlDocument
from spaceplan.i18n import N_, Message
from spaceplan.model.common import Name, Source
from spaceplan.model.people import Department, Holding, LedgerEntry, Waiver
from spaceplan.model.places import Building
from spaceplan.model.portfolio import Portfolio, Prices, ReportingUnit, Settings
from spaceplan.model.projects import Project
from spaceplan.progress import Progress

BUILDINGS = "buildings/*.yaml"
DEPARTMENTS = "departments.yaml"
PEOPLE = "people.csv"
HOLDINGS = "holdings.csv"
WAIVERS = "waivers.yaml"
LEDGER_COLUMNS = ("person", "department", "rank", "status", "post", "room")
HOLDING_COLUMNS = ("room", "department")


@dataclass(frozen=True)
class Draft:
    """A portfolio of all that is sound in its files, and of which kinds all was readable."""

    portfolio: Portfolio
    has_all_rooms: bool
    has_all_departments: bool
    has_all_sites: bool
    has_all_people: bool
    has_rule_sets: bool


def read_files(reader: FolderReader, folder: Path, progress: Progress) -> Draft:
    """Read every file of a folder; the faults gather in the reader."""
    if not (folder / PORTFOLIO_FILE).exists():
        found = Message.of(N_("no file portfolio.yaml in '{folder}'"), folder=str(folder))
        expected = Message.of(N_("the folder of a portfolio"))
        raise InputError([Fault(PORTFOLIO_FILE, None, found, expected)])
    if not reader.may_read(PORTFOLIO_FILE, None):
        raise InputError(reader.faults)
    head = reader.yaml(PORTFOLIO_FILE, FilePortfolio)
    files = head[0].files if head else FileList()
    names = _building_files(reader, files)
    buildings: list[Building] = []
    for i, name in enumerate(names):
        progress.step(N_("Reading the files"), i, len(names) + 1)
        if read := reader.yaml(name, FileBuilding):
            buildings.append(to_building(*read))
            read[1].data.pop("storeys", None)  # most of the memory; what follows needs the rest
    progress.step(N_("Reading the files"), len(names), len(names) + 1)
    departments = _departments(reader, files, head[0].level if head else Portfolio.level)
    portfolio = Portfolio(
        id=(head[0].id if head else None) or id_of_folder(folder),
        name=head[0].name.to_model() if head else Name(),
        sites=to_sites(head[0].sites, head[1]) if head else (),
        buildings=tuple(buildings),
        departments=departments or (),
        level=head[0].level if head else Portfolio.level,
        rule_sets=head[0].rule_sets if head else Portfolio.rule_sets,
        as_of=head[0].as_of if head else None,
        holdings=_holdings(reader, files),
        ledger=_ledger(reader, files),
        waivers=_waivers(reader, files),
        prices=_prices(head[0]) if head else Prices(),
        settings=_settings(head[0]) if head else Settings(),
        empty_storeys=head[0].empty_storeys if head else (),
        reporting=_reporting(head[0]) if head else ReportingUnit(),
        projects=_projects(head[0]) if head else (),
        source=Source(PORTFOLIO_FILE, 1),
    )
    return Draft(
        portfolio,
        has_all_rooms=head is not None and FileBuilding not in reader.unread,
        has_all_departments=head is not None and FileDepartments not in reader.unread,
        has_all_sites=head is not None,
        has_all_people=head is not None and FileLedgerEntry not in reader.unread,
        has_rule_sets=head is not None and _has_rule_sets(head[1]),
    )


def _has_rule_sets(document: YamlDocument) -> bool:
    """Return whether the rule sets are those that are meant: neither they nor their key was cut."""
    lost = document.data.key_lines.keys() - document.data.keys()
    sound = FilePortfolio.model_fields.keys() - {"rule_sets"}
    return "rule_sets" in document.data or lost <= sound


def id_of_folder(folder: Path) -> str:
    """Return the id of a portfolio that states none: the folder's name, made an id."""
    name = folder.resolve().name
    plain = re.sub(r"[^\w.$-]", "-", name).lstrip("-.")[:LONGEST_ID]
    return plain if is_id(plain) else "portfolio"


def _prices(file: FilePortfolio) -> Prices:
    return Prices(**{field.name: getattr(file.prices, field.name) for field in fields(Prices)})


def _settings(file: FilePortfolio) -> Settings:
    values = {field.name: getattr(file.settings, field.name) for field in fields(Settings)}
    return Settings(**values)


def _reporting(file: FilePortfolio) -> ReportingUnit:
    stated = file.reporting
    return ReportingUnit(stated.divisions, stated.code, stated.unit, stated.person, stated.phone)


def _projects(file: FilePortfolio) -> tuple[Project, ...]:
    return tuple(
        Project(
            project.name.to_model(),
            project.approved_by,
            project.builder,
            project.users,
            project.address,
            project.size_m2,
            project.cost,
            project.remark,
        )
        for project in file.projects
    )


def _line(reader: FolderReader, key: str) -> int | None:
    document = reader.documents.get(PORTFOLIO_FILE)
    return document.line_of(("files", key)) if document else None


def _building_files(reader: FolderReader, files: FileList) -> list[str]:
    line = _line(reader, "buildings")
    names: list[str] = []
    for pattern in (BUILDINGS,) if files.buildings is None else files.buildings:
        before = len(reader.faults)
        found = list(reader.find(pattern, line))
        if not found and len(reader.faults) == before:
            what = Message.of(N_("no file '{pattern}'"), pattern=pattern)
            expected = Message.of(N_("a file a building"))
            reader.faults.append(Fault(PORTFOLIO_FILE, line, what, expected))
        if not found:
            reader.unread.add(FileBuilding)
        for name in found:
            if name in names:
                what = Message.of(N_("file '{name}' listed twice"), name=name)
                expected = Message.of(N_("every file once"))
                reader.faults.append(Fault(PORTFOLIO_FILE, line, what, expected))
            else:
                names.append(name)
    for name in reader.find(BUILDINGS, line):
        if name not in names:
            what = Message.of(N_("file '{name}', which files.buildings does not list"), name=name)
            expected = Message.of(N_("every building listed"))
            fault = Fault(PORTFOLIO_FILE, line, what, expected, Severity.WARNING)
            reader.faults.append(fault)
    return names


def _optional(reader: FolderReader, key: str, stated: str | None, default: str) -> str | None:
    """Return the file to read: a stated one must be there, the default one may be missing."""
    if stated is None:
        return default if reader.has(default) else None
    return stated if reader.may_read(stated, _line(reader, key)) else None


def _departments(
    reader: FolderReader, files: FileList, level: str
) -> tuple[Department, ...] | None:
    name = files.departments or DEPARTMENTS
    if not reader.may_read(name, _line(reader, "departments")):
        reader.unread.add(FileDepartments)
        return None
    read = reader.yaml(name, FileDepartments)
    return to_departments(*read, level) if read else None


def _holdings(reader: FolderReader, files: FileList) -> tuple[Holding, ...]:
    name = _optional(reader, "holdings", files.holdings, HOLDINGS)
    read = reader.table(name, FileHolding, HOLDING_COLUMNS) if name else None
    return to_holdings(*read) if read else ()


def _ledger(reader: FolderReader, files: FileList) -> tuple[LedgerEntry, ...] | None:
    name = _optional(reader, "people", files.people, PEOPLE)
    if name is None and files.people is not None:
        reader.unread.add(FileLedgerEntry)
    read = reader.table(name, FileLedgerEntry, LEDGER_COLUMNS) if name else None
    return to_ledger(*read) if read else None


def _waivers(reader: FolderReader, files: FileList) -> tuple[Waiver, ...]:
    name = _optional(reader, "waivers", files.waivers, WAIVERS)
    read = reader.yaml(name, FileWaivers) if name else None
    return to_waivers(*read) if read else ()
