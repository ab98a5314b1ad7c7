"""``scenario.yaml``, both ways."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated, Any

from pydantic import AwareDatetime, Field

from spaceplan.files.fields import Id, Ids, Text
from spaceplan.files.raw_portfolio import FileWaiver, Price
from spaceplan.files.validation import FileModel, OneOf, validate
from spaceplan.files.yaml_reader import YamlDocument, parse_yaml
from spaceplan.files.yaml_writer import block, given, items
from spaceplan.model import ORDERED, SCENARIO_FILE, Changes, DepartmentChange, Source, Waiver
from spaceplan.model.portfolio import Prices
from spaceplan.store.names import LONGEST_NAME
from spaceplan.store.scenario import STATUS_QUO, Details, Scenario

_LONGEST_NOTE = 10_000
_Note = Annotated[str, Field(max_length=_LONGEST_NOTE, strict=True)]
_ScenarioName = Annotated[str, Field(min_length=1, max_length=LONGEST_NAME, strict=True)]
_Term = Annotated[str, OneOf(tuple(vars(Prices())))]
_Ordered = Annotated[str, OneOf(ORDERED)]
_LISTS = ("locked", "forbidden", "keep", "sites", "buildings", "one_site", "one_building")
_WAIVER = ("rule", "subject", "reason", "approver", "until")


class FileDepartmentChange(FileModel):
    """What is asked of one department beyond what the portfolio says."""

    id: Id = Field(description="id of the department")
    locked: Ids = Field((), description="further rooms that it keeps")
    forbidden: Ids = Field((), description="further rooms that it must not hold")
    keep: Ids = Field((), description="further people who keep their rooms, or all")
    sites: Ids = Field((), description="sites where it must be, instead of the portfolio's")
    buildings: Ids = Field((), description="buildings where it must be, instead of those")
    one_site: bool = Field(False, description="all its offices on one site")
    one_building: bool = Field(False, description="all its offices in one building")


class FileScenario(FileModel):
    """A named variant of a portfolio, its settings, and whose it is."""

    name: _ScenarioName = Field(description="as the planner wrote it")
    note: _Note = Field("", description="what it is for")
    who: Text = Field("", description="who saved it last")
    created: AwareDatetime = Field(description="when it was made, with the time zone")
    changed: AwareDatetime = Field(description="when it was saved last, with the time zone")
    parent: Text = Field(STATUS_QUO, description="scenario it was made from, or status-quo")
    start: Text = Field("", description="what the search began with")
    run: Text = Field("", description="run of the allocator that found its plan")
    order: tuple[_Ordered, ...] = Field((), description="terms strictly before all others")
    prices: dict[_Term, Price] = Field({}, description="instead of the portfolio's, points")
    empty_storeys: Ids = Field((), description="further storeys to be emptied")
    departments: tuple[FileDepartmentChange, ...] = Field((), description="further wishes")
    waivers: tuple[FileWaiver, ...] = Field((), description="further waivers")


def read_scenario_file(content: str, file: str, id: str, version: str) -> Scenario:
    """Return the scenario of a ``scenario.yaml``.

    Raises
    ------
    InputError
        With every fault and its line.
    """
    document = parse_yaml(content, file)
    read = validate(FileScenario, document)
    details = Details(
        name=read.name,
        note=read.note,
        who=read.who,
        parent=read.parent,
        changes=_changes(read, document),
        order=read.order,
        start=read.start,
        run=read.run,
    )
    return Scenario(id, details, read.created, read.changed, version)


def _changes(read: FileScenario, document: YamlDocument) -> Changes:
    return Changes(
        prices=tuple(read.prices.items()),
        departments=tuple(
            DepartmentChange(
                change.id,
                **{key: getattr(change, key) for key in _LISTS},
                source=Source(document.file, document.line_of(("departments", i))),
            )
            for i, change in enumerate(read.departments)
        ),
        empty_storeys=read.empty_storeys,
        waivers=tuple(
            Waiver(
                **{key: getattr(waiver, key) for key in _WAIVER},
                source=Source(document.file, document.line_of(("waivers", i))),
            )
            for i, waiver in enumerate(read.waivers)
        ),
    )


def scenario_text(details: Details, created: datetime, changed: datetime) -> str:
    """Return the text of a ``scenario.yaml``, reading which gives the same scenario."""
    return "\n".join([*_lines(details, created, changed), ""])


def _lines(details: Details, created: datetime, changed: datetime) -> Iterator[str]:
    head: list[tuple[str, Any]] = [
        ("name", details.name),
        ("note", details.note),
        ("who", details.who),
        ("created", created.isoformat(timespec="microseconds")),
        ("changed", changed.isoformat(timespec="microseconds")),
        ("parent", details.parent),
        ("start", details.start),
        ("run", details.run),
        ("order", details.order),
        ("prices", dict(details.changes.prices)),
        ("empty_storeys", details.changes.empty_storeys),
    ]
    yield f"# {SCENARIO_FILE}: a named variant of a portfolio; its plan stands in allocation.csv"
    yield from block([(key, value) for key, value in head if value not in ("", (), {})])
    if details.changes.departments:
        yield "departments:"
        yield from items(map(_department, details.changes.departments), 2)
    if details.changes.waivers:
        yield "waivers:"
        yield from items(
            ([(k, getattr(w, k)) for k in _WAIVER] for w in details.changes.waivers), 2
        )


def _department(change: DepartmentChange) -> list[tuple[str, Any]]:
    return [("id", change.department), *given(change, *_LISTS)]
